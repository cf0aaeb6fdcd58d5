"""Promises of the session log: what was appended is there, and anything else is said with file and line."""

import errno
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import textwrap
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.adapters.log_lines import VERSION, Decision, LogHeader, read_log, seal
from interviewer.adapters.session_log import Disk, SessionLog, SessionStore
from interviewer.content.models import CommonLines, KeyPoint, Persona, Question, Stage
from interviewer.content.rubric import Criterion, Level, Rubric, VerdictStep
from interviewer.dialogue.events import Ended, FloorPassed, Said, Started, TurnTaken
from interviewer.dialogue.inputs import Begin, CandidateTurn, Delivered, Input, Tick
from interviewer.dialogue.session import FrozenSession, Plan, PlannedStage, Settings
from interviewer.errors import LogError, StorageError, UnknownNameError

NOW = datetime(2026, 11, 23, 15, 42, 7, tzinfo=timezone(timedelta(hours=1)))

STEPS: tuple[tuple[Input, tuple[object, ...]], ...] = (
    (Begin(at=0.0), (Started(at=0.0), Said(at=0.0, utterance=1, text="Good morning.", moves=()))),
    (Delivered(at=2.5, utterance=1), (FloorPassed(at=2.5),)),
    (
        CandidateTurn(at=9.75, text='θ ∝ "prior",\nthen "chain":"0123456789abcdef"}', started_at=3.0),
        (TurnTaken(at=9.75, turn=1, text="θ ∝ …", acts=()),),
    ),
    (Tick(at=11.0), ()),
)


def make_session(name: str = "2026-11-23-1542-statistics-k3f") -> FrozenSession:
    point = KeyPoint(id="mean", claim="The mean is the balance point.")
    question = Question(
        id="means",
        title="Means",
        kind="basic",
        topics=("statistics",),
        stages=(Stage(id="main", prompt="What is a mean?", key_points=(point,)),),
    )
    levels = (
        Level(name="low", from_share=0, behaviour="Little."),
        Level(name="high", from_share=0.5, behaviour="Much."),
    )
    rubric = Rubric(
        version=1,
        criteria=(Criterion(id="breadth", name="Breadth", weight=1, measured_by="areas", levels=levels),),
        verdicts=(VerdictStep(id="any", name="Any", min_score=0, says="Thank you."),),
    )
    persona = Persona(
        id="statistics",
        name="Dr Q",
        title="Statistician",
        bio="Counts things.",
        leaning="Uncertainty.",
        asks_about={"statistics": 1},
    )
    stage = PlannedStage(question="means", stage="main", minutes=4)
    plan = Plan(
        basics=(stage,), problem=(), introduction_minutes=1, questions_minutes=1, close_minutes=1, total_minutes=7
    )
    return FrozenSession(
        id=name,
        persona=persona,
        common=CommonLines(lines={"acknowledge": ("Okay.",)}),
        rubric=rubric,
        questions=(question,),
        plan=plan,
        settings=Settings(),
    )


@pytest.fixture
def store(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path / "sessions")


def fill(log: SessionLog, steps: tuple[tuple[Input, tuple[object, ...]], ...] = STEPS) -> None:
    for step, events in steps:
        log.append(step, events)  # type: ignore[arg-type]


@pytest.fixture
def closed(store: SessionStore) -> Path:
    """The folder of a session with four decisions."""
    with store.create(make_session(), "offline-2", NOW) as log:
        fill(log)
    return log.folder


def test_what_was_appended_is_read_back(store: SessionStore, closed: Path) -> None:
    with store.open(closed.name) as log:
        assert [(d.input, d.events) for d in log.decisions] == list(STEPS)
        assert [d.n for d in log.decisions] == [1, 2, 3, 4]
        assert log.events == tuple(event for _, events in STEPS for event in events)
        assert log.session == make_session()


def test_the_header_says_what_the_session_is(store: SessionStore, closed: Path) -> None:
    first = json.loads((closed / "events.jsonl").read_text().splitlines()[0])
    assert first["format"] == "desk-interviewer-log"
    assert first["version"] == VERSION
    assert first["session"] == closed.name
    assert datetime.fromisoformat(first["created"]) == NOW
    assert first["persona"] == "statistics"
    assert first["questions"] == ["means"]
    assert first["grader"] == "offline-2"
    assert first["program"].startswith("desk-interviewer ")


def test_a_decision_is_on_disk_when_append_returns(store: SessionStore) -> None:
    synced: list[int] = []

    def sync(file: int) -> None:
        synced.append(os.fstat(file).st_size)
        os.fsync(file)

    log = SessionStore(store.root, Disk(sync=sync)).create(make_session(), "g", NOW)
    path = log.folder / "events.jsonl"
    for step, events in STEPS:
        log.append(step, events)  # type: ignore[arg-type]
        assert synced[-1] == path.stat().st_size
        assert store.open("last").decisions[-1].input == step
    log.close()


def test_writing_goes_on_where_the_log_stopped(store: SessionStore, closed: Path) -> None:
    with store.open("last", for_writing=True) as log:
        log.append(Tick(at=12.0), (Ended(at=12.0, reason="stopped"),))
    with store.open("last") as log:
        assert len(log.decisions) == 5
        assert log.decisions[-1].n == 5


def test_a_log_cut_at_any_byte_gives_all_whole_lines_or_says_that_the_header_is_cut(closed: Path) -> None:
    whole = (closed / "events.jsonl").read_bytes()
    for length in range(len(whole) + 1):
        lines = whole[:length].count(b"\n") + whole[length : length + 1].startswith(b"\n")
        if lines == 0:
            with pytest.raises(LogError, match=r"events\.jsonl:1: the header is cut off"):
                read_log(whole[:length], "events.jsonl", closed.name)
        else:
            decisions = read_log(whole[:length], "events.jsonl", closed.name).decisions()
            assert [d.input for d in decisions] == [step for step, _ in STEPS[: lines - 1]]


def test_a_torn_line_is_cut_away_before_writing_goes_on(store: SessionStore, closed: Path) -> None:
    path = closed / "events.jsonl"
    whole = path.read_bytes()
    for cut in (1, 2, 20):
        path.write_bytes(whole[:-cut])
        with store.open(closed.name, for_writing=True) as log:
            kept = len(log.decisions)
            log.append(Tick(at=12.0), ())
        assert len(store.open(closed.name).decisions) == kept + 1
        assert kept == (4 if cut == 1 else 3)


def sealed_by_hand(body: bytes, previous: str) -> bytes:
    """A line as any program may write it by the description of the format."""
    chain = hashlib.sha256(previous.encode() + body).hexdigest()[:16]
    return body + f',"chain":"{chain}"}}\n'.encode()


def sample_log() -> bytes:
    """The bytes of a log with four decisions."""
    data, chain = seal(
        LogHeader(
            session="s", created=NOW, program="p 1", persona="q", questions=("m",), content_sha256="0", grader="g"
        ),
        "",
    )
    for n, (step, events) in enumerate(STEPS, 1):
        line, chain = seal(Decision(n=n, at=step.at, input=step, events=events), chain)  # type: ignore[arg-type]
        data += line
    return data


@given(place=st.integers(min_value=0), value=st.integers(1, 255))
def test_an_edited_byte_is_noticed_wherever_it_is(place: int, value: int) -> None:
    data = bytearray(sample_log())
    place %= len(data)
    data[place] ^= value
    try:
        decisions = read_log(bytes(data), "events.jsonl", "s").decisions()
    except LogError as error:
        message = str(error)
    else:  # only the end of the last line can look as if it had been torn; then no more than that line is dropped
        message = "events.jsonl:5: dropped; "
        assert place > data.rfind(b',"chain"')
        assert [d.input for d in decisions] in ([step for step, _ in STEPS], [step for step, _ in STEPS[:-1]])
    assert re.match(r"events\.jsonl:\d+: .+; ", message)


def test_a_changed_word_is_named_with_its_line(store: SessionStore, closed: Path) -> None:
    path = closed / "events.jsonl"
    path.write_text(path.read_text().replace("Good morning.", "Good evening."))
    with pytest.raises(LogError, match=r"events\.jsonl:2: the line was changed after it was written; restore"):
        store.open("last")


def test_a_missing_line_is_named(store: SessionStore, closed: Path) -> None:
    path = closed / "events.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:2] + lines[3:]))
    with pytest.raises(LogError, match=r"events\.jsonl:3: decision 2 is missing"):
        store.open("last")


def test_a_newer_log_is_refused_with_the_advice_to_update(store: SessionStore, closed: Path) -> None:
    path = closed / "events.jsonl"
    path.write_text(path.read_text().replace(f'"version":{VERSION}', f'"version":{VERSION + 1}'))
    with pytest.raises(LogError, match=rf"events\.jsonl:1: .*log version {VERSION + 1}.*up to {VERSION}.*update"):
        store.open("last")


@pytest.mark.parametrize("header", ["[]", "{}", "null", "[" * 100_000, '{"format":"other","version":1}'])
def test_a_foreign_header_is_refused(store: SessionStore, closed: Path, header: str) -> None:
    (closed / "events.jsonl").write_text(header + "\n")
    with pytest.raises(LogError, match=r"events\.jsonl:1: this is not the header"):
        store.open("last")


def test_an_input_of_unknown_kind_is_named(store: SessionStore, closed: Path) -> None:
    path = closed / "events.jsonl"
    chain = read_log(path.read_bytes(), str(path), closed.name).chain
    with path.open("ab") as file:
        file.write(sealed_by_hand(b'{"n":5,"at":1.0,"input":{"kind":"telepathy","at":1.0},"events":[]', chain))
    with pytest.raises(LogError, match=r"events\.jsonl:6: not understood .*telepathy"):
        store.open("last")


def test_content_that_is_missing_or_changed_is_said(store: SessionStore, closed: Path) -> None:
    content = closed / "content.json"
    content.write_text(content.read_text().replace("Dr Q", "Dr R"))
    with pytest.raises(LogError, match=r"content\.json: changed since the interview"):
        store.open("last")
    content.unlink()
    with pytest.raises(LogError, match=r"content\.json: what was asked is missing"):
        store.open("last")


def test_a_session_open_for_writing_is_locked_for_every_other_writer(store: SessionStore, closed: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from interviewer.adapters.session_log import SessionStore
        from interviewer.errors import StorageError
        try:
            SessionStore(Path(sys.argv[1])).open("last", for_writing=True)
        except StorageError as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(store.root)]
    with store.open("last", for_writing=True):
        other = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "open in another window" in other.stdout
        assert store.open("last").decisions, "reading needs no lock"
        with pytest.raises(StorageError, match="another window"):
            store.delete("last")
    free = subprocess.run(command, capture_output=True, text=True, check=True)
    assert free.stdout == ""


@pytest.mark.skipif(os.name == "nt", reason="mode bits are a Unix matter")
def test_only_the_owner_can_read_a_session(store: SessionStore, closed: Path) -> None:
    assert stat.S_IMODE(store.root.stat().st_mode) == 0o700
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    with store.open("last", for_writing=True):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in closed.iterdir()}
    assert modes == {"events.jsonl": 0o600, "content.json": 0o600, "lock": 0o600}


def full_after(count: int) -> Disk:
    """A disk with room for so many bytes."""
    room = count

    def write(file: int, data: bytes) -> int:
        nonlocal room
        if room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = os.write(file, data[:room])
        room -= done
        return done

    return Disk(write=write)


def test_a_full_disk_is_one_clear_error_and_nothing_half_written_stays(store: SessionStore, closed: Path) -> None:
    before = (closed / "events.jsonl").read_bytes()
    with SessionStore(store.root, full_after(10)).open("last", for_writing=True) as log:
        with pytest.raises(StorageError, match=r"events\.jsonl: no space left .*INTERVIEWER_HOME"):
            log.append(Tick(at=12.0), ())
        assert len(log.decisions) == 4
    assert (closed / "events.jsonl").read_bytes() == before


def test_a_log_goes_on_once_there_is_room_again(store: SessionStore, closed: Path) -> None:
    refuse = [True]

    def write(file: int, data: bytes) -> int:
        if refuse[0]:
            os.write(file, data[:7])
            refuse[0] = False
            return 0
        return os.write(file, data)

    with SessionStore(store.root, Disk(write=write)).open("last", for_writing=True) as log:
        with pytest.raises(StorageError):
            log.append(Tick(at=12.0), ())
        log.append(Tick(at=13.0), ())
    assert store.open("last").decisions[-1].at == 13.0


@pytest.mark.parametrize("extra", [-(10**6), -1, 0, 50])
def test_a_session_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path, extra: int) -> None:
    room = len(make_session().model_dump_json()) + extra
    store = SessionStore(tmp_path / "sessions", full_after(room))
    with pytest.raises(StorageError, match="INTERVIEWER_HOME"):
        store.create(make_session(), "g", NOW)
    assert list((tmp_path / "sessions").iterdir()) == []


def test_a_data_folder_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("not a folder")
    store = SessionStore(tmp_path / "sessions")
    with pytest.raises(StorageError, match=r"sessions: .*INTERVIEWER_HOME"):
        store.create(make_session(), "g", NOW)


def denied(file: int, data: bytes) -> int:
    """What writing comes to without permission, whoever the user is."""
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_missing_permission_is_one_clear_error(store: SessionStore, closed: Path) -> None:
    closed_to_us = SessionStore(store.root, Disk(write=denied))
    refused = pytest.raises(StorageError, match=r"events\.jsonl: permission denied; .*INTERVIEWER_HOME")
    with closed_to_us.open("last", for_writing=True) as log, refused:
        log.append(Tick(at=12.0), ())
    with pytest.raises(StorageError, match=r"permission denied; .*INTERVIEWER_HOME"):
        closed_to_us.create(make_session("2026-11-24-0900-statistics-abc"), "g", NOW)
    assert [folder.name for folder in store.root.iterdir()] == [closed.name]


def test_a_data_folder_below_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("not a folder")
    with pytest.raises(StorageError, match=r"not a directory; .*INTERVIEWER_HOME"):
        SessionStore(tmp_path / "notes" / "sessions").create(make_session(), "g", NOW)


def test_a_log_opened_for_reading_takes_no_decisions(store: SessionStore, closed: Path) -> None:
    with store.open("last") as log, pytest.raises(StorageError, match="not open for writing"):
        log.append(Tick(at=12.0), ())


def test_the_list_holds_every_session_oldest_first_and_says_which_are_broken(store: SessionStore, closed: Path) -> None:
    with store.create(make_session("2026-11-24-0900-statistics-abc"), "g", NOW + timedelta(days=1)) as log:
        log.append(Begin(at=0.0), (Started(at=0.0),))
        log.append(Tick(at=90.0), (Ended(at=90.0, reason="completed"),))
    broken = store.root / "2026-11-23-1800-statistics-zzz"
    broken.mkdir()
    first, second, third = store.list()
    assert (first.id, first.decisions, first.ended, first.fault) == (closed.name, 4, False, None)
    assert first.created == NOW
    assert second.id == broken.name
    assert second.fault
    assert "log is missing" in second.fault
    assert (third.ended, third.minutes, third.persona, third.questions) == (True, 1.5, "statistics", ("means",))


def test_headers_are_read_of_all_sessions_that_have_one(store: SessionStore, closed: Path) -> None:
    (store.root / "broken").mkdir()
    (store.root / "torn").mkdir()
    (store.root / "torn" / "events.jsonl").write_text('{"format":"desk')
    assert [(header.session, header.questions) for header in store.headers()] == [(closed.name, ("means",))]


def test_last_is_the_newest_session_even_within_a_minute(store: SessionStore, closed: Path) -> None:
    store.create(make_session("2026-11-23-1542-statistics-aaa"), "g", NOW + timedelta(seconds=20)).close()
    assert store.open("last").session.id.endswith("aaa")


def test_an_unknown_session_gets_the_nearest_names(store: SessionStore, closed: Path) -> None:
    with pytest.raises(UnknownNameError, match=f"Did you mean {closed.name}"):
        store.open("2026-11-23-1542-statistic-k3")
    with pytest.raises(UnknownNameError):
        store.open("../sessions/" + closed.name)


def test_without_sessions_the_advice_is_to_hold_an_interview(store: SessionStore) -> None:
    assert store.list() == ()
    with pytest.raises(UnknownNameError, match="run `interviewer`"):
        store.open("last")


def test_a_deleted_session_is_gone(store: SessionStore, closed: Path) -> None:
    assert store.delete("last") == closed.name
    assert not closed.exists()


def test_new_ids_tell_when_and_who_and_are_never_taken(store: SessionStore) -> None:
    names = {store.new_id("statistics", NOW) for _ in range(20)}
    assert len(names) > 10
    assert all(re.fullmatch(r"2026-11-23-1542-statistics-[a-z2-9]{3}", name) for name in names)


def test_an_id_that_is_taken_is_refused_and_its_session_kept(store: SessionStore, closed: Path) -> None:
    with pytest.raises(StorageError, match=closed.name):
        store.create(make_session(), "g", NOW)
    assert len(store.open("last").decisions) == 4


def test_fields_of_newer_programs_are_ignored(store: SessionStore, closed: Path) -> None:
    path = closed / "events.jsonl"
    chain = read_log(path.read_bytes(), str(path), closed.name).chain
    body = (
        b'{"n":5,"at":12,"input":{"kind":"tick","at":12,"mood":"calm"},"events":[{"kind":"started","at":0,"x":1}],"y":2'
    )
    with path.open("ab") as file:
        file.write(sealed_by_hand(body, chain))
    assert store.open("last").decisions[-1].input == Tick(at=12)
