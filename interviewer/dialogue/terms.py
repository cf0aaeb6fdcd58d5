"""Puts a word of the candidate's into an authored line so that it reads as English: quoted, unless it is a name."""

import re

from interviewer.content.models import Probe

SLOT = "{said}"
NAME = re.compile(r"[A-Z][a-zé]+(?:-?[A-Z][a-z]+)*(?<!ian)")
"""The last word of a name, as of a person or of a method called after one: it needs no article."""
LEAD = re.compile(r"You (?P<verb>[a-z ]+?)(?P<the> the(?P<word> word| term)?)? \{said\}(?=[.,])")
"""The sentence that takes up the word, before the question about it."""
GIVEN_BACK = frozenset({"mentioned", "brought up"})
"""Verbs of that sentence after which "the term" can stand; for others it is "used"."""
DETERMINED = re.compile(r"\b(?:the|an?|your|this|that|such|any) \{said\}")
DOING = re.compile(r"\b(?P<before>don't|not|to) \{said\}")
"""The word in the place of a verb."""


def probe_words(probe: Probe, said: str) -> str:
    """The question of a probe, about the word as the candidate said it."""
    ask, said = probe.ask, as_written(probe, said)
    name = said if said in probe.on and NAME.fullmatch(said.split()[-1]) else ""
    if SLOT not in ask:
        return f"You said {name or quoted(said)}. {ask}"
    lead = LEAD.match(ask)
    if lead:
        return (taken_up(lead, said, name) + ask[lead.end() :]).replace(SLOT, name or said)
    if DOING.search(ask):
        return f"You said {quoted(said)}. " + DOING.sub(r"\g<before> do that", ask)
    if name or DETERMINED.search(ask):
        return ask.replace(SLOT, name or said)
    return f"You used the term {quoted(said)}. {ask.replace(SLOT, 'it')}"


def taken_up(lead: re.Match[str], said: str, name: str) -> str:
    """The sentence that takes up the word; with an article of the author's it stays as it is."""
    verb, word = lead["verb"], lead["word"]
    if lead["the"] and not word:
        return f"You {verb} the {said}"
    if name:
        return f"You {verb} {name}"
    if verb == "said":
        return f"You said {quoted(said)}"
    kind = "word" if word == " word" and " " not in said else "term"
    return f"You {verb if verb in GIVEN_BACK else 'used'} the {kind} {quoted(said)}"


def as_written(probe: Probe, said: str) -> str:
    """The word as the author spells it, in the singular when that is what is written there."""
    forms = ((word, word.lower()) for word in probe.on)
    return next((word for word, low in forms if said.lower() in (low, f"{low}s", f"{low}es")), said)


def quoted(words: str) -> str:
    """The words as a quote."""
    return f'"{words}"'
