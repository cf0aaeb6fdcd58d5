"""The room with a candidate of tones: turns, silences, interruptions and keys, on the clock of the samples."""

from collections.abc import Callable
from dataclasses import dataclass

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
from tests.voice.fakes import ANSWER, HUM_HZ, Scene, tone

MakeScene = Callable[..., Scene]


@pytest.fixture
def scene(make_session: Callable[..., FrozenSession]) -> MakeScene:
    def make(**options: object) -> Scene:
        return Scene(make_session(channel="voice", timed=True), **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def mine(scene: MakeScene) -> Scene:
    """The candidate has the floor for the first time."""
    held = scene()
    held.until_my_floor()
    return held


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


def lost_answer(scene: Scene, seconds: float = 8.0) -> ev.TurnLost:
    """Speak without being understood, and listen until the floor is ours again."""
    scene.say("", seconds)
    scene.quiet(4.5)
    scene.until_my_floor()
    lost = scene.of(ev.TurnLost)[-1]
    assert isinstance(lost, ev.TurnLost)
    return lost


@pytest.mark.parametrize("broken", [True, False])
def test_an_answer_whose_words_are_lost_is_asked_for_again_and_costs_nothing(mine: Scene, broken: bool) -> None:
    mine.words.broken = broken
    lost = lost_answer(mine)
    assert (lost.fault, round(lost.ended_at - lost.started_at)) == (broken, 8)
    assert [chosen.rule for chosen in mine.lines[-1].moves] == ["ask-again"]
    assert "speech recognition" in {n.part for n in mine.of(ev.Noted)} or not broken  # type: ignore[union-attr]
    mine.words.broken = False
    mine.answer()
    assert [turn.text for turn in mine.turns] == [ANSWER]
    assert mine.silences == []


def test_a_recogniser_that_stays_broken_leads_to_the_offer_of_text(mine: Scene) -> None:
    mine.words.broken = True
    for _ in range(3):
        lost_answer(mine)
    said = [line.text for line in mine.lines[-3:]]
    assert len(set(said)) == 3
    assert "key" in said[-1]
    assert mine.silences == []


def test_a_recogniser_that_fails_at_a_pause_is_asked_again_when_the_turn_is_over(mine: Scene) -> None:
    mine.words.broken = True
    mine.say(ANSWER, 4.0)
    mine.quiet(1.0)
    mine.words.broken = False
    mine.quiet(6.0)
    assert [turn.text for turn in mine.turns] == [ANSWER]
    assert mine.of(ev.Noted) == []


def test_what_was_written_down_before_the_recogniser_failed_is_the_turn_and_the_report_says_what_is_missing(
    mine: Scene,
) -> None:
    mine.say("The prior is flat because", 3.0)
    mine.quiet(1.5)
    mine.words.broken = True
    mine.say("nothing is known about it.", 3.0)
    mine.quiet(6.0)
    assert [turn.text for turn in mine.turns] == ["The prior is flat because"]
    assert any("the end of turn 1 is missing" in note.reason for note in mine.of(ev.Noted))  # type: ignore[union-attr]


def test_a_long_hum_is_not_asked_about(mine: Scene) -> None:
    mine.hear(mine.words.sound("", 3.0, HUM_HZ))
    mine.quiet(5.0)
    assert mine.of(ev.TurnLost) == []
    assert len(mine.lines) == 1


def test_each_turn_is_kept_when_that_was_asked(mine: Scene) -> None:
    mine.say(ANSWER, 3.2)
    mine.quiet(6.0)
    ((number, sound),) = mine.kept
    assert number == 1
    assert len(sound) / 16_000 == pytest.approx(3.6, abs=0.1)


def test_a_turn_is_drafted_at_each_pause_and_written_down_well_once_it_is_over(mine: Scene) -> None:
    mine.say("the prior is flat and", 2.0)
    mine.quiet(1.0)
    mine.say("the likelihood is Gaussian.", 2.0)
    mine.quiet(6.0)
    assert mine.words.asked == [True, True, False]
    assert mine.words.ahead == ["end", "end"]


def test_short_pauses_are_not_written_down(mine: Scene) -> None:
    for words in ("the prior is flat", "and the likelihood", "is Gaussian,", "so we are done."):
        mine.say(words, 1.5)
        mine.quiet(0.256)
    mine.quiet(6.0)
    assert mine.words.asked == [True, False]
    assert [turn.text for turn in mine.turns] == ["the prior is flat and the likelihood is Gaussian, so we are done."]


def test_a_long_answer_with_short_pauses_only_is_worked_out_while_it_is_given(mine: Scene) -> None:
    for _ in range(8):
        mine.say("and the likelihood", 3.0)
        mine.quiet(0.256)
    assert mine.words.asked == []
    assert set(mine.words.ahead) == {"speech"}


def test_a_long_answer_without_any_pause_is_worked_out_while_it_is_given(mine: Scene) -> None:
    mine.say("and the likelihood", 40.0)
    assert mine.words.asked == []
    assert mine.words.ahead == ["speech"] * len(mine.words.ahead) != []


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


@dataclass
class Sure:
    """A TurnCompletion of one mind."""

    found: float

    def probability(self, audio: Samples) -> float:
        return self.found


@pytest.mark.parametrize(("sounds", "drafts"), [(0.01, 1), (0.9, 2)])
def test_a_short_pause_that_sounds_unfinished_is_not_written_down(scene: MakeScene, sounds: float, drafts: int) -> None:
    held = scene(completion=Sure(sounds))
    held.until_my_floor()
    held.say("the prior is flat and", 2.0)
    held.quiet(0.6)
    held.answer("the likelihood is Gaussian, so we are done.")
    assert sum(held.words.asked) == drafts
    assert len(held.turns) == 1


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
