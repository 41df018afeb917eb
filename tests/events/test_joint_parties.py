"""Two whom a noun means together are two parties, each with a code of its own."""

import onrecord

WAR = """BANGKOK, July 5 (AFP) - Thailand and Cambodia exchanged fire near the temple on Monday.

Both armies shelled villages, and the two governments signed a truce in the evening.
"""


def test_both_armies_are_two_parties() -> None:
    events = [e for e in onrecord.read(WAR).events if e.actors and "Both armies" in (e.actors[0].text or "")]

    assert {p.actor.code for e in events for p in e.actors if p.actor} == {"KHM", "THA"}
