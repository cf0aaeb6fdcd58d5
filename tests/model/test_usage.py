"""What a model costs is counted, shown and limited, and its key is never written anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.adapters.chat_model import Heard, ModelFailed, Reply, Usage
from interviewer.adapters.usage import BUDGET_SPENT, Meter, MeteredModel
from interviewer.cli import main
from interviewer.commands.report import template
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.grading.prompts import Prompt
from interviewer.report.build import build_report
from interviewer.report.markdown import to_markdown
from interviewer.runner import VirtualClock
from tests.model.server import FAULTS, ChatServer, Wire
from tests.model.stage import ANSWER, KEY, OPENING, Bench, changed

LINES = (*OPENING, ANSWER, "It also depends on the sample size.", "/skip", "/skip", "/skip", "/skip")
PROMPT = Prompt("wording", "s" * 400, "u" * 400)


class Scripted:
    """Says the same every time, or fails."""

    name = "openai:gpt-4o-mini"

    def __init__(self, reply: Reply | None) -> None:
        self.reply, self.asked = reply, 0

    def warm(self) -> None:
        """Nothing to load."""

    def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
        self.asked += 1
        if heard is not None:
            heard("eight ch")
        if self.reply is None:
            raise ModelFailed("cut")
        return self.reply


def metered(reply: Reply | None, budget: int | None = None) -> tuple[MeteredModel, Scripted, list[inp.Input]]:
    posted: list[inp.Input] = []
    meter = Meter(VirtualClock(), budget)
    meter.post = posted.append
    model = Scripted(reply)
    return MeteredModel(model, meter), model, posted


@pytest.fixture(scope="module")
def wire(bench: Bench) -> Iterator[tuple[Wire, ChatServer]]:
    wire = Wire(bench.mind)
    with ChatServer(wire) as server:
        yield wire, server


def test_the_provider_s_numbers_are_taken_as_they_are() -> None:
    model, _, posted = metered(Reply("Hello.", Usage(100, 20, 60)))
    model.ask(PROMPT, 1.0)
    assert posted == [
        inp.TokensUsed(at=0, model="openai:gpt-4o-mini", role="wording", tokens_in=100, tokens_out=20, tokens_cached=60)
    ]


@pytest.mark.parametrize("reply", [None, Reply("eight ch")], ids=["cut", "without-usage"])
def test_what_the_provider_does_not_tell_is_estimated(reply: Reply | None) -> None:
    model, _, posted = metered(reply)
    try:
        model.ask(PROMPT, 1.0, lambda piece: True)
    except ModelFailed:
        assert reply is None
    (spent,) = posted
    assert isinstance(spent, inp.TokensUsed)
    assert (spent.tokens_in, spent.tokens_out, spent.estimated) == (200, 2, True)


def test_a_spent_budget_asks_nothing_more() -> None:
    model, inner, _ = metered(Reply("Hello.", Usage(90, 10)), budget=100)
    model.ask(PROMPT, 1.0)
    with pytest.raises(ModelFailed, match=BUDGET_SPENT):
        model.ask(PROMPT, 1.0)
    assert inner.asked == 1


def test_tokens_of_an_interrupted_session_count_when_it_goes_on() -> None:
    before = ev.TokensSpent(at=1, model="m", role="exam", tokens_in=70, tokens_out=30)
    with pytest.raises(ModelFailed, match=BUDGET_SPENT):
        Meter(VirtualClock(), 100, [before]).check()


def test_a_report_names_the_model_and_its_tokens_by_role(bench: Bench, wire: tuple[Wire, ChatServer]) -> None:
    events = bench.hold(bench.parts(wire[1].url), LINES)
    report = build_report(bench.short, events, "2026-01-01T00:00:00+00:00")
    assert report.state in ("completed", "stopped")
    assert report.model_usage is not None
    roles = {one.role: one for one in report.model_usage.roles}
    assert {"wording", "understanding", "grading"} <= set(roles)
    assert all(one.model == "openai:tiny" and one.tokens_in > 0 and one.tokens_out > 0 for one in roles.values())
    assert report.model_usage.tokens_in == sum(one.tokens_in for one in roles.values())
    page = to_markdown(report, template("report.md.j2"))
    assert "What the model was asked" in page
    assert f"| {roles['grading'].tokens_in} |" in page


def test_after_the_budget_the_rest_of_the_interview_runs_offline(bench: Bench, wire: tuple[Wire, ChatServer]) -> None:
    events = bench.hold(bench.parts(wire[1].url), LINES, budget=600)
    assert events[-1].kind == "ended"
    spent = sum(e.tokens_in + e.tokens_out for e in events if isinstance(e, ev.TokensSpent))
    last = [e for e in events if isinstance(e, ev.TokensSpent)][-1]
    assert spent - last.tokens_in - last.tokens_out < 600 <= spent
    notes = [e.reason for e in events if isinstance(e, ev.Noted)]
    assert f"openai:tiny: {BUDGET_SPENT}; the rest of the interview runs offline" in notes
    judged = [e for e in events if isinstance(e, ev.Assessed)]
    assert {e.assessment.graded_by for e in judged} == {"offline-2"}
    report = build_report(changed(bench.short, {"budget": 600}), events, "2026-01-01T00:00:00+00:00")
    assert "The budget was 600 tokens." in to_markdown(report, template("report.md.j2"))


QUICK = (None, "401", "html")
"""Faults for which a whole command is run each time; what each of them leaves in the log is tested with the faults."""
SLOW = [pytest.param(one, marks=pytest.mark.slow) for one in FAULTS if one not in (*QUICK, "timeout")]


@pytest.mark.parametrize("fault", [*QUICK, *SLOW])
def test_no_key_reaches_screen_log_report_error_or_trace(
    fault: str | None,
    wire: tuple[Wire, ChatServer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    wire[0].fault = lambda role: fault
    for name, value in {
        "INTERVIEWER_HOME": str(tmp_path),
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": wire[1].url,
    }.items():
        monkeypatch.setenv(name, value)
    answers = tmp_path / "answers.txt"
    answers.write_text("\n".join((*OPENING, ANSWER, "/quit")), encoding="utf-8")
    spec = ["--model", "openai:tiny", "--seed", "1", "--length", "quick"]
    assert main(["--debug", "chat", "--answers", str(answers), *spec]) == 0
    wire[0].fault = lambda role: None
    assert main(["--debug", "chat", "--answers", str(tmp_path / f"no-{KEY[:3]}"), *spec]) == 2
    told = capfd.readouterr()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 4
    assert f"sent to openai:tiny ({wire[1].url.split('/')[2]})" in told.err
    assert KEY not in told.out + told.err
    assert not any(KEY.encode() in text for text in written)


def test_a_key_that_is_not_accepted_costs_one_line_without_it(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with ChatServer(Wire(bench.mind, key="another")) as server:
        monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        answers = tmp_path / "answers.txt"
        answers.write_text("Hello.\n", encoding="utf-8")
        assert main(["chat", "--answers", str(answers), "--model", "openai:tiny", "--length", "quick"]) == 0
    told = capfd.readouterr()
    assert "the API key was not accepted" in told.err
    assert "sent to" not in told.err
    assert KEY not in told.out + told.err
