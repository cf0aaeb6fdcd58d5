"""Every error a user can meet, each one line: what was wrong, where, what to do next.

InterviewerError
├── ContentError      a question, problem, persona or rubric file is wrong (file:line: field: what)
├── UnknownNameError  no persona, question or session of that name (with the nearest ones)
├── UsageError        flags or input that cannot be used together or read
├── StorageError      the data folder or a session cannot be written, locked or found
├── LogError          a session log is damaged or from a newer version
└── AdapterError      a device, engine, model or package is missing or failed
"""

from collections.abc import Iterable


class InterviewerError(Exception):
    """Something the user can act on; its text is shown as one line, without a stack trace."""

    exit_code = 1


class ContentError(InterviewerError):
    """One or more faults in content files; `faults` holds a line for each."""

    exit_code = 2

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class UsageError(InterviewerError):
    """Input that cannot be used; says what would be accepted."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that nothing has; says which names come nearest."""

    def __init__(self, kind: str, name: str, nearest: Iterable[str], advice: str) -> None:
        guesses = list(nearest)
        meant = f" Did you mean {' or '.join(guesses)}?" if guesses else ""
        super().__init__(f"no {kind} is called {name!r}.{meant} {advice}")


class StorageError(InterviewerError):
    """The data folder refused; says which path and why."""


class LogError(InterviewerError):
    """A session log that cannot be read as it is; says which file and line."""

    exit_code = 2


class AdapterError(InterviewerError):
    """Something outside the program is missing or failed; says how to get it."""
