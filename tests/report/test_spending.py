"""Tokens and money of a chat model in the report."""

import pytest

from interviewer.dialogue import events as ev
from interviewer.report.prices import cost_usd
from interviewer.report.spending import model_usage


def call(role: str = "wording", model: str = "openai:gpt-4o-mini", **more: object) -> ev.TokensSpent:
    """One call of 600 tokens in, 200 of them cached, and 50 out."""
    fields = {"at": 0, "model": model, "role": role, "tokens_in": 600, "tokens_cached": 200, "tokens_out": 50, **more}
    return ev.TokensSpent.model_validate(fields)


@pytest.mark.parametrize(
    ("model", "own", "cost"),
    [("openai:gpt-4o-mini", False, 0.000105), ("openai:gpt-4o-mini", True, None), ("openai:unheard-of", False, None)],
)
def test_money_is_named_only_where_the_price_is_known(model: str, own: bool, cost: float | None) -> None:
    used = model_usage([call(model=model, own_server=own)])
    assert used is not None
    assert used.cost_usd == (None if cost is None else pytest.approx(cost))
    assert (used.prices_of is None) == (cost is None)


def test_tokens_are_added_up_for_each_role() -> None:
    used = model_usage([call(), call("grading", estimated=True), call()])
    assert used is not None
    assert [(one.role, one.calls, one.tokens_in, one.estimated) for one in used.roles] == [
        ("wording", 2, 1200, False),
        ("grading", 1, 600, True),
    ]
    assert (used.calls, used.tokens_in, used.tokens_cached, used.tokens_out) == (3, 1800, 600, 150)


def test_a_sum_is_not_named_when_part_of_it_is_unknown() -> None:
    used = model_usage([call(), call("grading", model="openai:unheard-of")])
    assert used is not None
    assert [one.cost_usd is None for one in used.roles] == [False, True]
    assert used.cost_usd is None


def test_tokens_from_the_cache_are_cheaper() -> None:
    cheap, dear = cost_usd("openai:gpt-4o", 1000, 900, 0), cost_usd("openai:gpt-4o", 1000, 0, 0)
    assert cheap is not None
    assert dear is not None
    assert cheap < dear


def test_a_dated_edition_costs_what_its_model_costs_unless_it_is_listed() -> None:
    of = [cost_usd(f"openai:gpt-4o{edition}", 1000, 0, 0) for edition in ("", "-2024-11-20", "-2024-05-13", "-huge")]
    assert of == [0.0025, 0.0025, 0.005, None]


def test_prices_are_named_with_their_months() -> None:
    used = model_usage([call(), call("grading", model="openai:gpt-5"), call(model="openai:unheard-of")])
    assert used is not None
    assert used.prices_of == "May 2026 and June 2026"


def test_an_interview_without_a_model_reports_no_tokens() -> None:
    assert model_usage([ev.Started(at=0)]) is None
