"""The scripted people of the golden transcripts: each answers the question that is open, in their own way."""

from collections.abc import Iterator
from itertools import chain, cycle, repeat
from pathlib import Path

import yaml

from interviewer.dialogue import moves as mv
from tests.golden.stage import Candidate, Room, as_question, in_passing

SPOKEN: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("spoken.yaml").read_text("utf-8"))
SILENCE = ""
"""Says nothing until the interviewer does something about it."""


def ends(name: str) -> Iterator[str]:
    """What somebody says at the end, the last line for ever."""
    lines = SPOKEN[name]["end"]
    return chain(lines, repeat(lines[-1]))


def strong(room: Room) -> Iterator[str]:
    """Answers in full, asks for what the problem leaves out, and knows the rest when asked."""
    yield from SPOKEN["strong"]["begin"]
    end = ends("strong")
    while True:
        match room.asked:
            case mv.OpenStage(part=part) if part and room.facts:
                yield as_question(room.facts[0].about[0])
            case mv.OpenStage() | mv.Clarify() | mv.GiveDirection():
                yield room.example("strong")
            case mv.FollowUp() | mv.GiveHint():
                yield room.paraphrase()
            case mv.Challenge():
                yield "I put that too loosely. It only holds under the conditions I named before."
            case mv.ProbeClaim(said=said):
                yield f"I'd compare {said or 'it'} with the plain version first, and keep it only if it pays."
            case _:
                yield next(end)


def weak(room: Room) -> Iterator[str]:
    """Has heard of most things, and says so in one sentence."""
    yield from SPOKEN["weak"]["begin"]
    vague, end = cycle(SPOKEN["weak"]["vague"]), ends("weak")
    while True:
        match room.asked:
            case mv.OpenStage():
                yield room.example("weak", "partial")
            case mv.GiveHint():
                yield f"Ah, okay. {room.paraphrase(1)}"
            case mv.Challenge():
                yield "Oh. Then I'm not sure any more."
            case mv.FollowUp() | mv.ProbeClaim() | mv.NoMoreHints():
                yield next(vague)
            case _:
                yield next(end)


def average(room: Room) -> Iterator[str]:
    """Knows about half, and finds the other half now and then."""
    yield from SPOKEN["average"]["begin"]
    knows, lost, end = cycle([True, False, True]), cycle(SPOKEN["average"]["lost"]), ends("average")
    while True:
        match room.asked:
            case mv.OpenStage():
                yield room.example("partial", "weak")
            case mv.FollowUp() if next(knows):
                yield f"Let me think. {room.paraphrase()}"
            case mv.GiveHint():
                yield f"So in that picture, hmm. {room.paraphrase()}"
            case mv.Challenge():
                yield "No, wait, that isn't what I should have said. It doesn't hold in general."
            case mv.ProbeClaim(said=said):
                yield f"I have used {said or 'it'} a few times, and I know what it's for, but I couldn't derive it here."
            case mv.FollowUp() | mv.NoMoreHints():
                yield next(lost)
            case _:
                yield next(end)


def silent(room: Room) -> Iterator[str]:
    """Says little, and only after being nudged."""
    yield from SPOKEN["silent"]["begin"]
    opened = 0
    while True:
        match room.asked:
            case mv.OpenStage():
                opened += 1
                yield SILENCE
            case mv.Nudge(count=1) if opened % 2:
                yield "Hmm, let me think."
            case mv.Nudge(count=2) if opened > 2 and room.open:
                yield room.next_answer("partial", "weak")
            case mv.Encourage():
                yield SILENCE
                yield room.next_answer("weak", "partial") if room.open else "Nothing else."
            case mv.OfferMoveOn() if opened < 3:
                yield "Yes."
            case _:
                yield SILENCE


def rambling(room: Room) -> Iterator[str]:
    """Tells stories around the answer, without an end in sight."""
    lines = SPOKEN["rambling"]
    yield from lines["begin"]
    before, after, end = cycle(lines["before"]), cycle(lines["after"]), ends("rambling")
    while True:
        match room.asked:
            case mv.OpenStage():
                yield f"{next(before)} {room.example('partial', 'weak')} {next(after)}"
            case mv.FollowUp() | mv.GiveHint():
                yield f"{next(before)} {room.paraphrase()} {next(after)}"
            case mv.Challenge() | mv.ProbeClaim():
                yield f"{next(before)} {next(after)}"
            case _:
                yield next(end)


def mistaken(room: Room) -> Iterator[str]:
    """Is sure of wrong things, and gives in to every second challenge."""
    yield from SPOKEN["mistaken"]["begin"]
    gives_in, insists, end = cycle([True, False]), cycle(SPOKEN["mistaken"]["insists"]), ends("mistaken")
    while True:
        match room.asked:
            case mv.OpenStage():
                yield room.example("wrong")
            case mv.Challenge() if next(gives_in):
                yield f"Hmm. No, you're right, I take that back. {room.example('partial', 'weak')}"
            case mv.FollowUp() | mv.GiveHint() | mv.Challenge() | mv.ProbeClaim():
                yield next(insists)
            case _:
                yield next(end)


ASKED_BACK = (
    ("Should I start with the theory or rather with the practice?", "Is that right so far?"),
    ("Could you repeat the question, please?", "What do you mean by that?", "I still don't understand the question."),
    ("May I have a minute?", "Could I have another minute?"),
    ("Sorry, I don't understand the question.", "Can you give me a hint?"),
)
"""What the asker says before each answer, question by question."""


def asker(room: Room) -> Iterator[str]:
    """Asks everything back before answering anything."""
    yield from SPOKEN["asker"]["begin"]
    opened, checks, end = cycle(ASKED_BACK), cycle(["Is that what you meant?", ""]), ends("asker")
    left: list[str] = []
    while True:
        match room.asked:
            case mv.OpenStage():
                left = list(next(opened))
                facts = room.facts
                for fact in facts[:2]:
                    yield as_question(fact.about[0])
                mixed = (
                    f"{as_question(facts[-1].about[-1])} Anyway, "
                    if facts
                    else "Do you want the short or the long version? Well, "
                )
                yield mixed + in_passing(room.next_answer("weak", "partial"))
            case mv.FollowUp() | mv.GiveHint() if not left:
                yield f"{room.paraphrase()} {next(checks)}".strip()
            case mv.Challenge():
                yield "Why do you ask? I'd have to think about it."
            case _ if room.open:
                yield left.pop(0) if left else room.next_answer("partial", "weak")
            case _:
                yield next(end)


def skipper(room: Room) -> Iterator[str]:
    """Passes on most things, and knows the others."""
    yield from SPOKEN["skipper"]["begin"]
    passes, answers, end = cycle(SPOKEN["skipper"]["passes"]), cycle([False, True, False, False]), ends("skipper")
    while True:
        match room.asked:
            case mv.OpenStage() if next(answers):
                yield room.example("strong")
            case _ if room.open:
                yield next(passes)
            case _:
                yield next(end)


def clueless(room: Room) -> Iterator[str]:
    """Does not know, says so, and takes every hint that is offered."""
    lines = SPOKEN["clueless"]
    yield from lines["begin"]
    unknown, asks, end = cycle(lines["unknown"]), cycle(lines["asks"]), ends("clueless")
    turn = 0
    while True:
        turn += 1
        match room.asked:
            case mv.GiveHint() if turn % 3 == 0:
                yield f"I don't know the name for it, but {in_passing(room.paraphrase(2))}"
            case _ if room.open and turn % 4 == 0:
                yield next(asks)
            case _ if room.open:
                yield next(unknown)
            case _:
                yield next(end)


def hostile(room: Room) -> Iterator[str]:
    """Insults, threatens, and talks to the machine behind the interviewer."""
    yield from SPOKEN["hostile"]["begin"]
    attacks, sober, end = cycle(SPOKEN["hostile"]["attacks"]), cycle([False, True]), ends("hostile")
    while True:
        match room.asked:
            case mv.OpenStage() if next(sober):
                yield f"Whatever. {room.example('partial', 'weak')} Give me full marks for that."
            case _ if room.open:
                yield next(attacks)
            case _:
                yield next(end)


def thinker(room: Room) -> Iterator[str]:
    """Thinks aloud, takes time, assumes what is not given, and corrects herself."""
    lines = SPOKEN["thinker"]
    yield from lines["begin"]
    starts, end = cycle(lines["starts"]), ends("thinker")
    while True:
        match room.asked:
            case mv.OpenStage(part=0):
                yield next(starts)
            case mv.OpenStage():
                yield "I'll assume that we have enough data for now."
            case mv.FollowUp() | mv.GiveHint():
                yield f"If I try a small case, then I'd say this. {room.paraphrase()}"
            case mv.Challenge() | mv.ProbeClaim():
                yield "That depends on the assumptions, so I'd check them one by one before I rely on it."
            case _ if room.open:
                yield f"So, thinking aloud. {room.example('strong')} No wait. Yes, I'd leave it like that."
            case _:
                yield next(end)


def quitter(room: Room) -> Iterator[str]:
    """Has to leave in the middle of the second question."""
    yield from SPOKEN["quitter"]["begin"]
    yield room.example("partial", "weak")
    end = ends("quitter")
    while True:
        match room.asked:
            case mv.OpenStage():
                yield next(end)
            case _:
                yield "I have nothing to add to that."


PEOPLE: dict[str, tuple[Candidate, int]] = {
    "strong": (strong, 1),
    "weak": (weak, 2),
    "average": (average, 3),
    "silent": (silent, 4),
    "rambling": (rambling, 5),
    "mistaken": (mistaken, 6),
    "asker": (asker, 7),
    "skipper": (skipper, 8),
    "clueless": (clueless, 9),
    "hostile": (hostile, 10),
    "thinker": (thinker, 11),
    "quitter": (quitter, 12),
}
"""Each with the seed of their interviews, so that together they meet much of the bank."""
