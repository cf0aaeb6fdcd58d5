"""A line that was chosen, and cut before anything of it was heard, counts for nothing: "one reply per turn"."""

import pytest

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.state import State
from interviewer.dialogue.unheard import without_unheard
from interviewer.report.build import build_report
from tests.dialogue.small import Talk, on_walk, small_session

PARTLY = "You walk down the slope."


def replied(talk: Talk, text: str = PARTLY) -> tuple[State, State]:
    """A turn is taken and its reply chosen, of which nothing has been heard yet: the state without it, and with it."""
    receive = talk.interview.receive
    talk.events += receive(inp.SpeechStarted(at=talk.at))
    events = receive(inp.CandidateTurn(at=talk.at + 2, text=text, started_at=talk.at))
    without = talk.interview.state
    talk.at += 2
    talk.events += events
    for event in events:
        reply = talk.reply_to(event)
        talk.events += receive(reply) if reply else ()
    return without, talk.interview.state


def cut(talk: Talk, heard: str) -> State:
    """The candidate speaks on; so much of our line had been heard."""
    talk.at += 0.5
    talk.events += talk.interview.receive(inp.SpeechStarted(at=talk.at, heard=heard))
    return talk.interview.state


def test_a_follow_up_nobody_heard_was_not_asked() -> None:
    talk = on_walk()
    without, chosen = replied(talk)
    assert chosen.open is not None
    assert chosen.open.followed
    after = cut(talk, heard="")
    assert after.open is not None
    assert (after.open.followed, after.open.digs, after.open.heard) == (frozenset(), 0, without.open.heard)  # type: ignore[union-attr]
    assert after.owes_reply
    assert after.utterances == chosen.utterances


def test_a_follow_up_of_which_a_word_was_heard_was_asked() -> None:
    talk = on_walk()
    _, chosen = replied(talk)
    assert chosen.last_said is not None
    after = cut(talk, heard=chosen.last_said.text.rpartition(" ")[0])
    assert after.open is not None
    assert chosen.open is not None
    assert after.open.followed == chosen.open.followed
    assert not after.owes_reply


@pytest.mark.parametrize(("words", "taken_back"), [(2, True), (0, True), (-1, False)])
def test_a_reply_cut_before_the_question_it_leads_to_was_not_asked(words: int, taken_back: bool) -> None:
    talk = on_walk()
    before = talk.stage
    _, chosen = replied(talk, "Can we skip this one?")
    assert chosen.last_said is not None
    assert chosen.open is not None
    prompt = talk.interview.session.question(chosen.open.question).stage(chosen.open.stage).prompt
    lead = chosen.last_said.text.removesuffix(prompt).split()
    assert len(lead) >= 2
    heard = chosen.last_said.text.split()[: len(lead) + 2 if words < 0 else words or len(lead)]
    cut(talk, heard=" ".join(heard))
    assert (talk.stage == before) is taken_back


def test_words_after_an_unheard_question_belong_to_the_question_before() -> None:
    talk = on_walk()
    before = talk.stage
    replied(talk, "Can we skip this one?")
    assert talk.stage != before
    cut(talk, heard="")
    assert talk.stage == before
    talk.events += talk.interview.receive(inp.CandidateTurn(at=talk.at + 2, text=PARTLY))
    (turn,) = [event for event in talk.events if isinstance(event, ev.TurnTaken) and event.text == PARTLY]
    assert f"{turn.question}/{turn.stage}" == before


def test_the_one_reply_comes_when_what_cut_it_was_only_a_noise() -> None:
    talk = on_walk()
    _, chosen = replied(talk)
    cut(talk, heard="")
    (said,) = [e for e in talk.interview.receive(inp.SpeechDropped(at=talk.at + 1)) if isinstance(e, ev.Said)]
    assert chosen.last_said is not None
    assert said.text == chosen.last_said.text
    assert said.utterance == chosen.utterances + 1


def test_a_nudge_nobody_heard_costs_nothing() -> None:
    talk = on_walk()
    talk.at = talk.interview.deadline or 0
    talk.events += talk.interview.receive(inp.Tick(at=talk.at))
    assert talk.interview.state.nudges == 1
    assert cut(talk, heard="").nudges == 0
    assert build_report(talk.interview.session, talk.events, "now").nudges_at == ()


def test_the_introduction_is_never_taken_back() -> None:
    talk = Interview(small_session())
    talk.receive(inp.Begin(at=0))
    (*_, began) = talk.receive(inp.SpeechStarted(at=1, heard=""))
    assert isinstance(began, ev.SpeechBegan)
    assert began.unheard is None


def test_a_report_shows_no_line_and_no_question_that_was_not_heard() -> None:
    talk = on_walk()
    before = talk.stage
    replied(talk, "Can we skip this one?")
    unheard = talk.heard
    cut(talk, heard="")
    report = build_report(talk.interview.session, talk.events, "now")
    (question,) = report.questions
    (stage,) = question.stages
    assert f"{question.id}/{stage.id}" == before
    assert stage.ended == "open"
    assert unheard not in [line.text for line in stage.transcript]


def test_resuming_gives_the_same_state() -> None:
    talk = on_walk()
    replied(talk)
    assert Interview.resume(talk.interview.session, talk.events).state == talk.interview.state
    cut(talk, heard="")
    assert Interview.resume(talk.interview.session, talk.events).state == talk.interview.state


def worded_by_a_model() -> tuple[Interview, int]:
    """An interview whose second line is being worded; the number of the request."""
    interview = Interview(small_session(words_by_model=True))
    interview.receive(inp.Begin(at=0))
    interview.receive(inp.Tick(at=interview.deadline or 0))
    interview.receive(inp.Delivered(at=20, utterance=1))
    interview.receive(inp.SpeechStarted(at=20))
    (*_, asked) = interview.receive(inp.CandidateTurn(at=22, text="I wrote my thesis on sparse models."))
    assert isinstance(asked, ev.WordingRequested)
    return interview, asked.request


@pytest.mark.parametrize(
    ("begun", "heard", "said"),
    [
        (False, None, None),
        (True, None, "Thank you. And then?"),
        (True, "", None),
        (True, "Thank", "Thank you."),
    ],
)
def test_a_line_still_being_worded_ends_where_the_candidate_speaks_over_it(
    begun: bool, heard: str | None, said: str | None
) -> None:
    interview, request = worded_by_a_model()
    if begun:
        interview.receive(inp.Worded(at=23, request=request, text="Thank you.", more=True))
    events = interview.receive(inp.SpeechStarted(at=23, heard=heard))
    events += interview.receive(inp.Worded(at=24, request=request, text="Thank you. And then?"))
    assert [event.text for event in events if isinstance(event, ev.Said)] == ([] if said is None else [said])
    assert interview.state.owes_reply is (said is None)


def test_an_introduction_still_being_worded_counts_as_far_as_it_has_come() -> None:
    interview = Interview(small_session(words_by_model=True))
    (*_, asked) = interview.receive(inp.Begin(at=0))
    assert isinstance(asked, ev.WordingRequested)
    interview.receive(inp.Worded(at=1, request=asked.request, text="Hello.", more=True))
    events = interview.receive(inp.SpeechStarted(at=2, heard=""))
    assert [event.kind for event in events] == ["said", "floor-passed", "speech-began"]


def test_events_of_a_line_that_is_not_there_are_left_alone() -> None:
    began = ev.SpeechBegan(at=1, unheard=7)
    assert without_unheard([began]) == (began,)
