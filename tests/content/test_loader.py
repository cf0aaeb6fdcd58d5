"""Promises of the loader: what loads is right, and whatever is wrong is named by file, line and field."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.content import loader
from interviewer.content.models import CommonLines, Persona, Question
from interviewer.content.rubric import Rubric
from interviewer.errors import ContentError

ROOT = Path(__file__).parents[2]
GOOD = """\
id: mean
title: The mean
kind: basic
topics: [statistics, estimation]
stages:
  - id: main
    prompt: What is the mean?
    minutes: 4
    key_points:
      - id: balance
        claim: It is the balance point.
        weight: 1.5
        facets: [definition]
    misconceptions:
      - id: median
        says: [It is the middle value.]
        challenge: And with one huge value?
    probes:
      - on: [median]
        ask: You said {said}. Why?
examples:
  - id: strong
    stage: main
    quality: strong
    answer: The point where it balances.
    expect: {balance: covered}
"""
PERSONA = """\
id: ann
name: Ann
title: Researcher
bio: Counts.
leaning: Numbers.
asks_about: {statistics: 1}
"""
RUBRIC = """\
version: 1
criteria:
  - id: breadth
    name: Breadth
    weight: 1
    measured_by: areas
    levels:
      - {name: low, from_share: 0, behaviour: Little.}
      - {name: high, from_share: 0.5, behaviour: Much.}
verdicts:
  - {id: any, name: Any, min_score: 0, says: Thank you.}
"""
Faults = Callable[[str], list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """The faults of a question file with that text, without the folder's name."""

    def of(text: str) -> list[str]:
        path = tmp_path / "mean.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            loader.load_question(path)
        return [line.removeprefix(f"{tmp_path}{os.sep}") for line in caught.value.faults]

    return of


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def make_root(root: Path, **files: str) -> Path:
    """A root with shipped content; further files by path, / written as __."""
    write(root / "rubrics" / "rubric.yaml", RUBRIC)
    write(root / "personas" / "_common.yaml", "lines: {acknowledge: [Okay.]}")
    write(root / "personas" / "ann.yaml", PERSONA)
    write(root / "rubrics" / "questions" / "statistics" / "mean.yaml", GOOD)
    for name, text in files.items():
        write(root / (name.replace("__", "/").replace("_", "-") + ".yaml"), text)
    return root


def test_a_good_file_becomes_a_question(tmp_path: Path) -> None:
    question = loader.load_question(write(tmp_path / "any-name.yaml", GOOD))
    assert question.stage("main").key_points[0].weight == 1.5
    assert question.examples[0].expect == {"balance": "covered"}


def test_words_that_old_yaml_took_for_booleans_are_words(tmp_path: Path) -> None:
    text = GOOD.replace("on: [median]", "on: [yes, no, off, 1/2]").replace("title: The mean", 'title: "2024"')
    question = loader.load_question(write(tmp_path / "mean.yaml", text))
    assert question.stages[0].probes[0].on == ("yes", "no", "off", "1/2")
    assert question.title == "2024"


def test_numbers_and_truth_values_are_read_as_in_json(tmp_path: Path) -> None:
    text = GOOD.replace("weight: 1.5", "weight: .5").replace("minutes: 4", "minutes: 4e0\n    essential: false")
    stage = loader.load_question(write(tmp_path / "mean.yaml", text)).stages[0]
    assert (stage.key_points[0].weight, stage.minutes, stage.essential) == (0.5, 4.0, False)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "mean.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert loader.load_question(path).id == "mean"


def test_each_kind_of_file_has_its_loader(tmp_path: Path) -> None:
    assert loader.load_persona(write(tmp_path / "ann.yaml", PERSONA)).name == "Ann"
    assert loader.load_rubric(write(tmp_path / "rubric.yaml", RUBRIC)).version == 1
    assert loader.load_common_lines(write(tmp_path / "_common.yaml", "lines: {a: [Okay.]}")).lines == {"a": ("Okay.",)}


@pytest.mark.parametrize(
    ("text", "kind"), [(GOOD, Question), (PERSONA, Persona), (RUBRIC, Rubric), ("lines: {a: [Okay.]}", CommonLines)]
)
def test_the_kind_of_a_file_shows_in_its_fields(tmp_path: Path, text: str, kind: type) -> None:
    loaded: loader.Loaded[Question] = loader.read(write(tmp_path / "x.yaml", text))
    assert type(loaded.value) is kind


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: The mean", "titel: The mean", "mean.yaml:2: titel: unknown field; did you mean title?"),
        ("claim:", "clam:", "mean.yaml:11: stages[0].key_points[0].clam: unknown field; did you mean claim?"),
        (
            "weight: 1.5",
            "weight: heavy",
            'mean.yaml:12: stages[0].key_points[0].weight: should be a number, not "heavy"',
        ),
        ("weight: 1.5", "weight: 9", "weight: input should be less than or equal to 5; it is 9"),
        ("weight: 1.5", "weight:", "mean.yaml:12: stages[0].key_points[0].weight: should be a number, not nothing"),
        ("title: The mean", "title: 12", "mean.yaml:2: title: should be a text; put 12 in quotes"),
        ("title: The mean", "title:", "mean.yaml:2: title: is empty; give a text or leave the field out"),
        ("title: The mean", 'title: " "', 'mean.yaml:2: title: should not be empty, not " "'),
        ("title: The mean", "title: [The, mean]", "mean.yaml:2: title: should be a text; put text that"),
        ("title: The mean\n", "", "mean.yaml:1: title: is missing"),
        ("kind: basic", "kind: base", "mean.yaml:3: kind: 'base' is not among 'basic' or 'problem'"),
        ("id: mean", "id: The Mean", "mean.yaml:1: id: 'The Mean' is no id; use lower-case letters"),
        ("topics: [statistics, estimation]", "topics: statistics", "mean.yaml:4: topics: should be a list"),
        (
            "topics: [statistics, estimation]",
            "topics: []",
            "mean.yaml:4: topics: should have at least 1 entries, not 0",
        ),
        (
            "topics: [statistics",
            "topics: [statistic",
            "topics[0]: 'statistic' is no area, and the area comes first; did you",
        ),
        ("minutes: 4", "minutes: 4\n    essential: yes", 'stages[0].essential: should be true or false, not "yes"'),
        ("expect: {balance", "expect: {Ba lance", "mean.yaml:26: examples[0].expect.Ba lance: 'Ba lance' is no id"),
        (
            "  - id: strong",
            "  - strong\n  - id: strong",
            "mean.yaml:22: examples[0]: should be a mapping (field: value)",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_line(faults: Faults, old: str, new: str, expected: str) -> None:
    found = faults(GOOD.replace(old, new, 1))
    assert [line for line in found if expected in line], found
    assert all(line.startswith("mean.yaml:") for line in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "stage: main",
            "stage: mian",
            "mean.yaml:23: examples[0].stage: 'mian' is no stage of this question; did you mean main?",
        ),
        (
            "{balance:",
            "{ballance:",
            "mean.yaml:26: examples[0].expect.ballance: 'ballance' is no key point of stage main",
        ),
        (
            "[definition]",
            "[definition, beauty]",
            "mean.yaml:13: stages[0].key_points[0].facets[1]: 'beauty' is no facet; choose",
        ),
        (
            "covered}\n",
            "covered}\n    misconceptions: [mode]\n",
            "mean.yaml:27: examples[0].misconceptions[0]: 'mode' is no misconception of stage main; choose from: med",
        ),
        (
            "    misconceptions:\n      - id: median",
            "      - id: balance\n        claim: Again.\n    misconceptions:\n      - id: median",
            "mean.yaml:14: stages[0].key_points[1].id: 'balance' is already the id of number 1 in this list",
        ),
        ("Why?", "Why?\n        facets: [wit]", "mean.yaml:21: stages[0].probes[0].facets[0]: 'wit' is no facet"),
    ],
)
def test_a_reference_to_nothing_is_named_with_its_line(faults: Faults, old: str, new: str, expected: str) -> None:
    (found,) = faults(GOOD.replace(old, new, 1))
    assert found.startswith(expected)


def test_a_reference_into_a_stage_without_such_things_says_so(faults: Faults) -> None:
    text = GOOD.replace("    misconceptions:\n      - id: median\n        says: [It is the middle value.]\n", "")
    text = text.replace("        challenge: And with one huge value?\n", "")
    (found,) = faults(text.replace("covered}", "covered}\n    misconceptions: [median]"))
    assert found.endswith("is no misconception of stage main; there is none to choose from")


def test_all_faults_of_a_file_come_together_from_the_top_down(faults: Faults) -> None:
    text = (
        GOOD.replace("kind: basic", "kind: base").replace("weight: 1.5", "weight: x").replace("minutes: 4", "minute: 4")
    )
    assert [line.split(":")[1] for line in faults(text)] == ["3", "8", "12"]


def test_a_list_whose_entries_are_wrong_is_not_called_too_short_as_well(faults: Faults) -> None:
    assert len(faults(GOOD.replace("weight: 1.5", "weight: x"))) == 1


def test_a_field_given_twice_is_named_with_its_line(faults: Faults) -> None:
    text = GOOD.replace("title: The mean", "title: The mean\ntitle: Again").replace(
        "weight: 1.5", "weight: 1\n        weight: 2"
    )
    assert faults(text) == [
        "mean.yaml:3: title: given twice",
        "mean.yaml:14: stages[0].key_points[0].weight: given twice",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "mean.yaml:1: the file is empty"),
        ("# only a remark\n", "mean.yaml:1: the file is empty"),
        ("null", "mean.yaml:1: the file is empty"),
        ("- a\n- b\n", "mean.yaml:1: should be a mapping (field: value), not a list"),
        ("hello", 'mean.yaml:1: should be a mapping (field: value), not "hello"'),
        ("id: a\n\ttitle: b\n", "mean.yaml:2: not valid YAML: a tab in the indentation; use spaces"),
        ("id: a\ntitle: What: is\n", "mean.yaml:2: not valid YAML: a second ': ' in a line; put the text in quotes"),
        (
            "id: a\ntitle: @home\n",
            "mean.yaml:2: not valid YAML: a text cannot start with that character; put it in quotes",
        ),
        ("id: a\ntopics: [b\nkind: c\n", "mean.yaml:3: not valid YAML: a [ list ] is not closed, or lacks a comma"),
        ('id: a\ntitle: "b\n', "mean.yaml:3: not valid YAML: the quote is never closed"),
        ("id: a\n---\nid: b\n", "mean.yaml:2: a second document starts here; one file holds one"),
        ("id: &x a\ntitle: *x\n", "mean.yaml:2: the alias *x is not understood here; write the text out"),
        ("id: !!python/name:os.system a\n", "mean.yaml:1: the tag tag:yaml.org,2002:python/name:os.system is not"),
        ("id: a\n[b]: c\n", "mean.yaml:2: a field name must be a word"),
        ("id: a\nbell: \x07\n", "mean.yaml:2: holds the control character '\\x07'; remove it"),
        ("[" * 50_000, "mean.yaml:1: nested more than 20 deep"),
        ("- " * 50_000, "mean.yaml:1: nested more than 20 deep"),
        ("{a: " * 50_000, "mean.yaml:1: nested more than 20 deep"),
        ("a" * 600_000, "mean.yaml: larger than 512 KB; a content file holds one question"),
    ],
)
def test_a_file_that_is_no_content_says_why_and_where(faults: Faults, text: str, expected: str) -> None:
    (found,) = faults(text)
    assert found.startswith(expected)


def test_text_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mean.yaml"
    path.write_bytes(b"id: a\ntitle: caf\xe9\n")
    with pytest.raises(ContentError, match=r"mean\.yaml:2: not UTF-8; save the file with that encoding"):
        loader.load_question(path)


def test_a_folder_or_a_missing_file_is_one_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"cannot be read: Is a directory|cannot be read: Permission"):
        loader.load_question(tmp_path)
    with pytest.raises(ContentError, match=r"no\.yaml: cannot be read: No such file"):
        loader.load_question(tmp_path / "no.yaml")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.integers(0, len(GOOD)), st.text(max_size=6), st.integers(0, 30)).map(
            lambda edit: (GOOD[: edit[0]] + edit[1] + GOOD[edit[0] + edit[2] :]).encode("utf-8", "surrogatepass")
        ),
    )
)
def test_any_bytes_load_or_are_faults_with_the_file_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mean.yaml"
    path.write_bytes(data)
    try:
        loader.load_question(path)
        found = [f"{path}"]
    except ContentError as error:
        found = list(error.faults)
    assert found
    assert all(line.startswith(str(path)) for line in found)


def test_the_shipped_library_loads() -> None:
    library = loader.load_library([ROOT])
    assert {persona.id for persona in library.personas} >= {"statistics", "optimisation"}
    assert {question.kind for question in library.questions} == {"basic", "problem"}


def test_a_users_own_files_join_the_shipped_ones(tmp_path: Path) -> None:
    shipped = make_root(tmp_path / "shipped")
    own = tmp_path / "own"
    write(own / "questions" / "deep" / "mode.yml", GOOD.replace("id: mean", "id: mode"))
    write(own / "personas" / "bob.yaml", PERSONA.replace("id: ann", "id: bob\norder: 1\ntopics: {estimation: 2}"))
    write(own / "questions" / ".#mode.yaml", "left by an editor")
    library = loader.load_library([shipped, own, tmp_path / "absent"])
    assert [question.id for question in library.questions] == ["mean", "mode"]
    assert [persona.id for persona in library.personas] == ["bob", "ann"]


def test_an_id_that_is_used_in_two_files_is_named_with_both(tmp_path: Path) -> None:
    shipped = make_root(tmp_path / "shipped")
    own = write(tmp_path / "own" / "questions" / "mean.yaml", GOOD)
    with pytest.raises(ContentError) as caught:
        loader.load_library([shipped, tmp_path / "own"])
    first = shipped / "rubrics" / "questions" / "statistics" / "mean.yaml"
    assert caught.value.faults == (f"{own}:1: id: 'mean' is already used by {first}",)


def test_a_file_whose_name_is_not_its_id_is_named(tmp_path: Path) -> None:
    shipped = make_root(tmp_path, rubrics__problems__other=GOOD.replace("id: mean", "id: mode"))
    with pytest.raises(ContentError, match=r"other\.yaml:1: id: 'mode' is not the file's name"):
        loader.load_library([shipped])


def test_a_persona_who_favours_a_topic_of_no_question_is_named(tmp_path: Path) -> None:
    shipped = make_root(tmp_path, personas__cat=PERSONA.replace("id: ann", "id: cat\ntopics: {estimatoin: 2}"))
    with pytest.raises(ContentError, match=r"cat\.yaml:2: topics\.estimatoin: .* did you mean estimation\?"):
        loader.load_library([shipped])


def test_a_persona_who_prefers_an_unknown_facet_is_named(tmp_path: Path) -> None:
    text = PERSONA + "follow_ups: {prefers: {geometri: 2}}\n"
    with pytest.raises(ContentError, match=r"ann\.yaml:7: follow_ups\.prefers\.geometri: .* did you mean geometry\?"):
        loader.load_persona(write(tmp_path / "ann.yaml", text))


def test_the_faults_of_all_files_come_together(tmp_path: Path) -> None:
    shipped = make_root(tmp_path, rubrics__problems__a="id: a", personas__b="id: b")
    (shipped / "rubrics" / "rubric.yaml").unlink()
    with pytest.raises(ContentError) as caught:
        loader.load_library([shipped])
    files = {Path(line.split(":")[0]).name for line in caught.value.faults}
    assert files == {"a.yaml", "b.yaml", "rubric.yaml"}
