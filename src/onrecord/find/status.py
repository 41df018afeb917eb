"""Whether an event is reported as fact: what its own clause and the words above it in the tree say."""

from onrecord.find.slots import Tree
from onrecord.lang.frames import StatusKind, StatusRow
from onrecord.schema import Status

__all__ = ["status_of"]

_HOPS = 8
_NEGATE, _KEEP, _LIGHT = "negate", "keep", "light"
_REAL = (Status.HAPPENED, Status.ONGOING, Status.HISTORICAL)


def combine(outer: str, inner: Status) -> Status:
    """The status of an event of status `inner` under an operator.

    >>> combine("negate", Status.PLANNED), combine("negate", Status.DENIED), combine("demanded", Status.HAPPENED)
    (<Status.DENIED: 'denied'>, <Status.HAPPENED: 'happened'>, <Status.DEMANDED: 'demanded'>)
    """
    if outer in (_KEEP, _LIGHT):
        return inner
    if outer in (_NEGATE, Status.DENIED):
        return Status.HAPPENED if inner is Status.DENIED else Status.DENIED
    if inner in _REAL:
        return Status(outer)
    return inner


def status_of(tree: Tree, word: int) -> Status:
    """The status of the event at a word, tense and time aside."""
    status = _own(tree, word, Status.HAPPENED)
    parse = tree.parse
    current = word
    for _ in range(_HOPS):
        head, relation = parse.heads[current], parse.deprel[current]
        if head == current:
            break
        if relation == "conj":
            status = _shared(tree, current, head, status)
            current = head
            continue
        status, above = _above(tree, current, head, status)
        if not above:
            break
        current = head
    return status


def _above(tree: Tree, word: int, head: int, status: Status) -> tuple[Status, bool]:
    """The status under the governor `head`, and whether to go on upwards."""
    parse = tree.parse
    status = combine(_mark(tree, word), status)
    row = tree.governor(head, word)
    if row is None:
        relation = parse.deprel[word]
        loose = relation.split(":")[0] in ("ccomp", "parataxis", "acl", "advcl", "nmod", "obl", "nsubj", "obj", "csubj")
        return _purpose(tree, word, head, status), not loose
    if row.effect == _KEEP:
        return _own(tree, head, status), True
    if row.effect == _LIGHT:
        return _own(tree, head, status), True
    status = combine(row.effect, status)
    if row.effect == Status.DENIED or row.effect in (Status.PLANNED, Status.OFFERED, Status.THREATENED):
        status = _negated(tree, head, status)
    return status, row.kind is not StatusKind.NOUN or row.effect == Status.DENIED


def _purpose(tree: Tree, word: int, head: int, status: Status) -> Status:
    """A bare infinitive that nothing governs is an aim."""
    parse = tree.parse
    if status in _REAL and parse.xpos[word] == "VB" and parse.deprel[word] in ("advcl", "acl", "xcomp", "csubj"):
        return Status.PLANNED if parse.deprel[word] != "csubj" else Status.HYPOTHETICAL
    return status


def _own(tree: Tree, word: int, status: Status) -> Status:
    """What auxiliaries, negations, modifiers and adverbs at the word itself do."""
    parse = tree.parse
    negations = 0
    for c in parse.children[word]:
        lemma, relation = parse.lemma[c], parse.deprel[c]
        if relation == "aux":
            status = combine(_effect(tree, StatusKind.AUX, lemma), status)
        elif relation in ("advmod", "det", "cc", "case") and _effect(tree, StatusKind.NEG, lemma) != _KEEP:
            negations += 1
        elif relation == "advmod":
            status = combine(_effect(tree, StatusKind.ADV, lemma), status)
        elif relation in ("amod", "compound"):
            status = combine(_effect(tree, StatusKind.MOD, lemma), status)
        elif relation in ("nsubj", "nsubj:pass", "obj"):
            negations += (
                any(
                    parse.deprel[d] == "det" and _effect(tree, StatusKind.NEG, parse.lemma[d]) != _KEEP
                    for d in parse.children[c]
                )
                or _effect(tree, StatusKind.NEG, lemma) != _KEEP
            )
    if parse.xpos[word] == "VBG" and status is Status.HAPPENED and _is_progressive(tree, word):
        status = Status.ONGOING
    return combine(_NEGATE, status) if negations % 2 else status


def _is_progressive(tree: Tree, word: int) -> bool:
    parse = tree.parse
    auxiliaries = [c for c in parse.children[word] if parse.deprel[c] == "aux"]
    return any(parse.lemma[c] in tree.pack.word_classes["existential"] for c in auxiliaries) and any(
        parse.xpos[c] in ("VBP", "VBZ", "VBN") for c in auxiliaries
    )


def _negated(tree: Tree, word: int, status: Status) -> Status:
    parse = tree.parse
    negations = sum(
        parse.deprel[c] in ("advmod", "det") and _effect(tree, StatusKind.NEG, parse.lemma[c]) != _KEEP
        for c in parse.children[word]
    )
    return combine(_NEGATE, status) if negations % 2 else status


def _shared(tree: Tree, word: int, head: int, status: Status) -> Status:
    """What a coordinated word shares with the first: auxiliaries where it has none of its own."""
    parse = tree.parse
    own = any(parse.deprel[c] in ("aux", "aux:pass", "nsubj", "nsubj:pass") for c in parse.children[word])
    if own or not (tree.is_verb(word) and tree.is_verb(head)) or parse.xpos[word] != parse.xpos[head]:
        return status
    for c in parse.children[head]:
        if parse.deprel[c] == "aux" and c < word:
            status = combine(_effect(tree, StatusKind.AUX, parse.lemma[c]), status)
    return _negated(tree, head, status)


def _mark(tree: Tree, word: int) -> str:
    parse = tree.parse
    for c in parse.children[word]:
        if parse.deprel[c] in ("mark", "advmod", "case"):
            effect = _effect(tree, StatusKind.MARK, parse.lemma[c])
            if effect != _KEEP:
                return effect
    return _KEEP


def _effect(tree: Tree, kind: StatusKind, lemma: str) -> str:
    rows = tree.governors.get((kind, lemma))
    row: StatusRow | None = rows[0][1] if rows else None
    return row.effect if row is not None else _KEEP
