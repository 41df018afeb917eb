"""Words that stand together for one act, whatever each says alone."""

import pytest
from tests.events.support import events_of, parse_of

from onrecord.find.slots import Tree
from onrecord.find.triggers import Hit, find_hits
from onrecord.lang import load_pack
from onrecord.schema import EventType

PACK = load_pack("en")
SET = [f for f in PACK.frames if "set" in f.needs]


def hits_of(text: str, lemma: str) -> list[Hit]:
    """The hits of a word of a text."""
    parse = parse_of(text)
    return next((hits for word, hits, _ in find_hits(Tree(parse, PACK)) if parse.lemma[word] == lemma), [])


@pytest.mark.parametrize(
    ("text", "lemma", "type_"),
    [
        ("Pilots turned their backs on the minister of Chad.", "turn", EventType.PROTEST),
        ("Togo turned a deaf ear to the plea of Benin.", "turn", EventType.REJECT),
        ("Peru pulled the plug on its pact with Laos.", "pull", EventType.SANCTION),
        ("Chad threw Mali a lifeline.", "throw", EventType.AID),
        ("Kenya would not hear of a Somali veto.", "hear", EventType.REJECT),
        ("The president of Togo fired his interior minister.", "fire", EventType.SANCTION),
        ("Police in Lome drove the marchers back with tear gas.", "drive", EventType.ASSAULT),
        ("Togo let the inspectors into the camp.", "let", EventType.RETREAT),
        ("Malta barred two inspectors of the UN.", "bar", EventType.REJECT),
        ("Rioters in Lome torched a bank.", "torch", EventType.PROTEST),
        ("Minsk promised reprisals against Vilnius.", "promise", EventType.THREATEN),
        ("A court in Lome jailed the reporter for six years.", "jail", EventType.SANCTION),
        ("The cabinet in Lome revoked the decree on farm land.", "revoke", EventType.CONCEDE),
        ("The Czech premier wrapped up a visit to Ghana.", "wrap", EventType.CONSULT),
        ("Gunmen in Mali abducted two nurses.", "abduct", EventType.COERCE),
        ("Judges in Lome cleared the mayor of graft.", "clear", EventType.RETREAT),
        ("The king of Tonga gave up his throne.", "give", EventType.RETREAT),
        ("Lima has convoked the consul of Chile.", "convoke", EventType.ACCUSE),
        ("Baku put the responsibility upon Yerevan.", "put", EventType.ACCUSE),
        ("Quito decreed the state of exception.", "decree", EventType.COERCE),
        ("Riga announced as unwanted persons two envoys.", "announce", EventType.SANCTION),
        ("Chad hung its relations with Togo.", "hang", EventType.SANCTION),
        ("Two nurses ascended as martyrs in the raid.", "ascend", EventType.ASSAULT),
        ("The premier of Togo vowed to crush the rebels.", "vow", EventType.THREATEN),
        ("Police in Mali cut the internet.", "cut", EventType.COERCE),
        ("Peru opened an embassy in Hanoi.", "open", EventType.SUPPORT),
        ("Peru let the exiles stay.", "let", EventType.AID),
        ("The two parties in Lome sealed a coalition.", "seal", EventType.COOPERATE),
        ("Togo said that Benin was behind the bombing.", "say", EventType.ACCUSE),
        ("Detectives in Lome want to question the mayor.", "want", EventType.ACCUSE),
        ("Togo bristled at the remarks of Benin.", "bristle", EventType.ACCUSE),
        ("The rebels pulled out of talks with Togo.", "pull", EventType.REJECT),
        ("Togo batted away the criticism of Benin.", "bat", EventType.REJECT),
        ("Togo went back on its promise to Benin.", "go", EventType.REJECT),
        ("Any attack will be met with force, Togo told Benin.", "meet", EventType.THREATEN),
        ("Togo brandished the threat of a ban at Benin.", "brandish", EventType.THREATEN),
        ("Youths in Lome fought running battles with police.", "fight", EventType.PROTEST),
        ("Dockers in Lome refused to unload a French ship.", "refuse", EventType.PROTEST),
        ("Eggs were thrown at the premier of Togo.", "throw", EventType.PROTEST),
        ("Togo pulled out of a pact with Benin.", "pull", EventType.SANCTION),
        ("Togo voted to leave the treaty.", "vote", EventType.SANCTION),
        ("The Senate in Lome unseated a judge.", "unseat", EventType.SANCTION),
        ("Togo airlifted a battalion to the border with Benin.", "airlift", EventType.MOBILIZE),
        ("Togo fired warning shots at a ship of Benin.", "fire", EventType.MOBILIZE),
        ("A destroyer of Togo steamed through the strait.", "steam", EventType.MOBILIZE),
        ("Police in Lome raided the offices of a newspaper.", "raid", EventType.COERCE),
        ("Police in Togo put the exiles on a train to Benin.", "put", EventType.COERCE),
        ("Gunmen in Togo strangled a writer.", "strangle", EventType.ASSAULT),
        ("Togo and Benin clinched a truce in Lome.", "clinch", EventType.AGREE),
        ("The Omani sultan granted an audience to the premier of Chad.", "grant", EventType.CONSULT),
        ("The Omani sultan received the premier of Chad in Muscat.", "receive", EventType.CONSULT),
        ("A treaty with Togo cleared the senate in Lima.", "clear", EventType.SUPPORT),
        ("Oslo sent its condolences to Lome.", "send", EventType.SUPPORT),
        ("The cabinet of Togo scrapped its ban on rallies.", "scrap", EventType.CONCEDE),
        ("The losing candidate in Togo conceded defeat.", "concede", EventType.CONCEDE),
        ("Togo held naval drills with the Ghanaian army.", "drill", EventType.COOPERATE),
        ("Chad and Mali swapped forty prisoners.", "swap", EventType.COOPERATE),
        ("Norway wrote off nine tenths of the debt of Malawi.", "write", EventType.AID),
        ("A truce between Chad and Sudan took effect.", "take", EventType.RETREAT),
        ("The premier of Togo offered his resignation.", "offer", EventType.RETREAT),
        ("Austria returned nine skulls to Namibia.", "return", EventType.RETREAT),
        ("Miners in Togo listed their demands to the cabinet.", "list", EventType.REQUEST),
        ("Chad filed a petition with the court for a recount.", "file", EventType.REQUEST),
        ("The navy of Algeria held exercises off the coast of Spain.", "hold", EventType.MOBILIZE),
        ("Bahrain convicted two Danes of spying.", "convict", EventType.SANCTION),
        ("Cyprus returned a suspected rebel financier to Malta to face trial.", "return", EventType.COOPERATE),
        ("The commission in Lome disqualified four candidates from the election.", "disqualify", EventType.COERCE),
        ("Gabon sent home 300 illegal migrants from Benin.", "send", EventType.COERCE),
        ("Jordan scaled back its forces on the Syrian border.", "scale", EventType.RETREAT),
        ("Peru raised tariffs on Chilean wine.", "raise", EventType.SANCTION),
        ("Opposition deputies stormed out of parliament in Riga.", "storm", EventType.PROTEST),
        ("Oslo asked two diplomats of Iran to leave.", "ask", EventType.SANCTION),
        ("Zambia sent troops to protect the government of Malawi.", "send", EventType.AID),
        ("Togo upgraded its mission in Laos to an embassy.", "upgrade", EventType.SUPPORT),
        ("Peru destroyed its last landmines.", "destroy", EventType.RETREAT),
        ("A Dutch frigate escorted a food ship to Somalia.", "escort", EventType.AID),
        ("Syria granted UN inspectors access to a plant.", "grant", EventType.RETREAT),
        ("The Tamil rebels walked out on a peace plan of Norway.", "walk", EventType.REJECT),
        ("Malian troops drove the rebels out of Kidal.", "drive", EventType.ASSAULT),
        ("Riot police lined the route of the march in Lima.", "line", EventType.MOBILIZE),
        ("Togo and Benin stepped up cooperation on the border.", "step", EventType.COOPERATE),
        ("The European Union is considering sanctions on Benin.", "consider", EventType.THREATEN),
    ],
)
def test_a_set_phrase_means_nothing_else(text: str, lemma: str, type_: EventType) -> None:
    (hit,) = hits_of(text, lemma)
    assert hit.fixed
    assert hit.frame.type is type_
    assert type_ in [e.type for e in events_of(text)]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Libyan gunners dug in May along the border with Chad.", "dig"),  # the particle belongs to another word
        ("Peru pulled a truck out of the river by the plug on Monday.", "pull"),
        ("Chad gave Mali a night to hand over the rifles.", "give"),  # a verb below it
        ("The mill in Lome met the demand for flour.", "meet"),
        ("The coach in Lome held drills with the boys.", "drill"),
        ("The porter received the crate in Muscat.", "receive"),
        ("The pill took effect at noon.", "take"),
        ("Leaders of Chad and Mali came face to face in a first round of talks.", "round"),
    ],
)
def test_words_that_do_not_hang_together_are_none(text: str, lemma: str) -> None:
    assert not any(hit.fixed for hit in hits_of(text, lemma))


def test_a_particle_is_no_noun() -> None:
    names = {hit.frame.name for hit in hits_of("Pilots turned their backs on the minister of Chad.", "turn")}
    assert "deport" not in names


def test_a_phrase_of_whatever_verb_is_found_at_its_verb() -> None:
    hits = hits_of("Chile and Peru jointly inoculated the herdsmen.", "inoculate")
    assert EventType.COOPERATE in [hit.frame.type for hit in hits]
    assert not hits_of("Chile inoculated the herdsmen.", "inoculate")


def test_the_words_of_such_a_phrase_stand_behind_one_another() -> None:
    hits = hits_of("Peruvian and Chilean police freed a captive in a joint operation.", "free")
    assert [hit.frame.name for hit in hits] == ["idiom operation together"]


def test_what_bars_a_type_from_a_word_does_not_bar_a_set_phrase() -> None:
    hits = hits_of("The miners of Togo have come out for the premier.", "come")
    assert [hit.frame.type for hit in hits] == [EventType.SUPPORT]


def test_one_mention_of_two_countries_acts_jointly() -> None:
    types = [e.type for e in events_of("Chilean and Peruvian sappers cleared the pass together.")]
    assert EventType.COOPERATE in types


def test_the_nouns_of_a_set_phrase_are_no_events() -> None:
    types = [e.type for e in events_of("Togo poured cold water on the plan of Benin.")]
    assert types.count(EventType.REJECT) == 1


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Peru handed Ramzi Yousef over to Chile.", True),
        ("Peru handed the keys over to Chile.", False),
    ],
)
def test_a_condition_asks_for_the_name_of_a_person(text: str, fixed: bool) -> None:
    assert [h.frame.name for h in hits_of(text, "hand") if h.fixed] == ["idiom person handed to state"] * fixed


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Laos held drills with Vietnam.", True),
        ("Laos held drills with Thai troops.", True),
        ("Laos held drills with 5,000 troops.", False),
        ("Laos held drills on Monday.", False),
    ],
)
def test_a_condition_asks_for_a_name(text: str, fixed: bool) -> None:
    assert [h.frame.name for h in hits_of(text, "drill") if h.fixed] == ["idiom drill with"] * fixed


def test_what_a_set_phrase_says_by_a_negation_is_no_refusal() -> None:
    types = [e.type for e in events_of("The president of Togo said that he would not seek another term.")]
    assert EventType.CONCEDE in types
    assert EventType.REJECT not in types


def test_set_phrases_have_words() -> None:
    assert len(SET) > 50
    assert all(f.verbs for f in SET)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The central bank of Togo tied its currency to the dollar.", EventType.ACCUSE),
        ("The swimmer of Togo pulled out of the championships.", EventType.REJECT),
        ("The proposal of Togo was met with silence in Benin.", EventType.THREATEN),
        ("A cook in Togo threw eggs into the pan.", EventType.PROTEST),
        ("The bank withdrew its services from the towns of Togo.", EventType.PROTEST),
        ("Togo voted to leave the lights on.", EventType.SANCTION),
        ("Shell pulled out of a deal to buy a field in Togo.", EventType.SANCTION),
        ("The charity airlifted 30 wounded children to a hospital in Togo.", EventType.MOBILIZE),
        ("The firm stepped up security of its network in Togo.", EventType.MOBILIZE),
        ("The coach of Togo removed the captain.", EventType.COERCE),
        ("Students of Togo and Benin began an exchange.", EventType.ASSAULT),
    ],
)
def test_look_alikes_of_sport_and_business_are_none(text: str, type_: EventType) -> None:
    assert type_ not in [e.type for e in events_of(text)]


def test_words_of_kindness_threaten_nobody() -> None:
    text = "The United States said on Thursday it would resume military aid to Peru, frozen since the raid."
    assert EventType.THREATEN not in [e.type for e in events_of(text)]


def test_what_another_must_do_is_no_promise() -> None:
    assert EventType.AGREE not in [e.type for e in events_of("Togo said that Benin must withdraw its forces.")]
