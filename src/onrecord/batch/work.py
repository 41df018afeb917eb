"""What a worker does with a slice; importable by workers anywhere, and free of Dask."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.batch.slices import Slice
from onrecord.errors import LexiconError, ModelError, OnrecordError
from onrecord.lang import available_languages
from onrecord.reading import Part, ReadReport, iter_articles
from onrecord.record import made_by, make_record
from onrecord.schema import Article, Problem, Record, Source, article_id
from onrecord.store.manifest import Shard
from onrecord.store.rows import NO_ARTICLE
from onrecord.store.shards import write_shard

__all__ = ["check_documents", "slice_made_by", "write_slice"]


def slice_made_by() -> str:
    """What made a shard whose articles may be of any language: every language's `made_by`, joined."""
    return " | ".join(made_by(language) for language in available_languages())


def write_slice(part: Slice, store: str, *, text: bool) -> Shard:
    """Read a slice's documents and write their records as a shard.

    Raises StoreError where the shard cannot be written.
    """
    records = _records(part, 0, part.documents)
    return write_shard(Path(store), part.digest, records, made_by=slice_made_by(), text=text, label=part.label)


def check_documents(part: Slice, start: int, stop: int) -> int:
    """Read documents [start, stop) of a slice and write nothing: a document that kills a worker does so here."""
    slice_made_by()  # loads the model first: Dask starts no worker again that dies before it is known to have started
    return sum(1 for _ in _records(part, start, stop))


def _records(part: Slice, start: int, stop: int) -> Iterator[Record]:
    at = start
    while at < stop:
        if at in part.poison:
            yield _set_apart(part, at)
            at += 1
        elif part.part is None:
            yield from _of_file(Path(part.paths[at]), part.kind, None)
            at += 1
        else:
            end = next((n for n in range(at, stop) if n in part.poison), stop)
            last = part.part.last and end == part.documents
            some = replace(part.part, first=part.part.first + at, stop=part.part.first + end, last=last)
            yield from _of_file(Path(part.paths[0]), part.kind, some)
            at = end


def _of_file(path: Path, kind: str | None, numbers: Part | None) -> Iterator[Record]:
    """The records of a file, or of some of its documents, and a record of problems for each loss."""
    report = ReadReport()
    articles = iter_articles(path, report=report, kind=kind, part=numbers)
    while True:
        try:
            article = next(articles, None)
        except (LexiconError, ModelError):
            raise  # ours, not the page's: every page would fail
        except Exception as error:  # noqa: BLE001  # the per-page border: a page may cost itself, never the batch
            yield _no_article(path.name, None, Problem("unreadable", _named(error)))
            break
        if article is None:
            break
        yield _recorded(article)
    for loss in report.losses:
        if loss.code != "no-text":  # the article itself is in the store, and says so
            yield _no_article(path.name, loss.place, Problem(loss.code, loss.message))
    if report.lost.total() > len(report.losses):
        yield _no_article(path.name, None, Problem("more-losses", f"more are not listed; in all {report}"))


def _recorded(article: Article) -> Record:
    try:
        return make_record(article)
    except (LexiconError, ModelError):
        raise
    except Exception as error:  # noqa: BLE001  # the per-page border
        problem = Problem("analysis-failed", _named(error))
        return Record(article, made_by(article.language), problems=(*article.problems, problem))


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, OnrecordError) else f"{type(error).__name__}: {error}"


def _set_apart(part: Slice, number: int) -> Record:
    name = Path(part.paths[number if part.part is None else 0]).name
    place = None if part.part is None else f"document {part.part.first + number}"
    return _no_article(name, place, Problem("quarantined", "reading it kills the process; set apart"))


def _no_article(name: str, place: str | None, problem: Problem) -> Record:
    """A record of something that gave no article: its problem, and nothing else."""
    key = f"{name}\0{place}\0{problem.code}"
    article = Article(article_id(key), "", Source("", NO_ARTICLE, place=place, name=name))
    return Record(article, "", problems=(problem,))
