"""Whether somebody wants to end the interview or only this question. Patterns only; the rules decide what to do."""

from interviewer.dialogue.forms import STOP, YES, Form, alone, opening
from interviewer.dialogue.inputs import ActName
from interviewer.grading.text import sentences

REPLY_WORDS = 12
"""Most words of a reply to our asking which of the two they meant."""
MEETING = r"(?:the|this|our) (?:whole |entire )?(?:interview|session|call|conversation|meeting)"
SUGGEST = (
    r"(?:that )?(?:(?:can|could|may|might|shall|should) we (?:please |just |maybe |perhaps )*|"
    r"we (?:can|could|should|may|might)(?: just| maybe| perhaps| as well)? |(?:let's|let us) (?:just |maybe |please )*|"
    r"i(?:'d| would)? (?:want|like|prefer|need|suggest|propose|rather)(?: to| that we| we)? |"
    r"(?:is it|would it be|it would be) (?:okay|ok|fine|all right|alright|possible|good) (?:if (?:we|i)|to|for me to) |"
    r"(?:do|would) you mind if (?:we|i) )"
)
"""How an end is proposed."""
END = r"(?:stop(?:ped)?|end(?:ed)?|quit|finish(?:ed)?|conclude|wrap up|wrap (?:it|this|things) up|break off)"
HERE = r"(?: (?:right )?(?:here|there|now|at this point|at that))"
BYE = r"(?:good[- ]?bye|bye(?:[- ]bye)?|see you(?: later| soon| next time)?)"
TIRED = r"(?:(?:i'm|i am|i feel|it's|it is|that's) [^,.?!]{1,40},? (?:and |so )?)?"
FAREWELL = alone(
    rf"(?:{SUGGEST})?call it (?:a day|quits)(?: here| now| for today)?",
    rf"{TIRED}{SUGGEST}{END} {MEETING}(?: here| now| at this point)?",
    rf"{TIRED}{SUGGEST}{END}(?: it| this| things)?(?: here| there)? for today",
    r"(?:that's|that is|this is|that was|i've had|i have had) (?:more than |quite )?enough for today",
    rf"i(?:'m| am) (?:all )?done (?:for today|with {MEETING})",
    r"i (?:have|need|must|will have)(?: to)? (?:go|leave)(?: now| soon)?"
    r"(?:(?:,| because| since| as) (?:my|the|i|i'm|i've|there's|someone|somebody) [^.?!]{1,60})?",
    r"i(?:'ve got| have| need|'ll have) to (?:go|leave|run|be off)(?: now| soon)?",
    r"i quit",
    rf"{BYE}[,.!\s]+(?:and )?(?:thanks|thank you|take care|have a (?:nice|good|great) \w+)(?: [^.?!]{{1,40}})?",
    rf"(?:thanks|thank you)(?: [^.?!,]{{1,40}})?[,\s]+(?:and )?{BYE}",
    BYE,
)
"""Takes leave of us in so many words."""
HALTING = alone(
    rf"{TIRED}{SUGGEST}{END}(?: it| this| that| things| everything)?{HERE}*",
    rf"{TIRED}{SUGGEST}leave (?:it|this|things|everything){HERE}+",
    r"i (?:don't|do not) (?:really )?(?:want to|feel like) "
    r"(?:continue|go on|continuing|going on|do this|doing this)(?: with this)?(?: any ?more| any longer)?",
    r"i (?:can't|cannot) (?:continue|go on|do this) (?:any ?more|any longer)",
    r"i(?:'d| would) (?:rather not|prefer not to) (?:continue|go on)",
    r"let's not (?:continue|go on)",
    r"i(?:'ve| have) had enough(?: of (?:this|it))?",
    r"(?:(?:can|could|may) we|let's) (?:continue|go on|do this|finish(?: this)?) "
    r"(?:another (?:time|day)|some other (?:time|day)|tomorrow|later)",
    r"stop(?: it)?|end",
)
"""Wants an end, and it may be of the question alone."""
COULD = opening(r"(?:that )?we (?:can|could|should|may|might)\b")
"""How one would also say when a method stops."""
FINAL = Form(
    rf"^/|\b{BYE}\b|\b(?:interview|session|call|conversation|meeting|today|quit|exit|go(?! on)|"
    r"leave(?! (?:it|this|things|everything))|run)\b"
)
"""Words that leave no doubt about what is to end, in a sentence that asks for an end."""

ONLY_THIS = Form(
    r"\bskip\b|\b(?:just|only|leave|drop|not)\b.{0,20}\b(?:question|one|part|topic)\b|\b(?:just|only) (?:this|that)\W*$"
    r"|^\W*(?:the|this|that) (?:question|one|part)\b"
)
ALL_OF_IT = Form(r"^(?!.*\b(?:not|don't|no need)\b).*\b(?:whole|entire|altogether|everything|all of it)\b")
GO_ON = Form(
    r"^\W*(?:(?:oh|sorry|okay|ok|well|actually)\W+)*(?:no|nope|not (?:yet|really|the|at all)|"
    r"go on|continue|carry on|keep going|"
    r"(?:let's|let us|we can|you can|i(?:'ll| will)|(?:can|could) we|i(?:'d| would) (?:like to|rather|prefer to)) "
    r"(?:please |just )?(?:go on|continue|carry on|keep going|stay|try))\b"
)
AGREED = Form(r"^\W*(?:yes|yeah|yep|yup|sure|correct|exactly|right|that's right|please|i do|i would|end|stop)\b")


def wants_an_end(sentence: str) -> bool:
    """It asks for an end, of the question or of the interview."""
    return FAREWELL.search(sentence) is not None or HALTING.search(sentence) is not None


def in_doubt(text: str, answered: bool) -> bool:
    """These words of somebody who wants an end may mean the question alone, if only because they `answered` it in the
    same breath."""
    return all(not FINAL.search(one.text) and (answered or not STOP.search(one.text)) for one in sentences(text))


def end_meant(sentence: str) -> ActName | None:
    """What the reply to our asking whether the interview should end calls for; None when it says something else."""
    if len(sentence.split()) > REPLY_WORDS:
        return None
    if ONLY_THIS.search(sentence):
        return "skip"
    if ALL_OF_IT.search(sentence):
        return "stop"
    if GO_ON.search(sentence):
        return "resume"
    agreed = YES.search(sentence) or AGREED.search(sentence)
    return "stop" if agreed or STOP.search(sentence) or wants_an_end(sentence) else None
