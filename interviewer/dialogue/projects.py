"""Finds the candidate's project in what they say about themself, as a phrase to give back to them."""

import re
from collections.abc import Iterator

MAX_PROJECT_WORDS = 9
"""Longest phrase that is given back to the candidate."""
MAX_TEXT = 4000
"""Characters of an introduction that are looked at."""

DID = (
    "built|developed|designed|implemented|proposed|trained|studied|analysed|analyzed|wrote|created|derived|made|"
    "building|developing|designing|implementing|studying|analysing|analyzing|writing|training"
)
PROJECT = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?:thesis|dissertation|ph\.?d\.?|doctorate|master'?s?)(?: (?:thesis|title|topic))*(?::|[^.;!?]{0,40}?\b(?:was|is|on|about|called|titled|covers?|"
        r"deals with))\s+(?:on |about |in |with |called |titled )*(?P<p>[^.;!?]+)",
        r"\b(?:project|paper|work|research|internship)\b[^.;!?]{0,25}?\b(?:was|is|on|about|called|titled|into)\s+(?:on |about |to |called |titled )*(?P<p>[^.;!?]+)",
        r"\b(?:working|worked|work|works|focus(?:ed|ing|es)?|speciali[sz](?:ed|ing|e))\s+(?:mostly |mainly |a lot |primarily |currently )?"
        r"(?:for [\w\s]{1,20} )?(?:on|in|with)\s+(?P<p>[^.;!?]+)",
        r"\bspent\b[^.;!?]{0,40}?\bon\s+(?P<p>[^.;!?]+)",
        rf"\b(?:(?:i|we)(?:'ve| have| am|'m| are|'re)?|(?:team|group|company) that)\s+(?:been |also |then |just )*(?:{DID})\s+(?P<p>[^.;!?]+)",
        r"\b(?:responsible for|in charge of|interested in|interest is|passionate about|got into|moved into)\s+(?P<p>[^.;!?]+)",
        r"\b(?:look(?:s|ed|ing)?\s+(?:at|into)|dealt with|it(?:'s| is| was) (?:all |mostly |mainly )?about)\s+(?P<p>[^.;!?]+)",
        r"(?:^|[.;!?,]\s*)(?P<p>[^.;!?,]+?) (?:is|are|was) what (?:i|we) (?:do|did|work|worked)\b",
        r"\b(?:i|we|been|am|are|mostly|also)(?:'ve|'m| have| am)?(?: \w+)? (?:do|did|doing)\s+(?!(?:a|an|the|my|our|is|it|this|that|not|some|n't)\b)(?P<p>[^.;!?]+)",
        r"\bdoing\s+(?!(?:a|an|the|my|our|it|this|that|some)\b)(?P<p>[^.,;!?]+)",
    )
)
"""Where people name their project, the most telling first."""

PHRASE_END = re.compile(
    r",|:|\(|\)|\"|\s-\s|–|—|\b(?:and (?:i|we|then|my|it|so)|where|which|that|who|because|so that|for my|during|since|when|while|but|at|with (?:professor|prof|dr|my)|under|"
    r"using|by|supervised|last|this|in (?:the group|berlin|london|my|\d{4})|as part)\b",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:(?:mostly|mainly|basically|how to|to|some|things like|stuff like|(?<=ly )(?:about|on))\s+)+",
    re.IGNORECASE,
)
PLACE = re.compile(r"^(?:(?:the |my )?[\w.]+ ){1,4}(?:on|about|working on|dealing with) (?=\w)", re.IGNORECASE)
"""Where somebody studied, before what they studied: "Zurich on …"."""
AT_PLACE = re.compile(r"\s+(?:in|at|from)\s+(?:the\s+)?[A-Z][\w.-]+(?:\s+[A-Z][\w.-]+)*$")
"""Where it was done, after what was done."""
JOINTS = frozenset(["for", "of", "in", "on", "with", "from", "to", "by", "between", "under", "across", "and", "or"])
"""Words before which a long phrase can be cut."""
TRAILING = re.compile(
    r"(?:\s+(?:a|an|the|and|or|of|in|on|for|to|with|from|is|are|was|my|our|its|as|i|we|once|mostly|mainly|background))+$",
    re.IGNORECASE,
)
OTHERS = {
    "my": "your",
    "our": "your",
    "i": "you",
    "we": "you",
    "me": "you",
    "us": "you",
    "myself": "yourself",
}
"""Persons as the interviewer says them."""
POINTING = re.compile(
    r"(?:(?:about|on|into|of|for)$|it|this|that|these|those|them|some|something|everything|anything|all|many|different|various|you|in|at|from|with|as)\b",
    re.IGNORECASE,
)
"""How phrases begin that name nothing."""
FIELDS = re.compile(
    r"stuff|things|(?:machine|deep) learning|artificial intelligence|ai|(?:data|computer) science|"
    r"(?:(?:applied|pure|theoretical|computational|mathematical|particle|quantum) )?(?:stat(?:istic)?s|math(?:ematic)?s|physics|biology|"
    r"chemistry|econ(?:omics)?|econometrics|linguistics|neuroscience|finance|genetics)|"
    r"(?:(?:software|electrical|mechanical) )?engineering|bioinformatics|psychology|philosophy|informatics",
    re.IGNORECASE,
)
"""Whole fields: what somebody studied rather than what they did."""


ONE_OF = re.compile(r"^an? ", re.IGNORECASE)
"""Begins a phrase that has been spoken of by the time it is given back."""
DETERMINED = re.compile(
    r"(?:the|your|this|that|some|any|each|every|one|two|three|several|how|why|what|whether|\w+ing)\b", re.IGNORECASE
)
"""Begins a phrase that needs no article."""
AFTER_HEAD = re.compile(r"\s+(?:for|of|in|on|with|from|to|by|between|under|across|and|or|at|into)\b")
"""Stands after what the phrase is about."""
SINGLE = re.compile(
    r"(?:er|or|model|system|network|method|algorithm|pipeline|tool|chatbot|bot|framework|library|package|platform|app|"
    r"prototype|dashboard|engine|robot|interface|website|database|approach|technique)$",
    re.IGNORECASE,
)
"""How single things end, of which one would say "a" or "the"."""
MASS = re.compile(
    r"(?:water|weather|cancer|power|matter|order|behaviour|behavior|labou?r|colou?r|paper|computer)$", re.IGNORECASE
)
"""Words that end alike and are none."""


HESITATING = re.compile(
    r",?\s*\b(?:um+|uh+|erm?|hm+|you know|i mean|kind of|sort of|(?:like|well|basically|let's say|i guess|i'd say)(?=,))\b,?(?=\s)",
    re.IGNORECASE,
)
"""Sounds and words that only fill a sentence."""
JOINED = re.compile(
    r"\s*(?:[.,;:!?\n–—]|\b(?:and|then|now|currently|today|since then|before that|after that)\b)\s*", re.IGNORECASE
)
"""Between the headings of somebody who speaks in headings."""
HEADED = re.compile(
    rf"^(?:(?:now|mostly|mainly|mainly in|also|then|in|on|about|still|(?:\w+ )?years? (?:of|in|on)|{DID})\s+)+(?=\w)",
    re.IGNORECASE,
)
"""What stands before what they did."""
NO_HEADING = re.compile(
    r"\b(?:i|i'\w+|my|we|you|your|me|it|it's|that|that's|is|am|are|was|were|have|has|had|would|do|did|don't|not|no|none|nothing|"
    r"yes|yeah|sure|ok|okay|well|so|hi|hello|hey|thanks?|sorry|here|there|story|"
    r"ph\.?d|doctorate|master'?s?|bachelor'?s?|[mb]\.?sc|mba|degree|diploma|student|post-?doc\w*|professor|lecturer|intern|internship|"
    r"engineer|scientist|statistician|mathematician|physicist|economist|analyst|developer|researcher|consultant|"
    r"years?|months?|industry|academia|university|school|company|work|job)\b",
    re.IGNORECASE,
)
"""Words of fragments that name no work: sentences, greetings, degrees, positions."""
ONE_WORD = re.compile(
    r"\w*(?:ation|ition|ction|ssion|ference|stering|casting|earning|elling|[nl]king|mender(?: system)?s|bandits|kernels|transformers|"
    r"retrieval|robotics|privacy|fairness|causality|optics)",
    re.IGNORECASE,
)
"""Single words that name work rather than a place or a person."""
PROPER = re.compile(
    r"\w+ian\b|Markov|Monte|Kalman|Fourier|Hilbert|Poisson|Dirichlet|Wasserstein|Stein|Newton|Hawkes|Ising|\w?[A-Z]{2}|\w+[A-Z]"
)
"""Words that keep their capital letter in the middle of a sentence."""


def project_phrase(text: str) -> str:
    """The candidate's own words for their project, as a noun phrase to give back; empty when none is found."""
    said = HESITATING.sub("", text[:MAX_TEXT])
    hits = (hit.group("p") for form in PROJECT for hit in form.finditer(said))
    found = next((phrase for phrase in map(tidy_phrase, hits) if phrase), "")
    return found or next(iter(sorted(headings(said), key=lambda phrase: " " not in phrase)), "")


def spoken_of(phrase: str) -> str:
    """The phrase as something that was mentioned: one single thing, with or without an article, gets a "the"."""
    if ONE_OF.match(phrase):
        return ONE_OF.sub("the ", phrase)
    head = AFTER_HEAD.split(phrase, maxsplit=1)[0]
    single = not DETERMINED.match(phrase) and SINGLE.search(head) and not MASS.search(head)
    return f"the {phrase}" if single else phrase


def headings(text: str) -> Iterator[str]:
    """What they worked on, from somebody who says no more than that: "PhD, sparse models, Ghent"."""
    for piece in JOINED.split(text):
        phrase = tidy_phrase(HEADED.sub("", piece), placed=False)
        words = phrase.split()
        named = ONE_WORD.fullmatch(phrase) if len(words) == 1 else not all(w[:1].isupper() for w in words)
        if words and named and not NO_HEADING.search(piece if not HEADED.match(piece) else phrase):
            yield phrase if PROPER.match(phrase) else phrase[:1].lower() + phrase[1:]


def tidy_phrase(raw: str, placed: bool = True) -> str:
    """Cut a stretch of speech down to a short phrase; empty when that leaves nothing to speak of. `placed`: it may
    begin with where it was done."""
    clause = LEADING.sub("", PHRASE_END.split(raw.strip(), maxsplit=1)[0].strip())
    words = shortened((PLACE.sub("", clause) if placed else clause).split())
    phrase = AT_PLACE.sub("", TRAILING.sub("", " ".join(OTHERS.get(w.lower(), w) for w in words)))
    plain = re.fullmatch(r"[\w\s'’/&+.-]{4,90}", phrase)
    named = plain and not FIELDS.fullmatch(phrase) and not POINTING.match(phrase)
    return phrase if named else ""


def shortened(words: list[str]) -> list[str]:
    """At most so many words as can be given back, cut before one that joins on the rest."""
    if len(words) <= MAX_PROJECT_WORDS:
        return words
    joints = [i for i, word in enumerate(words[:MAX_PROJECT_WORDS]) if i > 1 and word.lower() in JOINTS]
    return words[: joints[-1] if joints else MAX_PROJECT_WORDS]
