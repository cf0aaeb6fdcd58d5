"""What is worth asking on an open stage, and how much to this persona: open key points, probes, hints, caps."""

from interviewer.content.models import KeyPoint, Persona, Probe
from interviewer.dialogue.state import OpenStage
from interviewer.dialogue.view import View
from interviewer.grading.assessment import PointVerdict

PARTIAL_FACTOR = 0.35
"""A point that was touched is followed up after those that were not."""
OPEN_BELOW = 0.6
"""A partly covered key point with at least this credit is left alone."""


def capped(view: View) -> bool:
    """No follow-up, hint or probe is left on this stage."""
    style = view.persona.follow_ups
    cap = style.per_part if view.state.phase == "problem" else style.per_basic
    return view.open is None or view.open.digs >= cap


def verdict_of(opened: OpenStage, point: KeyPoint) -> PointVerdict | None:
    """The newest verdict on a key point, if the stage was judged."""
    found = opened.assessment.key_points if opened.assessment else ()
    return next((v for v in found if v.id == point.id), None)


def open_points(view: View, followed: bool = False) -> list[tuple[KeyPoint, PointVerdict | None]]:
    """Key points not yet said; those already followed up or hinted at only when `followed`."""
    stage, opened = view.stage, view.open
    assert stage is not None, "points of a stage that is not open"
    assert opened is not None, "points of a stage that is not open"
    found = []
    for point in stage.key_points:
        verdict = verdict_of(opened, point)
        is_open = verdict is None or verdict.verdict in ("missing", "wrong") or verdict.credit < OPEN_BELOW
        asked = point.id in opened.followed or point.id in opened.hinted
        if is_open and asked == followed and point.follow_up:
            found.append((point, verdict))
    return found


def preference(facets: tuple[str, ...], persona: Persona) -> float:
    """How much this persona cares for the facets."""
    return max((persona.follow_ups.prefers.get(f, 1.0) for f in facets), default=1.0)


def point_value(point: KeyPoint, verdict: PointVerdict | None, persona: Persona) -> float:
    """How much a follow-up on a key point is worth to this persona."""
    touched = verdict is not None and verdict.verdict == "partial"
    return point.weight * preference(point.facets, persona) * (PARTIAL_FACTOR if touched else 1.0)


def probe_value(probe: Probe, persona: Persona) -> float:
    """How much a probe is worth to this persona."""
    return preference(probe.facets, persona)


def hint_target(view: View) -> KeyPoint | None:
    """The point a hint should narrow: the one asked about last; while nothing was said, the one to begin with; else
    the heaviest open one with a hint left."""
    opened = view.open
    assert opened is not None, "a hint on a stage that is not open"
    points = [*open_points(view, followed=True), *open_points(view)]
    usable = [(p, v) for p, v in points if p.hint and p.id not in opened.hinted]
    last = [p for p, _ in usable if p.id == opened.target]
    if last or (usable and not opened.answers):
        return last[0] if last else usable[0][0]
    return max(usable, key=lambda pv: point_value(pv[0], pv[1], view.persona))[0] if usable else None
