"""Words heard against words said: `python benchmarks/voice/recognition.py MODEL_FOLDER PIPER_FOLDER [PART ...]`.

Parts: clean, beams, noise, silence, hesitations, listening, real (with --real DIR). Prints Markdown; downloads nothing.
"""

import argparse
import re
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jiwer
import numpy as np
from kokoro import PREFIX as KOKORO
from recognition_voices import babble, background, fan, keyboard, speakers, with_noise

from interviewer.adapters.glossary import TERMS
from interviewer.adapters.vad import SileroVad
from interviewer.adapters.whisper import NO_PRIMING, SURE, Priming, WhisperTranscriber
from interviewer.speech.types import FRAME_S, FRAME_SAMPLES, SAMPLE_RATE_HZ, Samples, Span

SENTENCES = Path(__file__).with_name("recognition_sentences.txt")
NOISY_EVERY = 4
"""The noise table uses every fourth sentence."""
SILENT_MINUTES = 10
_SAME = {
    "95": "ninety five", "%": " percent ", "iid": "independent and identically distributed", "dataset": "data set",
    "non zero": "nonzero", "non linear": "nonlinear", "auto encoder": "autoencoder",
    "hyper parameters": "hyperparameters", "memory less": "memoryless", "tsne": "t sne", "k means": "k means",
    "re weights": "reweights", "okay": "ok", "over fits": "overfits",
    "soft max": "softmax", "zig zags": "zigzags", "re samples": "resamples", "eigen vectors": "eigenvectors",
    "eigen values": "eigenvalues", "back propagation": "backpropagation", "0": "zero", "1": "one",
    "15th": "fifteenth", "42": "forty two", "1455": "fourteen fifty five", "wood cutters": "woodcutters",
    "half a %": "half a percent", "1 2": "half", "3": "three", "2": "two", "2nd": "second", "kmeans": "k means",
}  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """What is said, and the technical terms in it."""

    said: str
    terms: tuple[str, ...]


@dataclass
class Row:
    """Counts of one condition."""

    said: list[str]
    heard: list[str]
    terms: int = 0
    found: int = 0
    new_terms: int = 0
    new_found: int = 0
    cpu_s: float = 0.0

    def markdown(self, *names: str) -> str:
        """As a table row."""
        cells = [
            *names,
            f"{100 * jiwer.wer(self.said, self.heard):.1f} %",
            f"{100 * self.found / max(1, self.terms):.0f} % of {self.terms}",
            f"{100 * self.new_found / max(1, self.new_terms):.0f} % of {self.new_terms}",
            f"{self.cpu_s / len(self.said):.2f} s",
        ]
        return "| " + " | ".join(cells) + " |"


def canonical(text: str) -> str:
    """Lower-case words in one spelling, so that only words that differ count."""
    text = text.lower().replace("%", " percent ").replace("i.i.d.", "iid")
    text = re.sub(r"[^a-z0-9' ]", " ", text)
    text = re.sub(r"(?<!r)is(e|ed|es|ing|ation|ations)\b", r"iz\1", text).replace("neighbour", "neighbor")
    text = f" {' '.join(text.split())} "
    for one, other in _SAME.items():
        text = text.replace(f" {one} ", f" {other} ")
    return " ".join(text.split())


def load() -> list[Sentence]:
    """The sentences of the file."""
    lines = [line for line in SENTENCES.read_text().splitlines() if line and not line.startswith("#")]
    return [Sentence(re.sub(r"[\[\]]", "", line), tuple(re.findall(r"\[(.+?)\]", line))) for line in lines]


def measure(
    model: WhisperTranscriber, sentences: Iterable[Sentence], sound: Callable[[str], Samples], show: bool
) -> Row:
    """Recognise every sentence in a voice."""
    primed = {canonical(term) for term in TERMS}
    row = Row([], [])
    for sentence in sentences:
        audio = sound(sentence.said)
        before = time.process_time()
        heard = canonical(model.transcribe(audio).text)
        row.cpu_s += time.process_time() - before
        said = canonical(sentence.said)
        row.said.append(said)
        row.heard.append(heard)
        for term in map(canonical, sentence.terms):
            hit = f" {term} " in f" {heard} "
            row.terms, row.found = row.terms + 1, row.found + hit
            if term not in primed:
                row.new_terms, row.new_found = row.new_terms + 1, row.new_found + hit
        if show and heard != said:
            print(f"    said  {said}\n    heard {heard}")
    return row


HEAD = "| {} | word errors | terms | terms not in the glossary | CPU a sentence |\n|---|---|---|---|---|---|"


def clean(
    models: dict[str, WhisperTranscriber], voices: dict[str, Callable[[str], Samples]], every: int, show: bool
) -> None:
    """The sentences in quiet, with and without priming."""
    print(HEAD.format("voice | priming"))
    for voice, say in voices.items():
        for priming, model in models.items():
            print(measure(model, load()[::every], say, show).markdown(voice, priming), flush=True)


def beams(folder: Path, voices: dict[str, Callable[[str], Samples]], every: int, show: bool) -> None:
    """Greedy words, a second look at doubtful ones, and one at all; each sentence is the same sound for all three."""
    print(HEAD.format("voice | second look below"))
    for voice, say in voices.items():
        sounds = {sentence.said: say(sentence.said) for sentence in load()[::every]}
        for sure in (0.0, SURE, 1.01):
            model = WhisperTranscriber(folder, sure=sure)
            print(measure(model, load()[::every], sounds.__getitem__, show).markdown(voice, f"{sure:g}"), flush=True)


def noise(
    models: dict[str, WhisperTranscriber], voices: dict[str, Callable[[str], Samples]], piper: Path, show: bool
) -> None:
    """Every fourth sentence in three kinds of noise at two levels, primed."""
    rooms = {"fan": fan(30), "keyboard": keyboard(30), "babble": babble(30, background(piper))}
    say = voices["piper"]
    print(HEAD.format("noise | priming"))
    for room, sound in rooms.items():
        for snr in (20, 10):
            row = measure(
                models["glossary"],
                load()[::NOISY_EVERY],
                lambda text, noise=sound, snr=snr: with_noise(say(text), noise, snr),  # type: ignore[misc]
                show,
            )
            print(row.markdown(f"{room} {snr} dB", "glossary"), flush=True)


def spans_of(audio: Samples, threshold: float = 0.5, gap_s: float = 0.2, least_s: float = 0.1) -> list[Span]:
    """Stretches of speech by voice activity, frame by frame as the microphone delivers them."""
    activity = SileroVad()
    frames = audio[: len(audio) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    spans: list[Span] = []
    for number, frame in enumerate(frames):
        if activity.probability(frame) < threshold:
            continue
        start, end = number * FRAME_S, (number + 1) * FRAME_S
        joins = spans and start - spans[-1].end_s <= gap_s
        spans = [*spans[:-1], Span(spans[-1].start_s, end)] if joins else [*spans, Span(start, end)]
    return [s for s in spans if s.end_s - s.start_s >= least_s]


def silence(models: dict[str, WhisperTranscriber]) -> None:
    """Ten minutes each of silence and office noise: through voice activity, and with the whole thing called speech."""
    print("| ten minutes of | spans heard | words | words when every 20 s are called speech |\n|---|---|---|---|")
    seconds = SILENT_MINUTES * 60.0
    quiet = 1e-4 * np.random.default_rng(3).standard_normal(round(seconds * SAMPLE_RATE_HZ)).astype(np.float32)
    office = (0.02 * fan(seconds) + 0.03 * keyboard(seconds)).astype(np.float32)
    for name, sound in {"silence": quiet, "fan and keyboard": office}.items():
        spans = spans_of(sound)
        model = next(iter(models.values()))
        words = model.transcribe(sound, spans).text if spans else ""
        forced = [model.transcribe(part, [Span(0, 20)]).text for part in np.split(sound, round(seconds / 20))]
        said = [text for text in forced if text]
        print(f"| {name} | {len(spans)} | {len(words.split())} | {sum(len(t.split()) for t in said)} {said or ''} |")


HESITANT = (
    "Um, I would start with the gradient.",
    "The, uh, posterior is proportional to the prior times the likelihood.",
    "So, um, we need the variance, uh, of the estimator.",
    "Hmm, let me think about the dimensions first.",
    "It converges, er, if the step is small enough.",
    "I think, um, that the matrix has full rank.",
    "Uh, could you say what you mean by robust?",
    "We average over, uh, many small trees.",
)


def hesitations(models: dict[str, WhisperTranscriber], voices: dict[str, Callable[[str], Samples]]) -> None:
    """How many of the fillers that were said are heard, and how many are invented in sentences without."""
    filler = re.compile(r"\b(?:um|uh|hmm|er|ah|mm)\b", re.IGNORECASE)
    said = sum(len(filler.findall(text)) for text in HESITANT)
    print("| priming | fillers heard | invented in 20 clean sentences |\n|---|---|---|")
    for priming, model in models.items():
        texts = [model.transcribe(voices["piper"](text)).text for text in HESITANT]
        others = [model.transcribe(voices["piper"](s.said)).text for s in load()[:20]]
        heard, invented = (sum(len(filler.findall(t)) for t in group) for group in (texts, others))
        print(f"| {priming} | {heard} of {said} | {invented} |", flush=True)


def real(models: dict[str, WhisperTranscriber], folder: Path) -> None:
    """Read speech: clips NAME.wav beside a metadata.csv of NAME|...|text, in folder or one level below."""
    from faster_whisper.audio import decode_audio

    print("| clips | priming | word errors | CPU a clip |\n|---|---|---|---|")
    for table in sorted(folder.rglob("metadata.csv")):
        rows = [line.split("|") for line in table.read_text().splitlines()]
        clips = [(table.parent / f"{row[0]}.wav", canonical(row[-1])) for row in rows]
        clips = [(path, said) for path, said in clips if path.is_file()]
        for priming, model in models.items():
            before = time.process_time()
            heard = [canonical(model.transcribe(decode_audio(str(path))).text) for path, _ in clips]
            cpu = (time.process_time() - before) / len(clips)
            errors = 100 * jiwer.wer([said for _, said in clips], heard)
            print(f"| {len(clips)} of {table.parent.name} | {priming} | {errors:.1f} % | {cpu:.2f} s |", flush=True)


def listening() -> None:
    """Share of one core that voice activity takes while the microphone is open."""
    audio = 0.1 * fan(120)
    wall, cpu = time.perf_counter(), time.process_time()
    spans_of(audio)
    spent = time.process_time() - cpu
    print(f"voice activity: {100 * spent / 120:.2f} % of one core ({time.perf_counter() - wall:.1f} s wall for 120 s)")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("model", type=Path)
    parser.add_argument("piper", type=Path)
    parser.add_argument("parts", nargs="*", default=["clean", "noise", "silence", "hesitations", "listening"])
    parser.add_argument("--real", type=Path, help="Folder with recordings for the part real.")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="Parts clean and beams use every Nth sentence."
    )
    parser.add_argument("--show", action="store_true", help="Print what was misheard.")
    parser.add_argument("--voices", help="Only these, separated by commas; kokoro:STYLE too.")
    given = parser.parse_args(arguments)
    plans: dict[str, Priming] = {"glossary": Priming(), "none": NO_PRIMING}
    models = {name: WhisperTranscriber(given.model, plan) for name, plan in plans.items()}
    wanted = given.voices.split(",") if given.voices else []
    voices = speakers(given.piper, [name for name in wanted if name.startswith(KOKORO)])
    if wanted:
        voices = {name: say for name, say in voices.items() if name in wanted}
    runs: dict[str, Callable[[], None]] = {
        "clean": lambda: clean(models, voices, given.every, given.show),
        "beams": lambda: beams(given.model, voices, given.every, given.show),
        "noise": lambda: noise(models, voices, given.piper, given.show),
        "silence": lambda: silence(models),
        "hesitations": lambda: hesitations(models, voices),
        "listening": listening,
        "real": lambda: real(models, given.real),
    }
    for part in given.parts:
        print(f"\n{part}\n")
        runs[part]()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak_mb:.0f} MB with {len(models)} recognisers and the benchmark's own voices")


if __name__ == "__main__":
    main()
