"""Whatever the world does, in any order: the core never raises, replays exactly, and always reaches its close."""

from collections.abc import Callable
from typing import get_args

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviewer.adapters.fakes import KeywordGrader
from interviewer.adapters.grading_desk import answer_of
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.digging import MORE_ON_BASIC, MORE_ON_PART
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.replay import first_difference
from interviewer.dialogue.rules import MAX_CHALLENGES
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import on_hold
from interviewer.dialogue.unheard import without_unheard

SAYINGS = [
    "I did my PhD on sparse models.",
    "The update-rule, and it is differentiable step-size.",
    "How many users are there?",
    "I don't know.",
    "Let me think.",
    "May I have a minute?",
    "Can we pause for a moment?",
    "I'm back.",
    "Could you repeat that?",
    "Can we skip this one?",
    "Can I have a hint?",
    "I'll assume that the noise is Gaussian.",
    "Should I go into theory or practice?",
    "What does your team work on?",
    "This is a waste of time.",
    "no",
    "yes",
    "hello",
    "\x00\x07",
    "",
    "数学 🙂 ظ",
]

steps = st.one_of(
    st.tuples(st.just("turn"), st.one_of(st.sampled_from(SAYINGS), st.text(max_size=60))),
    st.tuples(st.just("command"), st.sampled_from(get_args(inp.CommandName))),
    st.tuples(st.just("tick"), st.none()),
    st.tuples(st.just("wait"), st.none()),
    st.tuples(st.just("delivered"), st.none()),
    st.tuples(st.just("started"), st.sampled_from([None, "", "Well,"])),
    st.tuples(st.just("dropped"), st.none()),
    st.tuples(st.just("lost"), st.booleans()),
    st.tuples(st.just("grade"), st.none()),
    st.tuples(st.just("quiet"), st.none()),
    st.tuples(
        st.just("understood"),
        st.sampled_from(["answer", "clarification", "skip", "thinking", "assumption", "pause", "resume"]),
    ),
    st.tuples(st.just("worded"), st.none()),
    st.tuples(st.just("failed"), st.booleans()),
    st.tuples(st.just("resumed"), st.none()),
    st.tuples(st.just("begin"), st.none()),
)
weather = st.lists(st.tuples(steps, st.floats(0, 90)), max_size=60)


def world(interview: Interview, step: tuple[str, object], at: float) -> inp.Input:
    """The input that a step stands for, given what the interview waits for."""
    kind, detail = step
    waiting = {pending.kind: pending for pending in interview.state.pending}
    request = min((pending.request for pending in waiting.values()), default=0)
    match kind:
        case "turn":
            return inp.CandidateTurn(at=at, text=str(detail), started_at=max(0.0, at - 2))
        case "command":
            return inp.Command.model_validate({"at": at, "name": detail})
        case "wait":
            return inp.Tick(at=interview.deadline or at)
        case "delivered":
            return inp.Delivered(at=at, utterance=interview.state.utterances)
        case "started":
            return inp.SpeechStarted(at=at, heard=None if detail is None else str(detail))
        case "dropped":
            return inp.SpeechDropped(at=at)
        case "lost":
            return inp.WordsLost(at=at, started_at=max(0.0, at - 9), ended_at=max(0.0, at - 2), fault=bool(detail))
        case "quiet":
            return inp.WentQuiet(at=at, since=max(0.0, at - 1), after_words="so the")
        case "grade" if "grade" in waiting:
            asked = waiting["grade"].grade
            assert asked is not None
            assessment = KeywordGrader().grade(answer_of(interview.session, asked))
            return inp.Graded(at=at, request=asked.request, assessment=assessment)
        case "understood" if "understanding" in waiting:
            text = waiting["understanding"].understanding.text  # type: ignore[union-attr]
            act = {"act": detail, "text": text}
            return inp.Understood.model_validate(
                {"at": at, "request": waiting["understanding"].request, "acts": [act], "claim": text}
            )
        case "worded" if "wording" in waiting:
            return inp.Worded(at=at, request=waiting["wording"].request, text="Tell me more about that.")
        case "failed":
            return inp.AdapterFailed(at=at, part="grader", reason="broken", request=request if detail else None)
        case "resumed":
            return inp.Resumed(at=at)
        case "begin":
            return inp.Begin(at=at)
        case _:
            return inp.Tick(at=at)


def run(session: FrozenSession, script: list[tuple[tuple[str, object], float]]) -> tuple[Interview, list]:  # type: ignore[type-arg]
    interview, at = Interview(session), 0.0
    decisions = [(inp.Begin(at=0.0), interview.receive(inp.Begin(at=0.0)))]
    for step, gap in script:
        at += gap
        given_input = world(interview, step, at)
        at = max(at, given_input.at)
        decisions.append((given_input, interview.receive(given_input)))
    return interview, decisions


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=weather, by_model=st.booleans())
def test_any_input_in_any_phase_is_answered_or_ignored_and_replays_to_the_same_state(
    make_session: Callable[..., FrozenSession], script: list[tuple[tuple[str, object], float]], by_model: bool
) -> None:
    session = make_session()
    changed = session.settings.model_copy(update={"words_by_model": by_model, "understands_by_model": by_model})
    session = session.model_copy(update={"settings": changed})
    interview, decisions = run(session, script)
    events = [event for _, caused in decisions for event in caused]

    assert Interview.resume(session, events).state == interview.state
    assert first_difference(session, decisions) is None
    check_shape(session, events)


def check_shape(session: FrozenSession, events: list[ev.AnyEvent]) -> None:
    """What holds for every interview: order, caps, one reply a turn, and nothing after the end."""
    times = [event.at for event in events]
    assert times == sorted(times)
    ends = [i for i, event in enumerate(events) if event.kind == "ended"]
    assert not ends or ends == [len(events) - 1]
    utterances = [event.utterance for event in events if isinstance(event, ev.Said)]
    assert utterances == list(range(1, len(utterances) + 1))
    events = list(without_unheard(events))
    phases = [event.phase for event in events if isinstance(event, ev.PhaseEntered)]
    order = ["introduction", "basics", "problem", "basics", "questions", "close"]
    assert is_part_of(phases, order)
    opened = [(e.question, e.stage) for e in events if isinstance(e, ev.StageOpened)]
    assert len(opened) == len(set(opened))
    for question, stage in opened:
        check_caps(session, events, question, stage)


def is_part_of(some: list[str], order: list[str]) -> bool:
    """All of `some` are in `order`, one after the other."""
    rest = iter(order)
    return all(one in rest for one in some)


def check_caps(session: FrozenSession, events: list[ev.AnyEvent], question: str, stage: str) -> None:
    moves = [
        chosen.move.kind
        for event in events
        if isinstance(event, ev.Said) and (event.question, event.stage) == (question, stage)
        for chosen in event.moves
        if chosen.rule != "give-hint-if-asked"
    ]
    style = session.persona.follow_ups
    cap = max(style.per_basic + MORE_ON_BASIC, style.per_part + MORE_ON_PART) + 1
    assert sum(kind in ("follow-up", "hint", "probe-claim") for kind in moves) <= cap
    assert moves.count("challenge") <= MAX_CHALLENGES
    assert moves.count("grant-time") <= 1


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(script=[(("lost", False), 0.0), (("lost", False), 0.0), (("lost", True), 0.0)])
@given(script=weather)
def test_left_alone_every_interview_reaches_its_close(
    make_session: Callable[..., FrozenSession], script: list[tuple[tuple[str, object], float]]
) -> None:
    interview, _ = run(make_session(), script)
    at = interview.state.now
    for _ in range(400):
        if interview.state.ended:
            break
        interview.receive(inp.Delivered(at=at, utterance=interview.state.utterances))
        interview.receive(inp.SpeechDropped(at=at))
        if on_hold(interview.state) or interview.state.deaf:
            interview.receive(inp.Command(at=at, name="resume"))
        at = max(at, interview.deadline or at)
        interview.receive(inp.Tick(at=at))
    assert interview.state.ended
    limit = interview.session.plan.total_minutes * 60
    assert at <= max(limit, interview.state.now) + 300


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=weather)
def test_nothing_is_due_in_the_past_twice(
    make_session: Callable[..., FrozenSession], script: list[tuple[tuple[str, object], float]]
) -> None:
    interview, _ = run(make_session(), script)
    for _ in range(3):
        deadline = interview.deadline
        if deadline is None:
            break
        before = interview.state
        interview.receive(inp.Tick(at=max(deadline, interview.state.now)))
        assert interview.state != before
