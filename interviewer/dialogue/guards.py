"""Checks on a model's line, sentence by sentence, before anyone hears it. For what fails the authored words are said."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from interviewer.content.models import Question, Stage
from interviewer.dialogue.briefs import Brief, rest_of
from interviewer.dialogue.matching import stems_of
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.text import content_stems, sentences
from interviewer.grading.validity import addresses_grader

LEAD_WORDS, MOST_LEADS = 26, 1
"""Longest sentence before the question, and how many of them beyond the number the authored question has."""
LONGER, SPARE_WORDS = 1.5, 14
"""A question may have this many times the authored words, and so many more."""
ON_THE_POINT = 0.3
"""Share of the authored question's words that a model's question must hold."""
THE_SAME = 0.5
"""Share from which a sentence without a question mark stands for the authored words."""
STRANGE = 0.5
"""Share of words that may come from neither the line, the candidate nor everyday speech."""

_JUDGES = (
    r"great|good|excellent|nice|nicely|correct|correctly|incorrect|exactly|perfect|perfectly|brilliant|impressive|"
    r"impressed|wonderful|fantastic|amazing|awesome|outstanding|superb|spot on|well done|well put|well said|insightful|"
    r"wrong|mistaken|mistake|error|false|true|agree|agreed|disagree|indeed|absolutely|precisely|clever|smart|strong|"
    r"weak|solid|accurate|accurately|inaccurate|incomplete|complete|thorough|comprehensive|helpful|love|like that|"
    r"you missed|you forgot|you left out|you covered|you've covered|not quite|almost|nearly|close|congratulations|bravo|"
    r"fair point|that makes sense|makes sense|that's right|you're right|you are right|yes|no|right|interesting|sure|of course"
)
_JUDGEMENT = re.compile(rf"\b(?:{_JUDGES})\b", re.I)
MACHINERY = re.compile(
    r"\b(?:prompt|instructions?|system|rubric|key points?|hidden facts?|marks?|score[sd]?|grad(?:e|es|ed|er|ing)|"
    r"language model|as an ai|assistant|json|verdict|evaluat\w+|full marks)\b",
    re.I,
)
_MARKUP = re.compile(r"[`*#<>{}\[\]|\\\"“”_=]|https?:|^\s*[-•\d]+[.)]?\s|^\w+:|\n", re.I)
_DIGITS = re.compile(r"\d+")
_DEMAND = re.compile(
    r"(?:^|[,;:] |\b(?:so|now|then|please|and|well) )(?:tell|take|walk|talk|give|show|guide|convince|remind) me\b|"
    r"(?:^|[,;:] |\b(?:so|now|then|please) )(?:explain|describe|compare|derive|define|elaborate|expand|sketch|name|list|"
    r"say (?:more|a (?:bit|little) more|how|what|why)|go (?:deeper|into))\b|"
    r"\bI(?:'d| would)? (?:like|love|want|need)(?: you)? to (?:hear|know|see|understand)\b|"
    r"\bI(?:'m| am) (?:curious|wondering|asking)\b|\bI wonder\b|\bhelp me (?:understand|see|follow)\b",
    re.I,
)
"""Asks without a question mark."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Everything a line is checked against."""

    brief: Brief
    allowed: frozenset[str]
    """Stems of the authored line, of what the candidate said and of everyday speech."""
    rubric: frozenset[str]
    """Stems that only an answer would bring in."""
    earns: Callable[[str], bool]
    """Whether a text, as an answer, would earn something on the stage."""
    heard: str = ""
    """What the candidate has said, for numbers and words they used."""

    def fault(self, sentence: str, before: Collection[str] = ()) -> str | None:
        """Why a sentence may not be said after those before it; None when it may."""
        found = self._shape(sentence, before) or self._words(sentence)
        if found is None and self.asks(sentence) and not self._on_the_point(sentence, before):
            return "it asked something else"
        return found

    def _on_the_point(self, sentence: str, before: Collection[str]) -> bool:
        """It asks what the authored words ask; a demand in place of a question has to say more of them."""
        if "?" in sentence or "?" not in self.brief.kept:
            return self._held([*before, sentence]) >= ON_THE_POINT
        return self._held([*before, sentence], spare=0.0) >= THE_SAME

    def asks(self, sentence: str) -> bool:
        """Whether a sentence is a question or a demand, so that nothing more may be asked after it."""
        if "?" in sentence or _DEMAND.search(sentence):
            return True
        return self.brief.mode == "whole" and "?" not in self.brief.kept and self._held([sentence]) >= THE_SAME

    def _shape(self, sentence: str, before: Collection[str]) -> str | None:
        words = len(sentence.split())
        asks, marks = self.asks(sentence), sentence.count("?")
        longest = LONGER * len(self.brief.kept.split()) + SPARE_WORDS if asks else LEAD_WORDS
        if not re.search(r"[a-z]", sentence, re.I) or _MARKUP.search(sentence):
            return "it was not plain speech"
        if marks > 1 or (asks and self.brief.mode == "lead") or (marks and not sentence.rstrip().endswith("?")):
            return "it asked something else"
        if words > longest or (not asks and len(before) >= self._most_leads):
            return "it was too long"
        return None

    @property
    def _most_leads(self) -> int:
        return 1 if self.brief.mode == "lead" else MOST_LEADS + len(sentences(self.brief.kept))

    def _words(self, sentence: str) -> str | None:
        said = frozenset(content_stems(sentence))
        known = f"{self.brief.authored} {self.heard}"
        if _judges(sentence, self.brief.authored):
            return "it judged the answer"
        if MACHINERY.search(sentence) or addresses_grader(sentence):
            return "it spoke about the interview's machinery"
        if said & self.rubric or self.earns(sentence):
            return "it told something the candidate has to say"
        if not set(_DIGITS.findall(sentence)) <= set(_DIGITS.findall(known)):
            return "it brought in a number"
        if len(said - self.allowed) > STRANGE * len(said):
            return "it was off the point"
        return None

    def _held(self, line: Iterable[str], spare: float = 1.0) -> float:
        """Share of the authored question's words that a line holds, in the sentence of which it holds least; `spare`
        when the question has no words that could be held."""
        held = _stems(line)
        wanted = [frozenset(content_stems(one.text)) for one in sentences(self.brief.kept)]
        return min((len(words & held) / len(words) for words in wanted if words), default=spare)


def _judges(sentence: str, authored: str) -> bool:
    """Words of judgement that the authored line has not."""
    mine = {found.lower() for found in _JUDGEMENT.findall(sentence)}
    return not mine <= {found.lower() for found in _JUDGEMENT.findall(authored)}


def everyday(session: FrozenSession) -> frozenset[str]:
    """Stems of what interviewers say whatever the question is."""
    pools = (*session.common.lines.values(), *session.persona.lines.values())
    return _stems(line for pool in pools for line in pool)


def told_by(stage: Stage) -> frozenset[str]:
    """Stems of everything on a stage that is the candidate's to say, or to ask for."""
    texts = [text for one in stage.misconceptions for text in one.says]
    texts += [text for one in stage.hidden_facts for text in (one.answer, *one.about)]
    for point in stage.key_points:
        texts += [point.claim, *point.paraphrases, *(word for group in point.requires for word in group)]
    return _stems(texts)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in stems_of(text))


class Guards:
    """Makes the guards of one session; the words of each stage and of everyday speech are gathered once."""

    def __init__(self, session: FrozenSession) -> None:
        self._session = session
        self._usual: frozenset[str] | None = None
        self._told: dict[tuple[str, str], frozenset[str]] = {}

    def make(
        self, brief: Brief, stages: Iterable[tuple[Question, Stage]], said: str, earns: Callable[[str], bool]
    ) -> Guard:
        """The guard for a line; `stages` are those it comes near, `said` all the candidate's words."""
        spoken = stems_of(brief.authored) | frozenset(content_stems(said))
        if self._usual is None:
            self._usual = everyday(self._session)
        secret = frozenset(stem for question, stage in stages for stem in self._told_by(question, stage))
        return Guard(brief, spoken | self._usual, secret - spoken - (self._usual - TECHNICAL), earns, said)

    def _told_by(self, question: Question, stage: Stage) -> frozenset[str]:
        key = (question.id, stage.id)
        if key not in self._told:
            self._told[key] = told_by(stage)
        return self._told[key]


TECHNICAL = frozenset(
    content_stems(
        "sample estimate variance mean bias error noise uncertainty probability prior posterior likelihood data model"
        " metric test loss gradient step convergence curvature matrix rank vector distribution interval random baseline"
    )
)
"""Stems that occur in everyday lines of some interviewers and are terms all the same."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A line ready to be said."""

    text: str
    fault: str | None = None
    """Why not all of it is the model's."""
    by_model: bool = True
    """False when none of it is."""


def finish(brief: Brief, accepted: tuple[str, ...], fault: str | None, asked: bool = False) -> Finished:
    """The whole line from the sentences that passed; it ends with the authored question unless one of them `asked`."""
    if not accepted:
        return Finished(brief.authored, fault or "it said nothing", by_model=False)
    text = " ".join(accepted)
    if asked:
        return Finished(text, fault)
    return Finished(
        f"{text} {rest_of(brief.kept, text)}", fault or (None if brief.mode == "lead" else "it did not ask")
    )
