"""How long interviews last with scripted people of several kinds, at every length and with every persona, offline.

    python -m benchmarks.dialogue.lengths                    # prints a table; takes about six minutes
    python -m benchmarks.dialogue.lengths --length full --candidate terse --candidate strong

Everybody speaks 150 words a minute on a virtual clock and, but for those who are silent until reminded, at once.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from interviewer import bootstrap
from interviewer.content.library import Library
from interviewer.dialogue import events as ev
from interviewer.dialogue.session import Length
from interviewer.grading.assessment import Grader
from tests.golden.people import PEOPLE
from tests.golden.stage import Candidate, Room, Scene, hold

LENGTHS: tuple[Length, ...] = get_args(Length)
MOST_WORDS = 15
"""What the terse say in a turn."""
SEED = 1


def terse(room: Room) -> Iterator[str]:
    """Makes one point a turn in fifteen words at most, the one that is asked about if there is one."""
    yield "PhD, Bayesian deep learning, Ghent. Calibration."
    while True:
        opened = room.interview.state.open
        if opened is None:
            yield "No, thanks." if room.interview.state.phase == "questions" else "The labels were noisy."
            continue
        points = room.stage.key_points
        asked_about = next((p for p in points if p.id == opened.target), points[len(opened.answers) % len(points)])
        yield " ".join(asked_about.claim.split()[:MOST_WORDS])


def hesitant(room: Room) -> Iterator[str]:
    """Says what the terse say, each time only after the first reminder."""
    for line in terse(room):
        while not room.interview.state.nudges:
            yield ""
        yield line


CANDIDATES: dict[str, Candidate] = {
    **{name: PEOPLE[name][0] for name in ("strong", "average", "weak", "rambling", "thinker")},
    "terse": terse,
    "hesitant": hesitant,
    **{name: PEOPLE[name][0] for name in ("clueless", "skipper", "silent")},
}


@dataclass(frozen=True)
class Held:
    """What became of one interview."""

    planned_minutes: float
    minutes: float
    basics: int
    parts: int
    """Stages of problems."""
    lines: int
    words: float
    """Of the candidate, a turn."""


def held(scene: Scene) -> Held:
    """The figures of an interview."""
    opened = [e for e in scene.events if isinstance(e, ev.StageOpened)]
    basics = sum(scene.session.question(e.question).kind == "basic" for e in opened)
    turns = [len(e.text.split()) for e in scene.events if isinstance(e, ev.TurnTaken)]
    return Held(
        planned_minutes=scene.session.plan.total_minutes,
        minutes=scene.events[-1].at / 60,
        basics=basics,
        parts=len(opened) - basics,
        lines=len(scene.said),
        words=sum(turns) / max(1, len(turns)),
    )


def interviews(library: Library, grader: Grader, name: str, length: Length) -> list[Held]:
    """One interview of a candidate with every persona."""
    wishes = bootstrap.Wishes(channel="scripted", length=length, seed=SEED)
    sessions = (bootstrap.new_session("lengths", library, persona, wishes, ()) for persona in library.personas)
    return [held(hold(name, session, CANDIDATES[name], grader)) for session in sessions]


def span(numbers: Iterable[float]) -> str:
    """The least and the most, rounded."""
    rounded = sorted(round(n) for n in numbers)
    return f"{rounded[0]}" if rounded[0] == rounded[-1] else f"{rounded[0]}–{rounded[-1]}"


def row(name: str, found: list[Held]) -> str:
    """A line of the table: the range over the personas."""
    planned = span(h.planned_minutes for h in found)
    columns = (
        span(h.words for h in found), f"{span(h.minutes for h in found)} of {planned}", span(h.basics for h in found),
        span(h.parts for h in found), span(h.lines for h in found),
    )  # fmt: skip
    return f"| {name} | {' | '.join(columns)} |"


def main() -> None:
    """Hold the interviews and print the table."""
    parser = argparse.ArgumentParser(description="How long interviews last.")
    parser.add_argument("--length", action="append", choices=LENGTHS)
    parser.add_argument("--candidate", action="append", choices=tuple(CANDIDATES))
    args = parser.parse_args()
    library = bootstrap.open_library()
    grader = bootstrap.offline_grader(library.questions)
    for length in args.length or LENGTHS:
        print(f"\n| {length} | words a turn | minutes | basic questions | parts of problems | interviewer's lines |")
        print("|---|---|---|---|---|---|", flush=True)
        for name in args.candidate or CANDIDATES:
            print(row(name, interviews(library, grader, name, length)), flush=True)


if __name__ == "__main__":
    main()
