"""`interviewer doctor`: what works on this machine, what is missing, and the exact command that mends it."""

from collections.abc import Iterable, Sequence

from interviewer import bootstrap
from interviewer.adapters.doctor import (
    TEXT_PACKAGES,
    VOICE_PACKAGES,
    Check,
    Finding,
    engine_voice,
    other_voices,
    packages,
    sound_devices,
    speech_models,
)
from interviewer.errors import InterviewerError

SIGNS = {"ok": "ok     ", "missing": "MISSING", "note": "note   "}
TITLES = {"text": "Text interview", "voice": "Spoken interview", "model": "Language model (optional)"}


def content() -> Iterable[Finding]:
    """Whether questions and personas load, and sessions can be listed."""
    try:
        library = bootstrap.open_library()
        detail = f"{len(library.questions)} questions and problems, {len(library.personas)} interviewers"
        yield Finding("text", "content", "ok", detail)
    except InterviewerError as error:
        yield Finding("text", "content", "missing", str(error).splitlines()[0], "interviewer check")
    try:
        count = len(bootstrap.open_store().list())
        yield Finding("text", "sessions", "ok", f"{count} in {bootstrap.open_store().root}")
    except InterviewerError as error:
        yield Finding("text", "sessions", "missing", str(error))


def text_packages() -> Iterable[Finding]:
    """What text needs."""
    return packages("text", TEXT_PACKAGES)


def voice_packages() -> Iterable[Finding]:
    """What voice needs besides."""
    return packages("voice", VOICE_PACKAGES)


def chat_model() -> Iterable[Finding]:
    """The chat model that is configured, if one is."""
    from interviewer.commands.doctor_model import model_findings

    return model_findings(None)


def all_checks(whisper: str | None = None, turn_model: str | None = None) -> tuple[Check, ...]:
    """Everything there is to look at, in the order it is shown; models by name or folder where they are given."""

    def models_for_speech() -> Iterable[Finding]:
        return speech_models(whisper, turn_model)

    return (
        text_packages,
        content,
        voice_packages,
        sound_devices,
        engine_voice,
        other_voices,
        models_for_speech,
        chat_model,
    )


def run(checks: Sequence[Check]) -> int:
    """Print what was found; 0 when a text interview works, whatever else is missing."""
    findings = [finding for check in checks for finding in found_by(check)]
    for section, title in TITLES.items():
        ours = [finding for finding in findings if finding.section == section]
        if ours:
            print(f"{title}: {'works' if works(ours) else 'does not work yet'}")
        for finding in ours:
            print(line(finding))
    return 0 if works(f for f in findings if f.section == "text") else 1


def found_by(check: Check) -> list[Finding]:
    """The findings of a check; one that fails is a finding itself."""
    try:
        return list(check())
    except Exception as error:
        return [Finding("voice", check.__name__.replace("_", " "), "missing", f"{type(error).__name__}: {error}")]


def works(findings: Iterable[Finding]) -> bool:
    """Nothing is missing."""
    return all(finding.state != "missing" for finding in findings)


def line(finding: Finding) -> str:
    """A finding, and below it what mends it."""
    detail = f": {finding.detail}" if finding.detail else ""
    mend = f"\n           → {finding.mend}" if finding.mend else ""
    return f"  {SIGNS[finding.state]}  {finding.what}{detail}{mend}"
