"""What a model used is recorded and changes nothing else."""

from collections.abc import Callable

from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue.interview import Interview
from interviewer.dialogue.session import FrozenSession


def test_tokens_are_recorded_and_change_nothing(make_session: Callable[..., FrozenSession]) -> None:
    interview = Interview(make_session())
    interview.receive(inp.Begin(at=0))
    before = interview.state
    used = inp.TokensUsed(at=before.now, model="openai:tiny", role="wording", tokens_in=5, tokens_out=2)
    assert interview.receive(used) == (
        ev.TokensSpent(at=before.now, model="openai:tiny", role="wording", tokens_in=5, tokens_out=2),
    )
    assert interview.state == before
