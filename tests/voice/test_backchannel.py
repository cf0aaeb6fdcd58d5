"""A soft "uh-huh" in a pause after a short whole answer: it is heard, takes no floor, and disturbs no measurement."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from interviewer.adapters.player import Playback
from interviewer.adapters.voice_echo import EchoGate
from interviewer.adapters.voice_speaker import SOFT, SOFTLY, Speaker
from interviewer.adapters.voice_work import InlineWork
from interviewer.commands.report import template
from interviewer.dialogue import events as ev
from interviewer.dialogue.likely import backchannels
from interviewer.dialogue.session import FrozenSession
from interviewer.report.build import build_report
from interviewer.report.markdown import to_markdown
from interviewer.speech.endpointing import BACKCHANNELS, LONGEST_S, SIGNLESS_S, WAITS
from interviewer.speech.spoken_forms import sentences
from interviewer.speech.types import FRAME_S
from interviewer.speech.unfinished import Finish
from tests.voice.fakes import Scene, ToneVoice

PLAIN = "the ratio of the densities is bounded by four."
LONGER = "and that holds because both of them are Gaussian with the same variance."
SIGN_S = BACKCHANNELS[Finish.PLAIN]
WAIT_S = WAITS[Finish.PLAIN].high

MakeScene = Callable[..., Scene]


@pytest.fixture
def scene(make_session: Callable[..., FrozenSession]) -> MakeScene:
    def make(**options: object) -> Scene:
        held = Scene(make_session(channel="voice", timed=True), **options)  # type: ignore[arg-type]
        held.until_my_floor()
        return held

    return make


@pytest.fixture
def mine(scene: MakeScene) -> Scene:
    """The candidate has the floor for the first time."""
    return scene()


def played_since(scene: Scene, start_s: float) -> list[tuple[float, float]]:
    """What the speaker gave out since then: seconds after it, and loudness."""
    frames = scene.played[-round((scene.now - start_s) / FRAME_S) :]
    loud = [(number * FRAME_S, float(np.sqrt(np.mean(frame**2)))) for number, frame in enumerate(frames)]
    return [(at, level) for at, level in loud if level > 0.01]


def test_a_short_whole_answer_is_followed_by_a_soft_sign_and_only_then_by_the_reply(mine: Scene) -> None:
    mine.say(PLAIN, 3.0)
    stopped, before = mine.now, len(mine.lines)
    mine.quiet(WAIT_S - 0.3)
    heard = played_since(mine, stopped)
    assert heard[0][0] == pytest.approx(SIGN_S, abs=0.1)
    assert heard[-1][0] - heard[0][0] < 1.0
    assert max(level for _, level in heard) <= min(0.2 * SOFTLY, SOFT) * 1.05
    assert (mine.room.floor, len(mine.lines), len(mine.turns)) == ("you", before, 0)
    mine.quiet(1.5)
    assert [turn.acknowledged for turn in mine.turns] == [True]
    assert len(mine.lines) == before + 1


def test_whoever_goes_on_after_the_sign_is_still_in_the_same_turn(mine: Scene) -> None:
    mine.say(PLAIN, 3.0)
    mine.quiet(3.5)
    mine.say(LONGER, 3.0)
    mine.room.key("end")
    mine.quiet(0.5)
    (turn,) = mine.turns
    assert turn.text == f"{PLAIN} {LONGER}"
    assert not turn.acknowledged
    assert [silence.duration_s for silence in mine.silences] == [pytest.approx(3.5, abs=0.1)]


def test_the_log_tells_when_signs_were_given_and_the_report_in_which_silences(mine: Scene) -> None:
    pauses = []
    for words, quiet_s in ((PLAIN, 3.5), (LONGER, 1.0), ("so the", 4.0)):
        mine.say(words, 3.0)
        pauses.append(mine.now)
        mine.quiet(quiet_s)
    mine.say(PLAIN, 3.0)
    pauses.append(mine.now)
    mine.quiet(LONGEST_S + 0.5)
    (turn,) = mine.turns
    assert turn.signs == (pytest.approx(pauses[0] + SIGN_S, abs=0.1), pytest.approx(pauses[3] + SIGN_S, abs=0.6))
    assert turn.acknowledged
    report = build_report(mine.session, mine.log.events, "today")
    assert [(round(one.duration_s, 1), one.acknowledged) for one in report.silences] == [(3.5, True), (4.0, False)]
    assert to_markdown(report, template("report.md.j2")).count("inside a turn, with an “uh-huh” in it") == 1


def test_the_sign_breaks_off_when_the_candidate_goes_on_over_it(mine: Scene) -> None:
    mine.say(PLAIN, 3.0)
    mine.quiet(SIGN_S + 0.1)
    resumed = mine.now
    mine.say(LONGER, 3.0)
    assert played_since(mine, resumed)[-1][0] < 0.35
    mine.quiet(LONGEST_S + 0.5)
    assert [turn.text for turn in mine.turns] == [f"{PLAIN} {LONGER}"]


def test_a_pause_breaks_it_off_for_good(mine: Scene) -> None:
    mine.say(PLAIN, 3.0)
    mine.quiet(SIGN_S + 0.1)
    mine.room.key("pause")
    began = mine.now
    mine.quiet(1.0)
    mine.room.key("pause")
    mine.played.clear()
    mine.quiet(1.0)
    assert mine.now == pytest.approx(began + 1.0, abs=0.05)
    assert played_since(mine, began) == []


def test_there_is_none_before_the_goodbye(mine: Scene) -> None:
    while mine.runner.interview.state.phase != "questions":
        mine.room.key("skip")
        mine.until_my_floor()
    mine.say(PLAIN, 3.0)
    stopped = mine.now
    mine.quiet(SIGNLESS_S - 0.3)
    assert played_since(mine, stopped) == []


def test_a_sentence_that_is_a_sign_too_is_not_made_twice() -> None:
    voice, work = ToneVoice(), InlineWork()
    speaker = Speaker(
        voice, Playback(16_000), work, sentences, str, pytest.fail, prepares=True, backchannels=("Okay.",)
    )
    for _ in range(2):
        speaker.make_ready()
        work.deliver()
        speaker.expect(["Okay."])
    speaker.say(ev.Said(at=0.0, utterance=1, text="Okay.", moves=()))
    assert voice.said == ["Okay."]
    work.deliver()
    assert speaker.playback.queued == 1


def test_its_sound_from_the_speakers_is_not_taken_for_the_candidate(scene: MakeScene) -> None:
    held = scene(leakage=0.2)
    held.say(PLAIN, 3.0)
    stopped = held.now
    held.quiet(WAIT_S + 0.5)
    assert played_since(held, stopped)
    (turn,) = held.turns
    assert (turn.text, turn.pauses) == (PLAIN, ())


@pytest.mark.parametrize(
    "options",
    [
        {"gate": EchoGate(leakage=0.9), "leakage": 0.9},
        {"voice": ToneVoice(fails=True)},
    ],
    ids=["loud speakers", "no voice"],
)
def test_there_is_none_where_it_would_hide_the_candidate_or_cannot_be_said(
    scene: MakeScene, options: dict[str, object]
) -> None:
    held = scene(**options)
    held.say(PLAIN, 3.0)
    stopped = held.now
    held.quiet(SIGNLESS_S - 0.3)
    assert played_since(held, stopped) == []
    held.quiet(1.0)
    assert [turn.acknowledged for turn in held.turns] == [False]


def test_two_signs_in_a_row_are_not_alike(mine: Scene) -> None:
    lengths = []
    for _ in range(2):
        mine.say(PLAIN, 3.0)
        stopped = mine.now
        mine.quiet(3.0)
        heard = played_since(mine, stopped)
        lengths.append(heard[-1][0] - heard[0][0])
        mine.quiet(2.0)
        mine.until_my_floor()
    words = [len(sign.split()) for sign in backchannels(mine.session)[:2]]
    assert words == [1, 2]
    assert lengths == [pytest.approx(0.3 * count, abs=0.07) for count in words]


def test_the_order_of_signs_changes_from_round_to_round_and_none_comes_twice_in_a_row() -> None:
    speaker = Speaker(ToneVoice(), Playback(16_000), InlineWork(), sentences, str, pytest.fail)
    speaker.backchannels = ("Uh-huh.", "I see now.", "All of it, okay.")
    for _ in speaker.backchannels:
        speaker.make_ready()
        speaker.work.deliver()
    lengths = []
    for _ in range(9):
        assert speaker.acknowledge()
        lengths.append(int(np.count_nonzero(speaker.playback.pull(32_000))))
    rounds = [tuple(lengths[at : at + 3]) for at in (0, 3, 6)]
    assert [len(set(one)) for one in (*rounds, rounds)] == [3, 3, 3, 3]
    assert all(a != b for a, b in pairwise(lengths))


def test_an_older_session_without_such_lines_stays_silent(make_session: Callable[..., FrozenSession]) -> None:
    session = make_session(channel="voice", timed=True)
    lines = {pool: lines for pool, lines in session.common.lines.items() if pool != "backchannel"}
    old = Scene(session.model_copy(update={"common": session.common.model_copy(update={"lines": lines})}))
    old.until_my_floor()
    old.say(PLAIN, 3.0)
    stopped = old.now
    old.quiet(SIGNLESS_S - 0.3)
    assert played_since(old, stopped) == []


def test_there_is_none_before_the_echo_of_our_voice_is_known(make_session: Callable[..., FrozenSession]) -> None:
    held = Scene(make_session(channel="voice", timed=True), leakage=0.2)
    held.room.key("end")
    held.say(PLAIN, 3.0)
    stopped = held.now
    held.quiet(SIGN_S + 0.1)
    resumed = held.now
    held.say(LONGER, 3.0)
    held.room.key("end")
    held.quiet(0.5)
    assert played_since(held, stopped)[0][0] > resumed - stopped + 3.0
    (turn,) = held.turns
    assert turn.text == f"{PLAIN} {LONGER}"
    assert held.of(ev.SpeechBegan)[-1].at == pytest.approx(resumed, abs=0.07)


def test_a_candidate_who_goes_on_at_the_very_moment_of_the_sign_is_heard_from_the_first_word(scene: MakeScene) -> None:
    held = scene(leakage=0.2)
    held.say(PLAIN, 3.0)
    stopped = held.now
    held.quiet(1.0)
    while not played_since(held, stopped):
        held.quiet(FRAME_S)
    resumed = held.now
    held.say(LONGER, 3.0)
    held.room.key("end")
    held.quiet(0.5)
    (turn,) = held.turns
    assert turn.text == f"{PLAIN} {LONGER}"
    assert held.of(ev.SpeechBegan)[-1].at == pytest.approx(resumed, abs=0.07)
    assert not held.room.gate.half_duplex
