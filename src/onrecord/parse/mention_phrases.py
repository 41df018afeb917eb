"""What a noun phrase says of its head: the countries, organisations and people that modify it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan

__all__ = [
    "DASHES",
    "Phrase",
    "PhraseWords",
    "complements",
    "describe",
    "is_apart",
    "is_backer",
    "is_definite",
    "modifiers",
]

DASHES = frozenset({"-", "‐", "‑", "–"})
_LINKS = frozenset({"amod", "compound", "nmod:poss", "nmod", "nmod:desc", "flat", "det", "dep", "acl", "nmod:unmarked"})


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The function words that phrases turn on: "of", "Saudi-led", "based in"."""

    of: frozenset[str]
    led: frozenset[str]
    based: frozenset[str]
    ethnic: frozenset[str]
    sent: frozenset[str]
    towards: frozenset[str]
    topic: frozenset[str]
    field: frozenset[str]
    backing: frozenset[str]

    @classmethod
    def of_table(cls, words: Mapping[str, frozenset[str]], of: str = "of") -> "PhraseWords":
        """From the rows of `mention_words.tsv`; `of` names the row of the prepositions that tie closely."""
        rest = (words[name] for name in ("led", "based", "ethnic", "sent", "towards", "topic", "field", "backing"))
        return cls(words[of], *rest)


@dataclass(slots=True)
class Phrase:
    """The modifiers of a noun, nearest kind first: adjectives, possessors and `of`, then places."""

    names: list[NameSpan] = field(default_factory=list)  # adjectives, compounds, possessors, of
    places: list[NameSpan] = field(default_factory=list)  # in, at, from ...
    roles: list[RoleSpan] = field(default_factory=list)  # "army" of "army spokesman"
    possessors: list[int] = field(default_factory=list)  # possessive pronouns


def describe(layout: Layout, role: RoleSpan, words: PhraseWords, depth: int = 0) -> Phrase:
    """The modifiers of a role noun, through nested nouns ("a spokesman of the Russian army")."""
    parse = layout.parse
    phrase = Phrase()
    inside = range(role.start, role.end)
    abroad = role.role.home == "no"  # where an embassy is or an envoy goes to is not whose it is
    of = words.sent if abroad else words.of
    towards = words.towards - of
    for word in inside:
        for child in parse.children[word]:
            if child in inside or parse.deprel[child] not in _LINKS or _is_aim(layout, child, towards):
                continue
            if _is_topic(layout, child, words) or is_backer(layout, child, words.backing):
                continue
            _add(layout, phrase, child, words, of, depth)
    if abroad:
        phrase.places.clear()
    for word in range(role.start - 1, max(role.start - 4, -1), -1):  # adjectives the tree hung elsewhere
        span = layout.adjectives.get(word)
        if span is None:
            if parse.upos[word] not in ("ADJ", "NOUN", "PROPN", "PART") or layout.name_at.get(word):
                break
            continue
        if is_backer(layout, word, words.backing):
            continue
        if span not in phrase.names and not _is_ethnic(layout, word, words):
            phrase.names.append(span)
        break
    return phrase


def is_backer(layout: Layout, word: int, backing: frozenset[str]) -> bool:
    """Whether a country is only said to be behind somebody or something: "[Turkish]-backed rebels"."""
    parse, participle = layout.parse, word + 2
    if participle >= len(parse) or parse.words[word + 1] not in DASHES:
        return False
    return parse.lemma[participle] in backing or parse.lower[participle] in backing


def _modifiers(layout: Layout, word: int, words: PhraseWords) -> list[int]:
    return [c for c in layout.parse.children[word] if not _is_topic(layout, c, words)]


def _is_topic(layout: Layout, word: int, words: PhraseWords) -> bool:
    """Whether a country is only what a noun is about: "a China expert", "the Iranian studies programme"."""
    parse = layout.parse
    span = layout.adjectives.get(word) or layout.name_at.get(word)
    if span is None or (span.label == "ORG" and not any(e.country for e in span.entries)):
        return False  # a body's economist is the body's
    noun = parse.words[parse.heads[word]].lower()
    return noun in words.field or (noun in words.topic and parse.deprel[word] == "compound")


def _is_aim(layout: Layout, word: int, towards: frozenset[str]) -> bool:
    """Whether a noun says where somebody is sent: "opponents flown to Cuba"."""
    parse = layout.parse
    if parse.deprel[word] != "nmod":
        return False
    return any(parse.deprel[c] == "case" and parse.words[c].lower() in towards for c in parse.children[word])


def _add(layout: Layout, phrase: Phrase, child: int, words: PhraseWords, of: frozenset[str], depth: int) -> None:
    parse = layout.parse
    relation = parse.deprel[child]
    if child in layout.adjectives:
        if not _is_ethnic(layout, child, words):
            phrase.names.append(layout.adjectives[child])
        return
    if child not in layout.name_at and parse.upos[child] in ("ADJ", "VERB") and relation in ("amod", "acl"):
        _add_participle(layout, phrase, child, words)
        return
    case = next((c for c in parse.children[child] if parse.deprel[c] == "case"), None)
    close = relation != "nmod" or (case is not None and parse.words[case].lower() in of)
    name = layout.name_at.get(child)
    if name is not None:
        (phrase.names if close else phrase.places).append(name)
        return
    if parse.upos[child] == "PRON" and relation == "nmod:poss":
        phrase.possessors.append(child)
        return
    role = layout.role_at.get(child)
    if role is not None and depth < 3 and close:
        phrase.roles.append(role)
        inner = describe(layout, role, words, depth + 1)
        phrase.names.extend(n for n in inner.names if n not in phrase.names)
        phrase.places.extend(inner.places)
        phrase.roles.extend(inner.roles)
        phrase.possessors.extend(inner.possessors)
    elif depth < 3 and parse.upos[child] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"):
        _add_inner(layout, phrase, child, words, of, depth)


def _add_inner(layout: Layout, phrase: Phrase, noun: int, words: PhraseWords, of: frozenset[str], depth: int) -> None:
    """The modifiers of a noun without a row that modifies another: "police in the Kenyan town"."""
    parse = layout.parse
    for child in _modifiers(layout, noun, words):
        if child in layout.adjectives:
            phrase.places.append(layout.adjectives[child])
        elif child in layout.name_at and parse.deprel[child] in _LINKS:
            phrase.places.append(layout.name_at[child])
        elif child in layout.role_at and parse.deprel[child] in _LINKS:
            _add(layout, phrase, child, words, of, depth + 1)
        elif parse.upos[child] == "VERB" and parse.deprel[child] == "amod":  # "in the X-run territory"
            phrase.places.extend(_led_by(layout, child, words))


def _is_ethnic(layout: Layout, word: int, words: PhraseWords) -> bool:
    """Whether a people's name says no country: "ethnic Albanian rebels"."""
    return word > 0 and layout.parse.words[word - 1].lower() in words.ethnic


def _add_participle(layout: Layout, phrase: Phrase, word: int, words: PhraseWords) -> None:
    """Who leads ("Saudi-led forces") and where they are based."""
    phrase.names.extend(_led_by(layout, word, words))
    if layout.parse.words[word].lower() in words.based:
        phrase.places.extend(_beside(layout, word))


def _led_by(layout: Layout, word: int, words: PhraseWords) -> list[NameSpan]:
    lower = layout.parse.words[word].lower()
    led = lower in words.led or lower.rpartition("-")[2] in words.led
    return _beside(layout, word) if led else []


def _beside(layout: Layout, word: int) -> list[NameSpan]:
    """The names that hang on a participle."""
    spans = (layout.adjectives.get(c) or layout.name_at.get(c) for c in layout.parse.children[word])
    return [s for s in spans if s is not None]


def complements(layout: Layout, role: RoleSpan, of: frozenset[str]) -> list[int]:
    """The heads of what a noun says it is of: "the head of the [agency]", "the [gang]'s chief", "[its] chief"."""
    parse = layout.parse
    found = []
    for word in range(role.start, role.end):
        for child in parse.children[word]:
            if role.start <= child < role.end or not parse.deprel[child].startswith("nmod"):
                continue
            case = next((c for c in parse.children[child] if parse.deprel[c] == "case"), None)
            if parse.deprel[child] == "nmod:poss" or (case is not None and parse.words[case].lower() in of):
                found.append(child)
    return found


def modifiers(layout: Layout, role: RoleSpan) -> list[int]:
    """The words before a role noun that say which one it is, by the tree or by standing right before it."""
    found = {c for c in layout.parse.children[role.head] if c < role.start and layout.parse.deprel[c] != "det"}
    before = role.start - 1
    if before >= 0 and layout.parse.upos[before] in ("ADJ", "VERB", "NOUN", "PROPN", "X"):
        found.add(before)
    return sorted(found)


def is_apart(layout: Layout, role: RoleSpan, apart: frozenset[str]) -> bool:
    """Whether a noun's words say that it is no state's office: "the breakaway president", "the Adjarian leader".

    A name that no table has, before a common noun, is of a region or a body.
    """
    parse = layout.parse
    small = parse.words[role.head].islower()
    for word in modifiers(layout, role):
        if parse.words[word].lower() in apart:
            return True
        if not small or not parse.words[word].istitle() or parse.upos[word] not in ("ADJ", "PROPN"):
            continue
        span = layout.adjectives.get(word)
        if span is not None:
            if span.entries and all(e.kind == "region" for e in span.entries):
                return True
        elif word not in layout.name_at and word != int(parse.sentences[parse.sentence_of[word]]):
            return True
    return False


def is_definite(layout: Layout, role: RoleSpan, definite: frozenset[str]) -> bool:
    """Whether the noun has a definite determiner ("the", "that") or none and a capital ("President")."""
    parse = layout.parse
    for word in range(role.start, role.end):
        for child in parse.children[word]:
            if parse.deprel[child] == "nmod:poss":
                return True
            if parse.deprel[child] == "det":
                return parse.lemma[child] in definite or parse.words[child].lower() in definite
    before = role.start - 1
    return before >= 0 and parse.words[before].lower() in definite
