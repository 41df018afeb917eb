"""The names of what is true of a position's draft, in parts that come again and again: their weights are added up once.

The weights of `stance_weights.tsv` are of these names.
"""

from functools import lru_cache

__all__ = [
    "Features",
    "of_act",
    "of_argument",
    "of_bare",
    "of_clause",
    "of_clause_word",
    "of_cue",
    "of_cue_event",
    "of_event",
    "of_event_word",
    "of_form",
    "of_frame",
    "of_head",
    "of_held",
    "of_hearer",
    "of_inner",
    "of_mark",
    "of_measure",
    "of_opening",
    "of_place",
    "of_principle",
    "of_question",
    "of_reported",
    "of_sentence",
    "of_side",
    "of_speaker",
    "of_statement",
    "of_sure",
    "of_telling",
    "of_tie",
    "of_top",
    "of_top_event",
    "of_trigger",
    "of_under",
    "of_unreal",
    "of_word",
]

Features = tuple[str, ...]
_kept = lru_cache(maxsize=4_000)


ANY = "a:"  # before what is told of drafts of every kind: rare ones learn from the others


def _told(kind: str, *names: str) -> Features:
    """Names of a kind of draft, and the same of any kind."""
    return tuple(f"{told}{name}" for told in (kind, ANY) for name in names)


def of_clause(kind: str, modal: str, negated: bool, subject: str, condition: bool) -> Features:  # noqa: FBT001  a key
    """How the passage's highest word stands in it.

    `kind` is `s:` for a statement's draft, `e:` for an event's, `c:` for a clause's of its own.

    >>> of_clause("e:", "will", False, "self", False)[:3]
    ('e:modal=will', 'e:modal=will,neg=False', 'e:subj=self')
    """
    return _told(
        kind, f"modal={modal}", f"modal={modal},neg={negated}", f"subj={subject}", f"modal={modal},subj={subject}",
        f"cond={condition}", f"cond={condition},modal={modal}", f"neg={negated}",
    )  # fmt: skip


def of_top(kind: str, lemma: str) -> Features:
    """The highest word."""
    return _told(kind, f"top={lemma}")


def of_form(kind: str, tag: str, infinitive: bool, length: int) -> Features:  # noqa: FBT001  a key
    """Its form, and how long the passage is."""
    return _told(kind, f"xpos={tag}", f"inf={infinitive}", f"len={length}")


def of_mark(kind: str, name: str, value: str) -> Features:
    """What opens its condition, or the clause that it governs."""
    return _told(kind, f"{name}={value}")


def of_principle(kind: str, negated: bool) -> Features:  # noqa: FBT001  a key
    """Words of principle."""
    return _told(kind, "principle", f"principle,neg={negated}")


def of_question(kind: str) -> Features:
    """A question."""
    return _told(kind, "question")


def of_tie(kind: str, value: str) -> Features:
    """What opens the condition that is told outside the passage."""
    return _told(kind, "tied", f"tied={value}")


def of_unreal(kind: str, modal: str) -> Features:
    """What would have been, had something else been."""
    return _told(kind, "unreal", f"unreal,modal={modal}")


def of_hearer(kind: str, hearer: str, status: str) -> Features:
    """Whose the other side is: the actor's own people, others, or nobody known; `kind` is a type or an act."""
    return f"{kind},at={hearer}", f"{kind},at={hearer},{status}"


def of_opening(act: str, word: str) -> Features:
    """The word that opens what is said, where it is one that joins or asks."""
    return f"s:first={word}", f"act={act},first={word}"


def of_top_event(act: str, kind: str, status: str, own: bool) -> Features:  # noqa: FBT001  a key
    """The event that the highest word of what is said tells, and whether it is the speaker's own."""
    return f"s:top={kind},own={own}", f"s:top={status},own={own}", f"act={act},top={kind},own={own}"


def of_act(act: str, modal: str, negated: bool, subject: str, condition: bool) -> Features:  # noqa: FBT001  a key
    """The act of speech, by how the passage is put."""
    return (
        "s", f"act={act}", f"act={act},cond={condition}", f"act={act},modal={modal}",
        f"act={act},modal={modal},neg={negated}", f"act={act},subj={subject}",
        f"act={act},subj={subject},modal={modal}", f"act={act},neg={negated}",
    )  # fmt: skip


def of_cue(act: str, cue: str) -> Features:
    """The words that report it."""
    return f"cue={cue}", f"act={act},cue={cue}"


def of_cue_event(act: str, kind: str, status: str) -> Features:
    """The event that the reporting words tell."""
    return f"s:cueev={kind}:{status}", f"act={act},cueev={kind}"


def of_sure(act: str, sure: int) -> Features:
    """How sure the statement is."""
    return f"s:conf={sure}", f"act={act},conf={sure}"


def of_statement(act: str, kind: str, mode: str, parent: str | None, hearer: bool) -> Features:  # noqa: FBT001  a key
    """What the statement is like."""
    return (
        f"kind={kind}", f"act={act},kind={kind}", f"act={act},hearer={hearer}", f"mode={mode}", f"parent={parent}",
    )  # fmt: skip


def of_speaker(act: str, tag: str, sector: str | None, named: bool, nth: int) -> Features:  # noqa: FBT001  a key
    """Who speaks, and which sentence it is."""
    return f"act={act},xpos={tag}", f"s:sector={sector}", f"s:named={named}", f"s:nth={nth}"


@_kept
def of_inner(act: str, kind: str, status: str, own: bool) -> Features:  # noqa: FBT001  a key
    """An event within what is said."""
    return (
        f"s:ev={kind}", f"s:ev={kind}:{status}", f"s:status={status}", f"s:status={status},own={own}",
        f"act={act},status={status}",
    )  # fmt: skip


def of_word(lemma: str) -> Features:
    """A word of what is said."""
    return f"w={lemma}", f"{ANY}w={lemma}"


def of_bare(relation: str, sector: str | None, sides: int) -> Features:
    """A clause without statement and event: how it is joined to its sentence, and whose it is."""
    return "c", f"c:rel={relation}", f"c:sector={sector}", f"c:sides={sides}"


def of_sentence(kind: str, number: int) -> Features:
    """How early the event is told."""
    return f"e:at={number}", f"type={kind},at={number}"


def of_event_word(lemma: str) -> Features:
    """A word of an event's passage other than the event's own."""
    return f"e:w={lemma}", f"{ANY}w={lemma}"


def of_clause_word(lemma: str) -> Features:
    """A word of a clause of its own, other than its highest."""
    return (f"{ANY}w={lemma}",)


def of_event(kind: str, status: str, chain: str, mutual: bool) -> Features:  # noqa: FBT001  a key
    """What the event is like, and who reports it."""
    return (
        "e", f"type={kind}", f"type={kind},status={status}", f"status={status}", f"chain={chain}",
        f"type={kind},chain={chain}", f"type={kind},status={status},chain={chain}", f"mutual={mutual}",
    )  # fmt: skip


def of_trigger(kind: str, lemma: str) -> Features:
    """The event's word."""
    return f"trigger={lemma}", f"trigger={lemma},type={kind}"


@_kept
def of_frame(kind: str, frame: str, status: str) -> Features:
    """The frame that an event was found by, which is finer than its type and wider than its word."""
    return f"{kind}{frame}", f"{kind}{frame}:{status}"


def of_place(kind: str, tag: str, relation: str) -> Features:
    """Where it stands in its sentence."""
    return f"type={kind},pos={tag[:2]}", f"rel={relation}", f"type={kind},rel={relation}"


def of_side(kind: str, sides: int, sector: str | None, named: bool, to: bool) -> Features:  # noqa: FBT001  a key
    """The event's sides."""
    return (
        f"type={kind},to={to}", f"sides={sides}", f"e:named={named}", f"type={kind},named={named}",
        f"e:sector={sector}", f"type={kind},sector={sector}",
    )  # fmt: skip


def of_reported(act: str, kind: str, chain: str, status: str) -> Features:
    """The statement that an event is reported in."""
    return f"in={act},type={kind}", f"in={act},{chain},{status}"


def of_head(kind: str, lemma: str, upos: str) -> Features:
    """The word above the event's."""
    return f"head={lemma}", f"type={kind},headpos={upos}"


@_kept
def of_argument(kind: str, relation: str, lemma: str, case: str) -> Features:
    """A word below it."""
    return f"type={kind},dep={relation}", f"arg={lemma}", f"type={kind},case={case}"


@_kept
def of_held(kind: str, held: str, status: str) -> Features:
    """An event within the event's passage."""
    return f"type={kind},holds={status}", f"holds={held}"


def of_under(kind: str, above: str, status: str, own: bool) -> Features:  # noqa: FBT001  a key
    """The event above it, and whether it is the same actor's."""
    return f"under={above},type={kind}", f"under={above},{status}", f"under={above},{status},own={own}"


def of_telling(kind: str, cue: bool, condition: bool, negated: bool, modal: str) -> Features:  # noqa: FBT001  a key
    """How the event is told."""
    return (
        f"type={kind},cue={cue}",
        f"type={kind},cond={condition}",
        f"type={kind},neg={negated}",
        f"type={kind},modal={modal}",
    )


def of_measure(kind: str, content: int, sure: int, code: str, covered: bool) -> Features:  # noqa: FBT001  a key
    """How much it says and how sure it is, its code, and whether its actor says it himself."""
    return (
        f"e:content={content}",
        f"type={kind},content={content}",
        f"e:conf={sure}",
        f"cameo={code}",
        f"e:covered={covered}",
    )
