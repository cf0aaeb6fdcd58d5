"""Words that come to the same when a candidate asks back, and words that only say that something is asked."""

import re
from functools import lru_cache

from interviewer.grading.text import content_stems

ASKING_WORDS = frozenset(
    content_stems(
        "tell know known have many much number large big size huge kind sort type information given exactly actually anything about there"
        " please say guess roughly approximately shall allowed able need require must possible worry talking interested assume"
    )
)
"""Stems that say that something is asked, not what."""
LIGHT = frozenset(
    content_stems(
        "find show lead become finish finished done important typical normal usual simply plug value daily day daytime every per run"
        " running sustain expect expected include contain hold exist available certain particular whole overall total real"
        " place part end begin start change case appear arrive behave behaviour fall pick ask fit draw feed treat send feel keep save"
        " happen occur see look write handle deal face hit reach cover refer matter depend concern consist involve belong apply"
        " base build follow mean mind notice offer provide receive remain seem serve stay trust try turn work create bring set"
        " differently fairly fully together typically ever yet once twice hopefully tomorrow morning evening tonight period night"
        " okay fine good right bad hurt help add put leave let hear come go got rather instead ahead"
        " think thing kindly complete meanwhile afford continue different marketing downstream live living carry practice concrete detail details idea word exact order extra term wise side"
    )
) | {"current", "#", "when", "mean"}
"""Stems that go with many things."""

PHRASES = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), meant)
    for said, meant in (
        (r"orders? of magnitude", "size"),
        (r"(?:log|sign)(?:ged|ging|ned|ning|ed)?[- ]?(?:in|on)(?:to)?", "login"),
        (r"sign(?:ing|ed)?[- ]?up|on-?boarding", "registration"),
        (r"real[- ]time|on the fly|in no time|straight away", "fast"),
        (r"at the moment|so far|right now|these days|at present", "current"),
        (r"black friday|cyber monday|new year", "campaign"),
        (r"(?:take|took|taking) part", "participate"),
        (r"by (?:chance|lot)", "randomly"),
        (r"(?:first|second)[- ]order", "derivative"),
        (r"how many of (?:the|our|these|those|them)", "what fraction of"),
        (r"squared", ""),
        (r"last (?:week|night|month)", "yesterday"),
        (r"a priori", "beforehand"),
    )
)
"""Phrases with the word that stands for them."""

GROUPS = """
fast quick quickly speed slow latency millisecond instantaneous instantly immediate
user customer visitor client shopper buyer consumer people participant subscriber member participate everybody everyone anybody audience
item product article title stock goods assortment catalogue inventory
feature attribute metadata covariate description property predictor variable demographics gender income
machine hardware gpu cluster computer server compute laptop worker core infrastructure node
random randomise randomised randomly shuffle shuffled lottery exploration
current existing old previous baseline earlier incumbent legacy moment currently today nowadays present already
metric kpi objective goal optimise target success happy care
observation row point measurement example datapoint sample reading impression
share fraction percentage percent proportion portion
precise precision accurate accuracy tolerance margin exact exactness tolerate
query request search
load throughput traffic qps
retrain retrained train training
prior beforehand belief believe feeling expect opinion intuition
experiment test trial
ad advertisement
for purpose
new fresh newcomer brand-new unseen unknown incoming inflow
login logged-in sign-in account anonymous
registration sign-up onboarding questionnaire quiz form
season seasonality seasonal holiday christmas summer campaign discount sale drift stationary stationarity
memory ram gigabyte storage
log logged record recorded store stored history signal interaction behaviour collect
effect uplift lift improvement gain worth beat outperform
sparse sparsity nonzero dense entry
label labelled annotation annotated annotate
cost expensive worse loss
human manual manually hand call review reviewer
severity sick ill unwell symptom healthy
register list frame address directory name
child kid toddler baby minor adult age
mean average median proportion estimand
independent independence iid correlated correlation dependence dependent influence related
noise noisy sigma instrument sensor
weight coefficient
filter restrict restriction narrow
downtime offline interrupt interruption unavailable outage maintenance
document text
miss missed lose lost
photo picture image photograph
repeat rerun redo again
approximate approximation
cookie identify identification recognise
rating review star
suggestion recommendation recommender
pay price bid auction
late later delay delayed wait afterwards
explain interpret interpretation understand
predict prediction forecast
hospital clinic
move switch transfer
batch overnight precompute precomputed nightly
deadline duration week month hour minute
rate pace frequency
household resident inhabitant
size scale volume
group arm
reason cause origin
class category categories
"""


@lru_cache(maxsize=1)
def same() -> dict[str, str]:
    """Stem to the one that stands for it and those that come to the same."""
    return {stem: group.split()[0] for group in GROUPS.split("\n") for stem in content_stems(group)}


QUANTITY = re.compile(
    r"\b(?:how (?:many|much|large|big|often|frequently)|what rate|(?:number|amount|size|scale) of|sample size|orders? of magnitude|hundreds|thousands|millions|size)\b",
    re.IGNORECASE,
)
"""Asks for a number."""
MARKERS = re.compile(
    r"\b(?:who|why|when|(?:an)?other|first|you (?:\w+ )?like|(?:used?|is (?:it|this|that)) for|for what)\b",
    re.IGNORECASE,
)
"""Words that carry little elsewhere and tell short questions apart."""
GENERIC = frozenset(
    content_stems(
        "team role group work job position people company lab place day here data user item shop model system"
    )
)
"""Stems that any question of its kind may hold; they count half."""
