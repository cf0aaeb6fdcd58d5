"""Any chat model LangChain opens, behind one small Protocol. LangChain is imported at first use, in whatever thread
that happens; every failure becomes a ModelFailed with a reason that holds no key."""

import json
import math
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from interviewer.adapters.in_time import in_time
from interviewer.adapters.model_failure import ModelFailed as ModelFailed
from interviewer.adapters.model_failure import explain
from interviewer.adapters.secrecy import plain_url
from interviewer.grading.prompts import Prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

ATTEMPTS = 2
"""Most calls for one step."""
LEAST_LEFT_S = 0.3
"""Time below which no further attempt is made."""
PAUSE_S = 0.2
"""Before an attempt after a failure that names no waiting time."""
CONNECT_S = 5.0
ROOMY_TOKENS = 4000
"""Least reply length asked of the provider itself, whose models may think before they speak."""
JUDGING = frozenset({"grading", "exam"})
"""Roles whose chances are asked for."""
TEMPERATURE: Mapping[str, float] = {"wording": 0.7, "drafting": 0.5}
"""By role; all others are cold."""


REFUSED: Mapping[str, str] = {
    "temperature": r"temperature",
    "logprobs": r"logprob",
    "schema": r"response_format|json_schema|schema|grammar",
}
"""What some servers refuse, and how they say so."""
LOOPBACK_ONLY = "INTERVIEWER_LOOPBACK_ONLY"
"""Environment variable under which opening any model beyond this machine ends the program: tests set it."""


class RealModelOpened(BaseException):
    """A model beyond this machine was opened where that is forbidden; nothing may catch it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as far as the provider told."""

    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    """Of those that went in, how many the provider had kept."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said."""

    text: str
    usage: Usage = Usage()
    chances: tuple[tuple[str, float], ...] = ()
    """Pieces of the text, each with the chance the model gave it, where the server tells."""


Messages = list[tuple[str, str]]
Heard = Callable[[str], bool]
"""Is given each piece of a streamed reply; False when nothing more is wanted."""


class ChatModel(Protocol):
    """Answers prompts, one at a time or several at once from different threads."""

    @property
    def name(self) -> str:
        """As it was asked for: provider and model."""
        ...

    def warm(self) -> None:
        """Load what is needed and open the connection; never raises."""
        ...

    def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
        """The reply to a prompt, streamed to `heard` when given; raises ModelFailed, at the latest after `wait_s`."""
        ...


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """Which model, and where it is."""

    provider: str
    model: str
    base_url: str | None = None
    """Of a server that speaks the OpenAI protocol; None for the provider's own."""
    key: str | None = None
    """Its API key; never shown."""
    shown: str | None = None
    """Its name, when that is not provider and model."""
    edition: str = ""
    """Tells it from another of the same name."""

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.shown or f"{self.provider}:{self.model}"

    def __repr__(self) -> str:
        where = None if self.base_url is None else plain_url(self.base_url)
        return f"ModelAddress({self.name!r}, base_url={where!r})"


class LangChainModel:
    """A chat model opened by LangChain: `openai` directly, others through `init_chat_model`."""

    def __init__(
        self,
        address: ModelAddress,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        open_with: "Callable[[ModelAddress], BaseChatModel] | None" = None,
    ) -> None:
        self._address = address
        self._open_with = open_with or open_client
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._client: BaseChatModel | None = None
        self._left_out: set[str] = set()

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._address.name

    def warm(self) -> None:
        """Import LangChain and open a connection that the first call will use."""
        try:
            client = self._open()
            root = getattr(client, "root_client", None)
            if root is not None:
                root.with_options(timeout=CONNECT_S, max_retries=0).models.list()
        except Exception:
            return

    def ask(self, prompt: Prompt, wait_s: float, heard: Heard | None = None) -> Reply:
        """Call the model, once more if the first call fails in a way that may pass."""
        until = self._clock() + wait_s
        started = False

        def listen(piece: str) -> bool:
            nonlocal started
            started = True
            return heard is None or heard(piece)

        attempt = 0
        while True:
            try:
                return self._call(prompt, until, listen if heard else None)
            except Exception as error:
                failure = explain(error, self._address.key)
                adapted = self._adapt(failure) or self._unstructured(failure, prompt)
                attempt += not adapted
                pause = PAUSE_S if failure.retry_after_s is None else failure.retry_after_s
                left = until - self._clock() - (0 if adapted else pause)
                if started or attempt == ATTEMPTS or left < LEAST_LEFT_S or not (adapted or failure.retry):
                    raise failure from None
                if not adapted:
                    self._sleep(pause)

    def _call(self, prompt: Prompt, until: float, heard: Heard | None) -> Reply:
        client = self._open()
        left = until - self._clock()
        if left <= 0:
            raise ModelFailed("no reply in time", slow=True)
        messages = [("system", prompt.system), ("user", self._with_schema(prompt))]
        options = self._options(prompt, left)
        if heard is not None:
            return self._stream(self._in_time(lambda: client.stream(messages, **options), left), until, heard)
        if prompt.schema is not None and self._structures:
            return self._structured(client, prompt, messages, left)
        (message,) = self._in_time(lambda: iter((client.invoke(messages, **options),)), left)
        return checked(Reply(text_of(message), usage_of(message), chances_of(message)))

    @property
    def _structures(self) -> bool:
        """LangChain is to see to it that a reply has the form of a schema, in the provider's own way."""
        return self._address.provider != "openai" and "schema" not in self._left_out

    def _structured(self, client: "BaseChatModel", prompt: Prompt, messages: Messages, left: float) -> Reply:
        schema = {"title": prompt.role, "description": "The reply.", **(prompt.schema or {})}
        chain = client.with_structured_output(schema, include_raw=True)
        (found,) = self._in_time(lambda: iter((chain.invoke(messages),)), left)
        raw = found["raw"]
        text = json.dumps(found["parsed"]) if isinstance(found["parsed"], dict) else text_of(raw)
        return checked(Reply(text, usage_of(raw)))

    def _in_time(self, call: Callable[[], Iterator[Any]], left: float) -> Iterator[Any]:
        """The results of a call; those of clients that keep no time of their own are given up when it is over."""
        return call() if self._address.provider == "openai" else in_time(call, left, self._clock)

    def _stream(self, pieces: Iterator[Any], until: float, heard: Heard) -> Reply:
        whole, usage = "", Usage()
        for piece in pieces:
            usage = _added(usage, usage_of(piece))
            new = text_of(piece)
            whole += new
            if new and not heard(new):
                break
            if self._clock() > until:
                raise ModelFailed("no reply in time", slow=True)
        return checked(Reply(whole, usage))

    def _options(self, prompt: Prompt, left: float) -> dict[str, Any]:
        if self._address.provider != "openai":
            return {}
        own = self._address.base_url is not None
        limit = prompt.max_tokens if own else max(prompt.max_tokens, ROOMY_TOKENS)
        options: dict[str, Any] = {"timeout": left}
        options |= {"extra_body": {"max_tokens": limit}} if own else {"max_tokens": limit}
        if "temperature" not in self._left_out:
            options["temperature"] = TEMPERATURE.get(prompt.role, 0.0)
        if prompt.role in JUDGING and "logprobs" not in self._left_out:
            options["logprobs"] = True
        if prompt.schema is not None and "schema" not in self._left_out:
            schema = {"name": prompt.role, "strict": True, "schema": dict(prompt.schema)}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        return options

    def _with_schema(self, prompt: Prompt) -> str:
        if prompt.schema is None or "schema" not in self._left_out:
            return prompt.user
        return f"{prompt.user}\nReply with one JSON object of this JSON Schema: {json.dumps(prompt.schema)}"

    def _adapt(self, failure: ModelFailed) -> bool:
        """Leave out what a server refuses; True when that may help."""
        said = str(failure).lower()
        refused = {name for name, words in REFUSED.items() if re.search(words, said)} - self._left_out
        if "(400)" not in said and "(422)" not in said:
            return False
        self._left_out |= refused
        return bool(refused)

    def _unstructured(self, failure: ModelFailed, prompt: Prompt) -> bool:
        """After a failure in a provider's own way, go on with the schema in the prompt; True when that may help."""
        tried = prompt.schema is not None and self._structures and not failure.final and not failure.slow
        if tried:
            self._left_out.add("schema")
        return tried

    def _open(self) -> "BaseChatModel":
        with self._lock:
            if self._client is None:
                self._client = self._open_with(self._address)
            return self._client


def forbid_outside(address: ModelAddress) -> None:
    """Raise RealModelOpened for a model beyond this machine, where the environment forbids that."""
    here = re.match(r"https?://(?:127\.|localhost\b|\[::1\])", plain_url(address.base_url or ""))
    if os.environ.get(LOOPBACK_ONLY) and not here:
        raise RealModelOpened(f"{address.name} is not on this machine")


def open_client(address: ModelAddress) -> "BaseChatModel":
    """The LangChain client of a model; raises ModelFailed when its package is missing."""
    forbid_outside(address)
    if address.provider == "openai":
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        # Servers of one's own ask for no key, but the client insists on one.
        key = SecretStr(address.key or "none")
        return ChatOpenAI(model=address.model, base_url=address.base_url, api_key=key, max_retries=0, stream_usage=True)
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(address.model, model_provider=address.provider, max_retries=0)
    except (TypeError, ValueError):
        return init_chat_model(address.model, model_provider=address.provider)
    except ImportError:
        package = f"langchain-{address.provider.replace('_', '-')}"
        raise ModelFailed(f"{address.provider} needs a package: pip install {package}", final=True) from None


def text_of(message: "AIMessage") -> str:
    """The words of a message; a refusal is a failure."""
    refusal = (getattr(message, "additional_kwargs", None) or {}).get("refusal")
    if refusal:
        raise ModelFailed("the model refused", retry=False)
    content = message.content
    if isinstance(content, str):
        return content
    parts = [part if isinstance(part, str) else str(part.get("text", "")) for part in content]
    return "".join(parts)


def usage_of(message: "AIMessage") -> Usage:
    """The tokens a message reports; zeros when it does not."""
    told = getattr(message, "usage_metadata", None) or {}
    kept = (told.get("input_token_details") or {}).get("cache_read") or 0
    return Usage(int(told.get("input_tokens", 0)), int(told.get("output_tokens", 0)), int(kept))


def chances_of(message: "AIMessage") -> tuple[tuple[str, float], ...]:
    """The pieces of a message with their chances; none when the server does not tell them."""
    told = (message.response_metadata or {}).get("logprobs") or {}
    pieces = told.get("content") if isinstance(told, dict) else None
    try:
        return tuple((str(one["token"]), math.exp(min(0.0, float(one["logprob"])))) for one in pieces or ())
    except (KeyError, TypeError, ValueError):
        return ()


def _added(one: Usage, other: Usage) -> Usage:
    return Usage(
        one.tokens_in + other.tokens_in,
        one.tokens_out + other.tokens_out,
        one.tokens_cached + other.tokens_cached,
    )


def checked(reply: Reply) -> Reply:
    """The reply, unless it is empty."""
    if not reply.text.strip():
        raise ModelFailed("the model said nothing")
    return reply


def json_in(text: str) -> str:
    """The JSON object in a reply, without what some models put around it; raises ModelFailed when there is none."""
    first, last = text.find("{"), text.rfind("}")
    if first < 0 or last < first:
        raise ModelFailed("the model answered in prose instead of JSON")
    try:
        json.loads(text[first : last + 1])
    except ValueError:
        raise ModelFailed("the model's JSON is broken") from None
    return text[first : last + 1]
