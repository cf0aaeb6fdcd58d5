"""What the candidate did in a turn: answered, asked back, wanted time … Judged with the question in view."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from interviewer.dialogue.events import Phase
from interviewer.dialogue.forms import (
    ABOUT_THEM,
    ASSUMPTION,
    AT_A_LOSS,
    AT_THE_END,
    BACK,
    CHECK,
    CLAUSE,
    DECLINES,
    DEFINITION,
    DIRECTION,
    FORMULA,
    GREETING,
    HEDGED,
    INTERROGATIVE,
    INTRODUCING,
    JUDGEMENT,
    LEAVE,
    MEANING,
    NOT_YET,
    PROCEDURE,
    SEEN,
    SIMPLE,
    TAG,
    TENTATIVE,
    THE_NAME,
    TO_US,
    YES,
)
from interviewer.dialogue.inputs import ActName, ActSpan
from interviewer.dialogue.matching import stems_of
from interviewer.dialogue.silence import HESITATIONS
from interviewer.dialogue.stopping import COULD, end_meant, in_doubt, wants_an_end
from interviewer.dialogue.thesaurus import ASKING_WORDS, GENERIC
from interviewer.grading.text import Sentence, content_stems, sentences

AFTER_LETTER = re.compile(r"(?<=\b\w\.)\s+(?=[A-Z])")
"""Where a sentence may end in a single letter, which might as well be an initial."""
TURNING = re.compile(
    r"[,;–—]\s+(?=(?:(?:and|but|so|or|um+|uh+|hm+|sorry|okay|ok|well|also|then|just|anyway|wait),?\s+)*"
    r"(?:(?:what|which|how|who|where|when|why) (?:is|are|was|were|do|does|did|can|could|should|would|will|many|much|large|big|fast|long|often)"
    r"|(?:is|are|was|were|do|does|did|can|could|may|should|shall|will|would|have|has) (?:we|i|you|they|there|this|that|it|these|those|the|my|your))\b)",
    re.IGNORECASE,
)
"""Where somebody who has been talking turns to ask."""
DEPENDENT = re.compile(
    r"\W*(?:(?:and|but|so|okay|ok|well|um+|uh+|hm+|then|now),?\s+)*(?:if|when|given|assuming|suppose|supposing|since|for|with|as|because|while|"
    r"once|before|after|regarding|concerning|about|in (?:case|terms)|what|which|how|who|where|why|is|are|do|does|can|could|should|would|may)\b",
    re.IGNORECASE,
)
"""How a sentence begins whose question at the end belongs to the rest of it."""
SHORT_WORDS = 6
"""Most words of a question without the form of one."""
STATED_WORDS = 4
"""Fewest words of a statement on a high note that goes on from an answer."""
STATEMENT_WORDS = 8
"""Fewest words of a statement that is heard apart from the question after it."""
ANOTHER = re.compile(
    r",?\s+(?:and|but)(?: also| then)?,?\s+(?=(?:what|who|how|when|where|which|why|do|does|did|is|are|can|could|may|will|would|should|have)\b)",
    re.IGNORECASE,
)
"""Between two questions asked in one breath."""
ASKING = re.compile(
    r"\b(?:what|who|how|when|where|which|why|(?:do|does|did|is|are|can|could|may|will|would|should|have) "
    r"(?:you|i|we|they|people|there|it|this|that|these|those|the|an?))\b",
    re.IGNORECASE,
)
"""What the first of them holds."""
FEW_WORDS = 4
"""Most words of somebody who says that they are back, however that was heard."""
SUBSTANCE_WORDS = 5
"""Content words from which a stretch counts as an answer of its own."""
MAX_SENTENCES = 400
"""Sentences of a turn that are looked at one by one; the rest counts as answer."""
MAX_READ_CHARS = 40_000
"""Characters of a turn that are looked at at all; the rest counts as answer."""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What is in view when a turn is understood."""

    phase: Phase = "basics"
    offered_to_move_on: bool = False
    """Our last line offered to leave the question."""
    end_in_doubt: bool = False
    """Our last line asked whether they want to end the interview."""
    paused: bool = False
    """The interview pauses until they come back."""
    prompt_words: frozenset[str] = frozenset()
    """Stems of everything we asked on the stage."""
    field_words: frozenset[str] = frozenset()
    """Stems of the question's content and vocabulary."""
    meets_fact: Callable[[str], str | None] = field(default=lambda text: None)
    """Hidden fact that a question of the candidate's asks for."""


YIELDING: frozenset[ActName] = frozenset({"dont-know", "thinking", "greeting", "time", "resume", "repeat", "rephrase"})
"""Acts that mean nothing beside an answer of substance: "I don't know the rate, but it is linear …"."""
ANSWERING: frozenset[ActName] = frozenset({"answer", "assumption"})
"""Acts whose words are an answer."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch of the turn with its act."""

    act: ActName
    text: str
    start: int
    end: int


def understand(text: str, context: TurnContext) -> tuple[ActSpan, ...]:
    """The acts of a turn, in order, each with the candidate's words as they stand there; empty for an empty turn."""
    pieces = [piece for sentence in sentences(text[:MAX_READ_CHARS]) for piece in apart(sentence)]
    if context.phase in ("questions", "basics", "problem"):
        pieces = [one for piece in pieces for one in one_by_one(piece)]
    spans = [Labelled(label(spoken(s, text), context), s.text, s.start, s.end) for s in pieces[:MAX_SENTENCES]]
    start = pieces[MAX_SENTENCES].start if len(pieces) > MAX_SENTENCES else MAX_READ_CHARS
    if text[start:].strip():
        spans.append(Labelled("answer", text[start:].strip(), start, len(text.rstrip())))
    return tuple(ActSpan(act=s.act, text=s.text) for s in merged(settle(spans, context), text))


def apart(sentence: Sentence) -> Iterator[Sentence]:
    """A question without the statement before it, as after "… one over t. Is that right?"."""
    start = max((found.end() for found in AFTER_LETTER.finditer(sentence.text)), default=0) or turns_at(sentence.text)
    if start and sentence.text.endswith("?"):
        yield Sentence(sentence.text[:start].rstrip(), sentence.start, sentence.start + start)
        yield Sentence(sentence.text[start:], sentence.start + start, sentence.end)
    else:
        yield sentence


def turns_at(text: str) -> int:
    """Where a long statement turns into a question, as in "… and then I'd factorise it, sorry, are there ratings?"."""
    start = max((found.end() for found in TURNING.finditer(text)), default=0)
    return start if len(text[:start].split()) >= STATEMENT_WORDS and not DEPENDENT.match(text) else 0


def one_by_one(sentence: Sentence) -> Iterator[Sentence]:
    """Each of the questions that were asked in one breath, as in "How big is the team, and who leads it?"."""
    start = 0
    for joint in ANOTHER.finditer(sentence.text if sentence.text.endswith("?") else ""):
        yield Sentence(sentence.text[start : joint.start()], sentence.start + start, sentence.start + joint.start())
        start = joint.end()
    yield Sentence(sentence.text[start:], sentence.start + start, sentence.end)


def spoken(piece: Sentence, text: str) -> str:
    """A piece as it would sound alone: with the question mark that stands after the last of several questions."""
    cut = piece.text[-1:] not in ".!?" and ANOTHER.match(text, piece.end)
    return f"{piece.text}?" if cut and ASKING.search(piece.text) else piece.text


def label(sentence: str, context: TurnContext) -> ActName:
    """The act that one sentence shows on its own; a few words that end a pause are no answer."""
    act = label_alone(sentence, context)
    brief = len(sentence.split()) <= FEW_WORDS and not words_of(sentence) & (context.field_words | context.prompt_words)
    return "resume" if context.paused and act in ("answer", "clarification") and brief else act


def label_alone(sentence: str, context: TurnContext) -> ActName:
    """The act of a sentence by its form and its words."""
    if is_hesitation(sentence):
        return "thinking"
    if context.paused and any(form.search(sentence) for form in (BACK, YES, GREETING)):
        return "resume"
    if context.offered_to_move_on and YES.search(sentence):
        return "skip"
    if context.offered_to_move_on and NOT_YET.search(sentence):
        return "thinking"
    meant = end_meant(sentence) if context.end_in_doubt else None
    if meant is not None:
        return meant
    if context.phase == "questions":
        return label_at_the_end(sentence)
    for act, form in SIMPLE:
        found = form.search(sentence)
        if found and not (act == "time" and goes_on(sentence, found.end())):
            return act
    if wants_an_end(sentence):
        return "stop"
    if context.phase == "introduction":
        return label_introducing(sentence)
    return label_technical(sentence, context)


def goes_on(sentence: str, start: int) -> bool:
    """Somebody who says "give me a second" does not take it, but goes on with an answer."""
    return not sentence.rstrip().endswith("?") and len(words_of(sentence[start:])) >= SUBSTANCE_WORDS


def label_introducing(sentence: str) -> ActName:
    """While they introduce themself: their story, or how they should tell it."""
    if not is_question(sentence):
        return "answer"
    if ABOUT_THEM.search(sentence):
        return "question"
    return "direction" if INTRODUCING.search(sentence) else "answer"


def label_at_the_end(sentence: str) -> ActName:
    """While the candidate asks: questions, thanks, or nothing more."""
    for act, form in AT_THE_END:
        if form.search(sentence):
            return act
    if wants_an_end(sentence):
        return "stop"
    if is_question(sentence) or ABOUT_THEM.search(sentence):
        return "question"
    if DECLINES.search(sentence):
        return "skip"
    return "greeting" if GREETING.search(sentence) else "answer"


def label_technical(sentence: str, context: TurnContext) -> ActName:
    """On a question: asked back, assumed, or answered."""
    if LEAVE.search(sentence) and is_question(sentence):
        return "clarification" if context.meets_fact(sentence) else "assumption"
    if JUDGEMENT.search(sentence) and is_question(sentence):
        return "question"
    how = DIRECTION.search(sentence) or PROCEDURE.search(sentence)
    if how and is_question(sentence) and context.meets_fact(sentence) is None:
        return "direction"
    if ASSUMPTION.search(sentence):
        return "clarification" if is_question(sentence) and context.meets_fact(sentence) else "assumption"
    if not is_question(sentence) or any(form.search(sentence) for form in (TAG, TENTATIVE, SEEN)):
        return "answer"
    if HEDGED.search(sentence) and not INTERROGATIVE.search(sentence):
        return "answer"
    if context.meets_fact(sentence) is not None:
        return "clarification"
    if CLAUSE.search(sentence):
        return "answer"
    if ABOUT_THEM.search(sentence) and not words_of(sentence) & (context.field_words - ASKING_WORDS - GENERIC):
        return "question"
    if DEFINITION.search(sentence) and words_of(sentence) & context.prompt_words:
        return "rephrase"
    return "clarification" if asks(sentence) and not guesses(sentence, context) else "answer"


def guesses(sentence: str, context: TurnContext) -> bool:
    """An answer on a high note: "dunno, it only rotates?", "n log n?", "is it the dual?"."""
    lost = AT_A_LOSS.search(sentence)
    named = THE_NAME.search(sentence) and words_of(sentence) & (context.field_words - context.prompt_words)
    return bool(FORMULA.search(sentence) or named or (lost and not INTERROGATIVE.search(sentence[lost.end() :])))


def asks(sentence: str) -> bool:
    """A question in form too, or so short that the mark makes it one: "Data size?"; the rest only ends on a high note."""
    return bool(ASKING.search(sentence)) or len(sentence.split()) <= SHORT_WORDS


def settle(spans: list[Labelled], context: TurnContext) -> list[Labelled]:
    """Let the whole turn overrule single sentences."""
    if context.phase == "questions":
        return settle_at_the_end(spans)
    substance = sum(len(words_of(s.text)) for s in spans if s.act in ANSWERING)
    spans = with_leave_asked(spans)
    settled = [
        replace(span, act="answer") if overruled(spans, i, substance, context) else span
        for i, span in enumerate(spans)
        if substance < SUBSTANCE_WORDS or not settled_by_going_on(span)
    ]
    acts = {s.act for s in settled}
    least = 2 if "off-topic" in acts else 1 if acts & {"dont-know", "direction"} else 0
    told = context.phase == "introduction" and told_after_asking(settled)
    if substance < SUBSTANCE_WORDS and len(field_words_said(settled, context)) < least and not told:
        settled = [s for s in settled if s.act not in ("answer", "thinking")]
    return settled


def told_after_asking(spans: list[Labelled]) -> bool:
    """They asked how it was meant, and went on to say it all the same."""
    asked = max((i for i, span in enumerate(spans) if span.act == "direction"), default=len(spans))
    return any(span.act == "answer" and words_of(span.text) for span in spans[asked:])


def with_leave_asked(spans: list[Labelled]) -> list[Labelled]:
    """Assumptions together with the "is that fine?" after them; beside an answer none is a mere question."""
    answered = any(s.act == "answer" and words_of(s.text) for s in spans)
    found: list[Labelled] = []
    for span in spans:
        asked = span.act == "clarification" and ASSUMPTION.search(span.text) is not None
        after = bool(found) and found[-1].act == "assumption" and CHECK.search(span.text) is not None
        found.append(replace(span, act="assumption") if (asked and answered) or after else span)
    return found


def overruled(spans: list[Labelled], i: int, substance: int, context: TurnContext) -> bool:
    """True when the rest of the turn shows that a span is part of an answer, whatever its form."""
    span = spans[i]
    if span.act in YIELDING or (span.act == "direction" and context.phase == "introduction"):
        return substance >= SUBSTANCE_WORDS
    goes_on = any(s.act in ANSWERING and words_of(s.text) for s in spans[i + 1 :])
    if span.act == "stop":
        about_stopping = COULD.search(span.text) is not None and context.field_words >= frozenset(content_stems("stop"))
        return about_stopping and substance >= SUBSTANCE_WORDS and in_doubt(span.text, answered=True)
    if span.act == "skip":
        return goes_on and substance >= 2 * SUBSTANCE_WORDS
    if span.act != "clarification" or context.meets_fact(span.text) is not None:
        return False
    amid_answer = any(s.act == "answer" and words_of(s.text) for s in spans[:i])
    if not goes_on:
        return amid_answer and not ASKING.search(span.text) and len(span.text.split()) >= STATED_WORDS
    return amid_answer or not TO_US.search(span.text) or MEANING.search(span.text) is not None


def settled_by_going_on(span: Labelled) -> bool:
    """A question beside an answer that the next thing we say answers anyway."""
    return (span.act == "direction" and PROCEDURE.search(span.text) is not None) or (
        span.act == "question" and CHECK.search(span.text) is not None
    )


def settle_at_the_end(spans: list[Labelled]) -> list[Labelled]:
    """While the candidate asks: a question outweighs everything else, and a no outweighs thanks."""
    weighty: list[ActName] = ["question", "skip"]
    lead = next((act for act in weighty if any(s.act == act for s in spans)), None)
    return [s for s in spans if lead is None or s.act in (lead, "stop", "repeat", "off-topic")]


def field_words_said(spans: list[Labelled], context: TurnContext) -> frozenset[str]:
    """Words of the field that the answer adds to the prompt's; beside a refusal they make it an answer all the same."""
    said = frozenset(w for s in spans if s.act in ANSWERING for w in words_of(s.text))
    return said & (context.field_words - context.prompt_words)


def merged(spans: list[Labelled], text: str) -> list[Labelled]:
    """Neighbouring spans of one act as one; questions stay apart, for each gets its own answer."""
    result: list[Labelled] = []
    for span in spans:
        last = result[-1] if result else None
        if last is not None and last.act == span.act and span.act not in ("clarification", "question"):
            result[-1] = replace(last, text=text[last.start : span.end], end=span.end)
        else:
            result.append(span)
    return result


def is_question(sentence: str) -> bool:
    """Ends like a question, or begins like one without further punctuation."""
    stripped = sentence.rstrip()
    if stripped.endswith("?"):
        return True
    return bool(INTERROGATIVE.search(stripped)) and stripped[-1:] not in ".!:;" and len(stripped.split()) <= 14


def is_hesitation(sentence: str) -> bool:
    """Nothing but sounds."""
    return all(w.strip(".,…!?-").lower() in HESITATIONS for w in sentence.split())


def words_of(sentence: str) -> frozenset[str]:
    """Stems of the content words."""
    return stems_of(sentence[:MAX_READ_CHARS])
