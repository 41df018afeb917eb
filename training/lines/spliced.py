"""Web pages with the top and the end of others: what stands around a story must not give its story away."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from onrecord.reading.features import PageFeatures, page_features
from training.lines.pages import BODY, OTHER, Page

__all__ = ["respliced", "spliced"]

_NEAR = 12  # lines above the story within which its headline, date and byline belong to it
_SHARE = 0.7  # of pages that get another's top, and of those that get another's end
_MAX_TOP, _MAX_END = 200, 400  # lines


def spliced(page: Page, above: Page, below: Page, chance: np.random.Generator) -> Page | None:
    """The page's story under the top of one page and over the end of another; None where it has no story."""
    story = _story(page)
    if story is None:
        return None
    top, end = _part(page, 0, story[0]), _part(page, story[1], len(page.lines))
    other = _story(above)
    if other is not None and other[0] < _MAX_TOP and chance.random() < _SHARE:
        top = _furniture(_part(above, 0, other[0]))
    other = _story(below)
    if other is not None and len(below.lines) - other[1] < _MAX_END and chance.random() < _SHARE:
        end = _furniture(_part(below, other[1], len(below.lines)))
    parts = (top, _part(page, *story), end)
    labels = np.concatenate([part.labels for part in parts])
    return replace(page, lines=sum((part.lines for part in parts), ()), labels=labels, complete=False)


def respliced(
    pages: list[Page], features: list[PageFeatures], *, share: float, chance: np.random.Generator
) -> tuple[list[Page], list[PageFeatures]]:
    """The pages and their features, a share of the web pages among them spliced anew."""
    pages, features = list(pages), list(features)
    web = [i for i, page in enumerate(pages) if not page.complete]
    originals = [pages[i] for i in web]
    for i in web:
        if chance.random() < share:
            above, below = (originals[k] for k in chance.integers(0, len(web), 2))
            page = spliced(pages[i], above, below, chance)
            if page is not None and len(page.lines) > 3:
                pages[i], features[i] = page, page_features(page.lines)
    return pages, features


def _story(page: Page) -> tuple[int, int] | None:
    """From the story's headline, date or byline, whichever is first, or its first line, to its last."""
    body = np.flatnonzero(page.labels == BODY)
    if not len(body):
        return None
    first = int(body[0])
    near = np.flatnonzero(page.labels[max(0, first - _NEAR) : first] > BODY)
    return (max(0, first - _NEAR) + int(near[0]) if len(near) else first), int(body[-1]) + 1


def _part(page: Page, start: int, end: int) -> Page:
    return replace(page, lines=page.lines[start:end], labels=page.labels[start:end])


def _furniture(page: Page) -> Page:
    """Another story's headline, date and byline are furniture here."""
    labels: npt.NDArray[np.int64] = np.where(page.labels > BODY, OTHER, page.labels)
    return replace(page, labels=labels)
