"""Geometry of the report's drawings, in percent of their width. Numbers only: templates draw them."""

from dataclasses import dataclass

from interviewer.report.model import Report, SilenceReport
from interviewer.report.phrases import silence_name

LEAST_WIDTH = 0.35
"""Width of the thinnest bar, in percent, so that a short silence is still seen."""
NUDGE_WIDTH = 0.4
"""Width of the line that marks a nudge, in percent."""
BOUNDARY_WIDTH = 0.15
"""Width of the line where a stage was opened, in percent."""
LABEL_GAP = 3.5
"""Labels nearer than this to the one before are left out, in percent."""
NARROW_LABEL_GAP = 9.0
"""The same for a narrow screen."""
LAST_LABEL = 97.0
"""Labels further right, in percent, stand before their line."""
NARROW_LAST_LABEL = 90.0
"""Labels further right are left out on a narrow screen."""
TICKS_S = (15, 30, 60, 120, 180, 300, 600, 900, 1200, 3600)
"""Distances between time ticks to choose from."""
LAST_TICK = 94.0
"""Ticks further right, in percent, would be cut off."""
NARROW_LAST_TICK = 82.0
"""The same on a narrow screen."""
MOST_TICKS = 6
"""Most time ticks that fit on a narrow screen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time on one row."""

    row: str
    """interviewer, candidate or silence."""
    kind: str
    """As row; for silences their class."""
    x: float
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in time."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The interview from left to right."""

    bars: tuple[Bar, ...]
    nudges: tuple[Mark, ...]
    stages: tuple[Mark, ...]
    """Where each stage was opened."""
    labels: tuple[Mark, ...]
    """Those of the stages that fit beside each other."""
    narrow_labels: tuple[Mark, ...]
    """Those that do so on a narrow screen too."""
    ticks: tuple[Mark, ...]
    """Minutes and seconds below."""
    summary: str
    """The same in words."""
    nudge_width: float = NUDGE_WIDTH
    boundary_width: float = BOUNDARY_WIDTH
    last_label: float = LAST_LABEL
    narrow_last_tick: float = NARROW_LAST_TICK


def clock(seconds: float) -> str:
    """Seconds since the start as minutes and seconds."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def stage_labels(report: Report) -> dict[tuple[str, str], str]:
    """Question and stage to a short label: 1, 2, and 4.1, 4.2 for the parts of a problem."""
    return {
        (question.id, stage.id): str(n) if question.kind == "basic" else f"{n}.{stage.part}"
        for n, question in enumerate(report.questions, 1)
        for stage in question.stages
    }


def timeline(report: Report) -> Timeline:
    """Who held the floor, the silences, the nudges and where each question began."""
    end = max([1.0, *(span.end_s for span in report.floor), *(_end(one) for one in report.silences)])
    scale = 100 / end
    floor = tuple(
        _bar(span.who, span.who, span.start_s, span.end_s, scale, f"{_NAMES[span.who]}") for span in report.floor
    )
    silences = tuple(
        _bar("silence", one.silence_class, one.start_s, _end(one), scale, silence_title(one, report.facts.timed))
        for one in report.silences
    )
    labels = stage_labels(report)
    stages = tuple(
        Mark(_line(stage.opened_at, scale, BOUNDARY_WIDTH), labels[question.id, stage.id])
        for question in report.questions
        for stage in question.stages
    )
    shown = _spaced(stages, LABEL_GAP)
    return Timeline(
        bars=floor + silences,
        nudges=tuple(Mark(_line(at, scale, NUDGE_WIDTH), f"nudge at {clock(at)}") for at in report.nudges_at),
        stages=stages,
        labels=shown,
        narrow_labels=tuple(mark for mark in _spaced(shown, NARROW_LABEL_GAP) if mark.x <= NARROW_LAST_LABEL),
        ticks=_ticks(end, scale),
        summary=_summary(report),
    )


_NAMES = {"interviewer": "the interviewer has the floor", "candidate": "you have the floor"}


def _end(silence: SilenceReport) -> float:
    return silence.start_s + silence.duration_s


def silence_title(silence: SilenceReport, timed: bool) -> str:
    """One silence in a line."""
    price = f", −{silence.penalty:.1f} points" if silence.penalty else ""
    name = silence_name(silence.silence_class, timed)
    return f"{name}, {silence.duration_s:.1f} s at {clock(silence.start_s)}{price}"


def _bar(row: str, kind: str, start: float, end: float, scale: float, title: str) -> Bar:
    width = max(LEAST_WIDTH, (end - start) * scale)
    return Bar(row, kind, round(min(start * scale, 100 - width), 3), round(width, 3), f"{title}, {clock(start)}")


def _line(at: float, scale: float, width: float) -> float:
    """Left edge of a line at a time, inside the drawing also at its end."""
    return round(min(at * scale, 100 - width), 3)


def _spaced(marks: tuple[Mark, ...], gap: float) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.x - kept[-1].x >= gap:
            kept.append(mark)
    return tuple(kept)


def _ticks(end: float, scale: float) -> tuple[Mark, ...]:
    step = next((step for step in TICKS_S if end / step <= MOST_TICKS), end)
    marks = (Mark(round(n * step * scale, 3), clock(n * step)) for n in range(int(end / step) + 1))
    return tuple(mark for mark in marks if mark.x <= LAST_TICK)


def _share(report: Report, who: str) -> float:
    held = {name: sum(one.end_s - one.start_s for one in report.floor if one.who == name) for name in _NAMES}
    return 100 * held[who] / (sum(held.values()) or 1.0)


def _summary(report: Report) -> str:
    end = max((span.end_s for span in report.floor), default=0.0)
    name, dead = silence_name("dead", report.facts.timed), sum(s.silence_class == "dead" for s in report.silences)
    return (
        f"Timeline, {clock(end)} long: you held the floor {_share(report, 'candidate'):.0f}% of the time, the "
        f"interviewer {_share(report, 'interviewer'):.0f}%; {name}s: {dead}; nudges: {len(report.nudges_at)}."
    )
