"""A sample of every version of the log format is kept in tests/data, and all of them can still be read."""

from pathlib import Path

import pytest

from interviewer.adapters.log_lines import VERSION
from interviewer.adapters.session_log import SessionLog, SessionStore
from interviewer.commands.sessions import transcript
from interviewer.dialogue.interview import Interview
from interviewer.report.build import build_report

SAMPLES = sorted((Path(__file__).parents[1] / "data").glob("log-v*"))
HELD = {"log-v1": 44, "log-v2": 138, "log-v3": 27}
"""Decisions in each sample."""


@pytest.fixture(params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> SessionLog:
    return SessionStore(request.param).open("last")


def test_every_version_of_the_log_has_its_sample(sample: SessionLog) -> None:
    assert sample.folder.parent.name == f"log-v{sample.header.version}"
    assert set(HELD) == {path.name for path in SAMPLES} == {f"log-v{n}" for n in range(1, VERSION + 1)}


def test_an_old_log_is_read_whole(sample: SessionLog) -> None:
    decisions = HELD[sample.folder.parent.name]
    assert len(sample.decisions) == decisions
    assert sample.events[0].kind == "started"
    assert sample.events[-1].kind == "ended"
    (summary,) = SessionStore(sample.folder.parent).list()
    assert (summary.fault, summary.ended, summary.decisions) == (None, True, decisions)


def test_an_old_session_still_leads_to_a_report_and_a_state(sample: SessionLog) -> None:
    report = build_report(sample.session, sample.events, sample.header.created.isoformat())
    assert "variational autoencoders" in report.model_dump_json()
    assert Interview.resume(sample.session, sample.events).state.ended


def test_each_version_holds_what_the_one_before_did_not_know() -> None:
    first, second, third = ({event.kind for event in SessionStore(path).open("last").events} for path in SAMPLES)
    assert {"line-begun", "tokens-spent"} <= second - first
    assert {"turn-lost"} <= third - second


def test_the_transcript_of_a_session_shows_speech_that_was_lost() -> None:
    told = list(transcript("Arvind", SessionStore(SAMPLES[-1]).open("last").events))
    assert [line for line in told if "s of speech" in line] == [
        "[00:10] (You: 7 s of speech, not understood)",
        "[01:10] (You: 8 s of speech, lost by a fault)",
    ]
