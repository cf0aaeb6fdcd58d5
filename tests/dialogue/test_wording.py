"""Moves become lines: each pooled line once, one transition at a time, and nothing that echoes."""

from itertools import pairwise

import pytest

from interviewer.content.models import CommonLines
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.state import State, initial
from interviewer.dialogue.wording import Pen, said_last, striking
from tests.dialogue.small import PERSONA, Talk, at_the_end, on_walk, small_session


def with_lines(**pools: tuple[str, ...]) -> FrozenSession:
    """The small session with other common lines in some pools."""
    session = small_session()
    lines = {**session.common.lines, **{name.replace("_", "-"): lines for name, lines in pools.items()}}
    return session.model_copy(update={"common": CommonLines(lines=lines)})


def pen(session: FrozenSession, state: State | None = None) -> Pen:
    return Pen(session, state or initial(session))


def test_no_line_of_a_pool_is_said_twice_before_all_were_said() -> None:
    writer = pen(small_session())
    said = [writer.pick("nudge") for _ in range(3)]
    assert sorted(said) == ["nudge one.", "nudge three.", "nudge two."]
    assert writer.pick("nudge") in said


def test_an_exhausted_pool_is_silent_where_the_line_can_be_done_without() -> None:
    writer = pen(with_lines(acknowledge=("Okay.",)))
    assert writer.pick("acknowledge", optional=True) == "Okay."
    assert writer.pick("acknowledge", optional=True) == ""
    assert writer.pick("acknowledge") == "Okay."


def test_an_exhausted_pool_does_not_repeat_what_was_just_said() -> None:
    talk = on_walk(with_lines(not_specified=("Open.", "Left open.")))
    heard = []
    for _ in range(8):
        talk.say("Which colour is the paint?")
        heard.append(talk.heard)
    assert all(one != two for one, two in pairwise(heard))


def test_before_the_first_line_there_is_none_to_repeat() -> None:
    assert said_last(pen(small_session())) == ""


def test_a_pool_without_lines_says_nothing() -> None:
    assert pen(with_lines(nudge=())).pick("nudge") == ""


def test_an_interviewers_own_lines_come_first() -> None:
    own = small_session(persona={**PERSONA, "lines": {"introduce": ["I'm Pat."], "nudge": ["Go on."]}})
    writer = pen(own)
    assert writer.pick("nudge") == "Go on."
    assert writer.pick("nudge").startswith("nudge ")


def test_other_seeds_draw_other_lines_first() -> None:
    assert len({pen(small_session(seed=seed)).pick("nudge") for seed in range(9)}) > 1


def test_a_lead_does_not_echo_the_question_after_it() -> None:
    writer = pen(with_lines(hint_lead=("Picture it for a second.", "Here is a hint.")))
    assert writer.pick("hint-lead", optional=True, then="Picture a hill.") == "Here is a hint."
    assert writer.pick("hint-lead", optional=True, then="Picture a hill.") == ""


def test_only_longer_words_at_the_beginning_are_striking() -> None:
    assert striking("Picture a hill and then " + "so " * 20 + "further.") == {"picture"}


def test_words_of_the_candidate_are_given_back_as_they_are() -> None:
    talk = Talk()
    talk.say("I wrote my thesis on sparse models.")
    assert talk.heard == "Project: sparse models."
    odd = pen(with_lines(ask_about_project=("On {phrase}, why?",)))
    assert odd.pick("ask-about-project", phrase="{minutes} models") == "On {minutes} models, why?"


def test_the_interviewer_introduces_themself_the_format_and_asks_for_an_introduction() -> None:
    assert Talk().heard.startswith("I'm Pat. About 26 minutes. ask-introduction ")


def test_without_a_project_the_question_about_it_is_open() -> None:
    talk = Talk()
    talk.say("I'm Pat.")
    assert talk.heard in ("Any project?", "Another project?")


@pytest.mark.parametrize("seed", range(6))
def test_from_one_question_to_the_next_there_is_one_transition(seed: int) -> None:
    talk = on_walk(seed=seed)
    talk.say("A step then a stop by the shape of it.")
    leads = talk.heard.removesuffix("How many sheep are there?").split()[::2]
    assert leads in (["move-on-done"], ["acknowledge", "next-question"])


@pytest.mark.parametrize("seed", range(6))
def test_before_the_problem_and_before_the_candidates_questions_an_acknowledgement_will_do(seed: int) -> None:
    talk = on_walk(seed=seed)
    talk.say("Can we skip this one?")
    talk.say("A sample has a margin of error.")
    assert talk.heard.split()[::2][:2] == ["acknowledge", "to-problem"]
    talk.say("The goal is clear, so let me say it.")
    talk.say("We rest then.")
    talk.say("At random then.")
    assert "invite-questions" in talk.heard
    assert "move-on-done" not in talk.heard


@pytest.mark.parametrize("seed", range(6))
def test_what_was_acknowledged_aloud_is_not_acknowledged_in_words_again(seed: int) -> None:
    talk = on_walk(seed=seed)
    talk.say("Can we skip this one?")
    talk.say("A sample has a margin of error.", acknowledged=True)
    assert talk.heard.split()[0] == "to-problem"


def test_after_an_aside_nothing_is_acknowledged_as_well() -> None:
    talk = on_walk()
    talk.say("Can we skip this one?")
    talk.say("A sample has a margin of error. Is that right?")
    assert talk.heard.startswith("withhold-judgement")
    assert "acknowledge" not in talk.heard


@pytest.mark.parametrize("seed", range(4))
def test_who_gave_no_answer_is_not_told_that_we_are_done(seed: int) -> None:
    talk = on_walk(seed=seed)
    for _ in range(3):
        talk.say("Who cares?")
    assert talk.heard.removesuffix("How many sheep are there?").split()[::2] == ["move-on-silence"]


def test_a_silent_introduction_is_left_with_the_transition_to_the_basics_alone() -> None:
    talk = Talk()
    talk.wait()
    talk.wait()
    assert talk.heard.startswith("to-basics ")


def test_reminders_fit_what_is_waited_for() -> None:
    talk = Talk()
    talk.wait()
    assert talk.heard.startswith("nudge-introduction")
    talk.say("I'm Pat.")
    talk.wait()
    assert talk.heard.startswith("nudge-introduction")
    talk.say("Well, sparse models.")
    talk.wait()
    assert talk.heard.startswith("nudge")
    talk.wait()
    assert talk.heard.startswith("second-nudge")


def test_who_has_not_asked_anything_yet_is_invited_once_more() -> None:
    talk = at_the_end()
    talk.wait()
    assert talk.heard.startswith("invite-questions")
    talk = at_the_end()
    talk.say("How big is the team?")
    talk.wait()
    assert talk.heard.startswith("ask-for-more")


def test_outside_the_questions_the_last_line_is_repeated_without_its_lead() -> None:
    talk = Talk()
    talk.say("I worked on sheep.")
    first = talk.heard
    for _ in range(2):
        talk.say("Could you repeat that?")
        assert talk.heard.startswith("repeat-lead")
        assert talk.heard.endswith(first)
        assert talk.heard.count("repeat-lead") == 1


@pytest.mark.parametrize("before", [(), ("Let me think.",), ("May I have a minute?",), ("Could you repeat that?",)])
def test_of_the_introduction_only_what_it_asks_is_said_again(before: tuple[str, ...]) -> None:
    talk = Talk()
    asked = talk.heard.removeprefix("I'm Pat. About 26 minutes. ")
    for text in before:
        talk.say(text)
    talk.wait()
    assert talk.say("Could you repeat that?") == ["repeat"]
    assert talk.heard.endswith(asked)
    assert "Pat" not in talk.heard
    talk.send(inp.Resumed(at=talk.at))
    assert talk.heard.startswith("resume")
    assert talk.heard.endswith(asked)


def test_a_claim_probe_is_repeated_as_it_was_said() -> None:
    talk = on_walk(understands_by_model=True)
    talk.claim = "the step is small"
    talk.say("You see, the step is small.")
    asked = talk.heard
    talk.claim = None
    talk.say("Could you repeat that?")
    assert talk.heard.endswith(asked)


def test_a_follow_up_has_no_other_words_and_is_said_again() -> None:
    talk = on_walk()
    talk.say("You walk.")
    talk.say("What do you mean?")
    assert talk.heard.endswith("About stop?")
    assert talk.heard.startswith("repeat-lead")


def test_a_question_without_a_direction_says_so() -> None:
    talk = on_walk()
    talk.say("Can we skip this one?")
    talk.say("Should I go into theory or practice?")
    assert talk.heard.startswith("no-direction")


def test_some_facts_come_with_a_lead_and_some_without() -> None:
    heard = set()
    for seed in range(12):
        talk = on_walk(seed=seed)
        talk.say("How high is the mountain?")
        heard.add(talk.heard.startswith("clarify-lead"))
    assert heard == {True, False}


def test_some_follow_ups_come_with_a_lead_some_acknowledge_and_some_come_bare() -> None:
    heard = set()
    for seed in range(20):
        talk = on_walk(seed=seed)
        talk.say("You walk.")
        heard.add(talk.heard.split()[0])
    assert heard == {"follow-up-lead", "acknowledge", "About"}


def test_a_resumed_interview_says_again_what_was_open() -> None:
    talk = on_walk()
    assert talk.send(inp.Resumed(at=talk.at)) == ["pick-up"]
    said = [event.text for event in talk.events if isinstance(event, ev.Said)][-1]
    assert said.startswith("resume")
    assert said in [f"resume {n}. How does one walk downhill?" for n in ("one", "two", "three")]


def test_a_follow_up_that_leads_over_by_itself_gets_no_lead() -> None:
    for seed in range(8):
        session = small_session(seed=seed)
        walk = session.questions[0]
        stage = walk.stages[0]
        points = tuple(one.model_copy(update={"follow_up": f"And {one.id}?"}) for one in stage.key_points)
        changed = walk.model_copy(update={"stages": (stage.model_copy(update={"key_points": points}),)})
        talk = on_walk(session.model_copy(update={"questions": (changed, *session.questions[1:])}))
        talk.say("You walk.")
        assert talk.heard.startswith("And ")


def test_a_project_spoken_of_is_given_back_as_a_known_one() -> None:
    talk = Talk()
    talk.say("I built a search engine for legal documents.")
    assert talk.heard == "Project: the search engine for legal documents."
