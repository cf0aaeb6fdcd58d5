"""How finished a spoken turn reads, from a draft of its words alone. The recogniser's full stops prove nothing."""

from enum import StrEnum

from interviewer.speech import phrases

MAX_WORDS = 400
"""Only the last words of a turn are looked at."""
BRIEF_WORDS = range(3, 9)
"""So many words are seldom a whole answer; one or two may be, to a closer question."""
FIGURE_WORDS = 6
"""Longest answer of a figure and its unit."""
PLAIN_WORDS = 14
"""Longest single sentence that may be only the first of several."""


class Finish(StrEnum):
    """How a turn reads that has paused."""

    CLOSED = "closed"
    """It says itself that it is over, or puts a question."""
    COMPLETE = "complete"
    """Its last sentence is whole."""
    COMMA = "comma"
    """It could be whole, and the recogniser writes a comma: it goes on, unless its melody has come to an end."""
    PLAIN = "plain"
    """Its one sentence is whole, short and gives no reason, or its melody rises: as often a beginning as the answer."""
    BRIEF = "brief"
    """As complete, but so short that it is more often a beginning than an answer."""
    MORE = "more"
    """Its last sentence is whole, or could be, and promises another."""
    OPEN = "open"
    """It stops where no sentence can stop."""
    THINKING = "thinking"
    """It says that the candidate is thinking."""
    UNKNOWN = "unknown"
    """There are no words to go by."""


def is_hesitation(word: str) -> bool:
    """Whether a word is only the spelling of a sound: "um", "hmmm"."""
    return phrases.SOUND.fullmatch(word.strip(phrases.TRAILING).lower()) is not None


def adds_nothing(text: str) -> bool:
    """Whether words say nothing by themselves: "yeah", "okay, so", "mm-hm"."""
    words = phrases.WORD.findall(text.lower().replace("’", "'"))
    return all(is_hesitation(word) or word in phrases.EMPTY for word in words)


def only_thinks(text: str) -> bool:
    """Whether words do nothing but think aloud: "hmm, let me see", and not "the posterior is, um"."""
    said = " ".join(word for word in text.lower().replace("’", "'").split() if not is_hesitation(word))
    return bool(said) and all(_thinks(part.strip(phrases.TRAILING)) for part in phrases.SENTENCE_END.split(said))


def _thinks(sentence: str) -> bool:
    found = (rule.search(sentence) for rule in phrases.THINKING)
    return any(one is not None and phrases.ASIDE.fullmatch(sentence[: one.start()]) for one in found)


def finishedness(text: str) -> Finish:
    """How finished a turn reads; `text` is the newest draft of all its words."""
    said = " ".join(text.lower().replace("’", "'").split()[-MAX_WORDS:])
    bare = said.rstrip(phrases.TRAILING)
    filler = phrases.FILLER.search(bare)
    if filler is not None and (looking := _read(bare[: filler.start()])) in (Finish.OPEN, Finish.MORE):
        return looking
    thanks = phrases.THANKS.search(bare)
    if thanks is None:
        return _read(said)
    before = _read(bare[: thanks.start() + 1])
    return Finish.MORE if before in (Finish.OPEN, Finish.THINKING) else Finish.CLOSED


def _read(said: str) -> Finish:
    """How finished a turn reads that does not end in thanks."""
    words = phrases.WORD.findall(said)
    if not words:
        return Finish.UNKNOWN
    last = phrases.SENTENCE_END.split(said)[-1].rstrip(phrases.TRAILING)
    if phrases.PAUSES.search(last) or phrases.REQUESTS.search(last):
        return Finish.CLOSED
    if is_hesitation(words[-1]) or any(rule.search(last) for rule in phrases.THINKING):
        return Finish.THINKING
    if phrases.ASKS_ABOUT_NOTHING.search(said):
        return Finish.OPEN
    asked = any(rule.search(said) for rule in (phrases.ASKS, phrases.ASKS_AT_ONCE, phrases.WHAT))
    asks = asked and not phrases.ASKS_OTHERS.search(said)
    if asks and not phrases.BROKEN_QUESTION.search(said):
        return Finish.CLOSED
    plain = phrases.TAG.sub("", said.rstrip(phrases.TRAILING))
    tagged = plain != said.rstrip(phrases.TRAILING)
    if tagged:
        last, words = phrases.SENTENCE_END.split(plain)[-1], phrases.WORD.findall(plain)
    if phrases.DENIES.fullmatch(plain) and not said.endswith((",", *phrases.BROKEN_OFF)):
        return Finish.CLOSED
    stops = _stops(words[-1], last) or (Finish.OPEN if said.endswith(phrases.BROKEN_OFF) else None)
    if stops is Finish.OPEN:
        return stops
    if phrases.CLOSED.search(plain):
        return Finish.CLOSED
    reasoned = len(phrases.SENTENCE_END.split(plain)) > 1 and phrases.REASON.search(last)
    promises = not reasoned and any(rule.search(last) for rule in phrases.MORE)
    if stops is not None or phrases.NOUN_TO_COME.search(last) or promises:
        return Finish.MORE
    return _whole(said, words, last)


def _whole(said: str, words: list[str], last: str) -> Finish:
    """How a turn reads whose last sentence is whole: from its length, and from what it says beside the bare fact."""
    figure = 1 < len(words) <= FIGURE_WORDS and all(word in phrases.NUMBERS or word[0].isdigit() for word in words[:2])
    if words[0] in phrases.DIRECT or figure:
        return Finish.COMPLETE
    led_in = len(words) < BRIEF_WORDS.start and phrases.LEAD_IN.sub("", last) != last
    if led_in or len(words) in BRIEF_WORDS or (said.endswith(",") and len(words) < BRIEF_WORDS.stop):
        return Finish.BRIEF
    alone = len(phrases.SENTENCE_END.split(said)) == 1
    if alone and phrases.DENIED.search(last) and " then " not in last:
        return Finish.MORE
    if said.endswith(","):
        return Finish.COMMA
    if said.endswith("?") or (alone and len(words) <= PLAIN_WORDS and not phrases.REASONED.search(last)):
        return Finish.PLAIN
    return Finish.COMPLETE


def _stops(word: str, last: str) -> Finish | None:
    """OPEN when no sentence can end in this word, MORE when few can, None when there is nothing against it."""
    if any(rule.search(last) for rule in phrases.NO_END) or phrases.STUB.fullmatch(phrases.LEAD_IN.sub("", last)):
        return Finish.OPEN
    if (word in phrases.HANGING or word in phrases.STRANDED) and not phrases.WHOLE_AFTER_ALL.search(last):
        return Finish.OPEN if word in phrases.HANGING and not phrases.PERHAPS_WHOLE.search(last) else Finish.MORE
    return Finish.MORE if phrases.SELDOM_LAST.search(last) else None
