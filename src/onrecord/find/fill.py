"""Fills the sides of events that their own words leave open: the likeliest actor, with its recipient."""

import math
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from msgspec import structs

from onrecord.find.context import SIDE_KEYS, Draft, Surroundings
from onrecord.find.known import FILLED, Flags, codes_of, is_open, singly
from onrecord.find.slots import Tree
from onrecord.find.weighing import likeliest, ranked
from onrecord.lang.frames import SideWeights
from onrecord.parse.mention_spans import head_of
from onrecord.schema import Actor, Anchor, EventType, Mention, Party

__all__ = ["fill_sides"]

_FEW = 3  # actors whose recipients are looked at
_SURE = math.log(0.9)  # an actor so likely is taken at once
_MUTUAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT})
_SAID = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT})
_NAMING = frozenset({"PRON", "PROPN", "NUM"})
_HEAT = 1.5  # the chances of the sides are surer than they are right


def fill_sides(tree: Tree, drafts: Sequence[Draft], mentions: Sequence[Mention], weights: SideWeights) -> list[Draft]:
    """The drafts with missing sides filled where the surroundings name one."""
    around = Surroundings(tree, drafts, mentions)
    return [_without_things(tree, _fill(around, draft, weights)) for draft in drafts]


def _without_things(tree: Tree, draft: Draft) -> Draft:
    """The draft without the things that stand beside somebody on a side: "discussed [aid] with the envoy"."""
    actors, recipients, mutual = draft.sides
    if len(actors) < 2 and len(recipients) < 2:
        return draft
    sides = (_beside_somebody(tree, actors), _beside_somebody(tree, recipients), mutual)
    return draft if sides == draft.sides else structs.replace(draft, sides=sides)


def _beside_somebody(tree: Tree, side: tuple[Party, ...]) -> tuple[Party, ...]:
    found = tuple(p for p in side if p.actor is not None or _may_act(tree, p))
    return found if any(p.actor is not None for p in found) else side


def _may_act(tree: Tree, party: Party) -> bool:
    """Whether a phrase may mean somebody: a name, a pronoun, a noun for people or bodies; not "the consequences"."""
    if party.anchor is None:
        return True
    head = _head(tree, party.anchor)
    if tree.parse.upos[head] in _NAMING:
        return True
    return bool(tree.pack.actor_index.roles.get((tree.parse.lemma[head],)))


def _head(tree: Tree, anchor: Anchor) -> int:
    """The head of a phrase."""
    return head_of(tree.parse, *tree.parse.word_range(anchor))


def _protested(around: Surroundings, draft: Draft) -> tuple[Party, ...]:
    """Whom a protest is against by what it is to say: "rallied to denounce [Israel's war]"."""
    if draft.hit.frame.type is not EventType.PROTEST or not is_open(draft.sides[1]):
        return ()
    parse, word = around.tree.parse, draft.hit.word
    clauses = [c for c in parse.children[word] if c > word and parse.deprel[c] in ("advcl", "xcomp", "acl")]
    said = [c for c in clauses if parse.xpos[c] == "VBG" or any(parse.xpos[d] == "TO" for d in parse.children[c])]
    aims = [aim for c in said if (aim := around.at.get(c)) is not None and aim.hit.frame.type in _SAID]
    return next((aim.sides[1] for aim in aims if codes_of(aim.sides[1])), ())


def _are_many(around: Surroundings, side: tuple[Party, ...]) -> bool:
    """Whether a side is named as many states at once, which are none of those around it: "[The West] must act"."""
    if len(side) != 1 or side[0].anchor is None:
        return False
    tree, head = around.tree, _head(around.tree, side[0].anchor)
    return tree.parse.words[head][0].isupper() and tree.parse.lower[head] in tree.words_of("many_states")


def _fill(around: Surroundings, draft: Draft, weights: SideWeights) -> Draft:
    actors, recipients, mutual = draft.sides
    if not recipients and around.is_of_mutual(draft):
        return structs.replace(draft, sides=(actors, (), True))
    recipients = _protested(around, draft) or recipients
    open_actors, open_recipients = (
        around.is_open(draft, number) and not _are_many(around, side)
        for number, side in enumerate((actors, recipients))
    )
    open_recipients = open_recipients and recipients is draft.sides[1]
    if open_actors and open_recipients:
        actor, recipient = _pair(around, draft, weights)
        actors = _with(around, actors, around.named_for(draft, 0, actor))
        if not (mutual and len(actors) > 1):
            recipients = _with_all(around, draft, recipients, recipient, actors)
    elif open_actors:
        actors = _with(around, actors, around.named_for(draft, 0, _best(around, draft, 0, weights)))
    elif open_recipients and not (mutual and len(actors) > 1):
        recipients = _with_all(around, draft, recipients, _best(around, draft, 1, weights), actors)
    actors, recipients = singly(actors, unnamed=True), singly(recipients, unnamed=True)
    acting, done = set(codes_of(actors)), set(codes_of(recipients))
    if done and done <= acting and len(acting) > 1 and draft.hit.frame.type in _MUTUAL:
        recipients, mutual = (), True  # "Mali and Chad upgraded their ties"
    if codes_of(actors) == codes_of(draft.sides[0]) and codes_of(recipients) == codes_of(draft.sides[1]):
        return draft
    return structs.replace(draft, sides=(actors, recipients, mutual), inferred=True)


def _with_all(
    around: Surroundings, draft: Draft, side: tuple[Party, ...], actor: Actor | None, acting: Sequence[Party]
) -> tuple[Party, ...]:
    """The side with the actor and those who are named together with him in the sentence: "with Iran and Turkey"."""
    side = _with(around, side, around.named_for(draft, 1, actor), acting)
    several = _several(around, draft, side, acting)
    if several:
        return (*side, *several)
    if len(side) != 1 or side[0].anchor is not None or side[0].actor is None:
        return side
    group = around.together(draft, side[0].actor, codes_of(acting))
    return (*side, *(Party(None, None, actor) for actor in group))


def _several(around: Surroundings, draft: Draft, side: tuple[Party, ...], acting: Sequence[Party]) -> list[Party]:
    """Who is beside the one recipient where who acts does so on several at once in another event of the sentence:
    "offered both capitals its [help]"."""
    if len(side) != 1 or side[0].actor is None or (side[0].anchor is not None and not around.is_pronoun(side[0])):
        return []
    beside = around.acted_on_beside(draft, side[0].actor, codes_of(acting))
    return [Party(None, None, around.named_for(draft, 1, actor)) for actor in beside]


def _pair(around: Surroundings, draft: Draft, weights: SideWeights) -> tuple[Actor | None, Actor | None]:
    """Who acts on whom: the likeliest pair of the few likeliest actors, or the sure one, and their recipients."""
    few: Sequence[tuple[float, Actor | None]] = _ranked(around, draft, 0, weights)[:_FEW] or [(0.0, None)]
    if few[0][0] >= _SURE:
        few = few[:1]
    pairs: list[tuple[float, Actor | None, Actor | None]] = []
    for chance, actor in few:
        if pairs and chance <= max(pairs, key=itemgetter(0))[0]:
            break  # whoever the recipient is, the pair is no likelier
        with around.given(draft, [] if actor is None else [actor]):
            whom = _ranked(around, draft, 1, weights)
        more, recipient = whom[0] if whom else (0.0, None)
        pairs.append((chance + more, actor, recipient))
    return max(pairs, key=itemgetter(0))[1:]


def _best(around: Surroundings, draft: Draft, side: int, weights: SideWeights) -> Actor | None:
    return likeliest(_options(around, draft, side), around.context(draft, side), weights[SIDE_KEYS[side]])


def _ranked(around: Surroundings, draft: Draft, side: int, weights: SideWeights) -> list[tuple[float, Actor]]:
    options, context = _options(around, draft, side), around.context(draft, side)
    return ranked(options, context, weights[SIDE_KEYS[side]], heat=_HEAT)


def _options(around: Surroundings, draft: Draft, side: int) -> list[tuple[Actor, Flags]]:
    """The contenders without those that a side cannot be."""
    barred, options = around.barred(draft, side), around.contenders(draft, side)
    return [(actor, flags) for actor, flags in options if actor.code not in barred] if barred else options


def _with(
    around: Surroundings, side: tuple[Party, ...], actor: Actor | None, acting: Sequence[Party] = ()
) -> tuple[Party, ...]:
    """The side with the actor; who is of those `acting` would act on himself: it is somebody of his country."""
    if actor is None:
        return side
    if not is_open(side):  # the encoder sees another than the tree: where the evidence is for the tree's, it stays
        if actor.code in codes_of(side):
            return side
    elif side and side[0].anchor is not None:
        own = side[0].actor
        if own is not None and own.code == actor.code:
            return side
        sector = own.sector if own is not None else actor.sector
        if not _may_act(around.tree, side[0]):
            return (Party(None, None, replace(actor, sector=sector)), *side[1:])
        return (replace(side[0], actor=replace(actor, sector=sector, rule=FILLED)), *side[1:])
    if actor.name and any(p.actor and (p.actor.code, p.actor.name) == (actor.code, actor.name) for p in acting):
        actor = replace(actor, name=None, sector=None)
    return (Party(None, None, actor),)
