"""How the interviewer goes through the plan, grows it, and keeps to the order of its rules."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.content.models import Persona
from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.policy import KEPT, RULE_NAMES, RULES, rules_for
from interviewer.dialogue.session import PlannedStage
from tests.dialogue.small import PERSONA, Talk, at_the_end, on_walk, small_session

ANSWER = "You go down the slope, and the step is small."
"""Covers the key point "step"."""


def persona(**changes: Any) -> dict[str, Any]:
    return {"persona": {**PERSONA, **changes}}


def test_the_problem_follows_the_basics_and_the_candidates_questions_follow_the_problem() -> None:
    talk = on_walk()
    seen = []
    while talk.interview.state.phase != "questions":
        seen.append(talk.stage)
        talk.say("Can we skip this one?")
    assert seen == ["walk/main", "count/main", "shop/design", "shop/extra", "shop/test"]
    assert talk.last_move.kind == "invite-questions"


AHEAD = {
    "basics": [PlannedStage(question="walk", stage="main", minutes=4)],
    "problem": [PlannedStage(question="shop", stage=s, minutes=4) for s in ("design", "test")],
    "reserve": [
        PlannedStage(question=q, stage=s, minutes=4)
        for q, s in (("shop", "extra"), ("count", "main"), ("toss", "main"))
    ],
}
"""A plan for 26 minutes that keeps two basic questions and a part of the problem in reserve."""
SOMETHING = "You go down the slope, and the step is small, look at the shape and stop in time."


def stages_of(talk: Talk, say: str) -> list[str]:
    """The stages that are opened while the candidate says the same all the time."""
    seen: list[str] = []
    while talk.interview.state.phase not in ("questions", "close"):
        if talk.stage not in seen:
            seen.append(talk.stage)
        talk.say(say)
    return seen


@pytest.mark.parametrize("text", [SOMETHING, "Can we skip this one?"])
def test_who_is_done_early_is_asked_more_before_and_after_the_problem_and_every_part_of_it(text: str) -> None:
    talk = on_walk(small_session(plan=AHEAD))
    assert stages_of(talk, text) == ["walk/main", "count/main", "shop/design", "shop/extra", "shop/test", "toss/main"]
    told = [e.text for e in talk.events if isinstance(e, ev.Said)]
    assert sum("back-to-basics" in text for text in told) == 1


def test_who_takes_their_time_is_asked_what_was_planned() -> None:
    talk = on_walk(small_session(plan={**AHEAD, "total_minutes": 18}))
    seen = [talk.stage]
    while talk.interview.state.phase != "questions":
        talk.pass_time(4)
        talk.say("Can we skip this one?")
        seen.append(talk.stage)
    assert seen == ["walk/main", "shop/design", "shop/test", ""]


def test_who_talks_of_something_else_is_asked_no_more_than_planned() -> None:
    assert stages_of(on_walk(small_session(plan=AHEAD)), "Who cares?") == ["walk/main", "shop/design", "shop/test"]


def at_a_loss(**levels: str) -> list[str]:
    """The stages somebody who knows nothing is asked, where basic questions have these levels."""
    session = small_session(plan=AHEAD)
    leveled = tuple(q.model_copy(update={"level": levels.get(q.id, "foundation")}) for q in session.questions)
    return stages_of(on_walk(session.model_copy(update={"questions": leveled})), "I don't know.")


def test_who_is_at_a_loss_is_asked_more_basic_questions_the_easiest_first() -> None:
    assert at_a_loss() == ["walk/main", "count/main", "shop/design", "shop/test", "toss/main"]
    assert at_a_loss(count="intermediate") == ["walk/main", "toss/main", "shop/design", "shop/test", "count/main"]


def test_who_is_at_a_loss_is_asked_nothing_advanced_beyond_the_plan() -> None:
    assert at_a_loss(count="advanced", toss="advanced") == ["walk/main", "shop/design", "shop/test"]


@pytest.mark.parametrize(("minutes", "stage"), [(17.5, "count/main"), (18.5, "shop/design")])
def test_who_is_at_a_loss_is_asked_no_more_once_half_of_the_time_is_over(minutes: float, stage: str) -> None:
    talk = on_walk(small_session(plan={**AHEAD, "total_minutes": 36}))
    talk.pass_time(minutes - talk.at / 60)
    talk.say("I don't know.")
    assert talk.stage == stage


def test_who_is_silent_is_asked_no_more_than_planned() -> None:
    talk = on_walk(small_session(plan=AHEAD))
    while not talk.interview.state.ended:
        talk.wait()
    opened = [e.question for e in talk.events if isinstance(e, ev.StageOpened)]
    assert opened == ["walk", "shop", "shop"]


def test_who_answers_what_is_asked_and_briefly_is_asked_further_than_the_cap() -> None:
    talk = on_walk(small_session(**persona(follow_ups={"per_basic": 1})))
    talk.say(ANSWER)
    assert talk.say("You stop in the valley.") == ["follow-up"]
    assert talk.say("Look at the shape.")[0] == "move-on"
    talk = on_walk(small_session(**persona(follow_ups={"per_basic": 1})))
    talk.say(ANSWER)
    talk.pass_time(2.1)
    assert talk.say("You stop in the valley.")[0] == "move-on"


SECOND = {
    "reserve": [
        PlannedStage(question=q, stage=s, minutes=4)
        for q, s in (("fair", "stalls"), ("fair", "test"), ("toss", "main"))
    ],
    "total_minutes": 36,
}
"""A plan with ten minutes more than it needs, and another problem in reserve."""


def test_who_is_through_the_problem_early_is_given_another_with_all_its_parts() -> None:
    talk = on_walk(small_session(plan=SECOND))
    seen = stages_of(talk, SOMETHING)
    assert seen[-3:] == ["shop/test", "fair/stalls", "fair/test"]
    moves = [c.move for e in talk.events if isinstance(e, ev.Said) for c in e.moves]
    fair = [(m.part, m.first_of_problem) for m in moves if isinstance(m, mv.OpenStage) and m.question == "fair"]
    assert fair == [(1, True), (2, False)]
    assert sum("to-further-problem" in e.text for e in talk.events if isinstance(e, ev.Said)) == 1


def test_no_other_problem_is_begun_that_could_not_be_carried_on() -> None:
    talk = on_walk(small_session(plan=SECOND))
    while talk.stage != "shop/test":
        talk.say(SOMETHING)
    talk.pass_time(27 - talk.at / 60)
    talk.say(SOMETHING)
    assert talk.last_move.kind == "invite-questions"


def test_a_shorter_problem_is_taken_when_there_is_no_time_for_the_one_before_it() -> None:
    reserve = [*SECOND["reserve"], PlannedStage(question="raft", stage="logs", minutes=2)]
    talk = on_walk(small_session(plan={**SECOND, "reserve": reserve}))
    while talk.stage != "shop/test":
        talk.say(SOMETHING)
    talk.pass_time(27 - talk.at / 60)
    assert stages_of(talk, SOMETHING) == ["shop/test", "raft/logs"]


WHY = {"pools": {"ask-why": ("Why?",)}}


def covered_walk(**changes: Any) -> Talk:
    talk = on_walk(small_session(**WHY, **changes))
    talk.say("You look at the shape and take a step downhill.")
    return talk


def test_who_says_everything_in_a_few_words_is_asked_why_once() -> None:
    talk = covered_walk()
    assert talk.say("You stop in the valley.") == ["probe-claim"]
    assert talk.heard == "Why?"
    assert talk.say("The valley has no slope left.")[0] == "move-on"


@pytest.mark.parametrize("text", ["You stop in the valley because the slope is zero.", "stop " * 30])
def test_who_gives_a_reason_or_says_enough_is_not_asked_why(text: str) -> None:
    assert covered_walk().say(text)[0] == "move-on"


def test_nobody_is_asked_why_when_time_is_short() -> None:
    talk = covered_walk()
    talk.pass_time(2.1)
    assert talk.say("You stop in the valley.")[0] == "move-on"


def test_the_candidates_questions_are_answered_from_what_the_interviewer_knows() -> None:
    talk = at_the_end()
    assert talk.say("How big is the team?") == ["answer-candidate", "ask-for-more"]
    assert talk.heard.startswith("We are four.")
    assert talk.say("What is the salary?") == ["answer-candidate", "ask-for-more"]
    assert talk.heard.startswith("no-invented-fact")


def test_several_questions_of_the_candidate_get_several_answers() -> None:
    seen = at_the_end().say("How big is the team? What is the salary? How did I do?")
    assert seen == ["answer-candidate", "withhold-judgement", "answer-candidate", "ask-for-more"]


def test_what_is_known_is_answered_first_and_what_is_not_only_once() -> None:
    talk = at_the_end()
    talk.say("What is the salary, and is there a gym? How big is the team?")
    assert talk.heard.startswith("We are four. As to your other question. no-invented-fact")
    assert talk.heard.count("no-invented-fact") == 1


def test_a_candidate_without_questions_is_let_go() -> None:
    talk = at_the_end()
    assert talk.say("No, that's all. Thank you.") == ["close"]
    assert talk.interview.state.ended


def test_a_remark_at_the_end_is_followed_by_one_more_invitation() -> None:
    talk = at_the_end()
    assert talk.say("I liked this conversation.") == ["ask-for-more"]
    assert talk.say("I really did.") == ["close"]


def test_the_candidate_may_think_about_a_question() -> None:
    assert at_the_end().say("Let me think.") == ["encourage"]


def test_the_candidates_questions_come_to_an_end() -> None:
    talk = at_the_end()
    seen = [talk.say("How big is the team?")[-1] for _ in range(6)]
    assert seen == ["ask-for-more"] * 5 + ["close"]


def test_when_time_is_up_the_last_question_is_answered_and_then_we_say_goodbye() -> None:
    talk = at_the_end()
    talk.pass_time(30)
    assert talk.say("How big is the team?") == ["answer-candidate", "close"]


def test_when_time_is_up_before_the_candidates_questions_they_are_told_so() -> None:
    talk = on_walk()
    talk.pass_time(30)
    assert talk.say("You walk.") == ["move-on", "close"]
    assert "no-more-questions-time" in talk.heard


@pytest.mark.parametrize(
    "text",
    [
        "Let me think.",
        "May I have a minute?",
        "Could you repeat that?",
        "Can I have a hint?",
        "How high is it?",
        "Hello.",
    ],
)
def test_when_time_is_up_nothing_holds_the_interview_any_more(text: str) -> None:
    talk = on_walk()
    talk.pass_time(23)
    assert talk.say(text) == ["move-on", "invite-questions"]


def test_rules_can_be_moved_to_the_front_and_dropped() -> None:
    changed = Persona.model_validate(
        {**PERSONA, "rules": {"first": ["probe-claim"], "drop": ["hint-after-failed-follow-up"]}}
    )
    names = [name for name, _ in rules_for(changed)]
    assert names[0] == "probe-claim"
    assert set(names) == RULE_NAMES - {"hint-after-failed-follow-up"}


def test_a_dropped_rule_does_not_fire() -> None:
    talk = on_walk(small_session(**persona(rules={"drop": ["hint-after-failed-follow-up"]})))
    talk.say("You walk.")
    assert talk.say("You walk.") == ["follow-up"]


def test_a_rule_moved_to_the_front_fires_first() -> None:
    talk = on_walk(small_session(**persona(rules={"first": ["follow-up-heaviest-open-point"]})))
    assert talk.say("It is always so.") == ["follow-up"]


def test_the_rules_that_end_an_interview_can_be_neither_dropped_nor_moved() -> None:
    stubborn = Persona.model_validate(
        {**PERSONA, "rules": {"first": ["close", "no-such-rule"], "drop": [*sorted(KEPT), "no-such-rule"]}}
    )
    assert [name for name, _ in rules_for(stubborn)] == [name for name, _ in RULES]


SAYINGS = [
    ANSWER,
    "It is always uphill.",
    "I don't know.",
    "Let me think.",
    "May I have a minute?",
    "Could you repeat that?",
    "What do you mean?",
    "Can I have a hint?",
    "How high is the mountain?",
    "How big is your team?",
    "Who cares?",
    "Hello.",
    "I'll assume that it is round.",
    "",
]


def test_silence_at_the_end_of_the_time_is_answered_with_the_goodbye() -> None:
    talk = at_the_end()
    talk.at = talk.interview.session.plan.total_minutes * 60 - 30
    assert talk.wait() == ["close"]
    assert talk.rules == ["close"]
    assert talk.interview.state.ended


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(SAYINGS), st.floats(20, 150)), min_size=90, max_size=90))
def test_whoever_talks_the_interview_closes_within_its_minutes_and_one_turn(script: list[tuple[str, float]]) -> None:
    talk, longest = Talk(), 0.0
    for text, took in script:
        if talk.interview.state.ended:
            break
        longest = max(longest, took)
        if text:
            talk.say(text, took)
        else:
            talk.wait()
    assert talk.interview.state.ended
    assert talk.at <= talk.interview.session.plan.total_minutes * 60 + max(longest, 80.0)
