"""Makes recording.ogg, session.json, expected-turns.json and expected-report.json anew: `python -m tests.voice.recorded.make` from the checkout."""

import json
from pathlib import Path

import numpy as np
import soundfile

from interviewer.adapters.resample import resample
from interviewer.adapters.voice_piper import PiperVoice
from interviewer.content.loader import load_library
from interviewer.content.models import VoiceSettings
from interviewer.speech.types import SAMPLE_RATE_HZ, Samples
from tests.assets import asset
from tests.voice.short import short_session

HERE = Path(__file__).parent
GAP_S = 4.0
"""Between two turns; what is left of it after the turn has ended is wait time."""
Part = str | float
TURNS: tuple[tuple[Part, ...], ...] = (
    ("My name is Alex, and my thesis was about robust estimation in regression.",),
    (
        2.0,
        "I reported the mean squared error on held out data, and it moved by about one percent over ten runs.",
    ),
    (
        "A ninety five percent confidence interval is a procedure. If I repeat the sampling many times, "
        "ninety five percent of the intervals would contain the true parameter, so the",
        5.0,
        "Let me think about that.",
        1.2,
        "The probability belongs to the procedure and not to the one interval I have computed, and I would build it",
        0.8,
        "Um, um.",
        0.8,
        "from the estimate plus and minus two standard errors.",
    ),
    ("May I have a minute to think about that?",),
    (
        16.0,
        "I assume Gaussian noise, so the likelihood is Gaussian. I put a Gaussian prior on the weights. "
        "The posterior is proportional to the likelihood times the prior, and it is Gaussian again because",
        0.6,
        "the prior is conjugate. For a new input I integrate the likelihood over the posterior.",
    ),
    (
        "I would use Markov chain Monte Carlo, which draws samples from the posterior and is exact in the limit but slow.",
        0.7,
        "Variational inference fits a simpler distribution by optimisation, which is fast but biased.",
    ),
    ("It does not search for the top. It goes on and draws samples in proportion to the posterior.",),
    ("No, I do not have any questions.",),
)


def recording(turns: tuple[tuple[Part, ...], ...] = TURNS) -> Samples:
    """The candidate's side, at SAMPLE_RATE_HZ."""
    voice = PiperVoice(asset("piper"), VoiceSettings(rate_wpm=165))
    parts: list[Samples] = [np.zeros(SAMPLE_RATE_HZ, np.float32)]
    for turn in turns:
        for part in turn:
            if isinstance(part, str):
                sound = voice.synthesise(part)
                parts.append(0.7 * resample(sound.samples, sound.rate_hz, SAMPLE_RATE_HZ))
            else:
                parts.append(np.zeros(round(part * SAMPLE_RATE_HZ), np.float32))
        parts.append(np.zeros(round(GAP_S * SAMPLE_RATE_HZ), np.float32))
    speech = np.concatenate(parts)
    noise = np.random.default_rng(0).normal(0.0, 0.0005, len(speech)).astype(np.float32)
    return np.asarray(speech + noise, np.float32)


def main() -> None:
    """Write the recording and its session, hold the interview, and write what came of it."""
    from tests.voice.test_recorded import held

    samples = recording()
    with soundfile.SoundFile(HERE / "recording.ogg", "w", SAMPLE_RATE_HZ, 1, format="OGG", subtype="OPUS") as file:
        for at in range(0, len(samples), SAMPLE_RATE_HZ):
            file.write(samples[at : at + SAMPLE_RATE_HZ])
    session = short_session(load_library((HERE.parents[2],)), "recorded")
    (HERE / "session.json").write_text(session.model_dump_json(indent=1) + "\n")
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = held(Path(folder), HERE / "recording.ogg")
    for name in ("turns", "report"):
        (HERE / f"expected-{name}.json").write_text(json.dumps(found[name], indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
