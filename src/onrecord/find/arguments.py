"""The actors and recipients of an event, as parties of the resolver."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.find.fronted import subject_behind
from onrecord.find.known import codes_of, is_state, parts_of, singly
from onrecord.find.noun_parties import OWNERS, Parties, once, party_key
from onrecord.find.slots import Slots, Tree
from onrecord.find.triggers import Hit
from onrecord.lang.actor_index import chunks
from onrecord.schema import Actor, EventType, Party

__all__ = ["Sides", "find_sides"]

_MEDIATION = "045"  # is done by a third to those between whom it passes
_OF_BOTH = frozenset({EventType.ASSAULT, EventType.RETREAT, EventType.COOPERATE})  # done by both between whom they are
_GIFTS = ("aid", "money", "weapon", "missile", "relief")  # classes of what is given
_OWN = ("poss", "mod")  # whose it is
_ON_TOWNS = frozenset({EventType.ASSAULT, EventType.COERCE})
Sides = tuple[tuple[Party, ...], tuple[Party, ...], bool]


def find_sides(tree: Tree, hit: Hit, parties: Parties) -> Sides:
    """Actors, recipients and whether the event is reciprocal.

    Lists, never their product; a party stands on one side only, and an actor found on both is the actor.
    """
    slots = tree.slots(hit.word)
    if _is_suffered(tree, hit):
        return _suffered(tree, hit, slots, parties)
    between = singly(_parties(parties, _between(tree, hit, slots)))
    third = _third(tree, hit, slots, parties, between)
    if third:
        return third, between, False
    if between and (hit.frame.how == "mutual" or (len(parts_of(between)) > 1 and hit.frame.type in _OF_BOTH)):
        return singly(between, unnamed=hit.frame.how != "mutual"), (), True
    actors = singly(_actors(tree, hit, slots, parties))
    if hit.word in tree.mutual_verbs:
        several = singly(actors, unnamed=True)
        return several, (), len(set(parts_of(several))) > 1
    recipients = _recipients(tree, hit, slots, parties, actors)
    if hit.frame.how != "mutual":
        return actors, recipients, False
    partners = singly(_parties(parties, [w for s in tree.words_of("partner") for w in slots.get(s, [])]))
    if partners and actors:
        return _union(actors, partners), (), True
    if len(actors) > 1 and not recipients:
        return actors, (), True
    return actors, recipients, False


def _between(tree: Tree, hit: Hit, slots: Slots) -> list[int]:
    """Between whom an act passes, where need be by the verb of which its noun is the subject: "clashes broke out on
    Monday between the army and the rebels", "a deal was signed in Accra between the army and the rebels"."""
    parse, both = tree.parse, tree.words_of("both_sides")
    own = [w for s in both for w in slots.get(s, ())]
    is_verb = tree.is_verb(hit.word)
    if not own and is_verb and hit.frame.type is EventType.CONSULT:  # "hosted talks between"
        own = [w for s in both for w in _of_object(tree, slots.get("obj", ()), s)]
    verb = hit.word if is_verb else parse.heads[hit.word]
    if own or not tree.is_verb(verb) or not (is_verb or parse.relation[hit.word] == "nsubj"):
        return own
    beside = [c for c in parse.children[verb] if tree.is_time(c) or parse.relation[c] == "obl"]
    return [c for head in (verb, *beside) for c in parse.children[head] if c > verb and tree.case[c] in both]


def _third(tree: Tree, hit: Hit, slots: Slots, parties: Parties, between: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who mediates between others, or has them meet: "[Qatar] brokered a truce between the army and the rebels"."""
    has_met = hit.frame.type is EventType.CONSULT and hit.frame.how != "mutual" and tree.is_verb(hit.word)
    if not between or not (has_met or hit.frame.cameo == _MEDIATION):
        return ()
    keys = {party_key(p) for p in between}
    return tuple(p for p in _known(singly(_actors(tree, hit, slots, parties))) if party_key(p) not in keys)


def _is_suffered(tree: Tree, hit: Hit) -> bool:
    """Whether the subject of an act is whom it is done to: "two soldiers died", "the convoy came under fire"."""
    if not tree.is_verb(hit.word):
        return False
    if hit.frame.type is EventType.AID and _is_given(tree, hit.word):
        return True
    suffers = hit.plain and tree.parse.lemma[hit.word] in tree.words_of("suffering")
    return hit.frame.how == "suffered" or (suffers and hit.frame.type is EventType.ASSAULT)


def _is_given(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb gets aid: "Chad received French tanks", not "received refugees"."""
    if tree.parse.lemma[verb] not in tree.words_of("meeting_verb") or tree.is_passive(verb):
        return False
    lemmas = {tree.parse.lemma[w] for w in tree.slots(verb).get("obj", ())}
    return any(not lemmas.isdisjoint(tree.words_of(kind)) for kind in _GIFTS)


def _suffered(tree: Tree, hit: Hit, slots: Slots, parties: Parties) -> Sides:
    """The sides of an act told of whom it is done to: who does it may be named behind "by" or "from"."""
    suffering = _parties(parties, slots.get("subj", []))
    given = slots.get("obj", []) if hit.frame.type is EventType.AID else []
    nouns = [*(w for w in hit.phrase if not tree.is_verb(w)), *given]
    for name in (*tree.words_of("agent_marker"), *tree.words_of("origin")):
        words = [w for own in (slots, *map(tree.slots, nouns)) for w in own.get(name, ()) if w not in hit.phrase]
        known = _known(_parties(parties, words))
        if known:
            return known, suffering, False
    owners = _known(_parties(parties, [w for thing in given for s in _OWN for w in tree.slots(thing).get(s, ())]))
    return owners, suffering, False


def _actors(tree: Tree, hit: Hit, slots: Slots, parties: Parties) -> tuple[Party, ...]:
    taken = {*hit.phrase, hit.word}
    if tree.is_verb(hit.word):
        words = slots.get("subj", [])
        if not words and hit.frame.how == "mutual" and tree.is_passive(hit.word):
            words = slots.get("obj", [])  # "the council was convened"
        found = _parties(parties, [w for w in words if w not in taken])
        if found and not any(p.actor is not None for p in found):
            whose = _parties(parties, [o for w in words for o in _behind(tree, w)])
            found = whose if codes_of(whose) else found
        return _union(found, _parties(parties, _companions(tree, hit.word, slots))) if found else found
    if tree.parse.upos[hit.word] == "ADJ":
        return _parties(parties, tree.subjects(hit.word) or tree.understood(hit.word))
    asks = hit.frame.type is EventType.REQUEST  # "a request from X": no noun of asking has the asked one so
    genitives = () if _transitive(tree, hit) and not asks else tree.words_of("genitive")
    origins = [s for s in tree.words_of("origin") if asks or s not in hit.frame.to]
    first: tuple[Party, ...] = ()
    own: tuple[str, ...] = ("carried", "poss") if _is_neuter(tree, slots.get("poss", ())) else ("poss",)
    own = () if _is_done_to_owner(tree, hit, slots) else own
    carriers = ("carried", "met") if hit.frame.how == "mutual" else ("carried",)
    for slot in (*tree.words_of("agent_marker"), "subj", *own, *origins, *carriers, "mod", "cop", *genitives):
        if not slots.get(slot):
            continue
        found = _parties(parties, [w for w in slots[slot] if w not in taken])
        if slot == "mod" and hit.frame.type is EventType.CONSULT:
            found = tuple(p for p in found if not _is_briefed(tree, p))
        if slot == "mod" and hit.frame.type is EventType.ASSAULT and not _is_aimed(tree, hit, slots):
            found = tuple(p for p in found if not _is_town(tree, p))  # "the Paris attacks"
        if slot in ("mod", "cop") or (asks and slot in genitives):
            found = tuple(p for p in found if p.actor is not None)
        if codes_of(found):
            return found
        first = first or found
    return _opening(tree, hit, parties) or first or _owners_of_act(tree, hit, slots, parties)


def _opening(tree: Tree, hit: Hit, parties: Parties) -> tuple[Party, ...]:
    """Who meets in a phrase that only opens a sentence: "after talks with Chad, [Mali] freed him"."""
    if hit.frame.type is not EventType.CONSULT:
        return ()
    found = _parties(parties, subject_behind(tree, hit.word))
    return found if codes_of(found) else ()


def _behind(tree: Tree, word: int) -> list[int]:
    """Who is behind a thing that acts: "passed a motion saluting", "a plan to fire"."""
    if tree.is_verb(word) or tree.parse.upos[word] != "NOUN":
        return []
    slots = tree.slots(word)
    if tree.parse.lemma[word] in tree.words_of("other_party"):
        return []
    return next((slots[s] for s in ("poss", "carried") if slots.get(s)), [])


def _is_neuter(tree: Tree, words: Sequence[int]) -> bool:
    """Whether "its" stands before a noun: that of the verb's subject, "Ghana kept its promise"."""
    rows = [tree.pack.pronouns.get(tree.parse.words[w].lower()) for w in words]
    return any(row is not None and row.kind == "possessive" and row.gender == "n" for row in rows)


def _is_done_to_owner(tree: Tree, hit: Hit, slots: Slots) -> bool:
    """Whether an act is done to whom its noun belongs to: "his arrest", "the minister's release"."""
    parse = tree.parse
    if parse.lemma[hit.word] not in tree.words_of("done_to_owner") or any(
        slots.get(s) for s in tree.words_of("genitive")
    ):
        return False
    return any(w in parse.people_words or _is_somebody(tree, w) for w in slots.get("poss", ()))


def _is_somebody(tree: Tree, word: int) -> bool:
    """Whether a word means one person: "his", "the minister's"."""
    lower = tree.parse.words[word].lower()
    pronoun = tree.pack.pronouns.get(lower)
    if pronoun is not None:
        return pronoun.gender in ("m", "f")
    return any(role.kind == "person" for _, role in tree.pack.actor_index.roles.get((tree.parse.lemma[word],)))


def _companions(tree: Tree, word: int, slots: Slots) -> list[int]:
    """With whom somebody acts: "Mali, together with Chad, ..."."""
    parse = tree.parse
    partners = [w for s in tree.words_of("partner") for w in slots.get(s, ())]
    beside = tree.words_of("together")
    return [w for w in partners if parse.words[parse.subtree(w)[0] - 1].lower() in beside] if partners else []


def _is_aimed(tree: Tree, hit: Hit, slots: Slots) -> bool:
    """Whether a preposition names whom a nominal act is done to."""
    return any(slots.get(s) for s in hit.frame.to if s not in ("obj", "mod", "poss", *tree.words_of("place_marker")))


def _is_briefed(tree: Tree, party: Party) -> bool:
    """Whether a noun before another says who is told: "a [press] conference"."""
    return (party.text or "").lower() in tree.words_of("briefed")


def _is_town(tree: Tree, party: Party) -> bool:
    """Whether a party is a town: the capital that stands for its country."""
    rule = party.actor.rule if party.actor is not None else ""
    name = rule.partition(":")[2]
    entries = tree.pack.actor_index.names.get(chunks(name)) if rule.startswith("countries:") else ()
    return any(e.kind == "capital" for e in entries)


def _owners_of_act(tree: Tree, hit: Hit, slots: Slots, parties: Parties) -> tuple[Party, ...]:
    """Whose act it is where another preposition names the recipient: "the attack of X on Y"."""
    genitives = tree.words_of("genitive")
    others = [s for s in hit.frame.to if s not in genitives and s not in ("obj", "poss", "mod") and slots.get(s)]
    if not others:
        return ()
    found = _parties(parties, [w for g in genitives for w in slots.get(g, [])])
    return _known(found)


def _transitive(tree: Tree, hit: Hit) -> bool:
    """Whether "of" behind the act names whom it is done to: "the bombing of X", not "the objection of X"."""
    own = tree.parse.lemma[hit.word] in tree.words_of("author_noun") and not tree.is_verb(hit.word)
    return not own and any(g in hit.frame.to for g in tree.words_of("genitive"))


def _recipients(tree: Tree, hit: Hit, slots: Slots, parties: Parties, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    taken = {*hit.phrase, hit.word}
    seen = {party_key(p) for p in actors}
    own = frozenset(parts_of(actors))
    addressed = (*tree.words_of("addressee"), *tree.words_of("partner"))
    complains = hit.frame.type is EventType.ACCUSE and hit.frame.how == "speech"
    first: tuple[Party, ...] = ()
    things = slots.get("obj")
    for name in _recipient_slots(tree, hit):
        words = _hearers(tree, hit.word) if name == "hearer" else slots.get(name)
        if not words and things and name != "hearer":
            words = _of_object(tree, things, name)
        elif words and name == "obj" and tree.is_verb(hit.word) and tree.is_passive(hit.word):
            words = [w for w in words if w < hit.word] or words  # "Chad was refused [a loan]"
        if not words:
            continue
        named = [_reflexive(tree, p, own) for p in _parties(parties, [w for w in words if w not in taken])]
        found = once([_strange(p, actors) for p in named if party_key(p) not in seen])
        if name == "hearer" and hit.frame.type is EventType.THREATEN:  # who threatens says what his own side will do
            found = tuple(p for p in found if own.isdisjoint(parts_of([p])))
        if name in tree.words_of("place_marker") and _are_states(actors):  # at home is where, not to whom
            found = tuple(p for p in found if not _is_of(p, own))
        if name in ("mod", "poss"):
            found = tuple(p for p in found if p.actor is not None)
        known = _known(found)
        if complains and name in addressed and _are_courts(tree, known):
            continue
        if known:
            return known
        first = first or found
    towns = [parties.town(w) for w in things or ()] if hit.frame.type in _ON_TOWNS and tree.is_verb(hit.word) else []
    return tuple(party for party in towns if party is not None) or first


def _is_of(party: Party, own: frozenset[str]) -> bool:
    """Whether a party is known and of nobody but some codes."""
    codes = parts_of([party])
    return bool(codes) and own.issuperset(codes)


def _are_states(parties: tuple[Party, ...]) -> bool:
    return bool(parties) and all(p.actor is not None and is_state(p.actor) for p in parties)


def _are_courts(tree: Tree, parties: tuple[Party, ...]) -> bool:
    """Whether parties are organisations: those to which somebody complains of another."""
    countries = tree.pack.actor_index.countries
    return bool(parties) and not any(code in countries for code in parts_of(parties))


def _of_object(tree: Tree, things: Sequence[int], name: str) -> list[int]:
    """What a preposition on the things acted on names: "recalled its envoy from Chad"."""
    if name in tree.words_of("genitive"):
        return []
    return [w for thing in things for w in tree.slots(thing).get(name, ())]


def _strange(party: Party, actors: tuple[Party, ...]) -> Party:
    """A recipient known only by its owner is no recipient where the owner is who acts: "Ghana shut its crossing"."""
    owner = party.actor
    if owner is not None and owner.rule in OWNERS and any(_are_one(p.actor, owner) for p in actors):
        return replace(party, actor=None)
    return party


def _are_one(one: Actor | None, other: Actor) -> bool:
    """Whether two may be the same: those of one country, unless they are of different sectors."""
    if one is None or one.code != other.code:
        return False
    return not one.sector or not other.sector or one.sector == other.sector


def _reflexive(tree: Tree, party: Party, own: frozenset[str]) -> Party:
    """A recipient that is the actor's by a pronoun leaves open whom the act is meant for: "recalled its envoy"."""
    if party.anchor is None or party.actor is None or not _is_of(party, own):
        return party
    start, end = tree.parse.word_range(party.anchor)
    return replace(party, actor=replace(party.actor, rule="owner")) if _has_own(tree, start, end) else party


def _has_own(tree: Tree, start: int, end: int) -> bool:
    parse = tree.parse
    return any(parse.deprel[w] == "nmod:poss" and parse.upos[w] == "PRON" for w in range(start, end))


def _recipient_slots(tree: Tree, hit: Hit) -> list[str]:
    names = [] if hit.frame.how == "mutual" else ["met"]
    authors = () if _transitive(tree, hit) else tree.words_of("genitive")
    for slot in hit.frame.to:
        if slot in authors and not tree.is_verb(hit.word):
            continue
        if slot != "obj":
            names.append(slot)
        elif tree.is_verb(hit.word):
            names += ["iobj", "obj"]
        else:
            names += ["mod", "poss"]
    if hit.frame.type is EventType.ACCUSE and names[:1] == list(tree.words_of("addressee")):
        names[1:1] = tree.words_of("partner")  # "lodged a complaint with"
    if hit.frame.type is EventType.REQUEST and tree.is_verb(hit.word):
        names += [s for s in tree.words_of("partner") if s not in names]  # "pleaded with"
    return [*names, "hearer"] if hit.frame.how == "speech" else names


def _hearers(tree: Tree, word: int) -> list[int]:
    """Who is to act, or has acted, in the clause or nominal that a speech act is about."""
    parse = tree.parse
    for c in parse.children[word]:
        relation = parse.relation[c]
        if relation in ("ccomp", "xcomp", "advcl", "acl") and parse.deprel[c] != "acl:relcl":
            found = tree.slots(c).get("subj", []) if tree.is_verb(c) else tree.subjects(c)
            found = [w for w in found if w not in tree.slots(word).get("subj", [])]
            if found:
                return found
    nouns = [c for c in parse.children[word] if parse.deprel[c] in ("obj", "obl", "nmod") and not tree.is_verb(c)]
    for c in nouns:
        found = [w for w in tree.actor_of_noun(c, tree.slots(c)) if w not in tree.slots(word).get("subj", [])]
        if found:
            return found
    return []


def _parties(parties: Parties, words: Sequence[int]) -> tuple[Party, ...]:
    if len(words) == 1:
        return parties.together(words[0])
    return once(party for word in words for party in parties.together(word))


def _union(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    keys = {party_key(p) for p in first}
    return (*first, *(p for p in second if party_key(p) not in keys))


def _known(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties whose actor has a code."""
    return tuple([p for p in parties if p.actor is not None and p.actor.code])
