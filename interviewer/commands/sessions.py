"""`interviewer sessions` and `interviewer replay`: what is kept on disk, and what happened in it."""

import json
from collections.abc import Iterable, Iterator

from interviewer import bootstrap
from interviewer.adapters.session_log import SessionStore, SessionSummary
from interviewer.dialogue import events as ev


def run_list(as_json: bool = False) -> int:
    """List all sessions, oldest first; broken ones with the reason."""
    store = bootstrap.open_store()
    summaries = store.list()
    if as_json:
        print(json.dumps([as_data(s) for s in summaries], indent=2))
    elif not summaries:
        print(f"No sessions yet in {store.root}. `interviewer` starts an interview.")
    else:
        print("\n".join(as_line(s) for s in summaries))
        print(f"\nThey are kept in {store.root}; `interviewer sessions delete ID` removes one for good.")
    return 0


def as_data(summary: SessionSummary) -> dict[str, object]:
    """A summary as `--json` prints it."""
    return {
        "id": summary.id,
        "created": summary.created.isoformat() if summary.created else None,
        "persona": summary.persona,
        "questions": list(summary.questions),
        "minutes": round(summary.minutes, 2),
        "ended": summary.ended,
        "fault": summary.fault,
    }


def as_line(summary: SessionSummary) -> str:
    """A summary for a person."""
    if summary.fault is not None:
        return f"{summary.id}  unreadable: {summary.fault}"
    state = "ended" if summary.ended else "can be resumed"
    return f"{summary.id}  {summary.persona}, {summary.minutes:.0f} min, {state}"


def run_show(session: str) -> int:
    """Print one session's transcript."""
    store = bootstrap.open_store()
    with store.open(session) as log:
        print("\n".join(transcript(log.session.persona.name, log.events)))
    return 0


def run_delete(session: str) -> int:
    """Remove a session's folder with everything in it."""
    store: SessionStore = bootstrap.open_store()
    gone = store.delete(session)
    print(f"Deleted {gone}.")
    return 0


def run_replay(session: str) -> int:
    """Print the transcript with the rule behind each line, then decide every input again and compare."""
    from interviewer.dialogue.interview import Interview
    from interviewer.dialogue.replay import first_difference

    store = bootstrap.open_store()
    with store.open(session) as log:
        print("\n".join(transcript(log.session.persona.name, log.events, rules=True)))
        decisions = [(d.input, d.events) for d in log.decisions]
        resumed = Interview.resume(log.session, log.events)
        print(f"\n{len(decisions)} decisions, {len(log.events)} events; {standing(resumed)}.")
        changed = first_difference(log.session, decisions)
    if changed is None:
        print("Replay: every input leads to the same events again.")
    else:
        print(f"Replay: this version would have decided differently at decision {changed + 1}.")
    return 0


def standing(interview: object) -> str:
    """Where a replayed interview stands."""
    from interviewer.dialogue.interview import Interview

    assert isinstance(interview, Interview)
    state = interview.state
    return "the interview has ended" if state.ended else f"it stands in phase {state.phase} and can be resumed"


def transcript(name: str, events: Iterable[ev.AnyEvent], rules: bool = False) -> Iterator[str]:
    """The interview as lines of text: who said what, when, and the silences."""
    for event in events:
        match event:
            case ev.Said():
                why = f"  <{', '.join(c.rule for c in event.moves)}>" if rules else ""
                yield f"{stamp(event.at)} {name}: {event.text}{why}"
            case ev.TurnTaken():
                why = f"  <{', '.join(a.act for a in event.acts)}>" if rules else ""
                yield f"{stamp(event.started_at or event.at)} You: {event.text}{why}"
            case ev.TurnLost():
                why = "lost by a fault" if event.fault else "not understood"
                yield f"{stamp(event.started_at)} (You: {event.ended_at - event.started_at:.0f} s of speech, {why})"
            case ev.SpeechBegan() if event.unheard is not None:
                yield f"{stamp(event.at)} (what was said last had not been heard yet and does not count)"
            case ev.SilenceMeasured():
                yield f"{stamp(event.start_s)} ({event.duration_s:.1f} s, {event.silence_class})"
            case ev.Noted():
                yield f"{stamp(event.at)} ({event.part}: {event.reason})"
            case _:
                pass


def stamp(at: float) -> str:
    """Minutes and seconds."""
    return f"[{int(at) // 60:02d}:{int(at) % 60:02d}]"
