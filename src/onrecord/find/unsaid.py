"""Verbs of saying that tell of nothing said: what was not said ("has not confirmed that ...") or is yet to be said
("will tell Xi that ...", "may accuse Sudan of ..."). Such a cue makes no statement, and what its words tell of is left
open: no event of them happened because of it.
"""

from onrecord.find.drafts import Draft
from onrecord.find.lifeless import Lifeless
from onrecord.find.slots import Tree
from onrecord.find.status import saying_status, status_of
from onrecord.find.view import View
from onrecord.lang.cues import CuePos, Frame, WordRole
from onrecord.schema import Act, EventType, StatementMode, Status

__all__ = ["are_said", "is_untold", "status_told"]

_SPEAKING = frozenset({Act.ASSERT, Act.DENY, Act.ACCUSE, Act.DEMAND, Act.THREATEN, Act.PROMISE})
_TO_COME = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
_REAL = frozenset({Status.HAPPENED, Status.ONGOING})
_WANTED = frozenset({Status.DEMANDED, Status.OFFERED, Status.THREATENED})
_LIGHT = "light"  # the effect of a verb that only carries its noun
_INSIDE = frozenset({"conj", "xcomp", "ccomp"})
_SPOKEN = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN})
_BREAKS = (":", ";")
_HOPS = 4


def are_said(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those whose cue says that nothing was said, or not yet, or that a thing without a will did."""
    tree = Tree(view.parse, view.pack)
    idle = Lifeless(tree).acts(d.head for d in drafts if d.head is not None)
    return [d for d in drafts if d.head not in idle and _is_said(view, tree, d)]


def _is_said(view: View, tree: Tree, draft: Draft) -> bool:
    """Whether a draft's cue tells of words that were said; quoted words always were."""
    row, teller = draft.row, _teller(tree, _top(view, draft))
    head = draft.head if row is not None else teller
    if head is None or view.parse.upos[head] != "VERB" or view.quote_of[head] >= 0:
        return True
    if any(view.quote_of[i] >= 0 for s, e in draft.content for i in range(s, e)) or _only_so_much(view, head, draft):
        return True
    if teller is not None and teller != head and _tells_nothing(tree, teller):
        return False
    if row is not None and (row.pos is not CuePos.VERB or row.act not in _SPEAKING):
        return True
    if _says_nobody(tree, head):
        return False
    if row is not None and row.mode is StatementMode.ATTITUDE:
        return True
    return saying_status(tree, head) is not Status.DENIED and not _is_to_come(tree, head)


def _top(view: View, draft: Draft) -> int:
    """The word of a draft's content that hangs on none of it."""
    heads, (start, end) = view.parse.heads, draft.content[0]
    top = [i for i in range(start, end) if not view.is_mark[i] and (heads[i] == i or not start <= heads[i] < end)]
    return next(iter(top), start)


def _only_so_much(view: View, cue: int, draft: Draft) -> bool:
    """Whether what little was said follows: "would say in the evening only that an inquiry was open"."""
    return any(view.has_role(i, WordRole.RESTRICTION) for i in range(cue, draft.content[0][0] + 1))


def _says_nobody(tree: Tree, cue: int) -> bool:
    """Whether the subject is nobody or next to nobody: "few", "no country"."""
    parse, nobody = tree.parse, tree.pack.statement_roles[WordRole.NOBODY]
    subjects = [c for c in parse.children[cue] if parse.relation[c] == "nsubj"]
    return any(
        parse.lower[w] in nobody
        for c in subjects
        for w in (c, *(d for d in parse.children[c] if parse.relation[d] in ("det", "amod")))
    )


def _is_to_come(tree: Tree, cue: int) -> bool:
    """Whether a verb tells what may be said: not "we will tell them that it is over", which says it."""
    own, parse = tree.pack.statement_roles[WordRole.SELF], tree.parse
    if parse.xpos[cue] != "VB" or any(
        parse.relation[c] == "nsubj" and parse.lower[c] in own for c in parse.children[cue]
    ):
        return False
    return saying_status(tree, cue) in _TO_COME


def status_told(tree: Tree, word: int, event: EventType) -> Status:
    """The status of an event at a word, tense and time aside; left open under a verb that tells of nothing said."""
    top, status = _untold(tree, word), status_of(tree, word, event)
    if top is None or status in _WANTED:
        return status
    own = status_of(tree, word, event, top=top)
    return Status.HYPOTHETICAL if own in _REAL else own


def is_untold(tree: Tree, word: int, event: EventType) -> bool:
    """Whether a word is what a verb of saying would tell that tells of nothing said, or such a verb itself."""
    if _untold(tree, word) is not None:
        return True
    return event in _SPOKEN and _has_modal(tree, word) and _is_to_come(tree, word)


def _has_modal(tree: Tree, word: int) -> bool:
    return any(tree.parse.xpos[c] == "MD" and tree.parse.deprel[c] == "aux" for c in tree.parse.children[word])


def _untold(tree: Tree, word: int) -> int | None:
    """The head of the clause that would tell of a word, under a verb that tells of nothing said."""
    if word not in tree.untold:
        tree.untold[word] = _find_untold(tree, word)
    return tree.untold[word]


def _find_untold(tree: Tree, word: int) -> int | None:
    current = word
    for _ in range(_HOPS):
        teller = _teller(tree, current)
        if teller is not None and _tells_nothing(tree, teller):
            return current
        head = tree.parse.heads[current]
        if tree.parse.deprel[current] not in _INSIDE:
            row = tree.governor(head, current)
            if row is None or row.effect != _LIGHT:
                return None
        current = head
    return None


def _tells_nothing(tree: Tree, cue: int) -> bool:
    """Whether a verb of saying says that nothing was said, or not yet."""
    rows = tree.pack.cue_index.get((CuePos.VERB, tree.parse.lemma[cue]), ())
    if _says_nobody(tree, cue):
        return True
    if any(row.mode is StatementMode.ATTITUDE for row in rows):
        return False
    return saying_status(tree, cue) is Status.DENIED or _is_to_come(tree, cue)


def _teller(tree: Tree, word: int) -> int | None:
    """The verb of saying whose clause a word heads, or whose charge ("accused him of shelling the town")."""
    parse = tree.parse
    head = parse.heads[word]
    if head == word or parse.upos[head] != "VERB":
        return None
    if parse.deprel[word] == "ccomp":
        frame = Frame.CLAUSE
    elif any(
        parse.lower[c] in tree.pack.statement_roles[WordRole.CHARGE]
        for c in parse.children[word]
        if parse.deprel[c] == "mark"
    ):
        frame = Frame.OF
    else:
        return None
    if not any(frame in row.frames for row in tree.pack.cue_index.get((CuePos.VERB, parse.lemma[head]), ())):
        return None
    apart = frame is Frame.CLAUSE and head < word and any(parse.words[i] in _BREAKS for i in range(head, word))
    return None if apart else head
