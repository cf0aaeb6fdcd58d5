"""A sample of every version of the log format is kept in tests/data, and all of them can still be read."""

from pathlib import Path

import pytest

from interviewer.adapters.session_log import SessionLog, SessionStore
from interviewer.dialogue.interview import Interview
from interviewer.report.build import build_report

SAMPLES = sorted((Path(__file__).parents[1] / "data").glob("log-v*"))


@pytest.fixture(params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> SessionLog:
    return SessionStore(request.param).open("last")


def test_an_old_log_is_read_whole(sample: SessionLog) -> None:
    assert len(sample.decisions) == 44
    assert sample.events[0].kind == "started"
    assert sample.events[-1].kind == "ended"
    (summary,) = SessionStore(sample.folder.parent).list()
    assert (summary.fault, summary.ended, summary.decisions) == (None, True, 44)


def test_an_old_session_still_leads_to_a_report_and_a_state(sample: SessionLog) -> None:
    report = build_report(sample.session, sample.events, sample.header.created.isoformat())
    assert "variational autoencoders" in report.model_dump_json()
    assert Interview.resume(sample.session, sample.events).state.ended
