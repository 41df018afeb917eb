"""The label inventories of all heads, and what a label of a partly labelled set leaves open."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

IGNORE = -100

FEATURES: dict[str, tuple[str, ...]] = {
    "Tense": ("_", "Past", "Pres"),
    "VerbForm": ("_", "Fin", "Ger", "Inf", "Part"),
    "Mood": ("_", "Imp", "Ind", "Sub"),
    "Voice": ("_", "Pass"),
    "Polarity": ("_", "Neg", "Pos"),
}
ROLES = ("source", "cue", "content")
SIDES = ("actor", "recipient")
SECTORS = [
    "GOV",
    "MIL",
    "COP",
    "JUD",
    "LEG",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "OPP",
    "CVL",
    "SOC",
    "BUS",
    "CRM",
    "ELI",
    "JRN",
    "LAB",
    "REF",
    "REL",
    "other",
]  # of an event's actor
REACHES = ["nobody", "own", "abroad"]  # whom an event was done to, by country
EVENT_TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
EVENT_STATUS = [
    "happened",
    "ongoing",
    "planned",
    "demanded",
    "offered",
    "threatened",
    "denied",
    "hypothetical",
    "historical",
]
ACTS = ["assert", "accuse", "demand", "deny", "reject", "promise", "threaten", "condition", "offer", "other"]
NAME_TYPES = ("DATE", "FAC", "LOC", "MISC", "MONEY", "NORP", "ORG", "PERSON", "PRODUCT")

# What the sets of names label. A type that a set does not label may hide under its O; a coarse type may be a finer one.
COVERED: dict[str, tuple[str, ...]] = {
    "full": NAME_TYPES,
    "silver": ("PERSON", "ORG", "LOC", "NORP", "DATE", "MONEY"),
    "conll": ("PERSON", "ORG", "LOC", "MISC"),
    "three": ("PERSON", "ORG", "LOC"),
}
FINER: dict[str, dict[str, tuple[str, ...]]] = {
    "full": {},
    "silver": {"LOC": ("LOC", "FAC")},
    "conll": {
        "LOC": ("LOC", "FAC"),
        "ORG": ("ORG", "FAC"),
        "MISC": ("MISC", "NORP", "PRODUCT", "DATE", "MONEY", "FAC"),
    },
    "three": {"LOC": ("LOC", "FAC"), "ORG": ("ORG", "FAC", "NORP")},
}


def bio(types: Iterable[str]) -> list[str]:
    """The BIO labels of some span types, O first.

    >>> bio(["cue"])
    ['O', 'B-cue', 'I-cue']
    """
    return ["O", *(f"{mark}-{kind}" for kind in types for mark in "BI")]


def allowed_labels(labels: Sequence[str], kind: str) -> NDArray[np.bool_]:
    """For every label of names that a set of this kind gives, the labels that the word may really have.

    The last row stands for a word of which nothing is known.

    >>> allowed_labels(bio(NAME_TYPES), "full").sum()
    np.int64(38)
    """
    covered, finer = COVERED[kind], FINER[kind]
    known = set(covered) if kind == "full" else set(covered) | {"FAC"}
    # A place of the coarse sets may be a facility, but what they leave unlabelled is none of their own types.
    table = np.zeros((len(labels) + 1, len(labels)), np.bool_)
    for row, label in enumerate(labels):
        mark, _, name = label.partition("-")
        for column, candidate in enumerate(labels):
            mark2, _, name2 = candidate.partition("-")
            if mark == "O":
                table[row, column] = mark2 == "O" or name2 not in known
            else:
                table[row, column] = mark == mark2 and name2 in finer.get(name, (name,))
    table[-1] = True
    return table
