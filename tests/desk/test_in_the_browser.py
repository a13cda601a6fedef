"""The desk in a real browser: a lecturer's whole walk, two writers, two desks, a killed server, and no barriers anywhere."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

import briefing
from briefing.passages.choosing import Point
from tests.support.browser import barriers, chromium, desk, mark, opened
from tests.support.quotable import PARAGRAPHS

pytestmark = pytest.mark.browser
BIB = """@article{lindqvist2019, author={Lindqvist, Mara}, title={The Law of the Sarn}, journal={River Law Review}, year={2019}}
@article{orla2021, author={Orla, Pim}, title={Gauges and grudges}, journal={River Law Review}, year={2021}}
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The ferry at Quill Bridge</title>
<meta name="author" content="Ivo Tarn"></head><body><article><h1>The ferry at Quill Bridge</h1><p>By Ivo Tarn</p>
<p>A ferry crosses the Sarn at Quill Bridge every hour, and has done so since the bridge fell into the river.</p>
<p>The guild sells tickets on the left bank only. Whoever wants to cross from the right bank pays on arrival.</p>
<p>In the summer of the great drought the ferry stood on gravel for six weeks.</p></article></body></html>"""
DROPPED = """([text, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/html"}));
  return data;
}"""
"""Makes what a browser hands over when somebody drops a file."""
PASSAGES = (
    ("The Law of the Sarn", "No bank may take", "what it leaves behind.", "The whole of the water"),
    ("The Law of the Sarn", "The toll on barges", "was raised in 1911.", "The toll"),
    ("The ferry at Quill Bridge", "The guild sells tickets", "bank pays on arrival.", "Tickets"),
)
"""The source of each passage, its first and last four words, and its title."""


def articles(folder: Path) -> list[Path]:
    """Write a bibliography, a PDF and a web page."""
    folder.mkdir()
    styles = getSampleStyleSheet()
    body = [Paragraph(PARAGRAPHS[0], styles["Title"]), Paragraph("Mara Lindqvist", styles["Normal"])]
    body += [Paragraph(each, styles["BodyText"]) for each in PARAGRAPHS[1:]]
    SimpleDocTemplate(str(folder / "law.pdf"), title=PARAGRAPHS[0], author="Mara Lindqvist", invariant=1).build(body)
    (folder / "ferry.html").write_text(PAGE, encoding="utf-8")
    (folder / "library.bib").write_text(BIB, encoding="utf-8")
    return [folder / name for name in ("library.bib", "law.pdf", "ferry.html")]


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in a workspace, without its bin."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".bin" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def said(page: Any, words: str) -> None:
    page.locator("#live", has_text=words).wait_for()


def accept(page: Any, name: str) -> None:
    page.locator("dialog").get_by_role("button", name=name, exact=True).click()
    page.locator("dialog").wait_for(state="detached")


def test_a_lecturer_makes_a_pack(tmp_path: Path) -> None:
    """From an empty folder to three files, without an editor and a terminal; what is on the disk is what the commands make."""
    folder, other = tmp_path / "desk", tmp_path / "command"
    folder.mkdir()
    given = articles(tmp_path / "given")
    with desk(folder) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.get_by_label("Title").fill("Rivers and law")
        assert barriers(page) == []
        page.get_by_role("button", name="Begin").click()
        page.locator(".outline .row").first.wait_for()
        _bring(page, given)
        for title, first, last, heading in PASSAGES:
            _choose(page, title, first, last, heading)
        mark(page, "right bank", "right bank")
        page.get_by_role("button", name="Add a note").click()
        page.locator("dialog").get_by_label("Note", exact=True).fill("The poorer one.")
        accept(page, "Add")
        page.locator("mark.note").wait_for()
        assert barriers(page) == []
        _ask(page)
        _order(page)
        tab(page, "Pages")
        page.locator(".sheet img").first.wait_for()
        page.locator(".sheet").nth(1).scroll_into_view_if_needed()
        assert barriers(page) == []
        page.get_by_role("button", name="Make …").click()
        page.get_by_role("button", name="Build").click()
        page.locator("dialog .files a").nth(2).wait_for()
        assert barriers(page) == []
        with page.expect_download() as download:
            page.get_by_role("link", name="reader.pdf").click()
        assert Path(download.value.path()).read_bytes() == (folder / "output/reader.pdf").read_bytes()
        assert page.mistakes == []
    _with_commands(other, given)
    made, wanted = files(folder), files(other)
    assert made.keys() == wanted.keys()
    assert [name for name in made if made[name] != wanted[name]] == []


def _bring(page: Any, given: list[Path]) -> None:
    tab(page, "Sources")
    for file in given[:2]:
        page.locator("#sources input").set_input_files(file)
        said(page, f"{file.name}: lindqvist-2019")
    page.locator("#sources input").set_input_files(given[2])
    page.get_by_role("button", name="It is a new source").click()
    said(page, f"{given[2].name}: the-ferry")
    page.locator("#sources .thing").nth(2).wait_for()
    assert barriers(page) == []


def _choose(page: Any, title: str, first: str, last: str, heading: str) -> None:
    page.locator("#sources").get_by_role("button", name=re.compile(f"^{title}")).click()
    page.locator(".source h2", has_text=title).wait_for()
    mark(page, first, last)
    page.get_by_role("button", name="Make an excerpt").click()
    page.locator("dialog").get_by_label("Title").fill(heading)
    accept(page, "Make")
    page.locator(f"mark[title='{heading}']").first.wait_for()


def _ask(page: Any) -> None:
    """Write a question: the file begins with a form, and the words come into the editor, which saves by itself."""
    tab(page, "Library")
    page.get_by_role("button", name="New text …").click()
    dialog = page.locator("dialog")
    dialog.get_by_label("Kind").select_option("questions")
    dialog.get_by_label("Title").fill("Weigh a fee")
    dialog.get_by_label("Level").select_option("evaluate")
    accept(page, "Begin")
    area = page.locator(".editor textarea")
    area.wait_for()
    area.fill(area.input_value().replace("Write the question here.", "Who should pay for the ferry?"))
    page.locator(".status", has_text="Saved").wait_for()
    page.frame_locator("#reading").get_by_text("Who should pay for the ferry?")
    assert barriers(page) == []
    page.get_by_role("button", name="Close").click()


def _order(page: Any) -> None:
    """Move the questions before the readings, with the keyboard."""
    tab(page, "Outline")
    tab(page, "Reading")
    row = page.locator("[data-key='section:questions']")
    row.focus()
    row.press("Alt+ArrowUp")
    page.locator(".outline > li").nth(1).filter(has_text="Questions").wait_for()
    page.frame_locator("#reading").locator("body", has_text=re.compile("Who should pay.*No bank may", re.DOTALL)).wait_for()
    assert barriers(page) == []


def _with_commands(folder: Path, given: list[Path]) -> None:
    briefing.init(folder, "reader", examples=False, title="Rivers and law")
    workspace = briefing.find_workspace(folder)
    briefing.import_sources(workspace, given[:1])
    briefing.add_sources(workspace, given[1:2])
    briefing.add_sources(workspace, given[2:], new=True)
    for title, first, last, heading in PASSAGES:
        source = "lindqvist-2019" if title.startswith("The Law") else "the-ferry-at-quill"
        text = briefing.load(workspace).originals[source].paragraphs
        paragraph = next(number for number, each in enumerate(text, 1) if first in each)
        briefing.choose_excerpt(workspace, source, first, last, paragraph=paragraph, title=heading)
    ferry = next((folder / "seeds/excerpts").glob("the-ferry*.md"))
    text = briefing.load(workspace).originals["the-ferry-at-quill"].paragraphs
    number = next(number for number, each in enumerate(text, 1) if "right bank" in each)
    place = text[number - 1].index("right bank")
    briefing.annotate(workspace, ferry.stem, "The poorer one.", start=Point(number, place), end=Point(number, place + 10))
    question = "---\nlevel: evaluate\nminutes: 10\nobjective: Weigh a fee\n---\nWho should pay for the ferry?\n"
    (folder / "seeds/questions/weigh-a-fee.md").write_text(question, encoding="utf-8")
    briefing.move_section(workspace, "reader", "questions", before="readings")
    command = [sys.executable, "-m", "briefing", "-w", str(folder), "build", "--no-cache"]  # where Word files are compressed as always
    subprocess.run(command, check=True, capture_output=True)


def test_two_writers_see_both_texts(water: Path) -> None:
    """What an editor has saved meanwhile is not replaced: the writer sees it, and decides."""
    file = water / "seeds/texts/introduction.md"
    with desk(water) as server, chromium() as browser:
        page = opened(browser, f"{server.address}")
        tab(page, "Library")
        page.get_by_role("searchbox").fill("introduction")
        page.locator("#library .thing .plain").first.click()
        area = page.locator(".editor textarea")
        area.wait_for()
        before = file.read_text(encoding="utf-8")
        page.clock.install()  # the desk does not save while its clock stands
        area.fill(f"{before}Mine.\n")
        file.write_text(f"{before}Theirs.\n", encoding="utf-8")
        page.clock.run_for(2_000)
        page.locator("dialog ins", has_text="Theirs.").wait_for()
        assert file.read_text(encoding="utf-8") == f"{before}Theirs.\n"
        assert barriers(page) == []
        page.get_by_role("button", name="Keep my text").click()
        page.locator(".status", has_text="Saved").wait_for()
        for _ in range(100):
            page.clock.run_for(200)
            if file.read_text(encoding="utf-8") == f"{before}Mine.\n":
                break
        assert file.read_text(encoding="utf-8") == f"{before}Mine.\n"
        assert page.mistakes == []


def test_two_desks_on_one_workspace_agree(water: Path) -> None:
    """What is written at one is seen at the other, without being asked for."""
    with desk(water) as one, desk(water) as other, chromium() as browser:
        first, second = opened(browser, one.address), opened(browser, other.address)
        for page in (first, second):
            page.locator("[data-key='section:readings']").or_(page.locator(".outline .row")).first.wait_for()
        tab(first, "Library")
        first.get_by_role("searchbox").fill("introduction")
        first.locator("#library .thing .plain").first.click()
        area = first.locator(".editor textarea")
        area.fill(f"{area.input_value()}\nA sentence that is new [@background].\n")
        second.get_by_role("combobox", name="Pack").select_option("everything")
        second.frame_locator("#reading").get_by_text("A sentence that is new").wait_for()
        assert first.mistakes == second.mistakes == []


def test_killed_server_loses_nothing(water: Path) -> None:
    """What was saved is whole on the disk; what was not is still in the page, which says so; the next desk begins as always."""
    file = water / "seeds/texts/introduction.md"
    with desk(water) as server, chromium() as browser:
        page = opened(browser, server.address)
        tab(page, "Library")
        page.get_by_role("searchbox").fill("introduction")
        page.locator("#library .thing .plain").first.click()
        area = page.locator(".editor textarea")
        area.wait_for()
        before = file.read_text(encoding="utf-8")
        area.fill(f"{before}Saved.\n")
        page.locator(".mirror", has_text="Saved.").wait_for()
        for _ in range(300):
            if file.read_text(encoding="utf-8") != before:
                break
            page.wait_for_timeout(100)
        server.end(signal.SIGKILL)
        assert file.read_text(encoding="utf-8") == f"{before}Saved.\n"
        area.fill(f"{before}Saved.\nNot saved.\n")
        page.locator(".status", has_text="does not answer").wait_for()
        assert area.input_value().endswith("Not saved.\n")
        assert file.read_text(encoding="utf-8") == f"{before}Saved.\n"
    with desk(water) as again:
        assert again.end() == 0
    assert briefing.load(briefing.find_workspace(water)).texts["introduction"].text.endswith("Saved.")


def test_desk_is_used_with_the_keyboard_alone(quotable: Path) -> None:
    """An excerpt is made, and a citation completed, without a mouse; the way of the Tab key leads into each part of the window."""
    with desk(quotable) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.locator(".outline .row").first.wait_for()
        page.locator("#tab-outline").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.locator("#sources .thing").first.wait_for()
        _tab_to(page, "#sources .thing .plain", "lindqvist-2019")
        page.keyboard.press("Enter")
        page.locator(".source h2").wait_for()
        _tab_to(page, "[data-number='5']")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.locator("dialog").wait_for()
        page.keyboard.type("The toll")
        page.keyboard.press("Enter")
        page.locator("mark[title='The toll']").wait_for()
        _tab_to(page, ".about button")
        page.keyboard.press("Enter")
        area = page.locator(".editor textarea")
        area.wait_for()
        page.keyboard.press("Control+End")
        page.keyboard.type("A sentence [@lind")
        page.locator(".offers [role='option']", has_text="lindqvist-2019").wait_for()
        page.keyboard.press("Alt+Enter")
        assert area.input_value().endswith("[@lindqvist-2019")
        page.keyboard.type("].\n")
        page.keyboard.press("Control+s")
        page.locator(".status", has_text="Saved").wait_for()
        page.keyboard.press("Escape")
        area.wait_for(state="hidden")
        assert page.mistakes == []
    assert "The toll" in [each.title for each in briefing.load(briefing.find_workspace(quotable)).excerpts.values()]


def _tab_to(page: Any, selector: str, words: str = "") -> None:
    is_there = "([selector, words]) => document.activeElement.matches(selector) && document.activeElement.textContent.includes(words)"
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(is_there, [selector, words]):
            return
    raise AssertionError(f"the Tab key does not lead to {selector}")


def test_no_barriers_in_the_dark_enlarged_and_in_russian(quotable: Path) -> None:
    """At 400 % of a window of 1,280 pixels nothing has to be moved sideways (WCAG 2.1, 1.4.10), in words as long as Russian has."""
    with desk(quotable) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.locator(".outline .row").first.wait_for()
        page.get_by_label("Language of the desk").select_option("ru")
        page.get_by_role("tab", name="Источники").click()
        page.emulate_media(color_scheme="dark")
        page.locator("#sources .plain", has_text="lindqvist-2019").click()
        page.locator(".source h2").wait_for()
        assert barriers(page) == []
        page.get_by_role("button", name="Открыть запись").click()
        page.locator(".editor textarea").wait_for()
        for size in ((640, 512), (320, 640)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            for pane in ("План", "Пакет", "Текст"):
                page.locator(".switch").get_by_role("button", name=pane).click()
                assert barriers(page) == []
                assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), (size, pane)
        assert page.mistakes == []


def test_every_dialog_is_without_barriers(water: Path) -> None:
    """Those of parameters, of the look, of new texts of each kind, of a new pack and of a new section; and the form of settings."""
    with desk(water) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.locator(".outline .row").first.wait_for()
        page.get_by_role("combobox", name="Pack").select_option("everything")
        page.get_by_role("button", name="Parameters …").wait_for()
        for name in ("Parameters …", "Look …", "New pack …"):
            page.get_by_role("button", name=name).click()
            page.locator("dialog").wait_for()
            assert barriers(page) == [], name
            page.keyboard.press("Escape")
            page.locator("dialog").wait_for(state="detached")
        page.get_by_role("button", name="Add a section").click()
        assert barriers(page) == []
        page.keyboard.press("Escape")
        tab(page, "Library")
        page.get_by_role("button", name="New text …").click()
        for kind in ("texts", "questions", "activities", "countries", "actors"):
            page.locator("dialog").get_by_label("Kind", exact=True).select_option(kind)
            assert barriers(page) == [], kind
        page.keyboard.press("Escape")
        page.locator("#library .filters select").select_option("actors")
        page.locator("#library .thing .plain").first.click()
        tab(page, "Settings")
        page.locator(".settings .field").first.wait_for()
        assert barriers(page) == []
        assert page.mistakes == []


def test_sections_are_dragged_and_files_dropped(water: Path) -> None:
    """With the mouse, as people do: a section onto another one, and a web page from the folder onto the window."""
    with desk(water) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.get_by_role("combobox", name="Pack").select_option("everything")
        rows = page.locator(".outline > li > .row")
        rows.nth(0).filter(has_text="LAW 7").wait_for()  # the values of parameters are there
        first, second = (rows.nth(place).locator(".title").inner_text() for place in (0, 1))
        _drag(page, rows.nth(1), rows.nth(0))
        page.locator(".outline > li").nth(0).filter(has_text=second).wait_for()
        page.locator(".outline > li").nth(1).filter(has_text=first).wait_for()
        dropped = page.evaluate_handle(DROPPED, [PAGE, "ferry.html"])
        page.dispatch_event("body", "dragover", {"dataTransfer": dropped})
        page.dispatch_event("body", "drop", {"dataTransfer": dropped})
        page.get_by_role("button", name="It is a new source").click()
        said(page, "ferry.html: the-ferry")
        assert page.mistakes == []
    assert list((water / "seeds/originals").glob("the-ferry*"))


def _drag(page: Any, row: Any, onto: Any) -> None:
    """Drag a row to the upper edge of another one, in small steps as a hand does."""
    start, end = row.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 150, start["y"] + 8)
    page.mouse.down()
    for down in (12, 3):
        page.mouse.move(end["x"] + 150, end["y"] + down, steps=4)
    page.mouse.up()


def test_a_country_and_an_actor_are_begun_at_the_desk(water: Path) -> None:
    """A country that the world knows gets its code as a name of its file; an actor what it is, and one line."""
    with desk(water) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.locator(".outline .row").first.wait_for()
        tab(page, "Library")
        for kind, title, file in (
            ("countries", "Kenya", "countries/ke.md"),
            ("actors", "Union of the rope makers", "actors/union-of-the-rope-makers.md"),
        ):
            page.get_by_role("button", name="New text …").click()
            dialog = page.locator("dialog")
            dialog.get_by_label("Kind", exact=True).select_option(kind)
            dialog.get_by_label("Title").fill(title)
            if kind == "actors":
                dialog.get_by_label("What it is").select_option("company")
                dialog.get_by_label("In one line").fill("Sells tickets on the left bank.")
            accept(page, "Begin")
            page.locator(".editor textarea").wait_for()
            page.get_by_text(f"seeds/{file}").wait_for()
            assert (water / "seeds" / file).is_file()
            page.get_by_role("button", name="Close").click()
        assert page.mistakes == []
    library = briefing.load(briefing.find_workspace(water))
    assert library.countries["ke"].name == "Kenya"
    assert library.actors["union-of-the-rope-makers"].summary == "Sells tickets on the left bank."


def test_source_that_was_chosen_last_is_shown(quotable: Path, tmp_path: Path) -> None:
    """An answer about the one before it that comes late does not bring it back."""
    (tmp_path / "ferry.html").write_text(PAGE, encoding="utf-8")
    briefing.add_sources(briefing.find_workspace(quotable), [tmp_path / "ferry.html"], new=True)
    with desk(quotable) as server, chromium() as browser:
        page = opened(browser, server.address)
        page.locator(".outline .row").first.wait_for()
        tab(page, "Sources")
        rows = page.locator("#sources .thing .plain").filter(has_text="with its text")
        first, second = (rows.nth(place).inner_text().splitlines()[0] for place in (0, 1))
        rows.nth(0).click()
        page.locator(".source h2", has_text=first).wait_for()
        held: list[Any] = []
        page.route("**/api/source/*", lambda route: route.continue_() if held else held.append(route))
        (quotable / "seeds/texts/introduction.md").write_text("Changed [@background].\n", encoding="utf-8")
        for _ in range(100):
            if held:
                break
            page.wait_for_timeout(100)
        rows.nth(1).click()
        page.locator(".source h2", has_text=second).wait_for()
        held[0].continue_()
        page.wait_for_timeout(1_000)
        assert page.locator(".source h2").inner_text() == second
        assert page.mistakes == []
