"""Drawings and transcripts of the report: geometry, marked quotes, order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.dialogue import moves as mv
from interviewer.report.build import build_report
from interviewer.report.model import Report
from interviewer.report.pages import contributions, date_and_time
from interviewer.report.phrases import count, listed, long_silences, percent
from interviewer.report.plots import clock, stage_labels, timeline
from interviewer.report.views import find_quote, outside_silences, pieces, stage_views
from tests.report.content import session
from tests.report.script import Script, whole_interview

TIMED = session()


def report(script: Script) -> Report:
    return build_report(script.session, script.events, "2026-11-23")


WHOLE = report(whole_interview(TIMED))


def test_quotes_are_found_whatever_the_white_space() -> None:
    assert find_quote("you take\n a step", "take a  step") == (4, 16)
    assert find_quote("you take a step", "a leap") is None
    assert find_quote("you take a step", " ") is None


def test_overlapping_quotes_are_cut_where_they_begin_and_end() -> None:
    found = pieces("abc def ghi", [("1", "abc def"), ("2", "def ghi"), ("3", "xyz")])
    assert [(one.text, one.labels, one.ends) for one in found] == [
        ("abc ", ("1",), ()),
        ("def", ("1", "2"), ("1",)),
        (" ghi", ("2",), ("2",)),
    ]


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=4))
def test_pieces_always_join_to_the_text(text: str, quotes: list[str]) -> None:
    found = pieces(text, [(str(n), quote) for n, quote in enumerate(quotes)])
    assert "".join(one.text for one in found) == text


def test_a_silence_stands_where_it_was() -> None:
    [view] = stage_views(WHOLE)[0]
    order = ["silence" if one.silence else one.line.who for one in view.passages if one.silence or one.line]
    assert order[:4] == ["interviewer", "silence", "candidate", "interviewer"]
    assert order[4:8] == ["silence", "interviewer", "silence", "candidate"]


def test_a_silence_of_no_question_stands_before_or_after_them() -> None:
    script = Script(TIMED).says("Tell me about yourself.").silent(5.0).turn_taken("I am Ada.", "answer")
    script.phase("basics").opens("descent").closes().phase("questions").silent(7.0)
    found = report(script)
    assert [one.duration_s for one in outside_silences(found, before=True)] == [5.0]
    assert [one.duration_s for one in outside_silences(found, before=False)] == [7.0]


def test_parts_of_a_problem_are_numbered_within_it() -> None:
    assert list(stage_labels(WHOLE).values()) == ["1", "2", "3", "4.1", "4.2"]


def test_everything_drawn_stays_on_the_timeline() -> None:
    found = timeline(WHOLE)
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 and bar.width > 0 for bar in found.bars)
    assert all(0 <= mark.x <= 100 for mark in (*found.nudges, *found.stages, *found.ticks))
    assert [mark.label for mark in found.ticks] == ["0:00", "1:00", "2:00", "3:00"]
    assert {bar.row for bar in found.bars} == {"interviewer", "candidate", "silence"}


def test_labels_of_questions_do_not_run_into_each_other() -> None:
    found = timeline(WHOLE)
    assert len(found.labels) < len(found.stages)
    assert all(b.x - a.x >= 3.5 for a, b in zip(found.labels, found.labels[1:], strict=False))


def test_a_narrow_screen_shows_some_of_the_labels_with_room_between_them() -> None:
    found = timeline(WHOLE)
    assert set(found.narrow_labels) < set(found.labels)
    assert all(b.x - a.x >= 9 for a, b in pairwise(found.narrow_labels))


def test_a_nudge_at_the_very_end_is_drawn_inside() -> None:
    found = timeline(
        report(Script(TIMED).opens("descent").silent(9.0).says("Say something.", mv.Nudge(count=1), takes=0))
    )
    [nudge] = found.nudges
    assert nudge.x + found.nudge_width == pytest.approx(100)


def test_marked_quotes_know_the_time_of_their_line() -> None:
    [view] = stage_views(WHOLE)[0]
    assert {label: clock(at) for label, at in view.quoted.items()} == {
        "1": "0:42",
        "2": "1:14",
        "!": "1:14",
        "3": "1:28",
    }


def test_an_interview_before_its_first_word_can_be_drawn() -> None:
    found = timeline(report(Script(TIMED)))
    assert found.bars == ()
    assert found.summary == (
        "Timeline, 0:00 long: you held the floor 0% of the time, the interviewer 0%; dead silences: 0; nudges: 0."
    )


def test_a_very_long_interview_still_has_few_ticks() -> None:
    script = Script(TIMED).says("So.", takes=90_000.0)
    assert len(timeline(report(script)).ticks) <= 8


@pytest.mark.parametrize(
    ("share", "step", "shown"),
    [(0.2499, 0.25, "24%"), (0.2499, None, "25%"), (0.25, 0.25, "25%"), (0.29, 0.3, "29%"), (2 / 3, 0.7, "67%")],
)
def test_a_share_never_seems_to_reach_a_step_that_it_missed(share: float, step: float | None, shown: str) -> None:
    assert percent(share, step) == shown


def test_the_points_of_the_criteria_add_up_to_the_score() -> None:
    assert WHOLE.score_before_silence == pytest.approx(sum(one or 0 for one in contributions(WHOLE)), abs=1e-4)
    assert contributions(report(Script(TIMED))) == (None,) * 5


def test_small_things_are_worded_as_one_writes_them() -> None:
    assert [count(n, "nudge") for n in (0, 1, 2, 13)] == ["no nudges", "one nudge", "two nudges", "13 nudges"]
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert (clock(0), clock(59.9), clock(3725)) == ("0:00", "0:59", "62:05")
    assert date_and_time("2026-11-23T16:20:05+01:00") == "2026-11-23 16:20"
    assert date_and_time("yesterday") == "yesterday"


def test_only_dead_silence_beyond_its_grace_is_long() -> None:
    script = Script(TIMED).silent(5.0).silent(2.0).silent(9.0, "granted", grace=0.0)
    assert [one.duration_s for one in long_silences(report(script).silences)] == [5.0]
