"""How finished a spoken turn reads, from a draft of its words alone. The recogniser's full stops prove nothing."""

import re
from enum import StrEnum

MAX_WORDS = 400
"""Only the last words of a turn are looked at."""
BRIEF_WORDS = range(3, 9)
"""So many words are seldom a whole answer; one or two are, to a closer question."""


class Finish(StrEnum):
    """How a turn reads that has paused."""

    CLOSED = "closed"
    """It says itself that it is over, or puts a question."""
    COMPLETE = "complete"
    """Its last sentence is whole."""
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


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SOUND = re.compile(r"u+[hm]+|e+[rh]+m*|a+h+m*|h+[mu]+h*|[hk]*m{2,}|mhm")
_DIRECT = _words("yes yeah yep no nope correct exactly right sure")
"""A short answer that begins so is whole."""
_HANGING = _words(
    "and or but nor so because cause since unless until although though whereas if whether than while as "
    "therefore thus hence however almost even another such "
    "a an the my our your their its his "
    "of from into onto between among per versus via without toward towards during "
    "i we you they he she i'm we're you're they're i'd we'd you'd i'll we'll it's that's there's what's "
    "is are was were be been being am has have had do does did can could will would should may might must "
    "equals equal plus minus times given divided multiplied assuming suppose "
    "very really quite basically essentially just maybe perhaps probably also usually simply mostly "
    "every each some any which who whose where when why let let's e.g i.e namely"
)
"""A sentence that ends in one of these has not ended."""
_STRANDED = _words(
    "to for with on in at by about over under through after before against like how no both either neither "
    "most only always never two three four five first second same new whole single full joint called named "
    "becomes makes gives gets takes keeps says shows tells looks means uses computes requires needs wants seems tries "
    "lets contains includes involves assumes depends minimises maximises minimizes maximizes use make give get take"
)
"""These end sentences too, now and then: "what it converges to", "they are the same"."""
_SENTENCE_END = re.compile(r"(?<=[.!?;]) ")
_WORD = re.compile(r"[^\W_][\w'.-]*[^\W_]|[^\W_]")
_TRAILING = " .…!?,;:-–—\"'"
_BROKEN_OFF = ("..", "…", "-", "–", "—")
"""How the recogniser writes a sentence that breaks off."""
_OPENERS = "so|and|but|well|okay|ok|right|now|um|uh|then|also|i mean|i think|i guess|i'd say|yeah|yes|sure|basically"
_FROM_START = rf"^(?:(?:{_OPENERS}),? )*"


def _any(*alternatives: str, before: str = r"\b", after: str = "$") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}")


_FORMULA = _any(
    r"is (?:proportional|equal) to(?: the)?",
    r"over|sum over|sum of|divided by|multiplied by",
    r"(?:log|exponential|gradient|derivative|integral|expectation|square root|norm|inverse|sum|product) of(?: the)?",
    r"with respect(?: to(?: the)?)?",
    r"p of \w+",
    r"p of \w+ given",
)
_WHOLE_AFTER_ALL = _any(
    r"(?:what|how|where|who|than|as|that) (?:\w+ ){0,2}(?:is|was|are|were|do|does|did|has|have|had|can|will)",
    r"(?:i|we|you|they|it) (?:do|does|did|can|could|would|should|will)",
)
"""Clauses that may end in a verb that usually asks for more."""
_THINKING = (
    _any(
        r"(?:just |quickly )?(?:think|see|recall|remember|consider|check|start over|rephrase|gather my thoughts)\b"
        r"[^.?!]{0,40}",
        r"(?:just )?work (?:it|this|that) out",
        r"(?:just )?(?:write|do) (?:it|this|that) (?:down|step by step|carefully)",
        r"a (?:second|moment|sec|minute)(?: to think)?",
        before=r"\b(?:let me|let's|lemme|i need to|i have to|i'd have to|give me|just) ",
    ),
    _any(
        r"what was (?:it|that)(?: called| again)?",
        r"what (?:was|is|were) the (?:name|word|term|formula)\b[^.?!]{0,20}",
        r"where was i",
        r"how (?:do|did|should|shall|would) i (?:put|say|start|begin)(?: (?:it|this|that))?",
        r"how (?:does|did) (?:it|that) go(?: again)?",
        r"(?:hang|hold) on|bear with me|(?:just )?(?:one|a) (?:second|moment)",
        r"(?:a )?(?:really |very )?(?:good|hard|tricky|interesting|difficult|tough|great) question",
        r"i'm (?:just |still )?(?:thinking|trying to (?:think|remember|recall))\b[^.?!]{0,30}",
        r"i know (?:this|it)|it's on the tip of my tongue",
    ),
)
_MANY = r"(?:a (?:few|couple|number)|two|three|four|five|several|some|many|different|various|certain|other)"
_MORE = (
    re.compile(
        r"\b(?:there are|there's|i see|i know of|i can think of|i have|we have|you have|it has|it needs) "
        rf"(?:basically |really |about |at least |maybe |probably )?{_MANY}\b[^,;]*$"
    ),
    re.compile(
        r"\b(?:first|firstly|for (?:one|example|instance)|on the one hand|to (?:begin|start) with)(?:,? [^ .?!]+){0,8}$"
    ),
    re.compile(
        r"\b(?:the first|one|1) "
        r"(?:thing|part|step|reason|option|way|issue|problem|advantage|approach|possibility)\b[^.?!]*$"
    ),
    _any(
        r"if|when|suppose|supposing|assume|assuming|imagine|say|consider|take|given|because|since|while|whereas",
        r"although|once|as long as|unlike|compared (?:to|with)|in the case of|instead of",
        r"let's (?:assume|suppose|say|take|start|write|call|look|define|go|try|do|begin)",
        r"let me (?:start|begin|first|write|define|go|try|take|call|give|explain|do)",
        r"i(?:'d| would|'ll| will) (?:probably )?(?:start|begin|first)",
        r"we (?:start|begin)",
        r"the (?:question|problem|thing|point|idea|trick|issue|difference|answer|reason|intuition) is",
        before=_FROM_START,
        after=r"\b[^,]*$",
    ),
    _any(
        r"(?:it|that) depends|not (?:exactly|quite|necessarily)|(?:more )?(?:complicated|subtle)",
        r"no,? wait|wait a (?:second|minute)|sorry|actually no|as follows|the following|like this",
    ),
    _any(r"(?:it|that) (?:really )?depends on", before=_FROM_START, after=r"\b[^.?!]*$"),
)
_CLOSED = _any(
    r"(?:that's|that is|this is|that would be|that was) (?:it|all|about it|everything|my answer|"
    r"the (?:main |whole |basic )?(?:idea|answer|difference|reason|story|point|picture))\b.{0,40}",
    r"(?:that's|that is|this is) (?:why|how|what|where|when)\b.{3,90}",
    r"that (?:covers|should cover) (?:it|everything)",
    r"(?:to (?:sum|wrap) (?:it )?up|in (?:short|summary|conclusion|the end)|overall|all in all)\b.{12,}",
    r"i (?:(?:really )?don't|do not) (?:know|remember)\b.{0,40}|i(?:'m| am) (?:not sure|done|finished)",
    r"(?:i have )?no idea.{0,20}",
    r"(?:can|could|may) (?:we|i) (?:skip|move on|pass|have|go)\b.{0,40}",
    r"(?:we|let's) (?:can |could )?(?:skip|move on)\b.{0,30}",
    r"(?:i'd (?:rather|like to|prefer to) )?(?:skip|pass)\b(?: on)?(?: (?:this|that|it))?"
    r"(?: one| question)?(?:,? please)?",
    r"(?:i have )?nothing (?:else|more)\b.{0,20}",
    before=rf"(?:^|[.!?,;] )(?:(?:{_OPENERS}|i think),? )*",
)
_ASKS = _any(
    r"(?:do|does|did|is|are|can|could|should|shall|would|may|will|have|has) (?:you|we|i|it|there|the|this|that|they)\b",
    r"(?:what|which|how|why|where|when|who)\b",
    before=rf"(?:^|[.!?,;] )(?:(?:{_OPENERS}),? )*",
    after=r"[^.?!]{6,}\?$",
)


def is_hesitation(word: str) -> bool:
    """Whether a word is only the spelling of a sound: "um", "hmmm"."""
    return _SOUND.fullmatch(word.strip(_TRAILING).lower()) is not None


def finishedness(text: str) -> Finish:
    """How finished a turn reads; `text` is the newest draft of all its words."""
    said = " ".join(text.lower().replace("’", "'").split()[-MAX_WORDS:])
    words = _WORD.findall(said)
    if not words:
        return Finish.UNKNOWN
    last = _SENTENCE_END.split(said)[-1].rstrip(_TRAILING)
    if is_hesitation(words[-1]) or any(rule.search(last) for rule in _THINKING):
        return Finish.THINKING
    if _ASKS.search(said):
        return Finish.CLOSED
    hangs = words[-1] in _HANGING and not _WHOLE_AFTER_ALL.search(last)
    if hangs or said.endswith(_BROKEN_OFF) or _FORMULA.search(last):
        return Finish.OPEN
    if _CLOSED.search(said.rstrip(_TRAILING)):
        return Finish.CLOSED
    if words[-1] in _STRANDED or any(rule.search(last) for rule in _MORE):
        return Finish.MORE
    few = len(words) in BRIEF_WORDS or (said.endswith(",") and len(words) < BRIEF_WORDS.stop)
    brief = few and words[0] not in _DIRECT
    return Finish.BRIEF if brief else Finish.COMPLETE
