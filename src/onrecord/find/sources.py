"""Sources that stand apart from their words: a name and a colon before them, a dash and a name after them, and the
speaker of the quotation before, where a quoted paragraph has no cue of its own."""

from msgspec.structs import replace

from onrecord.find.drafts import Draft
from onrecord.find.phrases import noun_phrase, subject_of
from onrecord.find.view import QUOTE_WORDS, View, Words

__all__ = ["complete_sources", "label_before", "signature_after"]

_DASHES = frozenset({"-", "–", "—", "--", "―"})
_ANNOUNCEMENT = 12  # words from a verb to the colon that closes its paragraph
_TITLE_LENGTH = 10  # words of a title and the name behind it
_NAME_LENGTH = 6  # words of a name before a colon or after a dash


def complete_sources(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts, in the order of the text, those without source or cue completed from beside the quotation or from
    the one before."""
    done: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda d: d.content[0]):
        if draft.source is None and draft.cue is None:
            draft = _completed(view, draft, last)
        if draft.source is not None and _is_quoted(view, draft.content):
            last = draft
        done.append(draft)
    return done


def _completed(view: View, draft: Draft, last: Draft | None) -> Draft:
    label = label_before(view, draft.content)
    if label is not None:
        source, colon = label
        content = ((max(draft.content[0][0], colon + 1), draft.content[0][1]), *draft.content[1:])
        if content[0][0] < content[0][1]:
            return replace(draft, source=source, cue=(colon, colon + 1), content=content, rule="quote.label")
    if not _is_quoted(view, draft.content):
        return draft
    signature = signature_after(view, draft.content[-1][1])
    if signature is not None:
        return replace(draft, source=signature, rule="quote.signature")
    announced = _announced(view, draft.content[0][0])
    if announced is not None:
        source, cue = announced
        return replace(draft, source=source, cue=cue, rule="quote.announced")
    if last is not None and _goes_on(view, last, draft):
        return replace(draft, source=last.source, rule="quote.continued")
    return draft


def _announced(view: View, first: int) -> tuple[Words, Words] | None:
    """Who announces, at the end of the paragraph before, the quotation that opens one: "[She] [said]: / “No.”"."""
    parse = view.parse
    number = parse.paragraph_of[first]
    start = int(parse.paragraphs[number])
    if number == 0 or first - start > 1 or parse.words[start - 1] != ":":
        return None
    for verb in range(start - 2, max(view.sentence(start - 1)[0] - 1, start - _ANNOUNCEMENT), -1):
        if parse.upos[verb] != "VERB" or not view.may_cue[verb]:
            continue
        subject = subject_of(view, verb)
        if subject is not None:
            return noun_phrase(view, subject), (verb, start)
    return None


def _is_quoted(view: View, content: tuple[Words, ...]) -> bool:
    start, end = view.strip(content[0])
    return start < end and view.quote_of[start] >= 0 and view.quote_of[end - 1] >= 0


def _goes_on(view: View, last: Draft, draft: Draft) -> bool:
    """Whether a quotation follows the last one: in its paragraph or the next."""
    paragraph = view.parse.paragraph_of
    before = max(last.content[-1][1] - 1, last.head or 0)
    return 0 <= paragraph[draft.content[0][0]] - paragraph[before] <= 1


def label_before(view: View, content: tuple[Words, ...]) -> tuple[Words, int] | None:
    """The name and the colon that open the paragraph before or inside the content: "PENCE: Well, look"."""
    parse = view.parse
    first = content[0][0]
    start = int(parse.paragraphs[parse.paragraph_of[first]])
    while start < len(parse) and parse.words[start] in QUOTE_WORDS:
        start += 1
    for colon in range(start + 1, min(start + _NAME_LENGTH, len(parse))):
        if parse.words[colon] == ":":
            if colon < first - 2 or any(parse.upos[i] not in ("PROPN", "NOUN", "ADP") for i in range(start, colon)):
                return None
            return ((start, colon), colon) if parse.words[start][:1].isupper() else None
        if view.is_mark[colon] and parse.words[colon] not in (".", "'", "’"):
            return None
    return None


def signature_after(view: View, end: int) -> Words | None:
    """The name after a dash (or alone on the next line) that signs a quotation: "... for ever." — Ana Diaz, Lima."""
    parse = view.parse
    at = end
    while at < len(parse) and (parse.words[at] in QUOTE_WORDS or (view.is_mark[at] and parse.words[at] not in _DASHES)):
        at += 1
    if at >= len(parse) or at - end > 4:
        return None
    dashed = parse.words[at] in _DASHES
    if dashed:
        at += 1
    name = view.name_at.get(at)
    if dashed and (name is None or name.label != "PERSON"):
        titled = _titled(view, at)
        if titled is not None:
            return titled
    if name is None or name.label not in ("PERSON", "ORG"):
        return None
    alone = parse.paragraph_of[at] == parse.paragraph_of[end - 1] + 1 and at == int(
        parse.paragraphs[parse.paragraph_of[at]]
    )
    if not dashed and not (alone and _is_short(view, at)):
        return None
    return name.start, name.end


def _titled(view: View, start: int) -> Words | None:
    """A person's name with the title before it, which a mark or the paragraph's end closes: "— Army chief Ana Diaz"."""
    parse = view.parse
    for word in range(start, min(start + _TITLE_LENGTH, len(parse))):
        name = view.name_at.get(word)
        if name is not None and name.label == "PERSON":
            return (start, name.end) if _is_closed(view, name.end) else None
        if parse.upos[word] == "PROPN" and parse.lower[word] in parse.surnames and _is_closed(view, word + 1):
            return start, word + 1
        if parse.upos[word] not in ("NOUN", "PROPN", "ADJ", "ADP", "DET"):
            return None
    return None


def _is_closed(view: View, end: int) -> bool:
    return end >= len(view.parse) or view.is_mark[end]


def _is_short(view: View, word: int) -> bool:
    """Whether the word's paragraph is a line of a name and a place, not a sentence."""
    parse = view.parse
    number = parse.paragraph_of[word]
    end = int(parse.paragraphs[number + 1]) if number + 1 < len(parse.paragraphs) else len(parse)
    return end - word <= 8 and not any(parse.upos[i] in ("VERB", "AUX") for i in range(word, end))
