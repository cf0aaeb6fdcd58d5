"""The report as HTML, Markdown and JSON: safe, whole, and nice to read."""

import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewer.content.schemas import schema_of
from interviewer.dialogue.events import AnyEvent
from interviewer.grading.validity import addresses_grader
from interviewer.report.build import build_report
from interviewer.report.data import to_json
from interviewer.report.html import to_html
from interviewer.report.markdown import escaped, to_markdown
from interviewer.report.model import Report, Rescored
from tests.report.content import session
from tests.report.script import Script, whole_interview

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "interviewer" / "report" / "templates"
HTML, CSS, MARKDOWN = (
    (TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.html.j2", "report.css", "report.md.j2")
)
GOLDEN = ROOT / "tests" / "golden" / "report.md"
TIMED = session()

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b onclick="x">',
    "</p></section><h1>mine</h1>",
    "# mine",
    "## mine ##",
    "- a | b | c",
    "1. one",
    "``` fence",
    "`code`",
    "[link](http://example.org)",
    "![image](http://example.org/x.png)",
    "<http://example.org>",
    "*bold* _it_ ~~gone~~",
    "a & b &amp; c &lt;",
    "{{ report }} {% raw %}",
    "p(θ|x) ∝ p(x|θ) p(θ), $x^2$ \\frac{a}{b}",
    "---",
    "===",
    "> quote",
    "    indented",
    "name@example.org and www.example.org",
    "one\ntwo\r\nthree\tfour",
]


def report(events: list[AnyEvent]) -> Report:
    return build_report(TIMED, events, "2026-11-23T16:20:00+01:00")


def said(text: str) -> Report:
    """A report in which the candidate said this, and it was quoted as evidence, misconception, assumption and left out."""
    script = Script(TIMED).phase("basics").opens("descent").silent(9.0, after=text)
    script.answered(text, {"update": (0.9, text)}, {"always-global": text}, left_out=[("a list", text)]).closes()
    script.phase("problem").opens("shop", "design").assumes(text).answered(text, {"popularity": (0.8, text)}).closes()
    return report(script.ends().events)


class Reader(HTMLParser):
    """Elements and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.said: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if self._depth or ("class", "said") in attrs:
            self._depth += 1
            if self._depth == 1:
                self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.said[-1] += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def page(found: Report) -> str:
    return to_html(found, HTML, CSS)


def plain(text: str) -> str:
    return " ".join(text.split())


WORDS = "The gradient points uphill"
TAGS = sorted(read(page(said(WORDS))).tags)


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_what_was_typed_and_gains_no_element_from_it(text: str) -> None:
    reader = read(page(said(text)))
    marks = ("1", "!", "2")
    shown = [line.rstrip("".join(marks)) for line in reader.said]
    assert plain(text).rstrip("12!") in [plain(line) for line in shown]
    assert sorted(reader.tags) == TAGS
    assert not any(name.startswith("on") for name in reader.attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_what_was_typed_as_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(to_markdown(said(text), MARKDOWN))
    usual = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(to_markdown(said(WORDS), MARKDOWN))
    inline = [child for token in tokens for child in token.children or ()]
    assert [token.type for token in tokens] == [token.type for token in usual]
    assert {child.type for child in inline} <= {
        "text",
        "softbreak",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
    }
    rendered = "".join(child.content for child in inline)
    assert plain(text) in plain(rendered)


@given(st.text(max_size=60))
@settings(max_examples=80)
def test_an_escaped_line_reads_back_as_itself(text: str) -> None:
    printable = "".join(c for c in text if c.isprintable() or c.isspace())
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"x {escaped(printable)} y")
    [content] = [token for token in blocks if token.type == "inline"]
    assert all(child.type == "text" for child in content.children or ())
    assert plain("".join(child.content for child in content.children or ())) == plain(f"x {printable} y")


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_page(text: str) -> None:
    assume(not addresses_grader("…" + text))  # such words are listed, which adds to the page
    found = said("…" + text)
    assert sorted(read(page(found)).tags) == TAGS
    assert "\x00" not in page(found)
    assert to_markdown(found, MARKDOWN)
    assert Report.model_validate_json(to_json(found)) == found


def test_the_page_needs_nothing_from_elsewhere() -> None:
    found = page(report(whole_interview(TIMED).events))
    tags = set(read(found).tags)
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base"}
    assert "http:" not in found
    assert "https:" not in found
    assert "url(" not in found
    assert "@import" not in found


def test_the_page_marks_the_quoted_words_and_links_them_to_their_key_point() -> None:
    found = page(report(whole_interview(TIMED).events))
    assert '<mark>take a small step against the gradient</mark><sup><a href="#descent-main-1"' in found
    assert '<mark class="wrong">it always finds the global minimum</mark>' in found
    assert 'id="descent-main-1"' in found


def test_ids_of_the_page_are_unique_and_links_lead_somewhere() -> None:
    found = page(report(whole_interview(TIMED).events))
    ids: list[str] = []
    links: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            ids.extend(str(value) for name, value in attrs if name == "id")
            links.extend(str(value)[1:] for name, value in attrs if name == "href")

    Links().feed(found)
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


def test_drawings_say_in_words_what_they_show() -> None:
    found = page(report(whole_interview(TIMED).events))
    assert found.count("<svg") == found.count('role="img" aria-label="')
    assert 'aria-label="Technical knowledge: 47%, level working knowledge"' in found


def test_tables_name_their_columns() -> None:
    reader = read(page(report(whole_interview(TIMED).events)))
    assert reader.tags.count("table") == reader.tags.count("caption") == 2
    assert reader.attributes.count("scope") >= reader.tags.count("th")


@pytest.mark.parametrize("cut", [0, 1, 4, 9, 15, 22, 31])
def test_pages_can_be_made_of_an_interview_that_is_not_over(cut: int) -> None:
    found = report(whole_interview(TIMED).events[:cut])
    assert "unfinished" in page(found)
    assert "unfinished" in to_markdown(found, MARKDOWN)


def test_json_keeps_to_its_published_schema() -> None:
    for found in (said(WORDS), report(whole_interview(TIMED).events), report([])):
        jsonschema.validate(json.loads(to_json(found)), schema_of(Report))


def test_the_schema_explains_its_fields() -> None:
    schema = schema_of(Report)
    assert "0 to 100" in schema["properties"]["score"]["description"]  # type: ignore[index]


def test_a_report_that_was_scored_again_says_so() -> None:
    again = said(WORDS).model_copy(update={"rescored": Rescored(by="offline-9", score_then=12.25)})
    assert "Scored again by offline-9" in page(again)
    assert "the score was 12.2" in to_markdown(again, MARKDOWN)


def test_the_markdown_of_a_whole_interview_reads_as_it_should() -> None:
    assert to_markdown(report(whole_interview(TIMED).events), MARKDOWN) == GOLDEN.read_text(encoding="utf-8")


def test_what_did_not_count_is_quoted_behind_its_reason() -> None:
    script = Script(TIMED).phase("basics").opens("descent")
    script.answered("Any? So.", left_out=[("asks", "Any?"), ("asks", "Or?"), ("a list", "So.")]).closes()
    found = report(script.ends().events)
    for shown in (page(found), to_markdown(found, MARKDOWN)):
        assert "Not everything you said was counted: asks (“Any?”, “Or?”); a list (“So.”)." in shown


def test_the_page_says_what_silence_and_a_nudge_cost() -> None:
    found = page(report(whole_interview(TIMED).events))
    assert "Points for dead silence: 0.5 a second beyond the free ones, 1 for each nudge, 15 at most in all." in found


@pytest.mark.parametrize("timed", [True, False])
def test_only_silence_that_costs_points_is_called_dead(timed: bool) -> None:
    held = session(timed=timed)
    found = build_report(held, whole_interview(held).events, "2026-11-23T16:20:00+01:00")
    for text in (to_html(found, HTML, ""), to_markdown(found, MARKDOWN)):
        assert ("dead silence" in text) == timed
        assert "silence, 5.0 s at 0:37" in text


def test_the_lowest_verdict_is_not_explained_by_a_condition_that_everybody_meets() -> None:
    script = Script(TIMED).phase("basics").opens("descent").answered("No idea.").closes()
    script.opens("intervals").answered("None either.").closes().phase("problem").opens("shop", "design")
    found = report(script.answered("Hard to say.").closes().ends().events)
    assert found.verdict is not None
    assert [one.needed for one in found.verdict.conditions] == [0]
    for shown in (page(found), to_markdown(found, MARKDOWN)):
        assert "needed 0" not in shown
        assert "takes" in shown
