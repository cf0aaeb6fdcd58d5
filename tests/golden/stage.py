"""Holds interviews with scripted people who see what is asked, and writes them down as prose."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from interviewer.adapters.fakes import MemoryLog
from interviewer.adapters.grading_desk import GradingDesk
from interviewer.adapters.script import ScriptedCandidate
from interviewer.content.models import HiddenFact, Question, Stage
from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import Grader
from interviewer.runner import Runner, VirtualClock

MARGIN = 37
"""Columns of the margin that names the time and the rules."""
TEXT = 88
"""Columns of what is said."""

QUESTION = re.compile(
    r"(?:how|what|which|who|when|where|why|is|are|was|do|does|did|can|could|have|has|may|should|will|if)\b",
    re.IGNORECASE,
)
CLASSES = {"dead": "silence", "filled": "hesitation", "thinking": "thinking aloud", "granted": "granted time"}


class Room:
    """What a scripted person sees: what was asked last and, unlike a real one, the worked answers behind it."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.session = interview.session
        self.said: dict[str, int] = {}

    @property
    def open(self) -> bool:
        """A question is open."""
        return self.interview.state.open is not None

    @property
    def question(self) -> Question:
        """The open question."""
        opened = self.interview.state.open
        assert opened is not None, "no question is open"
        return self.session.question(opened.question)

    @property
    def stage(self) -> Stage:
        """The open stage."""
        opened = self.interview.state.open
        assert opened is not None, "no question is open"
        return self.question.stage(opened.stage)

    @property
    def asked(self) -> mv.Move:
        """The last thing the interviewer chose to do."""
        said = self.interview.state.last_said
        assert said is not None, "nobody has spoken"
        return said.moves[-1].move

    @property
    def facts(self) -> tuple[HiddenFact, ...]:
        """What the interviewer holds about the open stage."""
        return self.stage.hidden_facts

    def example(self, *qualities: str) -> str:
        """The first worked answer to the open stage of the first quality that has one."""
        examples = [e for e in self.question.examples if e.stage == self.stage.id]
        return one_line(next(e.answer for q in qualities for e in examples if e.quality == q))

    def paraphrase(self, number: int = 0) -> str:
        """A way to say the point the interviewer asks about; another one each time the point comes up."""
        move = self.asked
        assert isinstance(move, mv.FollowUp | mv.GiveHint), move
        point = next(p for p in self.stage.key_points if p.id == move.key_point)
        turn = self.said.get(point.id, number)
        self.said[point.id] = turn + 1
        return one_line(point.paraphrases[turn % len(point.paraphrases)])

    def next_answer(self, *qualities: str) -> str:
        """The worked answer at first; after that, point by point what it left out."""
        key = f"{self.question.id} {self.stage.id}"
        turn = self.said.get(key, 0)
        self.said[key] = turn + 1
        points = self.stage.key_points
        return self.example(*qualities) if turn == 0 else one_line(points[(turn - 1) % len(points)].paraphrases[-1])


Candidate = Callable[[Room], Iterator[str]]
"""Says one line whenever it is the candidate's turn; a blank one keeps silent."""


@dataclass(frozen=True)
class Scene:
    """An interview that was held."""

    title: str
    session: FrozenSession
    events: tuple[ev.AnyEvent, ...]
    warnings: tuple[str, ...]

    @property
    def said(self) -> list[ev.Said]:
        """The interviewer's lines."""
        return [event for event in self.events if isinstance(event, ev.Said)]


def hold(title: str, session: FrozenSession, candidate: Candidate, grader: Grader) -> Scene:
    """Hold a whole interview on a virtual clock."""
    clock, log, interview = VirtualClock(), MemoryLog(), Interview(session)
    script = ScriptedCandidate(until_over(interview, candidate(Room(interview))))
    script.play(Runner(interview, log, clock, [GradingDesk(session, lambda: grader, clock)]), clock)
    return Scene(title, session, log.events, tuple(script.warnings))


def until_over(interview: Interview, lines: Iterator[str]) -> Iterator[str]:
    """The lines a person still gets to say."""
    while not interview.state.ended:
        yield next(lines)


def one_line(text: str) -> str:
    """The text without line breaks, as a turn in a file of answers has to be."""
    return " ".join(text.split())


def as_question(about: str) -> str:
    """One of the ways to ask for a hidden fact, as a question."""
    words = one_line(about).rstrip("?.")
    asked = words if QUESTION.match(words) else f"what about the {words}"
    return f"{asked[:1].upper()}{asked[1:]}?"


def in_passing(text: str) -> str:
    """The text as it goes on after other words."""
    word = text.split()[0]
    keeps = word in ("I", "A/B") or word.startswith("I'") or sum(letter.isupper() for letter in word) > 1
    return text if keeps else text[:1].lower() + text[1:]


def prose(scene: Scene) -> str:
    """The interview as one reads a play, with time and rules in the margin."""
    settings = scene.session.settings
    head = f"{scene.title}, {settings.length} interview, seed {settings.seed}"
    lines = [head, "=" * len(head)]
    for event in scene.events:
        lines += passage(scene.session, event)
    lines += [f"({warning})" for warning in scene.warnings]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def passage(session: FrozenSession, event: ev.AnyEvent) -> Iterable[str]:
    """The lines of one event; none for those a listener would not notice."""
    match event:
        case ev.StageOpened():
            question = session.question(event.question)
            part = "" if question.kind == "basic" else f", {event.stage}"
            return ("", f"-- {question.title}{part} --")
        case ev.StageDropped():
            return ("", f"-- left out for want of time: {event.question}, {event.stage} --")
        case ev.PhaseEntered(phase="questions"):
            return ("", "-- The candidate's questions --")
        case ev.Said():
            margin = [stamp(event.at) + event.moves[0].rule, *(" " * 6 + c.rule for c in event.moves[1:])]
            return columns(margin, f"{session.persona.name.split()[-1].upper()}: {event.text}")
        case ev.TurnTaken():
            margin = [stamp(event.started_at or event.at) + event.acts[0].act]
            return columns([*margin, *(" " * 6 + a.act for a in event.acts[1:])], f"CANDIDATE: {event.text}")
        case ev.SilenceMeasured():
            return columns([stamp(event.start_s)], f"({CLASSES[event.silence_class]}, {event.duration_s:.1f} s)")
        case ev.Noted():
            return columns([stamp(event.at)], f"({event.part}: {event.reason})")
        case ev.Ended():
            return ("", f"-- {event.reason} at {stamp(event.at).strip()} --")
        case _:
            return ()


def columns(margin: list[str], text: str) -> Iterator[str]:
    """Margin and text beside each other, after an empty line."""
    yield ""
    for left, right in zip_longest(margin, textwrap.wrap(text, TEXT), fillvalue=""):
        yield f"{left:{MARGIN}}{right}"


def stamp(at: float) -> str:
    """Minutes and seconds."""
    return f"{int(at) // 60:02d}:{int(at) % 60:02d} "
