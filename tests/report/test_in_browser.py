"""The report in a real Chromium: whole, readable and usable on a desk, on a phone, in the dark and on paper."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from interviewer.dialogue import events as ev
from interviewer.dialogue.session import FrozenSession
from interviewer.grading.assessment import Grader
from interviewer.report.build import build_report
from interviewer.report.html import to_html
from interviewer.report.model import Report, SilenceReport
from interviewer.report.plots import clock, silence_title
from tests.golden.people import PEOPLE, weak
from tests.golden.stage import Room, hold
from tests.report import browser
from tests.report.content import session
from tests.report.script import Script, whole_interview

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TEMPLATES = Path(__file__).parents[2] / "interviewer" / "report" / "templates"
TIMED = session()
DESK, PHONE, SMALL_PHONE = SIZES = (1280, 800), (390, 844), (320, 640)
LONG_WORD = "p(θ|x)=p(x|θ)p(θ)/∫p(x|θ')p(θ')dθ'" * 12


def silent(room: Room) -> Iterator[str]:
    """Has heard of most things, and says it after a silence, every fifth time after a long one."""
    for n, line in enumerate(weak(room)):
        yield from [""] * (n % 2 + (n % 5 == 4))
        yield line


def formula() -> Script:
    """An answer that is one word as long as a page."""
    script = Script(TIMED).phase("basics").opens("descent").silent(9.0, after=LONG_WORD)
    return script.answered(LONG_WORD, {"update": (0.9, LONG_WORD)}, {"always-global": LONG_WORD}).closes().ends()


def whole() -> Script:
    """Something of everything, worded by a model."""
    spent = ev.TokensSpent(
        at=0.0, model="openai:gpt-4o-mini", role="wording", calls=9, tokens_in=123456, tokens_out=9876
    )
    return whole_interview(TIMED).add(spent)


@pytest.fixture(scope="module")
def reports(make_session: Callable[..., FrozenSession], offline_grader: Grader) -> dict[str, Report]:
    """One report of each kind."""
    scripts = {"whole": whole(), "formula": formula(), "nothing": Script(TIMED)}
    found = {name: build_report(TIMED, one.events, "2026-11-23T16:20") for name, one in scripts.items()}
    for name, candidate, timed in (("strong", PEOPLE["strong"][0], False), ("silent", silent, True)):
        held = make_session("optimisation", timed=timed)
        found[name] = build_report(held, hold(name, held, candidate, offline_grader).events, "2026-11-23T16:20")
    return found


KINDS = ("whole", "formula", "nothing", "strong", "silent")
every_report = pytest.mark.parametrize("name", KINDS)


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """The installed Chromium, driven."""
    driver = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
    path = browser.find_chromium()
    if path is None:
        pytest.skip("no Chromium is installed")
    with driver.sync_playwright() as play:
        started = play.chromium.launch(executable_path=path)
        yield started
        started.close()


class Screen:
    """A window of the browser: opens reports one after the other, without a network and with pages' scripts turned off."""

    def __init__(self, chromium: "Browser", folder: Path) -> None:
        self.folder = folder
        self.page = chromium.new_page(offline=True, java_script_enabled=False, reduced_motion="reduce")
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __call__(self, name: str, size: tuple[int, int] = DESK, **media: str) -> "Page":
        """The page of a report, newly opened."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(**{"media": "screen", "color_scheme": "light", **media})  # type: ignore[arg-type]
        self.page.goto("about:blank")
        self.requests.clear()
        self.page.goto((self.folder / f"{name}.html").as_uri())
        return self.page


@pytest.fixture(scope="module")
def opened(chromium: "Browser", reports: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> Screen:
    """Opens a report by its kind."""
    folder = tmp_path_factory.mktemp("reports")
    html, css = ((TEMPLATES / one).read_text("utf-8") for one in ("report.html.j2", "report.css"))
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(to_html(report, html, css), "utf-8")
    return Screen(chromium, folder)


@every_report
def test_a_report_opens_without_a_complaint_and_asks_for_nothing_but_itself(opened: Screen, name: str) -> None:
    page = opened(name)
    assert opened.complaints == []
    assert opened.requests == [page.url]


@pytest.mark.parametrize("name", ["whole", "strong", "silent"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_screen_tells_the_score_the_verdict_and_what_to_do_next(
    opened: Screen, name: str, size: tuple[int, int]
) -> None:
    page = opened(name, size)
    for telling in (".score", ".verdict .name", ".silence-line", ".practice li >> nth=0"):
        box = page.locator(telling).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1], telling


@every_report
def test_nothing_leaves_a_desk_s_or_a_phone_s_screen_sideways(opened: Screen, name: str) -> None:
    page = opened(name)
    for wide, high in SIZES:
        page.set_viewport_size({"width": wide, "height": high})
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        assert page.evaluate(browser.OVERFLOWING) == []


@every_report
def test_drawings_stay_in_their_box_and_labels_beside_each_other(opened: Screen, name: str) -> None:
    page = opened(name)
    for wide, high in SIZES:
        page.set_viewport_size({"width": wide, "height": high})
        assert page.evaluate(browser.OUTSIDE_DRAWING) == [], f"{wide} px"


@every_report
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_and_bar_stands_out_from_what_is_behind_it(opened: Screen, name: str, scheme: str) -> None:
    page = opened(name, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(browser.LOW_CONTRAST) == []
    assert page.evaluate(browser.FAINT_BARS) == []


def test_the_page_is_dark_where_the_reader_wants_it_dark(opened: Screen) -> None:
    behind = "getComputedStyle(document.body).backgroundColor"
    light, dark = (opened("whole", color_scheme=scheme).evaluate(behind) for scheme in ("light", "dark"))
    assert sum(map(int, re.findall(r"\d+", light))) > 600
    assert sum(map(int, re.findall(r"\d+", dark))) < 150


@every_report
def test_headings_begin_with_one_title_and_skip_no_level(opened: Screen, name: str) -> None:
    levels = opened(name).evaluate(browser.HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_report
def test_drawings_links_and_regions_have_names(opened: Screen, name: str) -> None:
    assert opened(name).evaluate(browser.UNNAMED) == []


@every_report
def test_every_link_leads_to_a_place_in_the_page(opened: Screen, name: str) -> None:
    page = opened(name)
    assert page.locator("nav a").count() >= 5
    assert page.evaluate(browser.DEAD_LINKS) == []


def test_a_quote_leads_to_its_verdict_and_the_verdict_back_to_the_quote(opened: Screen) -> None:
    page = opened("silent", PHONE)
    target = "document.querySelector(':target')"
    in_view = (
        f"(() => {{ const box = {target}.getBoundingClientRect(); return box.top >= -1 && box.top < innerHeight }})()"
    )
    quote = page.locator(".line sup a").last
    quote.click()
    assert page.evaluate(f"{target}.className") in {"covered", "partial"}
    assert page.evaluate(in_view)
    page.locator(":target .where a").click()
    assert page.evaluate(f"{target}.textContent") == quote.text_content()
    assert page.evaluate(in_view)


def test_details_open_and_close_with_the_keyboard(opened: Screen) -> None:
    page = opened("whole")
    opening = page.locator("details summary")
    assert opening.count() == 3
    for n in range(opening.count()):
        inside = page.locator("details").nth(n).locator(":scope > :not(summary)").first
        opening.nth(n).focus()
        for key, shown in (("Enter", True), ("Space", False)):
            page.keyboard.press(key)
            assert inside.is_visible() == shown


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(opened: Screen) -> None:
    page = opened("whole")
    stops = page.locator("a, summary, [tabindex='0']")
    reached = set()
    for _ in range(stops.count() + 2):
        page.keyboard.press("Tab")
        at = "document.activeElement"
        if page.evaluate(f"{at} !== document.body"):
            reached.add(page.evaluate(f"{at}.outerHTML"))
            assert page.evaluate(f"parseFloat(getComputedStyle({at}).outlineWidth)") >= 2
            assert page.evaluate(f"getComputedStyle({at}).outlineStyle") == "solid"
    closed = "!(e.closest('details:not([open])') && e.tagName !== 'SUMMARY')"
    wanted = page.evaluate(
        f"[...document.querySelectorAll('a, summary, [tabindex=\"0\"]')].filter(e => {closed}).map(e => e.outerHTML)"
    )
    assert reached == set(wanted)


@every_report
def test_paper_shows_every_text_of_the_page_in_ink_that_can_be_read(opened: Screen, name: str) -> None:
    page = opened(name, color_scheme="dark", media="print")
    assert page.evaluate(browser.HIDDEN_TEXT) == []
    assert page.evaluate(browser.LOW_CONTRAST) == []


def letters(text: str) -> str:
    """The text without white space, figures (key points are numbered inside it), signs and ligatures."""
    return re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKC", text))


def test_a_printed_report_holds_what_was_said_and_what_silence_cost(opened: Screen, reports: dict[str, Report]) -> None:
    pdf = opened("whole", media="print").pdf(format="A4")
    printed = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    found = reports["whole"]
    stages = [stage for question in found.questions for stage in question.stages]
    lines = chain(found.introduction, found.candidate_questions, *(stage.transcript for stage in stages))
    assert [line.text for line in lines if letters(line.text) not in letters(printed)] == []
    assert [one for one in found.silences if f"{one.duration_s:.1f} s at {clock(one.start_s)}" not in printed] == []
    assert "How the score adds up" in printed


def pause_line(silence: SilenceReport) -> str:
    """How the transcript tells a silence."""
    after = f", after “{silence.after_words} …”" if silence.inside_turn and silence.after_words else ""
    return silence_title(silence, timed=True) + after


@pytest.mark.parametrize("name", ["whole", "silent"])
def test_every_silence_is_drawn_at_its_time_and_told_in_its_place_with_its_cost(
    opened: Screen, reports: dict[str, Report], name: str
) -> None:
    page = opened(name)
    silences = reports[name].silences
    assert len(silences) >= 5
    edges = "(all) => all.map(e => e.getBoundingClientRect().left)"
    drawn = page.locator("rect.silence").evaluate_all(edges)
    assert len(drawn) == len(silences)
    first, last = silences[0], silences[-1]
    scale = (drawn[-1] - drawn[0]) / (last.start_s - first.start_s)
    assert drawn == pytest.approx([drawn[0] + (one.start_s - first.start_s) * scale for one in silences], abs=3)
    told = page.locator(".transcript .pause").all_text_contents()
    assert sorted(told) == sorted(map(pause_line, silences))
    for n in range(page.locator(".transcript").count()):
        times = page.locator(".transcript").nth(n).locator(".at, .pause").all_text_contents()
        seconds = [60 * int(m) + int(s) for m, s in re.findall(r"(?m)(?:^| at )(\d+):(\d\d)(?=$|,)", "\n".join(times))]
        assert len(seconds) == len(times)
        assert seconds == sorted(seconds)
