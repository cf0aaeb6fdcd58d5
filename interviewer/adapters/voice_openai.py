"""A voice over the network: the speech endpoint of OpenAI, or of whoever OPENAI_BASE_URL names."""

from typing import Any

import numpy as np

from interviewer.adapters.voices import trimmed
from interviewer.content.models import VoiceSettings
from interviewer.errors import AdapterError
from interviewer.speech.types import Sound

RATE_HZ = 24_000
"""Of the endpoint's raw sound: 16 bit, mono."""
NATURAL_WPM = 170.0
WAIT_S = 10.0


class OpenAIVoice:
    """A Voice; each sentence is a request."""

    def __init__(self, settings: VoiceSettings, model: str = "gpt-4o-mini-tts", voice: str = "alloy") -> None:
        """Raises AdapterError without a key."""
        from openai import OpenAI, OpenAIError

        try:
            self._client: Any = OpenAI(timeout=WAIT_S, max_retries=1)
        except OpenAIError:
            raise AdapterError("voice: OPENAI_API_KEY is not set; set it, or leave --voice away") from None
        self._model, self._voice = model, voice
        self._speed = min(4.0, max(0.25, settings.rate_wpm / NATURAL_WPM))
        self.name = f"openai {model} {voice}"

    def synthesise(self, text: str) -> Sound:
        """One sentence as sound. Raises AdapterError."""
        try:
            reply = self._client.audio.speech.create(
                model=self._model, voice=self._voice, input=text, response_format="pcm", speed=self._speed
            )
            raw = reply.read()
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise AdapterError(f"voice: the speech endpoint failed ({reason})") from error
        samples = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(np.float32) / 32768.0
        if not len(samples):
            raise AdapterError("voice: the speech endpoint sent no sound")
        return trimmed(Sound(samples, RATE_HZ))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
