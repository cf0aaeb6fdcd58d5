"""Moves to lines, from authored words alone. It never sees what is right or wrong, only what to say next."""

from dataclasses import dataclass, field

from interviewer.content.models import Stage
from interviewer.dialogue import moves as mv
from interviewer.dialogue.plan import chance
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import State

LEAD_SHARE = 0.45
"""How often a follow-up gets a lead; more would sound like a habit."""
ACKNOWLEDGE_SHARE = 0.35
"""How often a follow-up without a lead gets a short acknowledgement."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words for one reply, and the pooled lines they used."""

    text: str
    pools: tuple[tuple[str, int], ...]


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

    def pick(self, name: str, optional: bool = False, **slots: str) -> str:
        """A line of the pool not said before; an exhausted pool is silent if optional, else starts again."""
        lines = self.pool(name)
        own = len(self.session.persona.lines.get(name, ()))
        taken = self.state.used_lines | set(self.used)
        fresh = [i for i in range(len(lines)) if (name, i) not in taken]
        if not fresh and (optional or not lines):
            return ""
        seed = (self.session.settings.seed, self.session.persona.id, name)
        turn = self.state.utterances if not fresh else 0
        index = min(fresh or range(len(lines)), key=lambda i: (i >= own, chance(*seed, turn, i)))
        self.used.append((name, index))
        return fill(lines[index], slots)

    def sometimes(self, share: float, what: str) -> bool:
        """True for a fixed share of the replies, the same ones at every replay."""
        return chance(self.session.settings.seed, what, self.state.utterances) < share


def fill(line: str, slots: dict[str, str]) -> str:
    """Put the slots' words into a line; braces in those words stay as they are."""
    for name, words in slots.items():
        line = line.replace("{" + name + "}", words)
    return line


def compose(session: FrozenSession, state: State, moves: tuple[mv.Move, ...]) -> Line:
    """One line for all moves of a reply, in order."""
    pen = Pen(session, state)
    parts = [word(pen, move, first=i == 0) for i, move in enumerate(moves)]
    return Line(" ".join(p for p in parts if p), tuple(pen.used))


def word(pen: Pen, move: mv.Move, first: bool = True) -> str:
    """The words of one move; `first` when it opens the reply."""
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
                return pen.pick("ask-about-project", phrase=move.phrase)
            return pen.pick("ask-about-project-open")
        case mv.OpenStage():
            return join(opening(pen, move, first), stage_of(pen, move).prompt)
        case mv.FollowUp() | mv.GiveHint() | mv.Challenge() | mv.ProbeClaim():
            return dig(pen, move, first)
        case mv.Clarify() | mv.GiveDirection() | mv.AcceptAssumption() | mv.Repeat():
            return answer_back(pen, move)
        case mv.AnswerCandidate():
            return answer_candidate(pen, move)
        case mv.Nudge():
            return pen.pick(nudge_pool(pen.state, move))
        case mv.MoveOn():
            return pen.pick({"done": "move-on-done", "silence": "move-on-silence"}.get(move.reason, "move-on-time"))
        case mv.GrantTime():
            return pen.pick("grant-time", seconds=str(round(move.seconds)))
        case mv.PickUp():
            return join(pen.pick("resume"), pen.state.last_said.text if pen.state.last_said else "")
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


def stage_of(pen: Pen, move: mv.OpenStage) -> Stage:
    """The stage a move opens."""
    return pen.session.question(move.question).stage(move.stage)


def opening(pen: Pen, move: mv.OpenStage, first: bool) -> str:
    """The transition before a prompt."""
    if move.first_of_problem:
        return pen.pick("to-problem")
    if move.part:
        return pen.pick("next-part", optional=True) if first or pen.sometimes(0.5, "part") else ""
    if pen.state.phase == "introduction":
        return pen.pick("to-basics")
    return pen.pick("next-question", optional=True) if first or pen.sometimes(0.4, "question") else ""


def dig(pen: Pen, move: mv.FollowUp | mv.GiveHint | mv.Challenge | mv.ProbeClaim, first: bool) -> str:
    """A question of ours about the open stage, with a lead now and then."""
    match move:
        case mv.FollowUp():
            before = lead(pen, first)
        case mv.GiveHint():
            before = pen.pick("hint-lead", optional=True)
        case mv.Challenge():
            before = pen.pick("challenge-lead", optional=True)
        case mv.ProbeClaim():
            if move.probe < 0:
                return pen.pick("probe-claim", claim=move.said)
            before = ""
    return join(before, question_words(open_stage(pen), move))


def lead(pen: Pen, first: bool) -> str:
    """A short neutral lead before a follow-up, or nothing."""
    if not first:
        return ""
    if pen.sometimes(LEAD_SHARE, "lead"):
        return pen.pick("follow-up-lead", optional=True)
    return pen.pick("acknowledge", optional=True) if pen.sometimes(ACKNOWLEDGE_SHARE, "ack") else ""


def answer_back(pen: Pen, move: mv.Clarify | mv.GiveDirection | mv.AcceptAssumption | mv.Repeat) -> str:
    """An answer to what the candidate asked about the question."""
    match move:
        case mv.Clarify():
            if move.fact is None:
                return pen.pick("not-specified")
            fact = next(f for f in open_stage(pen).hidden_facts if f.id == move.fact)
            return join(pen.pick("clarify-lead", optional=True) if pen.sometimes(0.4, "clarify") else "", fact.answer)
        case mv.GiveDirection():
            return open_stage(pen).direction or pen.pick("no-direction")
        case mv.AcceptAssumption():
            return pen.pick("accept-assumption")
        case mv.Repeat():
            return repeat(pen, move.rephrase)


def repeat(pen: Pen, rephrase: bool) -> str:
    """The open question once more; outside the questions, the last line."""
    if pen.state.open is None:
        said = pen.state.last_said.text if pen.state.last_said else ""
        return join(pen.pick("repeat-lead", optional=True), said)
    stage = open_stage(pen)
    if rephrase and stage.rephrase and stage.rephrase not in pen.state.open.heard[-1:]:
        return join(pen.pick("rephrase-lead", optional=True), stage.rephrase)
    return join(pen.pick("repeat-lead", optional=True), question_words(stage, pen.state.last_asked))


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
            return fill(stage.probes[index].ask, {"said": said})
        case _:
            return stage.prompt


def open_stage(pen: Pen) -> Stage:
    """The content of the open stage."""
    opened = pen.state.open
    assert opened is not None, "a move about the open stage without one"
    return pen.session.question(opened.question).stage(opened.stage)


def answer_candidate(pen: Pen, move: mv.AnswerCandidate) -> str:
    """An answer about team and role; nothing is invented."""
    if not move.now:
        return pen.pick("keep-for-end")
    if move.fact is None:
        return pen.pick("no-invented-fact")
    return pen.session.persona.can_answer[move.fact].answer


def nudge_pool(state: State, move: mv.Nudge) -> str:
    """Which words remind the candidate, by phase."""
    if state.phase == "introduction":
        return "ask-about-project-open" if state.project_asked else "ask-introduction"
    if state.phase == "questions":
        return "ask-for-more"
    return "nudge" if move.count == 1 else "second-nudge"
