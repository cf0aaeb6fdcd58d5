"""Makes sense of a turn: cleans its text, says what is in view, and ties each act to the content it refers to."""

import unicodedata

from interviewer.dialogue.acts import SUBSTANCE_WORDS, TurnContext
from interviewer.dialogue.forms import JUDGEMENT, OPEN, THEORY, YOURS
from interviewer.dialogue.inputs import ActSpan
from interviewer.dialogue.matching import fact_met, fact_near, field_words, persona_answer, stems_of
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import State, answer_text
from interviewer.dialogue.stopping import in_doubt
from interviewer.dialogue.thesaurus import ASKING_WORDS, LIGHT
from interviewer.dialogue.view import HeardAct
from interviewer.grading.text import content_stems, sentences

MAX_ASKED = 4
"""Most questions of one turn that get an answer."""


def readable(text: str) -> str:
    """The text without control characters; newlines and tabs stay."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    return "".join(kept).strip()


def context_of(session: FrozenSession, state: State) -> TurnContext:
    """What is in view when the next turn is understood."""
    opened = state.open
    if opened is None:
        return TurnContext(phase=state.phase, end_in_doubt=state.end_in_doubt, paused=state.paused)
    question = session.question(opened.question)
    stage = question.stage(opened.stage)
    return TurnContext(
        phase=state.phase,
        offered_to_move_on=state.offered,
        end_in_doubt=state.end_in_doubt,
        paused=state.paused,
        prompt_words=frozenset(s for line in (stage.prompt, *opened.heard) for s in content_stems(line)),
        field_words=field_words(question, stage),
        meets_fact=lambda text: fact_met(text, question, stage),
    )


def hear(session: FrozenSession, state: State) -> tuple[HeardAct, ...]:
    """The acts of the last turn, each with what the content holds about it."""
    turn, opened = state.last_turn, state.open
    if turn is None or not state.owes_reply:
        return ()
    question = session.question(opened.question) if opened else None
    context = context_of(session, state)
    answered = len(stems_of(answer_text(turn))) >= SUBSTANCE_WORDS
    at_the_close = state.phase == "questions" or state.end_in_doubt
    heard = []
    for before, span in zip((None, *turn.acts), turn.acts, strict=False):
        fact, answer = span.fact, span.answer
        if not span.matched and span.act in ("clarification", "assumption") and question and opened:
            stage = question.stage(opened.stage)
            asked = in_full(span, before)
            fact = fact_met(asked, question, stage)
            if fact is None and span.act == "clarification":
                fact = fact_near(asked, question, stage)
        elif not span.matched and span.act == "question":
            answer = persona_answer(span.text, session.persona.can_answer)
        judgement = span.act == "question" and JUDGEMENT.search(span.text) is not None
        theirs = span.act == "clarification" and fact is None and asks_for_the_answer(span.text, context)
        doubtful = span.act == "stop" and not at_the_close and in_doubt(span.text, answered)
        heard.append(HeardAct(span.act, span.text, fact, answer, theirs, judgement, doubtful))
    return at_the_end(heard) if state.phase == "questions" else once_each(heard)


def in_full(span: ActSpan, before: ActSpan | None) -> str:
    """What a question asks that only points back, as in "I'd need the size of the effect. What was it?"."""
    pointing = span.act == "clarification" and not stems_of(span.text) - ASKING_WORDS - LIGHT
    return sentences(before.text)[-1].text + " " + span.text if pointing and before is not None else span.text


def asks_for_the_answer(text: str, context: TurnContext) -> bool:
    """A question that brings in words of the field and wants them explained, or what we would say ourselves."""
    said = frozenset(content_stems(text))
    of_the_field = bool(said & (context.field_words - context.prompt_words))
    general = any(THEORY.search(one.text) for one in sentences(text))
    return YOURS.search(text) is not None or ((OPEN.search(text) is not None or general) and of_the_field)


def once_each(heard: list[HeardAct]) -> tuple[HeardAct, ...]:
    """The acts of a turn on a question: of those that ask us something only so many, each thing once, and what has no
    answer once for all."""
    kept: list[HeardAct] = []
    asked: set[tuple[str, str | None]] = set()
    for act in heard:
        if act.act in ("clarification", "question"):
            key = (act.act, act.fact or str(act.judgement))
            if key in asked or len(asked) >= MAX_ASKED:
                continue
            asked.add(key)
        kept.append(act)
    return tuple(kept)


def at_the_end(heard: list[HeardAct]) -> tuple[HeardAct, ...]:
    """Questions to the interviewer with those first that have an answer, and one at most that has none."""
    unknown = [act for act in heard if act.act == "question" and act.answer is None and not act.judgement]
    return (*(act for act in heard if act not in unknown), *unknown[:1])
