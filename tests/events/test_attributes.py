"""When, where and by which part of a country: what is read, and which of it is chosen."""

import pytest
from tests.events.support import article_of, events_of, of_type, parse_of, read

from onrecord.evaluate.predictions import predict_events
from onrecord.find.slots import Tree
from onrecord.find.times import Times
from onrecord.find.weighing import likeliest
from onrecord.lang import load_pack
from onrecord.lang.flags import FlagWeights
from onrecord.record import read_records
from onrecord.schema import EventType

WEDNESDAY = "2020-01-15"  # the day of reporting


def dates_in(text: str, *, forward: bool = False) -> list[str]:
    """The dates that a sentence says."""
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, WEDNESDAY))
    return [e.date for e in times.expressions(0, forward=forward)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("France bombed Mali on Monday.", "2020-01-13"),
        ("France bombed Mali on Wednesday.", "2020-01-15"),
        ("France bombed Mali last Monday.", "2020-01-13"),
        ("France bombed Mali last Tuesday.", "2020-01-07"),
        ("France bombed Mali last Wednesday.", "2020-01-08"),
        ("France bombed Mali last night.", "2020-01-14"),
        ("France bombed Mali on New Year's Day.", "2020-01-01"),
        ("France bombed Mali on Christmas Eve.", "2019-12-24"),
        ("France bombed Mali a week ago today.", "2020-01-08"),
        ("France bombed Mali a fortnight ago.", "2020-01-01"),
        ("France bombed Mali last summer.", "2019"),
        ("France bombed Mali hours ago.", "2020-01-15"),
        ("France bombed Mali 72 hours ago.", "2020-01-12"),
        ("France bombed Mali 100 weeks ago.", "2018-02"),
        ("France bombed Mali on New Year's Eve 2018.", "2018-12-31"),
        ("Two days after Christmas, France bombed Mali.", "2019-12-27"),
        ("France bombed Mali yesterday.", "2020-01-14"),
        ("France bombed Mali three days ago.", "2020-01-12"),
        ("France bombed Mali last month.", "2019-12"),
        ("France bombed Mali earlier this month.", "2020-01"),
        ("France bombed Mali last year.", "2019"),
        ("France bombed Mali in 2013.", "2013"),
        ("France bombed Mali in November.", "2019-11"),
        ("France bombed Mali on January 3.", "2020-01-03"),
        ("France bombed Mali on the 8th.", "2020-01-08"),
        ("France bombed Mali on the 20th.", "2019-12-20"),
        ("On the 20th, France bombed Mali.", "2019-12-20"),
        ("France bombed Mali on December 17th.", "2019-12-17"),
        ("France bombed Mali on the third of December.", "2019-12-03"),
        ("France bombed Mali last March.", "2019-03"),
        ("France bombed Mali in mid-December.", "2019-12"),
        ("France bombed Mali thirteen days ago.", "2020-01-02"),
        ("France bombed Mali a week ago.", "2020-01-08"),
        ("France bombed Mali three weeks ago.", "2019-12"),
        ("Two days before, France bombed Mali.", "2020-01-13"),
        ("France bombed Mali at a minute past midnight on Tuesday.", "2020-01-14"),
        ("France called a meeting of its allies for Friday.", "2020-01-17"),
        ("France had planned a strike due on Monday.", "2020-01-20"),
    ],
)
def test_an_expression_says_a_date(text: str, date: str) -> None:
    assert dates_in(text) == [date]


@pytest.mark.parametrize(
    "text", ["France bombed Mali after its 20th raid on Chad.", "Planes of the 8th Squadron of France bombed Mali."]
)
def test_what_is_counted_is_no_day(text: str) -> None:
    assert dates_in(text) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # what is told before in the sentence, not the day of reporting
        ("France struck on January 3 and Mali struck back two days later.", ["2020-01-03", "2020-01-05"]),
        ("France struck on January 3, and Mali struck back two days afterwards.", ["2020-01-03", "2020-01-05"]),
        ("France struck on January 3. Mali had struck the night before.", ["2020-01-03", "2020-01-02"]),
        # in another sentence its main clause tells the day, not what it says of somebody aside
        (
            "On Monday France bombed the rebels whom Mali had freed on January 3. Chad protested the same evening.",
            ["2020-01-13", "2020-01-03", "2020-01-13"],
        ),
        # one that is counted itself
        ("France struck on January 3. Mali fired the next day. Chad fired that evening.", ["2020-01-04"] * 2),
        # nothing that lies ahead
        ("France will meet Mali on Friday. Chad protested the same day.", ["2020-01-15"]),
        ("Troops of France are to arrive on Friday. Chad protested the same day.", ["2020-01-15"]),
        ("France bombed Mali before dawn on Monday.", ["2020-01-13"]),
    ],
)
def test_a_count_goes_from_the_last_day_told(text: str, dates: list[str]) -> None:
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, WEDNESDAY))
    found = [e.date for s in range(len(times.parse.sentences)) for e in times.expressions(s)]

    assert found[-len(dates) :] == dates


@pytest.mark.parametrize(
    "text",
    [
        "France asked Mali to release its soldiers by Friday.",
        "France telephoned Mali and asked it to restore its flights by Friday.",
    ],
)
def test_the_day_of_a_plan_dates_no_act_around_it(text: str) -> None:
    asked = of_type(events_of(text, date=WEDNESDAY), EventType.REQUEST)

    assert asked.date == "2020-01-14"  # not last Friday


def test_hours_are_counted_from_the_day_of_the_story() -> None:
    text = "France and Mali agreed on a truce on Monday. Chad wept. Mali opened up hours after the deal was signed."
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, WEDNESDAY))

    assert [e.date for e in times.expressions(2)] == ["2020-01-13"]


def test_far_from_any_day_told_it_goes_from_the_day_of_the_story() -> None:
    text = (
        "France bombed Mali on Monday. Chad protested. Niger wept. Togo slept. Benin closed its border the same night."
    )
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, WEDNESDAY))

    assert [e.date for e in times.expressions(4)] == ["2020-01-13"]


def test_what_is_to_come_is_after_the_day_of_reporting() -> None:
    assert dates_in("France will bomb Mali on Wednesday.", forward=True) == ["2020-01-15"]
    assert dates_in("France will bomb Mali on Monday.", forward=True) == ["2020-01-20"]


def test_next_thursday_is_not_tomorrow() -> None:
    assert dates_in("France will meet Mali next Thursday.", forward=True) == ["2020-01-23"]
    assert dates_in("France will meet Mali next Monday.", forward=True) == ["2020-01-20"]


def test_a_span_after_something_is_counted_back_from_the_rest_of_the_sentence() -> None:
    found = dates_in("Chad recalled its ambassador on Monday, two days after France bombed Mali.")
    assert found == ["2020-01-13", "2020-01-11"]


def test_what_its_own_clause_says_is_not_what_a_span_is_counted_from() -> None:
    found = dates_in("Four days after France bombed Mali, Chad buried soldiers who had been killed in May.")
    assert "2020-01-11" in found


def test_the_day_before_is_that_before_the_day_told_last() -> None:
    text = "Chad recalled its ambassador on Monday. France had bombed Mali two days earlier."
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, WEDNESDAY))
    assert [e.date for e in times.expressions(1)] == ["2020-01-11"]
    assert dates_in("Chad said on Monday that France had bombed Mali the day before.")[-1] == "2020-01-12"
    assert dates_in("France had bombed Mali two days earlier.") == ["2020-01-13"]


def test_an_article_without_a_date_tells_the_year_of_a_month_elsewhere() -> None:
    text = "Police arrested the man on July 17 and sent him home on July 19. The raid of July 17, 2002 was over by May."
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, None))
    assert [e.date for e in times.expressions(0)] == ["2002-07-17", "2002-07-19"]
    assert [e.date for e in times.expressions(1)] == ["2002-07-17"]


def test_a_day_and_its_weekday_are_one_day() -> None:
    assert set(dates_in("The minister travels to Chad tomorrow Thursday.")) == {"2020-01-16"}


def others_in(text: str, *, forward: bool = False) -> list[tuple[str, str]]:
    """The other dates that the expressions of a text may say, with how they are read."""
    parse = parse_of(text)
    times = Times(Tree(parse, load_pack("en")), article_of(text, WEDNESDAY))
    return [(e.date, e.reading) for n in range(len(parse.sentences)) for e in times.others(n, forward=forward)]


def test_what_an_expression_may_say_besides() -> None:
    assert others_in("Parliament in Mali meets on Thursday.") == [("2020-01-16", "turned")]
    assert ("2020-01-12", "from") in others_in(
        "France bombed Mali on Friday. The planes came two days after the attack."
    )
    assert ("2020-01-14", "day") in others_in("France bombed Mali on Friday. It had warned Mali the day before.")


@pytest.mark.parametrize(
    "text",
    ["France will bomb Mali on Sunday.", "Parliament in Mali will vote on Sunday.", "Mali is to protest on Sunday."],
)
def test_what_is_to_come_is_not_dated_back(text: str) -> None:
    assert {e.date for e in events_of(text)} == {"2020-01-19"}


def test_what_would_come_is_after_the_day_of_reporting_for_all_events() -> None:
    """A warning of Wednesday about what would be done on Sunday is of no Sunday."""
    dates = {e.date for e in events_of("Mali warned on Tuesday that France would bomb Niger on Sunday.")}
    assert dates == {"2020-01-14", "2020-01-19"}
    assert others_in("France would bomb Mali on Sunday.") == []


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar(day: str) -> None:
    for text in ("France bombed Mali on Christmas Day.", "France will bomb Mali next spring.", "France bombed Mali."):
        assert read(text, date=day)[0]


def test_the_same_day_is_the_one_told_before() -> None:
    text = "France bombed Mali on Friday. Mali protested the same evening."
    times = Times(Tree(parse_of(text), load_pack("en")), article_of(text, WEDNESDAY))
    assert [e.date for e in times.expressions(1)] == ["2020-01-10"]


@pytest.mark.parametrize(
    "text",
    [
        "Thousands marched in Paris.",
        "France may bomb Mali.",
        "It was the third attack.",
        "The march on the palace was banned.",
        "It was a new day for Mali.",
    ],
)
def test_a_word_of_time_by_its_letters_alone_is_no_date(text: str) -> None:
    assert dates_in(text) == []


def test_a_figure_that_is_no_decimal_is_no_date() -> None:
    assert dates_in("France seized 40 km³ of gas on Monday.") == ["2020-01-13"]


def test_the_date_and_the_place_are_those_of_the_event() -> None:
    event = of_type(events_of("Israeli jets struck targets near Tyre on Monday."), EventType.ASSAULT)
    assert event.date == "2020-01-13"
    assert event.place is not None
    assert event.place.text == "Tyre"


def test_a_place_is_where_things_happen_and_no_other_noun_under_such_a_preposition() -> None:
    text = (
        "Lima, May 6, 2024 - Police arrested a lawyer in connection with the protest. The mayor, who remains in "
        "office, met the general at the military hospital, where he works."
    )
    (record,) = read_records(f"Officials meet\n\n{text}\n")

    places = {record.article.text[e.anchor.slice]: e.place.text for e in record.events if e.place is not None}
    assert places == {"arrested": "Lima", "protest": "Lima", "met": "the military hospital"}


def test_a_country_that_acts_is_no_place() -> None:
    event = of_type(events_of("France bombed Mali."), EventType.ASSAULT)
    assert event.place is None or event.place.text == "Mali"


def test_a_dateline_may_be_the_place() -> None:
    text = "BAMAKO, Jan 15 - Protesters marched on Wednesday."
    event = of_type(read(text, dateline="BAMAKO, Jan 15")[0], EventType.PROTEST)
    assert event.place is not None
    assert event.place.text == "BAMAKO"


@pytest.mark.parametrize(
    ("text", "type_", "sector"),
    [
        ("France bombed Mali on Monday.", EventType.ASSAULT, "MIL"),
        ("French police arrested two men on Monday.", EventType.COERCE, "COP"),
        ("France accused Mali of lying.", EventType.ACCUSE, "GOV"),
        ("NATO bombed Serbia on Monday.", EventType.ASSAULT, "MIL"),
        ("NATO demanded that Serbia withdraw.", EventType.REQUEST, None),
        ("The Dutch drove the envoy home. They accused Turkey of lying.", EventType.ACCUSE, "GOV"),
        ("Igor Smirnov, the leader in Moldova's east, accused Chisinau of lying.", EventType.ACCUSE, "REB"),
    ],
)
def test_the_kind_of_act_and_the_words_tell_the_sector(text: str, type_: EventType, sector: str | None) -> None:
    actor = of_type(events_of(text), type_).actors[0].actor
    assert actor is not None
    assert actor.sector == sector


def test_the_likeliest_option_is_the_first_of_equals_or_none() -> None:
    assert likeliest([("x", []), ("y", [])], [], FlagWeights()) == "x"
    assert likeliest([], [], FlagWeights()) is None


def test_what_is_told_as_a_fact_has_no_day_after_that_of_reporting() -> None:
    events = events_of("France threatened Mali on Monday with sanctions that begin on January 30.")
    assert of_type(events, EventType.THREATEN).date == "2020-01-13"
    asked = of_type(events_of("France demanded that Mali leave the city by January 30."), EventType.REQUEST)
    assert asked.date != "2020-01-30"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nurses in Bamako walked off their wards on Monday over unpaid wages.", "MLI"),
        ("Dozens of Chadian students marched through N'Djamena with black flags.", "TCD"),
        ("Peruvian miners vowed to block the railway until their arrears were paid.", "PER"),
    ],
)
def test_who_acts_against_his_own_country_acts_against_its_government(text: str, code: str) -> None:
    event = predict_events(text)[0]
    assert [(p["code"], p["sector"]) for p in event["target"]] == [(code, "GOV")]


def test_a_country_named_alone_has_no_sector_where_coders_give_the_words() -> None:
    event = predict_events("Ghana threatened on Monday to close its border with Togo.")[0]
    assert [(p["code"], p["sector"]) for p in event["source"]] == [("GHA", "")]
    event = predict_events("Accra threatened on Monday to close its border with Togo.")[0]
    assert [(p["code"], p["sector"]) for p in event["source"]] == [("GHA", "GOV")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Dozens of Libyan tanks were destroyed by French planes.", ("LBY", "MIL")),
        ("Dozens of Armenian positions were shelled by Azerbaijani artillery.", ("ARM", "")),
        ("Scores of Iraqi soldiers were captured by American troops.", ("IRQ", "MIL")),
        ("An Italian frigate rescued 180 Syrian migrants from a sinking boat.", ("SYR", "REF")),
        ("Police in Uzbekistan arrested members of an Islamic sect.", ("UZB", "REL")),
        ("Bangui was quiet on Monday after dozens of soldiers mutinied over unpaid wages.", ("CAF", "GOV")),
    ],
)
def test_the_sector_of_whom_an_act_is_done_to(text: str, target: tuple[str, str]) -> None:
    assert target in [(p["code"], p["sector"]) for p in predict_events(text)[0]["target"]]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Pro-government militiamen beat protesters in Syria.", ("SYR", "PRM")),
        ("Unidentified gunmen opened fire on a bus in Karachi.", ("PAK", "UAF")),
        ("Euro zone finance ministers refused Greece more time.", ("EUR", "GOV")),
        ("Judges in The Hague issued an arrest warrant for a Libyan general.", ("IGO", "JUD")),
        ("Dutch prosecutors in The Hague charged three Russians over the downing of an airliner.", ("NLD", "JUD")),
        ("Strasbourg judges ordered Turkey to pay compensation to two villagers.", ("IGO", "JUD")),
        ("Santiago recalled its ambassador from La Paz on Monday.", ("CHL", "GOV")),
        ("Pupils in Santiago want the state to abolish exam fees.", ("CHL", "EDU")),
        ("Dissidents in Santiago, Cuba's second city, began a hunger strike.", ("CUB", "OPP")),
        ("Police in San Jose, California, arrested two hackers.", ("USA", "COP")),
    ],
)
def test_the_sector_and_country_of_who_acts(text: str, source: tuple[str, str]) -> None:
    assert [(p["code"], p["sector"]) for p in predict_events(text)[0]["source"]] == [source]


def test_a_date_in_what_is_told_as_past_is_not_turned_ahead() -> None:
    text = (
        "Mali demanded a re-run of the vote, which returned President Keita to office with 84% of the vote on Oct. 28."
    )
    assert dates_in(text, forward=True) == ["2019-10-28"]
