"""The frames of the cue table over the tree: what a cue word credits to whom."""

from collections.abc import Callable, Iterator

from onrecord.find.clauses import Content, after_colon, first_word, is_infinitive, opens_with_that, trim_clause
from onrecord.find.drafts import Draft, match_cue
from onrecord.find.nominal_frames import (
    adjective_contents,
    adjective_source,
    noun_contents,
    noun_source,
    preposition_contents,
    preposition_source,
)
from onrecord.find.phrases import clause_ranges, is_charged, is_passive, noun_phrase, subject_of
from onrecord.find.view import View, Words
from onrecord.lang.cues import CuePos, CueRow, Frame, WordRole

__all__ = ["frame_drafts"]


def frame_drafts(view: View, word: int) -> Iterator[Draft]:
    """The statements that the tree shows around a cue word: one, or one a coordinated "that" clause."""
    rows, cue = match_cue(view, word)
    if _in_phrase(view, word):
        return
    for row in rows:
        for frame in row.frames:
            contents = list(_FINDERS[row.pos](view, word, frame, cue))
            if contents:
                yield from (_draft(view, word, cue, row, frame, c) for c in contents)
                return


def _in_phrase(view: View, word: int) -> bool:
    """Whether the word belongs to a cue of several words that begins before it: "made it [clear]"."""
    for before in range(max(0, word - 4), word):
        if view.may_cue[before] and view.parse.upos[before] == "VERB":
            rows, cue = match_cue(view, before)
            if rows and word < cue[1] and view.sentence(before) == view.sentence(word):
                return True
    return False


def _draft(view: View, word: int, cue: Words, row: CueRow, frame: Frame, found: Content) -> Draft:
    content, hearer = found
    source = _SOURCES[row.pos](view, word, cue)
    passive = row.pos is CuePos.VERB and source is None and is_passive(view, word)
    span = noun_phrase(view, source) if source is not None else None
    return Draft(
        head=word, cue=cue, source=span, content=content, hearer=hearer, row=row, frame=frame, passive=passive,
        tree=True, rule=f"cue.{row.lemma.replace(' ', '-')}.{frame}",
    )  # fmt: skip


# --- verbs


def _verb(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    yield from _VERB_FRAMES[frame](view, word, cue)


def _clause(view: View, verb: int, cue: Words) -> Iterator[Content]:
    parse = view.parse
    held = sorted(c for w in range(*cue) for c in parse.children[w] if w == verb or c >= cue[1])
    for child in held:
        relation = parse.deprel[child]
        if (
            relation == "ccomp"
            or (child >= cue[1] and parse.heads[child] != verb and opens_with_that(view, child))
            or (relation == "parataxis" and child > verb and after_colon(view, verb, child))
        ):
            parts = _coordinated(view, child)
            for part, following in zip(parts, [*parts[1:], None], strict=True):
                ranges = clause_ranges(view, part, verb)
                if following is not None:
                    limit = parse.subtree(following)[0]
                    ranges = [(s, min(e, limit)) for s, e in ranges if s < limit]
                yield trim_clause(view, ranges), None


def _coordinated(view: View, clause: int) -> list[int]:
    """The clause, and each coordinated one that opens with its own complementizer ("that A and that B")."""
    parts = [clause]
    for c in view.children(clause, "conj"):
        if any(view.has_role(m, WordRole.COMPLEMENTIZER) for m in view.children(c, "mark")):
            parts.append(c)
    return parts


def _hearer(view: View, verb: int, cue: Words) -> Iterator[Content]:
    hearers = view.children(verb, "iobj") or view.children(verb, "obj")
    if not hearers or is_passive(view, verb):
        return
    hearer = noun_phrase(view, hearers[0])
    for content, _ in _clause(view, verb, cue):
        yield content, hearer


def _to(view: View, verb: int, cue: Words) -> Iterator[Content]:
    for child in view.children(verb, "xcomp", "ccomp"):
        if child > verb and is_infinitive(view, child):
            yield trim_clause(view, [(first_word(view, child, verb), view.parse.subtree(child)[1])]), None
            return


def _hearer_to(view: View, verb: int, cue: Words) -> Iterator[Content]:
    parse = view.parse
    for child in view.children(verb, "xcomp", "ccomp", "advcl", "acl"):
        if child < verb or not is_infinitive(view, child):
            continue
        marks = [m for m in view.children(child, "mark") if view.has_role(m, WordRole.INFINITIVE)]
        negations = [c for c in view.children(child, "advmod") if c == marks[0] - 1]
        start = min([marks[0], *negations])
        subject = [c for c in view.children(child, "nsubj") if c < start]
        hearers = [c for c in view.children(verb, "obj", "iobj") if c < start] or subject
        hearers = hearers or [
            c for c in view.children(verb, "obl") if verb < c < start and (_hearer_case(view, c) or cue[1] - cue[0] > 1)
        ]
        content = trim_clause(view, [(start, parse.subtree(child)[1])])
        if is_passive(view, verb):
            hearers = view.children(verb, "nsubj") or ([parse.heads[verb]] if parse.deprel[verb] == "acl" else [])
        if hearers and content:
            yield content, noun_phrase(view, hearers[0])
            return


def _hearer_case(view: View, word: int) -> bool:
    return any(view.has_role(c, WordRole.HEARER) for c in view.children(word, "case"))


def _of(view: View, verb: int, cue: Words) -> Iterator[Content]:
    objects = view.children(verb, "obj", "iobj")
    if is_passive(view, verb):
        objects = view.children(verb, "nsubj") or _charged(view, verb)
    for child in (objects and view.parse.children[verb]) or ():
        if child <= verb or child == objects[0]:
            continue
        marks = view.children(child, "case", "mark")
        if marks and view.has_role(min(marks), WordRole.CHARGE) and min(marks) > verb:
            end = view.parse.subtree(child)[1]
            accused = noun_phrase(view, objects[0])
            if accused[0] < verb:
                yield (accused, view.strip((min(marks), end))), None
            else:
                yield (view.strip((accused[0], max(accused[1], end))),), None
            return


def _charged(view: View, verb: int) -> list[int]:
    """Who stands accused by a participle behind him: "[a diplomat] accused of spying"."""
    if not is_charged(view, verb):
        return []
    noun = view.parse.heads[verb] if view.parse.deprel[verb] == "acl" else verb - 1
    return [noun] if noun >= 0 and view.parse.upos[noun] in ("NOUN", "PROPN", "PRON") else []


def _as(view: View, verb: int, cue: Words) -> Iterator[Content]:
    parse = view.parse
    named = view.children(verb, "nsubj") if is_passive(view, verb) else view.children(verb, "obj", "iobj")
    if parse.deprel[verb] == "acl:relcl" and all(
        view.has_role(n, WordRole.RELATIVE) for n in named
    ):  # "a statement [that] the army called a trap"
        named = [parse.heads[verb]]
    for child in parse.children[verb]:
        relation = parse.deprel[child].split(":")[0]
        if relation not in ("xcomp", "obl", "ccomp", "advcl", "obj") or child < verb or child in named[:1]:
            continue
        marks = view.children(child, "case", "mark")
        plain = relation in ("xcomp", "ccomp", "obj") and not marks
        if not plain and not (marks and view.has_role(min(marks), WordRole.PREDICATE)):
            continue
        if is_infinitive(view, child):
            continue
        left, right = parse.subtree(child)
        if named and view.has_role(named[0], WordRole.NAMED):
            yield (view.strip((max(min(marks, default=left) + bool(marks), verb + 1), right)),), None
            return
        if named:
            thing = noun_phrase(view, named[0], clauses=True)
            if thing[0] < verb or thing[0] > child:
                yield tuple(sorted([thing, view.strip((max(left, verb + 1), right))])), None
            else:
                yield (view.strip((thing[0], max(right, thing[1]))),), None
            return
        subjects = view.children(child, "nsubj")
        if subjects and subjects[0] > verb:  # a small clause: "called [the closure a mistake]"
            yield (view.strip((max(left, verb + 1), right)),), None
            return


def _gerund(view: View, verb: int, cue: Words) -> Iterator[Content]:
    parse = view.parse
    for child in view.children(verb, "xcomp", "ccomp", "advcl", "obj"):
        start, end = parse.subtree(child)
        if child >= cue[1] and parse.xpos[child] == "VBG" and not any(view.is_mark[i] for i in range(cue[1], child)):
            yield trim_clause(view, [(max(cue[1], start), end)]), None
            return


def _object(view: View, verb: int, cue: Words) -> Iterator[Content]:
    named = (
        view.children(verb, "nsubj")
        if is_passive(view, verb)
        else [
            c for c in view.children(verb, "obj", "obl", "ccomp") if c >= cue[1] or (cue[1] - cue[0] > 1 and c > verb)
        ]
    )
    wanted = [c for c in named if cue[1] - cue[0] > 1 or view.parse.deprel[c].split(":")[0] in ("obj", "nsubj")]
    if wanted:
        left, right = view.parse.subtree(wanted[0])
        span = (max(left, cue[1]) if left <= verb < right or cue[1] - cue[0] > 1 and left > verb else left, right)
        if span[0] < span[1]:
            yield (view.strip(span),), None


def _none(view: View, verb: int, cue: Words) -> Iterator[Content]:
    yield from ()


_VERB_FRAMES: dict[Frame, Callable[[View, int, Words], Iterator[Content]]] = {
    Frame.CLAUSE: _clause, Frame.HEARER: _hearer, Frame.TO: _to, Frame.HEARER_TO: _hearer_to, Frame.OF: _of,
    Frame.AS: _as, Frame.GERUND: _gerund, Frame.OBJECT: _object, Frame.QUOTE: _none, Frame.ACCORDING: _none,
}  # fmt: skip


_FINDERS: dict[CuePos, Callable[[View, int, Frame, Words], Iterator[Content]]] = {
    CuePos.VERB: _verb, CuePos.NOUN: noun_contents, CuePos.ADJ: adjective_contents, CuePos.PREP: preposition_contents,
}  # fmt: skip
_SOURCES: dict[CuePos, Callable[[View, int, Words], int | None]] = {
    CuePos.VERB: lambda view, word, _: subject_of(view, word),
    CuePos.NOUN: lambda view, word, _: noun_source(view, word),
    CuePos.ADJ: lambda view, word, _: adjective_source(view, word),
    CuePos.PREP: preposition_source,
}
