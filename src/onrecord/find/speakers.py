"""Who speaks: each draft's source resolved; I and we inside a quotation are who is quoted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from msgspec import structs

from onrecord.find.drafts import Draft
from onrecord.find.phrases import core_phrase, is_passive, noun_phrase, without_asides
from onrecord.find.source_names import bracketed, is_named, is_others_name, name_behind, titled_behind
from onrecord.find.sources import signature_after
from onrecord.find.view import View, Words
from onrecord.lang.cues import WordRole
from onrecord.parse.mention_relatives import clause_noun
from onrecord.schema import Party

__all__ = ["Resolver", "find_speakers"]


_NAMELESS = frozenset({"role-at-home", "role-with-country", "role-there", "speaker-at-home", "modifier", "adjective"})
_PERSON = frozenset({"person-at-home", "person-roles"})
_CLAUSES = frozenset({"acl", "amod", "nmod", "advmod"})
_TITLE = frozenset({"ADJ", "NOUN", "PROPN", "DET", "ADP"})
_PLURAL = frozenset({"VBP", "VB"})  # of an auxiliary
_TOLD = frozenset({"VBD", "VBN", "VBZ"})
_LONGEST = 14  # words of a description


class Resolver(Protocol):
    """What resolves words to an actor (`onrecord.find.actors.ActorResolver`)."""

    def party(self, start: int, end: int) -> Party:
        """The actor that the words [start, end) stand for."""
        ...

    def speaker(self, start: int, end: int) -> Party:
        """The same for who speaks, with the country that is plain where the words say none."""
        ...


def find_speakers(
    view: View, resolver: Resolver, drafts: Sequence[Draft], parents: Sequence[int | None]
) -> list[Party | None]:
    """The speaker of each draft: the mention at its cue, with the actor it stands for; None where nobody is named."""
    parties = [_party(view, resolver, d) for d in drafts]
    for number, draft in enumerate(drafts):
        if draft.cue is None:
            signed = signature_after(view, draft.content[-1][1]) if _is_quoted(view, draft) else None
            if signed is not None:
                parties[number] = _party(view, resolver, structs.replace(draft, source=signed))
            elif draft.source is None:
                parties[number] = _goes_on(view, drafts, parties, number)
        elif draft.source is None and _drops_subject(view, draft):
            place = _speaks_from(view, draft)
            spoken = _party(view, resolver, structs.replace(draft, source=place)) if place is not None else None
            parties[number] = spoken or _goes_on(view, drafts, parties, number)
    return [_quoted_self(view, drafts, parents, parties, number) for number in range(len(drafts))]


def _is_quoted(view: View, draft: Draft) -> bool:
    return view.quote_of[draft.content[-1][1] - 1] >= 0


def _party(view: View, resolver: Resolver, draft: Draft) -> Party | None:
    if draft.source is None or draft.source[0] == draft.source[1]:
        return None  # nobody, or a mark: "€ said"
    words = core_phrase(view, _subject_among(view, draft) or draft.source)
    words = bracketed(view, _whose_words(view, words))
    if words[1] < len(view.parse) and view.has_role(words[1], WordRole.EXPLETIVE):
        words = (words[0], words[1] + 1)  # "the foreign ministry there"
    party = resolver.party(*words)
    if party.text is None and (subject := _behind(view, draft)) is not None:
        words = subject
        party = resolver.party(*words)
    meant = words
    if party.actor is None and words[1] - words[0] == 1 and view.has_role(words[0], WordRole.RELATIVE):
        noun = clause_noun(view.parse, words[0]) or _noun_before(view, words[0])
        if noun is not None:
            phrase = noun_phrase(view, noun)
            meant = core_phrase(view, phrase)
            party = replace(party, actor=resolver.party(*phrase).actor or resolver.party(*meant).actor)
    named = titled_behind(view, words) or _named(view, draft, words)
    if named is not None and (actor := resolver.party(*named).actor) is not None:
        return replace(party, actor=actor)
    party = replace(party, actor=resolver.speaker(*meant).actor) if party.actor is None else party
    if party.actor is not None and party.actor.rule in _PERSON and is_others_name(view, words):
        return replace(party, actor=replace(party.actor, name=view.parse.line(*_without_article(view, words))))
    return _told_apart(view, draft, party, words)


def _without_article(view: View, words: Words) -> Words:
    start = words[0]
    while start < words[1] - 1 and view.parse.upos[start] == "DET":
        start += 1
    return start, words[1]


def _subject_among(view: View, draft: Draft) -> Words | None:
    """Of a source that runs from one name into another, the one that is the cue's subject: "beside Ana Diaz, [Rey]
    said"."""
    if draft.source is None or draft.cue is None:
        return None
    start, end = draft.source
    parse = view.parse
    heads = [i for i in range(start, end) if not start <= parse.heads[i] < end and not view.is_mark[i]]
    subjects = [i for i in heads if parse.deprel[i] == "nsubj" and draft.cue[0] <= parse.heads[i] < draft.cue[1]]
    if len(heads) < 2 or len(subjects) != 1 or subjects[0] == heads[0]:
        return None
    name, other = view.name_at.get(subjects[0]), view.name_at.get(heads[0])
    if name is None or other is None or other.start == name.start or not name.label == other.label == "PERSON":
        return None
    return name.start, end


def _whose_words(view: View, words: Words) -> Words:
    """Whose words a noun says they are: "according to the words of [the envoy]"."""
    parse = view.parse
    head = next((i for i in range(*words) if not words[0] <= parse.heads[i] < words[1] and not view.is_mark[i]), None)
    if head is None or not view.has_role(head, WordRole.WORDING):
        return words
    for child in parse.children[head]:
        cases = view.children(child, "case")
        if parse.deprel[child] == "nmod" and any(view.has_role(c, WordRole.SPEAKER) for c in cases):
            return noun_phrase(view, child)
    return words


def _behind(view: View, draft: Draft) -> Words | None:
    """Who is named right behind the cue, where the tree takes the place of the dateline for who speaks: "LIMA: The
    charge is false, says [former minister Ana Diaz]"."""
    if draft.cue is None:
        return None
    start = draft.cue[1]
    for word in range(start, min(start + _LONGEST, view.sentence(draft.cue[0])[1])):
        name = view.name_at.get(word)
        if name is not None and name.label == "PERSON":
            return start, name.end
        if view.parse.upos[word] not in _TITLE:
            break
    return None


def _told_apart(view: View, draft: Draft, party: Party, words: Words) -> Party:
    """The party with the clause that says which ones are meant, where nobody is named: "villagers living nearby"."""
    actor = party.actor
    if actor is None or actor.rule not in _NAMELESS or party.text is None:
        return party
    heads = [i for i in range(*words) if not words[0] <= view.parse.heads[i] < words[1] and not view.is_mark[i]]
    if len(heads) != 1 or view.parse.upos[heads[0]] != "NOUN":
        return party
    end = _end_of_clause(view, heads[0], words[1])
    said = {i for piece in draft.content for i in range(*piece)} | set(range(*(draft.cue or (0, 0))))
    if end - words[0] > _LONGEST or end == words[1] or not said.isdisjoint(range(words[1], end)):
        return party
    anchor = view.parse.anchor(words[0], end)
    name = view.parse.line(*_without_article(view, (words[0], end)))
    return Party(anchor, view.parse.text[anchor.slice], replace(actor, name=name))


def _end_of_clause(view: View, head: int, end: int) -> int:
    """Where a clause, or an adjective with what it needs, ends that follows a noun without a comma."""
    parse = view.parse
    for child in parse.children[head]:
        left, right = parse.subtree(child)
        if left == end and parse.deprel[child].split(":")[0] in _CLAUSES and not view.is_mark[left]:
            return without_asides(view, head, view.strip((head, right))[1])
    return end


def _named(view: View, draft: Draft, core: Words) -> Words | None:
    """The name of someone who is only described before: "a resident named [Sin]", "who gave her name as [Amanda]"."""
    source = draft.source or core
    for word in range(core[1], source[1]):
        name = view.name_at.get(word)
        if name is None or name.label != "PERSON":
            continue
        return (name.start, name.end) if is_named(view, core[1], name.start) else None
    return name_behind(view, max(source[1], core[1]), draft.cue or core)


def _speaks_from(view: View, draft: Draft) -> Words | None:
    """The seat of government or the body in which a plural verb without a subject says it is said: "have answered in
    [the Kremlin]", not "has warned in Geneva"."""
    if draft.cue is None or draft.head is None:
        return None
    if all(view.parse.xpos[c] not in _PLURAL for c in view.children(draft.head, "aux")):
        return None
    at, words = draft.cue[1] - 1, view.pack.word_classes["place_marker"]
    at += view.lower[at] not in words
    if at >= view.sentence(draft.cue[0])[1] or view.lower[at] not in words:
        return None
    noun = view.parse.heads[at]
    known = noun > at and view.label_of[noun] in ("LOC", "ORG") and view.parse.heads[noun] == draft.head
    return noun_phrase(view, noun) if known else None


def _drops_subject(view: View, draft: Draft) -> bool:
    """Whether a verb of saying behind what is said has no subject, as in a translation from a language that needs
    none: "The road is open", added; "..., has warned"."""
    cue = draft.head
    if cue is None or view.parse.upos[cue] != "VERB" or view.parse.xpos[cue] not in _TOLD or is_passive(view, cue):
        return False
    return draft.content[0][0] < cue and not view.children(cue, "nsubj", "csubj", "expl", "mark", "obj", "iobj")


def _goes_on(view: View, drafts: Sequence[Draft], parties: Sequence[Party | None], number: int) -> Party | None:
    """A quotation without a cue of its own is by whoever was quoted or reported last; one that opens a page, by who
    speaks in the next paragraph."""
    start, end = drafts[number].content[0][0], drafts[number].content[-1][1]
    named = [
        (draft.content[0][0], draft.content[-1][1], party)
        for draft, party in zip(drafts, parties, strict=True)
        if party is not None and draft.source is not None and not view.has_role(draft.source[0], WordRole.SELF)
    ]
    before = [found for found in named if found[1] <= start]
    if before:
        return max(before, key=lambda found: found[0])[2]
    paragraph = view.parse.paragraph_of
    after = [found for found in named if found[0] >= end and paragraph[found[0]] - paragraph[end - 1] <= 1]
    return min(after, key=lambda found: found[0])[2] if after else None


def _noun_before(view: View, pronoun: int) -> int | None:
    """The noun right before a relative pronoun, where the tree lost the clause."""
    word = pronoun - 1
    start = view.sentence(pronoun)[0]
    while word >= start and (view.is_mark[word] or view.parse.upos[word] == "ADP"):
        word -= 1
    return word if word >= start and view.parse.upos[word] in ("NOUN", "PROPN") else None


def _quoted_self(
    view: View,
    drafts: Sequence[Draft],
    parents: Sequence[int | None],
    parties: Sequence[Party | None],
    number: int,
) -> Party | None:
    """The party, with the quotation's speaker as actor where the mention is I or we (or my, our) within it."""
    party, source = parties[number], drafts[number].source
    if party is None or source is None or source[1] - source[0] != 1 or not view.has_role(source[0], WordRole.SELF):
        return party
    parent = parents[number]
    while parent is not None:
        speaker, mention = parties[parent], drafts[parent].source
        if speaker is not None and (mention is None or not view.has_role(mention[0], WordRole.SELF)):
            return replace(party, actor=speaker.actor)
        parent = parents[parent]
    return party
