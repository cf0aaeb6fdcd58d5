"""The model section of `interviewer doctor`: whether a chat model answers, how fast, and how it does as a judge."""

import time
from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from interviewer import bootstrap
from interviewer.adapters.doctor import Finding
from interviewer.bootstrap_model import choose_model

if TYPE_CHECKING:
    from interviewer.adapters.chat_model import LangChainModel, ModelAddress

TINY_WAIT_S = 30.0
"""Longest wait for one word."""


def model_findings(spec: str | None, exam: bool = False) -> Iterable[Finding]:
    """What can be said of the model that is named or configured; `exam` lets it sit the exam for judges."""
    choice = choose_model(spec, offline=False)
    if choice.spec is None:
        yield Finding("model", "chat model", "note", "none is configured; interviews are held offline")
    elif choice.address is None:
        yield Finding("model", "chat model", "missing", choice.complaint or "", "interviews are held offline meanwhile")
    else:
        yield from _tried(choice.address, exam)
    if find_spec("xllamacpp") is None:
        mend = "pip install 'desk-interviewer[local]'"
        yield Finding("model", "model inside the program", "note", "not installed", mend)
    else:
        yield Finding("model", "model inside the program", "ok", "use it with --model local:NAME or local:FILE.gguf")


def _tried(address: "ModelAddress", exam: bool) -> Iterable[Finding]:
    from interviewer.adapters.chat_model import LangChainModel, ModelFailed
    from interviewer.grading.prompts import Prompt

    model = LangChainModel(address)
    model.warm()
    begun = time.monotonic()
    try:
        model.ask(Prompt("understanding", "Reply with one word.", "Say hello.", max_tokens=20), TINY_WAIT_S)
    except ModelFailed as failure:
        yield Finding("model", "chat model", "missing", f"{address.name}: {failure}")
        return
    yield Finding("model", "chat model", "ok", f"{address.name} answered in {time.monotonic() - begun:.1f} s")
    if exam:
        yield _marks(model, address)


def _marks(model: "LangChainModel", address: "ModelAddress") -> Finding:
    from interviewer.commands.judging import examined

    result = examined(model, address, bootstrap.open_library().questions, lambda line: None)
    if result is None:
        return Finding("model", "exam for judges", "note", "it could not be sat; the offline grader judges")
    judge = "" if result.passed else "; the offline grader judges"
    return Finding("model", "exam for judges", "ok" if result.passed else "note", f"{result.words()}{judge}")


def run(spec: str) -> int:
    """Print the model's section alone; 1 when the model cannot be used."""
    from interviewer.commands.doctor import line, works

    findings = list(model_findings(spec, exam=True))
    for finding in findings:
        print(line(finding))
    return 0 if works(findings) else 1
