"""Rules of good authoring that a file's shape cannot express. Pure: values in, faults out."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from interviewer.content.models import CommonLines, Frozen, KeyPoint, Persona, Question, Stage
from interviewer.content.references import Fault, FieldPath

MIN_PARAPHRASES = 2
MIN_CONTRASTS = 1
MAX_QUESTIONS = 2
"""Question marks in one line of the interviewer; more cannot be kept in mind."""
BASIC_MINUTES = (2.0, 8.0)
PROBLEM_MINUTES = (8.0, 40.0)
PROBLEM_STAGES = 2
"""Fewest parts of a problem, and fewest that stay when time is short."""
QUALITIES = ("strong", "partial", "weak", "wrong")
SLOTS = {
    "ask-about-project": {"phrase"},
    "ask-about-project-cv": {"phrase"},
    "format": {"minutes"},
    "grant-time": {"seconds"},
    "probe-claim": {"claim"},
}
"""Line pool to the words in braces that the program fills in."""
OWN_POOLS = {"introduce"}
"""Line pools that only personas have."""

_UNSPOKEN = re.compile(r"""[^\w\s.,;:?!'’"“”()%&–—-]|_|(?<!\w)&|&(?!\w)|--""")
_SLOT = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_stemmer = snowballstemmer.stemmer("english")


def lint(content: Frozen) -> list[Fault]:
    """Everything an author should mend in a file that loads."""
    match content:
        case Question():
            return [*_question(content)]
        case Persona():
            return [*_persona(content)]
        case CommonLines():
            return [*_pools(content)]
        case _:
            return []


def lint_pools(persona: Persona, common: CommonLines) -> list[Fault]:
    """Line pools of a persona that the interviewer never draws from."""
    known = {*common.lines, *OWN_POOLS}
    what = "no such line pool; the names are those of personas/_common.yaml"
    return [Fault(("lines", pool), what) for pool in persona.lines if pool not in known]


def spoken_faults(text: str, slots: Iterable[str] = ()) -> Iterator[str]:
    """What cannot be said aloud: symbols, markup, words in braces that are not filled in, too many questions."""
    for name in _SLOT.findall(text):
        if name not in slots:
            yield f"{{{name}}} is not filled in here" + (f"; {{{'}, {'.join(slots)}}} is" if slots else "")
    odd = _UNSPOKEN.search(_SLOT.sub("x", text))
    if odd:
        yield f"{odd[0]!r} cannot be spoken; write it as a word"
    if text.count("?") > MAX_QUESTIONS:
        yield f"asks {text.count('?')} questions; at most {MAX_QUESTIONS} can be kept in mind"


def stem_words(text: str) -> tuple[str, ...]:
    """The words of a text without inflection."""
    return tuple(_stem(word) for word in _WORD.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def told_words(line: str, point: KeyPoint, prompt: str) -> tuple[str, ...]:
    """Words of the point's `requires` groups that a line gives away, the prompt not having said them."""
    return tuple(
        word
        for group in point.requires
        for word in group
        if _holds(stem_words(line), stem_words(word)) and not _holds(stem_words(prompt), stem_words(word))
    )


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def _question(question: Question) -> Iterator[Fault]:
    yield from _shape(question)
    for i, stage in enumerate(question.stages):
        at: FieldPath = ("stages", i)
        yield from _stage_lines(stage, at)
        for n, point in enumerate(stage.key_points):
            yield from _key_point(point, stage, (*at, "key_points", n))
        shown = {example.quality for example in question.examples if example.stage == stage.id}
        missing = [quality for quality in QUALITIES if quality not in shown]
        if missing:
            yield Fault(at, f"no worked example is {' or '.join(missing)}")


def _shape(question: Question) -> Iterator[Fault]:
    stages = len(question.stages)
    minutes = sum(stage.minutes for stage in question.stages)
    basic = question.kind == "basic"
    low, high = BASIC_MINUTES if basic else PROBLEM_MINUTES
    if basic and stages > 1:
        yield Fault(("stages",), f"a basic question has one stage, not {stages}; or set kind: problem")
    if not basic and sum(stage.essential for stage in question.stages) < PROBLEM_STAGES:
        yield Fault(("stages",), f"a problem has {PROBLEM_STAGES} or more stages that are essential")
    if not low <= minutes <= high:
        yield Fault(("stages",), f"takes {minutes:g} minutes; a {question.kind} takes {low:g} to {high:g}")
    if not question.resources:
        yield Fault(("resources",), "names nothing to study")


def _stage_lines(stage: Stage, at: FieldPath) -> Iterator[Fault]:
    lines: list[tuple[FieldPath, str]] = [(("prompt",), stage.prompt)]
    lines += [(("rephrase",), stage.rephrase), (("direction",), stage.direction)]
    lines += [(("hidden_facts", n, "answer"), fact.answer) for n, fact in enumerate(stage.hidden_facts)]
    lines += [(("misconceptions", n, "challenge"), idea.challenge) for n, idea in enumerate(stage.misconceptions)]
    for where, line in lines:
        yield from (Fault((*at, *where), what) for what in spoken_faults(line))
    for n, probe in enumerate(stage.probes):
        yield from (Fault((*at, "probes", n, "ask"), what) for what in spoken_faults(probe.ask, ("said",)))


def _key_point(point: KeyPoint, stage: Stage, at: FieldPath) -> Iterator[Fault]:
    if len(point.paraphrases) < MIN_PARAPHRASES:
        yield Fault((*at, "paraphrases"), f"has {len(point.paraphrases)}; people say it in more ways")
    if len(point.contrast) < MIN_CONTRASTS:
        yield Fault((*at, "contrast"), "has no near miss that must not count")
    if not point.follow_up.rstrip(" \"'”’").endswith("?"):
        yield Fault((*at, "follow_up"), "does not end in a question mark; it asks about the idea, without telling it")
    if not point.hint.strip():
        yield Fault((*at, "hint"), "is empty; narrow the question without telling")
    for name, line in (("follow_up", point.follow_up), ("hint", point.hint)):
        yield from (Fault((*at, name), what) for what in spoken_faults(line))
        for word in told_words(line, point, stage.prompt):
            yield Fault((*at, name), f"says {word!r}, which an answer must contain, before the candidate did")


def _persona(persona: Persona) -> Iterator[Fault]:
    yield from _pools(persona)
    if not persona.lines.get("introduce"):
        yield Fault(("lines",), "has no introduce line, so nobody says who is asking")
    if not persona.can_answer:
        yield Fault(("can_answer",), "can say nothing about team and role")
    for n, fact in enumerate(persona.can_answer):
        yield from (Fault(("can_answer", n, "answer"), what) for what in spoken_faults(fact.answer))


def _pools(content: Persona | CommonLines) -> Iterator[Fault]:
    for pool, lines in content.lines.items():
        for n, line in enumerate(lines):
            yield from (Fault(("lines", pool, n), what) for what in spoken_faults(line, SLOTS.get(pool, ())))
            if line in lines[:n]:
                yield Fault(("lines", pool, n), "is there twice")
