"""What a noun phrase says of its head: the countries, organisations and people that modify it."""

from dataclasses import dataclass, field

from onrecord.parse.mention_spans import Layout, NameSpan, RoleSpan

__all__ = ["Phrase", "describe", "is_definite"]

_LINKS = frozenset({"amod", "compound", "nmod:poss", "nmod", "nmod:desc", "flat", "det", "dep", "acl", "nmod:unmarked"})


@dataclass(slots=True)
class Phrase:
    """The modifiers of a noun, nearest kind first: adjectives, possessors and `of`, then places."""

    names: list[NameSpan] = field(default_factory=list)  # adjectives, compounds, possessors, of
    places: list[NameSpan] = field(default_factory=list)  # in, at, from ...
    roles: list[RoleSpan] = field(default_factory=list)  # "army" of "army spokesman"
    possessors: list[int] = field(default_factory=list)  # possessive pronouns


def describe(layout: Layout, role: RoleSpan, of_words: frozenset[str], depth: int = 0) -> Phrase:
    """The modifiers of a role noun, through nested nouns ("a spokesman of the Russian army")."""
    parse = layout.parse
    phrase = Phrase()
    inside = range(role.start, role.end)
    for word in inside:
        for child in parse.children[word]:
            if child in inside or parse.deprel[child] not in _LINKS:
                continue
            _add(layout, phrase, child, of_words, depth)
    for word in range(role.start - 1, max(role.start - 4, -1), -1):  # adjectives the tree hung elsewhere
        span = layout.adjectives.get(word)
        if span is None:
            if parse.upos[word] not in ("ADJ", "NOUN", "PROPN", "PART") or layout.name_at.get(word):
                break
            continue
        if span not in phrase.names:
            phrase.names.append(span)
        break
    return phrase


def _add(layout: Layout, phrase: Phrase, child: int, of_words: frozenset[str], depth: int) -> None:
    parse = layout.parse
    relation = parse.deprel[child]
    if child in layout.adjectives:
        phrase.names.append(layout.adjectives[child])
        return
    case = next((c for c in parse.children[child] if parse.deprel[c] == "case"), None)
    close = relation != "nmod" or (case is not None and parse.lemma[case] in of_words)
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
        inner = describe(layout, role, of_words, depth + 1)
        phrase.names.extend(n for n in inner.names if n not in phrase.names)
        phrase.places.extend(inner.places)
        phrase.roles.extend(inner.roles)
        phrase.possessors.extend(inner.possessors)
    elif depth < 3 and parse.upos[child] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"):
        for grandchild in parse.children[child]:
            if grandchild in layout.adjectives:
                phrase.places.append(layout.adjectives[grandchild])
            elif grandchild in layout.name_at and parse.deprel[grandchild] in _LINKS:
                phrase.places.append(layout.name_at[grandchild])
            elif grandchild in layout.role_at and parse.deprel[grandchild] in _LINKS:
                _add(layout, phrase, grandchild, of_words, depth + 1)


def is_definite(layout: Layout, role: RoleSpan, definite: frozenset[str]) -> bool:
    """Whether the noun has a definite determiner ("the", "that") or none and a capital ("President")."""
    parse = layout.parse
    for word in range(role.start, role.end):
        for child in parse.children[word]:
            if parse.deprel[child] == "det":
                return parse.lemma[child] in definite or parse.words[child].lower() in definite
    before = role.start - 1
    return before >= 0 and parse.words[before].lower() in definite
