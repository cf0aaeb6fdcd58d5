"""What the interviewer can choose to do. A move says what; wording turns it into a line."""

from typing import Annotated, Literal

from pydantic import Field

from interviewer.content.models import Frozen


class Introduce(Frozen):
    """Say who we are and how the interview goes, and ask for the candidate's introduction."""

    kind: Literal["introduce"] = "introduce"


class AskIntroduction(Frozen):
    """Ask once more for the candidate's introduction, after a mere greeting."""

    kind: Literal["ask-introduction"] = "ask-introduction"


class AskAboutProject(Frozen):
    """Follow up on the candidate's introduction."""

    kind: Literal["ask-about-project"] = "ask-about-project"
    phrase: str
    """Their words for the project; empty when nothing could be picked out."""
    from_cv: bool = False
    """The phrase is from their CV: they have not spoken of it."""


class OpenStage(Frozen):
    """Ask a basic question or open a part of the problem."""

    kind: Literal["open-stage"] = "open-stage"
    question: str
    stage: str
    first_of_problem: bool = False
    """True when the problem itself is being introduced."""
    part: int = 0
    """1, 2 … for the parts of a problem."""


class FollowUp(Frozen):
    """Ask about a missing key point."""

    kind: Literal["follow-up"] = "follow-up"
    key_point: str
    touched: bool = False
    """Their words came near it before, so that they may feel they have said it."""


class GiveHint(Frozen):
    """Narrow the question for a key point."""

    kind: Literal["hint"] = "hint"
    key_point: str


class Challenge(Frozen):
    """Question a misconception."""

    kind: Literal["challenge"] = "challenge"
    misconception: str


class ProbeClaim(Frozen):
    """Ask what a word the candidate used means here."""

    kind: Literal["probe-claim"] = "probe-claim"
    probe: int
    """Index among the stage's probes; -1 for a claim that a model picked out."""
    said: str
    """The word or claim, as the candidate said it."""


class Clarify(Frozen):
    """Answer a clarification question."""

    kind: Literal["clarify"] = "clarify"
    fact: str | None
    """Hidden fact that answers it; None when nothing was specified."""
    back: bool = False
    """They asked for what is theirs to answer, so the question goes back to them."""


class GiveDirection(Frozen):
    """Tell a candidate who asked where the question is meant to go."""

    kind: Literal["give-direction"] = "give-direction"


class AcceptAssumption(Frozen):
    """Let a stated assumption stand."""

    kind: Literal["accept-assumption"] = "accept-assumption"
    beside: bool = False
    """They asked whether they may, beside an answer: a word on it, and on we go."""


class GrantTime(Frozen):
    """Grant a minute to think."""

    kind: Literal["grant-time"] = "grant-time"
    seconds: float


class Pause(Frozen):
    """Interrupt the interview until the candidate comes back: no time passes and nothing counts."""

    kind: Literal["pause"] = "pause"


class DeclineTime(Frozen):
    """Time was granted once already; ask to think aloud."""

    kind: Literal["decline-time"] = "decline-time"


class Encourage(Frozen):
    """The candidate is thinking aloud; leave them the floor."""

    kind: Literal["encourage"] = "encourage"


class AcceptSkip(Frozen):
    """Let the question go."""

    kind: Literal["accept-skip"] = "accept-skip"


class AcceptDontKnow(Frozen):
    """The candidate has nothing more; go on."""

    kind: Literal["accept-dont-know"] = "accept-dont-know"


class NoMoreHints(Frozen):
    """A hint was asked for and none is left."""

    kind: Literal["no-more-hints"] = "no-more-hints"


class Repeat(Frozen):
    """Say the open question again, in the same or other words."""

    kind: Literal["repeat"] = "repeat"
    rephrase: bool = False


class AskAgain(Frozen):
    """Say that the candidate's last words were lost, and ask for them again."""

    kind: Literal["ask-again"] = "ask-again"
    fault: bool = False
    """A part of ours failed; otherwise the words were not understood."""
    in_text: bool = False
    """It keeps happening: offer to go on in text as well."""


class Nudge(Frozen):
    """Remind the candidate to think aloud."""

    kind: Literal["nudge"] = "nudge"
    count: int
    """1 or 2 since the floor was passed."""


class OfferMoveOn(Frozen):
    """Offer to leave the question after two nudges."""

    kind: Literal["offer-move-on"] = "offer-move-on"


class MoveOn(Frozen):
    """Leave the stage without comment on how it went."""

    kind: Literal["move-on"] = "move-on"
    reason: Literal["done", "silence", "out-of-time"]


class ConfirmStop(Frozen):
    """Ask whether the candidate wants to end the interview, when they may mean this question alone."""

    kind: Literal["confirm-stop"] = "confirm-stop"


class PickUp(Frozen):
    """Go on after the program had ended: a greeting, and what was said last."""

    kind: Literal["pick-up"] = "pick-up"
    after_pause: bool = False
    """They had asked for a pause and are back."""


class InviteQuestions(Frozen):
    """Ask for the candidate's own questions."""

    kind: Literal["invite-questions"] = "invite-questions"


class AnswerCandidate(Frozen):
    """Answer a question about team and role from the persona file."""

    kind: Literal["answer-candidate"] = "answer-candidate"
    fact: int | None
    """Index among the persona's facts; None when the file does not say."""
    now: bool = True
    """False when the question is kept for the end of the interview."""


class AskForMore(Frozen):
    """Invite another question from the candidate."""

    kind: Literal["ask-for-more"] = "ask-for-more"


class WithholdJudgement(Frozen):
    """The candidate asked how it went; that is for the report."""

    kind: Literal["withhold-judgement"] = "withhold-judgement"


class StayOnTopic(Frozen):
    """Bring back a turn that had nothing to do with the question."""

    kind: Literal["stay-on-topic"] = "stay-on-topic"


class Acknowledge(Frozen):
    """Show that the turn was heard, neutrally."""

    kind: Literal["acknowledge"] = "acknowledge"


class Close(Frozen):
    """Say what comes next and goodbye."""

    kind: Literal["close"] = "close"
    early: bool = False
    """True when the candidate wanted to stop."""


Move = Annotated[
    Introduce
    | AskIntroduction
    | AskAboutProject
    | OpenStage
    | FollowUp
    | GiveHint
    | Challenge
    | ProbeClaim
    | Clarify
    | GiveDirection
    | AcceptAssumption
    | GrantTime
    | Pause
    | DeclineTime
    | Encourage
    | AcceptSkip
    | AcceptDontKnow
    | NoMoreHints
    | Repeat
    | AskAgain
    | Nudge
    | OfferMoveOn
    | MoveOn
    | ConfirmStop
    | PickUp
    | InviteQuestions
    | AnswerCandidate
    | AskForMore
    | WithholdJudgement
    | StayOnTopic
    | Acknowledge
    | Close,
    Field(discriminator="kind"),
]


class ChosenMove(Frozen):
    """A move and the rule that chose it."""

    move: Move
    rule: str
