"""The frames of the cue table over the tree: what a cue word credits to whom."""

from collections.abc import Callable, Iterator

from onrecord.find.drafts import Draft, match_cue
from onrecord.find.phrases import clause_ranges, is_passive, noun_phrase, subject_of
from onrecord.find.view import View, Words
from onrecord.lang.cues import CuePos, CueRow, Frame, WordRole

__all__ = ["frame_drafts"]

Content = tuple[tuple[Words, ...], Words | None]  # content and hearer


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
    source = (
        _noun_source(view, word)
        if row.pos is CuePos.NOUN
        else _prep_source(view, word, cue)
        if (row.pos is CuePos.PREP)
        else _adj_source(view, word)
        if row.pos is CuePos.ADJ
        else subject_of(view, word)
    )
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
            or (child >= cue[1] and parse.heads[child] != verb and _opens_with_that(view, child))
            or (relation == "parataxis" and child > verb and _after_colon(view, verb, child))
        ):
            parts = _coordinated(view, child)
            for part, following in zip(parts, [*parts[1:], None], strict=True):
                ranges = clause_ranges(view, part, verb)
                if following is not None:
                    limit = parse.subtree(following)[0]
                    ranges = [(s, min(e, limit)) for s, e in ranges if s < limit]
                yield _trim(view, ranges, verb), None


def _after_colon(view: View, verb: int, child: int) -> bool:
    return any(view.parse.words[i] == ":" for i in range(verb + 1, child))


def _coordinated(view: View, clause: int) -> list[int]:
    """The clause, and each coordinated one that opens with its own complementizer ("that A and that B")."""
    parts = [clause]
    for c in view.children(clause, "conj"):
        if any(view.has_role(m, WordRole.COMPLEMENTIZER) for m in view.children(c, "mark")):
            parts.append(c)
    return parts


def _trim(view: View, ranges: list[Words], cue: int) -> tuple[Words, ...]:
    del cue
    result = []
    for k, piece in enumerate(ranges):
        start, end = view.strip(piece)
        while k == 0 and end - start > 1 and _opens(view, start):
            start, end = view.strip((start + 1, end))
        if start < end:
            result.append((start, end))
    return tuple(result)


def _opens(view: View, word: int) -> bool:
    return view.has_role(word, WordRole.COMPLEMENTIZER) or view.parse.upos[word] == "CCONJ"


def _hearer(view: View, verb: int, cue: Words) -> Iterator[Content]:
    hearers = view.children(verb, "iobj") or view.children(verb, "obj")
    if not hearers or is_passive(view, verb):
        return
    hearer = noun_phrase(view, hearers[0])
    for content, _ in _clause(view, verb, cue):
        yield content, hearer


def _to(view: View, verb: int, cue: Words) -> Iterator[Content]:
    for child in view.children(verb, "xcomp", "ccomp"):
        if child > verb and _is_infinitive(view, child):
            yield _trim(view, [(_first(view, child, verb), view.parse.subtree(child)[1])], verb), None
            return


def _is_infinitive(view: View, word: int) -> bool:
    return any(view.has_role(m, WordRole.INFINITIVE) for m in view.children(word, "mark"))


def _first(view: View, clause: int, verb: int) -> int:
    return max(verb + 1, view.parse.subtree(clause)[0])


def _hearer_to(view: View, verb: int, cue: Words) -> Iterator[Content]:
    parse = view.parse
    for child in view.children(verb, "xcomp", "ccomp", "advcl", "acl"):
        if child < verb or not _is_infinitive(view, child):
            continue
        marks = [m for m in view.children(child, "mark") if view.has_role(m, WordRole.INFINITIVE)]
        negations = [c for c in view.children(child, "advmod") if c == marks[0] - 1]
        start = min([marks[0], *negations])
        subject = [c for c in view.children(child, "nsubj") if c < start]
        hearers = [c for c in view.children(verb, "obj", "iobj") if c < start] or subject
        hearers = hearers or [
            c for c in view.children(verb, "obl") if verb < c < start and (_hearer_case(view, c) or cue[1] - cue[0] > 1)
        ]
        content = _trim(view, [(start, parse.subtree(child)[1])], verb)
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
        objects = view.children(verb, "nsubj")
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
        if _is_infinitive(view, child):
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
            yield _trim(view, [(max(cue[1], start), end)], verb), None
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


# --- nouns, adjectives, prepositions


def _noun(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    parse = view.parse
    if frame is Frame.ACCORDING:
        yield from _by_account(view, word)
        return
    if frame is Frame.QUOTE:
        yield from _quoted_modifier(view, word)
        return
    if frame is Frame.CLAUSE and not view.is_mark[word]:
        yield from _broken_off(view, word)
    owned = [g for c in view.children(word, "nmod") if c > word for g in view.children(c, "acl", "ccomp")]
    for child in [*view.children(word, "acl", "ccomp"), *owned]:
        that = _opens_with_that(view, child)
        if child < word or (parse.deprel[child] == "acl:relcl" and not that):
            continue
        start, end = parse.subtree(child)
        if (frame is Frame.TO and _is_infinitive(view, child)) or (frame is Frame.CLAUSE and that):
            yield _trim(view, [(max(word + 1, start), end)], word), None
            return


def _by_account(view: View, noun: int) -> Iterator[Content]:
    """The clause that "by [the minister's] account" qualifies."""
    parse = view.parse
    cases = [c for c in view.children(noun, "case") if view.has_role(c, WordRole.BY_WAY)]
    owners = [c for c in parse.children[noun] if parse.deprel[c] == "nmod:poss" or parse.deprel[c] == "nmod"]
    if not cases or not owners or parse.deprel[noun].split(":")[0] not in ("obl", "nmod", "parataxis"):
        return
    start, end = view.sentence(noun)
    left, right = parse.subtree(noun)
    left = min(left, cases[0])
    before, after = view.strip((start, left)), view.strip((right, end))
    if _has_verb(view, before) and not _has_verb(view, after):
        yield (before,), None
    elif before[0] < before[1] or after[0] < after[1]:
        yield tuple(p for p in (before, after) if p[0] < p[1]), None


def _broken_off(view: View, word: int) -> Iterator[Content]:
    """The clause that a broken line carries on: "Lavrov's statement / [that it is over]"."""
    parse = view.parse
    first = word + 1
    if first + 2 >= len(parse) or parse.paragraph_of[first] == parse.paragraph_of[word]:
        return
    if not view.has_role(first, WordRole.COMPLEMENTIZER) or not parse.words[first].islower():
        return
    end = first + 1
    while end < view.sentence(first)[1] and (view.quote_of[end] >= 0 or parse.words[end] not in (",", ";", ".")):
        end += 1
    span = view.strip((first + 1, end))
    if span[0] < span[1]:
        yield (span,), None


def _quoted_modifier(view: View, noun: int) -> Iterator[Content]:
    """Quoted words right before the noun: "Lavrov's [“phantom threats”] thesis"."""
    at = noun - 1
    while at >= 0 and view.is_mark[at]:
        at -= 1
    if at < 0 or noun - at < 2 or view.quote_of[at] < 0 or view.quote_of[noun] >= 0:
        return
    quotation = view.strip(view.quoted_ranges[view.quote_of[at]][0])
    if quotation[1] == at + 1 and view.sentence(at) == view.sentence(noun) and quotation[1] - quotation[0] < 12:
        yield (quotation,), None


def _opens_with_that(view: View, clause: int) -> bool:
    return any(view.has_role(m, WordRole.COMPLEMENTIZER) for m in view.children(clause, "mark"))


def _noun_source(view: View, noun: int) -> int | None:
    parse = view.parse
    owners = [c for c in parse.children[noun] if parse.deprel[c] == "nmod:poss"]
    if owners:
        return owners[0]
    for c in view.children(noun, "nmod"):
        if any(view.has_role(m, WordRole.SPEAKER) for m in view.children(c, "case")):
            return c
    for c in view.children(noun, "amod", "compound"):
        if parse.words[c][:1].isupper():
            return c
    head = parse.heads[noun]
    if head != noun and parse.upos[head] == "VERB" and parse.deprel[noun] in ("obj", "obl", "nsubj:pass"):
        return subject_of(view, head)
    return None


def _adj_source(view: View, word: int) -> int | None:
    subjects = view.children(word, "nsubj")
    return subjects[0] if subjects else subject_of(view, word)


def _adj(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    for child in view.children(word, "ccomp", "xcomp", "advcl", "parataxis"):
        if view.parse.deprel[child] == "parataxis" and not _after_colon(view, word, child):
            continue
        infinitive = _is_infinitive(view, child)
        if child > word and (
            (frame is Frame.TO and infinitive)
            or (
                frame is Frame.CLAUSE
                and not infinitive
                and (view.parse.deprel[child] == "ccomp" or _opens_with_that(view, child))
            )
        ):
            yield _trim(view, [(_first(view, child, word), view.parse.subtree(child)[1])], word), None
            return


def _preposition(view: View, word: int, frame: Frame, cue: Words) -> Iterator[Content]:
    source = _prep_source(view, word, cue)
    if source is None:
        return
    parse = view.parse
    top = parse.heads[source]
    if top == source:
        return
    start, end = view.sentence(word)
    clause_start, clause_end = parse.subtree(_clause_of(view, top))
    phrase = (word, max(cue[1], noun_phrase(view, source)[1]))
    before, after = view.strip((max(start, clause_start), word)), view.strip((phrase[1], min(end, clause_end)))
    if after[0] < after[1] and view.has_role(after[0], WordRole.RELATIVE):
        after = (after[0], after[0])
    if _has_verb(view, before):
        yield (before,), None
    else:
        pieces = [p for p in (before, after) if p[0] < p[1]]
        if pieces:
            yield tuple(_drop_short(pieces)), None


def _has_verb(view: View, words: Words) -> bool:
    return any(view.parse.upos[i] in ("VERB", "AUX") for i in range(*words))


def _drop_short(pieces: list[Words]) -> list[Words]:
    long = [p for p in pieces if p[1] - p[0] > 2]
    return long or pieces


def _clause_of(view: View, word: int) -> int:
    parse = view.parse
    for _ in range(20):
        if parse.heads[word] == word or parse.deprel[word].split(":")[0] in (
            "root",
            "ccomp",
            "advcl",
            "parataxis",
            "acl",
        ):
            return word
        if parse.deprel[word] == "conj" and view.children(word, "nsubj"):
            return word
        word = parse.heads[word]
    return word


def _prep_source(view: View, word: int, cue: Words) -> int | None:
    """The noun of "according to [the minister]": the head of the preposition, or the next nominal."""
    parse = view.parse
    head = parse.heads[word]
    if head >= cue[1] and parse.upos[head] in ("NOUN", "PROPN", "PRON", "NUM", "DET"):
        return head
    for i in range(cue[1], min(cue[1] + 8, view.sentence(word)[1])):
        if parse.upos[i] in ("NOUN", "PROPN", "PRON") and parse.deprel[i] not in (
            "compound",
            "nmod:desc",
            "nmod:poss",
            "amod",
        ):
            return i
    return None


_FINDERS: dict[CuePos, Callable[[View, int, Frame, Words], Iterator[Content]]] = {
    CuePos.VERB: _verb, CuePos.NOUN: _noun, CuePos.ADJ: _adj, CuePos.PREP: _preposition,
}  # fmt: skip
