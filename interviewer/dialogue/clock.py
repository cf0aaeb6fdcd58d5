"""What still fits into an interview: minutes left, and which planned stages must go. Time is a number."""

from dataclasses import dataclass

from interviewer.dialogue.session import FrozenSession, Plan, PlannedStage
from interviewer.dialogue.state import State

MINUTE_S = 60.0
LEAST_SHARE = 0.6
"""A stage is asked when at least this share of its minutes is left."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A plan and how far the time has run, in seconds since the start."""

    plan: Plan
    at: float

    @property
    def questions_from(self) -> float:
        """When the candidate's questions should begin at the latest."""
        plan = self.plan
        return (plan.total_minutes - plan.questions_minutes - plan.close_minutes) * MINUTE_S

    @property
    def out_of_time(self) -> bool:
        """Only the candidate's questions and the close still fit."""
        return self.at >= self.questions_from

    @property
    def closing_time(self) -> bool:
        """Only the close still fits."""
        return self.at >= (self.plan.total_minutes - self.plan.close_minutes) * MINUTE_S

    def spare_s(self, state: State) -> float:
        """Seconds left for the problem and basic questions beyond what is planned, were the open stage done."""
        planned = sum(p.minutes for p in (*state.basics_left, *state.parts_left))
        return self.questions_from - self.at - planned * MINUTE_S

    def overfull(self, session: FrozenSession, state: State, leaving: bool) -> tuple[PlannedStage, ...]:
        """Planned stages to drop so that the rest fits: basic questions first (one is always asked), then the parts
        of the problem that are not essential, then its last parts; its first part stays."""
        left = self.questions_from - self.at - self._still_open(state, leaving)
        basics, parts = list(state.basics_left), list(state.parts_left)
        dropped: list[PlannedStage] = []
        spare_parts = [p for p in reversed(parts) if not session.question(p.question).stage(p.stage).essential]
        spare_basics = list(reversed(basics[1 if state.phase == "introduction" else 0 :]))
        last_parts = [p for p in reversed(parts[1 if state.parts_opened == 0 else 0 :]) if p not in spare_parts]
        for planned in (*spare_basics, *spare_parts, *last_parts):
            kept = [p for p in (*basics, *parts) if p not in dropped]
            if sum(p.minutes for p in kept) * MINUTE_S * LEAST_SHARE <= left:
                break
            dropped.append(planned)
        return tuple(dropped)

    def _still_open(self, state: State, leaving: bool) -> float:
        """Seconds the open stage may still take."""
        return max(0.0, state.open.until - self.at) if state.open and not leaving else 0.0
