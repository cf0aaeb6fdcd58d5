"""The rules that draw on the reserve of the plan when there is time for more than was planned, and for whom."""

from collections.abc import Sequence

from interviewer.dialogue import moves as mv
from interviewer.dialogue.clock import MINUTE_S
from interviewer.dialogue.plan import LEVEL_ORDER
from interviewer.dialogue.session import PlannedStage
from interviewer.dialogue.view import View

PROBLEM_SHARE = 0.7
"""Share of a further problem's minutes that must be left when it is begun."""
LOST_SHARE = 0.5
"""Share of the interview's time after which who is at a loss is asked no more than was planned."""


def further_question(view: View) -> mv.Move | None:
    """Another basic question out of the reserve, when those planned took less than their time; half of them are kept
    for when the problem took less than its own. Who is at a loss gets the easiest first."""
    state, lost = view.state, at_a_loss(view)
    under_way = (state.parts_opened > 0 and state.parts_left) or in_further_problem(view)
    more = extendable(view) or lost
    if state.phase not in ("basics", "problem") or state.basics_left or under_way or not more:
        return None
    left = [p for p in state.reserve_left if is_basic(view, p)]
    kept = sum(is_basic(view, p) for p in view.session.plan.reserve) // 2 if state.parts_left else 0
    coming = easiest_first(view, left) if lost else left
    planned = next((p for p in coming if len(left) > kept and fits(view, p)), None)
    return mv.OpenStage(question=planned.question, stage=planned.stage) if planned else None


def further_part(view: View) -> mv.Move | None:
    """A part of the problem out of the reserve, in its place, when there is time for it beside the others."""
    state, opened = view.state, view.state.open
    if state.phase != "problem" or opened is None or not extendable(view):
        return None
    order = [s.id for s in view.session.question(opened.question).stages]
    until = order.index(state.parts_left[0].stage) if state.parts_left else len(order)
    coming = order[order.index(opened.stage) + 1 : until]
    left = (p for p in state.reserve_left if p.question == opened.question)
    planned = next((p for p in left if p.stage in coming), None)
    return open_part(view, planned) if planned and fits(view, planned) else None


def further_problem(view: View) -> mv.Move | None:
    """The first problem of the reserve for which there is time, or for more than its start, when the planned one is
    through."""
    state = view.state
    if state.phase != "problem" or state.parts_left or in_further_problem(view) or not extendable(view):
        return None
    problems: dict[str, list[PlannedStage]] = {}
    for p in state.reserve_left:
        if not is_basic(view, p) and is_untouched(view, p):
            problems.setdefault(p.question, []).append(p)
    enough = view.spare_s / (PROBLEM_SHARE * MINUTE_S)
    parts = next((parts for parts in problems.values() if sum(p.minutes for p in parts) <= enough), None)
    return open_part(view, parts[0]) if parts else None


def in_further_problem(view: View) -> bool:
    """A problem out of the reserve is open and has parts left."""
    opened = view.state.open
    planned = view.session.plan.problem
    return (
        opened is not None
        and opened.question not in {p.question for p in planned}
        and any(p.question == opened.question for p in view.state.reserve_left)
    )


def is_untouched(view: View, planned: PlannedStage) -> bool:
    """It belongs to a problem of which nothing was asked so far."""
    parts = [p for p in view.session.plan.stages if p.question == planned.question]
    return all(p in view.state.reserve_left for p in parts)


def extendable(view: View) -> bool:
    """There is more time than was planned for, and a candidate to ask more: they kept to the stage that is being left,
    or left it out."""
    turn, opened = view.state.last_turn, view.state.open
    if view.spare_s <= 0 or opened is None or turn is None or view.state.nudges:
        return False
    return bool(opened.answers and not opened.brought_back) or any(act.act == "skip" for act in turn.acts)


def at_a_loss(view: View) -> bool:
    """They knew nothing of the stage that is being left, said so, and the interview is young."""
    turn, opened = view.state.last_turn, view.state.open
    if opened is None or turn is None or opened.answers or opened.brought_back or view.state.nudges:
        return False
    young = view.at < LOST_SHARE * MINUTE_S * view.session.plan.total_minutes
    return young and any(act.act == "dont-know" for act in turn.acts)


def easiest_first(view: View, left: Sequence[PlannedStage]) -> list[PlannedStage]:
    """Foundations, then the rest but for advanced questions."""
    level = {p: view.session.question(p.question).level for p in left}
    return sorted((p for p in left if level[p] != "advanced"), key=lambda p: LEVEL_ORDER[level[p]])


def is_basic(view: View, planned: PlannedStage) -> bool:
    """It is a basic question rather than a part of the problem."""
    return view.session.question(planned.question).kind == "basic"


def fits(view: View, planned: PlannedStage) -> bool:
    """There is time for it beside everything that is planned."""
    return view.spare_s >= planned.minutes * MINUTE_S


def open_part(view: View, planned: PlannedStage) -> mv.Move:
    """Opens a part of a problem; the parts of each are counted by themselves."""
    plan, state = view.session.plan, view.state
    further = [p for p in plan.reserve if p.question == planned.question]
    own = planned not in plan.problem and len(further) == sum(p.question == planned.question for p in plan.stages)
    before = further.index(planned) if own else state.parts_opened
    return mv.OpenStage(question=planned.question, stage=planned.stage, first_of_problem=before == 0, part=before + 1)
