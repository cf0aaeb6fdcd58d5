"""What every grader and every chat model promises, whoever they are."""

from collections.abc import Callable, Iterator

import pytest

from interviewer.adapters.chat_model import ChatModel, LangChainModel, ModelAddress, ModelFailed
from interviewer.adapters.fakes import KeywordGrader, ScriptedModel
from interviewer.adapters.model_grader import ModelGrader
from interviewer.adapters.usage import Meter, MeteredModel
from interviewer.adapters.wording_desk import word_line
from interviewer.dialogue.briefs import Brief
from interviewer.dialogue.guards import Finished, Guards
from interviewer.grading.assessment import AnswerToGrade, Assessment, Grader
from interviewer.grading.prompts import Prompt
from interviewer.runner import VirtualClock
from tests.model.server import ChatServer, Wire
from tests.model.stage import ANSWER, Bench

ODD = ("", " \n", "…", "\u202e\u0000\ud7ff" * 40, "a" * 3000, '{"points": {}}', "Is it? Or is it not? " * 60)
WORDS = "You said so. And how do you see that?"
SPEAK = Prompt("wording", "You are Pat.", "line: x")


@pytest.fixture(
    scope="module", params=["offline", "keywords", "model", "model that fails", "model that talks nonsense"]
)
def grader(request: pytest.FixtureRequest, bench: Bench) -> Grader:
    def nonsense(prompt: Prompt) -> str:
        return '{"points": {"p1": {"sentence": "s1", "verdict": "splendid"}}}'

    def fails(prompt: Prompt) -> str:
        raise ModelFailed("no reply in time", slow=True)

    minds = {"model": bench.mind, "model that fails": fails, "model that talks nonsense": nonsense}
    if request.param not in minds:
        return bench.grader if request.param == "offline" else KeywordGrader()
    model = ScriptedModel(minds[request.param])
    return ModelGrader(lambda prompt: model.ask(prompt, 1.0), model.name, bench.grader, lambda failure: None)


Judged = list[tuple[AnswerToGrade, Assessment]]


@pytest.fixture(scope="module")
def judged(grader: Grader, bench: Bench) -> Judged:
    """What a grader makes of many answers."""
    return [(answer, grader.grade(answer)) for answer in answers(bench)]


@pytest.fixture(params=["scripted", "over HTTP", "metered"])
def model(request: pytest.FixtureRequest) -> Iterator[Callable[[Callable[[Prompt], str]], ChatModel]]:
    """Makes a chat model that says what a function says, or fails as it fails."""
    if request.param == "over HTTP":
        wire = Wire(lambda prompt: WORDS)
        with ChatServer(wire) as server:

            def over_http(mind: Callable[[Prompt], str]) -> ChatModel:
                wire.mind = mind
                wire.fault = lambda role: "401" if mind is fails else None
                return LangChainModel(ModelAddress("openai", "tiny", server.url, "k"), sleep=lambda seconds: None)

            yield over_http
    elif request.param == "metered":
        yield lambda mind: MeteredModel(ScriptedModel(mind), Meter(VirtualClock()))
    else:
        yield ScriptedModel


Make = Callable[[Callable[[Prompt], str]], ChatModel]


def fails(prompt: Prompt) -> str:
    raise ModelFailed("the API key was not accepted", final=True)


def answers(bench: Bench) -> Iterator[AnswerToGrade]:
    question = bench.library.question("confidence-intervals")
    turns = [(one.answer,) for one in question.examples]
    for said in (*turns, (ANSWER, "wrong:coverage half:width"), *((odd,) for odd in ODD), ()):
        yield AnswerToGrade(question=question, stage=question.stages[0], turns=said, heard=(question.stages[0].prompt,))


def test_a_grader_judges_every_key_point_of_any_answer_in_order(grader: Grader, judged: Judged) -> None:
    assert grader.name
    for answer, found in judged:
        assert found.graded_by
        if found.score is None:
            assert found.unscored_reason
            continue
        assert 0.0 <= found.score <= 1.0
        assert [verdict.id for verdict in found.key_points] == [point.id for point in answer.stage.key_points]


def test_a_grader_gives_no_credit_without_a_quote_that_was_said(grader: Grader, judged: Judged) -> None:
    credited = 0
    for answer, found in judged:
        for verdict in found.key_points:
            assert 0.0 <= verdict.credit <= 1.0
            assert 0.0 <= verdict.confidence <= 1.0
            assert bool(verdict.quote) >= bool(verdict.credit)
            credited += bool(verdict.credit)
        quoted = [*found.misconceptions, *(verdict for verdict in found.key_points if verdict.quote)]
        assert all(one.quote in answer.turns[one.turn] for one in quoted if one.quote and one.turn is not None)
    assert credited or isinstance(grader, KeywordGrader)


def test_a_grader_says_the_same_twice(grader: Grader, judged: Judged) -> None:
    answer, found = judged[0]
    assert grader.grade(answer) == found


def test_a_chat_model_says_the_same_whether_it_is_heard_in_pieces_or_not(model: Make) -> None:
    held, pieces = model(lambda prompt: WORDS), list[str]()
    held.warm()
    assert held.name
    assert held.ask(SPEAK, 5.0, lambda piece: not pieces.append(piece)).text == "".join(pieces) == WORDS
    assert len(pieces) > 2
    assert held.ask(SPEAK, 5.0).text == WORDS


@pytest.mark.parametrize("streamed", [False, True])
def test_a_chat_model_that_fails_raises_one_kind_of_error(model: Make, streamed: bool) -> None:
    for mind in (fails, lambda prompt: " "):
        held = model(mind)
        held.warm()
        with pytest.raises(ModelFailed):
            held.ask(SPEAK, 5.0, (lambda piece: True) if streamed else None)


@pytest.mark.parametrize("words", [WORDS, "You said so. Excellent! And how?", "And how do you see that?", "Tell me."])
def test_a_line_in_anybody_s_words_ends_with_one_question(model: Make, bench: Bench, words: str) -> None:
    brief = Brief("whole", "I see. How do you see that?", "I see.", "How do you see that?", ("follow-up",))
    guard = Guards(bench.session).make(brief, (), "I said so.", lambda text: False)
    lines: list[Finished] = []
    begun: list[str] = []
    held = model(lambda prompt: words)
    word_line(held, bench.session.persona, guard, (), 5.0, begun.append, lines.append, lambda: True)
    (line,) = lines
    assert line.text.count("?") == 1
    assert line.text.endswith("?")
    assert all(line.text.startswith(one) for one in begun)
