"""Whether recognised words can be believed: recognisers invent text where nobody spoke, and it is known text."""

import re
from dataclasses import dataclass

from interviewer.adapters import glossary

WORDS_PER_S = 6.0
"""Nobody says more words in a second of voiced sound than this, beyond the first few."""
FIRST_WORDS = 3
LEAST_CONFIDENCE = 0.22
"""Below this mean probability of a token the words are a guess."""
DOUBTED_CONFIDENCE = 0.4
"""Below this, words are not believed where the model itself hears no speech."""
NO_SPEECH = 0.6
INVENTED_CONFIDENCE = 0.6
"""Below this, a line that is often invented is not believed."""
INVENTED_WORDS_PER_S = 4.5
"""Above this rate, a line that is often invented is not believed."""
LOOPED_SHARE = 0.5
"""A recogniser that goes round in circles for more of its words than this heard nothing."""
ECHOED_TERMS = 4
"""So many glossary terms in a row, in its order, are the prompt and not the candidate."""

_INVENTED = re.compile(
    r"(?:thank(?:s| you)(?: (?:very|so) much)?(?: for (?:watching|listening)(?: .*)?)?|you|bye(?: bye)*|okay|so|"
    r"the end|please subscribe.*|(?:don't forget to )?(?:like and )?subscribe.*|see you (?:next time|in the next .*)|"
    r"(?:subtitles?|captions?|transcri(?:bed|ption)|translated) (?:by|from|provided by) .*|.*amara\.?org.*|"
    r"music(?: playing)?|applause|laughter|silence|beep|i'm sorry|(?:\d+ ?)+|(?:(?:um|uh|hmm|er|ah|mm|oh) ?)+)"
)

_LOOP = re.compile(r"(?<!\S)(\S+(?: \S+){0,11}?)(?: \1){3,}(?!\S)", re.IGNORECASE)
"""Up to a dozen words, four times or more."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser made of a window."""

    text: str
    voiced_s: float
    confidence: float
    """Mean probability of its tokens."""
    no_speech: float = 0.0
    """Probability, by the model itself, that nobody speaks."""

    @property
    def repetitive(self) -> bool:
        """Whether most of it says the same again and again."""
        words = len(self.text.split())
        return words - len(unlooped(self.text).split()) > LOOPED_SHARE * words


def unlooped(text: str) -> str:
    """A phrase that is said four times running or more is said once; what people repeat themselves stays."""
    return _LOOP.sub(r"\1", text)


def believable(heard: Heard) -> bool:
    """Whether the words stand for something that was said."""
    words = plain(heard.text).split()
    if not words or heard.repetitive or echoes_prompt(words):
        return False
    if len(words) > FIRST_WORDS + WORDS_PER_S * heard.voiced_s or heard.confidence < LEAST_CONFIDENCE:
        return False
    if heard.no_speech > NO_SPEECH and heard.confidence < DOUBTED_CONFIDENCE:
        return False
    if not _INVENTED.fullmatch(" ".join(words)):
        return True
    return heard.confidence >= INVENTED_CONFIDENCE and len(words) <= INVENTED_WORDS_PER_S * heard.voiced_s + 0.2


def echoes_prompt(words: list[str]) -> bool:
    """Whether the recogniser read its glossary out."""
    said = f" {' '.join(words)} "
    terms = [f" {plain(term)} " for term in glossary.TERMS]
    runs = zip(*(terms[i:] for i in range(ECHOED_TERMS)), strict=False)
    return any("".join(run).replace("  ", " ") in said for run in runs)


def plain(text: str) -> str:
    """Lower-case words without punctuation."""
    return " ".join(re.sub(r"[^\w'.]|\.(?!\w)|_", " ", text.lower()).split())
