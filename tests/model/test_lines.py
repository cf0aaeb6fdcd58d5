"""The checks a model's line passes before anyone hears it."""

import pytest

from interviewer.dialogue.briefs import Brief, rest_of
from interviewer.dialogue.guards import Guard, Guards, finish
from tests.model.stage import Bench

ASKED = "How do you choose how far to go in one iteration?"
BRIEF = Brief("whole", f"I see. {ASKED}", "I see.", ASKED, ("follow-up",))
LEAD = Brief("lead", f"Next one. {ASKED}", "Next one.", ASKED, ("open-stage",))
SAID = "You go down the slope, 12 times, and I used it in my thesis."


@pytest.fixture(scope="module")
def guard(bench: Bench) -> Guard:
    return made(bench, BRIEF)


def made(bench: Bench, brief: Brief, earns: bool = False) -> Guard:
    question = bench.library.question("gradient-descent")
    return Guards(bench.session).make(brief, [(question, stage) for stage in question.stages], SAID, lambda text: earns)


@pytest.mark.parametrize(
    "sentence",
    [
        "How would you choose how far to go each iteration?",
        "You said you go down the slope.",
        "You did that 12 times in your thesis.",
        "So, how far do you go in one iteration?",
    ],
)
def test_a_plain_line_on_the_point_is_said(guard: Guard, sentence: str) -> None:
    assert guard.fault(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Great, how do you choose how far to go in one iteration?", "judged"),
        ("That's right, you go down the slope.", "judged"),
        ("You go down the slope until it converges.", "candidate has to say"),
        ("How do you choose the learning rate in one iteration?", "candidate has to say"),
        ("How do you choose how far to go, and who is your favourite iteration?? ", "something else"),
        ("Where do you come from?", "something else"),
        ("How far do you go in one iteration? Tell me.", "something else"),
        ("You went down the slope 17 times.", "number"),
        ("Purple elephants sing Norwegian opera.", "off the point"),
        ("The rubric wants something from you.", "machinery"),
        ("**Go on.**", "plain speech"),
        ("Interviewer: go on.", "plain speech"),
        ("…", "plain speech"),
        ("You go down " * 20, "too long"),
    ],
)
def test_a_line_that_breaks_a_rule_is_not_said(guard: Guard, sentence: str, fault: str) -> None:
    found = guard.fault(sentence)
    assert found is not None
    assert fault in found


def test_a_line_that_would_earn_something_as_an_answer_is_not_said(bench: Bench) -> None:
    assert made(bench, BRIEF, earns=True).fault("You said you go down the slope.") is not None


def test_only_two_sentences_may_come_before_the_question(guard: Guard) -> None:
    assert guard.fault("You go on.", ("You go.", "You go.")) == "it was too long"


@pytest.mark.parametrize(
    "sentence",
    [
        "So tell me how you go down the slope.",
        "Walk me through one of your 12 times.",
        "I'd like to hear how you go down.",
        "Well, say more on the slope.",
    ],
)
def test_a_demand_is_a_question_without_its_mark(bench: Bench, guard: Guard, sentence: str) -> None:
    assert guard.asks(sentence)
    assert guard.fault(sentence) == "it asked something else"
    assert made(bench, LEAD).fault(sentence) == "it asked something else"


def test_a_demand_may_stand_for_an_authored_demand(bench: Bench) -> None:
    authored = "Draw a cloud of points and put the best ruler through it."
    guard = made(bench, Brief("whole", authored, "", authored, ("hint",)))
    assert guard.asks("Just draw the points, and put your best ruler through.")
    assert guard.fault("Just draw the points, and put your best ruler through.") is None
    assert not guard.asks("You went down the slope.")


def test_what_a_question_builds_on_may_not_be_left_out(bench: Bench) -> None:
    authored = "Mine runs from two to five. What may I conclude about these numbers?"
    guard = made(bench, Brief("whole", authored, "", authored, ("follow-up",)))
    assert guard.fault("So, what may I conclude about these numbers?") == "it asked something else"
    assert guard.fault("If mine runs from two to five, what may I conclude about these numbers?") is None


def test_a_question_without_striking_words_may_be_asked_in_any_words(bench: Bench) -> None:
    assert made(bench, Brief("whole", "Why?", "", "Why?", ("follow-up",))).fault("Why is that so?") is None


def test_a_lead_is_one_sentence_and_asks_nothing(bench: Bench) -> None:
    guard = made(bench, LEAD)
    assert guard.fault("You said you go down the slope.") is None
    assert guard.fault("You go on.", ("You go.",)) == "it was too long"
    assert guard.fault("How far do you go in one iteration?") == "it asked something else"


def test_a_word_of_judgement_in_the_authored_line_may_be_kept(bench: Bench) -> None:
    asked = "Which choice would be wrong in one iteration?"
    guard = made(bench, Brief("whole", asked, "", asked, ("follow-up",)))
    assert guard.fault("Which choice is wrong in one iteration?") is None


def test_a_line_ends_with_exactly_one_question() -> None:
    whole = finish(BRIEF, ("You go down.", "How far in one iteration?"), None, asked=True)
    assert (whole.text, whole.fault) == ("You go down. How far in one iteration?", None)
    dropped = finish(BRIEF, ("You go down.",), "it judged the answer")
    assert (dropped.text, dropped.fault) == (f"You go down. {ASKED}", "it judged the answer")
    unasked = finish(BRIEF, ("You go down.",), None)
    assert (unasked.text, unasked.fault) == (f"You go down. {ASKED}", "it did not ask")
    led = finish(LEAD, ("You go down.",), None)
    assert (led.text, led.fault) == (f"You go down. {ASKED}", None)


def test_what_a_question_builds_on_is_not_said_twice() -> None:
    kept = "I look at yours and it runs from two to five. What may I conclude?"
    brief = Brief("whole", f"Well. {kept}", "Well.", kept, ("follow-up",))
    broken = finish(brief, ("You say so.", "Suppose I look at yours and it runs from two to five."), "it broke off")
    assert broken.text == "You say so. Suppose I look at yours and it runs from two to five. What may I conclude?"
    assert finish(brief, ("You say so.",), "it broke off").text == f"You say so. {kept}"
    assert rest_of("Why? Why?", "Why?") == "Why? Why?"


def test_a_line_of_which_nothing_passed_is_the_authored_one() -> None:
    assert finish(BRIEF, (), None) == finish(BRIEF, (), "it said nothing")
    assert finish(BRIEF, (), "it judged the answer").text == BRIEF.authored
    assert not finish(BRIEF, (), "it judged the answer").by_model
