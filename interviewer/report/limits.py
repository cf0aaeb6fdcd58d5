"""What the report does not judge, for this session in particular."""

from collections.abc import Iterable

from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.scoring import InterviewScore
from interviewer.report.phrases import stage_name


def not_judged(session: FrozenSession, score: InterviewScore, events: Iterable[ev.AnyEvent] = ()) -> tuple[str, ...]:
    """One sentence for each thing the report leaves out."""
    unscored = (
        f"{stage_name(one.record)} has no score: {one.remark}." for one in score.stages if one.standing == "unscored"
    )
    return (*_always(session), *unscored, *_lost(events))


def _lost(events: Iterable[ev.AnyEvent]) -> Iterable[str]:
    """What was said and could not be had, by the turn it came before."""
    for event in events:
        if isinstance(event, ev.TurnLost):
            minutes, seconds = divmod(int(event.started_at), 60)
            length = max(1, round(event.ended_at - event.started_at))
            why = "was lost because speech recognition failed" if event.fault else "could not be understood"
            yield (
                f"What you said before turn {event.turn}, at {minutes:02d}:{seconds:02d} for {length} s: it {why}. "
                "It counts as neither an answer nor a silence."
            )


def _always(session: FrozenSession) -> Iterable[str]:
    yield (
        "Ideas outside the key points of a question. An answer can be right in ways nobody wrote down; read your "
        "own words beside the list."
    )
    yield "Your introduction, your project and the questions you asked at the end."
    if session.settings.channel == "voice":
        yield (
            "Accent, tone, confidence and pace. Filler words are heard only in part and never cost anything; only "
            "dead silence does."
        )
    else:
        yield (
            "How it sounds. Thinking aloud is judged here by the reasons you wrote down; hesitation, pace and tone "
            "leave no trace in typed words."
        )
    if not session.settings.timed and session.settings.channel != "voice":
        yield "Silence. The gaps were measured and are listed, and cost nothing, since the interview was not timed."
    yield "Whether a real team would hire you. The verdict is the rule of this rubric, applied to this one interview."
