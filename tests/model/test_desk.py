"""A model takes part in an interview: over HTTP, sentence by sentence, and never at the price of the interview."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from interviewer.adapters.chat_model import LangChainModel, ModelAddress, ModelFailed
from interviewer.adapters.fakes import MemoryLog, ScriptedModel
from interviewer.adapters.model_desk import ModelDesk, ModelParts
from interviewer.adapters.usage import Meter, MeteredModel
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.grading.prompts import Prompt
from interviewer.report.build import build_report
from interviewer.runner import RealClock, Runner, VirtualClock
from tests.model.minds import role_of
from tests.model.server import FAULTS, ChatServer, Wire
from tests.model.stage import ANSWER, TURN, Bench

LINES = (
    "Hello, I'm Ada. My thesis is on variational autoencoders for protein structures.",
    "I held whole families out and compared with a random baseline.",
    ANSWER,
    "I'd say the width depends on the spread of the data.",
    "I don't know.",
    "Could we skip this one?",
    "How much data do we have?",
    "I would split users at random and compare the means of the two groups.",
)
ENDLESS = LINES + ("I would look at the data first and plot it.", "I don't know.") * 30


@pytest.fixture
def server(bench: Bench) -> Iterator[ChatServer]:
    with ChatServer(Wire(bench.mind)) as served:
        yield served


def scripted(bench: Bench, mind: Callable[[Prompt], str], passed: bool = True) -> tuple[ScriptedModel, ModelParts]:
    """A model in this process that says what a function says."""
    model = ScriptedModel(mind, name="scripted:model")
    return model, replace(bench.parts("http://127.0.0.1:1/v1", passed), model=model)


def of(kind: type, events: tuple[ev.AnyEvent, ...]) -> list[ev.AnyEvent]:
    return [event for event in events if isinstance(event, kind)]


def one_role(bench: Bench, role: str, reply: str) -> Callable[[Prompt], str]:
    """A good mind but for one role."""
    return lambda prompt: reply if role_of(prompt.system) == role else bench.mind(prompt)


def test_a_whole_interview_is_held_and_its_report_names_the_model(bench: Bench, server: ChatServer) -> None:
    events = bench.hold(bench.parts(server.url), ENDLESS)
    assert events[-1].kind == "ended"
    report = build_report(bench.session, events, "2026-01-01T10:00:00+00:00")
    assert "openai:tiny" in report.facts.worded_by
    assert any(name.startswith("openai:tiny") for name in report.facts.graders)
    assert {role for role, _ in server.wire.asked} >= {"wording", "understanding", "grading"}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "timeout"])
def test_an_interview_comes_to_its_end_whatever_fails(bench: Bench, server: ChatServer, fault: str) -> None:
    server.wire.fault = lambda role: fault
    events = bench.hold(bench.parts(server.url), LINES)
    assert events[-1].kind == "ended"
    assert {event.worded_by for event in of(ev.Said, events)} <= {"authored", "openai:tiny"}
    assert of(ev.Noted, events)
    judged = [event.assessment.graded_by for event in of(ev.Assessed, events)]
    assert set(judged) == {"offline-1"}


def test_a_model_that_is_gone_is_not_asked_again(bench: Bench, server: ChatServer) -> None:
    server.wire.fault = lambda role: "401"
    bench.hold(bench.parts(server.url), ENDLESS)
    assert len(server.wire.asked) == 1


def test_a_model_whose_lines_never_pass_is_not_asked_for_more(bench: Bench) -> None:
    model, parts = scripted(bench, one_role(bench, "wording", "Excellent answer!"))
    events = bench.hold(parts, ENDLESS)
    assert sum(role_of(prompt.system) == "wording" for prompt in model.asked) == 4
    assert {event.worded_by for event in of(ev.Said, events)} == {"authored"}


def test_a_later_sentence_that_fails_is_dropped_and_the_authored_question_ends_the_line(bench: Bench) -> None:
    _, parts = scripted(bench, one_role(bench, "wording", "You said the interval gets narrower. Excellent! What else?"))
    step = bench.step(Wire(bench.mind), parts, "wording")
    draft = of(ev.WordingRequested, step.events)[0]
    assert isinstance(draft, ev.WordingRequested)
    assert step.said.text.startswith("You said the interval gets narrower.")
    assert step.said.text.count("?") == draft.draft.text.count("?")
    assert "Excellent" not in step.said.text


def test_a_sentence_is_out_before_the_rest_of_the_line_is_written(bench: Bench, server: ChatServer) -> None:
    server.wire.mind = one_role(bench, "wording", f"You said it gets narrower. {'Then you went on and on, ' * 40}")
    server.wire.pause_s, server.wire.piece_chars = 0.01, 12
    begun, finished = threading.Event(), threading.Event()
    clock, log = RealClock(), MemoryLog()
    parts = replace(bench.parts(server.url), work=lambda task: threading.Thread(target=task, daemon=True).start())
    parts.model.warm()
    desk = ModelDesk(bench.session, parts, clock, bench.opening)
    runner = Runner(Interview.resume(bench.session, bench.opening), log, clock, [desk])

    def listen(events: tuple[ev.AnyEvent, ...]) -> None:
        for event in events:
            if isinstance(event, ev.LineBegun):
                begun.set()
                assert not of(ev.Said, log.events[-1:])
            if isinstance(event, ev.Said):
                finished.set()

    runner.listeners.append(listen)
    runner.receive(inp.CandidateTurn(at=clock.now(), text=TURN["wording"]))
    runner.run(stopped=finished.is_set)
    assert begun.is_set()
    order = [event.kind for event in log.events if event.kind in ("line-begun", "said")]
    assert order == ["line-begun", "said"]
    said = of(ev.Said, log.events)[0]
    assert isinstance(said, ev.Said)
    assert said.text.startswith("You said it gets narrower.")


def test_a_line_that_was_begun_and_then_given_up_still_ends_with_its_question(bench: Bench) -> None:
    clock, log = VirtualClock(max(event.at for event in bench.opening)), MemoryLog()
    session = bench.session
    runner = Runner(Interview.resume(session, bench.opening), log, clock)
    runner.receive(inp.CandidateTurn(at=clock.now(), text=TURN["wording"]))
    while not of(ev.WordingRequested, log.events):
        clock.advance_to(runner.next_time() or 0.0)
        runner.receive(runner.due())
    request = of(ev.WordingRequested, log.events)[0]
    assert isinstance(request, ev.WordingRequested)
    runner.receive(inp.Worded(at=clock.now(), request=request.request, text="You said so.", more=True))
    clock.advance_to(runner.next_time() or 0.0)
    runner.receive(runner.due())
    said = of(ev.Said, log.events)[0]
    assert isinstance(said, ev.Said)
    assert said.text == f"You said so. {request.draft.text}"


def test_until_a_model_has_passed_its_exam_the_offline_grader_judges(bench: Bench) -> None:
    everything = one_role(bench, "grading", "{}")
    _, parts = scripted(bench, everything, passed=False)
    events = bench.hold(parts, LINES)
    assert {event.assessment.graded_by for event in of(ev.Assessed, events)} == {"offline-1"}
    assert "exam" in {event.part for event in of(ev.Noted, events)}


def test_a_model_that_covers_everything_fails_its_exam_and_words_on(bench: Bench) -> None:
    def lenient(prompt: Prompt) -> str:
        if role_of(prompt.system) != "grading":
            return bench.mind(prompt)
        assert prompt.schema is not None
        labels = prompt.schema["properties"]["points"]["properties"]
        reply: dict[str, object] = {"points": {label: {"sentence": "s1", "verdict": "covered"} for label in labels}}
        mistakes = prompt.schema["properties"].get("misconceptions", {}).get("properties", {})
        return json.dumps({**reply, **({"misconceptions": dict.fromkeys(mistakes, "none")} if mistakes else {})})

    board = bench.folder / "lenient.json"
    _, parts = scripted(bench, lenient, passed=False)
    events = bench.hold(replace(parts, board=lambda: type(bench.board())(board, bench.board().answers)), LINES)
    noted = [event.reason for event in of(ev.Noted, events) if event.part == "exam"]
    assert len(noted) == 1
    assert "failed the exam" in noted[0]
    assert {event.assessment.graded_by for event in of(ev.Assessed, events)} == {"offline-1"}
    assert "scripted:model" in {event.worded_by for event in of(ev.Said, events)}


def test_when_the_budget_is_used_up_the_rest_runs_offline(bench: Bench) -> None:
    meter = Meter(VirtualClock(), budget=3000)
    model, parts = scripted(bench, bench.mind)
    events = bench.hold(replace(parts, model=MeteredModel(model, meter)), ENDLESS)
    assert events[-1].kind == "ended"
    assert 3000 <= meter.spent < 8000
    assert any("token budget" in event.reason for event in of(ev.Noted, events))


def test_a_session_that_began_with_a_model_goes_on_without_it(bench: Bench) -> None:
    model, parts = scripted(bench, bench.mind)
    events = bench.hold(replace(parts, absent="no model was named"), LINES)
    assert events[-1].kind == "ended"
    assert model.asked == []
    assert {event.worded_by for event in of(ev.Said, events)} == {"authored"}


def test_the_model_chooses_a_hidden_fact_and_its_words_stay_as_written(bench: Bench) -> None:
    def choosing(prompt: Prompt) -> str:
        return '{"answer": "a1"}' if role_of(prompt.system) == "answering" else bench.mind(prompt)

    model, parts = scripted(bench, choosing)
    step = bench.step(Wire(bench.mind), parts, "answering")
    if not any(role_of(prompt.system) == "answering" for prompt in model.asked):
        pytest.fail("the answering role was never asked")
    assert isinstance(step.said, ev.Said)


def test_a_broken_desk_is_noted_and_costs_one_step(bench: Bench) -> None:
    def broken(prompt: Prompt) -> str:
        raise ZeroDivisionError("oh")

    _, parts = scripted(bench, broken)
    events = bench.hold(parts, LINES)
    assert events[-1].kind == "ended"
    assert any("ZeroDivisionError" in event.reason for event in of(ev.Noted, events))


def test_a_slow_server_is_given_up_in_time(server: ChatServer) -> None:
    server.wire.fault = lambda role: "timeout"
    model = LangChainModel(ModelAddress("openai", "tiny", server.url, "k"))
    with pytest.raises(ModelFailed, match="no reply in time"):
        model.ask(Prompt("grading", "You mark.", "x", {"type": "object"}), 0.5)
