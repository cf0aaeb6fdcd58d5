"""What the interviewer chooses to do: each rule where it applies, and where it does not."""

from typing import Any

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from tests.dialogue.small import PERSONA, Talk, at_the_end, on_walk, small_session

ANSWER = "You go down the slope, and the step is small."
"""Covers the key point "step"."""


def persona(**changes: Any) -> dict[str, Any]:
    return {"persona": {**PERSONA, **changes}}


def test_who_wants_to_stop_is_let_go() -> None:
    talk = on_walk()
    assert talk.say("I want to stop here.") == ["close"]
    assert talk.interview.state.ended
    assert isinstance(talk.events[-1], ev.Ended)
    assert talk.events[-1].reason == "stopped"


def test_who_says_goodbye_instead_of_asking_us_anything_has_held_the_whole_interview() -> None:
    talk = at_the_end()
    assert talk.say("Thanks, bye.") == ["close"]
    assert talk.events[-1].reason == "completed"


def test_stopping_the_method_does_not_stop_the_interview() -> None:
    assert on_walk().say("We stop when the slope is small.")[0] != "close"


def test_a_question_is_repeated_word_for_word_and_rephrased_in_other_words() -> None:
    talk = on_walk()
    assert talk.say("Could you repeat that?") == ["repeat"]
    assert "How does one walk downhill?" in talk.heard
    assert talk.say("Can you rephrase that?") == ["repeat"]
    assert "Say how one gets to the valley." in talk.heard


def test_who_does_not_understand_twice_gets_a_hint() -> None:
    talk = on_walk()
    talk.say("I don't understand the question.")
    assert talk.say("I still don't understand the question.") == ["hint"]


def test_who_does_not_understand_a_challenge_hears_it_again() -> None:
    talk = on_walk()
    talk.say("It is always so.")
    for _ in range(2):
        assert talk.say("What do you mean?") == ["repeat"]
        assert talk.heard.endswith("Always?")


def test_a_follow_up_is_repeated_rather_than_the_prompt() -> None:
    talk = on_walk()
    talk.say(ANSWER)
    asked = talk.heard.split(". ")[-1]
    talk.say("Could you say that again?")
    assert talk.heard.endswith(asked)


def test_a_clarification_gets_the_fact_it_asks_for_and_only_then() -> None:
    talk = on_walk()
    assert talk.say("How deep is the lake?") == ["clarify"]
    assert "3,000" not in talk.heard
    assert talk.say("How high is the mountain?") == ["clarify"]
    assert "It is 3,000 metres high." in talk.heard
    assert [e.fact for e in talk.events if isinstance(e, ev.HiddenFactAsked)] == ["height"]


def test_a_fact_that_is_asked_for_again_is_told_as_known() -> None:
    talk = on_walk()
    talk.say("How high is the mountain?")
    talk.say("How high is the mountain?")
    assert talk.heard.startswith("told-before")


def test_a_turn_that_asks_and_answers_gets_an_answer_and_a_follow_up() -> None:
    talk = on_walk()
    assert talk.say(f"How high is the mountain? Anyway, {ANSWER}") == ["clarify", "follow-up"]


def test_a_clarification_after_the_answer_waits_for_the_candidate() -> None:
    assert on_walk().say(f"{ANSWER} How high is the mountain?") == ["clarify"]


def test_two_clarifications_get_two_answers() -> None:
    assert on_walk().say("How high is the mountain? How deep is the lake?") == ["clarify", "clarify"]


def test_a_question_that_points_back_asks_for_what_was_named_before_it() -> None:
    talk = on_walk()
    assert talk.say("I'd need to know how high the mountain is. What was it?") == ["clarify"]
    assert "3,000" in talk.heard
    assert on_walk().say("What was it?") == ["clarify"]


@pytest.mark.parametrize(
    ("asked", "pool"),
    [
        ("What would the slope have to satisfy?", "hand-back"),
        ("Is it always the same slope?", "hand-back"),
        ("How many slopes are there?", "not-specified"),
    ],
)
def test_who_asks_for_the_answer_is_asked_for_it(asked: str, pool: str) -> None:
    talk = on_walk()
    assert talk.say(asked) == ["clarify"]
    assert talk.heard.startswith(pool)


def test_of_many_questions_each_is_answered_once_and_what_is_open_once_for_all() -> None:
    talk = on_walk()
    asked = "How deep is the lake? How high is the mountain? How cold is the lake? How high is the mountain?"
    assert talk.say(asked) == ["clarify", "clarify"]
    assert talk.say("How big is the team? Do you publish? Did I get it right?") == [
        "answer-candidate",
        "withhold-judgement",
    ]


def test_the_direction_is_given_once_and_then_left_to_the_candidate() -> None:
    talk = on_walk()
    assert talk.say("Should I go into theory or practice?") == ["give-direction"]
    assert talk.heard == "Begin with one step."
    talk.say("Should I go into theory or practice?")
    assert talk.heard.startswith("no-direction")


def test_who_goes_on_with_an_answer_needs_no_direction() -> None:
    assert on_walk().say(f"Should I go into theory or practice? Anyway, {ANSWER}") == ["follow-up"]


def test_time_is_granted_once_per_question() -> None:
    talk = on_walk()
    assert talk.say("May I have a minute?") == ["grant-time"]
    assert talk.heard == "Up to 60 seconds."
    assert talk.say("May I have another minute?") == ["decline-time"]
    talk.say("Can we skip this one?")
    assert talk.say("May I have a minute?") == ["grant-time"]


def test_questions_about_the_team_are_kept_for_the_end() -> None:
    talk = on_walk()
    assert talk.say("How big is your team?") == ["answer-candidate"]
    assert talk.heard.startswith("keep-for-end")


def test_a_question_about_the_team_beside_an_answer_does_not_stop_the_follow_up() -> None:
    assert on_walk().say(f"{ANSWER} How big is your team?") == ["answer-candidate", "follow-up"]


def test_how_it_went_is_not_told_and_the_interview_goes_on() -> None:
    talk = on_walk()
    assert talk.say("Is that right?") == ["withhold-judgement"]
    assert talk.say(f"{ANSWER} Is that right?") == ["withhold-judgement", "follow-up"]


def test_a_skipped_question_is_left_at_once() -> None:
    talk = on_walk()
    assert talk.say("Can we skip this one?") == ["accept-skip", "open-stage"]
    assert talk.stage == "count/main"
    assert [e.reason for e in talk.events if isinstance(e, ev.StageClosed)] == ["skipped"]


def test_who_has_answered_and_wants_to_go_on_skips_nothing() -> None:
    talk = on_walk()
    talk.say(ANSWER)
    assert talk.say("I have nothing to add. Can we go on?") == ["move-on", "open-stage"]
    closed = [event for event in talk.events if isinstance(event, ev.StageClosed)]
    assert closed[-1].reason == "done"
    assert "move-on-silence" not in talk.heard
    assert talk.say("Let's move on.")[0] == "accept-skip"


def test_a_part_left_out_by_somebody_who_has_begun_is_still_a_part_left_out() -> None:
    talk = on_walk()
    talk.say(ANSWER)
    assert talk.say("I'd rather pass on that.")[0] == "accept-skip"


def test_how_to_go_about_the_answer_is_settled_by_going_on() -> None:
    assert on_walk().say(f"{ANSWER} Shall I go on?") == ["follow-up"]


def test_a_hint_narrows_what_was_asked_last_and_hints_run_out() -> None:
    talk = on_walk(small_session(**persona(follow_ups={"per_basic": 6})))
    talk.say(ANSWER)
    assert talk.last_move == mv.FollowUp(key_point="stop")
    assert talk.say("Can I have a hint?") == ["hint"]
    assert talk.last_move == mv.GiveHint(key_point="stop")
    assert talk.say("Can I have a hint?") == ["hint"]
    assert talk.say("Can I have a hint?") == ["no-more-hints"]


def test_before_anything_was_said_a_hint_is_about_the_first_point() -> None:
    talk = on_walk()
    talk.say("Can I have a hint?")
    assert talk.last_move == mv.GiveHint(key_point="step")


def test_after_an_answer_a_hint_is_about_the_heaviest_open_point() -> None:
    talk = on_walk()
    talk.say("It is always so.")
    talk.say("Can I have a hint?")
    assert talk.last_move == mv.GiveHint(key_point="stop")


def test_thinking_aloud_keeps_the_floor_unless_it_holds_an_answer() -> None:
    talk = on_walk()
    assert talk.say("Let me think.") == ["encourage"]
    assert talk.say(f"Let me think. {ANSWER}") == ["follow-up"]


def test_who_drifts_off_is_brought_back_twice_and_then_left_alone() -> None:
    talk = on_walk()
    seen = [talk.say("This is a waste of time.") for _ in range(3)]
    assert seen[:2] == [["stay-on-topic"], ["stay-on-topic"]]
    assert seen[2] == ["move-on", "open-stage"]


def test_an_answer_beside_an_insult_is_taken_as_an_answer() -> None:
    assert on_walk().say(f"{ANSWER} And who cares?") == ["follow-up"]


def test_a_greeting_is_no_introduction_but_is_not_insisted_on_for_ever() -> None:
    talk = Talk()
    assert talk.say("Hello!") == ["ask-introduction"]
    assert talk.say("Hello.") == ["ask-introduction"]
    assert talk.say("Hello.") == ["ask-about-project"]


def test_a_question_about_the_introduction_is_answered_and_the_introduction_still_awaited() -> None:
    talk = Talk()
    assert talk.say("Sure. How long should it be, and do you want the academic side?") == ["give-direction"]
    assert talk.heard.startswith("no-direction")
    assert talk.say("I wrote my thesis on sparse models.") == ["ask-about-project"]
    assert talk.say("What kind of thing do you mean?") == ["give-direction"]
    for _ in range(4):
        talk.say("How long should it be?")
    assert talk.stage == "walk/main"


def test_the_project_is_taken_up_in_the_candidates_words_and_only_once() -> None:
    talk = Talk()
    assert talk.say("I wrote my thesis on sparse models.") == ["ask-about-project"]
    assert talk.heard == "Project: sparse models."
    assert talk.say("The noise was hard.") == ["open-stage"]


@pytest.mark.parametrize("text", ["I'd rather skip that.", "I don't know."])
def test_who_says_nothing_about_themself_is_not_pressed(text: str) -> None:
    assert Talk().say(text) == ["open-stage"]


def test_a_question_is_left_when_its_minutes_are_over() -> None:
    talk = on_walk()
    talk.pass_time(4)
    assert talk.say("You walk.") == ["move-on", "open-stage"]
    assert talk.heard.startswith("move-on-time")


def test_each_misconception_is_challenged_once_and_at_most_two_of_a_question() -> None:
    talk = on_walk()
    assert talk.say("It is always uphill and never flat.") == ["challenge"]
    assert talk.last_move == mv.Challenge(misconception="always")
    assert talk.say("I am sure.") == ["challenge"]
    assert talk.last_move == mv.Challenge(misconception="uphill")
    assert talk.say("I am sure.") == ["follow-up"]


def test_an_assumption_stands_unless_the_turn_goes_on_with_an_answer() -> None:
    talk = on_walk()
    assert talk.say("I'll assume that the mountain is round.") == ["accept-assumption"]
    assert talk.say(f"I'll assume that the mountain is round. {ANSWER}") == ["follow-up"]
    stated = [e for e in talk.events if isinstance(e, ev.AssumptionStated)]
    assert [e.text for e in stated] == ["I'll assume that the mountain is round."] * 2


@pytest.mark.parametrize(
    "asked", ["I'll assume that it is round, is that fine?", "I'll assume that it is round. Is that okay?"]
)
def test_asking_leave_to_assume_beside_an_answer_gets_a_word_and_the_next_question(asked: str) -> None:
    talk = on_walk()
    assert talk.say(f"{ANSWER} {asked}") == ["accept-assumption", "follow-up"]
    assert talk.heard.startswith("grant-assumption")
    assert talk.rules == ["grant-assumption", "follow-up-heaviest-open-point"]
    assert talk.say(f"{asked} {ANSWER}")[0] == "accept-assumption"


@pytest.mark.parametrize("check", [", is that fine?", ". Is that okay?"])
def test_asking_leave_to_assume_beside_an_answer_what_is_known_gets_the_fact(check: str) -> None:
    talk = on_walk()
    assert talk.say(f"{ANSWER} I'll assume I know how high the mountain is{check}") == ["clarify", "follow-up"]
    assert "3,000" in talk.heard
    assert [e.fact for e in talk.events if isinstance(e, ev.HiddenFactAsked)] == ["height"]


def test_asking_leave_to_assume_waits_for_the_answer() -> None:
    assert on_walk().say("I'll assume that it is round. Is that okay?") == ["accept-assumption"]
    assert on_walk().say("I'll assume I know how high the mountain is. Is that okay?") == ["clarify"]


def test_asking_leave_to_assume_what_is_known_gets_the_fact() -> None:
    talk = on_walk()
    assert talk.say("Can I assume how high the mountain is?") == ["clarify"]
    assert "3,000" in talk.heard


def test_who_does_not_know_gets_a_hint_and_the_second_time_the_next_question() -> None:
    talk = on_walk()
    assert talk.say("I don't know.") == ["hint"]
    assert talk.say("I have no idea.") == ["accept-dont-know", "open-stage"]
    assert [e.reason for e in talk.events if isinstance(e, ev.StageClosed)] == ["gave-up"]


def test_who_does_not_know_and_has_had_all_help_is_not_helped_further() -> None:
    talk = on_walk()
    talk.say(ANSWER)
    talk.say("Hm, well.")
    talk.say("It bends.")
    assert talk.rules[0] == "leave-when-done"


def test_a_word_worth_more_than_the_open_points_is_probed() -> None:
    style = {"prefers": {"computation": 3}, "per_basic": 2}
    talk = on_walk(small_session(**persona(follow_ups=style)))
    assert talk.say("I use momentum, and the step is small.") == ["probe-claim"]
    assert talk.heard == 'You used the term "momentum". What does it add?'
    assert talk.say("It adds speed, by momentum.") == ["follow-up"]


def test_a_word_worth_less_than_an_open_point_is_let_pass() -> None:
    assert on_walk().say("I use momentum, and the step is small.") == ["follow-up"]


def test_a_probe_that_does_not_name_its_word_is_introduced_by_it() -> None:
    talk = on_walk()
    talk.say("I take a compass, the step is small, I stop and look at the shape.")
    assert talk.heard == 'You said "compass". When would it fail?'


def test_a_claim_that_a_model_picked_out_is_probed_once() -> None:
    talk = on_walk(understands_by_model=True)
    talk.claim = "the step is small"
    assert talk.say(ANSWER) == ["probe-claim"]
    assert talk.heard == 'You said "the step is small". Why?'
    assert talk.say(f"As I said, the step is small. {ANSWER}") == ["follow-up"]


def test_a_follow_up_that_brought_nothing_is_narrowed_by_a_hint() -> None:
    talk = on_walk()
    talk.say(ANSWER)
    assert talk.last_move == mv.FollowUp(key_point="stop")
    assert talk.say("Well, it depends.") == ["hint"]
    assert talk.last_move == mv.GiveHint(key_point="stop")


def test_a_follow_up_that_was_answered_is_not_narrowed() -> None:
    talk = on_walk()
    talk.say(ANSWER)
    assert talk.say("You stop in the valley.") == ["follow-up"]


def test_what_was_said_in_other_words_is_asked_about_last_and_with_a_word_on_that() -> None:
    talk = on_walk(
        small_session(
            pools={"touched-lead": ("You may have said it.",)},
            **persona(follow_ups={"prefers": {"assumptions": 3}, "per_basic": 3}),
        )
    )
    assert talk.say("It is a bowl with a single bottom, and the step is small.") == ["follow-up"]
    assert talk.last_move == mv.FollowUp(key_point="stop")
    assert talk.say("You stop in the valley.") == ["follow-up"]
    assert talk.last_move == mv.FollowUp(key_point="shape", touched=True)
    assert talk.heard == "You may have said it. About shape?"


def test_a_reply_that_comes_near_what_was_asked_is_not_narrowed_by_a_hint() -> None:
    talk = on_walk(small_session(**persona(follow_ups={"prefers": {"assumptions": 3}, "per_basic": 3})))
    talk.say("You stop, and the step is small.")
    assert talk.last_move == mv.FollowUp(key_point="shape")
    assert "hint" not in talk.say("It is a bowl with a single bottom.")


def test_the_heaviest_open_point_is_followed_up_and_preferences_count() -> None:
    talk = on_walk()
    talk.say("You walk.")
    assert talk.last_move == mv.FollowUp(key_point="stop")
    style = {"prefers": {"assumptions": 3}}
    talk = on_walk(small_session(**persona(follow_ups=style)))
    talk.say("You walk.")
    assert talk.last_move == mv.FollowUp(key_point="shape")


def test_a_point_that_was_touched_comes_after_those_that_were_not() -> None:
    talk = on_walk()
    talk.say("You half:stop and look.")
    assert talk.last_move == mv.FollowUp(key_point="step")


def test_follow_ups_hints_and_probes_together_keep_to_the_cap() -> None:
    talk = on_walk()
    seen = [talk.say("You walk.")[0] for _ in range(3)]
    assert seen == ["follow-up", "hint", "move-on"]


def test_when_all_was_asked_and_narrowed_we_go_on() -> None:
    talk = on_walk(small_session(**persona(follow_ups={"per_basic": 6})))
    seen = [talk.say("You walk.")[0] for _ in range(7)]
    assert seen == ["follow-up", "hint"] * 3 + ["move-on"]


def test_points_without_a_hint_are_asked_about_once() -> None:
    talk = on_walk(
        small_session(**persona(follow_ups={"per_basic": 6}, rules={"drop": ["hint-after-failed-follow-up"]}))
    )
    assert [talk.say("You walk.")[0] for _ in range(4)] == ["follow-up"] * 3 + ["move-on"]


def test_who_has_said_everything_is_asked_nothing_more() -> None:
    assert on_walk().say("A step then a stop by the shape of it.") == ["move-on", "open-stage"]


def test_who_was_not_judged_is_followed_up_all_the_same() -> None:
    talk = on_walk()
    talk.interview.receive(inp.CandidateTurn(at=talk.at, text=ANSWER))
    assert talk.wait() == ["follow-up"]
    assert [e.reason for e in talk.events if isinstance(e, ev.Noted)] == ["no reply in time"]
