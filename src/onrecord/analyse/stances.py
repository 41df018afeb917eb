"""Positions of a store as timelines: grouped by issue across articles, with changes marked."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from onrecord.find.issues import STEM, shared_weight
from onrecord.find.positions import GROUP
from onrecord.schema import Stance
from onrecord.store import Store

__all__ = ["Step", "timeline"]

# from one group of stances that pull the same way to another; a move within a group is no change of mind
CHANGE = {
    ("no", "yes"): "gives way",
    ("no", "if"): "names a condition",
    ("if", "yes"): "drops the condition",
    ("yes", "no"): "turns against",
    ("yes", "if"): "adds a condition",
    ("if", "no"): "turns against",
    ("demand", "yes"): "drops the demand",
}
SAME_ISSUE = 0.5
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Step:
    """One position in a timeline, and how it departs from the last one on the same issue."""

    issue: str
    date: str | None
    actor: str
    stance: str
    change: str | None
    text: str
    condition: str | None
    article: str


def timeline(store: Store, *, actor: str | None = None, issue: str | None = None) -> tuple[Step, ...]:
    """The positions of a store, by issue and date; of one actor, or on issues that hold some words, in any order."""
    rows = store.query(
        "SELECT article_date AS date, actor.code AS actor, issue, stance, text, condition, article_id"
        " FROM positions WHERE actor.code IS NOT NULL ORDER BY date NULLS LAST, article_id, start"
    ).to_pylist()
    wanted = [r for r in rows if actor is None or actor in r["actor"].split(";")]
    words = (issue or "").lower().split()
    groups = issue_groups([r["issue"] for r in wanted])
    by_issue: dict[int, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        by_issue[group].append(i)
    steps: list[Step] = []
    for group, members in by_issue.items():
        name = wanted[group]["issue"]
        if words and not any(all(word in wanted[i]["issue"].lower() for word in words) for i in members):
            continue
        last: dict[str, str] = {}
        for i in members:
            row = wanted[i]
            pull = GROUP[Stance(row["stance"])]
            codes = row["actor"].split(";")  # those who take it together have each taken it
            change = next((c for code in codes if (c := CHANGE.get((last.get(code, pull), pull)))), None)
            last.update(dict.fromkeys(codes, pull))
            steps.append(
                Step(
                    issue=name,
                    date=row["date"],
                    actor=row["actor"],
                    stance=row["stance"],
                    change=change,
                    text=row["text"],
                    condition=row["condition"],
                    article=row["article_id"],
                )
            )
    return tuple(steps)


def issue_groups(issues: list[str]) -> list[int]:
    """For each issue the number of the first one that is the same: enough of the rarer stems are shared.

    >>> issue_groups(["withdrawal of troops", "gas prices", "troops withdrawn", "the price of gas"])
    [0, 1, 0, 1]
    """
    bags = [frozenset(w[:STEM] for w in WORD.findall(i.lower())) or frozenset({i}) for i in issues]
    count = Counter(stem for bag in bags for stem in bag)
    holders: dict[str, list[int]] = defaultdict(list)
    groups: list[int] = []
    for i, bag in enumerate(bags):
        # a stem that stands in very many issues distinguishes none; it nominates nobody
        near = sorted({j for stem in bag if count[stem] <= 200 for j in holders[stem]})
        home = next((groups[j] for j in near if shared_weight(bag, bags[j], count) >= SAME_ISSUE), i)
        groups.append(home)
        for stem in bag:
            holders[stem].append(i)
    return groups
