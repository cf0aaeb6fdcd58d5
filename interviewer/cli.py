"""The command line: what can be typed, and how errors are shown. Each command imports its own module when it runs."""

import errno
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from interviewer import __version__
from interviewer.errors import InterviewerError

FILE = click.Path(path_type=Path)
READABLE = click.Path(path_type=Path, exists=True)
QUIT_BY_KEY = 130
"""Exit code after Ctrl-C, as shells expect it."""


class Family(click.Group):
    """Commands with one that is meant when none is named, as `interviewer` alone means `interviewer chat`."""

    def __init__(self, *args: Any, default: str = "list", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front when the arguments begin with none."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


def json_option(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The --json flag."""
    return click.option("--json", "as_json", is_flag=True, help=f"Print {what} as JSON.")


@click.group(cls=Family, default="chat", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="desk-interviewer")
@click.option("--debug", is_flag=True, expose_value=False, help="With any command: show the trace of an error.")
def cli() -> None:
    """A mock interviewer for machine-learning research interviews.

    Without a command it starts a text interview: `interviewer` is `interviewer chat`. Everything works offline.
    """


@cli.command()
@click.option("--persona", metavar="ID|FILE", help="Who interviews you; `interviewer personas` lists them.")
@click.option("--topic", multiple=True, metavar="TOPIC", help="Keep the basic questions to a topic; repeatable.")
@click.option("--question", metavar="ID", help="A basic question that is asked for certain.")
@click.option("--problem", metavar="ID", help="The problem that is asked for certain.")
@click.option(
    "--length",
    type=click.Choice(["quick", "standard", "full"]),
    default="standard",
    show_default=True,
    help="About 15, 45 or 60 minutes.",
)
@click.option("--offline", is_flag=True, help="Use no model and no network, whatever is configured.")
@click.option("--model", metavar="PROVIDER:NAME", help="A chat model that words and judges, as openai:NAME.")
@click.option("--budget", type=click.IntRange(min=1), metavar="TOKENS", help="Go on offline after so many tokens.")
@click.option("--answers", metavar="FILE|-", help="Play one candidate turn a line instead of asking you.")
@click.option("--timed", is_flag=True, help="Let long silences cost points, as on the phone.")
@click.option("--seed", type=int, metavar="N", help="Draw the same questions again.")
@click.option("--cv", metavar="FILE", help="Your CV (text, Markdown, PDF): a project of yours is asked about.")
@click.option("--resume", metavar="SESSION", help="Go on with a session that was interrupted, or `last`.")
def chat(**options: Any) -> int:
    """Hold an interview in text: typed, or from a file of answers."""
    from interviewer.commands.chat import ChatOptions, run

    return run(ChatOptions(**options))


@cli.command()
@click.option("--persona", metavar="ID|FILE", help="Who interviews you; `interviewer personas` lists them.")
@click.option("--topic", multiple=True, metavar="TOPIC", help="Keep the basic questions to a topic; repeatable.")
@click.option("--question", metavar="ID", help="A basic question that is asked for certain.")
@click.option("--problem", metavar="ID", help="The problem that is asked for certain.")
@click.option(
    "--length",
    type=click.Choice(["quick", "standard", "full"]),
    default="standard",
    show_default=True,
    help="About 15, 45 or 60 minutes.",
)
@click.option("--seed", type=int, metavar="N", help="Draw the same questions again.")
@click.option("--resume", metavar="SESSION", help="Go on with a session that was interrupted, or `last`.")
@click.option("--offline", is_flag=True, help="Use no model and no network, whatever is configured.")
@click.option("--model", metavar="PROVIDER:NAME", help="A chat model that words and judges, as openai:NAME.")
@click.option("--budget", type=click.IntRange(min=1), metavar="TOKENS", help="Go on offline after so many tokens.")
@click.option("--cv", metavar="FILE", help="Your CV (text, Markdown, PDF): a project of yours is asked about.")
@click.option("--input-device", metavar="DEVICE", help="Microphone, by number or part of its name.")
@click.option("--output-device", metavar="DEVICE", help="Speaker, by number or part of its name.")
@click.option("--whisper", metavar="MODEL|DIR", default="base", show_default=True, help="Speech recognition model.")
@click.option("--turn-model", metavar="FILE|DIR", help="Turn model, instead of the downloaded one.")
@click.option(
    "--voice",
    metavar="VOICE",
    default="engine",
    show_default=True,
    help="engine (this system's own), piper:FILE, openai[:NAME], or none for text on the screen.",
)
@click.option("--save-audio", is_flag=True, help="Keep the sound of each of your turns in the session's folder.")
@click.option("--no-sound-check", is_flag=True, help="Begin at once.")
@click.option(
    "--short-pauses", is_flag=True, help="Reply sooner from the first turn on; a long pause still gives time."
)
@click.option("--audio-in", type=READABLE, metavar="WAV|DIR", help="Play this recording instead of a microphone.")
@click.option("--audio-in-continuous", is_flag=True, help="Let the recording run on under the interviewer.")
@click.option("--audio-out", type=FILE, metavar="WAV", help="With --audio-in: write the interviewer's voice there.")
def voice(**options: Any) -> int:
    """Hold the interview aloud, at your desk or out of sound files."""
    from interviewer.commands.voice import run_flags

    return run_flags(**options)


@cli.command()
@click.option("--model", metavar="PROVIDER:NAME", help="Try this chat model, and examine it as a judge.")
@click.option("--whisper", metavar="MODEL|DIR", help="Try this speech recognition model.")
@click.option("--turn-model", metavar="FILE|DIR", help="Try this turn model.")
def doctor(model: str | None, whisper: str | None, turn_model: str | None) -> int:
    """Say what works here, what is missing, and the command that mends it."""
    if model is not None:
        from interviewer.commands.doctor_model import run as try_model

        return try_model(model)
    from interviewer.commands.doctor import all_checks, run

    return run(all_checks(whisper, turn_model))


@cli.command()
@click.argument("session", default="last")
@click.option(
    "--format", type=click.Choice(["html", "md", "json"]), default="html", show_default=True, help="What to write."
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write it; - prints it.")
@click.option("--open", "open_it", is_flag=True, help="Show the page in the browser.")
@click.option("--regrade", is_flag=True, help="Judge the answers again with this version's grader.")
def report(**options: Any) -> int | None:
    """Write the feedback on a session (the last one)."""
    from interviewer.commands.report import run

    return run(**options)


@cli.group(cls=Family)
def sessions() -> None:
    """List, show and delete the interviews on this machine."""


@sessions.command("list")
@json_option("the sessions")
def sessions_list(as_json: bool) -> int:
    """All sessions, oldest first (also without `list`)."""
    from interviewer.commands.sessions import run_list

    return run_list(as_json)


@sessions.command("show")
@click.argument("session", default="last")
def sessions_show(session: str) -> int:
    """What was said in a session (the last one)."""
    from interviewer.commands.sessions import run_show

    return run_show(session)


@sessions.command("delete")
@click.argument("session")
def sessions_delete(session: str) -> int:
    """Remove a session for good."""
    from interviewer.commands.sessions import run_delete

    return run_delete(session)


@cli.command()
@click.argument("session", default="last")
def replay(session: str) -> int:
    """Decide a session's inputs again and compare."""
    from interviewer.commands.sessions import run_replay

    return run_replay(session)


@cli.command()
@click.argument("question", required=False)
@click.option("--question-file", type=READABLE, metavar="FILE", help="A question of your own instead of an id.")
@click.option("--stage", metavar="ID", help="The part of a problem; the first one if not given.")
@click.option("--answer-file", default="-", metavar="FILE|-", help="The answer's text; - is standard input.")
@click.option("--model", metavar="PROVIDER:NAME", help="Let this chat model judge, once it has passed its exam.")
@json_option("the assessment")
def grade(**options: Any) -> int:
    """Judge a written answer to QUESTION without an interview."""
    from interviewer.commands.grade import GradeOptions, run

    return run(GradeOptions(**options))


@cli.group(cls=Family)
def personas() -> None:
    """List, show and add interviewers."""


@personas.command("list")
@json_option("the personas")
def personas_list(as_json: bool) -> None:
    """Who can interview you (also without `list`)."""
    from interviewer.commands.content import list_personas

    list_personas(as_json)


@personas.command("show")
@click.argument("persona")
def personas_show(persona: str) -> None:
    """An interviewer's background: what you could look up beforehand."""
    from interviewer.commands.content import show_persona

    show_persona(persona)


@personas.command("new")
@click.argument("persona")
@click.option("--from-bio", type=READABLE, metavar="FILE", help="Draft it from a public bio or paper list.")
@click.option("--model", metavar="PROVIDER:NAME", help="With --from-bio: a chat model that reads it.")
@click.option("--offline", is_flag=True, help="With --from-bio: go by the words alone, whatever is configured.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="With --from-bio: write it there.")
def personas_new(persona: str, from_bio: Path | None, model: str | None, offline: bool, output: Path | None) -> None:
    """Write a commented persona file of that id into your folder."""
    if from_bio is not None:
        from interviewer.commands.personas_new import new_from_bio

        return new_from_bio(persona, from_bio, output, model, offline)
    from interviewer.commands.content_new import new_persona

    return new_persona(persona)


@cli.group(cls=Family)
def questions() -> None:
    """List, show and add questions and problems."""


@questions.command("list")
@click.option("--topic", metavar="TOPIC", help="Only an area or a finer topic.")
@click.option("--kind", type=click.Choice(["basic", "problem"]), help="Only basic questions or only problems.")
@json_option("the questions")
def questions_list(topic: str | None, kind: str | None, as_json: bool) -> None:
    """What can be asked (also without `list`)."""
    from interviewer.commands.content import list_questions

    list_questions(topic, kind, as_json)


@questions.command("show")
@click.argument("question")
@click.option("--full", is_flag=True, help="Also what a good answer contains: spoils the practice.")
def questions_show(question: str, full: bool) -> None:
    """A question's prompts, time and study resources."""
    from interviewer.commands.content import show_question

    show_question(question, full)


@questions.command("new")
@click.argument("question")
@click.option(
    "--kind",
    type=click.Choice(["basic", "problem"]),
    default="basic",
    show_default=True,
    help="One stage, or several parts.",
)
@click.option("--from", "source", metavar="FILE|TOPIC", help="Let a model draft it from a job description or a topic.")
@click.option("--model", metavar="PROVIDER:NAME", help="With --from: the chat model that drafts it.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="With --from: write it there.")
def questions_new(question: str, kind: str, source: str | None, model: str | None, output: Path | None) -> None:
    """Write a commented question file of that id into your folder."""
    if source is not None:
        from interviewer.commands.questions_new import new_from_text

        return new_from_text(question, source, model, output)
    from interviewer.commands.content_new import new_question

    return new_question(question, kind)


@cli.command()
@click.argument("paths", nargs=-1, type=READABLE, metavar="[FILE|FOLDER]...")
@click.option("--no-grading", is_flag=True, help="Leave out the slow part: grading the worked examples.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def check(paths: tuple[Path, ...], no_grading: bool, strict: bool) -> int:
    """Check content files: those given, or all."""
    from interviewer.commands.content_check import run

    return run(paths, grading=not no_grading, strict=strict)


@cli.command()
@click.argument("name", required=False)
@click.option("-o", "--output", type=FILE, metavar="DIR", help="Write NAME.schema.json files there.")
def schema(name: str | None, output: Path | None) -> None:
    """Print a JSON Schema, or write them to a folder.

    Without NAME or -o it lists what there is.
    """
    from interviewer.commands.schema import run

    run(name, output)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 failed, 2 usage or bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = [argument for argument in given if argument != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with cli.make_context("interviewer", args) as ctx:
            code = cli.invoke(ctx)
        sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        print(file=sys.stderr)
        return QUIT_BY_KEY
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            silence_stdout()
            return 0
        return show(error, trace=len(args) < len(given))


def show(error: Exception, trace: bool) -> int:
    """Print an error, one line for each thing to mend, and return its exit code."""
    if trace:
        traceback.print_exception(error)
    match error:
        case InterviewerError():
            lines, code = str(error).splitlines(), error.exit_code
        case click.ClickException():
            lines, code = [usage(error)], error.exit_code
        case _:
            what = " ".join(str(error).split())
            advice = "" if trace else "; run again with --debug for the trace"
            lines, code = [f"internal error: {type(error).__name__}: {what}{advice}"], 1
    for line in lines:
        print(f"interviewer: {line}", file=sys.stderr)
    return code


def usage(error: click.ClickException) -> str:
    """What was wrong in the arguments, and which help to read."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    message = " ".join(error.format_message().split())
    return f"{message} `{ctx.command_path} --help` shows what is possible." if ctx else message


def silence_stdout() -> None:
    """The reader of our output went away: what is left to print goes nowhere, without a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
