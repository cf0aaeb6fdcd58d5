"""Silence: nudges on time and not before, classes, and what is never held against the candidate."""

from collections.abc import Callable

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession


class Desk:
    """An interview standing at its first basic question, with the floor just passed at `at`."""

    def __init__(self, session: FrozenSession) -> None:
        self.interview = Interview(session)
        self.at = 0.0
        self.events: list[ev.AnyEvent] = []
        self.send(inp.Begin(at=0))
        for text in ("I wrote my thesis on sparse models.", "The hardest part was the noise."):
            self.pass_floor()
            self.send(inp.CandidateTurn(at=self.at, text=text, started_at=self.at))
        self.pass_floor()

    def send(self, given: inp.Input) -> tuple[ev.AnyEvent, ...]:
        self.at = max(self.at, given.at)
        events = self.interview.receive(given)
        self.events += events
        return events

    def pass_floor(self) -> None:
        self.send(inp.Delivered(at=self.at, utterance=self.interview.state.utterances))

    def tick(self, after: float) -> tuple[ev.AnyEvent, ...]:
        return self.send(inp.Tick(at=self.at + after))

    def say(self, text: str, after: float = 0.0, took: float = 1.0) -> tuple[ev.AnyEvent, ...]:
        start = self.at + after
        self.send(inp.SpeechStarted(at=start))
        return self.send(inp.CandidateTurn(at=start + took, text=text, started_at=start))

    def silences(self) -> list[tuple[str, float, float]]:
        return [(e.silence_class, e.duration_s, e.grace_s) for e in self.events if isinstance(e, ev.SilenceMeasured)]


@pytest.fixture
def desk(make_session: Callable[..., FrozenSession]) -> Desk:
    return Desk(make_session(question="gradient-descent", length="quick"))


def kinds(events: tuple[ev.AnyEvent, ...]) -> list[str]:
    return [chosen.move.kind for event in events if isinstance(event, ev.Said) for chosen in event.moves]


def test_a_quiet_candidate_is_nudged_on_time_and_not_before(desk: Desk) -> None:
    nudge_s = desk.interview.session.persona.silence.nudge_recall_s
    assert desk.interview.deadline == pytest.approx(desk.at + nudge_s)
    assert desk.tick(nudge_s - 0.01) == ()
    assert kinds(desk.tick(0.01)) == ["nudge"]


def test_after_two_nudges_we_offer_to_move_on_and_then_do(desk: Desk) -> None:
    silence = desk.interview.session.persona.silence
    seen = []
    for wait in (silence.nudge_recall_s, *[silence.second_nudge_s] * 3):
        seen.append(kinds(desk.tick(wait)))
        desk.pass_floor()
    assert seen[:3] == [["nudge"], ["nudge"], ["offer-move-on"]]
    assert seen[3][0] == "move-on"
    assert [e.reason for e in desk.events if isinstance(e, ev.StageClosed)] == ["silence"]


def test_the_second_silent_question_is_left_sooner(desk: Desk) -> None:
    silence = desk.interview.session.persona.silence
    for wait in (silence.nudge_recall_s, *[silence.second_nudge_s] * 3):
        desk.tick(wait)
        desk.pass_floor()
    seen = []
    for _ in range(2):
        seen.append(kinds(desk.send(inp.Tick(at=desk.interview.deadline or 0))))
        desk.pass_floor()
    assert [s[0] for s in seen] == ["nudge", "move-on"]


def test_a_nudge_ends_one_silence_and_starts_the_next_without_grace(desk: Desk) -> None:
    grace = desk.interview.session.persona.silence.grace_s
    desk.tick(8.0)
    desk.pass_floor()
    desk.say("It walks downhill.", after=4.0)
    assert desk.silences() == [("dead", 8.0, grace), ("dead", 4.0, 0.0)]


def test_a_silence_within_the_grace_is_none(desk: Desk) -> None:
    desk.say("It walks downhill.", after=desk.interview.session.persona.silence.grace_s)
    assert desk.silences() == []


def test_thinking_aloud_costs_nothing_and_gives_a_fresh_grace(desk: Desk) -> None:
    said = desk.say("Let me think.", after=2.0, took=1.5)
    assert kinds(said) == ["encourage"]
    desk.pass_floor()
    desk.say("It walks downhill.", after=2.9)
    assert desk.silences() == [("thinking", 1.5, 0.0)]


def test_a_hesitation_without_words_is_a_filled_pause(desk: Desk) -> None:
    desk.say("Hmm, um.", took=2.0)
    assert desk.silences() == [("filled", 2.0, 0.0)]


def test_granted_time_is_free_and_the_nudge_waits_for_its_end(desk: Desk) -> None:
    settings = desk.interview.session.persona.silence
    assert kinds(desk.say("May I have a minute?")) == ["grant-time"]
    desk.pass_floor()
    assert desk.interview.deadline == pytest.approx(desk.at + settings.granted_s + settings.nudge_recall_s)
    desk.say("It walks downhill.", after=settings.granted_s + 1.0)
    assert [s for s in desk.silences() if s[0] == "dead"] == []
    assert ("granted", settings.granted_s, 0.0) in desk.silences()


def test_time_is_granted_once_per_question(desk: Desk) -> None:
    desk.say("May I have a minute?")
    desk.pass_floor()
    assert kinds(desk.say("Can I have another minute?")) == ["decline-time"]


def test_whoever_speaks_before_the_line_was_over_takes_the_floor(desk: Desk) -> None:
    desk.send(inp.Command(at=desk.at, name="repeat"))
    events = desk.send(inp.SpeechStarted(at=desk.at + 0.5))
    assert [e.kind for e in events] == ["floor-passed", "speech-began"]
    assert desk.silences() == []


def test_pauses_inside_a_turn_beyond_the_grace_are_measured_with_the_words_before(desk: Desk) -> None:
    start = desk.at
    pauses = (
        inp.MeasuredPause(start_s=start + 2, duration_s=6.0, after_words="so the posterior is"),
        inp.MeasuredPause(start_s=start + 9, duration_s=2.5, after_words="short"),
        inp.MeasuredPause(start_s=start + 12, duration_s=5.0, after_words="um", voiced=True),
        inp.MeasuredPause(start_s=start + 17, duration_s=0.4, after_words="um", voiced=True),
        inp.MeasuredPause(start_s=start + 18, duration_s=1.2, after_words="let me think", thinking=True),
    )
    turn = inp.CandidateTurn(at=start + 20, text="It walks downhill.", started_at=start, pauses=pauses)
    found = [e for e in desk.send(turn) if isinstance(e, ev.SilenceMeasured)]
    assert [(e.silence_class, e.duration_s, e.after_words, e.inside_turn) for e in found] == [
        ("dead", 6.0, "so the posterior is", True),
        ("filled", 5.0, "um", True),
        ("filled", 0.4, "um", True),
        ("thinking", 1.2, "let me think", True),
    ]
    assert {e.silence_class: e.grace_s for e in found} == {"dead": 3.0, "filled": 0.0, "thinking": 0.0}


def test_a_turn_of_spoken_thinking_that_was_measured_is_counted_once_and_without_the_wait_for_its_end(
    desk: Desk,
) -> None:
    start = desk.at
    pause = inp.MeasuredPause(start_s=start, duration_s=1.3, after_words="Let me think.", thinking=True)
    desk.send(inp.CandidateTurn(at=start + 20, text="Let me think.", started_at=start, pauses=(pause,)))
    assert desk.silences() == [("thinking", 1.3, 0.0)]


def test_a_pause_after_the_candidate_has_begun_is_not_granted_time(desk: Desk) -> None:
    desk.say("May I have a minute?")
    desk.pass_floor()
    start = desk.at + 5.0
    pause = inp.MeasuredPause(start_s=start + 1.0, duration_s=12.0)
    found = desk.send(inp.CandidateTurn(at=start + 20.0, text="It walks downhill.", started_at=start, pauses=(pause,)))
    measured = [e for e in found if isinstance(e, ev.SilenceMeasured)]
    assert [(e.silence_class, e.start_s, e.duration_s) for e in measured] == [
        ("granted", pytest.approx(start - 5.0), 5.0),
        ("dead", pytest.approx(start + 1.0), 12.0),
    ]


def test_granted_time_is_over_once_something_was_said(desk: Desk) -> None:
    desk.say("May I have a minute?")
    desk.pass_floor()
    desk.send(inp.SpeechStarted(at=desk.at + 5.0))
    desk.send(inp.WentQuiet(at=desk.at + 2.0, since=desk.at + 1.5, after_words="so the"))
    quiet_since = desk.at - 0.5
    assert desk.interview.deadline == pytest.approx(quiet_since + desk.interview.session.persona.silence.nudge_recall_s)
    desk.send(inp.SpeechStarted(at=quiet_since + 6.0))
    assert desk.silences()[-1] == ("dead", pytest.approx(6.0), 3.0)


def test_a_cough_does_not_end_granted_time(desk: Desk) -> None:
    desk.say("May I have a minute?")
    desk.pass_floor()
    before = desk.interview.deadline
    desk.send(inp.SpeechStarted(at=desk.at + 5.0))
    desk.send(inp.SpeechDropped(at=desk.at + 0.3))
    assert desk.interview.deadline == before


def test_our_own_speech_and_the_wait_for_a_judgement_are_nobodys_silence(desk: Desk) -> None:
    desk.say("It walks downhill.")
    assert desk.interview.state.pending
    assert desk.interview.deadline == pytest.approx(desk.at + desk.interview.session.settings.grade_wait_s)
    desk.tick(desk.interview.session.settings.grade_wait_s)
    desk.send(inp.Delivered(at=desk.at + 30, utterance=desk.interview.state.utterances))
    desk.say("And it stops when the gradient vanishes.")
    assert desk.silences() == []


def test_patience_stretches_every_wait(make_session: Callable[..., FrozenSession]) -> None:
    patient = Desk(make_session(question="gradient-descent", patience=4.0))
    nudge_s = patient.interview.session.persona.silence.nudge_recall_s
    assert patient.interview.deadline == pytest.approx(patient.at + 4 * nudge_s)


def test_a_silent_introduction_is_asked_for_once_more_and_then_left(make_session: Callable[..., FrozenSession]) -> None:
    interview = Interview(make_session())
    interview.receive(inp.Begin(at=0))
    seen = []
    for _ in range(2):
        at = interview.state.now
        interview.receive(inp.Delivered(at=at, utterance=interview.state.utterances))
        seen.append(kinds(interview.receive(inp.Tick(at=interview.deadline or at))))
    assert seen[0] == ["nudge"]
    assert seen[1] == ["move-on", "open-stage"]
