"""The network: shapes, the shipped graph against the training's forward pass, inputs against the run time's."""

import random

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from training.bases import Base  # noqa: E402
from training.batches import Schedule, Task, TaskBatches  # noqa: E402
from training.choices import side_choices  # noqa: E402
from training.features import CLS, LONGEST, SEP, Vocabulary, window_arrays  # noqa: E402
from training.feed import feed  # noqa: E402
from training.graph import Shipped, example  # noqa: E402
from training.inputs import make_batch  # noqa: E402
from training.labels import NAME_TYPES, bio  # noqa: E402
from training.losses import Losses  # noqa: E402
from training.mix import mix  # noqa: E402
from training.network import Model, Shape  # noqa: E402
from training.paragraph import Paragraph  # noqa: E402
from training.paths import MODEL  # noqa: E402
from training.teachers import Teachers, soft_losses  # noqa: E402

from onrecord.parse.windows import make_windows  # noqa: E402

INVENTORY = {"upos": ["NOUN", "VERB"], "xpos": ["NN", "VB"], "deprel": ["ROOT", "nsubj"], "names": bio(NAME_TYPES)}


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(1)
    return Model(INVENTORY)


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.load(MODEL / "tokenizer.json")


def test_the_shipped_graph_computes_what_was_trained(model):
    model.eval()
    inputs = example()
    with torch.no_grad():
        tags, arcs, relations, _links, _sides = Shipped(model)(*inputs)
        ids, *others = inputs
        states = model.word_states(ids, torch.ones_like(ids), *others)
        heads = torch.zeros(1, 20, dtype=torch.long)
        assert torch.allclose(tags, torch.cat(list(model.tag_scores(states).values()), -1), atol=1e-4)
        assert torch.allclose(arcs, model.arc_scores(states), atol=1e-4)
        dependent, head = relations.split(model.shape.relation, -1)
        mixed = model.relation_out(torch.relu(dependent + head[:, :1]))
        assert torch.allclose(mixed, model.relation_scores(states, heads), atol=1e-4)


def test_windows_are_those_of_the_run_time(vocabulary):
    paragraphs = [["The", "U.N.", '"', "re-evaluates", '"', "it"], ["iPods", "!"]]
    ours = window_arrays([paragraphs], vocabulary)
    rows = lambda words: [(tuple(vocabulary.look(w)[0]), vocabulary.look(w)[1]) for w in words]  # noqa: E731
    (theirs,) = make_windows(paragraphs, pieces_of=rows, begin=CLS, separator=SEP, size=256)
    for name, value in theirs.inputs.items():
        assert np.array_equal(value, ours[name]), name
    assert max(vocabulary.sizes(["x" * 90])) <= LONGEST


WORDS = ("Ann", "said", "rain", "falls")
SYNTAX = {"start": (1, 0, 0, 0), "upos": (0, 1, 0, -100), "xpos": (0, 1, 0, 1), "deprel": (1, 0, 1, 1)}
SYNTAX |= dict.fromkeys(("Tense", "VerbForm", "Mood", "Voice", "Polarity"), (0, 1, 0, 1))
LINKS = (("source", 0, 0), ("cue", 1, 0), ("content", 2, 0))
CASES = {
    "trigger": (0, 2, -100, 0),
    "status": (-100, 1, -100, -100),
    "act": (-100, 3, -100, -100),
    "sector": (-100, 2, -100, -100),
    "reach": (-100, 1, -100, -100),
    "case": (1, 3, 5, -100),
    "party": (1, 0, 6, 0),
    "actor": (-100, 1, -100, -100),
    "recipient": (-100, 0, 8, -100),
}
PARAGRAPHS = {
    "syntax": Paragraph(WORDS, SYNTAX, heads=(1, 1, 3, 1)),
    "silver": Paragraph(WORDS, SYNTAX, heads=(1, 1, -100, 1)),
    "names": Paragraph(WORDS, {"names": (15, 0, 0, 0)}, kind="three"),
    "attribution": Paragraph(WORDS, {"attribution": (1, 3, 5, 6)}, links=LINKS),
    "cases": Paragraph(WORDS, CASES, links=LINKS),
    "records": Paragraph(WORDS, {"trigger": (-100, 3, -100, -100)}),
}


@pytest.mark.parametrize("task", PARAGRAPHS)
def test_every_task_has_a_finite_loss_and_gradients(model, vocabulary, task):
    losses = Losses(model, half=False)
    model.train()
    batch = make_batch([[PARAGRAPHS[task]], [PARAGRAPHS[task]] * 2], vocabulary, task=task)
    total = sum(losses.of(batch).values())
    model.zero_grad()
    total.backward()
    assert torch.isfinite(total)
    assert model.tags.weight.grad is not None


@pytest.mark.parametrize("task", PARAGRAPHS)
def test_a_pupil_that_thinks_as_its_teacher_has_nothing_to_learn_from_it(model, vocabulary, task):
    model.eval()
    batch = make_batch([[PARAGRAPHS[task]], [PARAGRAPHS[task]] * 2], vocabulary, task=task)
    views = Teachers([model]).view(batch)
    states = model.word_states(**batch.inputs)
    losses = soft_losses(model, states, model.tag_scores(states), views, batch)
    assert {"soft_trigger", "soft_arc", "soft_names", "soft_status"} <= set(losses)
    model.zero_grad()
    sum(losses.values()).backward()
    steepest = {name: float(p.grad.abs().max()) for name, p in model.named_parameters() if p.grad is not None}
    assert max(steepest.values()) < 2e-3, steepest


def test_a_pupil_that_differs_moves_towards_its_teacher(model, vocabulary):
    torch.manual_seed(5)
    pupil = Model(INVENTORY).eval()
    batch = make_batch([[PARAGRAPHS["cases"]] * 3], vocabulary, task="cases")
    views = Teachers([model.eval()]).view(batch)
    optimizer = torch.optim.SGD(pupil.parameters(), lr=0.02)
    totals = []
    for _ in range(4):
        states = pupil.word_states(**batch.inputs)
        losses = soft_losses(pupil, states, pupil.tag_scores(states), views, batch)
        totals.append({name: loss.item() for name, loss in losses.items()})
        optimizer.zero_grad()
        sum(losses.values()).backward()
        optimizer.step()
    assert sum(totals[-1].values()) < sum(totals[0].values())
    assert {"soft_link", "soft_sides"} <= set(totals[0])


def test_a_teacher_of_relative_positions_depends_on_word_order(vocabulary):
    torch.manual_seed(2)
    teacher = Model(INVENTORY, Shape(base=Base.MPNET)).eval()
    torch.nn.init.normal_(teacher.encoder.distance.weight)
    torch.nn.init.zeros_(teacher.encoder.positions.weight)
    one, other = (
        make_batch([[Paragraph(w, {})]], vocabulary, task="names") for w in (("a", "b", "c"), ("c", "b", "a"))
    )
    with torch.no_grad():
        states, reversed_ = (teacher.word_states(**batch.inputs)[0] for batch in (one, other))
    assert states.shape == (3, 768)
    assert not torch.allclose(states[1], reversed_[1], atol=1e-3)


def test_a_checkpoint_of_fewer_heads_is_taken_over_and_the_new_heads_stay(model):
    other = Model(INVENTORY)
    state = {name: value + 1 for name, value in other.state_dict().items()}
    known = len(state["tags.weight"]) - 3
    state |= {name: state[name][:known] for name in ("tags.weight", "tags.bias")}
    before = other.tags.weight.detach().clone()
    assert other.load_state(state) == ([], [])
    assert torch.equal(other.tags.weight[:known], before[:known] + 1)
    assert torch.equal(other.tags.weight[known:], before[known:])


def test_a_checkpoint_of_a_head_since_taken_out_is_cut(model):
    other = Model(INVENTORY)
    state = {name: value.clone() for name, value in model.state_dict().items()}
    state |= {name: torch.cat([state[name], state[name][:5]]) for name in ("tags.weight", "tags.bias")}
    assert other.load_state(state) == ([], [])
    assert torch.equal(other.tags.weight, model.tags.weight)


def test_the_loss_of_sides_asks_only_for_one_of_the_words_that_stand_for_whom_gold_names(model, vocabulary):
    layers = {"party": (1, 0, 2, 2), "actor": (-100, 2, -100, -100), "recipient": (-100, -100, -100, -100)}
    batch = make_batch([[Paragraph(("Ann", "met", "Bob", "Bobby"), layers)]], vocabulary, task="cases")
    model.eval()
    with torch.no_grad():
        states = model.word_states(**batch.inputs)
        scores = model.side_scores(states)[0][0, 1, [0, 2, 3, 4]]
        wanted = scores.logsumexp(0) - scores[1:3].logsumexp(0)
        assert torch.allclose(side_choices(model, states, batch)[0].losses(), wanted, atol=1e-4)


def test_the_schedule_keeps_the_shares(vocabulary):
    paragraphs = [Paragraph(("a", "b", "c"), {"names": (0, 0, 0)}) for _ in range(50)]
    tasks = (Task("big", 0.75, (16,)), Task("small", 0.25, (16,)))
    sources = [TaskBatches.load(t, paragraphs, vocabulary, size=64, damaged=0.0) for t in tasks]
    schedule = Schedule(sources, seed=1)
    for _ in range(200):
        name, windows = schedule.next()
        schedule.count(name, sum(len(p.words) for w in windows for p in w))
    assert schedule.spent["big"] / schedule.spent["small"] == pytest.approx(3, rel=0.05)
    first, again = (next(sources[0].passes(random.Random(4))) for _ in range(2))
    assert first == again


def test_a_role_label_leaves_nothing_open_and_an_unknown_one_everything(model):
    allowed = Losses(model, half=False).roles_allowed
    assert allowed[:-1].sum() == len(model.heads["attribution"])
    assert allowed[-1].all()


def test_batches_made_ahead_by_workers_are_the_same_in_every_run(vocabulary):
    paragraphs = [
        Paragraph((word, "said", "no"), {"names": (1, 0, 0)}, document=k) for k, word in enumerate("abcdefgh")
    ]
    sources = [TaskBatches.load(Task("names", 1.0, (16,)), paragraphs, vocabulary, size=16, damaged=0.0)]
    drawn = []
    for workers in (2, 2, 0):
        batches = feed(sources, vocabulary, seed=3, workers=workers)
        drawn.append([next(batches).inputs["ids"].tolist() for _ in range(12)])
        batches.close()
    assert drawn[0] == drawn[1] != drawn[2]


def test_teachers_tell_the_sides_of_events_that_no_gold_marks(model, vocabulary):
    layers = {"names": (0,) * 4, "party": (1, 0, 1, 0)}
    batch = make_batch([[Paragraph(("Ann", "met", "Bob", "."), layers)]], vocabulary, task="names")
    teacher = Model(INVENTORY)
    with torch.no_grad():
        first = teacher.heads["trigger"]
        at = sum(len(labels) for labels in list(teacher.heads.values())[: list(teacher.heads).index("trigger")])
        teacher.tags.bias[at] = -50  # every word is an event
    views = Teachers([teacher.eval()]).view(batch)
    assert len(first) > 1 and [len(view) for view in views.sides] == [4, 4]
    assert all(view[:, [1, 3]].max() == 0 for view in views.sides)  # words that stand for nobody
    states = model.word_states(**batch.inputs)
    assert "soft_sides" in soft_losses(model, states, model.tag_scores(states), views, batch)


def test_a_mixture_lies_between_its_parts(model):
    other = Model(INVENTORY)
    state = {name: value + 1 for name, value in other.state_dict().items()}
    before = other.tags.weight.detach().clone()
    mix(other, state, 0.25)
    assert torch.allclose(other.tags.weight, before + 0.25)
