"""Writes the events of an interview the way one tells it: who said what, what it was judged to show, and when."""

from collections.abc import Mapping, Sequence

from interviewer.dialogue import events as ev
from interviewer.dialogue import moves as mv
from interviewer.dialogue.inputs import ActName, ActSpan
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import Assessment, LeftOut, PointVerdict, ShownMisconception

Shown = tuple[float, str]
"""Credit and the candidate's words."""


class Script:
    """A growing list of events; every call lets time pass and returns the script."""

    def __init__(self, session: FrozenSession) -> None:
        self.session = session
        self.events: list[ev.AnyEvent] = []
        self.at = 0.0
        self.turn = self.utterance = self.request = 0
        self.key: tuple[str, str] | None = None
        self.answers: list[tuple[int, str]] = []
        self.points: dict[str, Shown] = {}
        self.add(ev.Started(at=0.0), ev.PhaseEntered(at=0.0, phase="introduction"))

    def add(self, *events: ev.AnyEvent) -> "Script":
        """Let these happen as they are."""
        self.events += events
        return self

    def phase(self, phase: ev.Phase) -> "Script":
        """Enter a phase."""
        return self.add(ev.PhaseEntered(at=self.at, phase=phase))

    def says(self, text: str, *moves: mv.Move, takes: float = 5.0) -> "Script":
        """The interviewer says a line and passes the floor."""
        self.utterance += 1
        question, stage = self.key or (None, None)
        chosen = tuple(mv.ChosenMove(move=move, rule=f"rule-{move.kind}") for move in moves)
        self.add(ev.Said(at=self.at, utterance=self.utterance, text=text, moves=chosen, question=question, stage=stage))
        self.at += takes
        return self.add(ev.FloorPassed(at=self.at))

    def opens(self, question: str, stage: str = "main") -> "Script":
        """Open a stage with its prompt."""
        self.key, self.answers, self.points = (question, stage), [], {}
        self.add(ev.StageOpened(at=self.at, question=question, stage=stage, until=self.at + 240))
        prompt = self.session.question(question).stage(stage).prompt
        return self.says(prompt, mv.OpenStage(question=question, stage=stage))

    def closes(self, reason: ev.StageEnd = "done") -> "Script":
        """Close the open stage."""
        assert self.key is not None
        self.add(ev.StageClosed(at=self.at, question=self.key[0], stage=self.key[1], reason=reason))
        self.key = None
        return self

    def silent(self, seconds: float, kind: ev.SilenceClass = "dead", grace: float = 3.0, after: str = "") -> "Script":
        """Silence before the candidate's next turn."""
        question, stage = self.key or (None, None)
        start = self.at
        self.at += seconds
        return self.add(
            ev.SilenceMeasured(
                at=self.at,
                turn=self.turn + 1,
                silence_class=kind,
                start_s=start,
                duration_s=seconds,
                grace_s=grace,
                after_words=after,
                question=question,
                stage=stage,
            )
        )

    def nudged(self) -> "Script":
        """The interviewer reminds the candidate to think aloud."""
        return self.says("Tell me what you are thinking.", mv.Nudge(count=1), takes=2.0)

    def turn_taken(self, text: str, *acts: ActName, takes: float = 10.0, command: str | None = None) -> "Script":
        """The candidate takes a turn that nobody judges."""
        self.turn += 1
        question, stage = self.key or (None, None)
        start = self.at
        self.at += takes
        spans = tuple(ActSpan(act=act, text=text) for act in acts)
        return self.add(
            ev.TurnTaken(
                at=self.at,
                turn=self.turn,
                text=text,
                acts=spans,
                command=command,
                question=question,
                stage=stage,
                started_at=start,
            )
        )

    def asked_to_judge(self, text: str, takes: float = 10.0) -> "Script":
        """The candidate answers and a judgement is requested, but has not come yet."""
        assert self.key is not None
        self.turn_taken(text, "answer", takes=takes)
        self.answers.append((self.turn, text))
        self.request += 1
        return self.add(
            ev.GradeRequested(
                at=self.at,
                request=self.request,
                question=self.key[0],
                stage=self.key[1],
                turns=tuple(said for _, said in self.answers),
                turn_numbers=tuple(number for number, _ in self.answers),
                heard=(),
                due=self.at + 8,
            )
        )

    def answered(
        self,
        text: str,
        shows: Mapping[str, Shown] | None = None,
        wrong: Mapping[str, str] | None = None,
        confidence: float = 0.9,
        takes: float = 10.0,
        unscored: str | None = None,
        left_out: Sequence[tuple[str, str]] = (),
    ) -> "Script":
        """The candidate answers and is judged: key points shown so far, and misconceptions shown now."""
        self.asked_to_judge(text, takes)
        self.points.update(shows or {})
        return self.judged(wrong or {}, confidence, unscored, left_out)

    def judged(
        self,
        wrong: Mapping[str, str],
        confidence: float = 0.9,
        unscored: str | None = None,
        left_out: Sequence[tuple[str, str]] = (),
    ) -> "Script":
        """The reply of a grader to the last request, with the reasons why some words were left out."""
        assert self.key is not None
        stage = self.session.question(self.key[0]).stage(self.key[1])
        points = tuple(self._verdict(point.id, confidence) for point in stage.key_points)
        shown = tuple(ShownMisconception(id=id, quote=quote, turn=self._said(quote)) for id, quote in wrong.items())
        assessment = Assessment(
            score=None if unscored else 0.5,
            unscored_reason=unscored,
            key_points=() if unscored else points,
            misconceptions=() if unscored else shown,
            flags=tuple(dict.fromkeys(reason for reason, _ in left_out)),
            left_out=tuple(LeftOut(reason=reason, quote=quote) for reason, quote in left_out),
            graded_by="offline-2",
        )
        return self.add(
            ev.Assessed(
                at=self.at,
                request=self.request,
                turn=self.turn,
                question=self.key[0],
                stage=self.key[1],
                turn_numbers=tuple(number for number, _ in self.answers),
                assessment=assessment,
            )
        )

    def _said(self, quote: str) -> int:
        return next(index for index, (_, text) in enumerate(self.answers) if quote in text)

    def _verdict(self, id: str, confidence: float) -> PointVerdict:
        if id not in self.points:
            return PointVerdict(id=id, verdict="missing", credit=0, confidence=confidence)
        credit, quote = self.points[id]
        verdict = "covered" if credit >= 0.7 else "partial" if credit > 0 else "wrong"
        return PointVerdict(
            id=id, verdict=verdict, credit=credit, confidence=confidence, quote=quote, turn=self._said(quote)
        )

    def asks(self, text: str, fact: str | None) -> "Script":
        """The candidate asks back; the fact is the one it met."""
        assert self.key is not None
        self.turn_taken(text, "clarification", takes=3.0)
        if fact is not None:
            self.add(ev.HiddenFactAsked(at=self.at, question=self.key[0], stage=self.key[1], fact=fact, turn=self.turn))
        return self.says("Let me tell you.", mv.Clarify(fact=fact))

    def assumes(self, text: str, fact: str | None = None) -> "Script":
        """The candidate states an assumption."""
        assert self.key is not None
        self.turn_taken(text, "assumption", takes=3.0)
        return self.add(
            ev.AssumptionStated(
                at=self.at, question=self.key[0], stage=self.key[1], text=text, turn=self.turn, fact=fact
            )
        )

    def ends(self, reason: str = "completed") -> "Script":
        """The interview is over."""
        self.add(ev.PhaseEntered(at=self.at, phase="close"))
        self.says("Thank you. You will hear from us within five working days.", mv.Close())
        return self.add(ev.Ended.model_validate({"at": self.at, "reason": reason}))


def whole_interview(session: FrozenSession) -> Script:
    """One interview from the greeting to the goodbye, with something of everything."""
    script = Script(session)
    script.says("I am Ingrid Solheim. Tell me about your thesis.", mv.Introduce(), takes=12)
    script.turn_taken("My thesis is about missing data in panel surveys.", "answer", takes=20)
    script.phase("basics").opens("descent").silent(5.0, after="of the function?")
    first = "You repeatedly take a small step against the gradient, because that is the steepest way down."
    script.answered(first, {"update": (1.0, "take a small step against the gradient")}, takes=14)
    script.says("What has to hold for one step?", mv.Acknowledge(), mv.FollowUp(key_point="smooth"))
    script.silent(8.0, after="for one step?").nudged().silent(3.2, grace=0.0, after="you are thinking.")
    second = "The derivative must exist. And it always finds the global minimum."
    script.answered(
        second,
        {"smooth": (0.8, "The derivative must exist.")},
        {"always-global": "it always finds the global minimum"},
        takes=9,
    )
    script.says("Would that hold for any surface?", mv.Challenge(misconception="always-global"))
    third = "No wait, only if the function is convex; otherwise it may stop in a local minimum."
    script.answered(third, {"global": (0.9, "only if the function is convex")}, takes=9).closes()
    script.opens("intervals")
    script.turn_taken("Let me think.", "thinking", takes=2).silent(4.0, "thinking", grace=0.0)
    fourth = "If you repeated the experiment, I guess most intervals would hold the true value."
    script.answered(fourth, {"coverage": (0.5, "most intervals would hold the true value")}, confidence=0.4).closes()
    script.opens("gates").turn_taken("/skip", "skip", command="skip", takes=1).closes("skipped")
    script.phase("problem").opens("shop", "design")
    script.asks("How many users are there?", "users")
    script.turn_taken("May I have a minute?", "time", takes=2)
    script.says("Of course.", mv.GrantTime(seconds=60)).silent(30.0, "granted", grace=0.0)
    fifth = "For new items I would use the texts of the catalogue, since nobody has bought them yet."
    script.answered(fifth, {"cold-start": (0.9, "For new items I would use the texts of the catalogue")}, takes=25)
    script.says("Think of the bestseller.", mv.GiveHint(key_point="popularity"))
    sixth = "Right, bestsellers end up in front of everybody. I will assume that is not wanted."
    script.answered(sixth, {"popularity": (0.8, "bestsellers end up in front of everybody")}, takes=12)
    script.assumes("I will assume that is not wanted.").closes()
    script.opens("shop", "test").turn_taken("I don't know.", "dont-know", takes=3).closes("gave-up")
    script.phase("questions").says("What would you like to ask me?", mv.InviteQuestions())
    script.turn_taken("How are papers chosen?", "question", takes=4)
    return script.ends()
