"""Which event of a short text is the main one: what a coder would give who may give one."""

from collections.abc import Mapping, Sequence

from onrecord.parse.parse import Parse
from onrecord.schema import Event, Party, Statement

__all__ = ["by_depth", "evidence_of", "rank_events"]

_DEEPEST = 5
_LAST = 4  # ranks that are told apart
_CLAUSES = ("advcl", "acl", "ccomp", "xcomp", "nmod", "obl", "obj", "nsubj", "conj", "parataxis", "appos")
_EXACT = 6  # digits of a sum: equal sums are equal in whatever order they were added


def rank_events(
    events: Sequence[Event], parse: Parse, statements: Sequence[Statement], weights: Mapping[str, float]
) -> list[Event]:
    """The main event first, by the weights of `main_events.tsv`; the others by sentence and by their nearness to its
    root, earlier ones first among equals."""
    plain = by_depth(events, parse)
    if len(plain) < 2:
        return plain
    scores = [round(sum(weights.get(f, 0.0) for f in own), _EXACT) for own in evidence_of(plain, parse, statements)]
    main = scores.index(max(scores))
    return [plain[main], *plain[:main], *plain[main + 1 :]]


def by_depth(events: Sequence[Event], parse: Parse) -> list[Event]:
    """The events in plain order: those nearest to the root of their sentence first, earlier ones first among equals."""
    return sorted(events, key=lambda e: (_depth(parse, e), e.anchor.start))


def evidence_of(events: Sequence[Event], parse: Parse, statements: Sequence[Statement]) -> list[list[str]]:
    """For each of some events in plain order what speaks for or against it as the main one."""
    told = {statement.id: statement for statement in statements}
    depths = [_depth(parse, event) for event in events]
    starts = [event.anchor.start for event in events]
    first, last = min(starts, default=0), max(starts, default=0)
    surest = max((event.confidence for event in events), default=0.0)
    found = []
    for rank, (event, (sentence, depth)) in enumerate(zip(events, depths, strict=True)):
        word = _head(parse, event)
        path = _path(parse, word)
        sides = f"{int(_is_known(event.actors))}{int(_is_known(event.recipients))}"
        own = [
            f"rank={min(rank, _LAST)}",
            f"depth={min(depth, _DEEPEST)}",
            f"depth={min(depth, 3)}:{parse.upos[word]}",
            f"sentence={min(sentence, 2)}",
            f"pos={parse.upos[word]}",
            f"rel={parse.deprel[word]}",
            f"told={min(len(event.chain), 2)}",
            f"status={event.status}",
            f"type={event.type}",
            f"status={event.status}:{event.type}",
            f"sides={sides}",
            f"sure={int(10 * event.confidence)}",
            *(f"in={clause}" for clause in _CLAUSES if clause in path),
        ]
        own += ["first"] if event.anchor.start == first else []
        own += ["last"] if event.anchor.start == last else []
        own += ["surest"] if event.confidence == surest else []
        own += [f"act={told[event.chain[0]].act}"] if event.chain and event.chain[0] in told else []
        for other, (_, its_depth) in zip(events, depths, strict=True):
            if other is not event:
                where = "over" if its_depth < depth else "under" if its_depth > depth else "beside"
                own += [f"{where}={other.type}:{event.type}", f"with={other.type}:{event.type}"]
                own.append(f"{where}={other.quad}:{event.quad}")
        found.append(list(dict.fromkeys(own)))
    return found


def _is_known(side: Sequence[Party]) -> bool:
    return any(party.actor is not None for party in side)


def _depth(parse: Parse, event: Event) -> tuple[int, int]:
    start, end = parse.word_range(event.anchor)
    depth = min((len(_path(parse, i)) for i in range(start, end)), default=99)
    return parse.sentence_of[start] if start < len(parse) else 0, depth


def _head(parse: Parse, event: Event) -> int:
    """The word of a trigger that the rest of it hangs on."""
    start, end = parse.word_range(event.anchor)
    outer = (i for i in range(start, end) if parse.heads[i] == i or not start <= parse.heads[i] < end)
    return next(outer, start)


def _path(parse: Parse, word: int) -> list[str]:
    """The relations from a word up to the root, without subtypes."""
    path = []
    while parse.heads[word] != word:
        path.append(parse.deprel[word].partition(":")[0])
        word = parse.heads[word]
    return path
