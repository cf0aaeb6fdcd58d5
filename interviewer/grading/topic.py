"""Which rubric an answer speaks to: word profiles of all stages of a bank, compared by cosine. The defence against the
right answer to another question."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.content.models import Question, Stage
from interviewer.grading.text import content_stems, sentences

Profile = Mapping[str, float]
BLOCK_WORDS = 80
"""An answer is also judged by its blocks of so many words, so that a digression does not spoil it."""
CLEARLY_ELSEWHERE = 0.24
"""Likeness to another stage below which an answer is too short or general to belong anywhere."""
SAME_TOPIC = 0.5
"""Likeness of two stages from which answers to one are no reason to doubt the other."""
_MOST_COUNTED = 3


@dataclass(frozen=True, slots=True)
class _Known:
    question: str
    profile: Profile


class Topics:
    """The stages of a bank as word profiles."""

    def __init__(self, background: Sequence[Question]) -> None:
        """An empty bank doubts nothing."""
        stages = [(question.id, stage) for question in background for stage in question.stages]
        counts = [_counts(stage) for _, stage in stages]
        self._df = Counter(stem for one in counts for stem in one)
        self._total = len(stages) + 2
        self._known = [_Known(name, self._profile(one)) for (name, _), one in zip(stages, counts, strict=True)]

    def _profile(self, counts: Mapping[str, int]) -> Profile:
        found = {
            stem: (1 + math.log(min(count, _MOST_COUNTED))) * math.log(self._total / max(1, self._df[stem]))
            for stem, count in counts.items()
        }
        length = math.sqrt(sum(value * value for value in found.values())) or 1.0
        return {stem: value / length for stem, value in found.items()}

    def of(self, question: Question, stage: Stage) -> "StageTopic":
        """One stage against all stages of other questions, those on the same topic left aside."""
        own = self._profile(_counts(stage))
        others = [one.profile for one in self._known if one.question != question.id]
        return StageTopic(self, own, tuple(other for other in others if _cosine(own, other) < SAME_TOPIC))

    def heard(self, text: str) -> Profile:
        """The profile of an answer."""
        return self._profile(Counter(content_stems(text)))


@dataclass(frozen=True, slots=True)
class StageTopic:
    """One stage among the others."""

    topics: Topics
    own: Profile
    others: tuple[Profile, ...]

    def relevance(self, turns: Sequence[str]) -> float:
        """Likeness to this stage relative to the most similar other one, for the best part of the answer; 1 when the
        answer is not clearly about something else."""
        whole = "\n".join(turns)
        if self._elsewhere(self.topics.heard(whole)) < CLEARLY_ELSEWHERE:
            return 1.0
        return max(self._share(part) for part in (whole, *_blocks(turns)))

    def likeness(self, turns: Sequence[str]) -> float:
        """Cosine to this stage of the part of the answer that is most like it; 1 when there is nothing to compare with."""
        if not self.others:
            return 1.0
        return max(_cosine(self.topics.heard(part), self.own) for part in ("\n".join(turns), *_blocks(turns)))

    def _elsewhere(self, said: Profile) -> float:
        return max((_cosine(said, other) for other in self.others), default=0.0)

    def _share(self, text: str) -> float:
        said = self.topics.heard(text)
        return _cosine(said, self.own) / max(CLEARLY_ELSEWHERE, self._elsewhere(said))


def _counts(stage: Stage) -> Counter[str]:
    texts = [stage.prompt, *(text for p in stage.key_points for text in (p.claim, *p.paraphrases))]
    return Counter(content_stems(" . ".join(texts)))


def _cosine(a: Profile, b: Profile) -> float:
    return sum(value * b.get(stem, 0.0) for stem, value in a.items())


def _blocks(turns: Sequence[str]) -> list[str]:
    """Runs of whole sentences of about BLOCK_WORDS words; a short rest joins the last."""
    found: list[list[str]] = [[]]
    size = 0
    for sentence in (s.text for turn in turns for s in sentences(turn)):
        if size >= BLOCK_WORDS:
            found, size = [*found, []], 0
        found[-1].append(sentence)
        size += len(sentence.split())
    if len(found) > 1 and size < BLOCK_WORDS / 2:
        found[-2:] = [found[-2] + found[-1]]
    return [" ".join(block) for block in found]
