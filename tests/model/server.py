"""A local HTTP server that speaks the OpenAI chat protocol, with a mind of the test's choosing and faults on demand."""

import json
import math
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from interviewer.grading.prompts import Prompt
from tests.model.minds import Mind, role_of

Fault = str
FAULTS: dict[Fault, str] = {
    "timeout": "no answer at all",
    "401": "the key is not accepted",
    "429": "too many requests, with Retry-After",
    "500": "the server fails",
    "truncated": "the reply stops in the middle of its JSON or sentence",
    "malformed": "the HTTP body is broken JSON",
    "refusal": "the model refuses",
    "empty": "an empty reply",
    "cut": "the connection is cut in mid-reply",
    "prose": "prose instead of JSON, chat instead of a line",
    "leak": "a line that tells the answer",
    "praise": "a line that praises",
    "foreign-quote": "a quote that nobody said",
    "html": "an HTML page with status 200",
    "null-choices": "choices are null",
}
"""What can be asked of the server, and what it then does."""
PROSE = "Well, as a language model I would say that the candidate did rather fine overall, all things considered!"
LEAK = "You know that you subtract the learning rate times the gradient, and that convexity gives a global minimum."
PRAISE = "That was an excellent and entirely correct answer, well done."
FOREIGN = "s999"


@dataclass
class Wire:
    """What the server is to do, and what it has seen."""

    mind: Mind
    fault: Callable[[str], Fault | None] = lambda role: None
    """The fault for a role; None when all is well."""
    key: str | None = None
    """The only key that is accepted; None accepts any."""
    models: tuple[str, ...] = ("tiny",)
    refuses: tuple[str, ...] = ()
    """Fields of a request that it does not know."""
    chance: float | None = None
    """The chance of every piece of a reply, told when asked for; None tells none."""
    piece_chars: int = 6
    pause_s: float = 0.0
    """Between two pieces of a stream."""
    before_sentence: Callable[[int], object] = lambda number: None
    """Called before each sentence of a stream but the first, counted from 1; the stream waits for it."""
    sentence_sent: Callable[[], object] = lambda: None
    """Called when the last piece of a sentence is on its way."""
    hang_s: float = 30.0
    """How long a request without an answer is held."""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Role and body of each request."""
    over: threading.Event = field(default_factory=threading.Event)

    def count(self, role: str) -> int:
        """How many requests a role made."""
        return sum(one == role for one, _ in self.asked)


class QuietServer(ThreadingHTTPServer):
    """Does not mind clients that hang up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """They do it on purpose."""


class ChatServer:
    """Serves a Wire on a free port of this machine."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

        class Handler(ChatHandler):
            the_wire = wire

        self._server = QuietServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "ChatServer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.wire.over.set()
        self._server.shutdown()
        self._server.server_close()


class ChatHandler(BaseHTTPRequestHandler):
    """One request."""

    the_wire: Wire
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        if self._unauthorised():
            return
        self._json(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in self.the_wire.models]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self._unauthorised():
            return
        system, user = (message["content"] for message in body["messages"])
        role = role_of(system)
        self.the_wire.asked.append((role, body))
        unknown = [name for name in self.the_wire.refuses if name in body]
        if unknown:
            self._error(400, f"Unsupported parameter: '{unknown[0]}'")
            return
        fault = self.the_wire.fault(role)
        if fault in HTTP_FAULTS:
            HTTP_FAULTS[fault](self)
            return
        schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
        text = spoiled(fault, self.the_wire.mind(Prompt(role, system, user, schema)), role)  # type: ignore[arg-type]
        usage = {"prompt_tokens": len(system + user) // 4, "completion_tokens": len(text) // 4}
        usage["total_tokens"] = sum(usage.values())
        chance = self.the_wire.chance if body.get("logprobs") else None
        self._stream(text, usage, fault) if body.get("stream") else self._whole(text, usage, fault, chance)

    def _unauthorised(self) -> bool:
        key = self.the_wire.key
        if key is None or self.headers.get("authorization") == f"Bearer {key}":
            return False
        self._error(401, f"Incorrect API key provided: {self.headers.get('authorization')}")
        return True

    def _whole(self, text: str, usage: dict[str, int], fault: Fault | None, chance: float | None) -> None:
        message = {"role": "assistant", "content": text}
        if fault == "refusal":
            message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}  # type: ignore[dict-item]
        choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": "stop"}
        if chance is not None:
            pieces = [text[i : i + 4] for i in range(0, len(text), 4)]
            told = [{"token": piece, "logprob": math.log(chance), "top_logprobs": []} for piece in pieces]
            choice["logprobs"] = {"content": told}
        answer = {**HEAD, "object": "chat.completion", "choices": [choice], "usage": usage}
        if fault == "null-choices":
            answer["choices"] = None
        data = json.dumps(answer).encode()
        if fault == "cut":
            self._cut(data)
        else:
            self._send(200, data, "application/json")

    def _stream(self, text: str, usage: dict[str, int], fault: Fault | None) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for place, delta in enumerate(self._deltas(text, fault)):
                if fault == "cut" and place == 3:
                    self._reset()
                    return
                choices = None if fault == "null-choices" else [{"index": 0, "delta": delta, "finish_reason": None}]
                self._chunk({**HEAD, "object": "chat.completion.chunk", "choices": choices})
                if delta.get("content", "").endswith((".", "?")):
                    self.the_wire.sentence_sent()
                if self.the_wire.pause_s:
                    self.the_wire.over.wait(self.the_wire.pause_s)
            ending = [{"index": 0, "delta": {}, "finish_reason": "stop"}]
            self._chunk({**HEAD, "object": "chat.completion.chunk", "choices": ending})
            self._chunk({**HEAD, "object": "chat.completion.chunk", "choices": [], "usage": usage})
            self._event(b"data: [DONE]\n\n")
            self._event(b"")
        except OSError:
            self.close_connection = True

    def _deltas(self, text: str, fault: Fault | None) -> Iterator[dict[str, Any]]:
        yield {"role": "assistant", "content": ""}
        if fault == "refusal":
            yield {"refusal": "I cannot help with that."}
            return
        size = self.the_wire.piece_chars
        for number, sentence in enumerate(re.split(r"(?<=[.?!])(?= )", text)):
            if number:
                self.the_wire.before_sentence(number)
            yield from ({"content": sentence[i : i + size]} for i in range(0, len(sentence), size))

    def _chunk(self, value: object) -> None:
        self._event(f"data: {json.dumps(value)}\n\n".encode())

    def _event(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _cut(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self._reset()

    def _reset(self) -> None:
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _error(self, status: int, message: str, **headers: str) -> None:
        told = {"error": {"message": message, "code": None}}
        self._send(status, json.dumps(told).encode(), "application/json", **headers)

    def _json(self, status: int, value: object) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, data: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _hang(self) -> None:
        self.the_wire.over.wait(self.the_wire.hang_s)
        self.close_connection = True

    def _malformed(self) -> None:
        self._send(200, b'{"id": "x", "choices": [{"message": {"content": "he', "application/json")

    def _html(self) -> None:
        self._send(200, b"<!doctype html><html><body>Welcome to the portal</body></html>", "text/html")

    def _fail(self) -> None:
        self._error(500, "something broke")

    def _slow_down(self) -> None:
        self._error(429, "rate limit", retry_after="0.1")

    def _wrong_key(self) -> None:
        self._error(401, f"Incorrect API key provided: {self.headers.get('authorization')}")


HEAD = {"id": "chatcmpl-1", "created": 1, "model": "tiny"}
HTTP_FAULTS: dict[Fault | None, Callable[[ChatHandler], None]] = {
    "timeout": ChatHandler._hang,
    "401": ChatHandler._wrong_key,
    "429": ChatHandler._slow_down,
    "500": ChatHandler._fail,
    "malformed": ChatHandler._malformed,
    "html": ChatHandler._html,
}


def spoiled(fault: Fault | None, text: str, role: str) -> str:
    """The reply of a good mind, made bad."""
    match fault:
        case "truncated":
            return text[: len(text) * 2 // 3].rstrip(".?")
        case "empty":
            return ""
        case "prose":
            return PROSE
        case "leak":
            return LEAK if role == "wording" else json.dumps({"told": LEAK})
        case "praise":
            return PRAISE if role == "wording" else json.dumps({"told": PRAISE})
        case "foreign-quote":
            foreign = text.replace('"s1"', f'"{FOREIGN}"').replace('"none"', f'"{FOREIGN}"')
            return f'As you said, "{PROSE}"' if role == "wording" else foreign
        case _:
            return text
