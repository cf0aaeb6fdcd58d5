"""A model takes part in an interview: over HTTP, sentence by sentence, and never at the price of the interview."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.adapters.chat_model import Heard, LangChainModel, ModelAddress, ModelFailed, Reply, Usage
from interviewer.adapters.fakes import MemoryLog, ScriptedModel
from interviewer.adapters.model_desk import ModelDesk, ModelParts, at_once, in_a_thread
from interviewer.adapters.model_grader import ExamBoard
from interviewer.adapters.usage import Meter, MeteredModel
from interviewer.adapters.wording_desk import SentenceGate, word_line
from interviewer.commands.report import template
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.briefs import ACKNOWLEDGED, Brief
from interviewer.dialogue.guards import Finished, Guards
from interviewer.dialogue.interview import Interview
from interviewer.grading.oversight import WIDE_GAP
from interviewer.grading.prompts import Prompt
from interviewer.grading.text import sentences
from interviewer.report.build import build_report
from interviewer.report.markdown import to_markdown
from interviewer.runner import RealClock, Runner, VirtualClock
from tests.model.minds import role_of
from tests.model.server import FAULTS, ChatServer, Wire
from tests.model.stage import ANSWER, TURN, Bench, changed

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


class Everything:
    """A guard that lets everything be said."""

    brief = Brief("whole", "Why?", "", "Why?", ("follow-up",))

    def fault(self, sentence: str, before: object) -> None:
        """Nothing is wrong."""

    def asks(self, sentence: str) -> bool:
        """By the mark alone."""
        return "?" in sentence


def of(kind: type, events: tuple[ev.AnyEvent, ...]) -> list[ev.AnyEvent]:
    return [event for event in events if isinstance(event, kind)]


def one_role(bench: Bench, role: str, reply: str) -> Callable[[Prompt], str]:
    """A good mind but for one role."""
    return lambda prompt: reply if role_of(prompt.system) == role else bench.mind(prompt)


def test_a_whole_interview_is_held_and_its_report_names_the_model(bench: Bench, server: ChatServer) -> None:
    events = bench.hold(bench.parts(server.url), ENDLESS)
    assert events[-1].kind == "ended"
    report = build_report(bench.short, events, "2026-01-01T10:00:00+00:00")
    assert "openai:tiny" in report.facts.worded_by
    assert any(name.startswith("openai:tiny") for name in report.facts.graders)
    assert {role for role, _ in server.wire.asked} >= {"wording", "understanding", "grading"}


QUICK = ("401", "prose", "cut")
"""Faults with which a whole interview is held in every run; each is tried in every role for one step anyway."""
SLOW = [pytest.param(fault, marks=pytest.mark.slow) for fault in FAULTS if fault not in (*QUICK, "timeout")]


@pytest.mark.parametrize("fault", [*QUICK, *SLOW])
def test_an_interview_comes_to_its_end_whatever_fails(bench: Bench, server: ChatServer, fault: str) -> None:
    server.wire.fault = lambda role: fault
    events = bench.hold(bench.parts(server.url), LINES)
    assert events[-1].kind == "ended"
    assert {event.worded_by for event in of(ev.Said, events)} <= {"authored", "openai:tiny"}
    assert of(ev.Noted, events)
    judged = [event.assessment.graded_by for event in of(ev.Assessed, events)]
    assert set(judged) == {"offline-2"}


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


@pytest.mark.parametrize("acknowledged", [True, False])
def test_a_model_is_told_that_the_answer_was_acknowledged_aloud(bench: Bench, acknowledged: bool) -> None:
    model, parts = scripted(bench, bench.mind)
    bench.step(Wire(bench.mind), parts, "wording", acknowledged=acknowledged)
    asked = [prompt.user for prompt in model.asked if role_of(prompt.system) == "wording"]
    assert [ACKNOWLEDGED in prompt for prompt in asked] == [acknowledged]


def live(
    bench: Bench,
    server: ChatServer,
    listen: Callable[[ev.AnyEvent], None],
    until: Callable[[], bool] = lambda: True,
) -> ev.Said:
    """A turn held in real time, its line worded while the interview goes on; the line, and every event to `listen`."""
    clock, log = RealClock(max(event.at for event in bench.opening)), MemoryLog()
    works = [at_once]
    parts = replace(bench.parts(server.url), work=lambda task: (works.pop() if works else in_a_thread)(task))
    session = changed(bench.session, {"wording_wait_s": 30.0, "grade_wait_s": 30.0, "better_grade_wait_s": 0.05})
    desk = ModelDesk(session, parts, clock, bench.opening)
    runner = Runner(Interview.resume(session, bench.opening), log, clock, [desk])
    desk.begin(runner.inbox.put)
    runner.listeners.append(lambda events: [listen(event) for event in events] and None)
    runner.receive(inp.CandidateTurn(at=clock.now(), text=TURN["wording"]))
    runner.run(stopped=lambda: bool(of(ev.Said, log.events)) and until())
    said = of(ev.Said, log.events)[0]
    assert isinstance(said, ev.Said)
    return said


@pytest.mark.parametrize("second", ["Excellent!", "How much narrower, and why is that?", "Tell me who you are."])
def test_a_sentence_is_out_before_the_model_may_write_the_next_and_one_question_ends_the_line(
    bench: Bench, server: ChatServer, second: str
) -> None:
    shown, waited = threading.Event(), []
    server.wire.mind = one_role(bench, "wording", f"You said it gets narrower. {second} What else is there to say?")
    server.wire.before_sentence = lambda number: waited.append(shown.wait(20.0)) if number == 1 else None
    begun = []

    def listen(event: ev.AnyEvent) -> None:
        if isinstance(event, ev.LineBegun):
            begun.append(event.text)
            shown.set()

    said = live(bench, server, listen)
    assert waited == [True]
    assert begun == ["You said it gets narrower."]
    assert said.text.startswith(begun[0])
    assert said.text.count("?") == 1
    assert second not in said.text


def test_a_reply_does_not_wait_for_a_slow_judge_whose_verdict_counts_all_the_same(
    bench: Bench, server: ChatServer
) -> None:
    replied = threading.Event()

    def slow_judge(prompt: Prompt) -> str:
        return bench.mind(prompt) if role_of(prompt.system) != "grading" or replied.wait(20.0) else "too late"

    server.wire.mind = slow_judge
    events: list[ev.AnyEvent] = []

    def listen(event: ev.AnyEvent) -> None:
        events.append(event)
        if isinstance(event, ev.Said):
            replied.set()

    live(bench, server, listen, until=lambda: sum(isinstance(event, ev.Assessed) for event in events) == 2)
    kinds = [event.kind for event in events if event.kind in ("assessed", "said")]
    assert kinds == ["assessed", "said", "assessed"]
    first, last = of(ev.Assessed, tuple(events))
    assert isinstance(first, ev.Assessed)
    assert isinstance(last, ev.Assessed)
    assert first.assessment.graded_by == "offline-2"
    assert last.assessment.graded_by.startswith("openai:tiny")


@pytest.mark.parametrize("size", [1, 3, 400])
def test_a_stream_is_cut_at_the_ends_of_sentences_however_it_comes(bench: Bench, size: int) -> None:
    text = "You used e.g. the mean of Dr. No. It is 0.5 wide... So it narrows! And why is that the case, as you see it?"
    out: list[str] = []
    gate = SentenceGate(Everything(), out.append)  # type: ignore[arg-type]
    for at in range(0, len(text), size):
        gate.hear(text[at : at + size])
    gate.end()
    assert [line.split(" ")[-1].strip(".") for line in out] == ["No", "wide", "narrows!"]
    assert gate.accepted[-1] == "And why is that the case, as you see it?"
    assert gate.asked


def test_what_follows_the_question_is_read_for_its_token_count_and_no_further(bench: Bench) -> None:
    pieces: list[str] = []
    lines: list[Finished] = []

    class Chatty(ScriptedModel):
        def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
            assert heard is not None
            for piece in ["You said so. ", *["and on "] * 900]:
                pieces.append(piece)
                if not heard(piece):
                    break
            return Reply("", Usage(3, 4))

    brief = Brief("lead", "Next one. Why?", "Next one.", "Why?", ("open-stage",))
    guard = Guards(bench.session).make(brief, (), "", lambda text: False)
    persona, model = bench.session.persona, Chatty(bench.mind)
    word_line(model, persona, guard, (), 1.0, lambda text: None, lines.append, lambda: True)
    assert [line.text for line in lines] == ["You said so. Why?"]
    assert 10 < len(pieces) < 60


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


def test_what_a_begun_line_has_told_is_not_told_again_when_it_is_given_up(bench: Bench) -> None:
    interview = Interview(bench.session)
    request = interview.receive(inp.Begin(at=0))[-1]
    assert isinstance(request, ev.WordingRequested)
    told = sentences(request.draft.text)[0].text
    interview.receive(inp.Worded(at=0, request=request.request, text=told, more=True))
    said = interview.receive(inp.Tick(at=interview.deadline or 0.0))
    assert [event.text for event in said if isinstance(event, ev.Said)] == [request.draft.text]


def test_until_a_model_has_passed_its_exam_the_offline_grader_judges(bench: Bench) -> None:
    everything = one_role(bench, "grading", "{}")
    _, parts = scripted(bench, everything, passed=False)
    events = bench.hold(parts, LINES)
    assert {event.assessment.graded_by for event in of(ev.Assessed, events)} == {"offline-2"}
    assert "exam" in {event.part for event in of(ev.Noted, events)}


def test_a_model_sits_its_exam_in_the_interview_and_judges_once_it_has_passed(bench: Bench, tmp_path: Path) -> None:
    model, parts = scripted(bench, bench.mind, passed=False)
    parts = replace(parts, board=lambda: ExamBoard(tmp_path / "exams.json", bench.board().answers))
    for exams in (10, 0):
        model.asked.clear()
        events = bench.hold(parts, LINES)
        noted = [event.reason for event in of(ev.Noted, events) if event.part == "exam"]
        assert sum(prompt.role == "exam" for prompt in model.asked) == exams
        assert [reason.rsplit("; ", 1)[1] for reason in noted] == [
            "until it has passed, the offline grader judges",
            "it judges from here on",
        ][: 2 * bool(exams)]
        assert any(event.assessment.graded_by.startswith("scripted:model") for event in of(ev.Assessed, events))


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
    assert ["sits the exam" in reason for reason in noted] == [True, False]
    assert "failed the exam" in noted[1]
    assert {event.assessment.graded_by for event in of(ev.Assessed, events)} == {"offline-2"}
    assert "scripted:model" in {event.worded_by for event in of(ev.Said, events)}


def test_a_report_shows_where_model_and_offline_grader_were_far_apart(bench: Bench) -> None:
    def stern(prompt: Prompt) -> str:
        if prompt.role != "grading":
            return bench.mind(prompt)
        reply = json.loads(bench.mind(prompt))
        points = dict.fromkeys(reply["points"], {"sentence": "none", "verdict": "missing"})  # noqa: RUF024
        return json.dumps({**reply, "points": points})

    _, parts = scripted(bench, stern)
    strong = next(one for one in bench.library.question("confidence-intervals").examples if one.quality == "strong")
    events = bench.hold(parts, (*LINES[:2], strong.answer, "/quit"))
    page = to_markdown(build_report(bench.short, events, "2026-01-01T10:00:00+00:00"), template("report.md.j2"))
    assert WIDE_GAP in page
    assert "scripted:model (prompt 1), overseen by offline-2" in page


def test_when_the_budget_is_used_up_the_rest_runs_offline(bench: Bench) -> None:
    meter = Meter(VirtualClock(), budget=3000)
    model, parts = scripted(bench, bench.mind)
    events = bench.hold(replace(parts, model=MeteredModel(model, meter)), ENDLESS)
    assert events[-1].kind == "ended"
    assert 3000 <= meter.spent < 8000
    assert any("token budget" in event.reason for event in of(ev.Noted, events))


@pytest.mark.parametrize(
    ("part", "sign"), [("wording", "You are"), ("understanding", "You listen"), ("grading", "You mark")]
)
def test_a_model_that_is_too_slow_for_one_part_is_left_alone_for_that_part(bench: Bench, part: str, sign: str) -> None:
    def slow(prompt: Prompt) -> str:
        if prompt.system.startswith(sign) and prompt.role != "exam":
            raise ModelFailed("no reply in time", slow=True)
        return bench.mind(prompt)

    model, parts = scripted(bench, slow)
    events = bench.hold(parts, ENDLESS)
    asked = [prompt.role for prompt in model.asked]
    assert asked.count(part) == 2  # type: ignore[comparison-overlap]
    assert all(asked.count(other) >= 2 for other in ("wording", "understanding", "grading") if other != part)  # type: ignore[comparison-overlap]
    assert sum("too slow for this" in event.reason for event in of(ev.Noted, events)) == 1


def test_the_interview_comes_before_the_exam_and_what_is_slow_because_of_it_is_forgiven(bench: Bench) -> None:
    order: list[str] = []
    sitting, released, first_over = threading.Event(), threading.Event(), threading.Event()

    def mind(prompt: Prompt) -> str:
        if prompt.role == "exam":
            order.append("exam")
            sitting.set()
            released.wait(20.0)
            first_over.set()
            return bench.mind(prompt)
        if role_of(prompt.system) == "understanding":
            order.append("turn")
            if order.count("turn") == 4:
                released.set()
                first_over.wait(20.0)
                order.append("turn is over")
            raise ModelFailed("no reply in time", slow=True)
        return bench.mind(prompt)

    works = [in_a_thread]
    _, parts = scripted(bench, mind, passed=False)
    clock = VirtualClock(max(event.at for event in bench.opening))
    desk = ModelDesk(
        bench.session,
        replace(parts, work=lambda task: (works.pop() if works else at_once)(task), board=lambda: unsat(bench)),
        clock,
        bench.opening,
    )
    runner = Runner(Interview.resume(bench.session, bench.opening), MemoryLog(), clock, [desk])
    desk.begin(runner.inbox.put)
    assert sitting.wait(20.0)
    for _ in range(4):
        runner.receive(inp.CandidateTurn(at=clock.now(), text=TURN["wording"]))
        runner.drain()
        runner.receive(inp.Delivered(at=clock.now(), utterance=runner.interview.state.utterances))
    desk.close()
    assert order[:6] == ["exam", "turn", "turn", "turn", "turn", "turn is over"]


def unsat(bench: Bench) -> ExamBoard:
    """An exam nobody has sat."""
    return ExamBoard(bench.folder / "nobody" / "exams.json", bench.board().answers)


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
