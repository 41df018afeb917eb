"""How much of a record survives the form in which a page is pasted: forms.py FOLDER [EVERY].

Each page of FOLDER is read as headline and paragraphs, then again in every form: wrapped to a width, quoted as mail, as
Markdown, with bullets, numbers ... For each form the share of statements (speaker and content) and events (type,
trigger, codes of both sides) that the two records have in common, of all that either has.
"""

import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord.schema import Record

Form = Callable[[str, list[str]], str]
PEOPLE = re.compile(r"\b([A-Z]\w+ [A-Z]\w+)\b")


def main() -> None:
    folder, every = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 16
    shared = {name: [0, 0, 0, 0] for name in FORMS}
    for path in sorted(folder.glob("*.txt"))[::every]:
        for article in (r.article for r in onrecord.read_all(path)):
            paragraphs = [" ".join(article.text[b.slice].split()) for b in article.body]
            if article.headline is None or len(paragraphs) < 2:
                continue
            plain = _found(_plain(article.headline, paragraphs), article.date)
            for name, form in FORMS.items():
                other = _found(form(article.headline, paragraphs), article.date)
                for place, (a, b) in enumerate(zip(plain, other, strict=True)):
                    shared[name][2 * place] += len(a & b)
                    shared[name][2 * place + 1] += len(a | b)
    for name, (same, all_, events, all_events) in shared.items():
        print(f"{name:14s} statements {same / all_:.2f}  events {events / all_events:.2f}")


def _found(page: str, date: str | None) -> tuple[set[object], set[object]]:
    """The statements and the events of all records of a page."""
    records = onrecord.read_all(page + "\n", date=date)
    return {s for r in records for s in _statements(r)}, {e for r in records for e in _events(r)}


def _statements(record: Record) -> set[object]:
    text = record.article.text
    return {
        (s.speaker.actor.name if s.speaker and s.speaker.actor else None, *(_bare(text[c.slice]) for c in s.content))
        for s in record.statements
    }


def _events(record: Record) -> set[object]:
    text = record.article.text
    return {
        (e.type, _bare(text[e.anchor.slice]), *(tuple(p.actor.code for p in side if p.actor) for side in sides))
        for e in record.events
        for sides in [(e.actors, e.recipients)]
    }


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", " ".join(text.split()).lower())


def _plain(headline: str, paragraphs: list[str]) -> str:
    return "\n\n".join([headline, *paragraphs])


def _wrapped(width: int, between: str = "\n\n", indent: str = "", inside: str = "\n") -> Form:
    def form(headline: str, paragraphs: list[str]) -> str:
        lines = [textwrap.fill(p, width, initial_indent=indent, break_on_hyphens=False) for p in paragraphs]
        return "\n\n".join([headline, between.join(p.replace("\n", inside) for p in lines)])

    return form


def _marked(mark: str, between: str = "\n\n") -> Form:
    return lambda headline, paragraphs: headline + "\n\n" + between.join(mark + p for p in paragraphs)


def _changed(change: Callable[[str], str], head: str = "") -> Form:
    return lambda headline, paragraphs: _plain(head + headline, [change(p) for p in paragraphs])


FORMS: dict[str, Form] = {
    "wrapped at 72": _wrapped(72),
    "at 100": _wrapped(100),
    "indented": _wrapped(76, "\n", "    "),
    "double-spaced": _wrapped(75, inside="\n\n"),
    "quoted mail": lambda h, ps: re.sub("^", "> ", _wrapped(70)(h, ps), flags=re.M),
    "Markdown": _changed(lambda p: PEOPLE.sub(r"**\1**", p, count=1), "# "),
    "links": _changed(lambda p: PEOPLE.sub(r"[\1](https://example.org/x)", p, count=1)),
    "notes": _changed(lambda p: p.replace(". ", ".[1] ", 1)),
    "bullets": _marked("• ", "\n"),
    "dashes": _marked("- ", "\n"),
    "emoji": _marked("➡️ "),
    "numbers": lambda h, ps: h + "\n\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(ps, 1)),
    "wire quotes": _changed(lambda p: re.sub(r'"([^"]*)"', r"``\1''", p.replace("“", '"').replace("”", '"'))),
    "capitals": lambda h, ps: _plain(h, ps).upper(),
    "small letters": lambda h, ps: _plain(h, ps).lower(),
    "one paragraph": lambda h, ps: " ".join(ps),
}


if __name__ == "__main__":
    main()
