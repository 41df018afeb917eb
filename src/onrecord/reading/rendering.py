"""An HTML page as the lines a browser would print, each with the range of the source every character came from.

One pass over the source with a small stack: no tree is built, so depth and broken nesting cost nothing, and nothing is
fetched or run.
"""

import html
import re
from dataclasses import dataclass, field

from onrecord.reading.clean import Piece

__all__ = ["Element", "RenderedLine", "Rendering", "render_page"]

# Quotation marks matter after an equals sign alone, as in browsers: a stray one does not swallow the page.
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?>[^\"'>=]++|=\s*+(?>\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)>")
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^>]*)>")
_MAX_DEPTH = 400
_VALUE = r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
_NAMED = re.compile(
    rf"(?<![\w-])(content|property|name|itemprop|http-equiv|rel|href|lang|xml:lang|datetime){_VALUE}", re.I
)
# class="story__body", id='main', data-testid="headline", data-component="text-block"
_HINT = re.compile(
    rf"(?<![\w-])(?:class|id|role|itemprop|rel|data-component|data-testid|data-type|aria-label){_VALUE}", re.I
)
# What a tag does to the lines.
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "math", "canvas", "audio",
     "video", "select", "textarea")
)  # fmt: skip
_RAW = frozenset(("script", "style", "title", "textarea"))
_VOID = frozenset(
    ("area", "base", "col", "embed", "img", "input", "param", "source", "track", "wbr")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
     "h4", "h5", "h6", "header", "hgroup", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "p",
     "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_SPACED = frozenset(
    ("blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul")
)  # fmt: skip
_CLOSES_P = _BLOCKS - {"button", "label"}
_SKIP, _HEAD, _BREAK, _NOTHING, _BLOCK, _INLINE = range(6)
_ACTIONS = (
    dict.fromkeys(_SKIPPED | {"title"}, _SKIP)
    | dict.fromkeys(("meta", "link"), _HEAD)
    | dict.fromkeys(("br", "hr"), _BREAK)
    | dict.fromkeys(_VOID, _NOTHING)
    | dict.fromkeys(_BLOCKS - {"html"}, _BLOCK)
    | {"html": _HEAD}
)
_TELLING = frozenset(("a", "b", "strong", "time"))  # inline elements that matter without attributes too
# White space to fold, entities to decode, invisible characters were taken out before.
_WHITE = r"\t\n\r\f\x0b\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u3000"
_MOST_PIECES = 20_000  # of one line: more has only a line of entities that nobody writes
_FOLD = re.compile(rf"[ {_WHITE}]{{2,}}|[{_WHITE}]|&#?\w{{1,32}};?")


class Element:
    """An open element: what of it matters to the lines within."""

    __slots__ = ("_hints", "attributes", "number", "parent", "tag")

    def __init__(self, tag: str, number: int, attributes: str, parent: "Element | None") -> None:
        self.tag = tag
        self.number = number
        self.parent = parent
        self.attributes = attributes  # as written
        self._hints: str | None = None if attributes else ""

    @property
    def hints(self) -> str:
        """The words of its class, id, role and the like, looked up when first asked for: few elements are."""
        if self._hints is None:
            self._hints = _hints(self.attributes)
        return self._hints


@dataclass(slots=True)
class RenderedLine:
    """A printed line; `pieces` map its characters to the source, starts counted from the line's own."""

    text: str
    pieces: list[Piece]
    blank_before: int
    element: Element
    linked: int  # characters within links


@dataclass(slots=True)
class Rendering:
    """The lines of a page and what its head says."""

    lines: list[RenderedLine] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)  # (name or property, content)
    data: list[str] = field(default_factory=list)  # JSON-LD
    title: str | None = None
    canonical: str | None = None
    language: str | None = None
    times: list[str] = field(default_factory=list)  # <time datetime="...">


def render_page(source: str) -> Rendering:
    """The lines of an HTML page.

    >>> page = render_page("<title>Mali</title><h1>Mali &amp; Niger</h1><p>Mali <b>denied</b> it.<p>Niger did not.")
    >>> [line.text for line in page.lines], page.title
    (['Mali & Niger', 'Mali denied it.', 'Niger did not.'], 'Mali')
    """
    return _Renderer(source).run()


class _Renderer:
    """The pass: a position in the source, the open elements, the line being filled."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.page = Rendering()
        self.root = Element("html", 0, "", None)
        self.open: list[Element] = [self.root]
        self.count = 0
        self.endless: set[str] = set()
        self.links = 0
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.linked = 0
        self.blank = 0
        self.element = self.root

    def run(self) -> Rendering:
        """Goes through the source once."""
        source, position = self.source, 0
        find, match_tag, add_text, take_tag = source.find, _TAG.match, self.add_text, self.tag
        while True:
            start = find("<", position)
            if start < 0:
                add_text(position, len(source))
                break
            if start > position:
                add_text(position, start)
            match = match_tag(source, start)
            position = take_tag(match) if match is not None else self.odd_tag(start)
            if position < 0:
                break
        self.end_line(1)
        return self.page

    def odd_tag(self, start: int) -> int:
        """Past what is no well-formed tag; -1 at a tag that never ends."""
        source = self.source
        if source.startswith(("<!", "<?"), start):
            return self.skip_declaration(start)
        match = _LOOSE_TAG.match(source, start)
        if match is not None:
            return self.tag(match)
        if source.find(">", start + 1) < 0 and source[start + 1 : start + 2].isalpha():
            return -1
        self.add_text(start, start + 1)
        return start + 1

    def skip_declaration(self, start: int) -> int:
        """Past a comment, a doctype, a processing instruction or CDATA."""
        if self.source.startswith("<!--", start):
            end = self.source.find("-->", start + 4)
            return end + 3 if end >= 0 else len(self.source)
        end = self.source.find(">", start)
        return end + 1 if end >= 0 else len(self.source)

    def tag(self, match: re.Match[str]) -> int:
        """Takes in a tag; where to go on."""
        closing, name, attributes = match.groups()
        end = match.end()
        if closing:
            self.close(name.lower())
            return end
        action = _ACTIONS.get(name)
        if action is None:
            name = name.lower()
            action = _ACTIONS.get(name, _INLINE)
        if action == _INLINE:
            if attributes or name in _TELLING:
                self.push_inline(name, attributes)
        elif action == _BLOCK:
            self.push_block(name, attributes)
        elif action == _SKIP:
            return self.skip_element(name, attributes, end)
        elif action == _HEAD:
            self.note_head(name, attributes)
        elif action == _BREAK:
            self.end_line(int(name == "hr"))
        return end

    def push_block(self, name: str, attributes: str) -> None:
        """Opens a block: a line ends before it, and so does a paragraph or list item that it closes."""
        above = self.open[-1].tag
        if above == "p" and name in _CLOSES_P or above == name == "li":
            self.close(above)
        self.end_line(1 if name in _SPACED else 0)
        if len(self.open) < _MAX_DEPTH:
            self.count += 1
            self.open.append(Element(name, self.count, attributes, self.open[-1]))

    def push_inline(self, name: str, attributes: str) -> None:
        """An inline element; one that says nothing is not pushed: its end tag finds no start and is passed over."""
        if name == "a":
            self.links += 1
        if len(self.open) >= _MAX_DEPTH:
            return
        self.count += 1
        if name == "time" and attributes:
            value = _attributes(attributes).get("datetime")
            if value and len(self.page.times) < 50:
                self.page.times.append(value)
        self.open.append(Element(name, self.count, attributes, self.open[-1]))

    def close(self, name: str) -> None:
        """Closes the innermost open element of a name, and what stands open in it."""
        block = name in _BLOCKS
        if block:
            self.end_line(1 if name in _SPACED else 0)
        stack = self.open
        depth = len(stack) - 1
        lowest = max(1, depth - 40)
        while depth >= lowest and stack[depth].tag != name:
            if not block and stack[depth].tag in _BLOCKS:
                return  # an inline end tag does not end blocks
            depth -= 1
        if depth < lowest:
            return
        for element in stack[depth:]:
            if element.tag == "a":
                self.links -= 1
        del stack[depth:]

    def skip_element(self, name: str, attributes: str, start: int) -> int:
        """Past an element whose content is not printed; of a title and JSON-LD it is kept."""
        if name not in _RAW and (attributes.endswith("/") or name in self.endless):
            return start
        found = _END_TAGS[name].search(self.source, start)
        if found is None and name not in _RAW:
            self.endless.add(name)  # an <svg> or <select> that is never closed hides nothing
            return start
        end = found.start() if found else len(self.source)
        if name == "title":
            if self.page.title is None:
                self.page.title = _folded(self.source[start : min(end, start + 2000)])
        elif name == "script" and "ld+json" in attributes and end - start < 2_000_000 and len(self.page.data) < 50:
            self.page.data.append(self.source[start:end])
        return found.end() if found else len(self.source)

    def note_head(self, name: str, attributes: str) -> None:
        """Keeps what the head of the page says of it."""
        values = _attributes(attributes)
        if name == "html":
            self.page.language = values.get("lang") or values.get("xml:lang") or self.page.language
        elif name == "link":
            if "canonical" in values.get("rel", "").lower() and self.page.canonical is None:
                self.page.canonical = values.get("href")
        else:
            key = values.get("property") or values.get("name") or values.get("itemprop") or values.get("http-equiv")
            content = values.get("content")
            if key and content and len(self.page.meta) < 500:
                self.page.meta.append((key.lower(), _folded(content[:5000])))

    def add_text(self, start: int, end: int) -> None:
        """Adds a stretch of the source to the line."""
        raw = self.source[start:end]
        parts = self.parts
        if not raw or raw.isspace() and (not parts or parts[-1][-1] == " "):
            return
        before = self.length
        if not parts:
            self.element = self.open[-1]
        match = _FOLD.search(raw)
        if match is None:
            self.add_piece(raw, start, end - start)
        else:
            self.add_folded(raw, start, match)
        if self.links > 0:
            self.linked += self.length - before

    def add_folded(self, raw: str, start: int, first: re.Match[str]) -> None:
        """Text with white space to fold or entities to decode, the first of them found."""
        position = 0
        match: re.Match[str] | None = first
        while match is not None:
            low, high = match.span()
            if low > position:
                self.add_piece(raw[position:low], start + position, low - position)
            found = match.group()
            new = html.unescape(found) if found[0] == "&" else " "
            new = " " if new.isspace() else new.replace("\0", "\ufffd")
            self.add_piece(new, start + low, high - low)
            position = high
            match = _FOLD.search(raw, position)
        self.add_piece(raw[position:], start + position, len(raw) - position)

    def add_piece(self, text: str, start: int, length: int) -> None:
        """Adds text that maps to `length` characters of the source from `start` on."""
        if not text:
            return
        if text[0] == " " and (not self.parts or self.parts[-1][-1] == " "):
            text = text[1:]
            if not text:
                return
            start, length = start + 1, length - 1
        if self.pieces and len(text) == length:
            last = self.pieces[-1]
            if last[1] == last[3] and last[2] + last[3] == start:
                self.pieces[-1] = (last[0], last[1] + length, last[2], last[3] + length)
                self.parts.append(text)
                self.length += length
                return
        self.pieces.append((self.length, len(text), start, length))
        self.parts.append(text)
        self.length += len(text)

    def end_line(self, blank: int) -> None:
        """Ends the line, with at least so many blank lines after it."""
        if self.parts:
            text = "".join(self.parts).rstrip()
            if text:
                self.page.lines.append(RenderedLine(text, _few(self.pieces), self.blank, self.element, self.linked))
                self.blank = 0
            self.parts, self.pieces, self.length, self.linked = [], [], 0, 0
        if blank > self.blank:
            self.blank = blank


_END_TAGS: dict[str, re.Pattern[str]] = {name: re.compile(rf"</{name}\b[^>]*>", re.I) for name in (*_SKIPPED, "title")}


def _hints(attributes: str) -> str:
    """The words of class, id, role and the like, lower case, spaces around."""
    found = _HINT.findall(attributes[:4000])
    return " " + " ".join([a or b or c for a, b, c in found]).lower()[:400] + " " if found else ""


def _attributes(text: str) -> dict[str, str]:
    return {m[0].lower(): html.unescape(m[1] or m[2] or m[3]) for m in _NAMED.findall(text[:20_000])}


def _folded(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _few(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a line; of far too many, each run becomes one that maps to all that it stands for."""
    if len(pieces) <= _MOST_PIECES:
        return pieces
    step = -(-len(pieces) // _MOST_PIECES)
    runs = (pieces[i : i + step] for i in range(0, len(pieces), step))
    return [(run[0][0], sum(run[-1][:2]) - run[0][0], run[0][2], sum(run[-1][2:]) - run[0][2]) for run in runs]
