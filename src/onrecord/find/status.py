"""Whether an event is reported as fact: what its own clause and the words above it in the tree say."""

from functools import cache

from onrecord.find.slots import Tree
from onrecord.lang.frames import StatusKind, StatusRow
from onrecord.schema import EventType, Status

__all__ = ["combine", "is_denying", "is_stated", "read_alike", "saying_status", "status_of"]

_HOPS = 8
_NEGATE, _KEEP, _LIGHT, _REFUSED, _WOULD, _AWAITED = "negate", "keep", "light", "refused", "would", "awaited"
_REAL = (Status.HAPPENED, Status.ONGOING, Status.HISTORICAL)
_SPOKEN = frozenset(
    {EventType.REQUEST, EventType.AGREE, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.CONSULT}
)
_HARM = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE, EventType.PROTEST, EventType.REJECT}
)
_YIELDING = frozenset({EventType.RETREAT, EventType.CONCEDE, EventType.AGREE})
_UNREAL = (Status.PLANNED, Status.DEMANDED, Status.OFFERED, Status.THREATENED, Status.HYPOTHETICAL)
_STATES = frozenset({EventType.SUPPORT, EventType.ASSAULT, EventType.COERCE, EventType.AID, EventType.COOPERATE})
_PRESENT = ("VBG", "VBP", "VBZ")
_KINDS = (_SPOKEN, _HARM, _YIELDING, _STATES)  # what of an event's type its status turns on


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


def status_of(tree: Tree, word: int, event: EventType, *, top: int | None = None) -> Status:
    """The status of the event at a word, tense and time aside; with `top`, as far as the clause at that word says."""
    return _Reading(tree, event).of(word, top)


def saying_status(tree: Tree, cue: int) -> Status:
    """The status of an act of saying, as far as its own words and the verbs that govern it tell."""
    return _Reading(tree, EventType.REQUEST).of_saying(cue)


@cache
def read_alike(event: EventType) -> EventType:
    """The first of the types whose status is read in the same way.

    >>> read_alike(EventType.COERCE) is read_alike(EventType.ASSAULT)
    True
    """
    return next(e for e in EventType if all((e in kind) == (event in kind) for kind in _KINDS))


def is_stated(tree: Tree, word: int, status: Status) -> bool:
    """Whether words on the event itself say its status, which no guess from the whole sentence overrules."""
    reading = _Reading(tree, EventType.CONSULT)
    negated = reading.negations(word) % 2 == 1
    if status is Status.DENIED:
        return tree.is_verb(word) and (negated or reading.is_contrary_to_fact(word))
    if status is Status.HAPPENED:
        return negated and tree.is_verb(word) and reading.is_contrary_to_fact(word)  # "had X not struck"
    if status is Status.PLANNED:
        due = reading.is_due(word) and not reading.negations(tree.parse.heads[word])
        return due or (tree.is_verb(word) and reading.is_to_be(word) and _is_named(tree, word))
    if status is Status.HYPOTHETICAL:
        return reading.leaves_open(tree.parse.heads[word], word)
    return status is Status.ONGOING and tree.parse.deprel[word] in ("nsubj", "nmod") and reading.lasts(word)


def _is_named(tree: Tree, word: int) -> bool:
    """Whether a verb's subject is a name: "Chad is to leave", but not "the aim is to leave"."""
    return any(tree.parse.upos[w] == "PROPN" for w in tree.slots(word).get("subj", ()))


def is_denying(tree: Tree, word: int) -> bool:
    """Whether the event's sentence has a word that negates or denies something, or all words of such a phrase."""
    lemmas, (single, *phrases) = tree.sentence_lemmas(word), tree.pack.denials
    return not lemmas.isdisjoint(single) or any(phrase <= lemmas for phrase in phrases)


class _Reading:
    """One event's way up the tree."""

    def __init__(self, tree: Tree, event: EventType) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.event = event
        self.conditional = False
        self.otherwise = False  # what comes if a demand is not met: "leave or be removed"

    def of(self, word: int, top: int | None = None) -> Status:
        """The status of the event at a word, up to `top`."""
        parse = self.parse
        status = self._own(word, Status.HAPPENED, came_from=None)
        status = self._told_by_clause(word, status)
        current = word
        for _ in range(_HOPS):
            head, relation = parse.heads[current], parse.deprel[current]
            if head == current or current == top:
                break
            if relation == "conj":
                self.otherwise |= self._is_otherwise(current)
                status, current = self._shared(current, head, status), head
                continue
            status, above = self._above(current, head, status)
            if not above:
                break
            current = head
        harm = self.event in _HARM
        if (status is Status.PLANNED and self.conditional and harm) or (
            status is Status.DEMANDED and self.otherwise and harm
        ):
            return Status.THREATENED
        if status is Status.HAPPENED and self._is_question(word):
            return Status.HYPOTHETICAL
        return status

    def of_saying(self, word: int) -> Status:
        """The status at a word under what is known to govern it only: what else holds it does not unsay it."""
        parse, current = self.parse, word
        status = self._own(word, Status.HAPPENED, came_from=None)
        for _ in range(_HOPS):
            head = parse.heads[current]
            if parse.deprel[current] == "conj" and parse.xpos[current] == parse.xpos[head]:
                status = self._shared(current, head, status)
            elif head == current or self.tree.governor(head, current) is None:
                break
            elif parse.xpos[current] not in ("VB", "VBG"):
                break  # "denied what envoys said": it was said
            else:
                status, above = self._above(current, head, status)
                if not above:
                    break
            current = head
        return status

    def _is_otherwise(self, word: int) -> bool:
        otherwise = self.tree.pack.word_classes["otherwise"]
        return any(self.parse.deprel[c] == "cc" and self.parse.lemma[c] in otherwise for c in self.parse.children[word])

    def _above(self, word: int, head: int, status: Status) -> tuple[Status, bool]:
        """The status under the governor `head`, and whether to go on upwards."""
        status = self._marked(word, status)
        row = self.tree.governor(head, word)
        if row is None:
            return self._ungoverned(word, head, status), False
        if row.effect in (_KEEP, _LIGHT):
            return self._own(head, status, came_from=word), True
        if row.effect == Status.DENIED and self.leaves_open(head, word):
            return combine(Status.HYPOTHETICAL, status), False
        if row.effect == _REFUSED:
            status = status if self.event in _SPOKEN and not self.tree.is_verb(word) else combine(Status.DENIED, status)
        elif row.effect == Status.THREATENED and self.event not in _HARM:
            status = combine(Status.PLANNED, status)
        else:
            status = combine(row.effect, status)
        if row.effect != Status.ONGOING:
            status = self._negated(head, status, came_from=word)
        return status, row.effect in (Status.DENIED, Status.ONGOING) or row.kind is not StatusKind.NOUN

    def leaves_open(self, head: int, came_from: int) -> bool:
        """Whether what could be ruled out was not: "did not exclude sanctions"."""
        words = self.parse.lemma[head], *(self.parse.lemma[c] for c in self.parse.children[head])
        known = any(w in self.tree.pack.word_classes["excluding"] for w in words)
        return known and self._negated(head, Status.HAPPENED, came_from=came_from) is Status.DENIED

    def _ungoverned(self, word: int, head: int, status: Status) -> Status:
        """Under nothing that the table knows: a bare infinitive is an aim, the subject of "would" is a guess."""
        parse = self.parse
        if status not in _REAL:
            return status
        relation = parse.deprel[word]
        if parse.xpos[word] == "VB" and relation in ("advcl", "acl", "xcomp", "csubj"):
            spoken = self.event in _SPOKEN and relation == "advcl"
            return status if spoken else Status.HYPOTHETICAL if relation == "csubj" else Status.PLANNED
        if relation == "obj" and self.tree.is_verb(head) and not self.tree.is_verb(word):
            carried = self._carried(head)  # "could lose a grant", "agreed to deepen cooperation"
            if carried in _UNREAL:
                return carried
        if relation in ("nsubj", "nsubj:pass", "csubj") and self.tree.is_verb(head):
            for c in parse.children[head]:
                if parse.deprel[c] == "aux" and self._of_auxiliary(c) in (
                    _WOULD,
                    Status.HYPOTHETICAL,
                ):
                    return Status.HYPOTHETICAL
        return status

    def _carried(self, verb: int) -> Status:
        """The status of a verb that is no event itself, as far as its auxiliaries and its governor say."""
        parse = self.parse
        status = Status.HAPPENED
        for c in parse.children[verb]:
            if parse.deprel[c] == "aux":
                status = combine(self._auxiliary(verb, c), status)
        head = parse.heads[verb]
        row = self.tree.governor(head, verb) if head != verb else None
        if status is Status.HAPPENED and row is not None and row.effect in _UNREAL:
            status = Status(row.effect)
        return status

    def _own(self, word: int, status: Status, *, came_from: int | None) -> Status:
        """What auxiliaries, negations, modifiers and adverbs at the word itself do."""
        parse = self.parse
        negations = 0
        for c in parse.children[word]:
            if c == came_from:
                continue
            lemma, relation = parse.lemma[c], parse.deprel[c]
            if relation == "aux":
                status = combine(self._auxiliary(word, c), status)
            elif self._negates(word, c):
                negations += 1
            elif relation == "advmod":
                status = combine(self._effect(StatusKind.ADV, lemma), status)
            elif relation in ("amod", "compound", "det"):
                status = combine(self._effect(StatusKind.MOD, lemma), status)
            elif relation == "advcl" and self._marked(c, Status.HAPPENED) is Status.HYPOTHETICAL:
                self.conditional = True
        if status is Status.HAPPENED and (self.is_to_be(word) or self.is_due(word)):
            status = Status.PLANNED
        if status is Status.HAPPENED and self._is_present(word, came_from is not None):
            status = Status.ONGOING
        return combine(_NEGATE, status) if negations % 2 else status

    def negations(self, word: int) -> int:
        """How many words at the word itself negate it."""
        return sum(self._negates(word, c) for c in self.parse.children[word])

    def _negates(self, word: int, child: int) -> bool:
        """By an adverb or determiner, a negative subject or object, or an adverbial that has the clause inverted."""
        parse = self.parse
        relation = parse.deprel[child]
        if parse.xpos[child] == "TO" and child and parse.lemma[child - 1] in self.tree.pack.word_classes["not_yet"]:
            return True  # "has yet to attack"
        if relation in ("advmod", "det", "cc", "cc:preconj", "case"):
            return self._effect(StatusKind.NEG, parse.lemma[child]) != _KEEP
        if relation in ("nsubj", "nsubj:pass", "obj", "obl:agent"):
            return self._is_negative(child)
        return (
            relation in ("obl", "obl:unmarked") and child < word and self._is_negative(child) and self._inverted(word)
        )

    def is_contrary_to_fact(self, word: int) -> bool:
        """Whether a condition that did not come true says it, or what would have followed: "had X struck, Y ..."."""
        parse = self.parse
        if parse.deprel[word] == "advcl" and self._inverted(word):
            return True
        return self._is_perfect(word) and any(
            parse.deprel[c] == "advcl" and (self._inverted(c) or self._marked(c, Status.HAPPENED) not in _REAL)
            for c in parse.children[word]
        )

    def _inverted(self, word: int) -> bool:
        """Whether an auxiliary stands before the subject: "at no point did France attack"."""
        parse = self.parse
        subject = next((c for c in parse.children[word] if parse.deprel[c] in ("nsubj", "nsubj:pass")), None)
        return subject is not None and any(
            parse.deprel[c] in ("aux", "aux:pass") and c < subject for c in parse.children[word]
        )

    def lasts(self, word: int) -> bool:
        """Whether what governs or modifies the word itself says that it goes on."""
        parse = self.parse
        row = self.tree.governor(parse.heads[word], word)
        return (row is not None and row.effect == Status.ONGOING) or any(
            parse.deprel[c] == "amod" and self._effect(StatusKind.MOD, parse.lemma[c]) == Status.ONGOING
            for c in parse.children[word]
        )

    def is_to_be(self, word: int) -> bool:
        """ "Is to host": a form of "be" before the infinitive marker."""
        parse = self.parse
        for marker in parse.children[word]:
            if parse.xpos[marker] == "TO":
                break
        else:
            return False
        return (
            marker > 0
            and parse.lemma[marker - 1] in self.tree.pack.word_classes["existential"]
            and parse.xpos[marker - 1] in ("VBZ", "VBP", "VBD")
            and self._marked(word, Status.HAPPENED) is not Status.HYPOTHETICAL  # "if it were to attack"
        )

    def is_due(self, word: int) -> bool:
        """ "Due to sign", "were due to attack": a word of what is about to be right before the infinitive's marker."""
        parse, due = self.parse, self.tree.pack.word_classes["due"]
        below, lemma = parse.children[word], parse.lemma
        case = False
        for c in below:
            if parse.xpos[c] == "TO" and c and lemma[c - 1] in due:
                return True
            case = case or (lemma[c] in due and parse.deprel[c] == "case")
        return case and any(parse.deprel[c] == "obj" for c in below)

    def _of_auxiliary(self, word: int, kind: StatusKind = StatusKind.AUX) -> str:
        """The effect of an auxiliary; modals do not inflect, and are looked up as written."""
        parse = self.parse
        effect = self._effect(kind, parse.words[word].lower()) if parse.xpos[word] == "MD" else _KEEP
        return self._effect(kind, parse.lemma[word]) if effect == _KEEP else effect

    def _auxiliary(self, word: int, auxiliary: int) -> str:
        if self._is_perfect(word) and not self.negations(word):
            effect = self._of_auxiliary(auxiliary, StatusKind.PERFECT)
            if effect != _KEEP:
                return effect  # "could have attacked"
        effect = self._of_auxiliary(auxiliary)
        if effect != _WOULD:
            return effect
        conditional = any(
            self.parse.deprel[c] == "advcl" and self._marked(c, Status.HAPPENED) is not Status.HAPPENED
            for c in self.parse.children[word]
        )
        reported = self.parse.deprel[word] in ("ccomp", "acl:relcl", "acl", "parataxis", "conj")
        return Status.PLANNED if reported and (not conditional or self.event in _HARM) else Status.HYPOTHETICAL

    def _is_perfect(self, word: int) -> bool:
        """Whether a participle stands after an auxiliary in its plain form, as in "would have attacked"."""
        parse = self.parse
        return parse.xpos[word] == "VBN" and any(
            parse.deprel[c] == "aux" and parse.xpos[c] == "VB" for c in parse.children[word]
        )

    def _is_negative(self, word: int) -> bool:
        parse = self.parse
        return self._effect(StatusKind.NEG, parse.lemma[word]) != _KEEP or any(
            parse.deprel[d] in ("det", "cc:preconj") and self._effect(StatusKind.NEG, parse.lemma[d]) != _KEEP
            for d in parse.children[word]
        )

    def _is_present(self, word: int, governs: bool) -> bool:  # noqa: FBT001
        """A progressive, or the simple present of a state that lasts: "backs", "fights"."""
        parse = self.parse
        if parse.xpos[word] not in _PRESENT:
            return False
        auxiliaries = [c for c in parse.children[word] if parse.deprel[c] == "aux"]
        if parse.xpos[word] == "VBG":
            be = any(parse.lemma[c] in self.tree.pack.word_classes["existential"] for c in auxiliaries)
            return be and any(parse.xpos[c] in ("VBP", "VBZ", "VBN") for c in auxiliaries)
        return not auxiliaries and not governs and self.event in _STATES

    def _negated(self, word: int, status: Status, *, came_from: int) -> Status:
        parse = self.parse
        negations = sum(
            (parse.deprel[c] in ("advmod", "det") and self._effect(StatusKind.NEG, parse.lemma[c]) != _KEEP)
            or (parse.deprel[c] in ("nsubj", "nsubj:pass") and c != came_from and self._is_negative(c))
            for c in parse.children[word]
        )
        return combine(_NEGATE, status) if negations % 2 else status

    def _shared(self, word: int, head: int, status: Status) -> Status:
        """What a coordinated word shares with the first: auxiliaries where it has none of its own."""
        parse, tree = self.parse, self.tree
        bound = ("aux", "aux:pass") if parse.xpos[word] == "VBN" else ("aux", "aux:pass", "nsubj", "nsubj:pass")
        own = any(parse.deprel[c] in bound for c in parse.children[word])  # "... were closed, its accounts frozen"
        if own or not (tree.is_verb(word) and tree.is_verb(head)) or parse.xpos[word] != parse.xpos[head]:
            return status
        for c in parse.children[head]:
            if parse.deprel[c] == "aux" and c < word:
                status = combine(self._auxiliary(head, c), status)
        if status is Status.HAPPENED and self.is_to_be(head):
            status = Status.PLANNED
        if self.negations(word):
            return status  # "neither attacked nor threatened" denies each once
        return self._negated(head, status, came_from=word)

    def _told_by_clause(self, word: int, status: Status) -> Status:
        """What a clause on the noun says of it: "a summit planned for May", "talks that were called off"."""
        parse = self.parse
        if self.tree.is_verb(word):
            return status
        for c in parse.children[word]:
            if parse.deprel[c] in ("acl", "acl:relcl") and self.tree.is_verb(c):
                passive = self.tree.is_passive(c)
                row = next((r for rest, r in self._rows(StatusKind.VERB, c) if not rest and "obj" in r.scope), None)
                if row is not None and passive and row.effect not in (_KEEP, _REFUSED):
                    status = self._own(c, combine(row.effect, status), came_from=None)
        return status

    def _marked(self, word: int, status: Status) -> Status:
        parse = self.parse
        for c in [*parse.children[word], *self._strayed(word)]:
            if parse.deprel[c] in ("mark", "advmod", "case"):
                effect = self._mark_effect(c)
                if effect == _AWAITED:
                    return combine(Status.DEMANDED, status) if self.event in _YIELDING else status
                if effect != _KEEP:
                    if effect == Status.HYPOTHETICAL and status is Status.DENIED:
                        return Status.DEMANDED  # "if it does not withdraw"
                    return combine(effect, status)
        if parse.deprel[word] == "advcl" and self._inverted(word):
            opening = next(c for c in parse.children[word] if parse.deprel[c] in ("aux", "aux:pass"))
            return combine(self._of_auxiliary(opening, StatusKind.INVERTED), status)
        return status

    def _strayed(self, word: int) -> list[int]:
        """The mark of a clause before its main verb, where the tree hangs it on the main verb."""
        parse, head = self.parse, self.parse.heads[word]
        if parse.deprel[word] != "advcl" or head < word:
            return []
        return [c for c in parse.children[head] if parse.deprel[c] == "mark" and c < word]

    def _mark_effect(self, mark: int) -> str:
        """The effect of a word that opens a clause, or of a phrase of which it is the first word."""
        lemmas = self.parse.lemma
        for rest, row in self._rows(StatusKind.MARK, mark):
            if tuple(lemmas[mark + 1 : mark + 1 + len(rest)]) == rest:
                return row.effect
        return _KEEP

    def _is_question(self, word: int) -> bool:
        start, end = self.parse.sentence_range(self.parse.sentence_of[word])
        return self.parse.words[end - 1] == "?" and self.parse.heads[word] == word and end > start

    def _rows(self, kind: StatusKind, word: int) -> list[tuple[tuple[str, ...], StatusRow]]:
        return self.tree.governors.get((kind, self.parse.lemma[word]), [])

    def _effect(self, kind: StatusKind, lemma: str) -> str:
        rows = self.tree.governors.get((kind, lemma))
        return rows[0][1].effect if rows else _KEEP
