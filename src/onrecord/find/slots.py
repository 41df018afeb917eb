"""Who fills which slot of a verb or noun in the tree: subjects through control, passives, relative clauses and light
verbs, objects, and what stands under each preposition. Slots are head words; names of slots are UD's or a preposition.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.find.fillers import fillers, is_oblique, lent, shared_objects
from onrecord.find.voice import is_gerund, is_passive
from onrecord.lang import LanguagePack
from onrecord.lang.frames import StatusKind, StatusRow, TimeKind
from onrecord.parse.mention_relatives import first_of_several
from onrecord.parse.parse import Parse

__all__ = ["Slots", "Tree"]

Slots = dict[str, list[int]]
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "advcl:relcl", "acl:relcl"})
_CLOSE = ("compound", "conj", "flat")
_DEEP = 4
_DOUBTFUL = ("PART", "NUM", "X")  # tags that the encoder mistakes verbs for; the finer tag tells
_FINITE = ("VBD", "VBZ", "VBP")
_WITHIN = frozenset({"case", "det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "flat"})
_BESIDE = frozenset({"conj", "appos", "obl", "obl:agent", "dep", "parataxis"})  # what "not" denies by itself
_NEAR_BUT = 4  # words from "not X" to its "but"
_COMMA = ","
_LIGHT = "light"  # the effect of a verb that only carries its noun


@dataclass(frozen=True)
class Tree:
    """A parse with the tables of status and control, and the slots of its words (each computed once)."""

    parse: Parse
    pack: LanguagePack
    untold: dict[int, int | None] = field(default_factory=dict)  # what `onrecord.find.unsaid` found, by word
    _slots: dict[int, Slots] = field(default_factory=dict)
    _lemmas: dict[int, frozenset[str]] = field(default_factory=dict)
    _together: dict[int, frozenset[str]] = field(default_factory=dict)
    _closer: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _left_out: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def governors(self) -> dict[tuple[StatusKind, str], list[tuple[tuple[str, ...], StatusRow]]]:
        """The status rows by kind and first word, with the words of the phrase that follow it."""
        return self.pack.status_index

    @cached_property
    def case(self) -> list[str | None]:
        """For each word the preposition (or possessive) that marks it, in small letters."""
        parse = self.parse
        case: list[str | None] = [None] * len(parse)
        out, origin = self.words_of("out"), self.words_of("origin")[0]
        for i, relation in enumerate(parse.deprel):
            if relation == "case" and case[parse.heads[i]] is None:
                case[parse.heads[i]] = origin if parse.lemma[i] in out else parse.lemma[i]  # "out of"
        return case

    @cached_property
    def words_of(self) -> Callable[[str], tuple[str, ...]]:
        """The words of a class of the language's `classes.tsv`, sorted."""
        return self.pack.sorted_classes.__getitem__

    @cached_property
    def mutual_verbs(self) -> frozenset[int]:
        """The verbs of what several do to each other."""
        parse, phrases = self.parse, {tuple(p.split()) for p in self.words_of("reciprocal")}
        lower, last = parse.lower, {p[-1] for p in phrases}
        found = set()
        for word in (i for i in range(1, len(parse)) if lower[i] in last and (lower[i - 1], lower[i]) in phrases):
            head = word
            while parse.heads[head] != head and (head >= word - 1 or not self.is_verb(head)):
                head = parse.heads[head]
            if head < word and self.is_verb(head):
                found.add(head)
        return frozenset(found)

    def sentence_lemmas(self, word: int) -> frozenset[str]:
        """The lemmas of a word's sentence."""
        sentence = self.parse.sentence_of[word]
        found = self._lemmas.get(sentence)
        if found is None:
            start, end = self.parse.sentence_range(sentence)
            found = self._lemmas[sentence] = frozenset(self.parse.lemma[start:end])
        return found

    def together(self, word: int) -> frozenset[str]:
        """The lemmas of a noun, its compounds, genitive and conjuncts: "members of parliament", "oil and gas"."""
        found = self._together.get(word)
        if found is None:
            parse, genitives = self.parse, self.words_of("genitive")
            others = [
                c
                for c in parse.children[word]
                if parse.deprel[c] in _CLOSE or (parse.deprel[c] == "nmod" and self.case[c] in genitives)
            ]
            found = self._together[word] = frozenset([parse.lemma[c] for c in (word, *others)])
        return found

    def is_time(self, word: int) -> bool:
        """Whether a word is a date or a word of time; not "the two", "all three"."""
        row = self.pack.time_index.get(self.parse.lemma[word])
        if row is None or word in self._dates:
            return word in self._dates
        return row.kind is not TimeKind.NUMBER or all(self.parse.upos[c] != "DET" for c in self.parse.children[word])

    @cached_property
    def _dates(self) -> frozenset[int]:
        return frozenset(i for n in self.parse.names if n.label == "DATE" for i in range(n.start, n.end))

    @cached_property
    def is_verb(self) -> Callable[[int], bool]:
        """Whether a word is a verb or a participle."""
        tags = zip(self.parse.upos, self.parse.xpos, strict=True)
        verbs = [u == "VERB" or u == "AUX" or (u in _DOUBTFUL and x.startswith("VB")) for u, x in tags]
        return verbs.__getitem__

    def is_auxiliary(self, word: int) -> bool:
        """Whether a word is the auxiliary of a verb."""
        return self.parse.upos[word] == "AUX" and self.parse.deprel[word] == "aux" and self.parse.heads[word] != word

    def is_passive(self, word: int) -> bool:
        """Whether a verb form is passive: by its auxiliary or subject, or a bare past participle after a noun."""
        return is_passive(self, word)

    def is_left_out(self, word: int) -> bool:
        """Whether a noun is named as one that is not meant: "Chad and not Mali", "Chad rather than Mali", and the
        first of "not Mali but Chad"."""
        parse = self.parse
        known = self._left_out.get(word)
        if known is None:
            inner = [c for c in parse.children[word] if c < word and parse.deprel[c] in _WITHIN]
            before = min([word, *inner]) - 1
            known = self._left_out[word] = before >= 0 and (self._is_instead(before) or self._is_denied(before, word))
        return known

    def _is_instead(self, last: int) -> bool:
        """Whether a phrase such as "rather than" ends at a word."""
        lemma = self.parse.lemma
        return last > 0 and lemma[last] in self.words_of("than") and lemma[last - 1] in self.words_of("sooner")

    def _is_denied(self, mark: int, word: int) -> bool:
        """Whether a "not" before a noun is the noun's own, and does not negate the whole clause."""
        parse = self.parse
        if parse.lemma[mark] not in self.words_of("left_out") or parse.heads[mark] != word:
            return False
        before = range(parse.heads[word] + 1, word)
        again = any(parse.heads[i] == parse.heads[word] and parse.deprel[i] == parse.deprel[word] for i in before)
        if again or parse.deprel[word] in _BESIDE:
            return True
        after = range(word + 1, min(word + _NEAR_BUT, len(parse)))
        return any(parse.deprel[i] == "cc" and parse.lemma[i] in self.words_of("contrast") for i in after)

    def subjects(self, word: int) -> list[int]:
        """The subjects that stand at a word itself."""
        return [c for c in self.parse.children[word] if self.parse.deprel[c] in _SUBJECTS]

    def slots(self, word: int) -> Slots:
        """The slots of a verb or noun."""
        found = self._slots.get(word)
        if found is None:
            if self.is_auxiliary(word):
                return self.slots(self.parse.heads[word])
            self._slots[word] = {}  # a cycle of control finds nothing
            found = self._slots[word] = self._verb_slots(word) if self.is_verb(word) else self._noun_slots(word)
        return found

    # --- verbs

    def _verb_slots(self, word: int) -> Slots:
        parse, slots = self.parse, Slots()
        passive = self.is_passive(word)
        loose = self._loose_objects(word)
        for c in fillers(self, word):
            slot = self._verb_slot(c, passive=passive) if c not in loose else None
            if slot:
                slots.setdefault(slot, []).append(self._antecedent(c, word))
        if not slots.get("obj"):
            taken = [self._antecedent(c, v) for v in parse.children[word] if v > word for c in lent(self, v)]
            slots.update({"obj": taken} if taken else {})
        if not slots.get("obj") and not passive:
            shared = shared_objects(self, word)
            slots.update({"obj": shared} if shared else {})
        if slots.get("obj") and not slots.get("subj") and self._is_inverted(word):
            slots["subj"] = slots.pop("obj")
        self._of_noun(word, slots, passive=passive)
        if not slots.get("subj") and not (passive and not slots.get("obj")):
            inherited = [] if passive else self.understood(word)
            if inherited:
                slots["subj"] = inherited
        if passive and not slots.get("obj"):
            inherited = self.understood(word)
            if inherited:
                slots["obj"] = inherited
        return slots

    def _of_noun(self, word: int, slots: Slots, *, passive: bool) -> None:
        """Let the noun that a participle or a relative clause hangs on fill the slot that it leaves open."""
        parse, relation, own = self.parse, self.parse.deprel[word], "obj" if passive else "subj"
        if relation == "acl:relcl":
            self._fill_gap(word, slots, passive=passive)
        elif relation in ("acl", "amod"):
            if not slots.get(own):
                slots[own] = (self._so_called(word) if relation == "acl" else []) or [parse.heads[word]]
            elif not slots.get("obj") and not self._marks(word) and not self.is_time(parse.heads[word]):
                slots["obj"] = [parse.heads[word]]  # "a plan that Chad had accepted", where the tree has no relative

    def _so_called(self, word: int) -> list[int]:
        """Who is said to be what an infinitive hangs on: "Chad became the first [member] of the union to pay"."""
        parse, noun = self.parse, self.parse.heads[word]
        if not any(parse.xpos[c] == "TO" for c in parse.children[word]):
            return []
        return self.subjects(noun) or (self.subjects(parse.heads[noun]) if parse.deprel[noun] == "xcomp" else [])

    def _loose_objects(self, verb: int) -> list[int]:
        """What hangs on a verb as a further object though it only sums up what was done: "recalled its envoy on
        Sunday, a step that Chad regretted"."""
        parse = self.parse
        objects = [c for c in parse.children[verb] if c > verb and parse.deprel[c] == "obj"]
        for number, c in enumerate(objects[1:], 1):
            if parse.upos[c] == "NOUN" and any(self._opens_anew(d) for d in parse.children[c]):
                return objects[number:]
        return []

    def _opens_anew(self, word: int) -> bool:
        """Whether a word is an indefinite article behind a comma."""
        parse = self.parse
        behind = word > 0 and parse.words[word - 1] == _COMMA and parse.deprel[word] == "det"
        return behind and parse.lemma[word] in self.words_of("indefinite")

    def _is_inverted(self, word: int) -> bool:
        """Whether who speaks follows the verb, which follows what he says: "'Go,' pleaded X"."""
        parse = self.parse
        if parse.xpos[word] not in _FINITE or not word or parse.upos[word - 1] != "PUNCT":
            return False
        said = any(c < word and parse.deprel[c] in ("ccomp", "parataxis") for c in parse.children[word])
        return said and any(parse.deprel[c] == "obj" and parse.subtree(c)[0] == word + 1 for c in parse.children[word])

    def _verb_slot(self, child: int, *, passive: bool) -> str | None:
        relation = self.parse.deprel[child]
        if is_oblique(self, child):
            return self.case[child]
        if relation in _SUBJECTS:
            return "obj" if passive and relation in ("nsubj:pass", "nsubj") else "subj"
        if relation == "obl:agent":
            return "subj"
        if relation in ("obj", "iobj"):
            return relation
        if relation == "compound:prt":
            return None
        if relation in ("obl", "nmod"):
            by = passive and self.case[child] in self.words_of("agent_marker")
            agent = by and self.parse.lemma[child] not in self.words_of("manner")
            return "subj" if agent else self.case[child] or "obl"
        if relation == "obl:unmarked":
            return "obl"
        return None

    def _antecedent(self, word: int, verb: int) -> int:
        """The noun that a relative pronoun stands for: what its clause is on, else the last noun before it."""
        parse = self.parse
        if parse.xpos[word] not in ("WP", "WDT", "WP$", "IN"):
            return word
        if parse.deprel[verb] == "acl:relcl":
            return first_of_several(parse, verb)
        start = parse.sentence_range(parse.sentence_of[word])[0]
        return next((i for i in range(word - 1, max(start, word - 4) - 1, -1) if self._is_meant(i)), word)

    def _is_meant(self, word: int) -> bool:
        return self.parse.upos[word] in ("NOUN", "PROPN") and not self.is_left_out(word)

    def _fill_gap(self, verb: int, slots: Slots, *, passive: bool) -> None:
        noun = first_of_several(self.parse, verb)
        if any(noun in words for words in slots.values()) or self._has_no_gap(verb):
            return
        if not slots.get("subj") and not (passive and slots.get("obj")):
            slots.setdefault("obj" if passive else "subj", []).append(noun)
        elif not slots.get("obj"):
            slots.setdefault("obj", []).append(noun)

    def _has_no_gap(self, verb: int) -> bool:
        """Whether a relative clause says something of the noun's own or of what happened there: "whose", "where"."""
        parse = self.parse
        below = (*parse.children[verb], *(c for w in parse.children[verb] for c in parse.children[w] if w < verb))
        return any(c < verb and parse.xpos[c] in ("WP$", "WRB") for c in below)

    def understood(self, word: int) -> list[int]:
        """The subject that a verb shares with, or is given by, the word above it."""
        parse = self.parse
        relation, head = parse.deprel[word].split(":")[0], parse.heads[word]
        if head == word:
            return []
        if relation == "conj" and self.is_verb(head):
            slots = self.slots(head)
            return slots["obj"] if slots.get("obj") and self.is_passive(head) else slots.get("subj", [])
        if relation in _CLAUSAL or relation == "conj":
            return self._controller(word, head)
        return []

    def _controller(self, word: int, head: int) -> list[int]:
        parse = self.parse
        slots = self.slots(head)
        row = self.governor(head, word)
        if not self.is_verb(head):
            if parse.upos[head] == "ADJ":
                return [self._antecedent(c, head) for c in self.subjects(head)] or self.understood(head)
            return self.actor_of_noun(head, slots)
        passive = self.is_passive(head)
        if parse.deprel[word] == "advcl" and row is None:
            if slots.get("obj") and not passive and self._is_ground(word):
                return slots["obj"]
            return slots.get("obj", []) if passive else slots.get("subj", [])
        control = row.control if row is not None else ("obj",) if relation_is_complement(parse.deprel[word]) else ()
        for slot in control:
            if slots.get(slot):
                return slots[slot]
        if row is not None and row.control and "subj" not in row.control:
            return []
        return slots.get("subj") or (slots.get("obj", []) if passive else [])

    def _is_ground(self, word: int) -> bool:
        """Whether a gerund says what the object is praised, blamed or punished for: "thanked him for coming"."""
        return self.parse.xpos[word] == "VBG" and self._marks(word)[:1] in [[m] for m in self.words_of("ground")]

    # --- nouns

    def _noun_slots(self, word: int) -> Slots:
        parse, slots = self.parse, Slots()
        for c in parse.children[word]:
            relation = parse.deprel[c]
            if relation == "nmod:poss":
                slots.setdefault("poss", []).append(c)
            elif relation in ("nmod", "obl", "obl:agent"):
                slots.setdefault(self.case[c] or "nmod", []).append(c)
            elif relation in ("compound", "amod", "nmod:unmarked", "nmod:desc") and c < word:
                slots.setdefault("mod", []).append(c)
            elif relation in _SUBJECTS:  # a predicate: "it was an attack on ..."
                slots.setdefault("cop", []).append(self._antecedent(c, word))
            elif relation == "acl" and self.is_verb(c) and self.is_passive(c):
                for slot, words in self._obliques(c).items():
                    slots.setdefault(slot, []).extend(words)
        self._light(word, slots)
        return slots

    def _is_amount(self, noun: int, word: int) -> bool:
        """Whether a noun only counts the acts that it is of: "a round of talks", "two hours of talks"."""
        parse = self.parse
        counts = parse.lemma[noun] in self.words_of("amount") or self.is_time(noun)
        return counts and self.case[word] in self.words_of("genitive")

    def _obliques(self, verb: int) -> Slots:
        slots = Slots()
        for c in self.parse.children[verb]:
            slot = self._verb_slot(c, passive=True)
            if slot and slot != "obj":
                slots.setdefault(slot, []).append(c)
        return slots

    def _light(self, word: int, slots: Slots) -> None:
        """What the verb that carries the noun adds: its subject and what stands under its prepositions."""
        parse, counted = self.parse, word
        if parse.deprel[word] == "nmod" and self._is_amount(parse.heads[word], word):
            counted = parse.heads[word]
        head, relation = parse.heads[counted], parse.deprel[counted]
        if relation == "conj":
            head, relation = parse.heads[head], parse.deprel[head]
        if head == counted or not self.is_verb(head) or relation in ("nsubj", "csubj"):
            return
        is_obj = relation in ("obj", "nsubj:pass") or (counted != word and relation == "obl:unmarked")
        if not is_obj and relation not in ("obl", "xcomp"):
            return
        row = self.governor(head, counted)
        above = self.slots(head)
        if row is not None and (row.effect == _LIGHT or row.control):
            control = row.control if row.control and not is_obj else ("subj",)
            owner = next((above[slot] for slot in control if above.get(slot)), [])
            met = is_obj and parse.lemma[head] in self.words_of("meeting_verb")
            slots["met" if met else "carried"] = [w for w in owner if w not in (word, counted)]
        if is_obj:
            for slot, words in above.items():
                if slot not in ("subj", "obj", "carried", "met"):
                    slots.setdefault(slot, []).extend(w for w in words if w not in slots.get(slot, []))

    def actor_of_noun(self, word: int, slots: Slots) -> list[int]:
        """Whose a nominal act is: by, possessive, carrier, or an adjective or name before it."""
        for slot in (
            *self.words_of("agent_marker"),
            "subj",
            "poss",
            "carried",
            "mod",
            "cop",
            *self.words_of("genitive"),
        ):
            if slots.get(slot):
                return slots[slot]
        return []

    # --- what governs

    def governor(self, head: int, word: int) -> StatusRow | None:
        """The row of `status.tsv` by which `head` governs `word`, if there is one."""
        parse = self.parse
        upos = parse.upos[head]
        kind = StatusKind.VERB if self.is_verb(head) else StatusKind.ADJ if upos == "ADJ" else StatusKind.NOUN
        rows = None
        if parse.xpos[head] == "VBG":  # "is going to", which is not what "went to" is
            rows = self.governors.get((kind, parse.words[head].lower()))
        rows = rows or self.governors.get((kind, parse.lemma[head]))
        if not rows:
            return None
        slots = self.scope_slots(head, word)
        for rest, row in rows:
            if not slots.isdisjoint(row.scope) and (not rest or self.has_words(head, rest)):
                return row
        return None

    def scope_slots(self, head: int, word: int) -> frozenset[str]:
        """What a word is to its governor: its clause (and of which form), object, subject, or its preposition."""
        parse = self.parse
        relation = parse.deprel[word]
        base = relation.split(":")[0]
        if base in ("xcomp", "ccomp", "csubj", "acl", "advcl") and relation not in ("acl:relcl", "advcl:relcl"):
            return self._clause_slots(word, base)
        if relation == "nsubj:pass" or (relation == "nsubj" and self.is_verb(head) and self.is_passive(head)):
            return frozenset({"obj"})
        if base == "nsubj":
            return frozenset({"subj"})
        if base == "obj":
            return frozenset({"obj"})
        return frozenset({self.case[word] or base})

    def _clause_slots(self, word: int, base: str) -> frozenset[str]:
        parse = self.parse
        children = parse.children[word]
        if any(parse.xpos[c] == "TO" for c in children):
            return frozenset({"comp", "inf"})
        gerund = is_gerund(parse, word)
        if gerund or base in ("acl", "advcl"):
            marks = self._marks(word)
            if marks and gerund:
                return frozenset({marks[0]})
            return frozenset({"comp"}) if base in ("xcomp", "ccomp") or (base == "acl" and marks) else frozenset()
        bare = parse.xpos[word] == "VB" or any(
            parse.deprel[c] in ("aux:pass", "cop") and parse.xpos[c] == "VB" for c in children
        )
        if bare and not any(parse.deprel[c] == "aux" for c in children):
            return frozenset({"comp", "inf", "base"})
        return frozenset({"comp", "fin"})

    def _marks(self, word: int) -> list[str]:
        return [self.parse.lemma[c] for c in self.parse.children[word] if self.parse.deprel[c] in ("mark", "case")]

    def has_words(self, head: int, rest: tuple[str, ...]) -> bool:
        """Whether the other words of a phrase stand below its first."""
        below = {self.parse.lemma[c] for c in self.near(head, 2)}
        return all(r in below for r in rest)

    def near(self, word: int, depth: int) -> list[int]:
        """The words below a word down to a depth, not into coordinated, relative or loosely joined clauses."""
        found: list[int] = []
        level: Sequence[int] = (word,)
        for _ in range(min(depth, _DEEP)):
            level = [c for w in level for c in self._below(w)]
            if not level:
                break
            found += level
        return found

    def _below(self, word: int) -> tuple[int, ...]:
        found = self._closer.get(word)
        if found is None:
            parse = self.parse
            found = self._closer[word] = tuple([c for c in parse.children[word] if parse.deprel[c] not in _APART])
        return found


def relation_is_complement(relation: str) -> bool:
    """Whether a relation is that of a complement clause.

    >>> relation_is_complement("xcomp")
    True
    """
    return relation in ("xcomp", "ccomp")


_APART = frozenset({"conj", "parataxis", "acl:relcl", "punct", "discourse", "appos", "advcl:relcl", "cc"})
