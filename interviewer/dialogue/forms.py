"""The forms in which candidates do things: ask for time, skip, ask back, assume … Patterns only; `acts` weighs them."""

import re
from dataclasses import dataclass

from interviewer.dialogue.inputs import ActName


@dataclass(frozen=True, slots=True)
class Form:
    """A case-insensitive pattern, compiled when it is first needed: all of them together would slow the start."""

    source: str
    at_start: bool = False
    """It can only hold where the text begins."""

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the pattern holds."""
        compiled = re.compile(self.source, re.IGNORECASE)
        return compiled.match(text) if self.at_start else compiled.search(text)


OPENERS = (
    r"(?:(?:well|so|okay|ok|oh|ah|um+|uh+|hm+|hmm+|sorry|please|right|alright|all right|actually|honestly|and|but|yes|yeah|no|"
    r"to be honest|i guess|i think|i'm sorry|i am sorry|maybe|perhaps|excuse me|apologies)[,.…\s]+)*"
)
"""Words that may stand before anything."""
ENDERS = r"please|thanks|thank you|then|now|sorry|honestly|really|to be honest|i'm afraid|i am afraid|unfortunately|at all|right now"
"""Words that may stand after anything."""


def alone(*bodies: str) -> Form:
    """Matches a sentence that says nothing but one of `bodies`."""
    return Form(rf"\s*{OPENERS}(?:{'|'.join(bodies)})(?:[\s.!?,…]+(?:{ENDERS}))*[\s.!?,…]*$", at_start=True)


def opening(*bodies: str) -> Form:
    """Matches a sentence that begins with one of `bodies`."""
    return Form(rf"\s*{OPENERS}(?:{'|'.join(bodies)})", at_start=True)


TOPIC = r"(?:this|that|it|the question|this question|that question|this one|that one|the answer|the topic|this topic|that part|this part)"
AMOUNT = r"(?:a|one|another|some|two|a few|a couple of|half a|just a)"
SPELL = r"(?:minutes?|moments?|seconds?|secs?|time|bit|bit of time|little time|while)"

STOP = opening(
    r"(?:can|could|may) (?:we|i|you) (?:please )?(?:stop|end|quit|finish|terminate) (?:here|now)",
    r"(?:can|could|may|shall|should) (?:we|i|you) (?:please )?(?:stop|end|quit|finish|terminate) (?:the|this|our) (?:interview|session|call)",
    r"(?:i(?:'d| would)? (?:want|like|need|prefer|have) to|let's|let us|please) (?:stop|end|quit|leave|finish|abort)(?: here| now|"
    r" the (?:interview|session|call)| this (?:interview|session|call)|[.!]|$)",
    r"(?:stop|end|quit|finish) (?:the|this) (?:interview|session|call)",
    r"(?:(?:thanks|thank you)(?: very much| so much| a lot)?[,.!\s]+)?(?:quit|exit|good[- ]?bye|bye(?:[- ]bye)?)[\s.!]*$",
)
TIME = opening(
    rf"(?:can|could|may|might) (?:i|you|we) (?:please |just )?(?:have|take|get|give me|spend) {AMOUNT} (?:short |little |brief )?{SPELL}",
    rf"(?:can|could|may|might|maybe),? (?:(?:i|we) )?(?:have|take|get) {AMOUNT} (?:short |little |brief )?{SPELL}(?: to think| please|[.?!]|$)",
    rf"(?:just )?give me {AMOUNT} {SPELL}",
    rf"i(?:'d| would)? (?:like|need|want|could use) (?:to have |to take )?{AMOUNT} (?:short |little )?{SPELL}",
    rf"{AMOUNT} (?:short )?(?:minute|moment|second|sec),? please",
    rf"(?:(?:can|could|may|might) (?:i|we) |(?:let me|i(?:'d like| want| need) to) )(?:please |just |quickly )*(?:pause|stop)(?: here)?(?: for)?(?: {AMOUNT} {SPELL})? (?:to|and) (?:think|gather|collect|work|write|go through)",
    rf"(?:is it|would it be|it's) (?:okay|ok|possible|all right|alright|fine) (?:if i (?:take|took|have|had)|to (?:take|have)) {AMOUNT} {SPELL}",
)
COUNT = r"(?:two|three|five|ten|fifteen|\d+)"
HOLD = r"(?:(?:hold on|hang on|one moment|just a moment|wait|thanks|thank you)(?: a (?:second|moment|minute))?[,.\s]+)?"
BREAK = (
    rf"(?:{AMOUNT}|{COUNT})(?:[- ](?:{COUNT}|quick|short|brief|little|tiny|small|coffee|bathroom|toilet|minutes?|minutes'|minute's))* "
    r"(?:break|pause|recess|interruption)"
)
WE = r"(?:can|could|may|might|shall|should|would) (?:we|i|you) (?:please |just |maybe |perhaps |quickly |briefly )*"
LET_US = (
    r"(?:let's|let us|please|we (?:should|need to|have to)|i(?:'d| would)? (?:like|want|need|have|prefer) to|"
    r"(?:is it|would it be|it's) (?:okay|ok|possible|all right|alright|fine) (?:if (?:we|i)|to)) (?:please |just |maybe |quickly |briefly )*"
)
AWAY = (
    r"(?:(?:[,;.]| and| but|)\s*(?:(?:because|as|since|so that|before|while|until|if) [^.?!]{1,60}|i(?:'ll| will) be (?:right )?back[^.?!]{0,30}"
    r"|(?:someone|somebody|there's|my|the) [^.?!]{1,50}))?"
)
"""Why they want a pause, or until when."""
PAUSE = alone(
    rf"{HOLD}(?:{WE}|{LET_US})?(?:paused?|interrupt(?:ed)?)(?: (?:it|here|this|things|everything|(?:the|this|our) (?:interview|session|conversation|call|clock|timer)))*"
    rf"(?: (?:now|here|briefly))?(?: for (?:{AMOUNT}|{COUNT}) {SPELL}| for {BREAK})?{AWAY}",
    rf"(?:{WE}|{LET_US}|i(?:'d| would)? )(?:like |want |need |could use )?(?:to )?(?:take|took|have|had|get|make|do|need|use)? ?{BREAK}(?: here| from (?:this|here))?{AWAY}",
    rf"{WE}take (?:five|ten)(?: minutes)?{AWAY}",
    rf"{WE}stop (?:here )?for (?:{AMOUNT}|{COUNT}) {SPELL}{AWAY}",
    rf"{BREAK}(?:,? please)",
    r"i(?:'ll| will) be (?:right )?back(?: in [^.?!]{1,30})?",
    r"(?:(?:someone|somebody)(?:'s| is) at|i (?:need|have|'ve got) to (?:get|answer|open)|there(?:'s| is) (?:someone|somebody) at) (?:the|my) (?:door|phone)",
    r"i (?:need|have|'ve got) to (?:step (?:away|out)|take (?:a|this) (?:phone )?call|go to the (?:bathroom|toilet|restroom))[^.?!]{0,40}",
)
"""Wants the interview interrupted, rather than time to think about the question."""
BACK = alone(
    r"(?:(?:i(?:'m| am) |we're |and )?(?:(?:back|ready|here|all set)(?: (?:again|now|to (?:go on|continue|start|resume)))*))",
    rf"{HOLD}(?:(?:let's|let us|we can|we could|(?:can|could|shall|may) we|i(?:'d| would) like to|i(?:'m| am) ready to|you can|please) )?"
    r"(?:go on|go ahead|continue|resume|unpause|carry on|proceed|keep going|get (?:back to (?:it|work)|going|started)|start again)"
    r"(?: (?:with (?:it|this|the (?:interview|question))|the interview|where we (?:stopped|were|left off)|again|now))*",
    r"(?:thanks|thank you|sorry)(?: (?:very much|so much))?(?: (?:for|about) [\w\s]{1,40})?",
    r"where (?:were|did) we(?: (?:stop|leave off))?",
    r"(?:alright|all right|right|done|now)",
)
"""Back from a pause."""
REPEAT = opening(
    r"(?:can|could|would|will) you (?:please )?(?:repeat|say (?:that|it|this) again|ask (?:that|it) again|read (?:that|it) again)",
    r"(?:please )?(?:repeat|say) (?:that|it|the question)(?: again| once more|,? please)*[\s.?!]*$",
    r"(?:what was|what's) (?:the|your) question",
    r"what (?:was|is) (?:it|that|the thing) (?:that )?you(?:'ve| have)? (?:just )?(?:asked|said|wanted|were asking)",
    r"what (?:did you (?:just )?(?:ask|say)|were you asking)(?: me)?(?: again)?[\s.?!]*$",
    r"(?:i )?(?:didn't|did not|couldn't|could not) (?:quite )?(?:catch|hear)",
    r"(?:pardon|come again|sorry\?|what\?|excuse me\?|once more)",
    r"(?:you )?(?:mentioned|said|say) what\b",
    r"i(?:'ve| have)? (?:\w+ )?(?:lost|forgot|forgotten) (?:the (?:thread|question)|track|your question)",
)
SORRY = Form(r"^\s*(?:sorry|pardon|what|excuse me|come again|huh)\s*\?+\s*$")
REPHRASE = opening(
    r"(?:can|could|would|will) you (?:please )?(?:rephrase|reformulate|reword|clarify (?:the|your) question|explain (?:the|your) question"
    r"|(?:put|say|ask) (?:it|that|this|the question) (?:again )?(?:differently|another way|more (?:simply|clearly)|"
    r"in (?:other|different|simpler|simple|easier|plain) (?:words|terms))|explain (?:it|that|this)(?: again)?[\s.?!]*$)",
    r"(?:what|how) do you mean",
    r"what (?:exactly )?(?:are|is) (?:you asking|it you are asking|the question asking)",
    r"(?:can|could|would|will) you (?:please )?(?:say|tell me|explain|clarify|specify) (?:again )?what (?:exactly )?(?:you mean|you(?:'re| are) (?:asking|after)|is meant)",
    r"(?:can|could) you (?:please )?be (?:a bit |a little )?more (?:specific|precise|concrete)\b",
    r"what (?:exactly )?(?:is|was) meant by",
    r"(?:can|could|would) you (?:please )?(?:give|show) (?:me )?(?:an? )?(?:\w+ )?example (?:of|for) (?:what|the question|this|that)\b",
    r"i(?:'m| am)? (?:still |really |just )*(?:not (?:quite |really )?sure i |don't (?:quite |really )?|do not (?:quite )?|didn't (?:quite )?)(?:understand|follow|get) "
    r"(?:the|your) question",
    r"i (?:really |still |just )*(?:don't|do not|didn't) (?:really |quite )?(?:understand|follow|get) "
    r"(?:(?:any|a word) of (?:it|this|that)|anything|what (?:you(?:'re| are)|the question is) (?:asking|after))\b",
    r"i(?:'m| am) not sure what (?:you(?:'re| are)|the question is) (?:asking|after|looking for)",
    r"(?:the|your) question is (?:not clear|unclear)",
    r"(?:please )?(?:rephrase|reword)",
)
HINT = opening(
    r"(?:can|could|may|might|would) (?:i|you|we) (?:please )?(?:have|get|give me|offer(?: me)?|drop(?: me)?) (?:a |some |another |any |one )?(?:small |little )?(?:hint|clue|pointer|tip|nudge|help)s?",
    r"(?:please )?(?:give me )?(?:a|another|any) (?:small )?(?:hint|clue|pointer|tip)s?",
    r"i(?:'d| would| could)? (?:like|need|want|use|appreciate) (?:a|some|another) (?:small )?(?:hint|clue|pointer|help)",
    r"(?:do you have|is there|any chance of) (?:a|any) (?:hint|clue)",
)
DONE = r"(?:(?:i have |there's |i've )?nothing (?:more |else |further )?to add|that(?:'s| is) (?:all|it|everything)(?: (?:from (?:me|my side)|i have))?|i(?:'m| am) done)"
SKIP = opening(
    r"(?:can|could|may|shall|should) i (?:please )?(?:move|go) on (?:to|with) (?:the )?\w+",
    rf"(?:can|could|may|might|shall) (?:we|i) (?:please |just )?(?:skip|pass(?: on)?|leave|drop)(?: {TOPIC})?[\s.?!]*(?:$|because|since|and|as|,|please)",
    r"(?:can|could|may|shall) we (?:please )?(?:move on|go on|continue with (?:something|the next)|go to the next)",
    rf"i(?:'d| would|'ll| will)? (?:rather |like to |prefer to |want to |have to )?(?:skip|pass(?: on)?)(?: {TOPIC})?[\s.!]*(?:$|because|since|and|as|,|please)",
    rf"(?:let's|let us|please|we can) (?:just )?(?:skip|pass on)(?: {TOPIC})?[\s.!]*(?:$|because|since|and|as|,|please)",
    rf"(?:{DONE}[,;\s]+)?(?:so )?(?:let's|let us|please|we can|we could|i(?:'d| would) (?:like to|rather)) (?:just )?(?:move on|go on|go to the next)",
    rf"(?:skip|pass)(?: {TOPIC})?(?:,? please)?[\s.!]*$",
    r"(?:the )?next(?: question| one)?(?:,? please)?[\s.!?]*$",
    r"(?:this|that|it)(?:'s| is) (?:really |a bit |far |completely |totally )?(?:outside|not in|not within|beyond) (?:of )?my (?:field|area|expertise)",
)
DONT_KNOW = alone(
    rf"(?:i )?(?:really |just |simply )?(?:don't|do not|dont|didn't|wouldn't|would not) (?:really |actually |even )?(?:know|remember|recall)"
    rf"(?: (?:{TOPIC}|about (?:that|this|it)|much(?: more)? about (?:that|this|it)|how(?: to)?(?: \w+){{0,5}}|what to say|where to start|anything about (?:that|this|it)|the details|either))?",
    r"(?:i(?:'ve| have) )?(?:absolutely |really |honestly )?no (?:idea|clue)(?: about (?:that|this|it))?",
    r"(?:i )?(?:can't|cannot|can not|couldn't|could not) (?:really )?(?:answer|remember|recall|say|tell|think of (?:anything|one|any))(?: (?:that|this|it|more|anything|anything else|right now))*",
    r"i(?:'ve| have)? (?:never|not) (?:really )?(?:heard of|seen|learned|learnt|studied|used|come across|worked with)(?: (?:that|this|it|about (?:that|this|it)))?(?: before)?",
    r"i(?:'m| am) (?:really |just |completely |totally )?(?:not (?:really |very |that )?(?:sure|familiar with (?:that|this|it))|stuck|lost|blanking|drawing a blank|blank)(?: (?:about|on|with) (?:that|this|it)| here| right now)?",
    r"(?:that|this|it)(?: one| part)?,? i(?:'m afraid i)? (?:really |just )*(?:don't|do not|can't|cannot|couldn't) (?:know|remember|recall|say|tell|answer)",
    r"(?:nothing|not much) (?:comes|is coming) to (?:my )?mind",
    r"my mind(?:'s| is| went| has gone) (?:completely |totally )?blank",
    r"i (?:forgot|forget|have forgotten|give up)(?: (?:that|this|it))?",
    r"not sure(?: about (?:that|this|it))?",
    r"(?:that's|that is|this is) (?:all|everything|as much as) (?:i know|i have|i've got|i can say|i remember|i can think of)",
    r"idk|dunno|(?:that |this )?beats me|search me|you(?:'ve| have)? got me(?: there)?",
    r"nope|no,? (?:sorry|nothing|not really|idea)|nothing",
    r"(?:i have|i've|there is|there's|i've got)? ?nothing (?:more |else |further )?(?:to (?:add|say)|i can (?:add|say))(?: (?:to|about|on) (?:that|this|it|that part|this part|that one))?",
)
THINKING = alone(
    r"(?:let me|let's|lemme) (?:just )?(?:think|see|try|gather my thoughts|collect my thoughts|work (?:it|this) out)(?: (?:about|through) (?:that|this|it))?"
    r"(?: for)?(?: (?:a|one) (?:little |short )?(?:moment|second|minute|sec|bit|while))?(?: aloud| out loud)?",
    r"(?:i'm|i am|just|still|i'm still|i am still) (?:just |still )?(?:thinking|working it out|trying to (?:think|remember|work it out))(?: (?:about|through) (?:that|this|it))?(?: aloud)?",
    r"(?:where|how) (?:do|should|shall|would) i (?:start|begin)",
    r"(?:that's|this is|it's) (?:a )?(?:good|hard|tricky|interesting|difficult|tough|nice|great) (?:question|one)",
    r"wait",
    r"so",
    r"i(?:'d| would|'ll| will)? (?:just )?(?:have to|need to|must) think(?: (?:about|through) (?:that|this|it))?",
    r"i mean,? i(?:'d| would|'ll| will)? (?:have|need) to think(?: about (?:that|this|it))?",
)
HEARD = alone(r"ok|okay|alright|all right|got it|understood|i see|fine")
"""Shows that our question was heard; the answer is still to come."""
DIRECTION = opening(
    r"is (?:this|that|it) (?:a |some kind of )?(?:trick|catch)\b",
    r"is there a (?:trick|catch)\b",
    r"(?:let me see if i (?:understood|understand|got)|if i (?:understand|understood|got)|do i understand|just to (?:be|make|check|clarify))\b"
    r".*\byou(?:'d| would|'re| are)? (?:want|like|mean|asking|after)\b.*\?",
    r"(?:should|shall|do|would|could|can|may) (?:i|you|we) (?:want|like|prefer|rather have|expect)?(?: me)?(?: ?to)? ?(?:start|begin|focus|go|talk|concentrate|explain|derive|give|cover|describe|answer)\b"
    r".*(?:theor|practi|math|intuit|detail|high.level|derivation|formal|general|first|direction|side|aspect|specific|depth|deep|or\b|on\b).*\?",
    r"(?:which|what) (?:direction|aspect|side|kind of answer|sort of answer|level of detail|part)\b",
    r"are you (?:more )?(?:asking|looking|interested|thinking|aiming|after)\b",
    r"do you mean\b.*\bor\b",
    r"do you (?:want|mean|prefer|expect|have in mind)\b.*\b(?:theor|practi|math|intuit|formal|general|deriv|specific|particular|direction|definition|example|or)\b",
    r"how (?:deep|deeply|detailed|formal|technical) (?:should|shall|do you|would you|may|can|must|an answer|is (?:the|your|my) (?:answer|question))\b",
    r"how much detail\b",
    r"is there (?:a |any )?(?:particular|specific) (?:direction|aspect|angle|part|context|setting)",
    r"where (?:would you like me|do you want me) to (?:start|begin|go)",
    r"where (?:are|do|would) you (?:want|like|going|heading)\b",
)
SAY = (
    r"(?:go (?:on|ahead|into|deeper|further|through|over|back)|continue|say|tell|add|mention|explain|prove|derive|elaborate|expand|talk|cover|"
    r"discuss|describe|sketch|state|repeat|stop|start|begin|write (?:it|that|this|the|down|out)|show (?:you|it|that|this|the|how|why)|"
    r"give (?:you|an?|the|more|some)|do (?:the|that|this)|work (?:it|that|this|through|out))\b"
)
PROCEDURE = opening(
    rf"(?:should|shall|can|may|could|must|do) i (?:(?:need|have|want) to )?(?:(?:also|just|rather|now|still|first|perhaps|maybe|really) )*{SAY}",
    r"(?:should|shall|can|may|could) we (?:also |just |rather |now |still |first )?(?:go (?:on|ahead|into|deeper|further)|continue|start|begin|stop)\b",
    r"(?:do|would|did) you (?:also |still |really )?(?:want|like|need|expect|prefer) (?:me|anything|something|more|any more|to (?:hear|know|see))\b",
    r"(?:is|was) there (?:anything|something)(?: else| more)? (?:that )?(?:you|i (?:should|could|missed|forgot|left)|missing(?! (?:in|from))|to add)",
    r"(?:is|was) (?:anything|something) (?:missing(?! (?:in|from))|unclear)",
    r"anything (?:else|missing|more)\b(?! in| from)",
    r"what else (?:(?:do|would) you|(?:should|shall|can) i (?:say|tell|add))\b",
    r"(?:and |before i \w+, )?how (?:long|much time) (?:should|shall|may|can|do|would) (?:it|this|that) (?:be|take)\b",
    r"how (?:long|much time) (?:should|shall|may|can|do) (?:i|my)\b",
    r"(?:did|have) i (?:miss|missed|forget|forgotten|leave|left)\b",
    r"(?:and |before i \w+, )?(?:how many|which) (?:sentences|words|details)\b",
)
"""Asks how to go about the answer; whatever we do next settles it."""
LEAVE = opening(
    r"is it (?:okay|ok|fine|alright|all right|allowed|acceptable) (?:if (?:i|we)|to|for me to)\b",
    r"(?:can|may|could) (?:i|we) (?:\w+ )?(?:ignore|neglect|leave out|leave aside|drop|treat|pretend|simplify|restrict myself)\b(?! (?:it|this|that|the question)\b)",
)
"""Asks leave to simplify."""
JUDGEMENT = opening(
    r"(?:is|was|were|are) (?:that|this|it|my answers?|i)(?: answer)? (?:right|correct|ok|okay|fine|good|enough|wrong|what you|on the right track|the right)",
    r"(?:did|do) i (?:do|get|answer|say)\b.*(?:right|well|correct|ok|okay|it|good)",
    r"how (?:did|am|was|do|have) (?:i|my|that)\b.*(?:do|doing|did|perform|go|far|answers?|done)",
    r"(?:will|do|did) i (?:pass|get the job|make it|get an offer)",
    r"what(?:'s| is| was) (?:the (?:right|correct) answer|my score)",
    r"am i (?:right|correct|close|on the right track)",
    r"(?:does|did) that (?:answer|make sense)",
)
ABOUT_THEM = Form(
    r"\b(?:your (?:team|group|lab|company|research|work|day|role|students?|colleagues?|favou?rite|papers?|job|organi[sz]ation|department)|"
    r"(?:the|this) (?:team|role|position|company|job|group|hiring|next steps?|interview process|salary|lab)|(?:do|did|are|would|have) you (?:work|like|publish|enjoy|hire|join|personally|"
    r"collaborate|supervise|offer)|work.life|salary|next steps?|remote|relocat|publish|conferences?|interns?(?:hips?)?|compute|gpus?)\b",
)
ASSUMPTION = opening(
    r"(?:i(?:'ll| will| would|'d|'m going to| am going to)?|let me|let's|let us|we(?:'ll| will| can)?|(?:can|may|could|should|shall) (?:i|we)|is it (?:ok|okay|fine) (?:to|if i)) (?:just |simply |also |then |first |therefore )?(?:assume|suppose|presume|take it that|take for granted)",
    r"(?:assuming|supposing|my assumption|one assumption|i(?:'m| am) assuming|under the assumption|i make the assumption|since (?:that|it)(?:'s| is) not (?:given|specified))",
    r"if i (?:may|can) assume",
)
INTERROGATIVE = opening(
    r"(?:how (?:many|much|big|large|long|often|fast|old)|(?:what|which|who|when|where|why|how) (?:(?!(?:you|we|i|it|they|that)\b)[\w-]+ ){0,2}?(?:is|are|was|were|do|does|did|can|could|should|will|would|have|has)|"
    r"what (?:kind|sort|type|about)|(?:is|are|was|were|do|does|did|can|could|may|should|shall|will|would|have|has) (?:we|i|you|they|there|this|that|it|these|the))\b"
)
"""How a question begins whose question mark is missing."""
TO_US = Form(
    r"\b(?:you|your|(?:do|can|could|should|may|shall|are|would|have|did) we|(?:can|could|may|should|shall) i|do i|have i|(?:is|are|was|were) there|there (?:is|are)|"
    r"the (?:data|dataset|users?|customers?|items?|shop|system|model|features?|labels?|team|company|requirements?|goal|budget|latency|noise|samples?))\b",
)
OPEN = opening(
    r"(?:what|why|which|how)(?:'s)? (?!many|much|large|big|long|often|fast|old|kind|sort|about)\w",
    r"(?:can|could|would|will) you (?:please )?(?:tell|explain|show|give)\b",
)
"""Asks for an explanation rather than for a number or a yes."""
THEORY = opening(
    r"(?:is|are|isn't|aren't|do|does|don't|doesn't) (?:it|this|that|these|those|they|both|the two)\b"
    r"[^?]*\b(?:same|equal|different|related|better|worse|true|always|necessarily)\b"
)
"""Asks whether something holds in general, which is what we want to hear from them."""
YOURS = Form(
    r"\b(?:what|which|how)\b.{0,40}\b(?:do|would|will|did) you (?:\w+ )?(?:use|prefer|do|choose|pick|recommend|think|say|suggest|expect)\b"
    r"|\bwould you (?:\w+ )?(?:use|prefer|choose|pick|recommend|suggest|go for)\b",
)
"""Asks what we would do ourselves."""
TENTATIVE = opening(
    r"(?:is (?:it|that|this) (?:because|that|maybe|perhaps|something)|isn't (?:it|that)|wouldn't|would (?:it|that) be|could it be|might it|maybe|perhaps|something like|doesn't|don't we|isn't)"
)
FORMULA = Form(
    r"^\W*(?:(?:so|like|about|roughly|maybe|o of|order|one|two|half|square root|root|log|\d+|[a-z]|of|over|squared|times|plus|minus|per|to the)\b\W*){2,}\?\s*$"
)
"""A formula on a high note, as in "n log n?"."""
THE_NAME = opening(r"is (?:it|that|this) (?:the|called)\b(?! case)")
"""Offers a name for what was asked, if it is a word of the field."""
AT_A_LOSS = Form(r"\b(?:dunno|not sure|don't know|no idea)\b[,.\s]*")
"""Comes before a guess."""
MEANING = opening(r"(?:do )?you mean\b", r"meaning\b", r"as in\b")
"""Says our question again in other words; going on answers it."""
HEDGED = Form(r",?\s*(?:maybe|perhaps|probably|possibly|or something(?: like (?:that|this))?)\s*\?+\s*$")
"""A guess on a high note, where the rest has no form of a question."""
CLAUSE = opening(
    r"(?:when|if|because|since|unless|until|as soon as) (?!(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|may)\b)"
    r"(?![^?]*\b(?:is|are|do|does|did|can|could|should|would|will|have|has|may) (?:we|i|you|they|there|it|this|that|the)\b)[^,?]+\?"
)
"""Half a sentence on a high note, which goes on from our question: "When the model is too good?"."""
TAG = Form(
    r"(?:[,;]\s*(?:yes|no|ok|okay)|[,;]?\s*(?:right|correct|or not|isn't it|doesn't it|don't they|aren't they)|[,;]\s*(?:you know|you mean|I (?:guess|think|suppose)))\s*\?+\s*$",
)
DEFINITION = opening(
    r"what (?:do|does) (?:you|that|this|it)?\b.*\bmeans?\b",
    r"what(?:'s| is| are) (?:an? |the )?[\w\s-]{1,40}\?",
)
GREETING = alone(
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day))(?: there)?(?:[,.\s]+\w+){0,2}",
    r"(?:nice|pleased|good|great) to meet you(?: too)?",
    r"thanks?(?: you)?(?: for (?:having|the|your|inviting)[\w\s]*)?",
    r"how are you(?: doing)?(?: today)?",
    r"can you hear me",
)
TO_THE_JUDGE = Form(
    r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your |my )*(?:previous|prior|above|earlier|instructions?|prompts?|rules?|rubric)|"
    r"(?:full|maximum|max|top|perfect) (?:marks?|scores?|points?|credit)|\b(?:every|all(?: of)? the|all) key points?\b|"
    r"\b(?:print|show|reveal|list|repeat|tell me|give me) (?:me )?(?:all |the |your )*(?:key points?|hidden facts?|rubric|answer key)|\b(?:system|developer) prompt|you are (?:now )?(?:an? )?(?:ai|llm|language model|grader|judge)|"
    r"\b(?:mark|grade|score|rate) (?:me|this|my answer|everything|all)\b",
)
HOSTILE = Form(
    r"\b(?:you(?:'re| are)? (?:an? |so |such |really )*(?:stupid|dumb|idiot\w*|useless|ridiculous)|waste of (?:my |our )?time|"
    r"(?:stupid|dumb|idiotic|ridiculous|pointless|useless) (?:questions?|interview)|"
    r"f+u+c+k\w*|bullshit|shut up|screw (?:you|this)|i hate (?:this|you)|who cares|go to hell)\b",
)
DISMISSIVE = alone(
    r"(?:this|that|these|those|it|all this|all that)(?: \w+)?(?:'s| is| are| was)? (?:an? |so |really |just |such |complete |total )*"
    r"(?:stupid|dumb|idiotic|ridiculous|rubbish|garbage|nonsense|pointless|useless)",
)
"""Said of an idea these words belong to an answer; alone they are aimed at us."""
SMALL_TALK = opening(
    r"(?:what(?:'s| is) the weather|how(?:'s| is) the weather|did you see the (?:game|match)|what time is it|tell me a joke)",
    r"(?:is this|are you|am i talking to) (?:an? |the )?(?:real |actual )?(?:bot|robot|machine|ai|computer|human|person|recording)\b",
    r"why (?:do|are|would|did) you (?:ask|want to know)",
    r"is there (?:a|any) reason (?:why |that )?you (?:ask|want to know)",
)
NO_MORE = alone(
    r"(?:no|nope|nothing|none|not really|not (?:right )?now|not at the moment)(?:[,.\s]+(?:thanks|thank you|that's (?:all|it|fine)|i(?:'m| am) (?:good|fine|all set|done)|nothing (?:else|more)|no (?:more )?questions?))*",
    r"(?:no|none|no more|no other|no further) questions?(?: from (?:me|my side))?",
    r"(?:that's|that is|that was|that would be) (?:all|it|everything)(?: (?:from (?:me|my side)|i wanted to (?:ask|know)))?",
    r"i(?:'m| am) (?:good|fine|all set|done)",
    r"i (?:don't|do not) have any(?: (?:more|other|further))?(?: questions?)?",
    r"i have no(?: (?:more|other|further))? questions?",
    r"(?:all|everything)(?: is|'s)? clear",
)
DECLINES = Form(
    r"^\W*(?:no|nope|none|nothing)\b|\bno (?:more|other|further) questions?\b|\b(?:that's|that is|that was) (?:it|all|everything)\b|"
    r"\bi(?:'ve| have) (?:everything|heard enough|talked enough|no questions)\b"
)
"""A no among other words, where no question is asked."""
YES = alone(
    r"(?:yes|yeah|yep|sure|ok|okay|fine|please|yes please|let's do that|go ahead|sounds good|i would|i'd like that|that would be (?:good|fine|great))"
)
NOT_YET = alone(
    r"(?:no|not yet|nope|no thanks|give me (?:another|a bit more) (?:minute|moment|time)|i(?:'ll| will) (?:try|keep (?:going|trying)))(?:[,.\s]+(?:let me try|i(?:'ll| will) (?:try|keep (?:going|trying))|thanks))*"
)

SIMPLE: tuple[tuple[ActName, Form], ...] = (
    ("off-topic", TO_THE_JUDGE),
    ("off-topic", HOSTILE),
    ("off-topic", DISMISSIVE),
    ("off-topic", SMALL_TALK),
    ("pause", PAUSE),
    ("stop", STOP),
    ("time", TIME),
    ("hint", HINT),
    ("repeat", REPEAT),
    ("repeat", SORRY),
    ("rephrase", REPHRASE),
    ("skip", SKIP),
    ("dont-know", DONT_KNOW),
    ("thinking", THINKING),
    ("thinking", HEARD),
    ("greeting", GREETING),
)
"""Acts that a sentence shows by its form; the first match wins, and the rest of the turn may overrule it."""

CHECK = opening(
    r"(?:is|was|would) (?:that|this|it) (?:be )?(?:okay|ok|fine|enough|clear|all|good enough|too (?:much|long|short|detailed)|what you)\b",
    r"(?:does|did) that (?:make sense|answer|help|suffice)\b",
)
"""Asks whether an answer will do; going on says so."""
SEEN = opening(
    r"(?:(?:do )?you )?(?:see|know|get) what i (?:mean|am saying|'m saying)\b",
    r"(?:do|are) you (?:following|with me|follow)\b",
)
"""Belongs to the answer, though it is a question."""
INTRODUCING = Form(r"\b(?:(?:do|did|would|should|can|could|may|shall|must|are) (?:you|i)|should (?:it|this|that))\b")
"""What a question about the introduction holds."""

AT_THE_END: tuple[tuple[ActName, Form], ...] = (
    ("off-topic", TO_THE_JUDGE),
    ("off-topic", HOSTILE),
    ("pause", PAUSE),
    ("stop", STOP),
    ("repeat", REPEAT),
    ("repeat", SORRY),
    ("time", TIME),
    ("thinking", THINKING),
    ("skip", NO_MORE),
    ("skip", SKIP),
)
"""The same while the candidate asks the interviewer."""
