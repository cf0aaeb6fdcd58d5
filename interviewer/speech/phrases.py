"""Words and turns of phrase that tell whether a spoken turn goes on: where no sentence can end, what announces more,
what closes a turn. All are matched against lower-case words without the marks at their end, unless they hold marks."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SOUND = re.compile(r"u+[hm]+|e+[rh]+m*|a+h+m*|h+[mu]+h*|[hk]*m{2,}|mhm")
"""Spellings of a hesitation, as one word."""
EMPTY = _words(
    "so and but well okay ok right now then also yeah yes yep sure exactly correct uh-huh mm-hm mm-hmm aha alright"
)
"""Words that begin a sentence or answer an "uh-huh", and say nothing by themselves."""
DIRECT = _words("yes yeah yep no nope correct exactly right sure")
"""A short answer that begins so is whole."""
NUMBERS = _words(
    "about around roughly approximately maybe probably it's that's a an the or to point percent half hundred thousand "
    "million billion zero one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty sixty seventy eighty ninety"
)
"""A short answer of nothing but such words and figures is whole."""
HANGING = _words(
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
STRANDED = _words(
    "to for with on in at by about over under through after before against like how no both either neither "
    "most only always never two three four five first second same new whole single full joint called named "
    "becomes makes gives gets takes keeps says shows tells looks means uses computes requires needs wants seems tries "
    "lets contains includes involves assumes depends minimises maximises minimizes maximizes use make give get take "
    "allows tends picks measures estimates compares replaces produces tend rely depending such terms "
    "don't doesn't didn't can't cannot couldn't won't wouldn't shouldn't isn't aren't wasn't weren't hasn't haven't"
)
"""These end sentences too, now and then: "what it converges to", "they are the same"."""
SENTENCE_END = re.compile(r"(?<=[.!?;]) ")
"""Between two sentences."""
WORD = re.compile(r"[^\W_][\w'.-]*[^\W_]|[^\W_]")
"""One word, with what is inside it."""
TRAILING = " .…!?,;:-–—\"'"
"""Marks at the end of a word or turn that say nothing."""
BROKEN_OFF = ("..", "…", "-", "–", "—")
"""How the recogniser writes a sentence that breaks off."""
_OPENERS = "so|and|but|well|okay|ok|right|now|um|uh|then|also|i mean|i think|i guess|i'd say|yeah|yes|sure|basically"
_FROM_START = rf"^(?:(?:{_OPENERS}),? )*"
LEAD_IN = re.compile(r"^(?:(?:so|and|but|well|okay|ok|right|now|um|uh|then|also|yeah|yes|no|sure),? )*")
"""What a sentence begins with before it says anything."""


def _any(*alternatives: str, before: str = r"\b", after: str = "$") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}")


_FORMULA = _any(
    r"is (?:proportional|equal) to(?: the)?",
    r"over|sum over|sum of|divided by|multiplied by",
    r"(?:log|exponential|gradient|derivative|integral|expectation|square root|norm|inverse|sum|product) of(?: the)?",
    r"with respect(?: to(?: the)?)?",
    r"(?<!times )(?<!over )(?<!by )p of \w+",
    r"p of \w+ given",
    r"(?:[b-z]|alpha|beta|theta|lambda|sigma|mu|epsilon) time",
)
_DANGLING = _any(
    r"(?:\w+ing|of|by|with|to|is|are|be|needs?|have|has|takes?|requires?|wants?) at (?:least|most)",
    r"sort of|kind of|a bit of|as opposed|so-called|whether or not|in order(?: to)?|as soon|in (?:terms|case) of",
    r"according|due|compared|opposed|owing|except|besides|such|for (?:all|every)|which (?:we|you|they) call",
    r"(?:given|provided|so|such|means?|meant|impl(?:y|ies)|assum(?:e|es|ing)|suppose|fact) that",
    r"(?:which|that|this) (?:means|implies|gives(?: us)?|makes|leads|leaves|allows|lets)",
    r"(?:what|how) (?:i|we|you|they) \w+ (?:is|was)|what (?:\w+s|\w+ed)(?: me| us)? (?:is|was)",
    r"(?:i'm|we're|you're|they're|was|were|am|are) (?:trying|going|supposed|able|allowed)(?: to)?",
    r"(?:so|basically|because|which|that|if|when|until|since|where|whether|way) (?:it|there)",
    r"(?:if|when|whether|unless|until|since) (?:that|this|these|those)",
    r"(?:on|of|know|see|sure|ask|check|tell|say|clear) weather|what (?:people|users|others|everyone|everybody)",
    r"with (?:probability|mean|variance|rate|parameters?)|(?:,|so|that|then) the (?:more|less|fewer)",
    r"(?:so|and|but|then|because|,) (?:maybe |probably )?(?:my (?:guess|feeling|worry|point|intuition)|"
    r"the (?:reason|point|trick|problem|idea|question|thing)|what i mean)",
    r"[\w-]+-(?:minus|plus|times|over)|, where \w+ (?:is|are|denotes)",
)
"""Turns of phrase that no sentence ends in, though their last word could end one."""
SELDOM_LAST = _any(
    r"(?:sure|say|says|said|shows?|found|find|noticed?|thought|think|hope|knows?|is|was|were) that",
    r"(?:ones?|anything|something|everything|nothing|those|things?|people|(?:an?|the|some|any|every|no) [\w-]+) that",
    r"(?<!what )(?:i|we|you|they) (?:\w+ )?(?:tried|wanted|want|need|needed|try|ended|end up|ended up)(?: to)?",
    r"how (?:much|many|often|far|long|large|big|small|fast|well|close)",
    r"(?:i|we|you|they|it) (?:would|should)|as (?:long|far|much|many)|(?:is|are|be) (?:more|less|much|so|too)",
    r"(?:otherwise|because|although|whereas|then|where|when|if|that) (?:the|our|my|this|each|every) (?:[\w-]+ )?[\w-]+",
    r"(?!it's|that's|what's|there's|let's|here's|he's|she's|who's|where's|how's|one's)[\w-]+'s",
)
"""Turns of phrase that end a sentence now and then."""
_BEGUN = _any(
    r"[,.?!] (?:so|and|but|or|because|if|when|which|since|while|whereas|that|then) (?:it|this|that|there|one|then|so)",
    r"\b(?:sure|say|says|know|mean|means|assume|show|shows|find|see|think|such) that (?:one|each|every|this|it)",
    before="",
)
"""A clause that has only got its first words."""
_WHEREAS = re.compile(r"\w[,.] where(?:'s| is) (?:a|an|the) (?!other)[\w-]+(?: [\w'-]+)?$")
"""How the recogniser writes "whereas the" and what is compared."""
NO_END = (_DANGLING, _FORMULA, _BEGUN, _WHEREAS)
"""Where no sentence can end."""
WHOLE_AFTER_ALL = _any(
    r"(?:what|how|where|who|than|as|that|whatever|whoever|wherever|however) (?:\w+ ){0,2}"
    r"(?:is|was|are|were|do|does|did|has|have|had|can|will)",
    r"(?:i|we|you|they|it) (?:do|does|did|can|could|will)(?:n't)?",
    r"(?:at|than|to|by|is|equals|about|into|of|least|most) (?:two|three|four|five)|the (?:most|least)",
    r"but (?:[\w'-]+ ){1,3}(?:is|are|was|were|does|do|did|ca|wo)n't|(?:seen|done|used|tried|had|do|need) both",
    r"(?:what|how|where|whatever) (?:[\w'-]+ ){1,4}(?:gets?|sees?|needs?|wants?|takes?|gives?|makes?|says?|uses?)",
    r"(?:what|whatever) (?:[\w'-]+ ){1,4}(?:gives?|buys?|tells?|costs?|shows?) (?:you|us|me)",
    r"(?:given|on|matter|know|see|shows?|tells?|is|was|about|of) how (?:[\w'-]+ ){1,6}(?:is|are|was|were)",
    r"(?:is|are|be|was|were|about|exactly|all|much|stays?|remains?) (?:\w+ )?the same",
    r"(?:for|to|with|about|from|like) you|(?:for|after|once in|in) a (?:little |long |short )?while",
    r"(?:pass|flow|go|come|get|work)(?:es|s)? through|(?:it|them|that|this|the \w+) first|(?:it|them|that|this) most",
    r"(?:every(?:body|one)|nobody|(?:the )?others?)(?: [\w'-]+){0,4} (?:do|does|did|is|was|were|has|have)",
    r"(?:little|nothing|much|lots?|something|what|left|things?) to do",
)
"""Clauses that may end in a word that usually asks for more."""
PERHAPS_WHOLE = _any(
    r"(?:what|how|who|where)(?:ever)? (?:[\w'-]+ ){1,7}(?:is|are|was|were|do|does|did|has|have|can|will|gets?)",
    r"(?:what|who|where)(?:ever)? (?:[\w'-]+ ){1,5}(?:from|of|into)",
    r"(?:the|every|all|any|each|much|many|only) (?:[\w-]+ ){1,3}(?:i|we|you|they) (?:have|had|are|need)",
    r"like (?:[\w-]+ ){1,3}(?:does|do)",
    r"(?:on|of|for|in|to|from|with) each|in between|rid of",
)
"""Clauses that end in such a word and are whole about as often as not."""
NOUN_TO_COME = _any(
    r"(?:a|an|the|some|such a|its|their|our) (?:[\w-]+ly |much |very |more |less )?"
    r"(?:large|larger|small|smaller|big|bigger|good|better|bad|new|old|different|certain|specific|given|fixed|random|"
    r"stochastic|logistic|convex|high|higher|low|lower|simple|true|real|long|short|main|next|left|right|local|"
    r"(?<!in the )(?<!of the )(?<!to the )(?<!from the )(?<!than the )(?<!for the )(?<!by the )(?<!with the )other|"
    r"global|linear|quadratic|similar|particular|strong|weak|fast|slow|standard|usual|typical|positive|negative|"
    r"non-linear|held-out|lower-dimensional|high-dimensional|dimensional)",
)
"""An article and an adjective wait for their noun."""
TAG = re.compile(
    r"(?<=\w)(?:,? (?:i (?:suppose|guess|think|believe|hope|would say)|i'd say|though|too|as well)|"
    r", (?:you know|basically|really|right|actually)|[.,]? if i (?:remember|recall)(?: [\w'-]+){0,3})$"
)
"""What is hung onto a sentence and says nothing about its end; after a full stop it begins the next one."""
FILLER = re.compile(r", (?:i don't know|i'm not sure|whatever|something like that|let's say)$")
"""What is said while a word is looked for; the sentence before it has not ended for that."""
THANKS = re.compile(
    r"(?:^|\W)(?:(?:okay|ok|so|and|that's it|no),? )*(?:many )?thank(?:s|s? you)\b(?: (?:very|so) much| a lot)?$"
)
"""Thanks at the end close a turn, unless the words before hang."""
REASONED = re.compile(
    r"\b(?:because|since|so|but|until|unless|while|whereas|which|therefore|when|where|then|if|instead|otherwise|than|"
    r"also|too|only|just|whether)\b"
)
"""A sentence with one of these says more than one thing."""
REASON = re.compile(r"^(?:because(?! of)|whereas|although|though)(?: [\w'-]+,?){4,}")
"""What the recogniser makes a sentence of its own belongs to the one before, and ends it."""
DENIED = re.compile(r"\b(?:is|are|was|were)(?:n't| not) (?:the|just|only|about|really|simply|necessarily)\b")
"""Who says what it is not goes on with what it is."""
STUB = re.compile(r"(?:i (?:think|guess|believe|suppose|mean|hope|would|would say)|i'd say|you know)")
"""A sentence of which there is no more than this has only begun."""
THINKING = (
    _any(
        r"(?:just |quickly )?(?:think|see|recall|remember|consider|check|start over|rephrase|gather my thoughts)\b"
        r"[^.?!]{0,40}",
        r"(?:just )?work (?:it|this|that) out(?: (?:quickly|first|properly|carefully|here|for a second))?",
        r"(?:just )?(?:write|do) (?:it|this|that) (?:down|step by step|carefully)",
        r"a (?:second|moment|sec|minute)(?: to think)?",
        before=r"\b(?:let me|let's|lemme|i need to|i have to|i'd have to|give me|just) ",
    ),
    _any(
        r"what was (?:it|that)(?: again)?|what(?:'s| \w+)? (?:it|that|this|(?:the|that|this) \w+|\w+ it) called",
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
"""What is said while one thinks."""
ASIDE = re.compile(rf"(?:(?:{_OPENERS}|oh|no|that's|that is|this is|it's|\w+ me),? )*")
"""What may come before such words without saying anything."""
_MAIN_CLAUSE = (
    r"(?:(?: [\w'-]+)+ then(?: [\w'-]+){3,}|"
    r"(?: [\w'-]+){3,}(?<! that)(?<! and)(?<! or)(?<! if)(?<! what)(?<! which)(?<! when)(?<! how)(?<! but)(?<! where)"
    r"(?<! as)(?<! than)(?<! because)(?<! who) (?:i|we|you|it|they|there)(?:'\w+)?(?: [\w'-]+){2,}|"
    r"(?: [\w'-]+){3,} (?:that's|that is|that would|this is|this would|there's)(?: [\w'-]+){2,})"
)
"""A condition said without a comma, with what follows from it: "if it is not convex you may get stuck"."""
_MANY = r"(?:a (?:few|couple|number)|two|three|four|five|several|some|many|different|various|certain|other)"
MORE = (
    re.compile(
        r"\b(?:there are|there's|i see|i know of|i can think of|i have|we have|you have|it has|it needs) "
        rf"(?:basically |really |about |at least |maybe |probably )?{_MANY}\b[^,;]*$"
    ),
    re.compile(
        rf"(?:^|[,;] )(?:(?:{_OPENERS}),? )*(?:i(?:'d| would|'ll| will) |we(?:'d| would)? )?"
        r"(?:first|firstly|for (?:one|example|instance)|on the one hand|to (?:begin|start) with)(?:,? [^ ,.?!]+){1,8}$"
    ),
    re.compile(rf"^(?:(?:{_OPENERS}),? )*(?:first|firstly|for (?:one|example|instance)|on the one hand)$"),
    re.compile(
        r"\b(?:the first|one|1) "
        r"(?:thing|part|step|reason|option|way|issue|problem|advantage|approach|possibility)\b"
        r"(?!.*\b(?:another|other|second|namely|which)\b)[^.?!]*$"
    ),
    _any(
        r"if|when|given|because(?! of)|since|while|whereas|although|once|as (?:long|soon) as",
        r"by the time|even (?:if|though)",
        before=r"^(?!yes|yeah|no\b|sure)" + _FROM_START[1:],
        after=rf"\b(?!{_MAIN_CLAUSE})[^,]*$",
    ),
    _any(
        r"suppose|supposing|assume|assuming|imagine|say|consider|take",
        r"unlike|compared (?:to|with)|in the case of|instead of",
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
    _any(r"(?:it|that) (?:really )?depends on", before=_FROM_START, after=r"(?: [^ ,.?!]+){0,10}$"),
)
"""What announces that more will come."""
_SPELL = r"(?:a|one|another|two|five|ten) (?:[\w-]+ ){0,2}(?:moments?|seconds?|minutes?|bit|while)"
PAUSES = _any(
    r"(?:(?:can|could|may|might|shall|should) (?:we|i|you) |let's |let us |please )(?:please |just |maybe |quickly )*"
    r"(?:pause|interrupt|stop for)(?: (?:it|this|(?:the|this) interview))?(?: here)?"
    rf"(?: (?:for )?{_SPELL})?(?: please)?",
    rf"pause (?:(?:the|this) interview|for {_SPELL})(?: please)?",
    r"(?:can|could|may|might|shall|let's|let us|i need|i'd like|i would like)(?: (?:we|i|to|please|take|have|make))* "
    r"(?:a|another) (?:[\w-]+ ){0,2}break(?: here| now)?(?: please)?",
    r"i(?:'m| am) back(?: now| again)?|(?:let's|we can|shall we) (?:go on|continue|carry on|resume)(?: now)?",
    before=rf"(?:^|[.!?,;] )(?:(?:{_OPENERS}),? )*",
)
"""Wants the interview interrupted, or is back: nothing more is to be waited for."""
_MINUTE = (
    r"(?:(?:a|one|another) (?:\w+ )?minute|(?:two|some|a few|a couple of) (?:more )?minutes|"
    r"(?:some|more|some more) time)"
    r"(?: to (?:think|write)(?: (?:about |down )?(?:it|this|that|the \w+)(?: down| through)?)?| for (?:this|that))?"
)
REQUESTS = _any(
    r"(?:repeat|rephrase) (?:it|that|this|(?:the|your) (?:last )?question)(?: again| once more)?",
    r"(?:say|ask) (?:it|that) again",
    r"i (?:didn't|did not|couldn't) (?:quite )?(?:get|catch|hear) (?:it|that|you|the (?:last )?(?:part|question))",
    r"pardon(?: me)?|come again|good ?bye|bye(?: bye)?",
    r"(?:give me|i need|i(?:'d| would) like|i could use) (?:a|another) (?:small |little )?hint|(?:a|another) hint",
    rf"(?:(?:just )?give me|i(?:'d)? need|i(?:'d| would) like|i could use) {_MINUTE}|{_MINUTE},? please",
    r"(?:the )?next (?:question|one)|(?:i(?:'d| would) like|i want|i(?:'d| would) prefer) to (?:move|go) on",
    r"(?:i(?:'d| would) like to|i want to|let's|let us) (?:stop|end|finish|quit)"
    r"(?: (?:here|now|it|there|(?:the|this) interview))+",
    r"(?:yes|yeah|yep|sure|okay|ok),? (?:please|let's|let us|let's do (?:that|it))",
    r"that(?:'s| is) (?:all|everything|about all) (?:that )?i (?:have|know|can say|can (?:think of|remember|recall))",
    before=rf"^(?:(?:{_OPENERS}|sorry|please|oh|hm+|no),? )*",
    after=r"(?:,? (?:please|sorry|then|now))*$",
)
"""Asks for something in a sentence of its own that is no question, or says at last that this was all."""
DENIES = re.compile(
    rf"^(?:(?:{_OPENERS}|thanks|thank you|no|nope),? )*(?:no|nope|not (?:really|yet|at all|that i know(?: of)?)|"
    r"never|none|nothing(?: (?:really|so far|more|else))?(?: from (?:me|my side))?)(?:,? (?:sorry|i (?:think|guess)))?$"
)
"""A whole turn that only denies."""
CLOSED = _any(
    r"(?:that's|that is|this is|that would be|that was) (?:it|all|about it|everything|my answer|"
    r"the (?:main |whole |basic )?(?:idea|answer|difference|reason|story|point|picture))\b.{0,40}",
    r"(?:that's|that is|this is) (?:why|how|what|where|when)\b.{3,90}",
    r"that (?:covers|should cover) (?:it|everything)",
    r"(?:to (?:sum|wrap) (?:it )?up|in (?:short|summary|conclusion|the end)|overall|all in all)\b.{12,}",
    r"i (?:(?:really )?don't|do not) (?:know|remember)\b.{0,40}|i(?:'m| am) (?:not sure|done|finished)",
    r"i(?:'m| am) not (?:\w+ )?sure\b.{0,60}, sorry|i(?:'d| would) have to look\b.{0,60}",
    r"(?:can|could|would|may) (?:you|i|we)\b.{3,60},? please",
    r"(?:i have )?no idea.{0,20}|i(?:'ve| have)? never (?:worked|heard|used|seen|done|come across|learn)\w*\b.{0,40}",
    r"(?:can|could|may) (?:we|i) (?:skip|move on|pass|have|go)\b.{0,40}",
    r"(?:we|let's) (?:can |could )?(?:skip|move on|(?:go|move|turn) (?:on |over )?to the next)\b.{0,30}",
    r"(?:i'd (?:rather|like to|prefer to) )?(?:skip|pass)\b(?: on)?(?: (?:this|that|it))?"
    r"(?: one| question)?(?:,? (?:please|if (?:possible|that's (?:okay|ok|fine|all right)|you don't mind)))?",
    r"(?:i have )?nothing (?:else|more)\b.{0,20}",
    before=rf"(?:^|[.!?,;] )(?:(?:{_OPENERS}),? )*",
)
"""What says that a turn is over."""
_WH = "(?:what|which|how|why|where|when|who)"
ASKS = _any(
    r"(?:do|does|did|is|are|can|could|should|shall|would|may|will|have|has) (?:you|we|i|it|there|the|this|that|they)\b",
    rf"{_WH}(?:'s| [\w'-]+){{0,4}} (?:do|does|did|can|could|should|shall|would|will|have|are) (?:you|we|i|it|they)\b",
    before=rf"(?:^|[.!?,;] )(?:(?:{_OPENERS}),? )*",
    after=r"[^.?!]{3,}\?$",
)
"""A question to the interviewer."""
WHAT = re.compile(rf"(?:^|[.!?] )(?:(?:{_OPENERS}),? )*(?:sorry|what|huh)\?$")
"""Did not hear us."""
BROKEN_QUESTION = _any(
    r"an?|the|my|our|your|and|or|of|than|because|if|as|(?:how|what|why|if|whether) (?:i|we|you|they)",
    rf"(?:^|[.!?,;] )(?:(?:{_OPENERS}),? )*(?:would|should|could|will|can) (?:i|we|you|it) be",
    before=r"(?:^|\b|(?=[.!?,;] ))",
    after=r"\?$",
)
"""A question that stops where none can end."""
ASKS_OTHERS = re.compile(
    r"\b(?:i'd|i would|i'll|i will|you|we|one) (?:\w+ )?(?:ask|check|find out) "
    r"(?:what|whether|if|how|which|who|them|the \w+)\b[^.?!]*(?:, [^.?!]*\?|\?(?: [^.?!]+\?)+)$"
)
"""Questions that one would ask somebody else, one after the other: "I'd ask what they want, is it clicks?"."""
ASKS_ABOUT_NOTHING = re.compile(
    rf"(?:^|[.!?;] )(?:(?:{_OPENERS}),? )*(?:would|will|do|does|did|am|are|is|can|could|should|shall|have|has) "
    r"(?:(?!(?:what|which|who|whom|where|that|anything|something|anyone|someone|much|many|to)\b)[\w'-]+ ){1,9}"
    r"(?:with|for|from|at|into|about|between|of|by)\?$"
)
"""A question that stops before what it asks about: "would I be working with"."""
ASKS_AT_ONCE = _any(
    r"(?:do|does|did|is|are|was|were|can|could|should|shall|would|may|will|have|has) [\w'-]+ [\w'-]+",
    rf"{_WH}(?: [\w'-]+){{0,4}}(?:'s| (?:is|are|was|were|do|does|did|can|could|should|would|will|have|has))",
    r"(?:how|what) (?:about|many|much|kind|sort|come)|which one|why not",
    before=rf"(?:^|[.!?;] )(?:(?:{_OPENERS}),? )*",
    after=r"\b[^.?!]{2,}\?$",
)
"""What may also be a clause with a rising melody counts only at the start of a sentence."""
