"""Where an article's names and role words stand: table matches joined with the encoder's names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from onrecord.lang.actor_index import ActorIndex, Entry, chunks
from onrecord.lang.actors import RoleRow
from onrecord.parse.mention_surnames import bare_surnames, label_of
from onrecord.parse.parse import Parse, Span
from onrecord.schema import Anchor

__all__ = ["Layout", "NameSpan", "RoleSpan", "head_of", "initials", "lay_out"]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})
_MODIFIERS = frozenset({"adjective"})
_DASHES = frozenset({"-", "–", "—", "--"})
_MEDIA = "media"
_BODIES = ("ORG", "MISC")
_BRANCHED = frozenset({"ngo", "company", "media"})  # kinds of bodies that have branches in countries
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True, eq=False)
class NameSpan:
    """A name: its words, head word, the encoder's label and what the tables know of it."""

    start: int
    end: int
    head: int
    label: str
    entries: tuple[Entry, ...] = ()
    title_gender: str | None = None


@dataclass(slots=True, eq=False)
class RoleSpan:
    """A role noun (of one or several words) and its row."""

    start: int
    end: int
    head: int
    role: RoleRow
    plural: bool = False


@dataclass(slots=True)
class Layout:
    """All names, country adjectives and role nouns of a parse, by their words."""

    parse: Parse
    names: list[NameSpan] = field(default_factory=list)
    adjectives: dict[int, NameSpan] = field(default_factory=dict)  # by each of their words
    roles: list[RoleSpan] = field(default_factory=list)
    name_at: dict[int, NameSpan] = field(default_factory=dict)
    defined: dict[int, int] = field(default_factory=dict)  # first word of "(NPA)": the last word of what it stands for
    role_at: dict[int, RoleSpan] = field(default_factory=dict)


def head_of(parse: Parse, start: int, end: int) -> int:
    """The word of [start, end) on which the others hang: the first nominal one whose head lies outside."""
    heads, upos = parse.heads, parse.upos
    best = -1
    for i in range(start, end):
        h = heads[i]
        if (h == i or h < start or h >= end) and upos[i] != "PUNCT":
            if upos[i] in _NOMINAL:
                return i
            if best < 0:
                best = i
    return best if best >= 0 else max(start, end - 1)


def lay_out(
    parse: Parse, index: ActorIndex, classes: Mapping[str, frozenset[str]], dateline: Anchor | None = None
) -> Layout:
    """Names, adjectives and roles of a parse; of the classes `given` are role nouns that are also first names
    ("Sultan"), `common` peoples that in small letters are something else ("poles"), `waters` what no adjective makes a
    country's, `area` names that are an area's, not who acts, behind the words `within`."""
    given, waters = classes["given"], classes["waters"]
    layout = Layout(parse)
    pieces, words = _pieces(parse)
    found = [m for m in _matches(parse, index, pieces, words) if parse.words[m.start] not in classes["common"]]
    found = [
        m for m in found if parse.words[m.head] not in classes["area"] or not _is_where(parse, m, classes["within"])
    ]
    matches = [m for m in found if m.end >= len(parse) or parse.words[m.end] not in waters or not _is_adjective(m)]
    for span in _merged(parse, index, matches, given):
        if span.entries and _modifies(parse, span):
            for i in range(span.start, span.end):
                layout.adjectives[i] = span
            continue
        if dateline is not None and _is_credit(parse, span, dateline):
            continue
        layout.names.append(span)
        for i in range(span.start, span.end):
            layout.name_at[i] = span
        layout.name_at.setdefault(span.head, span)
    _add_roles(layout, index, pieces, words)
    _define_acronyms(layout)
    return layout


def _is_adjective(span: NameSpan) -> bool:
    return any(entry.kind == "adjective" for entry in span.entries)


def _is_where(parse: Parse, span: NameSpan, within: frozenset[str]) -> bool:
    """Whether the name of an area says where, or is part of another's: "across Europe", "the Europe Bridge"."""
    if parse.deprel[span.head] in ("compound", "flat") and parse.upos[parse.heads[span.head]] == "PROPN":
        return True
    before = span.start - 1
    if before >= 0 and parse.heads[before] == span.head and parse.words[before][0].isupper():
        return True
    first = parse.children[span.head][:1]
    return bool(first) and parse.deprel[first[0]] == "case" and parse.lemma[first[0]] in within


def _is_credit(parse: Parse, span: NameSpan, dateline: Anchor) -> bool:
    """Whether a name only says in the dateline whose report it is: "GOMA, Congo (AFP) - "."""
    if not dateline.start <= parse.starts[span.start] or parse.ends[span.end - 1] > dateline.end:
        return False
    media = any(e.actor is not None and e.actor.kind == _MEDIA for e in span.entries)
    return media or (not span.entries and span.label in _BODIES)


def _define_acronyms(layout: Layout) -> None:
    """An acronym in brackets after a name means that name in this article, whatever the tables say of it."""
    words = layout.parse.words
    meant: set[str] = set()
    for name in layout.names:
        text = words[name.start]
        if name.end - name.start != 1 or not text.isupper():
            continue
        bracketed = 2 <= name.start < len(words) - 1 and words[name.start - 1] == "(" and words[name.end] == ")"
        if bracketed:
            before = layout.name_at.get(name.start - 2)
            role = layout.role_at.get(name.start - 2) if before is None else None
            long = before if before is not None and _is_body(before, name) else role
            if long is None:
                continue
            first = long.start if long is before else max(0, long.start - 4)
            if not name.entries or _spells(words[first : long.end], text):
                layout.defined[name.start] = name.start - 2
                meant.add(text)
        if text in meant:
            name.entries = ()


def _is_body(long: NameSpan, acronym: NameSpan) -> bool:
    """Whether an acronym may mean a name: one of no table, or of a body where the acronym is of none."""
    if not long.entries:
        return long.label != "PERSON"
    return not acronym.entries and all(e.kind == "actor" for e in long.entries)


def _spells(words: Sequence[str], acronym: str) -> bool:
    """Whether the words' initials hold the acronym in order, or are its letters in another language's order.

    >>> _spells(["Nigeria", "Labour", "Congress"], "NLC"), _spells(["Supreme", "Electoral", "Tribunal"], "TSE")
    (True, True)
    """
    own = initials(words).lower()
    if sorted(own) == sorted(acronym.lower()):
        return True
    rest = iter(own)
    return all(letter in rest for letter in acronym.lower())


def initials(words: Sequence[str]) -> str:
    """The first letters of the words that begin with a capital."""
    return "".join(w[0] for w in words if w[0].isupper())


def _modifies(parse: Parse, span: NameSpan) -> bool:
    kinds = {e.kind for e in span.entries}
    if kinds <= _MODIFIERS or (kinds <= {"reading", "region"} and parse.deprel[span.head] == "amod"):
        return True
    return bool(kinds & _MODIFIERS) and parse.deprel[span.head] in ("amod", "compound")


def _pieces(parse: Parse) -> tuple[list[str], list[int]]:
    """The parts of all words in a row, and for each the number of its word."""
    owned = list(map(chunks, parse.words))
    return list(chain.from_iterable(owned)), [i for i, own in enumerate(owned) for _ in own]


def _matches(parse: Parse, index: ActorIndex, pieces: list[str], words: list[int]) -> Iterable[NameSpan]:
    texts, upos = parse.words, parse.upos

    def accept(entry: Entry, start: int, length: int) -> bool:
        first, last = words[start], words[start + length - 1]
        if start + length < len(words) and words[start + length] == last:
            return False  # ends inside a word
        text = texts[first]
        if parse.sentence_of[first] != parse.sentence_of[last]:
            return False
        if entry.article and length == 1 and (not first or texts[first - 1].lower() != entry.article):
            return False
        if entry.exact:
            return length > 1 or text.replace(".", "") == entry.form.replace(".", "")
        if entry.form[0].islower() or not text[0].islower():
            return length > 1 or entry.kind not in ("actor", "people") or upos[first] in ("PROPN", "NOUN", "X", "ADJ")
        return entry.kind in ("adjective", "people") and upos[first] in ("ADJ", "PROPN", "NOUN")

    done = 0
    for i in index.names.starts(pieces):
        if i < done or (i and words[i] == words[i - 1]):
            continue
        length, entries = index.names.longest(pieces, i, accept)
        if not length:
            continue
        start, end = words[i], words[i + length - 1] + 1
        unique = {(e.kind, e.country.code if e.country else "", id(e.actor)): e for e in entries}
        yield NameSpan(start, end, head_of(parse, start, end), "", tuple(unique.values()))
        done = i + length


def _merged(parse: Parse, index: ActorIndex, matches: list[NameSpan], given: frozenset[str]) -> list[NameSpan]:
    """Table matches and the encoder's names without overlap; a name that holds a shorter match is the encoder's."""
    taken: dict[int, NameSpan] = {i: m for m in matches for i in range(m.start, m.end)}
    dropped: set[int] = set()
    added: list[NameSpan] = []
    for span in (*parse.names, *bare_surnames(parse, index)):
        if span.label in ("DATE", "MONEY"):
            continue
        name = _trim(parse, index, span, given)
        if name is None:
            continue
        inside = {id(m): m for i in range(name.start, name.end) if (m := taken.get(i))}
        if any(m.start <= name.start and m.end >= name.end for m in inside.values()):
            for m in inside.values():
                m.label = m.label or ("ORG" if _is_the_body(parse, m, name.label) else name.label)
            continue
        known = [m for m in inside.values() if any(e.kind == "actor" for e in m.entries)]
        if known and name.label != "PERSON":
            continue
        if name.label in ("ORG", "MISC", "PERSON") and inside and _is_phrase(parse, index, name, inside.values()):
            continue
        if name.label in ("NORP", "LOC") and inside and _adds_nothing(parse, name, inside.values()):
            continue
        if name.label in ("ORG", "MISC", "FAC", "LOC", "PRODUCT") or name.label == "PERSON":
            for m in inside.values():
                if name.label == "PERSON":
                    dropped.add(id(m))
        added.append(name)
    spans = [m for m in matches if id(m) not in dropped]
    covered = {i for n in added for i in range(n.start, n.end)}
    kept = [
        m
        for m in spans
        if all(e.kind in _MODIFIERS for e in m.entries) or not any(i in covered for i in range(m.start, m.end))
    ]
    return _with_branches(parse, sorted([*kept, *added], key=lambda s: (s.start, s.end)))


def _is_the_body(parse: Parse, match: NameSpan, label: str) -> bool:
    """Whether a single word that the encoder takes for a person is the body of that name: "the [Cortes] approved"."""
    if label != "PERSON" or match.end - match.start > 1 or not match.start:
        return False
    article = match.start - 1
    return parse.upos[article] == "DET" and parse.heads[article] == match.head and all(e.actor for e in match.entries)


def _with_branches(parse: Parse, names: list[NameSpan]) -> list[NameSpan]:
    """The names, with a body and the country of its branch as one: "Amnesty International [Kenya]"."""
    found: list[NameSpan] = []
    for name in names:
        last = found[-1] if found else None
        if last is not None and last.end == name.start and _is_branch(parse, last, name):
            head = name.head if parse.heads[last.head] == name.head else last.head
            found[-1] = NameSpan(last.start, name.end, head, last.label or "ORG", last.entries)
        else:
            found.append(name)
    return found


def _is_branch(parse: Parse, body: NameSpan, country: NameSpan) -> bool:
    kinds = {e.actor.kind if e.actor is not None else e.kind for e in body.entries}
    if not kinds or not kinds <= _BRANCHED or {e.kind for e in country.entries} != {"country"}:
        return False
    one, other = (parse.deprel[h].split(":")[0] for h in (body.head, country.head))
    before = parse.heads[body.head] == country.head and one in ("compound", "nmod")
    return before or (parse.heads[country.head] == body.head and other in ("flat", "compound", "nmod", "appos", "list"))


def _adds_nothing(parse: Parse, name: NameSpan, inside: Iterable[NameSpan]) -> bool:
    """Whether the encoder's name is a country with words in small letters ("northern Israel") or a people."""
    covered = {i for m in inside for i in range(m.start, m.end)}
    others = [parse.words[i] for i in range(name.start, name.end) if i not in covered]
    return name.label == "NORP" or not any(w[0].isupper() for w in others)


def _is_phrase(parse: Parse, index: ActorIndex, name: NameSpan, inside: Iterable[NameSpan]) -> bool:
    """Whether the encoder's name is a country with a role noun ("Yugoslav Foreign Ministry", "US Navy")."""
    covered = {i for m in inside for i in range(m.start, m.end)}
    words = parse.words
    i = name.start
    while i < name.end:
        if i in covered or words[i] in _POSSESSIVES:
            i += 1
            continue
        length = _role_length(index, words, i, name.end)
        if not length:
            return False
        i += length
    return True


def _trim(parse: Parse, index: ActorIndex, span: Span, given: frozenset[str]) -> NameSpan | None:
    """The name without titles, role nouns before it and a possessive after it."""
    start, end = span.start, span.end
    gender = None
    words = parse.words
    start = _after_dash(parse, start, end)
    while end > start and (words[end - 1] in _POSSESSIVES or not words[end - 1][-1].isalnum()):
        end -= 1
    label = label_of(parse, index, span, start, end)
    if label == "PERSON":
        end = _past_hyphen(parse, end)
        start = _after_body(parse, index, start, end)
        start = _after_role(index, words, start, end)
        while start < end - 1:
            key = chunks(words[start])
            title = index.titles.get(key)
            length = 0 if words[start].lower() in given else _role_length(index, words, start, end)
            if title is not None and parse.upos[start] != "PRON":  # "He Qinghua" is no excellency
                gender = gender or title.gender
                start += 1
            elif not key:
                start += 1
            elif length and start + length < end:
                start += length
            else:
                break
        if start > 0 and gender is None:
            before = start - 1
            if words[before] == "." and before:
                before -= 1
            title = index.titles.get(chunks(words[before]))
            gender = title.gender if title else None
    if start >= end or all(chunks(w) in index.titles for w in words[start:end]):
        return None
    first = start
    while first > span.start and chunks(words[first - 1]) in index.titles:
        first -= 1
    if label == "PERSON" and end - start == 1 and words[start].isupper() and 2 <= len(words[start]) <= 6:
        label = "PERSON" if parse.lower[start] in parse.surnames else "ORG"  # "Joe Biden ... BIDEN: We will go."
    return NameSpan(start, end, head_of(parse, first, end), label, (), gender)


def _after_dash(parse: Parse, start: int, end: int) -> int:
    """Where a name begins if the place of the dateline runs into it: "OSH - | Kyrgyzstan"."""
    for i in range(start + 1, end - 1):
        if parse.words[i] in _DASHES and parse.ends[i - 1] < parse.starts[i] and parse.ends[i] < parse.starts[i + 1]:
            return i + 1
    return start


def _past_hyphen(parse: Parse, end: int) -> int:
    """The end of a name that the encoder cut before its last syllable: "Kim Seo | -yeon"."""
    if end + 1 >= len(parse) or parse.words[end] != "-" or not parse.words[end + 1].islower():
        return end
    joined = parse.ends[end - 1] == parse.starts[end] and parse.ends[end] == parse.starts[end + 1]
    return end + 2 if joined else end


def _after_body(parse: Parse, index: ActorIndex, start: int, end: int) -> int:
    """Where the name begins if the acronym of whom someone speaks for runs into it: "chairman of OSCE | Ana Diaz"."""
    word = parse.words[start]
    if end - start < 3 or start < 2 or not word.isupper() or len(word) < 2 or parse.upos[start - 1] != "ADP":
        return start
    said = any(_role_length(index, parse.words, i, start - 1) for i in range(max(0, start - 4), start - 1))
    return start + 1 if said else start


def _after_role(index: ActorIndex, words: tuple[str, ...], start: int, end: int) -> int:
    """Where the name begins if a role noun of several words reaches into it: "minister of Exteriors | Ana Palacio"."""
    for first in range(max(0, start - 3), start):
        length = _role_length(index, words, first, min(first + 6, end))
        if start < first + length < end:
            return first + length
    return start


def _role_length(index: ActorIndex, words: tuple[str, ...], start: int, end: int) -> int:
    pieces: list[str] = []
    owner: list[int] = []
    for i in range(start, end):
        own = chunks(words[i])
        if own and not pieces and not index.roles.starts(own[:1]):
            return 0
        pieces += own
        owner += [i] * len(own)
    length, _ = index.roles.longest(pieces, 0) if pieces else (0, [])
    return owner[length - 1] + 1 - start if length else 0


def _add_roles(layout: Layout, index: ActorIndex, pieces: list[str], words: list[int]) -> None:
    parse = layout.parse
    texts, upos = parse.words, parse.upos

    def accept(value: tuple[str, RoleRow], start: int, length: int) -> bool:
        first, last = words[start], words[start + length - 1]
        if first in layout.name_at and layout.name_at[first].label == "PERSON":
            return False
        if first in layout.name_at and layout.name_at[first].entries:
            return False
        if value[0].isupper() and not texts[first].isupper():
            return False
        if length == 1:
            return upos[first] in ("NOUN", "PROPN") or (upos[first] == "ADJ" and parse.deprel[first] != "amod")
        return upos[first] not in ("VERB", "AUX") and upos[last] in ("NOUN", "PROPN", "ADJ")

    done = 0
    for i in index.roles.starts(pieces):
        length, values = index.roles.longest(pieces, i, accept) if i >= done else (0, [])
        if not length:
            continue
        start, end = words[i], words[i + length - 1] + 1
        head = head_of(parse, start, end)
        span = RoleSpan(start, end, head, values[0][1], _is_plural(parse, head))
        layout.roles.append(span)
        for k in range(start, end):
            layout.role_at[k] = span
        done = i + length


def _is_plural(parse: Parse, word: int) -> bool:
    return parse.xpos[word] in ("NNS", "NNPS") or "Number=Plur" in parse.feats[word]
