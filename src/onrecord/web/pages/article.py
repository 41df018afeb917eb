"""One article: its text with the record marked in it, the record beside it, the discussion under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter

from onrecord.web.articles import ArticleView, Block
from onrecord.web.rendering import Page, day, doc

__all__ = ["ArticlePage", "facts_of", "router"]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """An article and its record; one that was only pasted has no discussion and cannot be corrected."""

    template: ClassVar[str] = "article.html"
    article: ArticleView = doc("The article and what was found in it.")
    facts: tuple[str, ...] = doc("Date, byline, publisher, language: what is known of it.")
    blocks: tuple[Block, ...] = doc("Its paragraphs with the findings marked.")
    kept: bool = doc("Whether the store holds it.", default=False)
    may_keep: bool = doc("Whether the visitor may keep it.", default=False)
    others: tuple[tuple[str, str], ...] = doc("Ids and headlines of the other articles of the same page.", default=())
    correct: str | None = doc("Where it is corrected; None where the visitor may not.", default=None)
    notes: Mapping[str, str] = doc("What editors said of findings: rejected, corrected ...", default_factory=dict)


def facts_of(article: ArticleView) -> tuple[str, ...]:
    """What is known of an article, for the line under its headline."""
    facts = (
        day(article.date),
        article.byline,
        article.publisher,
        article.dateline,
        article.language,
        *article.marks,
    )
    return tuple(" ".join(fact.split()) for fact in facts if fact)
