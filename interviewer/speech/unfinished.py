"""How finished a spoken turn reads, from a draft of its words alone. The recogniser's full stops prove nothing."""

import re
from enum import StrEnum

MAX_WORDS = 400
"""Only the last words of a turn are looked at."""


class Finish(StrEnum):
    """How a turn reads that has paused."""

    CLOSED = "closed"
    """It says itself that it is over, or puts a question."""
    COMPLETE = "complete"
    """Its last sentence is whole."""
    MORE = "more"
    """Its last sentence is whole, or could be, and promises another."""
    OPEN = "open"
    """It stops where no sentence can stop."""
    THINKING = "thinking"
    """It says that the candidate is thinking."""
    UNKNOWN = "unknown"
    """There are no words to go by."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLERS = _set("um umm uh uhm erm er hm hmm hmmm mm mmm ah eh oh huh like right okay ok well")
_SOUNDS = _set("um umm uh uhm erm er hm hmm hmmm mm mmm ah eh huh")
_HANGING = _set(
    "and or but nor so because cause since unless until although though whereas if whether than while as "
    "a an the my our your their its his her this's "
    "of from into onto between among per versus via without toward towards during "
    "i we you they he she i'm we're you're they're i'd we'd you'd i'll we'll it's that's there's what's "
    "is are was were be been being am has have had do does can could will would should may might must shall gonna "
    "equals equal plus minus times squared-over given divided multiplied "
    "very really quite basically essentially just maybe perhaps probably actually also "
    "every each some any which who whose where when why "
    "let lets let's say assuming suppose given e.g i.e namely"
)
"""A sentence that ends in one of these has not ended."""
_STRANDED = _set("to for with on in at by about over under through after before against that how what not one two")
"""These end sentences too, now and then: "what it converges to"."""
_OPERATORS = r"(?:equals?(?: to)?|is proportional to|times|plus|minus|over|divided by|given|squared plus|sum (?:of|over)|" \
    r"(?:argmax|argmin|arg max|arg min|log|exponential|gradient|derivative|integral|expectation|square root|norm) of(?: the)?)"
_OPEN_FORMULA = re.compile(rf"\b{_OPERATORS}$|\bp of \w+$|\bp of \w+ given$|[=+*/^(−-]$")
_OPENING = r"(?:so|and|but|well|okay|ok|right|now|um|uh|then|also|i mean|i think|i guess|yeah|yes|sure|basically|actually),? "
_THINKING = re.compile(
    r"(?:\b(?:let me|let's|lemme|i need to|i have to|i want to|i'd have to|give me|just) "
    r"(?:just |quickly )?(?:think|see|recall|remember|work (?:it|this|that) out|gather my thoughts|a (?:second|moment|sec|minute)|"
    r"consider|check|start over|rephrase|write (?:it|this|that) down|do (?:it|this|that) (?:step by step|carefully))\b[^.?!]{0,40}"
    r"|\b(?:what was (?:it|that)|where was i|how (?:do|did|should|shall|would) i (?:put|say|start|begin)(?: (?:it|this|that))?|"
    r"how (?:does|did) (?:it|that) go|what(?:'s| is) the word|(?:hang|hold) on|one (?:second|moment)|bear with me|"
    r"(?:that's|that is|it's|this is) (?:a |an )?(?:really |very )?(?:good|hard|tricky|interesting|difficult|tough|great) (?:question|one)|"
    r"i'm (?:just |still )?(?:thinking|trying to (?:think|remember|recall|work (?:it|this|that) out))[^.?!]{0,30}))$"
)
_MORE = re.compile(
    r"\b(?:there are|there's|there would be|i see|i know of|i can think of|we have|you have|it has|has|have|needs?|"
    r"consider|depends on|comes down to|i'd (?:look at|check|do|mention|split)|distinguish(?: between)?) "
    r"(?:basically |really |about |at least |maybe |probably |just )?"
    r"(?:a (?:few|couple|number)|two|three|four|five|several|some|many|different|various|certain|other)\b[^,;]*$"
    r"|\b(?:first|firstly|first of all|for (?:one|example|instance)|on the one hand|to (?:begin|start) with|"
    r"the first (?:thing|one|part|step|reason|option|way|issue|problem)|one (?:thing|way|reason|option|issue|problem|advantage|is|would be))\b[^.?!]*$"
    rf"|^(?:{_OPENING})*(?:if|when|when|suppose|supposing|assume|assuming|imagine|say|let's say|let's (?:assume|suppose|take|"
    r"start|write|call|look|consider|define|go|try|do|begin)|let me (?:start|begin|first|write|define|go|try|take|call|give|explain|do)|"
    r"consider|take|given|because|since|while|whereas|although|once|as long as|unlike|compared (?:to|with)|in the case of|instead of|"
    r"i(?:'d| would|'ll| will) (?:start|begin|first|probably start|go)|we (?:start|begin)(?: by| with| from)?|"
    r"(?:the )?(?:question|problem|thing|point|idea|trick|issue|difference|answer|reason|intuition) is)\b[^,]*$"
    r"|\b(?:it depends|that depends|not exactly|not quite|not necessarily|it's (?:a bit )?(?:more )?(?:complicated|subtle)|"
    r"the other way (?:round|around)|wait|no wait|sorry|actually no|as follows|the following|like this)$"
)
_CLOSED = re.compile(
    r"(?:^|[.!?,] )(?:" + _OPENING + r")*"
    r"(?:(?:that's|that is|this is|that would be|i think that's|that was) (?:it|all|about it|pretty much it|my answer|everything|the (?:main |whole |basic )?"
    r"(?:idea|answer|difference|reason|story|point|picture))\b.{0,40}|(?:so )?(?:that's|that is|this is) (?:why|how|what|where|when)\b.{3,90}|"
    r"(?:to (?:sum|wrap) (?:it )?up|in (?:short|summary|conclusion|the end)|overall|so overall|all in all|in total)\b.{12,}|"
    r"i (?:don't|do not|really don't) (?:know|remember)\b.{0,40}|i(?:'m| am) (?:not sure|done|finished)|i have no idea.{0,20}|no idea|"
    r"(?:can|could|may) (?:we|i) (?:skip|move on|pass|have|go)\b.{0,40}|let's (?:skip|move on)\b.{0,30}|"
    r"(?:i'd (?:rather|like to|prefer to) )?(?:skip|pass)(?: (?:this|that|it)(?: one| question)?)?(?:,? please)?|"
    r"(?:does that|is that) (?:make sense|answer (?:your|the) question|what you (?:mean|meant)).{0,20}|nothing (?:else|more)\b.{0,20})$"
)
_ASKS = re.compile(
    r"(?:^|[.!?,] )(?:" + _OPENING + r")*(?:(?:do|does|did|is|are|can|could|should|shall|would|may|will|have|has)"
    r" (?:you|we|i|it|there|the|this|that|they)\b|(?:what|which|how|why|where|when|who)\b)[^.?!]{6,}\?$"
)
_WORDS = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")


def finishedness(text: str) -> Finish:
    """How finished a turn reads; `text` is the newest draft of all its words."""
    said = " ".join(text.lower().replace("’", "'").split()[-MAX_WORDS:])
    words = _WORDS.findall(said)
    if not words:
        return Finish.UNKNOWN
    bare = said.rstrip(" .…!?,;:-–—\"'")
    if words[-1] in _SOUNDS or _THINKING.search(bare):
        return Finish.THINKING
    if _hangs(said, bare, words):
        return Finish.OPEN
    last = re.split(r"(?<=[.!?;]) ", said)[-1].rstrip(" .…!?,;:-–—\"'")
    if _CLOSED.search(bare) or _ASKS.search(said):
        return Finish.CLOSED
    if said.endswith((",", "...", "…", "-", "—", "–", ":", ";")) or _MORE.search(last) or _stranded(said, words):
        return Finish.MORE
    return Finish.COMPLETE


def _hangs(said: str, bare: str, words: list[str]) -> bool:
    last = words[-1]
    return last in _HANGING and not said.endswith("?") or _OPEN_FORMULA.search(bare) is not None


def _stranded(said: str, words: list[str]) -> bool:
    return words[-1] in _STRANDED and not said.endswith("?")
