"""What a report says of its own making: that somebody was asked for a comment, or asked not to be named."""

from collections.abc import Iterable, Sequence

from onrecord.find.known import is_press
from onrecord.find.slots import Tree
from onrecord.lang.actor_index import chunks
from onrecord.schema import Mention, Statement

__all__ = ["not_told", "words_of_press"]

_MEDIA = "media"  # the kind of an agency's or a paper's row


def words_of_press(tree: Tree) -> frozenset[int]:
    """The words of an article that ask the press something, or answer it, and so tell of no event.

    A request for a comment with the verb of its answer, a wish not to be named, and a verb of asking for a comment.
    """
    lemmas = tree.parse.lemma
    requests, askers = tree.words_of("press_request"), tree.words_of("press_asker")
    sought, found = {*requests, *askers}, set[int]()
    for word in [word for word, lemma in enumerate(lemmas) if lemma in sought]:
        if lemmas[word] in requests and not tree.is_verb(word):
            found.update(_of_request(tree, word))
        elif lemmas[word] in askers and tree.is_verb(word):
            found.update(_of_asker(tree, word))
    return frozenset(found)


def not_told(mentions: Sequence[Mention], statements: Iterable[Statement]) -> Sequence[Mention]:
    """The mentions without the papers and broadcasters that a statement was made to: they take no part in what it
    tells of."""
    told = [s.addressee.anchor for s in statements if s.addressee and s.addressee.actor and is_press(s.addressee.actor)]
    spans = [(a.start, a.end) for a in told if a is not None]
    if not spans:
        return mentions
    return [m for m in mentions if not any(start <= m.anchor.start and m.anchor.end <= end for start, end in spans)]


def _of_request(tree: Tree, word: int) -> list[int]:
    """A request for a comment, what it asks for, and the verb that it stands under, with its auxiliaries."""
    parse = tree.parse
    near = tree.near(word, 2)
    things = [w for w in near if parse.lemma[w] in tree.words_of("press_thing")]
    if not things and not any(_is_medium(tree, w) for w in near if parse.heads[w] == word):
        return []
    found, verb = [word, *things], parse.heads[word]
    if verb != word and parse.lemma[verb] in tree.words_of("press_answer") and parse.deprel[word] != "conj":
        found += [verb, *(c for c in parse.children[verb] if _is_of_verb(tree, c))]
    return found


def _is_medium(tree: Tree, word: int) -> bool:
    """Whether a name is of an agency or a paper: "an AFP request"."""
    entries = tree.pack.actor_index.names.get(chunks(tree.parse.words[word])) or ()
    return any(e.actor is not None and e.actor.kind == _MEDIA for e in entries)


def _is_of_verb(tree: Tree, word: int) -> bool:
    """Whether a word is an auxiliary of a verb or what follows a verb such as "go": "went unanswered"."""
    relation = tree.parse.deprel[word]
    return relation.startswith("aux") or (relation == "xcomp" and tree.parse.upos[word] == "ADJ")


def _of_asker(tree: Tree, verb: int) -> list[int]:
    """A verb of asking with its object, or with what is not to be done to who speaks."""
    parse = tree.parse
    slots = tree.slots(verb)
    sought = [verb + 1] if verb + 1 < len(parse) else []
    sought += [w for slot in ("obj", *tree.words_of("aim")) for w in slots.get(slot, ())]
    things = [w for w in sought if parse.lemma[w] in tree.words_of("press_thing")]
    if things:
        return [verb, *things]
    named = _passive_infinitive(tree, verb)
    return [verb, named] if named is not None else []


def _passive_infinitive(tree: Tree, verb: int) -> int | None:
    """The verb of "asked [not] to be named", wherever the tree hangs it."""
    parse = tree.parse
    negation = tree.words_of("left_out")
    marker = verb + 2 if verb + 1 < len(parse) and parse.lemma[verb + 1] in negation else verb + 1
    if marker >= len(parse) or parse.xpos[marker] != "TO":
        return None
    named = parse.heads[marker]
    passive = any(parse.deprel[c] == "aux:pass" for c in parse.children[named])
    return named if passive and parse.lemma[named] in tree.words_of("press_name") else None
