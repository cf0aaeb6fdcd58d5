"""Cuts turns into clauses and keeps those that state something, with the reasons for what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.grading.assessment import LeftOut
from interviewer.grading.polarity import Token, read
from interviewer.grading.shape import listed
from interviewer.grading.spoken import marked_words
from interviewer.grading.text import STOP, Sentence, clauses, content_stems, sentences, stem
from interviewer.grading.validity import (
    addresses_grader,
    admits_ignorance,
    asks,
    computes,
    denies_all,
    hedges,
    repeats,
)
from interviewer.grading.withdrawal import withdrawn

QUESTIONS = "asks instead of answering"
GRADER = "addressed to the grader"
PARROT = "repeats the interviewer's words"
LISTED = "a list of words, not statements"
DENIED = "denies nearly everything it says"


@dataclass(frozen=True, slots=True)
class Segment:
    """A clause of the answer and where it stands."""

    place: int
    """Number among all clauses; neighbours differ by one."""
    turn: int
    start: int
    end: int
    text: str
    marked: tuple[str, ...]
    """Words as spoken, with punctuation."""
    stems: tuple[str, ...]
    content: tuple[str, ...]
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What may count as evidence, and why the rest may not."""

    segments: tuple[Segment, ...]
    flags: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    """The words that are left out for one of the flags."""
    words: int
    """Words of the whole answer, whatever they are."""


def _segment(place: int, turn: int, piece: Sentence, tokens: tuple[Token, ...]) -> Segment:
    marked = marked_words(piece.text)
    heard = [word for word in marked if word[0].isalnum()]
    content = tuple(stem(word) for word in heard if word not in STOP)
    return Segment(place, turn, piece.start, piece.end, piece.text, marked, tuple(map(stem, heard)), content, tokens)


def _objection(sentence: Sentence, rest: Sequence[Sentence]) -> str | None:
    """Why a whole sentence is no statement, "" when there is nothing to tell about it."""
    if asks(sentence.text) and not hedges(sentence.text, [other.text for other in rest]):
        return QUESTIONS
    if addresses_grader(sentence.text):
        return GRADER
    return "" if admits_ignorance(sentence.text) else None


def sift(turns: Sequence[str], heard: Sequence[str] = ()) -> Sifted:
    """The clauses of all turns that state something of the candidate's own."""
    lines = [frozenset(content_stems(line)) for line in heard]
    kept: list[Segment] = []
    out: list[LeftOut] = []
    denials: list[bool] = []
    words = place = 0
    for turn, text in enumerate(turns):
        every = sentences(text)
        for number, sentence in enumerate(every):
            pieces = clauses(sentence)
            words += sum(len(piece.text.split()) for piece in pieces)
            objection = _objection(sentence, every[number + 1 :])
            if objection is not None:
                if objection:
                    out.append(LeftOut(reason=objection, quote=sentence.text, turn=turn))
                place += 1
                continue
            denying = denied = False
            for piece in pieces:
                reading = read(piece.text, denying)
                denying, denied = reading.denying, denied or reading.denies
                kept.append(_segment(place, turn, piece, reading.tokens))
                place += 1
            denials.append(denied)
    mask = [bad for turn in range(len(turns)) for bad in listed([one.marked for one in kept if one.turn == turn])]
    own = [computes(one.marked) or not repeats(one.content, lines) for one in kept]
    gone = withdrawn(kept)
    for reason, bad in ((LISTED, mask), (PARROT, [not one for one in own])):
        out += [LeftOut(reason=reason, quote=s.text, turn=s.turn) for s, no in zip(kept, bad, strict=True) if no]
    flags = tuple(dict.fromkeys(one.reason for one in out))
    if denies_all(denials):
        return Sifted((), (*flags, DENIED), tuple(out), words)
    judged = [new and not bad and at not in gone for at, (bad, new) in enumerate(zip(mask, own, strict=True))]
    stays = [one for one, counts in zip(kept, judged, strict=True) if one.tokens and counts]
    return Sifted(tuple(stays), flags, tuple(out), words)
