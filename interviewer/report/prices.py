"""List prices of some chat models, and what a number of tokens costs. Prices change: the date says of when they are."""

from collections.abc import Mapping
from dataclasses import dataclass

PRICES_OF = "August 2025"
"""When the prices were looked up."""
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens."""

    fresh: float
    """Going in for the first time."""
    cached: float
    """Going in again, from the provider's cache."""
    out: float


PRICES: Mapping[str, Price] = {
    "openai:gpt-4o": Price(2.50, 1.25, 10.00),
    "openai:gpt-4o-mini": Price(0.15, 0.075, 0.60),
    "openai:gpt-4.1": Price(2.00, 0.50, 8.00),
    "openai:gpt-4.1-mini": Price(0.40, 0.10, 1.60),
    "openai:gpt-4.1-nano": Price(0.10, 0.025, 0.40),
    "openai:gpt-5": Price(1.25, 0.125, 10.00),
    "openai:gpt-5-mini": Price(0.25, 0.025, 2.00),
    "openai:gpt-5-nano": Price(0.05, 0.005, 0.40),
}
"""By the name a model is asked for with; other models have no price here."""


def cost_usd(model: str, tokens_in: int, tokens_cached: int, tokens_out: int) -> float | None:
    """What that many tokens cost at list price; None where the price is not known."""
    price = PRICES.get(model)
    if price is None:
        return None
    fresh = tokens_in - tokens_cached
    return (fresh * price.fresh + tokens_cached * price.cached + tokens_out * price.out) / MILLION
