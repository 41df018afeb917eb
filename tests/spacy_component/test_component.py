"""The spaCy component on a blank pipeline."""

import pytest

pytest.importorskip("spacy")

import spacy  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

from onrecord.spacy_component import record_of  # noqa: E402

TEXTS = [
    "Mali accused France of spying on Monday.",
    "Kenya's president urged Ethiopia to reopen the border.\n\n“We will not wait,” he said.",
    "",
    "Nothing happened.",
]


@pytest.fixture(scope="module")
def nlp() -> "spacy.Language":
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord")
    return nlp


def test_a_document_has_its_record_statements_and_events(nlp: "spacy.Language") -> None:
    doc = nlp(TEXTS[0])

    assert [e.type.value for e in doc._.events][0] == "ACCUSE"
    assert doc._.record.article.text == TEXTS[0]
    accused = doc.spans["events"][0]
    assert accused.text.startswith("accused")
    assert (accused.label_, accused.id_) == ("ACCUSE", doc._.events[0].id)
    assert [s.id_ for s in doc.spans["statements"]] == [s.id for s in doc._.statements]


def test_the_publication_date_comes_from_the_documents_user_data(nlp: "spacy.Language") -> None:
    doc = nlp.make_doc(TEXTS[0])
    doc.user_data["date"] = "2024-05-08"

    assert nlp(doc)._.events[0].date == "2024-05-06"
    assert nlp(TEXTS[0])._.record.article.date is None


@pytest.mark.parametrize("processes", [1, 2])
def test_pipes_of_one_and_two_processes_give_the_same(nlp: "spacy.Language", processes: int) -> None:
    alone = [nlp(text).user_data["onrecord"] for text in TEXTS]

    docs = list(nlp.pipe(TEXTS, n_process=processes, batch_size=2))

    assert [doc.user_data["onrecord"] for doc in docs] == alone
    assert [len(doc._.events) for doc in docs] == [len(nlp(text)._.events) for text in TEXTS]


def test_records_outlive_writing_and_reading(nlp: "spacy.Language") -> None:
    doc = nlp(TEXTS[1])

    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (binned,) = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)

    assert record_of(again) == record_of(binned) == record_of(doc)
    assert [s.text for s in again.spans["statements"]] == [s.text for s in doc.spans["statements"]]


def test_the_component_is_saved_with_the_pipeline(nlp: "spacy.Language", tmp_path: "object") -> None:
    nlp.to_disk(str(tmp_path))

    assert spacy.load(str(tmp_path))(TEXTS[0])._.events == nlp(TEXTS[0])._.events


def test_a_document_of_another_pipeline_has_no_record() -> None:
    assert record_of(spacy.blank("en")(TEXTS[0])) is None


def test_another_language_is_recorded_as_such() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("onrecord")

    record = nlp("Mali warf Frankreich am Montag Spionage vor.")._.record

    assert [p.code for p in record.problems] == ["no-language-pack"]
