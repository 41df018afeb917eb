"""Whom a pronoun that speaks stands for: a log-linear choice among the entities mentioned near before it."""

from collections.abc import Container, Iterable, Mapping, Sequence

from onrecord.lang.actor_index import chunks_of
from onrecord.lang.actors import PronounRow
from onrecord.parse.mention_entities import Entity, Piece, same_person
from onrecord.parse.mention_pronouns import (
    SUBJECTS,
    WINDOW,
    agreement,
    by_rule,
    distance_between,
    function_head,
    quoted_words,
    relation_kind,
)
from onrecord.parse.parse import Parse, Span

__all__ = ["Antecedents"]

_SPEAKING = ("nominal", "person")
_FRONTED = 2  # words before whom a clause is about: "as for"
_PIECES = 4  # last mentions that are looked at
_SURE = 0.1  # the encoder's score of an attribution below which its content is seldom what is said
_JUST = 2  # sentences since somebody spoke
_COUNTS = (2, 3, 5, 8)
_WORDS = (5, 10, 20, 40, 80)


class Antecedents:
    """Chooses among the entities of an article the one that a pronoun stands for: a log-linear model.

    The weights are fitted by `training/mentions/fit.py` on the speakers of annotated statements.
    """

    def __init__(
        self, parse: Parse, cues: Container[str], weights: Mapping[str, float], about: Container[str] = ()
    ) -> None:
        self.parse = parse
        self._about = about
        self.quoted = quoted_words(parse)
        self._cues = cues
        self._weights = weights
        self._sources: dict[int, int] = {}  # by word of an attribution's source, its number
        self._contents: dict[int, int] = {}  # by word of what is said, the number of its attribution
        for number, found in enumerate(parse.attributions):
            for spans, words in ((found.source, self._sources), (found.content, self._contents)):
                for s in spans:
                    words.update(dict.fromkeys(range(s.start, s.end), number))
        self._spoken_of: dict[int, list[tuple[str, ...]]] = {}  # by word of a source, whom what it says names
        self._fronted: dict[int, list[tuple[str, ...]]] = {}  # ... before it and without quotation marks
        self._spoken_by: dict[int, list[tuple[str, ...]]] = {}  # by word that is quoted, the names of who says it
        self._name_the_sides()
        self.asked: dict[int, list[tuple[Entity, list[str]]]] = {}  # who could be meant, with the evidence, by word

    def choose(self, recent: Iterable[Entity], word: int, row: PronounRow) -> Entity | None:
        """The entity among `recent` (last mentioned first) that the pronoun at `word` stands for best.

        Of a pronoun that reports nothing, hand-set scores decide; of one that does, the weights, with the hand's choice
        among the evidence.
        """
        recent = list(recent)
        if word in self._sources:
            recent = [e for e in recent if not self.only_quoted(e, word)]
        if row.kind != "reflexive":
            recent = self._others(recent, word, row)
        first = by_rule(self.parse, recent, word, row, self.quoted)
        if first is None or not self.reports(word):
            return first
        topic = self._topic(recent, word, row)
        if topic is not None:
            return topic
        found = self.candidates(recent, word, row)
        for entity, evidence in found:
            if entity is first:
                evidence.append("by-rule")
        self.asked[word] = found
        scores = [sum(self._weights.get(name, 0.0) for name in evidence) for _, evidence in found]
        best = found[scores.index(max(scores))][0] if found else first
        return self._who_spoke_since(best, found, word) or best

    def _who_spoke_since(self, person: Entity, found: Sequence[tuple[Entity, list[str]]], word: int) -> Entity | None:
        """Who has spoken since somebody was mentioned last, without a name, or with one but not as a subject: "[The
        envoy] said so. Peru, [he] said,", "..., according to [Ana Diaz]. [She] said"."""
        if person.kind != "person":
            return None
        last = next((m.head for m in reversed(person.mentions[-_PIECES:]) if m.start < word), word)
        for entity, evidence in found:
            piece = next((m for m in reversed(entity.mentions[-_PIECES:]) if m.start < word), None)
            if piece is None or piece.head < last or "reported" not in evidence:
                continue
            fits = ("relation=subject" in evidence) == (entity.kind == "nominal") and entity.kind in _SPEAKING
            if fits and self.parse.sentence_of[piece.head] > self.parse.sentence_of[last]:
                return entity
        return None

    def _topic(self, recent: Iterable[Entity], word: int, row: PronounRow) -> Entity | None:
        """Whom the clause is said to be about before it begins: "As for [Diaz], he said"."""
        parse = self.parse
        start = parse.sentence_range(parse.sentence_of[word])[0]
        if word < start + 2 or parse.words[word - 1] != "," or parse.deprel[word] not in SUBJECTS:
            return None
        for entity in recent:
            piece = entity.mentions[-1]
            if piece.form != "name" or piece.end != word - 1 or not start < piece.start <= start + _FRONTED:
                continue
            before = range(start, piece.start)
            fronted = all(parse.upos[i] == "ADP" for i in before) and parse.lower[piece.start - 1] in self._about
            return entity if fronted and agreement(parse, entity, word, row, self.quoted) else None
        return None

    def candidates(self, recent: Iterable[Entity], word: int, row: PronounRow) -> list[tuple[Entity, list[str]]]:
        """Who agrees with the pronoun and was mentioned near before it, with the evidence for each."""
        found: list[tuple[Entity, list[str]]] = []
        for entity in recent:
            fit = agreement(self.parse, entity, word, row, self.quoted)
            piece = next((m for m in reversed(entity.mentions[-_PIECES:]) if m.start < word), None) if fit else None
            if piece is None:
                continue
            distance = self._distance(piece, word)
            if distance <= WINDOW:
                found.append((entity, self._evidence(entity, piece, word, row, (fit, distance, len(found)))))
        self._compare(found, word)
        return found

    def only_quoted(self, entity: Entity, word: int) -> bool:
        """Whether somebody was named only in the quotation whose source a pronoun is: then he does not say it."""
        number = self._sources.get(word)
        if number is None:
            return False
        quoted = self.quoted.words
        return all(self._contents.get(m.head) == number and quoted[m.head] for m in entity.mentions if m.start < word)

    def _name_the_sides(self) -> None:
        """Notes whom what is said names, for a pronoun that speaks, and who says it, for one that is quoted."""
        parse, quoted = self.parse, self.quoted.words
        starts = {n.start: n for n in parse.names}
        for found in (a for a in parse.attributions if a.score >= _SURE):
            source = [i for s in found.source for i in range(s.start, s.end)]
            content = [i for s in found.content for i in range(s.start, s.end)]
            whole = all(quoted[i] or parse.upos[i] == "PUNCT" for i in content)  # in a part of it "he" may say "he"
            said = [i for i in content if i in starts]
            for i in (i for i in source if parse.upos[i] == "PRON"):
                for name in said:
                    sides = self._fronted if name < i and not quoted[name] else self._spoken_of
                    sides.setdefault(i, []).append(_key(parse, starts[name]))
            names = [_key(parse, starts[i]) for i in source if i in starts] if whole else []
            for i in (i for i in content if names and parse.upos[i] == "PRON"):
                self._spoken_by.setdefault(i, []).extend(names)

    def _others(self, recent: list[Entity], word: int, row: PronounRow) -> list[Entity]:
        """Those whom a pronoun can mean: not whom its own words name ("He said that Diaz was wrong"), nor who says the
        words that it stands in ("[He] was wrong," Diaz said).

        "Diaz was wrong, [he] said" may be Diaz, but not where another has just spoken.
        """
        named = (*self._spoken_of.get(word, ()), *self._spoken_by.get(word, ()))
        recent = [e for e in recent if not _is_named(e, named)] if named else recent
        fronted = self._fronted.get(word)
        if fronted is None:
            return recent
        others = [e for e in recent if not _is_named(e, fronted)]
        return others if any(self._has_just_spoken(e, word, row) for e in others) else recent

    def _has_just_spoken(self, entity: Entity, word: int, row: PronounRow) -> bool:
        last = self._last_report(entity, word) if agreement(self.parse, entity, word, row, self.quoted) else -1
        if last < 0:
            return False
        first, second = self.parse.sentence_of[last], self.parse.sentence_of[word]
        return distance_between(self.quoted, first, second, inside=self.quoted.words[word]) <= _JUST

    def tells_gender(self, entity: Entity, word: int) -> bool:
        """Whether a pronoun is a safe sign of somebody's gender.

        It is not where it is quoted, and not in what he himself is said to have said, where it is often another: "Ti
        said it seemed as though she was neglected".
        """
        number = self._contents.get(word)
        own = number is not None and any(self._sources.get(m.head) == number for m in entity.mentions)
        return not own and not self.quoted.words[word]

    def _compare(self, found: Sequence[tuple[Entity, list[str]]], word: int) -> None:
        """Adds what only a comparison says: who spoke last, who is spoken of most."""
        if len(found) < 2:
            return
        said = [self._last_report(entity, word) for entity, _ in found]
        often = [len(entity.mentions) for entity, _ in found]
        latest, most = max(said), max(often)
        for (_, evidence), last, count in zip(found, said, often, strict=True):
            if latest >= 0 and last == latest:
                evidence.append("spoke-last")
            if count == most and often.count(most) == 1:
                evidence.append("most-mentioned")

    def _last_report(self, entity: Entity, word: int) -> int:
        """Where an entity spoke last; who speaks only inside another's words does not count outside them."""
        here = self._contents.get(word)
        heads = (m.head for m in reversed(entity.mentions[-_PIECES:]) if m.start < word)
        heads = (h for h in heads if self._contents.get(h) in (None, here))
        return next((h for h in heads if self.reports(function_head(self.parse, h))), -1)

    def _distance(self, piece: Piece, word: int) -> int:
        first, second = self.parse.sentence_of[piece.head], self.parse.sentence_of[word]
        return distance_between(self.quoted, first, second, inside=self.quoted.words[word])

    def _evidence(
        self, entity: Entity, piece: Piece, word: int, row: PronounRow, place: tuple[float, int, int]
    ) -> list[str]:
        parse, quoted = self.parse, self.quoted.words
        fit, distance, rank = place
        who = row.gender or row.number or "any"
        head = function_head(parse, piece.head)
        relation = self._best_relation(entity, piece, word)
        found = [
            f"fit={fit}:{who}",
            f"distance={distance}",
            f"distance={distance}:{relation}",
            f"rank={min(rank, 3)}",
            f"rank={min(rank, 3)}:{row.kind}",
            f"relation={relation}",
            f"deprel={parse.deprel[head]}",
            f"form={piece.form}",
            f"form={piece.form}:distance={min(distance, 2)}",
            f"kind={entity.kind}:{who}",
            f"mentions={_step(len(entity.mentions), _COUNTS)}",
            f"gender={'known' if entity.gender else 'open'}:{who}",
            f"words={_step(word - piece.head, _WORDS)}",
        ]
        if quoted[piece.head] != quoted[word]:
            found.append("into-quotation" if quoted[word] else "from-quotation")
        said, here = self._contents.get(piece.head), self._contents.get(word)
        if said is not None and said == self._sources.get(word):
            found += ["own-content", f"own-content:{relation}", f"own-content:{piece.form}"]
        elif said is not None and said != here:
            found.append("from-content")
        if here is not None and said != here:
            found.append("source-of-content" if self._sources.get(piece.head) == here else "into-content")
        if distance == 0 and row.kind == "personal" and parse.heads[head] == parse.heads[word]:
            found.append("same-verb")  # the other argument of the same verb
        if parse.paragraph_of[piece.head] == parse.paragraph_of[word]:
            found.append("paragraph")
        if self.reports(head):
            found += ["reported", f"reported:distance={distance}"]
        if self._last_report(entity, word) >= 0:
            found.append("speaker")
        if row.kind == "possessive":  # "its minister said": other evidence counts than for who speaks himself
            found += [f"{name}:its" for name in found]
        return found

    def _best_relation(self, entity: Entity, last: Piece, word: int) -> str:
        """Subject, if any of the last mentions in that sentence is one; else what the last one is."""
        parse = self.parse
        here = parse.sentence_of[last.head]
        near = [m for m in entity.mentions[-_PIECES:] if m.start < word and parse.sentence_of[m.head] == here]
        relations = [relation_kind(parse.deprel[function_head(parse, m.head)]) for m in near]
        return "subject" if "subject" in relations else relations[-1]

    def reports(self, word: int) -> bool:
        """Whether a word is the source of what is said, by the encoder or as subject of a reporting verb."""
        parse = self.parse
        return word in self._sources or (
            parse.deprel[word] in SUBJECTS and parse.lemma[parse.heads[word]] in self._cues
        )


def _is_named(entity: Entity, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of the names is a person's."""
    if entity.kind != "person":
        return False
    return any(
        key and any(key[-1] == name[-1] and same_person(key, name) for name in entity.whole_names(key)) for key in names
    )


def _key(parse: Parse, name: Span) -> tuple[str, ...]:
    return chunks_of(parse.words[name.start : name.end])


def _step(value: int, steps: tuple[int, ...]) -> int:
    return sum(value >= s for s in steps)
