"""Any chat model LangChain opens, behind one small Protocol. LangChain is imported at first use, in whatever thread
that happens; every failure becomes a ModelFailed with a reason that holds no key."""

import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from interviewer.errors import AdapterError
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
TEMPERATURE: Mapping[str, float] = {"wording": 0.7, "drafting": 0.5}
"""By role; all others are cold."""


LOOPBACK_ONLY = "INTERVIEWER_LOOPBACK_ONLY"
"""Environment variable under which opening any model beyond this machine ends the program: tests set it."""


class RealModelOpened(BaseException):
    """A model beyond this machine was opened where that is forbidden; nothing may catch it."""


class ModelFailed(AdapterError):
    """A model gave no usable reply. `final` says that asking again is in vain; `retry_after_s` when to ask again;
    `slow` that it might have come later."""

    def __init__(
        self,
        reason: str,
        final: bool = False,
        retry_after_s: float | None = None,
        retry: bool = True,
        slow: bool = False,
    ) -> None:
        self.final, self.retry_after_s, self.slow = final, retry_after_s, slow
        self.retry = retry and not final and not slow
        super().__init__(reason)


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

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.shown or f"{self.provider}:{self.model}"

    def __repr__(self) -> str:
        where = None if self.base_url is None else plain_url(self.base_url)
        return f"ModelAddress({self.name!r}, base_url={where!r})"


class LangChainModel:
    """A chat model opened by LangChain: `openai` directly, others through `init_chat_model`."""

    def __init__(self, address: ModelAddress, clock: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._clock = clock
        self._lock = threading.Lock()
        self._client: BaseChatModel | None = None
        self._no_schema = self._no_temperature = False

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

        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._call(prompt, until, listen if heard else None)
            except Exception as error:
                failure = explain(error, self._address.key)
                adapted = self._adapt(failure, prompt)
                pause = PAUSE_S if failure.retry_after_s is None else failure.retry_after_s
                left = until - self._clock() - (0 if adapted else pause)
                if started or attempt == ATTEMPTS or left < LEAST_LEFT_S or not (adapted or failure.retry):
                    raise failure from None
                if not adapted:
                    time.sleep(pause)
        raise AssertionError("unreachable")

    def _call(self, prompt: Prompt, until: float, heard: Heard | None) -> Reply:
        client = self._open()
        left = until - self._clock()
        if left <= 0:
            raise ModelFailed("no reply in time", slow=True)
        messages = [("system", prompt.system), ("user", self._with_schema(prompt))]
        options = self._options(prompt, left)
        if heard is None:
            message = client.invoke(messages, **options)
            return checked(Reply(text_of(message), usage_of(message)))
        return self._stream(client.stream(messages, **options), until, heard)

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
        if not self._no_temperature:
            options["temperature"] = TEMPERATURE.get(prompt.role, 0.0)
        if prompt.schema is not None and not self._no_schema:
            schema = {"name": prompt.role, "strict": True, "schema": dict(prompt.schema)}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        return options

    def _with_schema(self, prompt: Prompt) -> str:
        if prompt.schema is None or (self._address.provider == "openai" and not self._no_schema):
            return prompt.user
        return f"{prompt.user}\nReply with one JSON object of this JSON Schema: {json.dumps(prompt.schema)}"

    def _adapt(self, failure: ModelFailed, prompt: Prompt) -> bool:
        """Leave out what a server refuses; True when that may help."""
        said = str(failure).lower()
        if "temperature" in said and not self._no_temperature:
            self._no_temperature = True
            return True
        refused = re.search(r"response_format|json_schema|schema|grammar", said) is not None
        if prompt.schema is not None and refused and "400" in said and not self._no_schema:
            self._no_schema = True
            return True
        return False

    def _open(self) -> "BaseChatModel":
        with self._lock:
            if self._client is None:
                self._client = open_client(self._address)
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


FINAL_STATUS = {
    401: "the API key was not accepted",
    403: "the API key may not use this model",
    404: "the server does not know this model",
    402: "the account's quota is used up",
}
"""HTTP statuses after which asking again is in vain."""


def explain(error: Exception, key: str | None = None) -> ModelFailed:
    """Any error of a client as a failure in a few plain words, without the key."""
    if isinstance(error, ModelFailed):
        return error
    status = getattr(error, "status_code", None)
    said = without_secrets(str(error), key)
    if "insufficient_quota" in said:
        return ModelFailed(FINAL_STATUS[402], final=True)
    if status in FINAL_STATUS:
        return ModelFailed(FINAL_STATUS[status], final=True)
    if status == 429:
        return ModelFailed("the server asks to slow down (429)", retry_after_s=_retry_after(error))
    if isinstance(status, int) and status < 500:
        return ModelFailed(f"the server refused the request ({status}): {said[:200]}", retry=False)
    if isinstance(status, int):
        return ModelFailed(f"the server failed ({status})")
    name = type(error).__name__
    if "Timeout" in name:
        return ModelFailed("no reply in time", slow=True)
    if "Connect" in name:
        return ModelFailed("the connection failed")
    if "ContentFilter" in name or "refus" in said.lower():
        return ModelFailed("the model refused", retry=False)
    if "LengthFinishReason" in name:
        return ModelFailed("the reply was cut off", retry=False)
    if isinstance(error, (ValueError, LookupError, TypeError, AttributeError)):
        return ModelFailed("the reply could not be read")
    return ModelFailed(f"the call failed ({name})")


_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL", re.I)
_SECRET = re.compile(
    r"(?<=://)[^\s/@]+(?=@)|"
    r"(?<=[?&])[\w-]*(?:key|token|secret|password|sig)[\w-]*=[^\s&\"']+|"
    r"\b(?:sk|key|Bearer|Basic|gsk|xai|hf|pk|rk|api)[-_ ][\w*.+/=-]{6,}|\bAIza[\w-]{10,}",
    re.I,
)
"""What looks like a key, a password in an address, or a secret in its query."""
SHORTEST_SECRET = 6


def without_secrets(text: str, key: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """One line of text without the key, the secrets of the environment, or anything that looks like one."""
    line = " ".join(text.split())
    named = [value for name, value in environ.items() if _SECRET_NAME.search(name) and len(value) >= SHORTEST_SECRET]
    for secret in sorted({*named, *([key] if key else [])}, key=len, reverse=True):
        for written in {secret, quote(secret, safe=""), repr(secret)[1:-1]}:
            line = line.replace(written, "***")
    return _SECRET.sub("***", line)


def plain_url(url: str) -> str:
    """An address without the user, password and query that may stand in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that cannot be read"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _retry_after(error: Exception) -> float | None:
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
