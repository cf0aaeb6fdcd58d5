"""The rules of the policy, each a small pure function: the move it calls for, or none. What, never the words."""

import re
from collections.abc import Callable

from interviewer.dialogue import moves as mv
from interviewer.dialogue.digging import (
    ASK_WHY,
    CLAIM,
    capped,
    hint_target,
    open_points,
    point_value,
    probe_value,
    touched,
    touched_now,
    without_reasons,
)
from interviewer.dialogue.further import open_part
from interviewer.dialogue.state import State
from interviewer.dialogue.view import HeardAct, View

MAX_CHALLENGES = 2
"""Most challenges on one stage."""
MAX_BROUGHT_BACK = 2
"""Most times a candidate is brought back to one stage."""
MAX_ASKED_BACK = 4
"""Turns of the introduction in which questions about it are answered."""
MAX_CANDIDATE_QUESTIONS = 5
"""Most questions the interviewer answers at the end."""
ONWARD = re.compile(r"\b(?:(?:go|move|get) on|ahead|next|continue)\b", re.IGNORECASE)
"""Words of somebody who has finished, rather than one who leaves a question out."""
ANSWERED = HeardAct("answer", "")
"""Stands for a question of the candidate's that has had its answer."""
SATISFIED_AT = 0.9
"""Share of a stage from which nothing more is asked."""


Rule = Callable[[View], "mv.Move | None"]


def ask_whether_to_stop(view: View) -> mv.Move | None:
    """They may want to end no more than this question: ask, before the rest of the interview is dropped."""
    wanted = view.first("stop")
    again = view.state.end_in_doubt and view.first("repeat", "rephrase")
    doubtful = wanted is not None and wanted.in_doubt
    return mv.ConfirmStop() if doubtful or again else None


def stop_if_wanted(view: View) -> mv.Move | None:
    """The candidate wants to stop."""
    wanted = view.first("stop")
    return mv.Close(early=view.state.phase != "questions") if wanted and not wanted.in_doubt else None


def pause_if_asked(view: View) -> mv.Move | None:
    """Interrupt the interview for as long as they like."""
    return mv.Pause() if view.first("pause") else None


def pick_up_after_pause(view: View) -> mv.Move | None:
    """They are back: the question that stands, unless they had answered it before the pause."""
    back = view.first("resume") and not view.first("answer") and not view.state.reply_kept
    return mv.PickUp(after_pause=True) if back else None


def repeat_if_asked(view: View) -> mv.Move | None:
    """Say it again, or in other words; when those did not help either, narrow it down."""
    act = view.first("repeat", "rephrase")
    if act is None:
        return None
    stuck = act.act == "rephrase" and reworded(view.state) and not capped(view)
    point = hint_target(view) if stuck else None
    return mv.GiveHint(key_point=point.id) if point else mv.Repeat(rephrase=act.act == "rephrase")


def answer_clarification(view: View) -> mv.Move | None:
    """Answer from the hidden facts, or say that it is open."""
    act = view.first("clarification")
    if act is None or view.state.phase not in ("basics", "problem"):
        return None
    return mv.Clarify(fact=act.fact, back=act.theirs)


def grant_assumption(view: View) -> mv.Move | None:
    """An assumption they asked leave for gets the fact if there is one, and beside an answer a word at least."""
    act = leave_asked(view)
    if act is None or not view.open or view.first("clarification"):
        return None
    if act.fact:
        return mv.Clarify(fact=act.fact)
    return mv.AcceptAssumption(beside=True) if view.first("answer") else None


def leave_asked(view: View) -> HeardAct | None:
    """The first assumption that they asked leave for."""
    return next((act for act in view.acts if act.act == "assumption" and act.asks), None)


def give_direction(view: View) -> mv.Move | None:
    """Tell where the question is meant to go, unless the candidate chose a way themself."""
    if not view.first("direction") or view.first("answer"):
        return None
    introducing = view.state.phase == "introduction" and view.state.turns <= MAX_ASKED_BACK
    return mv.GiveDirection() if view.open or introducing else None


def grant_time(view: View) -> mv.Move | None:
    """Up to a minute, once per question or problem."""
    if not view.first("time"):
        return None
    topic = view.open.question if view.open else ""
    if topic in view.state.time_granted_on:
        return mv.DeclineTime()
    return mv.GrantTime(seconds=view.persona.silence.granted_s)


def answer_candidate_question(view: View) -> mv.Move | None:
    """Questions about team and role are answered at the end; how it went, not at all."""
    act = view.first("question")
    if act is None:
        return None
    if act.judgement:
        return mv.WithholdJudgement()
    return mv.AnswerCandidate(fact=act.answer, now=view.state.phase == "questions")


def accept_skip(view: View) -> mv.Move | None:
    """Let the question go; one that has its answer is just left behind."""
    act = view.first("skip")
    if act is None or view.open is None:
        return None
    finished = view.open.answers and (ONWARD.search(act.text) or view.state.end_in_doubt)
    return mv.MoveOn(reason="done") if finished else mv.AcceptSkip()


def give_hint_if_asked(view: View) -> mv.Move | None:
    """A hint on the point asked about last, or on the heaviest open one."""
    if not view.first("hint") or view.open is None:
        return None
    point = hint_target(view)
    return mv.GiveHint(key_point=point.id) if point else mv.NoMoreHints()


def encourage_thinking(view: View) -> mv.Move | None:
    """The candidate thinks aloud: leave them the floor."""
    return mv.Encourage() if view.first("thinking") and not view.first("answer") else None


def accept_assumption(view: View) -> mv.Move | None:
    """A stated assumption with nothing else stands."""
    if view.open and view.first("assumption") and not view.first("answer", "dont-know"):
        return mv.AcceptAssumption()
    return None


def stay_on_topic(view: View) -> mv.Move | None:
    """Bring back a turn that had nothing to do with the question."""
    stage = view.open
    if stage and view.first("off-topic", "greeting") and not view.first("answer"):
        return mv.StayOnTopic() if stage.brought_back < MAX_BROUGHT_BACK else mv.MoveOn(reason="done")
    return None


def ask_for_introduction(view: View) -> mv.Move | None:
    """A greeting is no introduction."""
    early = view.state.phase == "introduction" and view.state.turns <= MAX_BROUGHT_BACK
    if early and view.first("greeting", "off-topic") and not view.first("answer"):
        return mv.AskIntroduction()
    return None


def ask_about_project(view: View) -> mv.Move | None:
    """One follow-up on what the candidate said about themself."""
    fresh = view.state.phase == "introduction" and not view.state.project_asked and not view.leaving
    if fresh and not view.first("skip", "dont-know") and not view.out_of_time:
        cv = view.session.settings.cv_project
        return mv.AskAboutProject(phrase=view.project or cv, from_cv=not view.project and bool(cv))
    return None


def leave_when_time_is_up(view: View) -> mv.Move | None:
    """The stage has had its minutes, or the interview has."""
    if view.open and (view.out_of_time or view.at >= view.open.until):
        return mv.MoveOn(reason="out-of-time")
    return None


def challenge_misconception(view: View) -> mv.Move | None:
    """Question a wrong idea, once each."""
    stage, opened = view.stage, view.open
    if stage is None or opened is None or opened.assessment is None:
        return None
    if len(opened.challenged) >= MAX_CHALLENGES:
        return None
    fresh = [shown.id for shown in opened.assessment.misconceptions if shown.id not in opened.challenged]
    return mv.Challenge(misconception=fresh[0]) if fresh else None


def help_after_dont_know(view: View) -> mv.Move | None:
    """A hint the first time; the second time we go on."""
    if not view.first("dont-know") or view.open is None:
        return None
    point = hint_target(view)
    if view.open.dont_knows or point is None or capped(view):
        return mv.AcceptDontKnow()
    return mv.GiveHint(key_point=point.id)


def probe_claim(view: View) -> mv.Move | None:
    """Ask about a word the candidate dropped, when that is worth more than the heaviest open point."""
    stage, opened = view.stage, view.open
    if stage is None or opened is None or capped(view):
        return None
    fresh = [(i, said) for i, said in view.probes if i not in opened.probed]
    if not fresh:
        unasked = view.claim and CLAIM not in opened.probed
        return mv.ProbeClaim(probe=CLAIM, said=str(view.claim)) if unasked else None
    index, said = max(fresh, key=lambda p: probe_value(stage.probes[p[0]], view.persona))
    rivals = [point_value(point, verdict, view) for point, verdict in open_points(view)]
    if probe_value(stage.probes[index], view.persona) >= max(rivals, default=0.0):
        return mv.ProbeClaim(probe=index, said=said)
    return None


def hint_after_failed_follow_up(view: View) -> mv.Move | None:
    """A follow-up brought nothing: narrow it down, once."""
    opened = view.open
    if opened is None or opened.target is None or capped(view) or opened.target in opened.hinted:
        return None
    failed = [p for p, _ in open_points(view, followed=True) if not touched_now(view, p)]
    still_open = {p.id for p in failed if p.hint and p.weight >= 1}
    return mv.GiveHint(key_point=opened.target) if opened.target in still_open else None


def follow_up_heaviest_open_point(view: View) -> mv.Move | None:
    """Ask about what is missing and matters most to this interviewer."""
    opened = view.open
    if opened is None or capped(view):
        return None
    score = opened.assessment.score if opened.assessment else None
    if score is not None and score >= SATISFIED_AT:
        return None
    points = open_points(view)
    if not points:
        return None
    point, _ = max(points, key=lambda p: point_value(p[0], p[1], view))
    return mv.FollowUp(key_point=point.id, touched=touched(view, point))


def ask_why(view: View) -> mv.Move | None:
    """Nothing is left to ask about, there is time, and the candidate gave no reason: ask for it."""
    known = ASK_WHY in view.persona.lines or ASK_WHY in view.session.common.lines
    opened = view.open
    if opened is None or not known or not without_reasons(view, opened):
        return None
    return mv.ProbeClaim(probe=CLAIM, said="")


def leave_when_done(view: View) -> mv.Move | None:
    """Nothing more to ask here."""
    return mv.MoveOn(reason="done") if view.open else None


def next_part(view: View) -> mv.Move | None:
    """The next part of the problem, when no basic question is left."""
    state = view.state
    if view.out_of_time or state.basics_left or not state.parts_left:
        return None
    return open_part(view, state.parts_left[0])


def next_question(view: View) -> mv.Move | None:
    """The next basic question."""
    if view.out_of_time or not view.state.basics_left:
        return None
    planned = view.state.basics_left[0]
    return mv.OpenStage(question=planned.question, stage=planned.stage)


def invite_questions(view: View) -> mv.Move | None:
    """The candidate's own questions, once the plan is through."""
    if view.state.phase == "questions" or view.closing_time:
        return None
    return mv.InviteQuestions()


def ask_for_more(view: View) -> mv.Move | None:
    """After an answer to the candidate another question is welcome; after a remark of theirs, once."""
    state = view.state
    said = view.first("answer", "greeting", "off-topic")
    if said is None or state.phase != "questions" or view.closing_time:
        return None
    asked_enough = state.candidate_questions >= MAX_CANDIDATE_QUESTIONS or (said != ANSWERED and asked_for_more(state))
    return None if asked_enough else mv.AskForMore()


def close(view: View) -> mv.Move | None:
    """Goodbye."""
    return mv.Close()


def reworded(state: State) -> bool:
    """The last thing we did was to say our question in other words, and a hint could help with it."""
    last = state.last_said.moves[-1].move if state.last_said else None
    helpful = isinstance(state.last_asked, mv.OpenStage | mv.FollowUp | mv.GiveHint)
    return isinstance(last, mv.Repeat) and last.rephrase and helpful


def asked_for_more(state: State) -> bool:
    """The last thing we did was nothing but inviting another question."""
    return state.last_said is not None and [c.move.kind for c in state.last_said.moves] == ["ask-for-more"]
