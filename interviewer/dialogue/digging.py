"""What is worth asking on an open stage, and how much to this persona: open key points, probes, hints, caps."""

import re

from interviewer.content.models import KeyPoint, Persona, Probe
from interviewer.dialogue import moves as mv
from interviewer.dialogue.matching import touches
from interviewer.dialogue.state import OpenStage, answer_text
from interviewer.dialogue.view import View
from interviewer.grading.assessment import PointVerdict

PARTIAL_FACTOR = 0.35
"""A point that was touched, or partly covered, is followed up after those that were not."""
EARLY_SHARE = 0.5
"""A stage is early while less than this share of its minutes is used."""
MORE_ON_BASIC = 1
"""Follow-ups beyond the persona's cap on a basic question that is early and went on to be answered."""
MORE_ON_PART = 2
"""The same on a part of the problem."""
CLAIM = -1
"""Index of a probe that no author wrote: a claim that a model picked out, or the last thing that was said."""
BRIEF_WORDS = range(4, 26)
"""Lengths of an answer that is asked for its reasons."""
REASON = re.compile(
    r"\b(?:because|since|so|therefore|thus|hence|otherwise|due to|if|when|for example|for instance)\b", re.I
)
"""Words of somebody who gives reasons or conditions unasked."""
ASK_WHY = "ask-why"
"""The lines that ask for reasons; sessions of earlier versions have none."""
OPEN_BELOW = 0.6
"""A partly covered key point with at least this credit is left alone."""


def capped(view: View) -> bool:
    """No follow-up, hint or probe is left on this stage."""
    style, opened = view.persona.follow_ups, view.open
    part = view.state.phase == "problem"
    cap = style.per_part if part else style.per_basic
    most = cap + (MORE_ON_PART if part else MORE_ON_BASIC) if cap else 0
    return opened is None or opened.digs >= most or (opened.digs >= cap and not worth_more(view, opened))


def worth_more(view: View, opened: OpenStage) -> bool:
    """The stage is early, and the candidate had something to say when we asked last."""
    lacking = {p.id for p, _ in open_points(view, followed=True) if not touched_now(view, p)}
    return is_early(view, opened) and opened.target not in lacking


def touched(view: View, point: KeyPoint) -> bool:
    """The candidate's words on the stage come near a key point, whatever the grader made of them."""
    assert view.open is not None, "points of a stage that is not open"
    assert view.stage is not None, "points of a stage that is not open"
    verdict = verdict_of(view.open, point)
    turned_round = verdict is not None and verdict.verdict == "wrong"
    return not turned_round and any(touches(part.text, view.stage, point) for part in view.open.answers)


def touched_now(view: View, point: KeyPoint) -> bool:
    """The same for the newest turn alone."""
    turn = view.state.last_turn
    return turn is not None and view.stage is not None and touches(answer_text(turn), view.stage, point)


def is_early(view: View, opened: OpenStage) -> bool:
    """The stage has most of its time left, and the interview more than it needs."""
    early = view.at - opened.opened_at < EARLY_SHARE * (opened.until - opened.opened_at)
    return early and view.spare_s > 0


def without_reasons(view: View, opened: OpenStage) -> bool:
    """The candidate said what we asked for in a few words, and not why; we have not asked for reasons yet."""
    turn, asked = view.state.last_turn, view.state.last_asked
    said = answer_text(turn) if turn is not None and view.first("answer") else ""
    bare = len(said.split()) in BRIEF_WORDS and not REASON.search(said)
    content = not isinstance(asked, mv.Challenge) and not opened.brought_back and not opened.dont_knows
    return bare and content and CLAIM not in opened.probed and worth_more(view, opened)


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


def point_value(point: KeyPoint, verdict: PointVerdict | None, view: View) -> float:
    """How much a follow-up on a key point is worth to this persona."""
    near = (verdict is not None and verdict.verdict == "partial") or touched(view, point)
    return point.weight * preference(point.facets, view.persona) * (PARTIAL_FACTOR if near else 1.0)


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
    return max(usable, key=lambda pv: point_value(pv[0], pv[1], view))[0] if usable else None
