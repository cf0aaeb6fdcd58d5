"""What a scripted model says to each prompt: here one that has read the question bank and behaves."""

import json
import re
from collections.abc import Callable, Sequence

from interviewer.content.models import Question, WorkedExample
from interviewer.grading.prompts import Prompt
from interviewer.grading.text import content_stems

Mind = Callable[[Prompt], str]


def part(prompt: Prompt, name: str) -> object:
    """The data a prompt holds under a name."""
    found = re.search(rf"^{name}: (.*)$", prompt.user, re.M)
    assert found is not None, f"the prompt has no {name}"
    return json.loads(found.group(1))


def role_of(system: str) -> str:
    """Which role a prompt is for, from its first words."""
    roles = {"You mark": "grading", "You listen": "understanding", "A candidate": "answering", "You are": "wording"}
    return next((role for words, role in roles.items() if system.startswith(words)), "drafting")


class WellReadMind:
    """Knows the worked examples by heart, words lines plainly and follows the rules."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._claims = {p.claim: p for q in questions for s in q.stages for p in s.key_points}
        self._examples = {_squeezed(e.answer): e for q in questions for e in q.examples}

    def __call__(self, prompt: Prompt) -> str:
        match role_of(prompt.system):
            case "wording":
                return self.word(prompt)
            case "understanding":
                said = part(prompt, "turn")
                return json.dumps({"acts": {name: _act(text) for name, text in said.items()}, "claim": ""})  # type: ignore[attr-defined]
            case "answering":
                return json.dumps({"answer": "none"})
            case "grading":
                return self.mark(prompt)
        raise AssertionError(prompt.system[:80])

    def word(self, prompt: Prompt) -> str:
        line = str(part(prompt, "line"))
        if "Give only one short sentence" in prompt.system:
            return "Let us go on, then."
        return f"Let me stay with this for a moment. {'. '.join(line.rsplit('. ', 2)[-2:])}"

    def mark(self, prompt: Prompt) -> str:
        ideas, said = part(prompt, "ideas"), part(prompt, "answer")
        mistakes = part(prompt, "mistakes")
        assert isinstance(ideas, dict)
        assert isinstance(said, dict)
        assert isinstance(mistakes, dict)
        known = self._examples.get(_squeezed(" ".join(said.values())))
        points = {name: self._verdict(idea["idea"], said, known) for name, idea in ideas.items()}
        reply: dict[str, object] = {"points": points}
        if mistakes:
            reply["misconceptions"] = dict.fromkeys(mistakes, "none")
        return json.dumps(reply)

    def _verdict(self, claim: str, said: dict[str, str], known: WorkedExample | None) -> dict[str, str]:
        point = self._claims[claim]
        texts = (point.claim, *point.paraphrases)
        shares = {name: max(_share(text, one) for text in texts) for name, one in said.items()}
        best = max(shares, key=lambda name: shares[name], default="none")
        if known is not None:
            verdict = known.expect.get(point.id, "missing")
        else:
            verdict = "covered" if shares.get(best, 0.0) >= 0.5 else "missing"
        return {"sentence": "none" if verdict == "missing" else best, "verdict": verdict}


def _share(text: str, said: str) -> float:
    wanted, there = set(content_stems(text)), set(content_stems(said))
    return len(wanted & there) / max(1, len(wanted))


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def _act(text: str) -> str:
    return "clarification" if text.rstrip().endswith("?") else "answer"
