"""The spoken interview, frame by frame on the clock of the samples: live sound and files run through the same code.

It turns sound into inputs and lines into sound, and decides nothing about the interview.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from interviewer.adapters.voice_asides import Asides
from interviewer.adapters.voice_echo import EchoGate, OverUs, rms
from interviewer.adapters.voice_speaker import Speaker
from interviewer.adapters.voice_turn import SHORTEST_PAUSE_S, OpenTurn
from interviewer.adapters.voice_words import Tape, TurnWords
from interviewer.adapters.voice_work import Work
from interviewer.dialogue import events as ev
from interviewer.dialogue import inputs as inp
from interviewer.dialogue import moves as mv
from interviewer.dialogue.likely import backchannels, likely_lines
from interviewer.dialogue.session import FrozenSession
from interviewer.dialogue.silence import nudge_after_s, on_hold, thinking_of
from interviewer.errors import AdapterError
from interviewer.runner import Runner, VirtualClock
from interviewer.speech import endpointing as ep
from interviewer.speech.types import FRAME_S, Samples, Span, Transcriber, Transcript, TurnCompletion, VoiceActivity

QUIET_S = 2.0
"""A pause of this length is reported while it lasts; shorter ones come with the turn."""
BEFORE_NUDGE_SHARE = 0.8
"""While the words before it are being written down, it is reported after so much of the time until a nudge."""
PRE_ROLL_S = 3.0
"""Sound that is kept while nobody has a turn."""
VOICED = 0.5
"""Voice activity from which no nudge is given: the candidate may just be beginning."""
CLOSER = (mv.FollowUp, mv.GiveHint, mv.Challenge, mv.ProbeClaim)
"""Questions to which a few words are an answer."""
ASIDE = 16
"""Frames before the first sound after a pause that was asked for in words."""
CUT_OFF_WORDS = 3
"""Whoever goes on before more of the reply was heard had not finished: it counts as unheard and is taken back, and they
are given more time from then on."""
REWIND_S = 0.4
"""After a false stop the line goes on from a little before."""

Key = Literal["end", "pause", "repeat", "skip", "quit", "leave"]
After = Literal["repeat", "skip", "quit", "leave"]
"""Keys that take the open turn first."""
Wait = Literal["words", "reply", "voice"]
Floor = Literal["interviewer", "you", "one moment", "paused", "away", "gone", "over"]


@dataclass(frozen=True, slots=True)
class Ears:
    """Those who listen."""

    vad: VoiceActivity
    transcriber: Transcriber
    completion: TurnCompletion | None = None


class VoiceRoom:
    """Feed it every frame of the microphone, in order; it drives the runner and the speaker."""

    def __init__(
        self,
        runner: Runner,
        session: FrozenSession,
        ears: Ears,
        speaker: Speaker,
        work: Work,
        clock: VirtualClock,
        gate: EchoGate | None = None,
        keep: Callable[[int, Samples], None] | None = None,
        endpointing: ep.EndpointSettings | None = None,
    ) -> None:
        """`keep` is given each turn's number and sound."""
        self.runner, self.session, self.speaker = runner, session, speaker
        self.gate = gate or EchoGate()
        self.paused = False
        self.gone = False
        """A sound device is gone."""
        self.level = 0.0
        """Loudness of the newest frame."""
        self.voiced = False
        self.waited_s = 0.0
        """The silence that was chosen to end the last turn."""
        self._clock, self._work, self._ears, self._keep = clock, work, ears, keep
        self._tape = Tape()
        self._words = TurnWords(self._tape, ears.transcriber, ears.completion, work, self.fail)
        self._endpointer = ep.Endpointer(endpointing)
        self._turn = OpenTurn(self._words, Asides(self._tape, ears.transcriber, work), self._endpointer)
        self._over_us = OverUs()
        self._closing: ep.TurnEnded | None = None
        self._heard: str | None = None
        self._then: After | None = None
        self._aside: deque[Samples] = deque(maxlen=ASIDE)
        speaker.backchannels = backchannels(session)
        runner.listeners.append(self._listen)

    @property
    def over(self) -> bool:
        """The interview has ended and the goodbye was heard."""
        return self.runner.ended and not self.speaker.busy

    @property
    def floor(self) -> Floor:
        """Who has the floor, in the screen's words."""
        if self.gone:
            return "gone"
        if self.paused:
            return "paused"
        if self.speaker.audible:
            return "interviewer"
        if self.runner.ended:
            return "over"
        if self._away:
            return "away"
        return "you" if self.runner.interview.state.floor == "candidate" and self._closing is None else "one moment"

    @property
    def waiting_for(self) -> Wait:
        """What comes next while nobody has the floor: the candidate's words, our reply to them, or its sound."""
        if self._closing is not None or self._then is not None:
            return "words"
        return "voice" if self.speaker.busy else "reply"

    @property
    def listening(self) -> bool:
        """Whoever speaks now has the floor."""
        return self.floor in ("you", "away")

    @property
    def _away(self) -> bool:
        """The candidate has asked for a pause and is not back."""
        return on_hold(self.runner.interview.state) and not self.open

    @property
    def draft(self) -> str:
        """What has been understood of the open turn so far."""
        return self._words.text

    @property
    def open(self) -> bool:
        """A turn of the candidate's is open or being written down."""
        return bool(self._endpointer.spans) or self._closing is not None

    def begin(self) -> None:
        """Start the interview, or take it up again."""
        self.runner.begin()

    def frame(self, frame: Samples) -> None:
        """One frame of the microphone, of shape (FRAME_SAMPLES,)."""
        self.level = rms(frame)
        if self.paused:
            return
        probability = self._ears.vad.probability(frame)
        if not self.gate.believes(self.level, self.speaker.playback.levels):
            probability = 0.0
        self.voiced = probability >= VOICED
        if self._away and not self.voiced:
            self._aside.append(frame)
            self._work.deliver()
            self.runner.drain()
            return
        while self._aside:
            self._frame(self._aside.popleft(), 0.0)
        self._frame(frame, probability)

    def _frame(self, frame: Samples, probability: float) -> None:
        """One frame for which the clock runs."""
        now = self._clock.now() + FRAME_S
        self._clock.advance_to(now)
        self._tape.add(frame, now)
        self._work.deliver()
        self._words.look(now)
        self._delivered(now)
        if self.runner.ended:
            return
        if self._then is not None:
            return
        if self.speaker.audible:
            self._over_the_interviewer(now, probability, frame)
        else:
            self._hear(now, probability)
        self._run(now)

    def key(self, key: Key) -> None:
        """A key was pressed; any of them ends a pause. "leave" waits for nothing but the words of the open turn."""
        now = self._clock.now()
        if self.paused and key != "leave":
            self._pause()
            if key in ("end", "pause"):
                return
        match key:
            case "end" | "pause" if self._away:
                self.runner.receive(inp.Command(at=now, name="resume"))
            case "end" if self.speaker.busy:
                self._fall_silent(now)
            case "end":
                self._signals(now, self._endpointer.end_turn())
            case "pause":
                self._pause()
            case "repeat" | "skip" | "quit" | "leave":
                self._after_turn(key)

    def hold_turn(self, held: bool) -> None:
        """While held, the open turn goes on however long the candidate pauses: only a key or `end_turn` ends it."""
        self._endpointer.held = held

    def end_turn(self) -> None:
        """The open turn is over, whatever it sounds like."""
        self._signals(self._clock.now(), self._endpointer.end_turn())

    def fail(self, part: str, reason: str) -> None:
        """A part of the outside failed: it goes into the log and onto the screen."""
        plain = reason.removeprefix(f"{part} failed: ").removeprefix(f"{part}: ")
        self.runner.receive(inp.AdapterFailed(at=self._clock.now(), part=part, reason=plain))

    def deliver(self) -> None:
        """Take in what has been written down, while no frames come."""
        self._work.deliver()

    def take_draft(self) -> None:
        """Wait no longer for the words of a turn that is over: those of the draft are taken."""
        if self._closing is not None:
            self._take(self._closing, None)

    def _pause(self) -> None:
        self.paused = not self.paused
        if self.paused:
            self.speaker.hold()
        else:
            self.speaker.playback.go_on(REWIND_S)
            self._ears.vad.reset()

    def _run(self, now: float) -> None:
        """Receive what has arrived and what is due; nothing is due while the candidate may be beginning to speak, or
        waits for us to understand them."""
        self.runner.drain()
        while not self.runner.ended and not self.voiced and self._closing is None:
            due = self.runner.next_time()
            if due is None or due > now:
                return
            self.runner.receive(self.runner.due())

    def _listen(self, events: tuple[ev.AnyEvent, ...]) -> None:
        """A listener: say lines, unless they were just spoken over, and wait as the open stage deserves."""
        spoken_over = any(isinstance(event, ev.SpeechBegan) for event in events)
        for event in events:
            if isinstance(event, ev.LineBegun | ev.Said) and not spoken_over:
                if self.speaker.saying != event.utterance:
                    self._over_us.reset()
                self.speaker.say(event)
            if isinstance(event, ev.FloorPassed):
                self.speaker.expect(likely_lines(self.session, self.runner.interview.state))
        state = self.runner.interview.state
        closer = isinstance(state.last_asked, CLOSER) or state.phase == "questions" or state.offered
        self._endpointer.patience(thinking_of(self.session, state), closer, nudge_after_s(self.session, state))

    def _delivered(self, now: float) -> None:
        utterance = self.speaker.tick(now)
        if utterance is None:
            return
        self.runner.receive(inp.Delivered(at=now, utterance=utterance))
        for end_s, probability in self._over_us.take():
            self._signals(now, self._endpointer.frame(end_s, probability))

    def _over_the_interviewer(self, now: float, probability: float, frame: Samples) -> None:
        """While a line is heard: fall silent for a candidate who goes on speaking, and for nobody else."""
        step = self._over_us.frame(now, probability, frame)
        if not self._over_us.speaking:
            self._forget(now)
        match step:
            case "duck":
                self.speaker.playback.duck()
            case "hold":
                self.speaker.playback.hold()
            case "release":
                self.speaker.playback.go_on(REWIND_S)
            case "stop":
                self._fall_silent(now)
            case _:
                pass

    def _fall_silent(self, now: float) -> None:
        """Stop the line and give the floor to the candidate, with what they have said over us."""
        state = self.runner.interview.state
        self._heard = self.speaker.cancel()
        for end_s, probability in self._over_us.take():
            self._signals(now, self._endpointer.frame(end_s, probability))
        self._heard = None
        if not self._speaking:
            self.runner.receive(inp.Delivered(at=now, utterance=state.utterances))

    def _hear(self, now: float, probability: float) -> None:
        self._endpointer.signs = self._gives_signs
        self._signals(now, self._endpointer.frame(now, probability))
        if self._endpointer.speaking:
            self.speaker.make_ready()
            self._words.ahead(self._endpointer.spans)
        spans = self._endpointer.spans
        if not spans or self._endpointer.speaking:
            if not spans and self._closing is None and not self.voiced:
                self._forget(now)
            return
        since = spans[-1].end_s
        self._turn.pausing(spans, now - since, self.voiced)
        wait = max(min(QUIET_S, self.session.persona.silence.grace_s * 0.6), SHORTEST_PAUSE_S)
        if self._words.drafts(spans):
            wait = max(wait, BEFORE_NUDGE_SHARE * nudge_after_s(self.session, self.runner.interview.state))
        if now - since >= wait and self._speaking and (words := self._turn.tell(since)) is not None:
            self.runner.receive(inp.WentQuiet(at=now, since=since, after_words=words))

    def _forget(self, now: float) -> None:
        if not self.open:
            self._tape.forget_before(now - PRE_ROLL_S)

    @property
    def _gives_signs(self) -> bool:
        """A sign of listening can be given, and would neither hide the candidate's first word nor stand before the
        goodbye."""
        welcome = self.gate.known and not self.gate.half_duplex and self.runner.interview.state.phase != "questions"
        return welcome and self.speaker.gives_signs

    @property
    def _speaking(self) -> bool:
        return self.runner.interview.state.speaking_since is not None

    def _signals(self, now: float, signals: tuple[ep.Signal, ...]) -> None:
        for signal in signals:
            match signal:
                case ep.SpeechStarted() | ep.Resumed():
                    self._speech(signal.at)
                    self._turn.asides.resumed(self._endpointer.spans)
                case ep.Backchannel():
                    if self.speaker.acknowledge():
                        self._turn.signs.append(signal.at)
                case ep.TurnEnded():
                    self._closing = signal
                    self.waited_s = signal.waited_s
                    self._words.finish(signal.spans, partial(self._take, signal), now)
                case ep.Paused() | ep.Noise():
                    pass

    def _speech(self, at: float) -> None:
        """Speech began, or goes on; a reply that was not heard yet is cancelled."""
        self._words.resumed()
        self.speaker.hush()
        if self._closing is not None:
            self._endpointer.take_back(self._closing.spans)
            self._closing = None
        heard = self._heard
        if self.speaker.busy:
            heard = self.speaker.cancel()
        nudged = self.runner.interview.state.nudges > 0
        if heard is not None and len(heard.split()) <= CUT_OFF_WORDS and not nudged:
            self._endpointer.cut_off()
            heard = ""
        self._heard = None
        if not self._speaking:
            self.runner.receive(inp.SpeechStarted(at=at, heard=heard))

    def _after_turn(self, key: After) -> None:
        """Have the words of the open turn written down and taken, then do what the key says."""
        self.speaker.cancel()
        self._over_us.reset()
        self._then = key
        if self._endpointer.spans:
            self._signals(self._clock.now(), self._endpointer.end_turn(over=False))
        if self._closing is None:
            self._endpointer.reset(self._clock.now())
            self._take_key()

    def _take_key(self) -> None:
        """No turn is open: do what the key says at once."""
        key, self._then = self._then, None
        if key is not None and key != "leave":
            self.runner.receive(inp.Command(at=self._clock.now(), name=key))

    def _take(self, ended: ep.TurnEnded, found: Transcript | None) -> None:
        """The words of a turn that is over; None when the recogniser failed, and what it had found before will do."""
        now = self._clock.now()
        spans, pauses, signs = ended.spans, self._turn.pauses(ended.spans), tuple(self._turn.signs)
        sound = self._words.sound(spans) if self._keep is not None else None
        text = (self._words.text if found is None else found.text).strip()
        lost = not text and (found is None or self._turn.unclear(spans))
        self._closing = None
        self._turn.forget()
        if not text:
            self._without_words(now, spans, lost, fault=found is None)
            return
        if found is None:
            number = self.runner.interview.state.turns + 1
            self.fail("speech recognition", f"the end of turn {number} is missing")
        then, self._then = self._then, None
        since = bool(signs) and signs[-1] > spans[-1].end_s
        said = {"text": text, "started_at": spans[0].start_s, "acknowledged": since, "signs": signs}
        self.runner.receive(inp.CandidateTurn(at=now, pauses=pauses, source="spoken", then=then, **said))
        if self._keep is not None and sound is not None:
            try:
                self._keep(self.runner.interview.state.turns, sound)
            except AdapterError as error:
                self._keep = None
                self.fail("sound files", str(error))

    def _without_words(self, now: float, spans: tuple[Span, ...], lost: bool, fault: bool) -> None:
        """A turn without words: lost ones are asked for again unless a key waits, a mere sound is forgotten."""
        if lost:
            where = {"started_at": spans[0].start_s, "ended_at": spans[-1].end_s}
            self.runner.receive(inp.WordsLost(at=now, fault=fault, ask=self._then is None, **where))
        else:
            self.runner.receive(inp.SpeechDropped(at=now))
        self._take_key()
