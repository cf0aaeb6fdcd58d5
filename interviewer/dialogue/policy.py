"""Which move comes next: an ordered tuple of rules, first answer wins."""

from dataclasses import replace

from interviewer.content.models import Persona
from interviewer.dialogue import further, rules
from interviewer.dialogue import moves as mv
from interviewer.dialogue.inputs import ActName
from interviewer.dialogue.rules import ANSWERED, Rule, leave_asked
from interviewer.dialogue.view import HeardAct, View

RULES: tuple[tuple[str, Rule], ...] = (
    ("ask-whether-to-stop", rules.ask_whether_to_stop),
    ("stop-if-wanted", rules.stop_if_wanted),
    ("pause-if-asked", rules.pause_if_asked),
    ("repeat-if-asked", rules.repeat_if_asked),
    ("answer-clarification", rules.answer_clarification),
    ("grant-assumption", rules.grant_assumption),
    ("give-direction", rules.give_direction),
    ("grant-time", rules.grant_time),
    ("answer-candidate-question", rules.answer_candidate_question),
    ("accept-skip", rules.accept_skip),
    ("give-hint-if-asked", rules.give_hint_if_asked),
    ("encourage-thinking", rules.encourage_thinking),
    ("stay-on-topic", rules.stay_on_topic),
    ("pick-up-after-pause", rules.pick_up_after_pause),
    ("ask-for-introduction", rules.ask_for_introduction),
    ("ask-about-project", rules.ask_about_project),
    ("leave-when-time-is-up", rules.leave_when_time_is_up),
    ("challenge-misconception", rules.challenge_misconception),
    ("accept-assumption", rules.accept_assumption),
    ("help-after-dont-know", rules.help_after_dont_know),
    ("probe-claim", rules.probe_claim),
    ("hint-after-failed-follow-up", rules.hint_after_failed_follow_up),
    ("follow-up-heaviest-open-point", rules.follow_up_heaviest_open_point),
    ("ask-why", rules.ask_why),
    ("leave-when-done", rules.leave_when_done),
    ("further-problem", further.further_problem),
    ("further-question", further.further_question),
    ("further-part", further.further_part),
    ("next-part", rules.next_part),
    ("next-question", rules.next_question),
    ("invite-questions", rules.invite_questions),
    ("ask-for-more", rules.ask_for_more),
    ("close", rules.close),
)
"""The policy; a persona may move rules to the front or drop them by name."""

KEPT = frozenset(
    {
        "ask-whether-to-stop",
        "stop-if-wanted",
        "pause-if-asked",
        "pick-up-after-pause",
        "accept-skip",
        "leave-when-time-is-up",
        "leave-when-done",
        "next-part",
        "next-question",
        "invite-questions",
        "close",
    }
)
"""Rules that carry the interview to its close: no persona can drop them or move them to the front."""

PATIENT = frozenset(
    {
        "ask-whether-to-stop",
        "repeat-if-asked",
        "answer-clarification",
        "give-direction",
        "grant-time",
        "give-hint-if-asked",
        "encourage-thinking",
        "stay-on-topic",
        "ask-for-introduction",
    }
)
"""Rules that leave the candidate the floor: once the time is up, they no longer apply."""

RULE_NAMES = frozenset(name for name, _ in RULES)
"""For checking personas."""


def rules_for(persona: Persona) -> tuple[tuple[str, Rule], ...]:
    """The policy as this persona has it."""
    by_name = dict(RULES)
    first = [name for name in persona.rules.first if name in by_name and name not in KEPT]
    rest = [name for name, _ in RULES if name not in first]
    dropped = set(persona.rules.drop) - KEPT
    return tuple((name, by_name[name]) for name in [*first, *rest] if name not in dropped)


CONTINUING = (mv.AcceptSkip, mv.AcceptDontKnow, mv.MoveOn)
"""After these the next stage follows in the same reply."""


def choose(view: View) -> tuple[mv.ChosenMove, ...]:
    """All moves of one reply, in order: asides first, then what moves the interview on."""
    policy = rules_for(view.persona)
    chosen: list[mv.ChosenMove] = []
    while not view.done:
        applying = [(name, rule) for name, rule in policy if not (view.hurried and name in PATIENT)]
        name, move = next((name, move) for name, rule in applying if (move := rule(view)) is not None)
        chosen.append(mv.ChosenMove(move=move, rule=name))
        view = after(view, move)
    return tuple(chosen)


ASIDES: dict[type, tuple[ActName, ...]] = {
    mv.Clarify: ("clarification",),
    mv.GiveDirection: ("direction",),
    mv.AnswerCandidate: ("question",),
    mv.WithholdJudgement: ("question",),
}
"""Moves that answer one act and let the rest of the turn count, when the candidate went on with an answer."""


GRANTING = (mv.Clarify, mv.AcceptAssumption)
"""Moves that answer somebody who asked leave to assume something."""


def after(view: View, move: mv.Move) -> View:
    """The view once a move is chosen: what it reacted to is used up."""
    if isinstance(move, CONTINUING):
        return replace(view, leaving=True, acts=(), probes=())
    settled = settled_by(view, move)
    if settled is None:
        return replace(view, done=True)
    index = view.acts.index(settled)
    left = view.acts[:index] + view.acts[index + 1 :]
    more_asides = any(act.act in ("clarification", "question", "direction") for act in left)
    about_us = isinstance(move, mv.AnswerCandidate | mv.WithholdJudgement)
    if about_us and view.state.phase == "questions" and not more_asides:
        return replace(view, acts=(ANSWERED,))
    before_too = about_us or settled.act == "assumption"
    went_on = any(act.act in GOING_ON for act in (left if before_too else left[index:]))
    return replace(view, acts=left, done=not (more_asides or went_on))


def settled_by(view: View, move: mv.Move) -> HeardAct | None:
    """The act that an aside answers; None for a move that is none."""
    if isinstance(move, mv.AcceptAssumption) and not move.beside:
        return None
    names = ASIDES.get(type(move), ())
    return (view.first(*names) if names else None) or (leave_asked(view) if type(move) in GRANTING else None)


GOING_ON: tuple[ActName, ...] = ("answer", "assumption", "skip", "dont-know", "time")
"""Acts that call for a reply of their own beside an aside."""
