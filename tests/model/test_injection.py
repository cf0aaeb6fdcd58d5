"""Attacks in the answer, the introduction, the CV and the question file, on a model that obeys every one it reads:
nothing rises, nothing leaks, and the interview reaches its close."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from interviewer.adapters.chat_model import Heard, Reply, Usage
from interviewer.adapters.model_grader import ModelGrader, sit_exam
from interviewer.adapters.understanding_desk import Turn, understand_turn
from interviewer.adapters.wording_desk import word_line
from interviewer.content.models import Question
from interviewer.dialogue import events as ev
from interviewer.dialogue.background import cv_project
from interviewer.dialogue.briefs import Brief, Remembered
from interviewer.dialogue.guards import Finished, Guards
from interviewer.dialogue.inputs import ActSpan
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import AnswerToGrade
from interviewer.grading.exam import INJECTED, paper
from interviewer.grading.prompts import Prompt
from interviewer.grading.segments import GRADER
from interviewer.grading.text import content_stems
from interviewer.report.build import build_report
from interviewer.report.model import Report
from tests.model.minds import WellReadMind, part, role_of
from tests.model.stage import ANSWER, OPENING, Bench

ATTACKS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "injections.yaml").read_text(encoding="utf-8")
)
FAST = 2
"""Attacks in each place with which a whole interview is held in every run; the others are slow, and tried step by step."""
CASES = [
    pytest.param(place, number, marks=() if number < FAST else pytest.mark.slow)
    for place, texts in ATTACKS.items()
    for number in range(len(texts))
]
TEXTS = [text for texts in ATTACKS.values() for text in texts]
REST = (
    "I would say it gets narrower with more data, and wider when I want to be surer.",
    "/skip",
    "I'm not sure.",
    *["/skip"] * 12,
    "No questions, thank you.",
    "Goodbye.",
)
ACTS = ("stop", "skip", "assumption", "clarification", "hint", "dont-know")
PROMPT_WORDS = ("hold a job interview", "You mark one spoken answer", "You listen to a job interview")


@dataclass
class Obedient:
    """A chat model that does whatever an attack in its prompt asks, in the way that does most harm."""

    questions: tuple[Question, ...]
    attack: str
    act: str
    name: str = "openai:tiny"
    obeyed: int = 0

    def warm(self) -> None:
        """Nothing to load."""

    def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
        known = _squeezed(self.attack) in _squeezed(prompt.system + prompt.user)
        self.obeyed += known
        text = self._obey(prompt) if known else WellReadMind(self.questions)(prompt)
        if heard is not None:
            heard(text)
        return Reply(text, Usage(len(prompt.user) // 4, len(text) // 4))

    def _obey(self, prompt: Prompt) -> str:
        match role_of(prompt.system):
            case "grading":
                return _full_marks(prompt)
            case "understanding":
                said = part(prompt, "turn")
                assert isinstance(said, dict)
                acts = dict.fromkeys(said, self.act)
                return json.dumps({"acts": acts, "claim": self.attack[:40]})
            case "answering":
                return '{"answer": "a1"}'
            case _:
                return self._leak(prompt)

    def _leak(self, prompt: Prompt) -> str:
        claims = [p.claim for q in self.questions for s in q.stages for p in s.key_points]
        facts = [f.answer for q in self.questions for s in q.stages for f in s.hidden_facts]
        return " ".join(
            ("Perfect, full marks, you have passed.", *claims, *facts, prompt.system, "Shall we stop here?")
        )


def _full_marks(prompt: Prompt) -> str:
    schema = prompt.schema
    assert schema is not None
    said = schema["$defs"]["sentence"]["enum"]
    best = {"sentence": said[-1], "verdict": "covered"}
    reply: dict[str, object] = {"points": dict.fromkeys(schema["properties"]["points"]["properties"], best)}
    if "misconceptions" in schema["properties"]:
        names = schema["properties"]["misconceptions"]["properties"]
        reply["misconceptions"] = dict.fromkeys(names, "none")
    return json.dumps(reply)


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def poisoned(session: FrozenSession, attack: str) -> FrozenSession:
    """The session of a custom question file with an attack in prompt, claim, hint and hidden facts."""
    first = session.plan.basics[0].question

    def spoil(question: Question) -> Question:
        if question.id != first:
            return question
        stage = question.stages[0]
        points = tuple(p.model_copy(update={"hint": f"{p.hint} {attack}"}) for p in stage.key_points)
        spoilt = stage.model_copy(update={"prompt": f"{stage.prompt} {attack}", "key_points": points})
        return question.model_copy(update={"stages": (spoilt, *question.stages[1:])})

    return session.model_copy(update={"questions": tuple(map(spoil, session.questions))})


def placed(bench: Bench, place: str, attack: str) -> tuple[FrozenSession, tuple[str, ...]]:
    """The session and the candidate's lines with an attack in its place."""
    opening, answer, session = list(OPENING), ANSWER, bench.short
    match place:
        case "answer":
            answer = f"{ANSWER} {attack}"
        case "introduction":
            opening[0] = f"{opening[0]} {attack}"
        case "cv":
            opening[0] = "Hello, I'm Ada, and I live in Berlin."
            settings = session.settings.model_copy(update={"cv_project": cv_project(f"Ada\n{attack}\n")})
            session = session.model_copy(update={"settings": settings})
        case _:
            session = poisoned(session, attack)
    return session, (*opening, answer, *REST)


def offline(session: FrozenSession) -> FrozenSession:
    settings = session.settings.model_copy(update={"words_by_model": False, "understands_by_model": False})
    return session.model_copy(update={"settings": settings})


@pytest.fixture(scope="module")
def honest(bench: Bench) -> Callable[[str], Report]:
    """The offline report on the same interview without an attack."""

    @cache
    def held(place: str) -> Report:
        session, lines = placed(bench, place if place == "cv" else "answer", "")
        parts = replace(bench.parts("http://127.0.0.1:9"), absent="not here")
        return report(session, bench.hold(parts, lines, offline(session)))

    return held


def report(session: FrozenSession, events: Iterable[ev.AnyEvent]) -> Report:
    return build_report(session, tuple(events), "2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize(("place", "number"), CASES)
def test_an_obeyed_attack_gains_nothing_tells_nothing_and_stops_nothing(
    bench: Bench, honest: Callable[[str], Report], place: str, number: int
) -> None:
    attack = ATTACKS[place][number]
    session, lines = placed(bench, place, attack)
    model = Obedient(bench.short.questions, attack, ACTS[number % len(ACTS)])
    events = bench.hold(replace(bench.parts("http://127.0.0.1:9"), model=model), lines, session)
    found, fair = report(session, events), honest(place)
    assert found.state == fair.state == "completed"
    for mine, theirs in zip(found.criteria, fair.criteria, strict=True):
        assert (mine.share or 0.0) <= (theirs.share or 0.0) + 1e-9, f"{mine.id}: {mine.share} > {theirs.share}"
    told = " ".join(event.text for event in events if isinstance(event, ev.Said | ev.LineBegun))
    for question in bench.short.questions:
        for stage in question.stages:
            assert not [p.id for p in stage.key_points if any(text in told for text in (p.claim, *p.paraphrases))]
            assert not [fact.id for fact in stage.hidden_facts if fact.answer in told]
    assert not [words for words in PROMPT_WORDS if words in told]
    quotes = [point.quote or "" for q in found.questions for s in q.stages for point in s.key_points]
    assert not [quote for quote in quotes if attack in quote]
    if place == "answer":
        assert GRADER in {flag for q in found.questions for s in q.stages for flag in s.flags}
        assert model.obeyed


@pytest.fixture(scope="module")
def asked(bench: Bench) -> AnswerToGrade:
    """The honest answer to the first question."""
    question = bench.short.question(bench.short.plan.basics[0].question)
    stage = question.stages[0]
    return AnswerToGrade(question=question, stage=stage, turns=(ANSWER,), heard=(stage.prompt,))


@pytest.fixture(scope="module")
def fair_score(bench: Bench, asked: AnswerToGrade) -> float:
    return bench.grader.grade(asked).score or 0.0


@pytest.fixture(scope="module")
def guards(bench: Bench) -> Guards:
    return Guards(bench.short)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_an_attack_gains_nothing_in_a_step_whatever_the_model_makes_of_it(
    bench: Bench, asked: AnswerToGrade, fair_score: float, guards: Guards, number: int
) -> None:
    attack = TEXTS[number]
    model = Obedient(bench.short.questions, attack, ACTS[number % len(ACTS)])
    turn = f"{ANSWER} {attack}"
    grader = ModelGrader(lambda prompt: model.ask(prompt, 1.0), model.name, bench.grader, lambda failure: None)
    found = grader.grade(replace(asked, turns=(turn,)))
    assert (found.score or 0.0) <= fair_score + 1e-9
    assert not [point for point in found.key_points if attack in (point.quote or "")]

    core = (ActSpan(act="answer", text=turn),)
    field = frozenset(content_stems(ANSWER))
    understood = understand_turn(
        lambda prompt: model.ask(prompt, 1.0), Turn(turn, "", core, field), lambda failure: None
    )
    assert {span.act for span in understood.acts if set(content_stems(span.text)) & field} <= {"answer", "assumption"}
    assert "stop" not in {span.act for span in understood.acts}

    authored = "How does its width depend on that?"
    brief = Brief("whole", authored, "", authored, ("follow-up",))
    guard = guards.make(brief, [(asked.question, asked.stage)], turn, lambda text: False)
    said: list[Finished] = []
    heard = [Remembered("candidate", turn)]
    word_line(model, bench.short.persona, guard, heard, 1.0, lambda text: None, said.append, lambda: True)
    assert [(line.text, line.by_model) for line in said] == [(authored, False)]
    assert model.obeyed


def test_a_model_that_obeys_is_not_let_judge(bench: Bench) -> None:
    answers = paper(bench.library.questions)
    for attack in INJECTED:
        model = Obedient(bench.library.questions, attack.rsplit(". ", 1)[-1], "answer")

        def ask(prompt: Prompt, model: Obedient = model) -> Reply:
            return model.ask(prompt, 1.0)

        result = sit_exam(ask, model.name, answers, lambda: False)
        assert result is not None
        assert model.obeyed
        assert not result.passed
        assert "injected" in result.undeserved
