"""False cut-offs against response delay, on our thinking-aloud corpus and on real speech.

    python benchmarks/voice/turn_taking.py --assets DIR [--audio DIR]

DIR of assets holds whisper-base/, smart-turn/ and piper/. A cut-off is a turn that ended before its speaker had
finished, or, when the speaker breaks off and stays silent, within six seconds. The delay runs from the true end of a
complete turn to the moment it may be answered; "first sound" to that of a backchannel, if one comes before. "Into
pauses" counts backchannels while the speaker had not finished: they take no floor. Estimates arrive as late as they
do live: --audio-lag, --text-lag.
"""

import argparse
import hashlib
import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from corpus import CACHE, TAIL_S, VOICES, SpokenTurn, corpus, read_wav, with_noise
from corpus_asked import NOBODY_ASKED, Asked, asked
from corpus_heard import Ears, Heard

from interviewer import bootstrap
from interviewer.content.models import Question
from interviewer.speech.endpointing import (
    PATIENCE,
    Backchannel,
    Endpointer,
    EndpointSettings,
    Paused,
    Resumed,
    TurnEnded,
    Waits,
)
from interviewer.speech.types import FRAME_S, SAMPLE_RATE_HZ, Samples
from interviewer.speech.unfinished import Finish

PATIENT_S = 6.0
"""A turn that breaks off is not to be answered before this."""
INTERVIEW = 20
"""Turns of one interview."""
REFERENCE = {"no pause": 1 / 2, "inside a clause": 1 / 3, "after a whole clause": 1 / 6}
"""A mix of turns to compare corpora by: half have an inner pause, a third of those one after a whole clause."""
OVERLAP_S = 1.0
"""As much of a meeting's other voices is let through in a stretch by one speaker."""


@dataclass(frozen=True)
class Lags:
    """How long after a pause is noticed an estimate arrives, in seconds."""

    audio: float | None
    text: float | None


@dataclass(frozen=True)
class Case:
    """A recording with its truth."""

    name: str
    heard: Heard
    ends_at: float
    complete: bool | None
    """None when nobody knows: such a turn counts for cut-offs only."""
    pauses: tuple[tuple[float, float, str], ...] = ()
    """Those that were put there: from, to, and what stands before them."""
    asked: Asked = NOBODY_ASKED

    @property
    def kind(self) -> str:
        """Which kind of pause it has, for the mix."""
        there = {kind for *_, kind in self.pauses}
        return next((kind for kind in reversed(REFERENCE) if kind in there), "no pause")

    def pause_at(self, at: float) -> str:
        """In which kind of pause something happened."""
        if at >= self.ends_at:
            return "the end of a turn that broke off"
        return next((kind for start, end, kind in self.pauses if start <= at <= end), "a pause of the voice's own")


@dataclass(frozen=True)
class Outcome:
    """What an endpointer did with a turn."""

    case: Case
    cut_off_at: float | None
    delay_s: float
    first_sound_s: float = math.nan
    into_pauses: int = 0
    """Backchannels before the speaker had finished."""


def play(case: Case, settings: EndpointSettings, lags: Lags, endpointer: Endpointer | None = None) -> Outcome:
    """Run an endpointer, a new one unless it is given, over a recording, frame by frame, estimates arriving late."""
    endpointer, due, signs = endpointer or Endpointer(settings), [], list[float]()
    endpointer.reset(0.0)
    endpointer.patience(case.asked.thinking, case.asked.closer)
    limit = case.ends_at if case.complete is not False else case.ends_at + PATIENT_S
    known = {round(pause.since, 3): pause for pause in case.heard.pauses}
    for index, probability in enumerate(case.heard.voiced):
        now = (index + 1) * FRAME_S
        for _, give, value in [one for one in due if one[0] <= now]:
            give(value)
        due = [one for one in due if one[0] > now]
        for signal in endpointer.frame(now, probability):
            if isinstance(signal, Resumed):
                due.clear()
            elif isinstance(signal, Paused) and (pause := known.get(round(signal.since, 3))):
                if lags.audio is not None:
                    due.append((now + lags.audio, endpointer.completion, pause.sounds))
                if lags.text is not None:
                    due.append((now + lags.text, endpointer.draft, pause.text))
            elif isinstance(signal, Backchannel):
                signs.append(signal.at)
            elif isinstance(signal, TurnEnded):
                early = sum(sign < case.ends_at or not case.complete for sign in signs)
                if signal.at < limit:
                    return Outcome(case, signal.at, math.nan, math.nan, early)
                first = min([sign for sign in signs if sign >= case.ends_at] or [signal.at])
                return Outcome(case, None, signal.at - case.ends_at, first - case.ends_at, early)
    return Outcome(case, None, TAIL_S, TAIL_S, len(signs))


def interviews(cases: Sequence[Case], settings: EndpointSettings, lags: Lags) -> list[Outcome]:
    """The same, with one endpointer for each INTERVIEW turns in a mixed order, which learns from them."""
    outcomes = []
    endpointer = Endpointer(settings)
    shuffled = sorted(cases, key=lambda case: hashlib.sha256(case.name.encode()).digest())
    for number, case in enumerate(shuffled):
        if number % INTERVIEW == 0:
            endpointer = Endpointer(settings)
        outcomes.append(play(case, settings, lags, endpointer))
        if outcomes[-1].cut_off_at is not None and case.complete:
            endpointer.cut_off()
    return outcomes


def timeout(seconds: float) -> EndpointSettings:
    """A plain silence timeout."""
    return uniform(seconds, seconds)


def uniform(high_s: float, otherwise_s: float) -> EndpointSettings:
    """The audio model decides alone: finished or not, and a timeout."""
    waits = Waits(high=high_s, middle=otherwise_s, low=otherwise_s, absent=otherwise_s)
    alike = dict.fromkeys(PATIENCE, 1.0)
    return EndpointSettings(waits=dict.fromkeys(Finish, waits), backchannels={}, patience=alike, least_s=0.0)


def rows(lags: Lags) -> list[tuple[str, EndpointSettings, Lags]]:
    """The rivals and ours."""
    none = Lags(None, None)
    found = [(f"silence of {s:g} s", timeout(s), none) for s in (0.7, 1.0, 1.5, 2.0, 3.0)]
    found.append(("audio model alone, else 3 s", uniform(0.2, 3.0), Lags(lags.audio, None)))
    found.append(("text rule alone", EndpointSettings(), Lags(None, lags.text)))
    found.append(("ours", EndpointSettings(), lags))
    return found


def interval(count: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a proportion."""
    z, share = 1.96, count / of
    middle, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def table(cases: Sequence[Case], lags: Lags) -> Iterable[str]:
    """Markdown rows."""
    yield "| rule | turns | cut off | % (95 % interval) | in the mix | first sound | p95 | reply | p95 | into pauses |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    played = [(name, [play(case, settings, known) for case in cases]) for name, settings, known in rows(lags)]
    fluent = [case for case in cases if case.complete and case.kind == "no pause"]
    for who, some in (("", cases), (" without long pauses", fluent)):
        learning = interviews(some, EndpointSettings(), lags)
        played.append((f"ours, learning over {INTERVIEW} turns{who}", learning))
    for name, outcomes in played:
        cut = sum(o.cut_off_at is not None for o in outcomes)
        low, high = interval(cut, len(outcomes))
        whole = [o for o in outcomes if o.case.complete and o.cut_off_at is None]
        times = [spread([o.first_sound_s for o in whole]), spread([o.delay_s for o in whole])]
        share = f"{100 * cut / len(outcomes):.1f} ({100 * low:.1f} to {100 * high:.1f})"
        signs = sum(o.into_pauses for o in outcomes)
        yield f"| {name} | {len(outcomes)} | {cut} | {share} | {mixed(outcomes)} | {' | '.join(times)} | {signs} |"


def mixed(outcomes: Sequence[Outcome]) -> str:
    """Per cent cut off in the REFERENCE mix of turns; a dash where one of its kinds is missing."""
    kinds = {kind: [o.cut_off_at is not None for o in outcomes if o.case.kind == kind] for kind in REFERENCE}
    if not all(kinds.values()):
        return "–"
    return f"{100 * sum(REFERENCE[kind] * statistics.mean(found) for kind, found in kinds.items()):.1f}"


def spread(seconds: Sequence[float]) -> str:
    """The median and the 95 % point, as two cells."""
    if not seconds:
        return "– | –"
    return f"{statistics.median(seconds):.2f} | {float(np.quantile(seconds, 0.95)):.2f}"


def real_speech(folder: Path, ears: Ears) -> list[tuple[str, list[Case]]]:
    """Read clips, and stretches of meeting talk by one speaker, by their folder."""
    found = []
    for kind, files in (("read", [*folder.glob("lj/*.wav"), *folder.glob("librivox/*.wav")]),
                        ("speech and interview", list(folder.glob("misc/*.wav")))):  # fmt: skip
        found.append((kind, [_whole(path.stem, read_wav(path), ears) for path in sorted(files)]))
    stretches = [part for rttm in sorted(folder.glob("ami/*.rttm")) for part in _stretches(rttm)]
    cases = [_whole(name, _cut(path, start, end), ears) for name, path, start, end in stretches]
    return [*found, ("meeting", cases)]


def _cut(path: Path, start: float, end: float) -> Samples:
    return read_wav(path)[round(start * SAMPLE_RATE_HZ) : round(end * SAMPLE_RATE_HZ)]


def _whole(name: str, audio: Samples, ears: Ears) -> Case:
    still = np.zeros(round(TAIL_S * SAMPLE_RATE_HZ), np.float32)
    heard = ears.hear(with_noise(np.concatenate((still[:8000], audio, still)), -65, len(audio)))
    return Case(name, heard, heard.spans[-1].end_s if heard.spans else 0.0, None)


def _stretches(rttm: Path) -> Iterable[tuple[str, Path, float, float]]:
    """Where one speaker talks for 4 s or more and others hardly do; pauses of up to 6 s inside."""
    said: dict[str, list[tuple[float, float, str]]] = {}
    for fields in (line.split() for line in rttm.read_text("utf-8").splitlines()):
        said.setdefault(fields[1], []).append((float(fields[3]), float(fields[3]) + float(fields[4]), fields[7]))
    for recording, parts in said.items():
        path = rttm.parent / f"{recording}.wav"
        runs: list[tuple[float, float, str]] = []
        for start, end, who in sorted(parts):
            if runs and runs[-1][2] == who and start - runs[-1][1] < PATIENT_S:
                runs[-1] = (runs[-1][0], max(end, runs[-1][1]), who)
            else:
                runs.append((start, end, who))
        for index, (start, end, who) in enumerate(runs):
            over = (min(r[1], end) - max(r[0], start) for i, r in enumerate(runs) if i != index)
            if path.exists() and end - start >= 4 and sum(max(0.0, o) for o in over) <= OVERLAP_S:
                yield f"{recording}-{who}-{start:.0f}", path, start, end


def marked(turn: SpokenTurn) -> tuple[tuple[float, float, str], ...]:
    """The pauses that were put into a turn."""
    kinds = ("after a whole clause" if whole else "inside a clause" for whole in turn.clauses)
    gaps = pairwise(turn.spans)
    return tuple((a.end_s, b.start_s, kind) for (a, b), kind in zip(gaps, kinds, strict=True))


def case_of(turn: SpokenTurn, heard: Heard, bank: Sequence[Question]) -> Case:
    """A turn of the corpus with its truth, and what was asked."""
    return Case(turn.name, heard, turn.spans[-1].end_s, turn.complete, marked(turn), asked(turn.asked, bank))


def told(cases: Sequence[Case], name: str, settings: EndpointSettings, lags: Lags) -> str:
    """In which pauses the turns were cut off."""
    outcomes = [play(case, settings, lags) for case in cases]
    kinds = Counter(o.case.pause_at(o.cut_off_at) for o in outcomes if o.cut_off_at is not None)
    there = sum(kind == "after a whole clause" for case in cases for *_, kind in case.pauses)
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return f"{name} cut off: {listed} ({there} pauses stand after a whole clause)"


def report(cases: Sequence[Case], lags: Lags, show: Callable[[str], None]) -> None:
    """Print one table and what ours got wrong."""
    for line in table(cases, lags):
        show(line)
    for name, settings, known in rows(lags)[-1:]:
        show(told(cases, name, settings, known))
    for case in cases:
        outcome = play(case, EndpointSettings(), lags)
        if outcome.cut_off_at is not None or outcome.delay_s > 3:
            before = [p for p in case.heard.pauses if p.since < (outcome.cut_off_at or math.inf)]
            what = "cut off" if outcome.cut_off_at else f"{outcome.delay_s:.1f} s late"
            show(f"    {case.name} {what} after {before[-1].text[-70:]!r} (sounds {before[-1].sounds:.2f})" if before
                 else f"    {case.name} {what}")  # fmt: skip


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=Path, required=True)
    parser.add_argument("--audio", type=Path, help="folder of real speech")
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--audio-lag", type=float, default=0.15)
    parser.add_argument("--text-lag", type=float, default=0.9)
    parser.add_argument("--half", choices=("tune", "report", "all"), default="all")
    parser.add_argument("--robots", action="store_true", help="the texts in espeak-ng's voices")
    given = parser.parse_args()
    lags, bank = Lags(given.audio_lag, given.text_lag), bootstrap.open_library().questions
    ears = Ears(given.assets / "whisper-base", given.assets / "smart-turn", given.cache)
    for half in ("tune", "report"):
        if given.half not in (half, "all"):
            continue
        parts = [name for name in VOICES if name.startswith(half)]
        chosen = corpus(given.assets / "piper", parts, given.robots, given.cache)
        cases = [case_of(turn, ears.hear(turn.audio), bank) for turn in chosen]
        print(f"\n{half}: {sum(len(t.spans) > 1 for t in chosen)} with an inner pause, "
              f"{sum(any(t.clauses) for t in chosen)} of them after a complete clause")  # fmt: skip
        report(cases, lags, print)
        asked = [pause for case in cases for pause in case.heard.pauses]
        print(f"CPU seconds a pause: completion {statistics.median(p.sounds_cpu_s for p in asked):.2f}, "
              f"draft {statistics.median(p.text_cpu_s for p in asked):.2f}")  # fmt: skip
    for kind, cases in real_speech(given.audio, ears) if given.audio else []:
        inner = sum(len(case.heard.pauses) - 1 for case in cases)
        print(f"\nreal, {kind}: {len(cases)} turns, {inner} inner pauses of 0.6 s or more")
        report(cases, lags, print)


if __name__ == "__main__":
    main()
