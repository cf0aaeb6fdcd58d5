"""Models that LangChain opens for other providers: structured output in their own way, and never past the time."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import Field

from interviewer.adapters.chat_model import LangChainModel, ModelAddress, ModelFailed
from interviewer.grading.prompts import Prompt, choice, record

ADDRESS = ModelAddress("anybody", "else")
ASKED = Prompt("understanding", "Name the act.", "I like tea.", record({"act": choice(["answer", "stop"])}))
ACT = {"act": "answer"}


class Provider(BaseChatModel):
    """A chat model of some provider; what it was asked is kept."""

    words: str = json.dumps(ACT)
    asked: list[str] = Field(default_factory=list)
    hold: Any = None
    """An event it waits for before it says anything."""

    @property
    def _llm_type(self) -> str:
        return "provider"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.asked.append(str(messages[-1].content))
        if self.hold is not None:
            self.hold.wait(20)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.words, usage_metadata=USAGE))])

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        for word in self.words.split():
            yield ChatGenerationChunk(message=AIMessageChunk(f"{word} "))
            if self.hold is not None:
                self.hold.wait(20)


USAGE: Any = {"input_tokens": 7, "output_tokens": 3, "total_tokens": 10}


class Structuring(Provider):
    """One that has a way of its own, which yields `parsed`."""

    parsed: Any = ACT
    fault: Any = None

    def with_structured_output(self, schema: Any, *, include_raw: bool = False, **kwargs: Any) -> Runnable[Any, Any]:
        assert {"title", "description", "properties"} <= set(schema)

        def reply(messages: Any) -> dict[str, Any]:
            if self.fault is not None:
                raise self.fault
            raw = AIMessage("" if self.parsed else self.words, usage_metadata=USAGE)
            return {"raw": raw, "parsed": self.parsed, "parsing_error": None}

        return RunnableLambda(reply)


def model(client: BaseChatModel) -> LangChainModel:
    return LangChainModel(ADDRESS, open_with=lambda address: client, sleep=lambda seconds: None)


def test_structured_output_comes_in_the_providers_own_way() -> None:
    reply = model(Structuring()).ask(ASKED, 5.0)
    assert json.loads(reply.text) == ACT
    assert (reply.usage.tokens_in, reply.usage.tokens_out) == (7, 3)


def test_what_a_provider_could_not_parse_is_read_as_it_was_written() -> None:
    assert json.loads(model(Structuring(parsed=None)).ask(ASKED, 5.0).text) == ACT


@pytest.mark.parametrize(
    "make",
    [Provider, lambda: Structuring(fault=ValueError("no such schema"))],
    ids=["has-none", "fails"],
)
def test_without_such_a_way_the_schema_stands_in_the_prompt_from_then_on(make: Callable[[], Provider]) -> None:
    client = make()
    held = model(client)
    for times in (1, 2):
        assert json.loads(held.ask(ASKED, 5.0).text) == ACT
        assert len(client.asked) == times
    assert all("JSON Schema" in one and "I like tea." in one for one in client.asked)


def test_plain_words_need_no_schema() -> None:
    client = Provider(words="Hello there.")
    assert model(client).ask(Prompt("wording", "Speak.", "Say hello."), 5.0).text == "Hello there."
    assert client.asked == ["Say hello."]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_provider_without_a_clock_is_given_up_in_time(streamed: bool) -> None:
    never = threading.Event()
    heard: list[str] = []
    held = model(Provider(words="Hello there. ", hold=never))
    with pytest.raises(ModelFailed, match="no reply in time") as told:
        held.ask(Prompt("wording", "Speak.", "Hi."), 0.3, (lambda piece: not heard.append(piece)) if streamed else None)
    never.set()
    assert told.value.slow
    assert heard == (["Hello "] if streamed else [])


def test_a_failure_of_a_provider_is_a_failure_of_the_model() -> None:
    client = Structuring(fault=RuntimeError("down"), words="prose")
    assert model(client).ask(ASKED, 5.0).text == "prose"
