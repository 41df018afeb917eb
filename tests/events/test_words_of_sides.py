"""Actors and recipients that the event's own words name, where the tree says so only indirectly."""

import pytest
from tests.events.support import codes, events_of, of_type, read

from onrecord.find.slots import Tree
from onrecord.lang import load_pack
from onrecord.parse import parse_text
from onrecord.schema import EventType


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        # a state, not a passive
        ("Poland is opposed to a Russian proposal on fishing.", EventType.REJECT, ["POL"], ["RUS"]),
        # a passive's coordinated verb shares its grammatical subject, not its agent
        ("Chad was praised by France and criticised by Sudan.", EventType.ACCUSE, ["SDN"], ["TCD"]),
        # a gerund says what the object is blamed for
        ("Kenya thanked Ghana for expelling four Russian diplomats.", EventType.SANCTION, ["GHA"], ["RUS"]),
        ("Chad warned Sudan against arming Libyan rebels.", EventType.AID, ["SDN"], None),
        ("Chad accused Sudan of having attacked Libya.", EventType.ASSAULT, ["SDN"], ["LBY"]),
        # who meets with an act is whom it is done to, not who does it
        ("Norway won the support of Sweden.", EventType.SUPPORT, ["SWE"], ["NOR"]),
        ("Poland received a warning from Russia.", EventType.THREATEN, ["RUS"], ["POL"]),
        # a passive's "by" behind a noun, but not how it was done
        ("Five Kenyan nurses picked up by Sudan are still in jail.", EventType.COERCE, ["SDN"], ["KEN"]),
        # where an envoy is posted says whom his recall is meant for; at home is where, not to whom
        ("Chad recalled its ambassador in Paris.", EventType.SANCTION, ["TCD"], ["FRA"]),
        ("In Nairobi, Kenya recalled its ambassador.", EventType.SANCTION, ["KEN"], None),
        # a body whose name says all, where nothing else names its country
        ("The State Department criticised Chad.", EventType.ACCUSE, ["USA"], ["TCD"]),
        # whose objection it is, not to whom, where "of" follows
        ("Kenya signed the pact over the objections of Poland.", EventType.REJECT, ["POL"], None),
        ("Kenya crossed the river with the blessing of Uganda.", EventType.SUPPORT, ["UGA"], None),
        ("Kenya condemned the bombing of Sudan by Chad.", EventType.ASSAULT, ["TCD"], ["SDN"]),
        ("Ghana won an agreement with Togo.", EventType.AGREE, ["GHA", "TGO"], []),
        # what somebody claims or reports does not act beside who does
        ("Chad denied a report that it had attacked Sudan.", EventType.ASSAULT, ["TCD"], ["SDN"]),
        # "whose" leaves no gap for the noun that it is about
        ("Ghana, whose army attacked Togo, sent flowers.", EventType.ASSAULT, ["GHA"], ["TGO"]),
        ("Norway pleaded with Chad for the release of two Kenyan sailors.", EventType.REQUEST, ["NOR"], ["TCD"]),
        # who is behind a thing that acts
        ("Canada passed a motion condemning Chad.", EventType.ACCUSE, ["CAN"], ["TCD"]),
        # who asks, by "of" and "from" behind the noun
        ("Norway closed the bank at the request of Sweden.", EventType.REQUEST, ["SWE"], None),
        # a name and an adjective before what belongs to both
        ("US and British planes struck Yemen on Friday.", EventType.ASSAULT, ["USA", "GBR"], ["YEM"]),
        # to whom something is refused, not what
        ("Chad was refused a Norwegian loan by Kenya.", EventType.REJECT, ["KEN"], ["TCD"]),
        # a plural verb's relative clause is of all who are joined, a state is no passive though the tag says so
        (
            "The talks involve Ghana and Togo, which have accused Mali of spying.",
            EventType.ACCUSE,
            ["GHA", "TGO"],
            ["MLI"],
        ),
        ("Norway hosted Ghana and Togo, which recognise Mali.", EventType.SUPPORT, ["GHA", "TGO"], ["MLI"]),
        ("Ghana sent envoys to Chad and Togo, which is blockading Mali.", EventType.COERCE, ["TGO"], ["MLI"]),
        ("Ghana and Togo are opposed to a Malian plan.", EventType.REJECT, ["GHA", "TGO"], ["MLI"]),
        # with whom somebody acts
        ("Spain attacked Morocco together with Portugal.", EventType.ASSAULT, ["ESP", "PRT"], ["MAR"]),
    ],
)
def test_indirect_sides(text: str, type_: EventType, actors: list[str], recipients: list[str] | None) -> None:
    found = codes(of_type(events_of(text), type_))
    assert found[0] == actors
    assert recipients is None or found[1] == recipients


def test_nobody_threatens_who_is_to_do_what_he_threatens() -> None:
    for event in events_of("Poland will expel every Russian diplomat, a minister in Warsaw warned on Monday."):
        if event.type is EventType.THREATEN:
            assert "POL" not in codes(event)[1]


def test_an_envoy_recalled_is_not_whom_the_act_is_meant_for() -> None:
    event = of_type(
        events_of("Spain and Cuba quarrel over a ship. Spain recalled its ambassador on Monday."), EventType.SANCTION
    )
    assert codes(event) == (["ESP"], ["CUB"])


def test_a_neighbour_is_another_country() -> None:
    event = of_type(
        events_of("Ghana has quarrelled with Togo. Ghana warned its neighbour on Monday."), EventType.THREATEN
    )
    assert codes(event)[1] != ["GHA"]


def test_a_state_s_rival_is_another_state() -> None:
    told = "Ghana has quarrelled with Togo over a dam. Ghana accused its former friend of having attacked Kenya."
    events = events_of(told)
    assert codes(of_type(events, EventType.ASSAULT)) == (["TGO"], ["KEN"])
    assert all(codes(e) == (["GHA"], ["TGO"]) for e in events if e.type is EventType.ACCUSE)


def test_at_home_is_where_not_to_whom() -> None:
    events = events_of("Chad and Togo quarrel. In Lome, the Togolese foreign minister recalled the ambassador to Chad.")
    assert codes(of_type(events, EventType.SANCTION)) == (["TGO"], ["TCD"])


def test_the_dateline_does_nothing() -> None:
    events, _ = read("MINSK - Poles and Finns attacked a Kenyan ship on Monday.", dateline="MINSK - ")
    assert "BLR" not in codes(of_type(events, EventType.ASSAULT))[0]


def test_by_night_and_by_way_of_are_no_actors() -> None:
    pack = load_pack("en")
    for text in ("Kenya was attacked by night.", "Arms were flown in by way of Lagos."):
        parse = parse_text(text, pack)
        verb = parse.words.index("attacked" if "attacked" in parse.words else "flown")
        assert not any(w in Tree(parse, pack).slots(verb).get("subj", []) for w in range(verb + 1, len(parse)))


def test_a_clause_of_a_noun_has_its_own_subject() -> None:
    event = of_type(events_of("Chad dismissed a claim that Kenya had agreed to host rebels."), EventType.AGREE)
    assert codes(event)[0] == ["KEN"]
    event = of_type(
        events_of("A truce that Chad had accepted was broken hours after Sudan had signed it."), EventType.AGREE
    )
    assert codes(event)[0] == ["TCD"]


def test_a_complaint_to_an_organisation_accuses_somebody_else() -> None:
    event = of_type(
        events_of("Cyprus complained to the United Nations that Turkish ships had chased a trawler."), EventType.ACCUSE
    )
    assert codes(event) == (["CYP"], ["TUR"])


def test_a_town_before_an_attack_is_where_it_was() -> None:
    event = of_type(events_of("Police linked two men to the Berlin bombing."), EventType.ASSAULT)
    assert codes(event)[1] == ["DEU"]


def test_its_is_the_subject_s_and_out_of_is_from() -> None:
    event = of_type(events_of("Chad told France that Sudan will keep its promise to Togo."), EventType.AGREE)
    assert codes(event)[0] == ["SDN"]
    event = of_type(events_of("Kenya pulled its soldiers out of Somalia."), EventType.RETREAT)
    assert codes(event) == (["KEN"], ["SOM"])
