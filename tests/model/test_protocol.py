"""What is asked of a server beyond the words, and what is left out for one that does not know it."""

import json
from collections.abc import Iterator

import pytest

from interviewer.adapters.chat_model import LangChainModel, ModelAddress, ModelFailed
from interviewer.dialogue import events as ev
from interviewer.grading.prompts import Prompt, choice, record
from tests.model.server import ChatServer, Wire
from tests.model.stage import Bench

ACT = json.dumps({"act": "answer"})
ASKED = Prompt("grading", "Name the act.", "I like tea.", record({"act": choice(["answer", "stop"])}))


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(Wire(lambda prompt: ACT)) as served:
        yield served


def model(server: ChatServer) -> LangChainModel:
    return LangChainModel(ModelAddress("openai", "tiny", server.url), sleep=lambda seconds: None)


def test_judges_are_asked_for_their_chances_and_nobody_else(server: ChatServer) -> None:
    server.wire.chance = 0.5
    held = model(server)
    reply = held.ask(ASKED, 5.0)
    assert "".join(piece for piece, _ in reply.chances) == ACT
    assert {round(chance, 6) for _, chance in reply.chances} == {0.5}
    assert held.ask(Prompt("understanding", "a", "b"), 5.0).chances == ()
    assert [body.get("logprobs", False) for _, body in server.wire.asked] == [True, False]


def test_a_server_that_tells_no_chances_is_as_good(server: ChatServer) -> None:
    assert model(server).ask(ASKED, 5.0).chances == ()


@pytest.mark.parametrize(
    "refuses", [("logprobs",), ("temperature",), ("response_format",), ("temperature", "logprobs", "response_format")]
)
def test_what_a_server_does_not_know_is_left_out_from_then_on(server: ChatServer, refuses: tuple[str, ...]) -> None:
    server.wire.refuses = refuses
    held = model(server)
    for requests in (1 + len(refuses), 1):
        server.wire.asked.clear()
        assert held.ask(ASKED, 5.0).text == ACT
        assert len(server.wire.asked) == requests
    told = server.wire.asked[-1][1]["messages"][-1]["content"]
    assert ("JSON Schema" in told) == ("response_format" in refuses)


def test_a_server_that_refuses_the_rest_is_not_asked_for_ever(server: ChatServer) -> None:
    server.wire.refuses = ("messages",)
    with pytest.raises(ModelFailed, match="400"):
        model(server).ask(ASKED, 5.0)
    assert len(server.wire.asked) == 1


def test_the_pause_before_another_attempt_is_the_one_the_server_asks_for(server: ChatServer) -> None:
    server.wire.fault = lambda role: "429"
    pauses: list[float] = []
    held = LangChainModel(ModelAddress("openai", "tiny", server.url), sleep=pauses.append)
    with pytest.raises(ModelFailed, match="slow down"):
        held.ask(ASKED, 5.0)
    assert (pauses, len(server.wire.asked)) == ([0.1], 2)


def test_a_verdict_in_an_interview_is_as_sure_as_the_model_was(bench: Bench) -> None:
    with ChatServer(Wire(bench.mind, chance=0.9)) as server:
        step = bench.step(server.wire, bench.parts(server.url), "grading")
    judged = step.of(ev.Assessed)[-1]
    assert isinstance(judged, ev.Assessed)
    assert judged.assessment.graded_by.startswith("openai:tiny")
    assert max(point.confidence for point in judged.assessment.key_points) <= 0.9
