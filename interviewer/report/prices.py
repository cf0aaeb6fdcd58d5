"""List prices of some chat models, each with the month in which it was looked up, and what a number of tokens costs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens."""

    fresh: float
    """Going in for the first time."""
    cached: float
    """Going in again, from the provider's cache."""
    out: float
    of: str
    """When that was the price."""


PRICES: Mapping[str, Price] = {
    "openai:gpt-4o": Price(2.50, 1.25, 10.00, "May 2026"),
    "openai:gpt-4o-2024-05-13": Price(5.00, 5.00, 15.00, "June 2025"),
    "openai:gpt-4o-mini": Price(0.15, 0.075, 0.60, "May 2026"),
    "openai:gpt-4.1": Price(2.00, 0.50, 8.00, "June 2026"),
    "openai:gpt-4.1-mini": Price(0.40, 0.10, 1.60, "March 2026"),
    "openai:gpt-4.1-nano": Price(0.10, 0.025, 0.40, "March 2026"),
    "openai:gpt-5": Price(1.25, 0.125, 10.00, "June 2026"),
    "openai:gpt-5-mini": Price(0.25, 0.025, 2.00, "June 2026"),
    "openai:gpt-5-nano": Price(0.05, 0.005, 0.40, "June 2026"),
    "openai:gpt-5.4": Price(2.50, 0.25, 15.00, "June 2026"),
    "openai:gpt-5.4-mini": Price(0.75, 0.075, 4.50, "June 2026"),
    "openai:gpt-5.4-nano": Price(0.20, 0.02, 1.25, "June 2026"),
    "openai:gpt-5.5": Price(5.00, 0.50, 30.00, "June 2026"),
    "anthropic:claude-sonnet-5": Price(2.00, 0.20, 10.00, "October 2026"),
    "anthropic:claude-opus-5": Price(5.00, 0.50, 25.00, "October 2026"),
}
"""By the name a model is asked for with; other models have no price here. They were read in public copies of the
providers' price pages."""
_EDITION = re.compile(r"-\d{4}-\d{2}-\d{2}$")


def price_of(model: str) -> Price | None:
    """The price of a model; a dated edition costs what its model costs unless it is listed itself."""
    return PRICES.get(model) or PRICES.get(_EDITION.sub("", model))


def cost_usd(model: str, tokens_in: int, tokens_cached: int, tokens_out: int) -> float | None:
    """What that many tokens cost at list price; None where the price is not known."""
    price = price_of(model)
    if price is None:
        return None
    fresh = tokens_in - tokens_cached
    return (fresh * price.fresh + tokens_cached * price.cached + tokens_out * price.out) / MILLION
