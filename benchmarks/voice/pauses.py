"""Pauses of known length, found by voice activity: boundaries against truth, and the four classes of silence.

    python benchmarks/voice/pauses.py --assets DIR

DIR of assets holds whisper-base/, smart-turn/ and piper/. Synthetic speech is cut together with silences of 0.5 to
12 s, hesitations, spoken thinking and granted time, clean and with noise 15 dB below the speech. The rows "in the log"
are what whole interviews wrote down; the others are what the pure functions find in the spans and their words.
"""

import argparse
import json
import statistics
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from corpus import CACHE, LEAD_S, SAMPLE_RATE_HZ, Speak, lines, said, with_noise
from corpus_heard import silences as gaps_of
from corpus_heard import voice_activity
from pauses_logged import logged, open_ears

from interviewer.adapters.vad import SileroVad
from interviewer.adapters.whisper import WhisperTranscriber
from interviewer.speech.fluency import Silence, SilenceClass, SpokenSpan, silences
from interviewer.speech.types import Samples, Span

LENGTHS_S = (0.5, 0.8, 1.2, 1.8, 2.6, 3.5, 5.0, 8.0, 12.0)
THINKING = ("Let me think about that.", "Hmm, let me see.", "That's a good question.", "Give me a second.")
REQUESTS = ("kokoro:jm_kumo", "kokoro:jf_gongitsune")
"""Voices that ask for time: the request has to be understood, which espeak-ng's words in noise are not."""
OPENING = (
    "My name is Alex, and my thesis was about sparse models for genetic data.",
    "The error fell by a fifth over ten runs, and it moved by about one percent between them.",
)
HUMS = ("Um, um.", "Uh, um.", "Um, uh.", "Um, um, um.")
SHORTEST_S = 0.3
SPEECH_DB = -20.0
CLASSES: tuple[SilenceClass, ...] = ("dead", "filled", "thinking", "granted")
Tally = dict[SilenceClass, tuple[int, int, int]]
"""For each class: matched, in truth, found."""


@dataclass(frozen=True)
class Recording:
    """Sound and what is in it."""

    audio: Samples
    truth: tuple[Silence, ...]
    granted: Span | None
    asked_at: float | None
    """When the candidate begins to ask for time."""
    opening: tuple[Samples, ...]
    """What the same voice says before the first question."""

    def turns(self, audio: Samples) -> list[tuple[float, Samples]]:
        """The recording as turns, with their places in it: whoever asks for time waits for the reply."""
        if self.granted is None or self.asked_at is None:
            return [(0.0, audio)]
        cuts = [0, round(self.asked_at * SAMPLE_RATE_HZ), round(self.granted.start_s * SAMPLE_RATE_HZ), len(audio)]
        return [(a / SAMPLE_RATE_HZ, audio[a:b]) for a, b in pairwise(cuts)]


def recordings(piper: Path, cache: Path) -> list[Recording]:
    """Eight answers, each with six pauses; one asks for time."""
    voices = ["piper", "en-us", "piper", "en-gb-x-rp+m1"] * 2
    pieces = [
        line.pieces[0] for line in lines() if len(line.pieces) == 1 and line.complete and "," not in line.pieces[0]
    ]
    pieces = [p for p in pieces if p.count(".") == 1 and len(p) > 40]
    made, speakers = [], dict[str, Speak]()
    for number, name in enumerate(voices):
        plan: list[tuple[str, object]] = [("speech", pieces[number])]
        for turn in range(6):
            length = LENGTHS_S[(6 * number + turn) % len(LENGTHS_S)]
            match (number + turn) % 4:
                case 0 | 2:
                    plan += [("dead", length)]
                case 1:
                    plan += [("dead", length), ("filled", HUMS[turn % 4]), ("dead", 0.7)]
                case _:
                    plan += [("dead", length), ("thinking", THINKING[number % 4]), ("dead", 0.9)]
            plan += [("speech", pieces[(3 * number + turn + 1) % len(pieces)])]
        if number % 2:
            plan += [
                ("request", "May I have a minute?"),
                ("granted", 10.0),
                ("speech", pieces[(number + 8) % len(pieces)]),
            ]

        def say(kind: str, text: str, name: str = name, asks: str = REQUESTS[number % 4 // 2]) -> Samples:
            return said(cache, asks if kind == "request" else name, text, speakers, piper)

        made.append(_made(plan, say, number))
    return made


def _made(plan: list[tuple[str, object]], say: object, number: int) -> Recording:
    at, parts, truth, granted = LEAD_S, [np.zeros(int(LEAD_S * SAMPLE_RATE_HZ), np.float32)], [], None
    spoke_at, asked_at = at, None
    for kind, what in plan:
        sound = say(kind, what) if isinstance(what, str) else np.zeros(round(float(what) * SAMPLE_RATE_HZ), np.float32)  # type: ignore[operator,arg-type]
        seconds = len(sound) / SAMPLE_RATE_HZ
        if kind in CLASSES:
            truth.append(Silence(kind, at, seconds))  # type: ignore[arg-type]
        if kind == "granted":
            granted, asked_at = Span(at, at + seconds), spoke_at
        spoke_at = at
        parts.append(sound)
        at += seconds
    audio = np.concatenate([*parts, np.zeros(8000, np.float32)])
    opening = tuple(np.asarray(say("speech", text), np.float32) for text in OPENING)  # type: ignore[operator]
    return Recording(with_noise(audio, -65.0, number), tuple(truth), granted, asked_at, opening)


def boundary_errors(truth: tuple[Silence, ...], spans: tuple[Span, ...]) -> tuple[list[float], list[float]]:
    """Distances of both ends of every known silence from those found, and the lengths of the silences missed."""
    found = [(a.end_s, b.start_s) for a, b in pairwise(spans)]
    errors, missed = [], []
    for one in (t for t in truth if t.kind in ("dead", "granted")):
        start, end = one.start_s, one.start_s + one.duration_s
        overlaps = [(min(b, end) - max(a, start), a, b) for a, b in found]
        overlap, a, b = max(overlaps, default=(0.0, 0.0, 0.0))
        if overlap < one.duration_s / 2:
            missed.append(one.duration_s)
        else:
            errors += [abs(a - start), abs(b - end)]
    return errors, missed


def counts(truth: tuple[Silence, ...], found: tuple[Silence, ...]) -> Tally:
    """A tally. A match shares the class and more than half of the time."""
    result: Tally = {}
    for kind in CLASSES:
        wanted = [t for t in truth if t.kind == kind]
        given = [f for f in found if f.kind == kind]
        hits = sum(any(_shared(t, f) > 0.5 for f in given) for t in wanted)
        result[kind] = hits, len(wanted), len(given)
    return result


def _shared(a: Silence, b: Silence) -> float:
    both = min(a.start_s + a.duration_s, b.start_s + b.duration_s) - max(a.start_s, b.start_s)
    return max(0.0, both) / (a.duration_s + b.duration_s - max(0.0, both))


def words_of(transcriber: WhisperTranscriber, audio: Samples, spans: tuple[Span, ...], cache: Path) -> list[str]:
    """The words recognised in each span, kept between runs."""
    import hashlib

    path = cache / f"words-{hashlib.sha256(audio.tobytes()).hexdigest()[:24]}.json"
    if not path.exists():
        found = [transcriber.transcribe(_around(audio, span), draft=True).text for span in spans]
        path.write_text(json.dumps(found), "utf-8")
    return [str(text) for text in json.loads(path.read_text("utf-8"))]


def _around(audio: Samples, span: Span) -> Samples:
    return audio[round(max(0.0, span.start_s - 0.1) * SAMPLE_RATE_HZ) : round((span.end_s + 0.1) * SAMPLE_RATE_HZ)]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=CACHE)
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    vad, transcriber = SileroVad(), WhisperTranscriber(given.assets / "whisper-base")
    made = recordings(given.assets / "piper", given.cache)
    print(
        "| condition | pauses | mean error ms | 95 % ms | missed | missed over 1 s | " + " | ".join(CLASSES) + " | F1 |"
    )
    print("|---|---|---|---|---|---|" + "---|" * 5)
    ears = open_ears(given.assets)
    for name, level in (("clean", None), ("15 dB noise", SPEECH_DB - 15)):
        errors, missed, known = [], [], 0
        tally, in_log = dict.fromkeys(CLASSES, (0, 0, 0)), dict.fromkeys(CLASSES, (0, 0, 0))
        for number, one in enumerate(made):
            audio = one.audio if level is None else with_noise(one.audio, level, 100 + number)
            _, spans = gaps_of(voice_activity(vad, audio))
            off, lost = boundary_errors(one.truth, spans)
            errors, missed, known = errors + off, missed + lost, known + len(off) // 2 + len(lost)
            words = words_of(transcriber, audio, spans, given.cache)
            spoken = [SpokenSpan(span, text) for span, text in zip(spans, words, strict=True)]
            found = silences(spoken, spans[0].start_s, granted=one.granted, shortest_s=SHORTEST_S)
            tally = added(tally, counts(one.truth, found))
            in_log = added(in_log, counts(one.truth, logged(one.opening, one.turns(audio), ears)))
        boundaries = (
            f"{known} | {1000 * statistics.mean(errors):.0f} | {1000 * np.quantile(errors, 0.95):.0f} "
            f"| {len(missed)} | {sum(m > 1 for m in missed)}"
        )
        print(f"| {name} | {boundaries} | {classes(tally)}", flush=True)
        print(f"| {name}, in the log | | | | | | {classes(in_log)}", flush=True)


def added(tally: Tally, new: Tally) -> Tally:
    """Two tallies as one."""
    return {kind: (a + new[kind][0], b + new[kind][1], c + new[kind][2]) for kind, (a, b, c) in tally.items()}


def classes(tally: Tally) -> str:
    """The last cells of a row: F1 of each class, how many there were, and the mean."""
    f1 = {kind: 2 * hit / max(1, wanted + got) for kind, (hit, wanted, got) in tally.items()}
    cells = " | ".join(f"{f1[kind]:.2f} ({tally[kind][1]})" for kind in CLASSES)
    return f"{cells} | {statistics.mean(f1.values()):.2f} |"


if __name__ == "__main__":
    main()
