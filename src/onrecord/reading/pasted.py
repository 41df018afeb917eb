"""Pasted text: which lines are the story, and which are its headline, date line and byline."""

from dataclasses import dataclass
from datetime import date

from onrecord.reading.datelines import find_dateline, find_labels
from onrecord.reading.dates import PartialDate, PrintedDate, find_dates, find_partial_dates, resolve_date
from onrecord.reading.lines import PageLine, joined_lines, on_one_line, split_lines
from onrecord.reading.metadata import byline_authors
from onrecord.reading.roles import LineRoles, find_roles
from onrecord.reading.sentence_case import in_sentence_case
from onrecord.schema import Anchor, Article, Problem, Source, article_id

__all__ = ["read_lines"]


@dataclass(frozen=True, slots=True)
class _Dated:
    iso: str | None
    anchor: Anchor | None


def read_lines(text: str, source: Source, *, date: str | None = None) -> Article:
    """The article in a page's text; `date` is the publication day where the caller knows it.

    >>> story = "Mali denied on Friday that its army had raided a village."
    >>> page = f"Mali denies raid\\n\\nMay 27, 2022\\n\\nBy A. Keita\\n\\n{story}\\n\\nShare"
    >>> article = read_lines(page, Source(digest="0" * 64, kind="pasted"))
    >>> article.headline, article.date, article.byline, [page[f.slice] for f in article.furniture]
    ('Mali denies raid', '2022-05-27', 'By A. Keita', ['Share'])
    """
    plain = in_sentence_case(text)
    lines = joined_lines(split_lines(plain), plain)
    roles = find_roles(lines)
    body = tuple(lines[i].anchor for i in roles.body)
    dateline = _dateline(lines, roles)
    dated = _date(lines, roles, dateline)
    headline = on_one_line(text[lines[roles.headline].anchor.slice]) if roles.headline is not None else None
    byline = on_one_line(text[lines[roles.byline[0]].anchor.slice]) if roles.byline else None
    taken = {*roles.body, roles.headline, *roles.byline, *roles.dates}
    problems = () if body else (Problem("no-text", "no line of the input reads as a story's text"),)
    return Article(
        id=article_id(source.digest, source.place),
        text=text,
        source=source,
        body=body,
        furniture=tuple(line.anchor for i, line in enumerate(lines) if i not in taken),
        headline=headline,
        headline_anchor=lines[roles.headline].anchor if roles.headline is not None else None,
        date=date or dated.iso,
        date_anchor=dated.anchor,
        byline=byline,
        authors=byline_authors(lines[roles.byline[0]].text) if roles.byline else (),
        byline_anchor=lines[roles.byline[0]].anchor if roles.byline else None,
        dateline=dateline,
        problems=problems,
    )


def _dateline(lines: tuple[PageLine, ...], roles: LineRoles) -> Anchor | None:
    labels = find_labels([lines[i].text for i in roles.body])
    for i in roles.body[:3]:
        found = find_dateline(lines[i].text, labels)
        if found:
            return Anchor(lines[i].anchor.start + found[0], lines[i].anchor.start + found[1])
    return None


def _date(lines: tuple[PageLine, ...], roles: LineRoles, dateline: Anchor | None) -> _Dated:
    partials: tuple[PartialDate, ...] = ()
    in_dateline: tuple[PrintedDate, ...] = ()
    if dateline is not None:
        line = next(x for x in lines if x.anchor.start <= dateline.start < x.anchor.end)
        head = line.text[: dateline.end - line.anchor.start]
        partials, in_dateline = find_partial_dates(head), find_dates(head)
    candidates: list[tuple[int, PageLine, PrintedDate]] = [
        (i, lines[i], found) for i in roles.dates for found in find_dates(lines[i].text)[:1]
    ]
    if candidates:
        others = [d.days[0] for _, _, d in candidates if len(d.days) == 1]
        _, line, printed = candidates[0]
        day: date = resolve_date(printed, partials=partials, others=others)
        start = line.anchor.start
        return _Dated(day.isoformat(), Anchor(start + printed.start, start + printed.end))
    if in_dateline and dateline is not None:
        printed = in_dateline[0]
        anchor = Anchor(dateline.start + printed.start, dateline.start + printed.end)
        return _Dated(resolve_date(printed).isoformat(), anchor)
    return _Dated(None, None)
