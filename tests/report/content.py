"""A small bank, an interviewer and a plan for hand-made interviews."""

from pathlib import Path

import yaml

from interviewer.content.models import (
    CommonLines,
    HiddenFact,
    KeyPoint,
    Misconception,
    Persona,
    Question,
    Resource,
    SilenceSettings,
    Stage,
)
from interviewer.content.rubric import Rubric
from interviewer.dialogue.session import FrozenSession, Plan, PlannedStage, Settings

RUBRIC = Rubric.model_validate(
    yaml.safe_load((Path(__file__).parents[2] / "rubrics" / "rubric.yaml").read_text(encoding="utf-8"))
)

DESCENT = Question(
    id="descent",
    title="What gradient descent is",
    kind="basic",
    topics=("optimisation",),
    vocabulary=("gradient", "step size", "convex"),
    resources=(Resource(title="Nocedal and Wright, Numerical Optimization", where="chapters 2 and 3"),),
    stages=(
        Stage(
            id="main",
            prompt="What is gradient descent, and what does it require of the function?",
            key_points=(
                KeyPoint(
                    id="update",
                    claim="It takes repeated small steps against the gradient.",
                    weight=2,
                    paraphrases=("You move in the direction of the negative gradient.",),
                ),
                KeyPoint(
                    id="smooth",
                    claim="The function has to be differentiable.",
                    paraphrases=("The derivative must exist.",),
                ),
                KeyPoint(
                    id="global",
                    claim="Only convexity makes the limit a global minimum.",
                    paraphrases=("Without convexity you may end in a local minimum.",),
                ),
            ),
            misconceptions=(
                Misconception(
                    id="always-global",
                    says=("It always finds the global minimum.",),
                    challenge="Would that hold for any surface?",
                ),
            ),
        ),
    ),
)

INTERVALS = Question(
    id="intervals",
    title="Confidence intervals",
    kind="basic",
    topics=("statistics",),
    resources=(Resource(title="Wasserman, All of Statistics", where="chapter 6"),),
    stages=(
        Stage(
            id="main",
            prompt="What does a ninety-five percent confidence interval tell you?",
            key_points=(
                KeyPoint(
                    id="coverage",
                    claim="In repeated samples the procedure covers the true value ninety-five percent of the time.",
                    weight=2,
                    paraphrases=("If you repeated the experiment, most of the intervals would contain the parameter.",),
                ),
                KeyPoint(
                    id="width",
                    claim="It shrinks with the square root of the sample size.",
                    paraphrases=("Four times the data halves the width.",),
                ),
            ),
        ),
    ),
)

GATES = Question(
    id="gates",
    title="Gated recurrent networks",
    kind="basic",
    topics=("machine-learning",),
    fundamental=False,
    stages=(
        Stage(
            id="main",
            prompt="How does one gated cell differ from the other?",
            key_points=(
                KeyPoint(id="fewer", claim="One has fewer gates.", paraphrases=("It keeps no separate memory.",)),
            ),
        ),
    ),
)

SHOP = Question(
    id="shop",
    title="A recommender for a large shop",
    kind="problem",
    topics=("machine-learning", "recommenders"),
    resources=(Resource(title="Aggarwal, Recommender Systems", where="chapters 1 and 7"),),
    stages=(
        Stage(
            id="design",
            prompt="A large shop wants a new recommender. How would you design it?",
            thinking="design",
            key_points=(
                KeyPoint(
                    id="cold-start",
                    claim="New customers and new items need features or a fallback.",
                    paraphrases=("For items nobody has bought I use their content.",),
                ),
                KeyPoint(
                    id="popularity",
                    claim="Very popular items drown the rest unless the score is corrected for popularity.",
                    paraphrases=("Bestsellers get recommended to everybody.",),
                ),
            ),
            hidden_facts=(
                HiddenFact(
                    id="users",
                    about=("how many users are there",),
                    answer="About forty million customers, most with two orders a year.",
                ),
                HiddenFact(
                    id="features",
                    about=("which features exist",),
                    answer="Only the order history and the catalogue texts.",
                ),
            ),
        ),
        Stage(
            id="test",
            prompt="How would you know that it beats the current one?",
            thinking="design",
            key_points=(
                KeyPoint(
                    id="ab",
                    claim="Randomise customers to both systems and compare a metric decided beforehand.",
                    paraphrases=("I run an A/B test with customers assigned at random.",),
                ),
            ),
        ),
    ),
)

PERSONA = Persona(
    id="statistics",
    name="Dr Ingrid Solheim",
    title="Research scientist, measurement group",
    bio="She works on estimation under missing data.",
    leaning="How sure are you, and how do you know?",
    asks_about={"statistics": 6},
    silence=SilenceSettings(),
)


def session(timed: bool = True, **settings: object) -> FrozenSession:
    """An interview of two basics, one fashionable question and a problem of two parts."""
    basics = tuple(PlannedStage(question=q.id, stage="main", minutes=4) for q in (DESCENT, INTERVALS, GATES))
    parts = tuple(PlannedStage(question="shop", stage=stage.id, minutes=6) for stage in SHOP.stages)
    return FrozenSession(
        id="2026-11-23-1542-statistics-k3f",
        persona=PERSONA,
        common=CommonLines(lines={}),
        rubric=RUBRIC,
        questions=(DESCENT, INTERVALS, GATES, SHOP),
        plan=Plan(
            basics=basics,
            problem=parts,
            introduction_minutes=3,
            questions_minutes=3,
            close_minutes=1,
            total_minutes=31,
        ),
        settings=Settings.model_validate({"timed": timed, "seed": 7, **settings}),
    )
