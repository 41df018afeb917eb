"""A record laid out for people: article, statements, events, positions, problems."""

import re
import sys
import textwrap

import click

from onrecord.schema import Anchor, Article, Event, Party, Position, Record, Statement

__all__ = ["counted", "echo_data", "plain", "present"]

WIDTH = 96
NAME = 48  # an unknown actor may be called by a whole noun phrase
# control characters, and the marks that turn the direction of text: untrusted text must not steer the terminal
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def plain(text: str) -> str:
    """`text` on one line, without anything that could steer a terminal.

    >>> plain("Mali\\n\\x1b[31m denied")
    'Mali [31m denied'
    """
    return " ".join(UNSAFE.sub("", text).split())


def echo_data(text: str, *, nl: bool = True) -> None:
    """Print what programs read: to the letter into a file or pipe, without what could steer it on a terminal."""
    if sys.stdout is not None and sys.stdout.isatty():
        text = UNSAFE.sub("", text)
    click.echo(text, nl=nl, color=True)  # without it click takes what looks like a colour out of a cell


def counted(number: int, one: str) -> str:
    """A number of things, in the words for it.

    >>> counted(1, "shard"), counted(1200, "shard")
    ('1 shard', '1,200 shards')
    """
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def present(record: Record, *, explain: bool = False) -> str:
    """The record as readable lines; `click.echo` drops the colours where the output is no terminal."""
    page = _Page(record, explain=explain)
    parts = [_head(record.article), page.statements(), page.events(), page.positions(), page.problems()]
    if explain:
        parts.append(_dim(f"made by {record.made_by}"))
    return "\n\n".join(part for part in parts if part)


def _head(article: Article) -> str:
    dateline = article.text[article.dateline.slice] if article.dateline else None
    facts = [article.date, article.byline, dateline, article.language, *article.marks]
    counts = [
        counted(len(article.body), "paragraph"),
        f"{counted(len(article.furniture), 'line')} of furniture set apart",
    ]
    lines = [click.style(plain(article.headline), bold=True)] if article.headline else []
    lines.append(" · ".join(plain(f) for f in [*facts, *counts] if f))
    return "\n".join(lines)


class _Page:
    def __init__(self, record: Record, *, explain: bool) -> None:
        self.record = record
        self.explain = explain
        self.text = record.article.text
        self.numbers = {s.id: i for i, s in enumerate(record.statements, 1)}

    def statements(self) -> str:
        return _section("Statements", [self._statement(s) for s in self.record.statements])

    def events(self) -> str:
        return _section("Events", [self._event(e) for e in self.record.events])

    def positions(self) -> str:
        return _section("Positions", [self._position(p) for p in self.record.positions])

    def problems(self) -> str:
        lines = [_wrap(f"{p.code}: {p.message}{self._place(p.anchor)}", "  ") for p in self.record.problems]
        return _section("Problems", lines)

    def _statement(self, statement: Statement) -> str:
        number = self.numbers[statement.id]
        cue = self._quote(statement.cue) if statement.cue else "—"
        who = _who(statement.speaker)
        to = f" → {_who(statement.addressee)}" if statement.addressee else ""
        marks = [statement.act.value, statement.kind.value]
        if statement.parent in self.numbers:
            marks.append(f"within {self.numbers[statement.parent]}")
        head = f"{number:>3} {click.style(who, bold=True)} {cue}{to}  {_dim(' · '.join(marks))}"
        content = " […] ".join(self._quote(a) for a in statement.content)
        return "\n".join([head, _wrap(content, " " * 6), *self._why(statement)])

    def _event(self, event: Event) -> str:
        actors = " + ".join(_who(p) for p in event.actors) or "—"
        recipients = " + ".join(_who(p) for p in event.recipients)
        arrow = " ↔ " if event.reciprocal else " → "
        who = actors + (arrow + recipients if recipients else " (with each other)" if event.reciprocal else "")
        code = event.type.value + (f" {event.cameo}" if event.cameo else "")
        facts = [event.status.value, event.date, event.place.text if event.place else None]
        if event.chain:
            facts.append("in statement " + " › ".join(str(self.numbers[s]) for s in event.chain if s in self.numbers))
        head = f"    {click.style(code, fg=_colour(event)):<12} {who}"
        line = f"“{self._quote(event.anchor)}”  {_dim(' · '.join(plain(f) for f in facts if f))}"
        return "\n".join([head, " " * 6 + line, *self._why(event)])

    def _position(self, position: Position) -> str:
        stance = position.stance.value.replace("_", " ")
        return "\n".join(
            [
                f"    {click.style(_who(position.actor), bold=True)} {stance}: {plain(position.issue)}",
                _wrap(self._quote(position.anchor), " " * 6),
                *self._why(position),
            ]
        )

    def _why(self, finding: Statement | Event | Position) -> list[str]:
        if not self.explain:
            return []
        return [" " * 6 + _dim(f"rule {finding.rule} · score {finding.confidence:.2f}{self._place(finding.anchor)}")]

    def _place(self, anchor: Anchor | None) -> str:
        return f" · characters {anchor.start}-{anchor.end}" if anchor else ""

    def _quote(self, anchor: Anchor) -> str:
        return plain(self.text[anchor.slice])


def _who(party: Party | None) -> str:
    if party is None:
        return "—"
    actor = party.actor
    words = plain(party.text or "")
    if actor is None:
        return words or "—"
    code = " ".join(c for c in (actor.code, actor.sector) if c)
    name = textwrap.shorten(plain(actor.name or words or code), NAME, placeholder=" …")
    return f"{name} ({code})" if code and code != name else name


def _colour(event: Event) -> str:
    return {1: "cyan", 2: "green", 3: "yellow", 4: "red"}.get(event.quad or 0, "white")


def _section(title: str, items: list[str]) -> str:
    if not items:
        return ""
    return "\n".join([click.style(f"{title} ({len(items)})", bold=True, underline=True), *items])


def _wrap(text: str, indent: str) -> str:
    return textwrap.fill(plain(text), WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _dim(text: str) -> str:
    return click.style(text, dim=True)
