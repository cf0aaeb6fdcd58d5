"""The report's sentences about silence and criteria, built from their numbers. No judging, no layout."""

from collections.abc import Callable, Mapping, Sequence

from interviewer.content.rubric import CriterionId, Rubric
from interviewer.grading.credit import StageRecord, StageScore
from interviewer.grading.scoring import (
    CriterionShare,
    Idea,
    Penalty,
    areas,
    hidden_facts,
    relevant_ideas,
    stage_reasons,
)
from interviewer.report.model import SilenceReport

QUOTED_WORDS = 12
"""Words of a sentence that was not counted."""
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = dict(enumerate(_WORDS))


def number(value: int) -> str:
    """A number as one writes it in a sentence: in words up to twelve."""
    return _NUMBERS.get(value, str(value))


def count(value: int, noun: str) -> str:
    """A number with its noun: "three silences", "one nudge", "14 reasons"."""
    return f"{number(value)} {noun}" if value == 1 else f"{number(value)} {noun}s"


def part_of(part: int, whole: int, noun: str) -> str:
    """Some of several: "two of three answers", "none of one answer"."""
    return f"{number(part) if part else 'none'} of {count(whole, noun)}"


def listed(items: Sequence[str]) -> str:
    """Items in a row: "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def shortened(quote: str) -> str:
    """The first words of a quote, with a mark where more came."""
    said = quote.split()
    return " ".join(said[:QUOTED_WORDS]).rstrip(".,;:") + " …" if len(said) > QUOTED_WORDS else " ".join(said)


def percent(share: float, step: float | None = None) -> str:
    """A share as whole percent; one that missed a step by less than a percent is not rounded up to it."""
    missed = step is not None and share < step <= round(100 * share) / 100
    return f"{int(100 * share) if missed else round(100 * share)}%"


def area_name(area: str) -> str:
    """An area as one writes it."""
    return area.replace("-", " ")


def part_number(record: StageRecord) -> int:
    """1, 2 … for the parts of a problem."""
    return record.question.stages.index(record.stage) + 1


def stage_name(record: StageRecord) -> str:
    """The question's title, with the number of the part when it is a problem."""
    part = "" if record.question.kind == "basic" else f", part {part_number(record)}"
    return f"“{record.question.title}”{part}"


_SILENCES = {"filled": "filled pause", "thinking": "spoken thinking", "granted": "granted time"}


def silence_name(silence_class: str, timed: bool) -> str:
    """What a class of silence is called; only where it costs points is one called dead."""
    return _SILENCES.get(silence_class, "dead silence" if timed else "silence")


def long_silences(silences: Sequence[SilenceReport]) -> tuple[SilenceReport, ...]:
    """The dead silences that went beyond their grace."""
    return tuple(one for one in silences if one.silence_class == "dead" and one.duration_s > one.grace_s)


def longest_silence(long: Sequence[SilenceReport]) -> str:
    """The longest of some silences, with the words before it."""
    longest = max(long, key=lambda one: one.duration_s)
    cut = " …" if longest.inside_turn else ""
    after = f", after “{longest.after_words.rstrip('.,;:')}{cut}”" if longest.after_words else ""
    return f"longest {longest.duration_s:.1f} s{after}"


def silence_numbers(silences: Sequence[SilenceReport], nudges: int, grace_s: float) -> str:
    """How many dead silences went beyond the grace, the longest, and the nudges."""
    long = long_silences(silences)
    nudged = sum(one.grace_s < grace_s for one in long)
    parts = (
        f"{count(len(long) - nudged, 'silence')} over {grace_s:g} s",
        f"{number(nudged)} more after a nudge" if nudged else "",
        longest_silence(long) if long else "",
        count(nudges, "nudge") if nudges else "",
    )
    return ", ".join(part for part in parts if part)


def penalty_sentence(penalty: Penalty, cap: float, numbers: str) -> str:
    """What silence cost, with its numbers."""
    if not penalty.counted:
        return f"{numbers[:1].upper()}{numbers[1:]}; nothing is taken off, since this interview was not timed"
    if penalty.points <= 0:
        return f"No points lost: {numbers}"
    held = f", held at the cap of {cap:g} points" if penalty.uncapped > cap else ""
    return f"−{penalty.points:.1f} points: {numbers}{held}"


def _technical(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> str:
    scored = [
        (one.score, stage_name(one.record))
        for one in stages
        if one.record.question.fundamental and one.score is not None
    ]
    low, high = min(scored), max(scored)
    if len(scored) == 1:
        return f"One judged answer on fundamentals, {high[1]}: {percent(high[0])}."
    ends = f"strongest {high[1]} with {percent(high[0])}, weakest {low[1]} with {percent(low[0])}"
    return f"The mean of {number(len(scored))} judged questions and parts; {ends}."


def _problem(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> str:
    parts = [one for one in stages if one.record.question.kind == "problem" and one.score is not None]
    several = len({one.record.question.id for one in parts}) > 1
    each = [
        f"{percent(one.score or 0.0)} on "
        f"{stage_name(one.record) if several else f'part {part_number(one.record)}'}"
        f"{' (no answer)' if one.standing != 'answered' else ''}"
        for one in parts
    ]
    return sentence(listed(each))


def _aloud(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> str:
    answers = [stage_reasons(one) for one in stages if one.standing == "answered"]
    found = [reason for answer in answers for reason in answer]
    given = sum(bool(answer) for answer in answers)
    example = f", {count(len(found), 'reason')} in all, for instance “{found[0].words}”" if found else ""
    if len(answers) == 1:
        return sentence(f"the one judged answer gave {'reasons' if given else 'no reasons'} aloud{example}")
    return sentence(f"{part_of(given, len(answers), 'judged answer')} gave reasons aloud{example}")


def _clarifying(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> str:
    held, relevant = hidden_facts(stages), relevant_ideas(stages, ideas)
    met = len(held & relevant)
    more = f", {count(len(relevant) - met, 'further assumption')} stated" if len(relevant) > met else ""
    if len(held) == 1:
        return sentence(f"the one fact the interviewer held {'came up' if met else 'did not come up'}{more}")
    return sentence(f"{part_of(met, len(held), 'fact')} the interviewer held came up{more}")


def _breadth(stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> str:
    found = areas(stages, rubric.breadth.enough)
    rest = [area_name(area) for area in found.asked if area not in found.shown]
    shown = listed([area_name(area) for area in found.shown]) or "no area yet"
    return sentence(f"shown: {shown}" + (f"; asked and not yet shown: {listed(rest)}" if rest else ""))


_WHY: Mapping[CriterionId, Callable[[Sequence[StageScore], Sequence[Idea], Rubric], str]] = {
    "technical-knowledge": _technical,
    "problem-solving": _problem,
    "thinking-aloud": _aloud,
    "clarifying-and-assumptions": _clarifying,
    "breadth": _breadth,
}


def why(criterion: CriterionShare, stages: Sequence[StageScore], ideas: Sequence[Idea], rubric: Rubric) -> str:
    """How a criterion's share came about, with its numbers."""
    if criterion.unscored_reason is not None:
        return sentence(f"not scored: {criterion.unscored_reason}")
    return _WHY[criterion.id](stages, ideas, rubric)
