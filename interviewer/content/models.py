"""The shapes of the content files. Frozen, and strict about unknown fields; knows nothing of files."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

AREAS = ("machine-learning", "statistics", "linear-algebra", "probability", "optimisation")
"""The five areas such interviews cover; the first topic of a question is its area."""

Area = Literal["machine-learning", "statistics", "linear-algebra", "probability", "optimisation"]
Verdict = Literal["covered", "partial", "missing", "wrong"]
Thinking = Literal["recall", "derivation", "design"]
Kind = Literal["basic", "problem"]
ExampleQuality = Literal["strong", "partial", "weak", "wrong"]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Spoken = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Weight = Annotated[float, Field(gt=0, le=5)]


class Frozen(BaseModel):
    """Base of everything read from or written to disk: immutable, and unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class KeyPoint(Frozen):
    """An idea a good answer contains."""

    id: Id
    """Unique within its stage."""
    claim: Spoken
    """The idea as one spoken sentence; equations in words."""
    weight: Weight = 1.0
    """How heavy the idea weighs in its stage; 1 is normal, 2 a pillar, 0.5 a bonus."""
    facets: tuple[Id, ...] = ()
    """What kind of idea this is (assumptions, convergence, uncertainty, computation, geometry, practice …);
    personas prefer some, which decides what they follow up first."""
    paraphrases: tuple[Spoken, ...] = ()
    """Other ways candidates say it, typed or spoken."""
    contrast: tuple[Spoken, ...] = ()
    """Near misses: sentences that sound alike and must not count."""
    requires: tuple[tuple[Spoken, ...], ...] = ()
    """Groups of alternative words; the evidence must hold a word of at least half of the groups, in any inflection."""
    opposites: tuple[tuple[Spoken, ...], tuple[Spoken, ...]] | None = None
    """Two groups of names for the two things it tells apart, such as [GRU] and [LSTM]; saying of one what the key point
    says of the other is wrong."""
    follow_up: str = ""
    """Our question when the idea is missing. It asks and does not tell."""
    hint: str = ""
    """A narrowing help when the follow-up failed. It does not tell either."""


class Misconception(Frozen):
    """A wrong idea worth challenging."""

    id: Id
    """Unique within its stage."""
    says: tuple[Spoken, ...] = Field(min_length=1)
    """Sentences by which candidates show it."""
    requires: tuple[tuple[Spoken, ...], ...] = ()
    """Groups of alternative words; the evidence must hold one of each group, in any inflection."""
    challenge: Spoken
    """Our question that lets the candidate find the error. It does not tell."""


class HiddenFact(Frozen):
    """Information the interviewer holds and tells only when asked."""

    id: Id
    """Unique within its stage."""
    about: tuple[Spoken, ...] = Field(min_length=1)
    """Ways a candidate asks for it: whole questions or the words they would use."""
    answer: Spoken
    """What the interviewer says when asked."""


class Probe(Frozen):
    """A question about a word the candidate used and may not command."""

    on: tuple[Spoken, ...] = Field(min_length=1)
    """Words or phrases in the candidate's answer that invite it."""
    ask: Spoken
    """The question; it may hold {said} for the word as the candidate said it."""
    facets: tuple[Id, ...] = ()
    """As for key points."""


class Stage(Frozen):
    """A part of a question, opened by a prompt."""

    id: Id
    """Unique within its question."""
    prompt: Spoken
    """The words that open the stage."""
    rephrase: str = ""
    """The prompt in other words, for a candidate who asks what was meant."""
    direction: str = ""
    """The intended direction, told to a candidate who asks for it; it does not tell a key point."""
    thinking: Thinking = "recall"
    """What kind of thinking the stage needs; it sets the patience before a nudge."""
    minutes: Annotated[float, Field(gt=0, le=30)] = 4.0
    """Time the stage should take, in minutes."""
    essential: bool = True
    """Kept when the clock calls for a shorter route through the problem."""
    key_points: tuple[KeyPoint, ...] = Field(min_length=1)
    """What a good answer contains, the most natural order first."""
    misconceptions: tuple[Misconception, ...] = ()
    """Wrong ideas to challenge."""
    hidden_facts: tuple[HiddenFact, ...] = ()
    """Facts told only when asked."""
    probes: tuple[Probe, ...] = ()
    """Questions about words the candidate drops."""


class Resource(Frozen):
    """Where to study what was missed."""

    title: Spoken
    """Author and title."""
    where: Spoken
    """Chapter, section or kind of collection."""


class WorkedExample(Frozen):
    """An answer with its expected coverage; CI grades it."""

    id: Id
    """Unique within its question."""
    stage: Id
    """The stage it answers."""
    quality: ExampleQuality
    """Its rung on the ladder: a stronger answer never scores below a weaker one of its stage."""
    answer: Spoken
    """What a candidate says, as they would say it."""
    expect: dict[Id, Verdict] = Field(default_factory=dict)
    """Key point id to verdict; a key point not listed is expected to be missing."""
    misconceptions: tuple[Id, ...] = ()
    """Misconceptions the answer shows, all of them."""


class Question(Frozen):
    """A basic question (one stage) or a problem (several)."""

    id: Id
    """Permanent, unique over the bank."""
    title: Spoken
    """A short name for lists and reports."""
    kind: Kind
    """basic or problem."""
    topics: tuple[Id, ...] = Field(min_length=1)
    """The area first (machine-learning, statistics, linear-algebra, probability, optimisation), then finer topics."""
    level: Literal["foundation", "intermediate", "advanced"] = "foundation"
    """How deep it goes."""
    fundamental: bool = True
    """False for questions on fashionable models: they earn breadth and never a pass alone."""
    vocabulary: tuple[Spoken, ...] = ()
    """Words of the question's field, for the speech recogniser's fixed glossary and for understanding."""
    resources: tuple[Resource, ...] = ()
    """Where to study."""
    stages: tuple[Stage, ...] = Field(min_length=1)
    """In order; a basic question has one."""
    examples: tuple[WorkedExample, ...] = ()
    """Worked answers of every quality."""

    @property
    def area(self) -> str:
        """The area the question belongs to."""
        return self.topics[0]

    def stage(self, stage_id: str) -> Stage:
        """The stage of that id; KeyError when there is none."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)


class Fact(Frozen):
    """Something a persona can answer about team and role."""

    about: tuple[Spoken, ...] = Field(min_length=1)
    """Ways a candidate asks for it."""
    answer: Spoken
    """What the interviewer says."""


class SilenceSettings(Frozen):
    """How long this interviewer waits, in seconds."""

    grace_s: Annotated[float, Field(ge=0, le=30)] = 3.0
    """Silence nobody minds."""
    nudge_recall_s: Annotated[float, Field(gt=0, le=300)] = 8.0
    """First nudge on questions of recall."""
    nudge_derivation_s: Annotated[float, Field(gt=0, le=300)] = 15.0
    """First nudge on derivations."""
    nudge_design_s: Annotated[float, Field(gt=0, le=300)] = 15.0
    """First nudge on design questions."""
    second_nudge_s: Annotated[float, Field(gt=0, le=300)] = 20.0
    """From the first nudge to the second, and from the second to the offer to move on."""
    granted_s: Annotated[float, Field(gt=0, le=300)] = 60.0
    """Longest time granted on request, once per problem."""

    def nudge_s(self, thinking: Thinking) -> float:
        """Seconds of silence before the first nudge for that kind of thinking."""
        waits = {
            "recall": self.nudge_recall_s,
            "derivation": self.nudge_derivation_s,
            "design": self.nudge_design_s,
        }
        return waits[thinking]


class FollowUpStyle(Frozen):
    """What an interviewer digs into, and how much."""

    prefers: dict[Id, Annotated[float, Field(gt=0, le=5)]] = Field(default_factory=dict)
    """Facet to factor: open key points of a preferred facet are followed up first."""
    per_basic: Annotated[int, Field(ge=0, le=6)] = 2
    """Most follow-ups, hints and probes together on a basic question."""
    per_part: Annotated[int, Field(ge=0, le=8)] = 3
    """Most follow-ups, hints and probes together on a part of a problem."""


class RuleChanges(Frozen):
    """Changes to the ordered policy, by rule name."""

    first: tuple[Id, ...] = ()
    """Rules moved to the front, in this order."""
    drop: tuple[Id, ...] = ()
    """Rules left out; those that carry the interview to its close cannot be dropped."""


class VoiceSettings(Frozen):
    """How the interviewer sounds."""

    rate_wpm: Annotated[int, Field(ge=80, le=300)] = 165
    """Words a minute."""
    language: str = "en-us"
    """Voice to ask the engine for."""
    pitch: Annotated[int, Field(ge=0, le=99)] = 50
    """Where the engine can change it; 50 is its default."""


class Persona(Frozen):
    """Who asks, and how."""

    id: Id
    """Unique over the personas."""
    order: int = 100
    """Place in the menu; the first is taken when none is chosen."""
    name: Spoken
    """As the candidate is told beforehand."""
    title: Spoken
    """Position and group."""
    bio: Spoken
    """What a candidate could look up: two to five sentences."""
    leaning: Spoken
    """What they care about, in one line."""
    asks_about: dict[Area, Annotated[float, Field(ge=0, le=10)]]
    """Area to weight: how their basic questions spread."""
    topics: dict[Id, Annotated[float, Field(gt=0, le=10)]] = Field(default_factory=dict)
    """Finer topic to factor: which questions of an area, and which problems, they favour."""
    follow_ups: FollowUpStyle = FollowUpStyle()
    """What they dig into."""
    rules: RuleChanges = RuleChanges()
    """How their policy differs."""
    manner: str = ""
    """How they speak, for a model that words their lines."""
    silence: SilenceSettings = SilenceSettings()
    """How long they wait."""
    voice: VoiceSettings = VoiceSettings()
    """How they sound."""
    lines: dict[Id, tuple[Spoken, ...]] = Field(default_factory=dict)
    """Line pool to lines in their own words; pools not named here come from the common lines."""
    can_answer: tuple[Fact, ...] = ()
    """What they can say about team and role. Nothing else is ever invented."""


class CommonLines(Frozen):
    """Lines every persona can fall back on."""

    lines: dict[Id, tuple[Spoken, ...]]
    """Line pool to lines."""
