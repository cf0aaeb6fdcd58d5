"""What the chat model was asked, by role: calls, tokens, and money where the price is known."""

from collections.abc import Iterable, Sequence

from interviewer.dialogue import events as ev
from interviewer.report.model import ModelUsage, RoleUsage
from interviewer.report.prices import cost_usd, price_of


def model_usage(events: Iterable[ev.AnyEvent], budget: int | None = None) -> ModelUsage | None:
    """The calls of an interview, in the order in which the roles first came; None when no model was asked."""
    calls = [event for event in events if isinstance(event, ev.TokensSpent)]
    if not calls:
        return None
    keys = dict.fromkeys((call.model, call.role) for call in calls)
    roles = tuple(_role([call for call in calls if (call.model, call.role) == key]) for key in keys)
    known = [role.cost_usd for role in roles if role.cost_usd is not None]
    found = [price_of(role.model) for role in roles if role.cost_usd is not None]
    months = [price.of for price in found if price is not None]
    return ModelUsage(
        roles=roles,
        calls=sum(role.calls for role in roles),
        tokens_in=sum(role.tokens_in for role in roles),
        tokens_out=sum(role.tokens_out for role in roles),
        tokens_cached=sum(role.tokens_cached for role in roles),
        cost_usd=round(sum(known), 6) if len(known) == len(roles) else None,
        prices_of=" and ".join(dict.fromkeys(months)) or None,
        budget=budget,
    )


def _role(calls: Sequence[ev.TokensSpent]) -> RoleUsage:
    first = calls[0]
    went_in, kept, came_out = (
        sum(getattr(call, f"tokens_{what}") for call in calls) for what in ("in", "cached", "out")
    )
    own = any(call.own_server for call in calls)
    cost = None if own else cost_usd(first.model, went_in, kept, came_out)
    return RoleUsage(
        model=first.model,
        role=first.role,
        calls=len(calls),
        tokens_in=went_in,
        tokens_out=came_out,
        tokens_cached=kept,
        estimated=any(call.estimated for call in calls),
        cost_usd=None if cost is None else round(cost, 6),
    )
