"""Sound on its way in and out: playing, resampling, echo, loudness, the sound check, and a device that goes away."""

import queue
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from interviewer.adapters import sound as card
from interviewer.adapters.audio_files import (
    FileCandidate,
    Recording,
    SoundWriter,
    TurnKeeper,
    read_recording,
    turn_files,
)
from interviewer.adapters.player import Playback
from interviewer.adapters.resample import StreamResampler, mono, resample
from interviewer.adapters.voice_echo import BargeIn, EchoGate
from interviewer.adapters.voice_levels import LevelWatch
from interviewer.adapters.voice_live import BACK, GONE, LiveInterview
from interviewer.adapters.voice_screen import meter
from interviewer.adapters.voice_speaker import Speaker, first_words
from interviewer.adapters.voice_work import InlineWork
from interviewer.adapters.voices import EngineVoice
from interviewer.commands import doctor
from interviewer.content.models import VoiceSettings
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.errors import AdapterError, UsageError
from interviewer.speech.spoken_forms import sentences, spoken_form
from interviewer.speech.types import FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples, Sound
from tests.voice.fakes import HUM_HZ, Scene, ToneVoice, tone

MakeSession = Callable[..., FrozenSession]
FIRST = "I studied sparse models for my thesis and worked on optimisation since then."


def clip(seconds: float, loudness: float = 0.2) -> Sound:
    return Sound(tone(seconds, loudness), SAMPLE_RATE_HZ)


def test_sentences_are_played_one_after_the_other_without_a_gap() -> None:
    playback = Playback(SAMPLE_RATE_HZ)
    playback.begin()
    playback.play(0, clip(0.32))
    playback.play(1, clip(0.32, 0.1))
    out = playback.pull(round(0.64 * SAMPLE_RATE_HZ))
    assert abs(out[4000]) <= 0.3
    assert np.sqrt(np.mean(out[1000:5000] ** 2)) == pytest.approx(0.2, abs=0.01)
    assert np.sqrt(np.mean(out[5200:10000] ** 2)) == pytest.approx(0.1, abs=0.01)
    assert playback.queued == 0


def test_a_dropped_line_is_silent_within_a_block_and_does_not_click() -> None:
    playback = Playback(SAMPLE_RATE_HZ)
    playback.begin()
    playback.play(0, clip(3.2))
    playback.pull(8000)
    playback.drop()
    out = playback.pull(1600)
    assert abs(out[300:]).max() == 0.0
    assert abs(np.diff(out[:300])).max() < 0.25


def test_a_held_line_goes_on_where_it_stopped_or_a_little_before() -> None:
    playback = Playback(SAMPLE_RATE_HZ)
    playback.begin()
    playback.play(0, clip(3.2))
    playback.pull(16000)
    playback.hold()
    playback.pull(32000)
    assert playback.place[1] == pytest.approx(1.0 / 3.2, abs=0.01)
    playback.go_on(0.5)
    playback.pull(16000)
    assert playback.place[1] == pytest.approx(1.5 / 3.2, abs=0.01)


def test_a_sound_keeps_its_pitch_at_another_rate() -> None:
    sound = resample(tone(1.024, 0.2, 1000.0), SAMPLE_RATE_HZ, 44_100)
    assert len(sound) == round(1.024 * 44_100)
    assert np.argmax(np.abs(np.fft.rfft(sound))) == pytest.approx(1024, abs=1)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000, 11_025])
def test_a_microphone_of_any_rate_is_heard_at_ours(rate: int) -> None:
    resampler = StreamResampler(rate, SAMPLE_RATE_HZ)
    sound = np.sin(2 * np.pi * 1000 * np.arange(rate) / rate).astype(np.float32)
    out = np.concatenate([resampler.feed(block) for block in np.array_split(sound, 50)])
    assert len(out) == pytest.approx(SAMPLE_RATE_HZ, abs=70)
    middle = out[2000:10_000]
    assert np.argmax(np.abs(np.fft.rfft(middle))) == pytest.approx(500, abs=1)
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(np.sqrt(0.5), rel=0.1)


def test_two_channels_become_one() -> None:
    assert mono(np.asarray([[0.5, 0.1], [0.3, 0.1]], np.float32)).tolist() == pytest.approx([0.3, 0.2])


def test_only_what_is_louder_than_the_echo_is_believed() -> None:
    gate = EchoGate(leakage=0.1)
    assert gate.believes(0.05, [0.0, 0.0])
    assert not gate.believes(0.02, [0.0, 0.2])
    assert gate.believes(0.06, [0.2, 0.0])


def test_echo_is_learnt_while_the_first_line_is_said() -> None:
    gate = EchoGate()
    assert not any(gate.believes(0.03, [0.2]) for _ in range(60))
    assert gate.leakage == pytest.approx(0.15)
    assert not gate.half_duplex
    assert gate.believes(0.12, [0.2])


def test_whoever_speaks_just_after_our_voice_has_stopped_is_not_learnt_as_its_echo() -> None:
    gate = EchoGate()
    for _ in range(60):
        gate.believes(0.3, [0.02, 0.0])
    assert (gate.leakage, gate.half_duplex) == (0.0, False)


def over(barge: BargeIn, seconds: float, hertz: float = 1500.0, start: float = 0.0, voiced: bool = True) -> list[str]:
    steps = []
    frames = tone(seconds, 0.2, hertz).reshape(-1, FRAME_SAMPLES)
    for number, frame in enumerate(frames, 1):
        steps.append(barge.frame(start + number * 0.032, 1.0 if voiced else 0.0, frame))
    return [step for step in steps if step]


def test_speech_over_the_interviewer_holds_and_then_stops_them() -> None:
    assert over(BargeIn(), 1.0) == ["hold", "stop"]


def test_a_hum_only_ducks_them() -> None:
    barge = BargeIn()
    assert over(barge, 0.7, HUM_HZ) == ["duck"]
    assert over(barge, 0.6, start=0.7, voiced=False) == ["release"]


def test_a_click_is_not_even_noticed() -> None:
    barge = BargeIn()
    assert over(barge, 0.096) == []
    assert over(barge, 0.6, start=0.096, voiced=False) == []


def make_speaker(voice: ToneVoice, work: InlineWork) -> Speaker:
    return Speaker(voice, Playback(8000), work, sentences, str, lambda _: None, prepares=True)


def test_marks_of_which_nothing_is_to_be_said_are_no_matter_for_the_voice() -> None:
    voice, work = ToneVoice(), InlineWork()
    speaker = Speaker(voice, Playback(8000), work, sentences, spoken_form, lambda _: None)
    speaker.say(ev.Said(at=0, utterance=1, text="...\n\nCompare MCMC vs. VI.", moves=()))
    work.deliver()
    assert voice.said == ["Compare M C M C versus V I."]


def test_a_likely_sentence_is_made_while_nobody_is_to_be_heard_and_said_without_making_it_again() -> None:
    voice, work = ToneVoice(), InlineWork()
    speaker = make_speaker(voice, work)
    speaker.expect(["Thank you. And how so?", "I see."])
    for _ in range(5):
        speaker.make_ready()
        work.deliver()
    assert voice.said == ["Thank you.", "I see."]
    speaker.say(ev.Said(at=1.0, utterance=1, text="Thank you. And why?", moves=()))
    work.deliver()
    assert voice.said == ["Thank you.", "I see.", "And why?"]


def test_nothing_is_prepared_while_a_line_is_said_or_by_a_voice_that_failed() -> None:
    voice, work = ToneVoice(fails=True), InlineWork()
    speaker = make_speaker(voice, work)
    speaker.expect(["Thank you.", "I see."])
    speaker.say(ev.Said(at=1.0, utterance=1, text="Well.", moves=()))
    speaker.make_ready()
    assert voice.said == []
    work.deliver()
    speaker.cancel()
    speaker.make_ready()
    assert voice.said == []


def heard_to_the_end(speaker: Speaker) -> int | None:
    """Play everything that is queued; the number of the line when it has come to its end."""
    speaker.playback.pull(8000 * 60)
    return speaker.tick(0.0)


def test_a_line_that_is_still_being_worded_is_begun_and_ends_with_its_last_sentence() -> None:
    voice, work = ToneVoice(), InlineWork()
    speaker = make_speaker(voice, work)
    speaker.say(ev.LineBegun(at=0, request=1, utterance=3, text="You said so."))
    work.deliver()
    assert (voice.said, heard_to_the_end(speaker), speaker.saying) == (["You said so."], None, 3)
    speaker.say(ev.Said(at=1, utterance=3, text="You said so. And why?", moves=()))
    work.deliver()
    assert (voice.said, speaker.saying) == (["You said so.", "And why?"], 3)
    assert heard_to_the_end(speaker) == 3


@pytest.mark.parametrize(("utterance", "text"), [(3, "Something else. And why?"), (4, "You said so. And why?")])
def test_a_line_that_is_not_the_one_begun_is_said_from_its_beginning(utterance: int, text: str) -> None:
    voice, work = ToneVoice(), InlineWork()
    speaker = make_speaker(voice, work)
    speaker.say(ev.LineBegun(at=0, request=1, utterance=3, text="You said so."))
    work.deliver()
    speaker.say(ev.Said(at=1, utterance=utterance, text=text, moves=()))
    for _ in range(3):
        work.deliver()
    assert voice.said == ["You said so.", *sentences(text)]


def test_words_heard_follow_the_share_of_the_sound() -> None:
    assert first_words("one two three four", 0.5) == "one two"
    assert first_words("one two three four", 0.0) == ""
    assert first_words("one two three four", 1.0) == "one two three four"


@pytest.mark.parametrize(
    ("frame", "voiced", "word"),
    [
        (np.zeros(FRAME_SAMPLES, np.float32), False, "silence"),
        (np.ones(FRAME_SAMPLES, np.float32), True, "clips"),
        (tone(0.032, 0.001), True, "quiet"),
    ],
)
def test_a_bad_microphone_is_told_once(frame: Samples, voiced: bool, word: str) -> None:
    said: list[str] = []
    watch = LevelWatch(said.append)
    for _ in range(400):
        watch.frame(frame, voiced)
    assert len(said) == 1
    assert word in said[0]


def test_the_meter_is_empty_in_silence_and_full_at_full_loudness() -> None:
    assert meter(0.0, 10) == "▯" * 10
    assert meter(1.0, 10) == "▮" * 10
    assert meter(0.03, 10).count("▮") == 5


@dataclass
class Card:
    """A sound card whose frames were recorded beforehand; a part of it vanishes, can soon be opened, and works later."""

    room: Scene
    frames: "queue.SimpleQueue[Samples]" = field(default_factory=queue.SimpleQueue)
    lost: int = 0
    missing: card.Missing = ""
    tries: int = 0
    floors: set[str] = field(default_factory=set)
    """What the screen shows while the room waits for the device."""

    @property
    def works(self) -> bool:
        """Before it was opened again, what it says is of old."""
        self.floors.add(self.room.room.floor)
        if self.tries > 3:
            self.missing = ""
        return self.tries > 3 or self.tries <= 2

    def reopen(self) -> bool:
        self.tries += 1
        return self.tries > 2


class Ticking:
    """A clock that runs on at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.6
        return self.now


def live(make_session: MakeSession) -> tuple[Scene, Card, LiveInterview, list[str]]:
    scene = Scene(make_session(channel="voice", timed=True))
    said: list[str] = []
    device = Card(scene)
    interview = LiveInterview(scene.room, device, queue.SimpleQueue(), said.append, Ticking())
    return scene, device, interview, said


@pytest.mark.parametrize("part", ["microphone", "speaker"])
def test_a_device_that_is_unplugged_stops_the_clock_and_is_told(make_session: MakeSession, part: card.Missing) -> None:
    scene, device, interview, said = live(make_session)
    device.missing = part
    interview.keys.put("x")
    for _ in range(2 if part == "speaker" else 1):
        device.frames.put(np.full(FRAME_SAMPLES, 0.001, np.float32))

    def press_after_return(remark: str) -> None:
        said.append(remark)
        if remark == BACK:
            interview.keys.put("q")

    interview.say = press_after_return
    assert interview.hold() == "left"
    assert said == [GONE[part], BACK]
    assert device.floors == {"gone"}
    assert scene.room.floor != "gone"
    assert scene.now < 0.1
    assert [note.reason for note in scene.log.events if isinstance(note, ev.Noted)] == [f"the {part} was gone"]


def test_a_candidate_without_a_microphone_may_go_on_in_text(make_session: MakeSession) -> None:
    _, device, interview, said = live(make_session)
    device.missing = "microphone"
    device.tries = -1000
    interview.say = lambda remark: (said.append(remark), interview.keys.put("t"))[0]
    assert interview.hold() == "text"
    assert said == [GONE["microphone"]]


def test_loud_speakers_are_mentioned_once(make_session: MakeSession) -> None:
    scene, device, interview, said = live(make_session)
    scene.room.gate = EchoGate(leakage=0.8)
    for _ in range(3):
        device.frames.put(np.full(FRAME_SAMPLES, 0.001, np.float32))
    interview.keys.put("")
    frames = iter([None, None, "q"])
    real = device.frames.get

    class Frames:
        def get(self, timeout: float) -> Samples:
            if (key := next(frames, "q")) is not None:
                interview.keys.put(key)
            return real(timeout=0.01)

    device.frames = Frames()  # type: ignore[assignment]
    assert interview.hold() == "left"
    assert len(said) == 1
    assert "headphones" in said[0]


def device(index: int, name: str, inputs: int = 1, outputs: int = 1, default: bool = False) -> card.Device:
    return card.Device(index, name, inputs, outputs, 48_000, default and inputs > 0, default and outputs > 0)


DEVICES = (device(0, "USB headset"), device(1, "Built-in", default=True), device(2, "HDMI", inputs=0))


@pytest.mark.parametrize(("wanted", "index"), [(None, 1), ("0", 0), ("headset", 0), ("built", 1)])
def test_a_device_is_chosen_by_number_or_part_of_its_name(wanted: str | None, index: int) -> None:
    assert card.choose(wanted, "input", DEVICES).index == index


def test_an_unknown_device_is_told_with_those_there_are() -> None:
    with pytest.raises(AdapterError, match=r"0 USB headset, 1 Built-in$"):
        card.choose("hdmi", "input", DEVICES)
    with pytest.raises(AdapterError, match="no microphone is connected"):
        card.choose(None, "input", DEVICES[2:])


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd"])
def test_missing_portaudio_has_a_command_on_every_system(platform: str) -> None:
    assert "install" in card.advice(card.PORTAUDIO, platform)


def hanging(tmp_path: Path, answers: int) -> list[str]:
    """A worker that says it is ready, answers so often over all its lives, and hangs for ever after."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import json, sys, time, wave, pathlib\n"
        f"count = pathlib.Path({str(tmp_path / 'count')!r})\n"
        "print(json.dumps({'ready': 'fake'}), flush=True)\n"
        "for line in sys.stdin:\n"
        "    made = int(count.read_text()) if count.exists() else 0\n"
        "    count.write_text(str(made + 1))\n"
        f"    if made != {answers}:\n"
        "        path = json.loads(line)['path']\n"
        "        with wave.open(path, 'wb') as f:\n"
        "            f.setnchannels(1); f.setsampwidth(2); f.setframerate(8000); f.writeframes(b'\\x00\\x20' * 4000)\n"
        "        print(json.dumps({'path': path}), flush=True)\n"
        "    else:\n"
        "        time.sleep(60)\n"
    )
    return [sys.executable, str(script)]


def test_a_hanging_engine_is_killed_and_asked_again(tmp_path: Path) -> None:
    voice = EngineVoice(VoiceSettings(), hanging(tmp_path, answers=1), patience=0.1)
    assert voice.synthesise("one").seconds == pytest.approx(0.5, abs=0.01)
    assert voice.synthesise("two").seconds == pytest.approx(0.5, abs=0.01)
    voice.close()


def test_an_engine_that_does_not_start_is_an_error() -> None:
    with pytest.raises(AdapterError, match="doctor"):
        EngineVoice(VoiceSettings(), [sys.executable, "-c", 'print(\'{"error": "no espeak"}\')'])


def test_the_systems_own_engine_says_a_sentence() -> None:
    voice = EngineVoice(VoiceSettings(rate_wpm=160, language="en-gb"))
    sound = voice.synthesise("Explain the central limit theorem.")
    assert 1.0 < sound.seconds < 4.0
    assert abs(sound.samples).max() > 0.05
    voice.close()


def test_a_recording_of_any_rate_is_read_and_a_bad_one_is_told(tmp_path: Path) -> None:
    writer = SoundWriter(tmp_path / "a.wav")
    writer.write(tone(1.0, 0.2))
    writer.close()
    assert len(read_recording(tmp_path / "a.wav").samples) == pytest.approx(16_000 * 0.992 * 16 / 24, abs=40)
    (tmp_path / "b.wav").write_text("no sound")
    with pytest.raises(UsageError, match=r"b\.wav: .*give a sound file"):
        read_recording(tmp_path / "b.wav")
    with pytest.raises(UsageError, match="no sound files"):
        turn_files(empty(tmp_path))


def empty(folder: Path) -> Path:
    path = folder / "empty"
    path.mkdir()
    return path


def test_turns_are_kept_as_private_files(tmp_path: Path) -> None:
    TurnKeeper(tmp_path)(7, tone(1.0, 0.2))
    path = tmp_path / "audio" / "turn-007.flac"
    assert len(read_recording(path).samples) == len(tone(1.0, 0.2))
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def file_candidate(
    make_session: MakeSession, turns: list[list[tuple[str, float]]], **flags: bool
) -> tuple[Scene, FileCandidate]:
    scene = Scene(make_session(channel="voice", timed=True))
    sounds = []
    for turn in turns:
        parts = [scene.words.sound(text, s) if text else tone(s, 0.0) for text, s in turn]
        sounds.append(Recording(Path("x.wav"), np.concatenate(parts)))
    return scene, FileCandidate(scene.room, iter(sounds), **flags)


def test_a_folder_of_turns_gives_one_turn_a_file_and_then_wants_to_stop(make_session: MakeSession) -> None:
    turns = [[("", 0.5), ("my thesis was on kernels and the", 2.0)], [("I measured it twice.", 2.0)]]
    scene, candidate = file_candidate(make_session, turns)
    candidate.hold()
    assert [turn.text for turn in scene.turns] == ["my thesis was on kernels and the", "I measured it twice.", "/quit"]
    assert candidate.warnings == ["the recording ran out before the interview did: the candidate stops here"]
    assert scene.silences == []


def test_a_recording_is_held_while_the_interviewer_has_the_floor(make_session: MakeSession) -> None:
    turn = [("", 1.0), (FIRST, 2.0), ("", 6.0), ("I measured it twice over ten runs.", 2.0)]
    scene, candidate = file_candidate(make_session, [turn])
    candidate.hold()
    assert [turn.text for turn in scene.turns][:2] == [FIRST, "I measured it twice over ten runs."]
    assert scene.silences == []


def test_a_continuous_recording_speaks_over_the_interviewer(make_session: MakeSession) -> None:
    turn = [("", 2.0), ("May I interrupt you for a moment here?", 3.0), ("", 40.0)]
    scene, candidate = file_candidate(make_session, [turn], continuous=True)
    candidate.hold()
    began = [event for event in scene.log.events if isinstance(event, ev.SpeechBegan)]
    assert began[0].heard
    assert scene.turns[0].text == "May I interrupt you for a moment here?"


def test_the_doctor_is_content_when_text_works_and_says_what_mends_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    checks = (
        lambda: [doctor.Finding("text", "content", "ok")],
        lambda: [doctor.Finding("voice", "microphones", "missing", "none", "connect one")],
    )
    assert doctor.run(checks) == 0
    printed = capsys.readouterr().out
    assert "Spoken interview: does not work yet" in printed
    assert "→ connect one" in printed


def test_the_doctor_fails_when_text_does_not_work() -> None:
    assert doctor.run((lambda: [doctor.Finding("text", "content", "missing", "gone")],)) == 1
