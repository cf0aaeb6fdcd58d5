"""Transcribers, scripted and real: one contract; and what only the real one promises."""

import ctypes
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from interviewer.adapters.fakes import ScriptedTranscriber
from interviewer.adapters.glossary import HESITATIONS, TERMS, hotwords
from interviewer.adapters.whisper import NEEDED, WhisperTranscriber, check_folder
from interviewer.adapters.whisper_belief import plain
from interviewer.errors import AdapterError
from interviewer.speech.types import SAMPLE_RATE_HZ, Samples, Span, Transcriber

SAID = "The learning rate must be small and the function convex."
OTHER = "I would use a Gaussian prior."


@lru_cache(maxsize=8)
def _spoken(text: str) -> Samples:
    """Said by espeak-ng, with half a second of silence on both sides."""
    loader = pytest.importorskip("espeakng_loader")
    library = ctypes.CDLL(str(loader.get_library_path()))
    rate = library.espeak_Initialize(2, 0, str(loader.get_data_path()).encode(), 0)
    found: list[Samples] = []

    def take(wave: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int | None) -> int:
        if wave and count:
            found.append(np.ctypeslib.as_array(wave, (count,)).astype(np.float32) / 32768)
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b"en-us")
    library.espeak_SetParameter(1, 150, 0)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1, None, None)
    library.espeak_Synchronize()
    sound = np.concatenate(found)
    at = np.arange(0, len(sound) - 1, rate / SAMPLE_RATE_HZ)
    silence = np.zeros(SAMPLE_RATE_HZ // 2, np.float32)
    return np.concatenate((silence, np.interp(at, np.arange(len(sound)), sound).astype(np.float32), silence))


def _whole(sound: Samples) -> list[Span]:
    return [Span(0.4, len(sound) / SAMPLE_RATE_HZ - 0.4)]


@pytest.fixture(scope="module")
def whisper(weights: Callable[[str], Path]) -> WhisperTranscriber:
    return WhisperTranscriber(weights("whisper-base"))


@pytest.fixture(params=["scripted", pytest.param("whisper", marks=pytest.mark.model)])
def transcriber(request: pytest.FixtureRequest) -> Transcriber:
    if request.param == "scripted":
        return ScriptedTranscriber([SAID])
    found: Transcriber = request.getfixturevalue("whisper")
    return found


def test_a_transcriber_has_a_name_for_the_log(transcriber: Transcriber) -> None:
    assert transcriber.name


@pytest.mark.parametrize("spans", [(), (Span(3.0, 3.0),), (Span(90, 99),)], ids=["none", "empty", "elsewhere"])
def test_silence_has_no_words(transcriber: Transcriber, spans: Sequence[Span]) -> None:
    assert transcriber.transcribe(np.zeros(5 * SAMPLE_RATE_HZ, np.float32), spans).text == ""


def test_no_sound_at_all_has_no_words(transcriber: Transcriber) -> None:
    assert transcriber.transcribe(np.zeros(0, np.float32)).text == ""


def test_a_draft_and_the_final_text_say_the_same_of_a_clear_sentence(transcriber: Transcriber) -> None:
    sound = _spoken(SAID)
    draft = transcriber.transcribe(sound, _whole(sound), draft=True)
    final = transcriber.transcribe(sound, _whole(sound))
    assert 0 <= draft.confidence <= 1
    assert 0 <= final.confidence <= 1
    assert "learning rate" in plain(draft.text)
    assert "learning rate" in plain(final.text)


def test_a_script_goes_on_with_each_final_text_and_ends_in_silence() -> None:
    transcriber = ScriptedTranscriber([SAID, OTHER])
    sound = np.ones(SAMPLE_RATE_HZ, np.float32)
    texts = [transcriber.transcribe(sound, draft=draft).text for draft in (True, False, True, False, False)]
    assert texts == [SAID, SAID, OTHER, OTHER, ""]


def test_the_glossary_is_short_and_says_nothing_twice() -> None:
    assert 40 <= len(TERMS) <= 60
    assert len({plain(term) for term in TERMS}) == len(TERMS)


@pytest.mark.model
def test_the_whole_glossary_fits_into_what_the_recogniser_reads(weights: Callable[[str], Path]) -> None:
    tokenizer = Tokenizer.from_file(str(weights("whisper-base") / "tokenizer.json"))
    primed = f" {hotwords()} {HESITATIONS}"
    assert len(tokenizer.encode(primed, add_special_tokens=False).ids) <= 223


@pytest.mark.model
def test_speech_is_found_where_nobody_says_where_it_is(whisper: WhisperTranscriber) -> None:
    assert "convex" in plain(whisper.transcribe(_spoken(SAID)).text)


@pytest.mark.model
def test_office_noise_has_no_words_even_when_it_is_called_speech(whisper: WhisperTranscriber) -> None:
    random = np.random.default_rng(5)
    noise = 0.05 * random.standard_normal(15 * SAMPLE_RATE_HZ).astype(np.float32)
    for start in random.integers(0, len(noise) - 400, 60):
        noise[start : start + 400] += 0.4 * random.standard_normal(400).astype(np.float32)
    assert whisper.transcribe(noise, [Span(0, 15)]).text == ""


@pytest.mark.model
def test_a_minute_with_long_silences_keeps_all_its_sentences_in_order(whisper: WhisperTranscriber) -> None:
    silence = np.zeros(6 * SAMPLE_RATE_HZ, np.float32)
    clips = [_spoken(text) for text in (SAID, OTHER, SAID, OTHER, SAID)]
    sound, spans = np.zeros(0, np.float32), []
    for clip in clips:
        start = len(sound) / SAMPLE_RATE_HZ
        spans.append(Span(start + 0.4, start + len(clip) / SAMPLE_RATE_HZ - 0.4))
        sound = np.concatenate((sound, clip, silence))
    text = plain(whisper.transcribe(sound, spans).text)
    assert text.count("learning rate") == 3
    assert text.count("prior") == 2
    assert text.index("learning rate") < text.index("prior")


@pytest.mark.model
def test_the_final_text_of_a_long_turn_does_not_depend_on_drafts_before_it(weights: Callable[[str], Path]) -> None:
    clips = [_spoken(text) for text in (SAID, OTHER, SAID, OTHER, SAID)]
    ends = np.cumsum([len(clip) for clip in clips]) / SAMPLE_RATE_HZ
    spans = [Span(e - len(c) / SAMPLE_RATE_HZ + 0.4, e - 0.4) for c, e in zip(clips, ends, strict=True)]
    drafted, fresh = (WhisperTranscriber(weights("whisper-base")) for _ in range(2))
    for heard in (2, 4):
        drafted.transcribe(np.concatenate(clips[:heard]), spans[:heard], draft=True)
    whole = np.concatenate(clips)
    assert drafted.transcribe(whole, spans).text == fresh.transcribe(whole, spans).text != ""


def _folder(where: Path, *names: str) -> Path:
    for name in names:
        (where / name).write_bytes(b"{}")
    return where


def test_a_folder_without_a_tokenizer_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match=r"lacks tokenizer\.json") as caught:
        check_folder(_folder(tmp_path, "model.bin", "config.json"))
    assert "\n" not in str(caught.value)


def test_a_missing_folder_says_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match=r"not a folder.*tokenizer\.json"):
        WhisperTranscriber(tmp_path / "absent")


def test_a_broken_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match="cannot be used") as caught:
        WhisperTranscriber(_folder(tmp_path, *NEEDED))
    assert "\n" not in str(caught.value)
