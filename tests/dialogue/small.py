"""A small world for dialogue tests: one interviewer, two questions, one problem, and lines that name their pools."""

from pathlib import Path
from typing import Any

from interviewer.adapters.fakes import KeywordGrader
from interviewer.adapters.grading_desk import answer_of
from interviewer.content.loader import load_rubric
from interviewer.content.models import CommonLines, Persona, Question
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession, Plan, PlannedStage, Settings

RUBRIC = load_rubric(Path(__file__).parents[2] / "rubrics/rubric.yaml")
POOLS = """
    accept-assumption accept-dont-know accept-skip acknowledge ask-again ask-again-fault offer-text back-to-basics to-further-problem ask-for-more ask-introduction challenge-lead clarify-lead
    close confirm-stop decline-time encourage follow-up-lead format grant-assumption hand-back hint-lead invite-questions keep-for-end move-on-done
    move-on-silence move-on-time next-part next-question no-direction no-invented-fact no-more-hints
    no-more-questions-time not-specified nudge nudge-introduction offer-move-on pause after-pause repeat-lead rephrase-lead resume second-nudge stay-on-topic
    stop-early to-basics to-problem told-before withhold-judgement
"""
SLOTTED = {
    "ask-about-project": ("Project: {phrase}.",),
    "ask-about-project-cv": ("CV: {phrase}.",),
    "ask-about-project-open": ("Any project?", "Another project?"),
    "format": ("About {minutes} minutes.",),
    "grant-time": ("Up to {seconds} seconds.",),
    "probe-claim": ('You said "{claim}". Why?',),
}


def point(name: str, **changes: Any) -> dict[str, Any]:
    """A key point that is covered by saying its id."""
    return {"id": name, "claim": f"{name}.", "follow_up": f"About {name}?", "hint": f"Hint {name}.", **changes}


WALK = {
    "id": "walk",
    "title": "Walking downhill",
    "kind": "basic",
    "topics": ["optimisation"],
    "vocabulary": ["slope"],
    "stages": [
        {
            "id": "main",
            "prompt": "How does one walk downhill?",
            "rephrase": "Say how one gets to the valley.",
            "direction": "Begin with one step.",
            "key_points": [
                point("step", facets=["computation"]),
                point("stop", weight=2, facets=["convergence"]),
                point("shape", facets=["assumptions"], paraphrases=["It is a bowl with a single bottom."]),
            ],
            "misconceptions": [
                {"id": "always", "says": ["always the valley"], "challenge": "Always?"},
                {"id": "uphill", "says": ["uphill"], "challenge": "Uphill?"},
                {"id": "never", "says": ["never"], "challenge": "Never?"},
            ],
            "hidden_facts": [
                {"id": "height", "about": ["how high is the mountain"], "answer": "It is 3,000 metres high."}
            ],
            "probes": [
                {"on": ["momentum"], "ask": "What does {said} add?", "facets": ["computation"]},
                {"on": ["compass"], "ask": "When would it fail?", "facets": ["data"]},
            ],
        }
    ],
}
COUNT = {
    "id": "count",
    "title": "Counting sheep",
    "kind": "basic",
    "topics": ["statistics"],
    "stages": [{"id": "main", "prompt": "How many sheep are there?", "key_points": [point("sample"), point("margin")]}],
}
TOSS = {
    "id": "toss",
    "title": "Tossing a coin",
    "kind": "basic",
    "topics": ["probability"],
    "stages": [{"id": "main", "prompt": "Is the coin fair?", "key_points": [point("toss")]}],
}
SHOP = {
    "id": "shop",
    "title": "A new shop",
    "kind": "problem",
    "topics": ["machine-learning"],
    "stages": [
        {"id": "design", "prompt": "How would you build it?", "thinking": "design", "key_points": [point("goal")]},
        {"id": "extra", "prompt": "What about Sundays?", "essential": False, "key_points": [point("rest")]},
        {"id": "test", "prompt": "How would you test it?", "key_points": [point("random")]},
    ],
}
FAIR = {
    "id": "fair",
    "title": "A fair",
    "kind": "problem",
    "topics": ["machine-learning"],
    "stages": [
        {"id": "stalls", "prompt": "Where do the stalls go?", "key_points": [point("place")]},
        {"id": "test", "prompt": "How would you test the fair?", "key_points": [point("fairness")]},
    ],
}
RAFT = {
    "id": "raft",
    "title": "A raft",
    "kind": "problem",
    "topics": ["machine-learning"],
    "stages": [{"id": "logs", "prompt": "Which logs would you take?", "key_points": [point("wood")]}],
}
PERSONA: dict[str, Any] = {
    "id": "plain",
    "name": "Pat Plain",
    "title": "Researcher",
    "bio": "Plain.",
    "leaning": "Plain things.",
    "asks_about": {"optimisation": 1},
    "follow_ups": {"per_basic": 2, "per_part": 2},
    "lines": {"introduce": ["I'm Pat."]},
    "can_answer": [{"about": ["How big is the team?"], "answer": "We are four."}],
}
PLAN: dict[str, Any] = {
    "basics": [PlannedStage(question=q, stage="main", minutes=4) for q in ("walk", "count")],
    "problem": [PlannedStage(question="shop", stage=s, minutes=4) for s in ("design", "extra", "test")],
    "introduction_minutes": 2,
    "questions_minutes": 3,
    "close_minutes": 1,
    "total_minutes": 26,
}


def small_session(
    persona: dict[str, Any] | None = None,
    plan: dict[str, Any] | None = None,
    pools: dict[str, tuple[str, ...]] | None = None,
    **settings: Any,
) -> FrozenSession:
    """A session in the small world; changes go to the persona, the plan, the pools of lines and the settings."""
    lines = {name: (f"{name} one.", f"{name} two.", f"{name} three.") for name in POOLS.split()} | SLOTTED
    return FrozenSession(
        id="small",
        persona=Persona.model_validate({**PERSONA, **(persona or {})}),
        common=CommonLines(lines=lines | (pools or {})),
        rubric=RUBRIC,
        questions=tuple(Question.model_validate(q) for q in (WALK, COUNT, TOSS, SHOP, FAIR, RAFT)),
        plan=Plan.model_validate({**PLAN, **(plan or {})}),
        settings=Settings.model_validate({"channel": "scripted", "seed": 1, **settings}),
    )


class Talk:
    """A conversation: each turn is graded at once, and the floor passes as soon as a line is said."""

    def __init__(self, session: FrozenSession | None = None, **settings: Any) -> None:
        self.interview = Interview(session or small_session(**settings))
        self.grader = KeywordGrader()
        self.events: list[ev.AnyEvent] = []
        self.at = 0.0
        self.claim: str | None = None
        self.send(inp.Begin(at=0))

    def send(self, given: inp.Input) -> list[str]:
        """Hand over an input; the kinds of move it led to."""
        self.at = max(self.at, given.at)
        events = self.interview.receive(given)
        self.events += events
        moves = [c.move.kind for event in events if isinstance(event, ev.Said) for c in event.moves]
        for event in events:
            reply = self.reply_to(event)
            moves += self.send(reply) if reply else []
        self.events += self.interview.receive(inp.Delivered(at=self.at, utterance=self.interview.state.utterances))
        return moves

    def reply_to(self, request: ev.AnyEvent) -> inp.Input | None:
        """What the world replies to a request: a judgement, and the core's own understanding with a claim."""
        if isinstance(request, ev.GradeRequested):
            assessment = self.grader.grade(answer_of(self.interview.session, request))
            return inp.Graded(at=self.at, request=request.request, assessment=assessment)
        turn = self.interview.state.last_turn
        if isinstance(request, ev.UnderstandingRequested) and turn is not None:
            return inp.Understood(at=self.at, request=request.request, acts=turn.acts, claim=self.claim)
        return None

    def say(self, text: str, took: float = 2.0, acknowledged: bool = False) -> list[str]:
        """The candidate says something; the kinds of move of the reply."""
        self.send(inp.SpeechStarted(at=self.at))
        turn = inp.CandidateTurn(at=self.at + took, text=text, started_at=self.at, acknowledged=acknowledged)
        return self.send(turn)

    def wait(self) -> list[str]:
        """The candidate is silent until the interviewer does something."""
        return self.send(inp.Tick(at=max(self.at, self.interview.deadline or self.at)))

    def pass_time(self, minutes: float) -> None:
        """Time passes while the candidate is speaking."""
        self.at += minutes * 60

    @property
    def heard(self) -> str:
        """The interviewer's last line."""
        return next((event.text for event in reversed(self.events) if isinstance(event, ev.Said)), "")

    @property
    def rules(self) -> list[str]:
        """The rules behind the last line."""
        said = self.interview.state.last_said
        return [c.rule for c in said.moves] if said else []

    @property
    def last_move(self) -> mv.Move:
        """The last move of the last line."""
        said = self.interview.state.last_said
        assert said is not None, "nobody has spoken"
        return said.moves[-1].move

    @property
    def stage(self) -> str:
        """The open stage, as question/stage."""
        opened = self.interview.state.open
        return f"{opened.question}/{opened.stage}" if opened else ""


def on_walk(session: FrozenSession | None = None, **settings: Any) -> Talk:
    """A conversation that stands at the first basic question."""
    talk = Talk(session, **settings)
    talk.say("I wrote my thesis on sparse models.")
    talk.say("The noise was the hardest part.")
    assert talk.stage == "walk/main"
    return talk


def at_the_end(session: FrozenSession | None = None, **settings: Any) -> Talk:
    """A conversation in which the candidate is invited to ask."""
    talk = on_walk(session, **settings)
    for _ in range(5):
        talk.say("Can we skip this one?")
    assert talk.interview.state.phase == "questions"
    return talk
