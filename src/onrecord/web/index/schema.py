"""The tables of the index. `article.n` grows with the date, so that the newest of any set are found without sorting."""

from datetime import date

__all__ = ["STEPS", "first_number", "numbers_between"]

# articles of one day that the index can tell apart
A_DAY = 1 << 24

STEPS = (
    """
    CREATE TABLE made (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE shard (name TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE held (id TEXT, shard TEXT, PRIMARY KEY (id, shard)) WITHOUT ROWID;
    CREATE TABLE article (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, shard TEXT NOT NULL, date TEXT, headline TEXT,
        publisher TEXT, language TEXT, statements INTEGER NOT NULL, events INTEGER NOT NULL, body TEXT
    );
    CREATE INDEX article_shard ON article (shard);
    CREATE VIRTUAL TABLE words USING fts5 (
        headline, body, content = 'article', content_rowid = 'n', tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TABLE facet (kind TEXT, value TEXT, n INTEGER, PRIMARY KEY (kind, value, n)) WITHOUT ROWID;
    CREATE INDEX facet_article ON facet (n);
    CREATE TABLE event (
        e INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, n INTEGER NOT NULL, trigger TEXT, type TEXT NOT NULL,
        status TEXT NOT NULL, quad INTEGER, date TEXT, place TEXT, country TEXT, latitude REAL, longitude REAL,
        actors TEXT NOT NULL, recipients TEXT NOT NULL
    );
    CREATE INDEX event_article ON event (n);
    CREATE INDEX event_place ON event (latitude, longitude, n) WHERE latitude IS NOT NULL;
    CREATE TABLE side (code TEXT, n INTEGER, e INTEGER, acts INTEGER, PRIMARY KEY (code, n, e, acts)) WITHOUT ROWID;
    CREATE INDEX side_article ON side (n);
    CREATE TABLE statement (
        s INTEGER PRIMARY KEY, id TEXT NOT NULL, n INTEGER NOT NULL, name TEXT, act TEXT NOT NULL, content TEXT
    );
    CREATE INDEX statement_article ON statement (n);
    CREATE INDEX statement_id ON statement (id);
    CREATE TABLE spoken (code TEXT, n INTEGER, s INTEGER, PRIMARY KEY (code, n, s)) WITHOUT ROWID;
    CREATE INDEX spoken_article ON spoken (n);
    CREATE TABLE contradiction (
        n INTEGER, first TEXT, second TEXT, reason TEXT, rule TEXT, confidence REAL, wide INTEGER NOT NULL
    );
    CREATE INDEX contradiction_article ON contradiction (n);

    CREATE TABLE actor_total (
        code TEXT PRIMARY KEY, acts INTEGER, receives INTEGER, statements INTEGER, articles INTEGER, last TEXT
    );
    CREATE INDEX actor_order ON actor_total (acts + receives + statements);
    CREATE TABLE person_total (code TEXT, name TEXT, statements INTEGER, PRIMARY KEY (code, name)) WITHOUT ROWID;
    CREATE TABLE type_total (type TEXT PRIMARY KEY, articles INTEGER) WITHOUT ROWID;
    CREATE TABLE place_total (
        latitude REAL, longitude REAL, name TEXT, country TEXT, type TEXT, year TEXT, quad INTEGER, events INTEGER
    );
    CREATE TABLE happening (
        h INTEGER PRIMARY KEY, type TEXT, status TEXT, actors TEXT, recipients TEXT, mutual INTEGER, date TEXT,
        quad INTEGER, goldstein REAL, events TEXT, articles INTEGER
    );
    CREATE TABLE dyad (one TEXT, other TEXT, date TEXT, h INTEGER, PRIMARY KEY (one, other, date, h)) WITHOUT ROWID;
    CREATE TABLE pair_total (one TEXT, other TEXT, events INTEGER, cooperation INTEGER, conflict INTEGER, last TEXT);
    CREATE INDEX pair_order ON pair_total (events);
    CREATE TABLE step (
        p INTEGER PRIMARY KEY, issue TEXT, date TEXT, actor TEXT, stance TEXT, change TEXT, text TEXT, condition TEXT,
        article TEXT
    );
    CREATE INDEX step_issue ON step (issue, p);
    CREATE INDEX step_actor ON step (actor, issue, p);
    CREATE TABLE issue_total (issue TEXT, actors INTEGER, steps INTEGER, turns INTEGER, last TEXT);
    """,
)


def first_number(written: str | None) -> int:
    """The first number of the articles of a day; of undated ones, which come last in any list, those below.

    >>> first_number("2024-05-06") // A_DAY == date(2024, 5, 6).toordinal()
    True
    """
    try:
        return date.fromisoformat(written or "").toordinal() * A_DAY
    except ValueError:
        return 1


def numbers_between(since: str | None, until: str | None) -> tuple[int, int]:
    """The half-open range of the numbers of the articles dated from `since` to `until`, both days included."""
    low = first_number(since) if since else 0
    high = first_number(until) + A_DAY if until else 4_000_000 * A_DAY
    return low, high
