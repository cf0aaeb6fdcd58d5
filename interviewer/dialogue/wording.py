"""Moves to lines, from authored words alone. It never sees what is right or wrong, only what to say next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.content.models import Stage
from interviewer.dialogue import moves as mv
from interviewer.dialogue.matching import facts_of
from interviewer.dialogue.plan import chance
from interviewer.dialogue.projects import spoken_of
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import State, answer_text
from interviewer.dialogue.terms import probe_words

LEAD_SHARE = 0.45
"""How often a follow-up gets a lead; more would sound like a habit."""
ACKNOWLEDGE_SHARE = 0.35
"""How often a follow-up without a lead gets a short acknowledgement."""
CLARIFY_SHARE = 0.4
"""How often a hidden fact gets a lead."""
HANDOVER_SHARE = 0.5
"""How often we announce the next question rather than the end of the last."""
NEXT_SHARE = 0.4
"""How often the next question is announced after one that was let go."""
FIRST_WORDS = 15
"""Words of a question that should not echo the lead before it."""
WORD_LETTERS = 5
"""Letters from which a repeated word is heard as an echo."""
LEADING_OVER = ("Now ", "And ")
"""How questions begin that turn to something else themselves."""
OTHER_QUESTION = "As to your other question."
"""Stands before an answer to it that says no more than that there is none."""
ASK_AGAIN = "I'm sorry, I didn't catch that. Could you say it again?"
"""Stands in for the lines of a session that was made without them."""
CONFIRM_STOP = "Do you want to end the whole interview? If it is only this question, say so and we skip it."
"""The same for whether the interview should end."""


@dataclass(slots=True)
class Pen:
    """Writes one reply; keeps track of the pooled lines it uses up."""

    session: FrozenSession
    state: State
    used: list[tuple[str, int]] = field(default_factory=list)

    def pool(self, name: str) -> tuple[str, ...]:
        """The persona's own lines for a pool, then the common ones."""
        own = self.session.persona.lines.get(name, ())
        return (*own, *self.session.common.lines.get(name, ()))

    def pick(self, name: str, optional: bool = False, then: str = "", **slots: str) -> str:
        """A line of the pool not said before; an exhausted pool is silent if optional, else starts again, though not
        with what was just said. An optional line has no striking word in common with what is said `then`."""
        lines = self.pool(name)
        own = len(self.session.persona.lines.get(name, ()))
        taken = self.state.used_lines | set(self.used)
        fresh = [i for i in range(len(lines)) if (name, i) not in taken]
        if optional:
            fresh = [i for i in fresh if not striking(lines[i]) & striking(then)]
        if not fresh and (optional or not lines):
            return ""
        seed = (self.session.settings.seed, self.session.persona.id, name)
        turn = self.state.utterances if not fresh else 0
        last = self.state.last_said.pools if self.state.last_said else ()
        again = [i for i in range(len(lines)) if (name, i) not in last] or range(len(lines))
        index = min(fresh or again, key=lambda i: (i >= own, chance(*seed, turn, i)))
        self.used.append((name, index))
        return fill(lines[index], slots)

    def sometimes(self, share: float, what: str) -> bool:
        """True for a fixed share of the replies, the same ones at every replay."""
        return chance(self.session.settings.seed, what, self.state.utterances) < share


def striking(text: str) -> frozenset[str]:
    """The longer words a text begins with."""
    return frozenset(re.findall(rf"[a-z]{{{WORD_LETTERS},}}", " ".join(text.lower().split()[:FIRST_WORDS])))


def fill(line: str, slots: dict[str, str]) -> str:
    """Put the slots' words into a line; braces in those words stay as they are."""
    for name, words in slots.items():
        line = line.replace("{" + name + "}", words)
    return line


def word(pen: Pen, moves: Sequence[mv.Move], i: int) -> str:
    """The words of move `i` of a reply, as they fit those before and after it."""
    move = moves[i]
    match move:
        case mv.Introduce():
            minutes = str(round(pen.session.plan.total_minutes))
            greeting = (
                pen.pick("introduce"),
                pen.pick("format", minutes=minutes),
                pen.pick("ask-introduction"),
            )
            return " ".join(greeting)
        case mv.AskAboutProject():
            if move.phrase:
                pool = "ask-about-project-cv" if move.from_cv else "ask-about-project"
                return pen.pick(pool, phrase=spoken_of(move.phrase))
            return pen.pick("ask-about-project-open")
        case mv.OpenStage():
            prompt = pen.session.question(move.question).stage(move.stage).prompt
            return join(opening(pen, move, moves[i - 1] if i else None, prompt), prompt)
        case mv.FollowUp() | mv.GiveHint() | mv.Challenge() | mv.ProbeClaim():
            return dig(pen, move, first=i == 0)
        case mv.Clarify() | mv.GiveDirection() | mv.AcceptAssumption() | mv.Repeat():
            return answer_back(pen, move, first=i == 0)
        case mv.AnswerCandidate():
            return answer_candidate(pen, move, first=i == 0)
        case mv.AskAgain():
            return ask_again(pen, move)
        case mv.Nudge():
            return pen.pick(nudge_pool(pen.state, move)) or pen.pick("nudge")
        case mv.MoveOn():
            return leaving(pen, move, moves, i)
        case mv.GrantTime():
            return pen.pick("grant-time", seconds=str(round(move.seconds)))
        case mv.Pause():
            return pen.pick("pause") or pen.pick("encourage")
        case mv.ConfirmStop():
            return pen.pick("confirm-stop") or CONFIRM_STOP
        case mv.PickUp():
            return join((pen.pick("after-pause") if move.after_pause else "") or pen.pick("resume"), left_open(pen))
        case mv.InviteQuestions():
            return pen.pick("invite-questions")
        case mv.Close():
            over = pen.pick("no-more-questions-time") if pen.state.phase != "questions" and not move.early else ""
            return join(pen.pick("stop-early") if move.early else over, pen.pick("close"))
        case _:
            return pen.pick(move.kind)


def join(*parts: str) -> str:
    """The non-empty parts, with a space between."""
    return " ".join(p for p in parts if p)


def leaving(pen: Pen, move: mv.MoveOn, moves: Sequence[mv.Move], i: int) -> str:
    """Leaves a stage without comment on how it went; before a new phase an acknowledgement will do."""
    if pen.state.phase == "introduction":
        return ""
    if move.reason == "out-of-time":
        return pen.pick("move-on-time")
    if not answered(pen, move):
        return pen.pick("move-on-silence")
    announced = any(m.kind == "invite-questions" or (m.kind == "open-stage" and m.first_of_problem) for m in moves)
    if announced or hands_over(pen):
        return "" if i else acknowledgement(pen)
    return pen.pick("move-on-done")


def answered(pen: Pen, move: mv.MoveOn) -> bool:
    """The stage is left after an answer, given now or before they wanted to go on."""
    turn = pen.state.last_turn
    if turn is None or move.reason != "done":
        return False
    return answer_text(turn) != "" or any(span.act == "skip" for span in turn.acts)


def hands_over(pen: Pen) -> bool:
    """True when this reply announces the next question rather than the end of the last."""
    return pen.sometimes(HANDOVER_SHARE, "handover")


def opening(pen: Pen, move: mv.OpenStage, before: mv.Move | None, prompt: str) -> str:
    """The transition before a prompt."""
    if move.first_of_problem:
        return pen.pick("to-further-problem" if pen.state.parts_opened else "to-problem")
    if pen.state.phase == "introduction":
        return pen.pick("to-basics")
    if pen.state.phase == "problem" and not move.part:
        return pen.pick("back-to-basics")
    if isinstance(before, mv.MoveOn):
        announced = answered(pen, before) and hands_over(pen)
    else:
        announced = pen.sometimes(NEXT_SHARE, "question")
    return pen.pick("next-part" if move.part else "next-question", optional=True, then=prompt) if announced else ""


def dig(pen: Pen, move: mv.FollowUp | mv.GiveHint | mv.Challenge | mv.ProbeClaim, first: bool) -> str:
    """A question of ours about the open stage, with a lead now and then."""
    if isinstance(move, mv.ProbeClaim) and move.probe < 0:
        return pen.pick("probe-claim", claim=move.said) if move.said else pen.pick("ask-why")
    words = question_words(open_stage(pen), move)
    match move:
        case mv.FollowUp():
            near = pen.pick("touched-lead", optional=True, then=words) if move.touched else ""
            return join(near or (lead(pen, words) if first else ""), words)
        case mv.GiveHint():
            return join(pen.pick("hint-lead", optional=True, then=words), words)
        case mv.Challenge():
            return join(pen.pick("challenge-lead", optional=True, then=words), words)
        case _:
            return words


def lead(pen: Pen, words: str) -> str:
    """A short neutral lead before a follow-up, or nothing; a question that leads over by itself needs none."""
    if words.startswith(LEADING_OVER):
        return ""
    if pen.sometimes(LEAD_SHARE, "lead"):
        return pen.pick("follow-up-lead", optional=True, then=words)
    return acknowledgement(pen) if pen.sometimes(ACKNOWLEDGE_SHARE, "ack") else ""


def acknowledgement(pen: Pen) -> str:
    """A short sign that the answer was heard, unless one was given aloud already."""
    heard = pen.state.last_turn is not None and pen.state.last_turn.acknowledged
    return "" if heard else pen.pick("acknowledge", optional=True)


def answer_back(
    pen: Pen, move: mv.Clarify | mv.GiveDirection | mv.AcceptAssumption | mv.Repeat, first: bool = True
) -> str:
    """An answer to what the candidate asked about the question."""
    match move:
        case mv.Clarify():
            if move.fact is None:
                return pen.pick("hand-back" if move.back else "not-specified")
            return fact_told(pen, move.fact, first)
        case mv.GiveDirection():
            return direction(pen)
        case mv.AcceptAssumption():
            return pen.pick("grant-assumption" if move.beside else "accept-assumption")
        case _:
            return repeat(pen, move.rephrase)


def direction(pen: Pen) -> str:
    """Where the question is meant to go, once; after that it is left to the candidate."""
    words = open_stage(pen).direction if pen.state.open else ""
    told = pen.state.open is not None and any(words in line for line in pen.state.open.heard)
    return pen.pick("no-direction") if told or not words else words


def fact_told(pen: Pen, fact_id: str, first: bool) -> str:
    """The answer of a hidden fact, with a lead now and then if it comes first, and always when it was told before."""
    opened = pen.state.open
    assert opened is not None, "a fact about the open stage without one"
    known = facts_of(pen.session.question(opened.question), open_stage(pen))
    fact = next(f for f in known if f.id == fact_id)
    if any(fact.answer in line for line in opened.heard):
        return join(pen.pick("told-before", optional=True), fact.answer)
    if first and pen.sometimes(CLARIFY_SHARE, "clarify"):
        return join(pen.pick("clarify-lead", optional=True, then=fact.answer), fact.answer)
    return fact.answer


def repeat(pen: Pen, rephrase: bool) -> str:
    """The open question once more; outside the questions, the last line."""
    asked = pen.state.last_asked
    if pen.state.open is None or (isinstance(asked, mv.ProbeClaim) and asked.probe < 0):
        said = said_last(pen)
        for lead_before in pen.pool("repeat-lead"):
            said = said.removeprefix(f"{lead_before} ")
        return join(pen.pick("repeat-lead", optional=True), said)
    stage = open_stage(pen)
    words = question_words(stage, asked)
    if rephrase and stage.rephrase and words == stage.prompt:
        return join(pen.pick("rephrase-lead", optional=True, then=stage.rephrase), stage.rephrase)
    return join(pen.pick("repeat-lead", optional=True), words)


def question_words(stage: Stage, move: mv.Move | None) -> str:
    """The authored words of a move that asks about the stage; the prompt for any other."""
    points = {p.id: p for p in stage.key_points}
    match move:
        case mv.FollowUp(key_point=point):
            return points[point].follow_up
        case mv.GiveHint(key_point=point):
            return points[point].hint
        case mv.Challenge(misconception=wrong):
            return next(m.challenge for m in stage.misconceptions if m.id == wrong)
        case mv.ProbeClaim(probe=index, said=said) if index >= 0:
            return probe_words(stage.probes[index], said)
        case _:
            return stage.prompt


def open_stage(pen: Pen) -> Stage:
    """The content of the open stage."""
    opened = pen.state.open
    assert opened is not None, "a move about the open stage without one"
    return pen.session.question(opened.question).stage(opened.stage)


def said_last(pen: Pen) -> str:
    """Our last line that counts; of the introduction only what it asks for, in the author's words."""
    said = pen.state.last_said
    if said is None:
        return ""
    introduces = any(isinstance(chosen.move, mv.Introduce) for chosen in said.moves)
    asked = [pen.pool(name)[i] for name, i in said.pools if introduces and name == "ask-introduction"]
    return asked[0] if asked else said.text


def left_open(pen: Pen) -> str:
    """What was said last, without what led to its question."""
    said = said_last(pen)
    words = question_words(open_stage(pen), pen.state.last_asked) if pen.state.open else said
    return words if said.endswith(words) else said


def answer_candidate(pen: Pen, move: mv.AnswerCandidate, first: bool = True) -> str:
    """An answer about team and role; nothing is invented."""
    if not move.now:
        return pen.pick("keep-for-end")
    if move.fact is None:
        return join("" if first else OTHER_QUESTION, pen.pick("no-invented-fact"))
    return pen.session.persona.can_answer[move.fact].answer


def ask_again(pen: Pen, move: mv.AskAgain) -> str:
    """Asks for words that were lost; a session of an older version has no lines for it."""
    words = pen.pick("ask-again-fault" if move.fault else "ask-again") or ASK_AGAIN
    return join(words, pen.pick("offer-text")) if move.in_text else words


def nudge_pool(state: State, move: mv.Nudge) -> str:
    """Which words remind the candidate, by phase."""
    if state.phase == "introduction":
        return "nudge-introduction"
    if state.phase == "questions":
        return "ask-for-more" if state.candidate_questions else "invite-questions"
    return "nudge" if move.count == 1 else "second-nudge"
