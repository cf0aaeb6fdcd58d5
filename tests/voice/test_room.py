"""The room with a candidate of tones: turns, silences, interruptions and keys, on the clock of the samples."""

from collections.abc import Callable

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import thinking_of
from interviewer.errors import AdapterError
from interviewer.report.build import build_report
from interviewer.speech.spoken_forms import sentences
from interviewer.speech.types import Samples
from tests.voice.fakes import ANSWER, HUM_HZ, Scene, Sure, tone

MakeScene = Callable[..., Scene]


@pytest.fixture
def theirs(scene: MakeScene) -> Scene:
    """The interviewer has just begun to be heard."""
    held = scene()
    held.until_audible()
    return held


def test_a_turn_is_taken_after_the_candidate_has_finished(mine: Scene) -> None:
    began = mine.say(ANSWER, 3.0)
    mine.quiet(6.0)
    (turn,) = mine.turns
    assert turn.text == ANSWER
    assert turn.source == "spoken"
    assert turn.started_at == pytest.approx(began, abs=0.04)
    assert len(mine.lines) == 2


def test_the_interviewer_does_not_answer_into_an_unfinished_sentence(mine: Scene) -> None:
    mine.say("the gradient points uphill so the", 2.0)
    mine.quiet(7.0)
    assert mine.turns == []
    mine.say("step goes the other way.", 2.0)
    mine.quiet(6.0)
    assert [turn.text for turn in mine.turns] == ["the gradient points uphill so the step goes the other way."]


def test_a_long_pause_inside_a_turn_is_measured_once_and_short_ones_come_with_the_turn(mine: Scene) -> None:
    mine.say("well the estimator is", 2.0)
    mine.quiet(1.024)
    mine.say("biased because", 2.0)
    paused = mine.now
    mine.quiet(6.4)
    mine.say("the sample is small.", 2.0)
    mine.quiet(6.0)
    (turn,) = mine.turns
    assert [(round(p.start_s - turn.started_at, 1), round(p.duration_s, 1)) for p in turn.pauses] == [(2.0, 1.0)]
    (silence,) = [s for s in mine.silences if s.inside_turn]
    assert silence.silence_class == "dead"
    assert silence.start_s == pytest.approx(paused, abs=0.04)
    assert silence.duration_s == pytest.approx(6.4, abs=0.04)
    assert silence.after_words == "estimator is biased because"


def test_a_hesitation_between_two_pauses_is_told_apart_from_silence(mine: Scene) -> None:
    began = mine.say("well the estimator is", 2.048)
    for text, seconds in (("", 1.024), ("um", 0.512), ("", 1.024), ("biased because the sample is small.", 2.0)):
        mine.say(text, seconds) if text else mine.quiet(seconds)
    mine.quiet(6.0)
    (turn,) = mine.turns
    measured = [(round(p.start_s - began, 1), round(p.duration_s, 1), p.voiced) for p in turn.pauses]
    assert measured == [(2.0, 1.0, False), (3.1, 0.5, True), (3.6, 1.0, False)]


def test_spoken_thinking_between_two_pauses_is_told_apart_and_costs_nothing(mine: Scene) -> None:
    began = mine.say("well the estimator is biased and", 2.048)
    for text, seconds in (("", 1.504), ("Let me think about that.", 1.504), ("", 6.016), ("it is consistent.", 2.0)):
        mine.say(text, seconds) if text else mine.quiet(seconds)
    mine.quiet(6.0)
    report = build_report(mine.session, mine.log.events, "today")
    found = [(one.silence_class, round(one.start_s - began, 1), round(one.duration_s, 1)) for one in report.silences]
    assert found == [("thinking", 3.6, 1.5), ("dead", 5.1, 6.0)]
    thinking, dead = report.silences
    assert (thinking.penalty, thinking.after_words) == (0.0, "me think about that.")
    assert report.penalty.points == dead.penalty > 0


@pytest.mark.parametrize(
    ("aside", "pause_s", "classes"),
    [
        ("um", 0.704, ["filled"]),
        ("let me see", 0.704, ["thinking"]),
        ("the loss", 0.704, []),
        ("um", 0.512, []),
        ("um", 0.224, []),
    ],
)
def test_a_short_sound_between_pauses_too_short_to_be_written_down_is_told_by_its_own_words(
    scene: MakeScene, aside: str, pause_s: float, classes: list[str]
) -> None:
    held = scene(completion=Sure(0.01))
    held.until_my_floor()
    for text, seconds in (("well the estimator is biased", 2.048), (aside, 0.608), ("and it is consistent.", 2.048)):
        held.say(text, seconds)
        held.quiet(pause_s)
    held.room.key("end")
    held.quiet(1.0)
    assert [silence.silence_class for silence in held.silences] == classes
    assert [turn.text for turn in held.turns] == [f"well the estimator is biased {aside} and it is consistent."]


def test_wait_time_runs_from_the_end_of_the_line_to_the_first_word(mine: Scene) -> None:
    mine.quiet(5.024)
    mine.answer()
    (silence,) = mine.silences
    assert silence.duration_s == pytest.approx(5.024, abs=0.07)
    assert not silence.inside_turn


@pytest.mark.parametrize("request_for_time", ["Give me a minute.", "I need a minute to think."])
def test_time_that_is_asked_for_without_a_question_mark_is_granted_at_once_and_costs_nothing(
    mine: Scene, request_for_time: str
) -> None:
    while mine.runner.interview.state.open is None:
        mine.answer()
        mine.until_my_floor()
    mine.say(request_for_time)
    mine.quiet(2.0)
    assert [chosen.move.kind for chosen in mine.lines[-1].moves] == ["grant-time"]
    mine.until_my_floor()
    mine.quiet(25.0)
    mine.answer()
    classes = [silence.silence_class for silence in mine.silences]
    assert ("granted" in classes, "dead" in classes) == (True, False)


def test_a_nudge_comes_on_time_inside_an_open_turn_and_does_not_close_it(mine: Scene) -> None:
    mine.answer()
    mine.until_my_floor()
    mine.say("I write down the", 2.0)
    stopped = mine.now
    wait = mine.session.persona.silence.nudge_s(thinking_of(mine.session, mine.runner.interview.state))
    mine.quiet(wait - 0.2)
    before = len(mine.lines)
    mine.quiet(0.6)
    nudge = mine.lines[-1]
    assert len(mine.lines) == before + 1
    assert isinstance(nudge.moves[0].move, mv.Nudge)
    assert nudge.at == pytest.approx(stopped + wait, abs=0.1)
    mine.until_audible()
    while mine.room.speaker.busy:
        mine.quiet(0.032)
    mine.say("the posterior is proportional to the prior times the likelihood.", 3.0)
    mine.quiet(6.0)
    assert mine.turns[-1].text.startswith("I write down the the posterior")


def test_the_first_sentence_of_a_line_is_heard_while_a_model_still_words_the_rest(
    make_session: Callable[..., FrozenSession],
) -> None:
    held = Scene(make_session(channel="voice", timed=True, model="openai:tiny"))
    (request,) = held.of(ev.WordingRequested)
    assert isinstance(request, ev.WordingRequested)
    words = {"at": held.now, "request": request.request}
    held.runner.receive(inp.Worded(**words, text="Hello there.", more=True))
    held.until_audible(1.0)
    assert held.lines == []
    held.quiet(1.0)
    held.runner.receive(inp.Worded(**words, text="Hello there. Who are you?"))
    held.until_my_floor()
    assert [line.text for line in held.lines] == ["Hello there. Who are you?"]
    assert held.voice.said == ["Hello there.", "Who are you?"]


def test_speaking_into_a_line_that_is_still_being_worded_stops_it(make_session: Callable[..., FrozenSession]) -> None:
    held = Scene(make_session(channel="voice", timed=True, model="openai:tiny"))
    (request,) = held.of(ev.WordingRequested)
    assert isinstance(request, ev.WordingRequested)
    begun = "Hello there, good day, and welcome to this talk of ours on this fine day."
    held.runner.receive(inp.Worded(at=held.now, request=request.request, text=begun, more=True))
    held.until_audible(1.0)
    held.quiet(1.5)
    held.say("Sorry, may I ask something first?", 1.0)
    assert not held.room.speaker.audible
    assert [line.text for line in held.lines] == [begun]
    held.runner.receive(inp.Worded(at=held.now, request=request.request, text=f"{begun} Who are you?"))
    assert not held.room.speaker.busy
    held.quiet(0.512)
    held.say("How long will it take?", 1.0)
    held.quiet(3.0)
    assert [turn.text for turn in held.turns] == ["Sorry, may I ask something first? How long will it take?"]


def test_speech_that_resumes_before_the_reply_is_heard_cancels_it_and_goes_on(mine: Scene) -> None:
    mine.say("I worked on kernels.", 2.0)
    while len(mine.lines) == 1:
        mine.quiet(0.032)
    mine.say("And on sparse models too.", 2.0)
    mine.quiet(0.5)
    assert not mine.room.speaker.busy
    mine.quiet(7.5)
    assert len(mine.turns) == 2


def test_speaking_over_the_interviewer_stops_them_within_300_ms(theirs: Scene) -> None:
    theirs.quiet(1.5)
    began = len(theirs.played)
    theirs.say("Sorry, may I ask something first?", 2.0)
    loud = [i for i, block in enumerate(theirs.played[began:]) if abs(block).max() > 0.01]
    assert (max(loud) + 1) * 0.032 <= 0.3
    (speech,) = theirs.of(ev.SpeechBegan)
    assert isinstance(speech, ev.SpeechBegan)
    assert speech.heard
    assert theirs.lines[0].text.startswith(speech.heard)
    assert len(speech.heard) < len(theirs.lines[0].text)


def test_a_cough_or_a_hum_does_not_take_the_floor(theirs: Scene) -> None:
    theirs.quiet(1.0)
    theirs.hear(tone(0.128, 0.2))
    theirs.quiet(1.0)
    theirs.hear(theirs.words.sound("mm-hm", 0.512, HUM_HZ))
    theirs.quiet(1.0)
    assert theirs.of(ev.SpeechBegan) == []
    theirs.until_my_floor()
    assert theirs.voice.said == list(dict.fromkeys(theirs.voice.said))


def test_after_a_false_stop_the_line_is_said_to_its_end(theirs: Scene) -> None:
    theirs.quiet(1.0)
    theirs.hear(theirs.words.sound("right", 0.352))
    theirs.until_my_floor()
    assert theirs.of(ev.SpeechBegan) == []
    played = sum(1 for block in theirs.played if abs(block).max() > 0.05) * 0.032
    assert played >= 0.3 * len(theirs.lines[0].text.split())


def test_its_own_voice_from_the_speakers_does_not_answer_it(scene: MakeScene) -> None:
    held = scene(leakage=0.2)
    held.until_my_floor()
    assert held.of(ev.SpeechBegan) == []


def test_with_loud_speakers_it_finishes_its_line_before_it_listens(scene: MakeScene) -> None:
    held = scene(leakage=0.9)
    held.until_audible()
    held.quiet(1.5)
    held.say("Sorry, may I ask something?", 1.0)
    assert held.room.gate.half_duplex
    held.until_my_floor()
    assert held.of(ev.SpeechBegan) == []
    held.answer()
    assert len(held.turns) == 1


def test_while_the_interview_is_paused_nothing_counts(mine: Scene) -> None:
    mine.quiet(1.0)
    before = mine.now
    mine.room.key("pause")
    mine.quiet(60.0)
    mine.say("nobody hears this", 3.0)
    assert mine.now == before
    mine.room.key("pause")
    mine.quiet(1.0)
    mine.answer()
    assert mine.silences == []
    assert [turn.text for turn in mine.turns] == [ANSWER]


def test_enter_ends_a_turn_that_sounds_unfinished(mine: Scene) -> None:
    mine.say("my thesis was about the", 2.0)
    mine.quiet(0.5)
    mine.room.key("end")
    mine.quiet(0.1)
    assert [turn.text for turn in mine.turns] == ["my thesis was about the"]


def test_enter_while_a_line_is_said_gives_the_floor_at_once(theirs: Scene) -> None:
    theirs.room.key("end")
    assert not theirs.room.speaker.busy
    assert theirs.runner.interview.state.floor == "candidate"


@pytest.mark.parametrize(("key", "move"), [("repeat", mv.Repeat), ("skip", mv.OpenStage)])
def test_keys_do_what_the_words_would(mine: Scene, key: str, move: type) -> None:
    mine.answer()
    mine.until_my_floor()
    mine.say("hmm the", 1.0)
    mine.room.key(key)  # type: ignore[arg-type]
    mine.quiet(0.5)
    assert any(isinstance(chosen.move, move) for chosen in mine.lines[-1].moves)
    assert not mine.room.open


def test_a_turn_without_words_is_dropped(mine: Scene) -> None:
    mine.hear(mine.words.sound("", 0.6))
    mine.quiet(6.0)
    assert mine.turns == []
    assert mine.runner.interview.state.speaking_since is None


def test_a_silence_before_a_sound_without_words_is_counted_once(mine: Scene) -> None:
    mine.quiet(5.0)
    mine.hear(mine.words.sound("", 0.6))
    mine.room.key("end")
    mine.quiet(4.0)
    mine.answer()
    assert [round(s.duration_s, 1) for s in mine.silences] == [5.0, 4.6]


def test_a_silent_voice_is_told_once_and_the_interview_goes_on_in_text(scene: MakeScene) -> None:
    held = scene()
    held.voice.fails = True
    held.until_my_floor()
    held.answer()
    held.until_my_floor()
    notes = [event for event in held.log.events if isinstance(event, ev.Noted)]
    assert [note.part for note in notes] == ["voice"]
    assert len(held.lines) == 2


def test_the_goodbye_is_said_to_its_end_whatever_is_said_into_it(mine: Scene) -> None:
    mine.answer()
    mine.until_my_floor()
    mine.room.key("quit")
    mine.until_audible()
    mine.quiet(0.5)
    mine.say("Thank you, and goodbye to you too.", 3.0)
    while not mine.room.over:
        mine.quiet(0.032)
    goodbye = sentences(mine.lines[-1].text)
    assert tuple(mine.voice.said[-len(goodbye) :]) == goodbye


def test_a_full_disk_ends_the_keeping_of_sound_and_not_the_interview(scene: MakeScene) -> None:
    held = scene()

    def refuse(turn: int, sound: Samples) -> None:
        raise AdapterError("turn-001.flac: no space left on device")

    held.room._keep = refuse
    held.until_my_floor()
    held.answer()
    assert len(held.turns) == 1
    assert [note.part for note in held.log.events if isinstance(note, ev.Noted)] == ["sound files"]


def test_a_key_that_ends_a_turn_without_words_is_obeyed_and_nothing_is_asked_again(mine: Scene) -> None:
    mine.answer()
    mine.until_my_floor()
    mine.words.broken = True
    mine.say("", 5.0)
    mine.room.key("repeat")
    mine.quiet(0.5)
    assert len(mine.of(ev.TurnLost)) == 1
    assert [chosen.move.kind for chosen in mine.lines[-1].moves] == ["repeat"]


@pytest.mark.parametrize(("late_s", "heard"), [(0.4, True), (2.5, False)])
def test_a_reply_spoken_over_at_its_first_words_is_taken_back_and_waits_grow(
    mine: Scene, late_s: float, heard: bool
) -> None:
    before = mine.room._endpointer.wait_s
    mine.say(ANSWER, 3.0)
    mine.until_audible()
    mine.quiet(late_s)
    mine.say("no wait, I also worked on something else entirely, for a year.", 3.0)
    reply = mine.lines[-1].utterance
    mine.room.key("end")
    mine.quiet(0.5)
    assert (mine.room._endpointer.wait_s > before) == heard
    assert [event.unheard for event in mine.of(ev.SpeechBegan)][1:] == [reply if heard else None]  # type: ignore[union-attr]


def test_whoever_speaks_into_the_first_words_of_a_nudge_was_not_cut_off(mine: Scene) -> None:
    mine.answer()
    mine.until_my_floor()
    before = mine.room._endpointer.wait_s
    mine.say("the gradient points uphill so the", 2.0)
    mine.until_audible()
    mine.quiet(0.4)
    mine.say("step goes the other way, as far as I remember.", 3.0)
    mine.room.key("end")
    mine.quiet(0.5)
    assert any(isinstance(chosen.move, mv.Nudge) for line in mine.lines for chosen in line.moves)
    assert len(mine.turns) == 2
    assert mine.room._endpointer.wait_s == before
