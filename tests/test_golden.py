"""Scripted interviews, written down as prose: they read as before, give nothing away and never sound like a machine."""

import re
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from interviewer.content.library import Library
from interviewer.content.models import Stage
from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import AnswerToGrade, Grader
from tests.golden.people import PEOPLE
from tests.golden.stage import Scene, hold, prose

FOLDER = Path(__file__).parent / "golden"
PERSONAS = ("statistics", "optimisation")
QUICK = [*product(PEOPLE, PERSONAS, ["quick"])]
CAST = [*QUICK, ("strong", "statistics", "standard"), ("average", "optimisation", "standard")]
"""Who talks to whom, and for how long."""
USUAL = [(name, PERSONAS[i % 2], "quick") for i, name in enumerate(PEOPLE)]
"""One interview of everybody, by turns with the one interviewer and the other; all the others are slow."""
PRAISE = re.compile(
    r"\b(?:good|great|excellent|perfect|exactly|correct|correctly|nice|nicely|well done|wonderful|impressive|brilliant|"
    r"interesting|fantastic|not quite|wrong|incorrect|unfortunately)\b",
    re.IGNORECASE,
)
"""Words that would say how an answer was."""

Play = Callable[[str, str, str], Scene]


@pytest.fixture(scope="session")
def play(make_session: Callable[..., FrozenSession], offline_grader: Grader) -> Play:
    """Holds an interview, once."""

    @cache
    def played(name: str, persona: str, length: str) -> Scene:
        candidate, seed = PEOPLE[name]
        session = make_session(persona, length=length, seed=seed)
        return hold(f"{name.capitalize()} candidate, {session.persona.name}", session, candidate, offline_grader)

    return played


every_scene = pytest.mark.parametrize(
    ("name", "persona", "length"),
    [pytest.param(*one, id="-".join(one), marks=() if one in USUAL else pytest.mark.slow) for one in CAST],
)


@every_scene
def test_an_interview_reads_as_it_was_written_down(
    play: Play, name: str, persona: str, length: str, request: pytest.FixtureRequest
) -> None:
    file = FOLDER / f"{name}-{persona}{'' if length == 'quick' else f'-{length}'}.txt"
    text = prose(play(name, persona, length))
    if request.config.getoption("--update-golden"):
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8"), "changed: read it with `pytest --update-golden` and `git diff`"


@every_scene
def test_every_interview_comes_to_its_goodbye_in_time(play: Play, name: str, persona: str, length: str) -> None:
    scene = play(name, persona, length)
    assert scene.events[-1].kind == "ended"
    assert scene.said[-1].moves[-1].move.kind == "close"
    assert scene.events[-1].at <= scene.session.plan.total_minutes * 60
    assert scene.warnings == ()


@every_scene
def test_no_sentence_is_said_twice_except_on_request(play: Play, name: str, persona: str, length: str) -> None:
    told: list[str] = []
    for said in play(name, persona, length).said:
        if not any(isinstance(c.move, mv.Repeat | mv.Clarify) for c in said.moves):
            told += [s for s in sentences(said.text) if len(s.split()) > 2]
    assert sorted(s for s in set(told) if told.count(s) > 1) == []


@every_scene
def test_no_line_says_how_an_answer_was(play: Play, name: str, persona: str, length: str) -> None:
    scene = play(name, persona, length)
    on_subject = {s for q in scene.session.questions for stage in q.stages for s in on_the_subject(stage)}
    about_people = (mv.AskAboutProject, mv.AnswerCandidate)
    for said in scene.said:
        if any(isinstance(c.move, about_people) for c in said.moves):
            continue
        assert [s for s in sentences(said.text) if PRAISE.search(s) and s not in on_subject] == []


def sentences(text: str) -> list[str]:
    """The sentences of a line."""
    return re.split(r"(?<=[.?])\s+", text)


def on_the_subject(stage: Stage) -> list[str]:
    """Every sentence about the subject that can be said on a stage."""
    points = [line for point in stage.key_points for line in (point.follow_up, point.hint)]
    asked = [*(m.challenge for m in stage.misconceptions), *(p.ask for p in stage.probes)]
    lines = [stage.prompt, stage.rephrase, stage.direction, *points, *asked, *(f.answer for f in stage.hidden_facts)]
    return [sentence for line in lines for sentence in sentences(line)]


@every_scene
def test_a_hidden_fact_is_told_only_after_it_was_asked_for(play: Play, name: str, persona: str, length: str) -> None:
    scene, asked = play(name, persona, length), set()
    facts = [fact for q in scene.session.questions for stage in q.stages for fact in stage.hidden_facts]
    for event in scene.events:
        if isinstance(event, ev.HiddenFactAsked):
            asked.add(event.fact)
        elif isinstance(event, ev.Said):
            assert [f.id for f in facts if f.answer in event.text and f.id not in asked] == []


@every_scene
def test_a_follow_up_is_about_something_not_yet_said(play: Play, name: str, persona: str, length: str) -> None:
    assessed: dict[tuple[str, str], ev.Assessed] = {}
    for event in play(name, persona, length).events:
        if isinstance(event, ev.Assessed):
            assessed[(event.question, event.stage)] = event
        elif isinstance(event, ev.Said) and (str(event.question), str(event.stage)) in assessed:
            verdicts = assessed[(str(event.question), str(event.stage))].assessment.key_points
            covered = {v.id for v in verdicts if v.verdict == "covered"}
            assert not covered & {
                c.move.key_point for c in event.moves if isinstance(c.move, mv.FollowUp | mv.GiveHint)
            }


@every_scene
def test_what_the_interviewer_says_would_earn_the_candidate_nothing_new(
    play: Play, offline_grader: Grader, name: str, persona: str, length: str
) -> None:
    scene = play(name, persona, length)
    for said, known in lines_on_stages(scene):
        question = scene.session.question(str(said.question))
        line = said.text.replace("?", ".")
        told = offline_grader.grade(AnswerToGrade(question, question.stage(str(said.stage)), (line,)))
        assert {v.id for v in told.key_points if v.verdict in ("partial", "covered")} <= known, line


def lines_on_stages(scene: Scene) -> list[tuple[ev.Said, set[str]]]:
    """The interviewer's lines on open stages, each with the key points the candidate had touched there."""
    known: dict[tuple[str | None, str | None], set[str]] = {}
    found: list[tuple[ev.Said, set[str]]] = []
    for event in scene.events:
        if isinstance(event, ev.Assessed):
            known[(event.question, event.stage)] = {v.id for v in event.assessment.key_points if v.credit > 0}
        elif isinstance(event, ev.Said) and event.question is not None:
            found.append((event, known.get((event.question, event.stage), set())))
    return found


@every_scene
def test_the_record_of_an_interview_leads_to_its_state(play: Play, name: str, persona: str, length: str) -> None:
    scene = play(name, persona, length)
    assert Interview.resume(scene.session, scene.events).state.ended


def test_the_cast_meets_much_of_the_bank(play: Play, library: Library) -> None:
    asked = {event.question for one in USUAL for event in play(*one).events if isinstance(event, ev.StageOpened)}
    problems = {q.id for q in library.questions if q.kind == "problem"}
    assert len(asked) >= 20
    assert problems <= asked
