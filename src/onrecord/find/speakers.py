"""Who speaks: each draft's source resolved; I and we inside a quotation are who is quoted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from onrecord.find.drafts import Draft
from onrecord.find.view import View
from onrecord.lang.cues import WordRole
from onrecord.schema import Party

__all__ = ["Resolver", "find_speakers"]


class Resolver(Protocol):
    """What resolves words to an actor (`onrecord.find.actors.ActorResolver`)."""

    def party(self, start: int, end: int) -> Party:
        """The actor that the words [start, end) stand for."""
        ...


def find_speakers(
    view: View, resolver: Resolver, drafts: Sequence[Draft], parents: Sequence[int | None]
) -> list[Party | None]:
    """The speaker of each draft: the mention at its cue, with the actor it stands for; None where nobody is named."""
    parties = [resolver.party(*d.source) if d.source else None for d in drafts]
    return [_quoted_self(view, drafts, parents, parties, number) for number in range(len(drafts))]


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
        if speaker is not None and mention is not None and not view.has_role(mention[0], WordRole.SELF):
            return replace(party, actor=speaker.actor)
        parent = parents[parent]
    return party
