"""The pack on the desk: what it holds, how it reads, its pages, and where something printed comes from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from starlette.testclient import TestClient

import briefing
from briefing.render import renderer
from briefing.verbs.latest import Latest

PACK = {"outline": "everything", "edition": "student"}


@pytest.fixture
def desk(inside_water: Path, desk_of: Callable[..., TestClient]) -> TestClient:
    return desk_of(inside_water)


def result(answer: object) -> object:
    assert answer.status_code == 200, answer.text  # type: ignore[attr-defined]
    return answer.json()["result"]  # type: ignore[attr-defined]


def test_outline_has_the_sections_with_what_they_list(desk: TestClient) -> None:
    """In the order of the file, with words and minutes, and the text of each."""
    found = desk.get("/api/contents", params=PACK).json()["result"]
    parts = {each["planned"]["id"]: each for each in found["parts"]}
    readings = parts["readings-in-the-order-given"]
    assert [each["key"] for each in readings["items"]] == ["dam-quarrel", "equitable-share", "notice-rule"]
    assert readings["is_list"]
    assert readings["items"][0]["file"] == "seeds/excerpts/dam-quarrel.md"
    assert readings["words"] >= sum(each["words"] for each in readings["items"]) > 0
    assert parts["only-for-officials"]["place"] == ""  # the pack does not print it
    assert not parts["the-banks"]["is_list"]  # a parameter chooses them
    assert found["words"] == briefing.show(briefing.find_workspace(), "everything").packs[0].overview.words


def test_reading_view_is_the_text_of_the_epub(desk: TestClient, inside_water: Path, tmp_path: Path) -> None:
    """Word for word, whatever is in it; only the ways between its files are ways on one page."""
    pack = Latest(briefing.find_workspace()).pack("everything").pack
    renderer("epub").render(pack.document, pack.theme, tmp_path / "pack.epub")
    with zipfile.ZipFile(tmp_path / "pack.epub") as book:
        texts = {Path(each).name: words(book.read(each)) for each in book.namelist() if "/text/" in each}
    chapters = desk.get("/api/book", params=PACK).json()["result"]
    shown = {each["name"]: desk.get(f"/reading/everything/student/text/{each['name']}").content for each in chapters}
    assert {name: words(shown[name]) for name in texts} == texts
    links = {each for text in shown.values() for each in re.findall(rb'href="([^"]+)"', text)}
    assert links
    assert all(each.startswith((b"#", b"http", b"mailto:")) for each in links)
    assert not any(b" style=" in text for text in shown.values())


def words(page: bytes) -> str:
    body = next(each for each in etree.fromstring(page).iter() if str(each.tag).endswith("}body"))
    return " ".join("".join(map(str, body.itertext())).replace("…", "").split())


def test_reading_view_has_its_style_sheets_and_typefaces(desk: TestClient) -> None:
    """Each file that a style sheet or a chapter names is there."""
    base = "/reading/everything/student/"
    page = desk.get(f"{base}text/page.xhtml").text
    sheets = re.findall(r'href="\.\./(\S+?)"', page)
    assert sheets == ["styles/pack.css", "styles/screen.css"]
    named = {each for sheet in sheets for each in re.findall(r'url\("\.\./(\S+?)"\)', desk.get(base + sheet).text)}
    assert named
    assert {name: desk.get(base + name).status_code for name in named} == dict.fromkeys(named, 200)
    assert desk.get(f"{base}styles/other.css").status_code == 404


def test_only_the_chapter_that_changed_is_another(desk: TestClient, inside_water: Path) -> None:
    """The page puts in what differs, and keeps the rest."""
    before = {each["name"]: each["hash"] for each in desk.get("/api/book", params={"outline": "defaults"}).json()["result"]}
    file = inside_water / "seeds/countries/od.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nAnother sentence of ours [@background].\n", encoding="utf-8")
    after = {each["name"]: each["hash"] for each in desk.get("/api/book", params={"outline": "defaults"}).json()["result"]}
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1


def test_pages_are_those_of_the_pdf(desk: TestClient) -> None:
    """All of them, by the numbers that are printed, as sharp as they are asked for."""
    found = desk.get("/api/pages", params=PACK).json()["result"]
    shown = briefing.show(briefing.find_workspace(), "everything", pages=True).packs[0].overview
    assert {each.page for each in shown.parts if each.page} <= set(found["labels"])
    picture = desk.get("/page/2", params={**PACK, "dpi": "50"})
    assert picture.headers["content-type"] == "image/png"
    size = Image.open(io.BytesIO(picture.content)).size
    assert size == (round(found["width"] * 50 / 72), round(found["height"] * 50 / 72))
    assert desk.get("/page/999", params=PACK).status_code == 422
    assert desk.get("/page/2", params={**PACK, "dpi": "5000"}).status_code == 400


@pytest.mark.parametrize(
    ("ids", "said", "place"),
    [
        (["excerpt-notice-rule"], "", ("seeds/excerpts/notice-rule.md", 1)),
        ([], "The commission’s own words: Whoever plans a dam", ("", 0)),
        (["readings-on-floods"], "", ("templates/everything.yaml", None)),
        ([], "Words without a heading, in a section inside.", ("templates/everything.yaml", 37)),
    ],
)
def test_what_is_printed_leads_to_its_text(desk: TestClient, ids: list[str], said: str, place: tuple[str, int | None]) -> None:
    """By the thing that it is, or by its words: to the file and the line."""
    found = desk.post("/api/where", params=PACK, json={"ids": ids, "words": said}).json()["result"]
    assert found["file"] == place[0]
    assert place[1] is None or found["line"] == place[1]


def test_paragraph_leads_to_its_line(desk: TestClient, inside_water: Path) -> None:
    """Each paragraph of a country page, though its links and citations are printed in another form."""
    lines = (inside_water / "seeds/countries/od.md").read_text(encoding="utf-8").splitlines()
    number = max(number for number, line in enumerate(lines, 1) if len(line) > 60)
    printed = re.sub(r"\[@[^]]*\]|[*_]|\[([^]]*)\]\([^)]*\)", r"\1", lines[number - 1])
    found = desk.post("/api/where", params={"outline": "defaults"}, json={"ids": [], "words": printed}).json()["result"]
    assert found == {"file": "seeds/countries/od.md", "line": number}


def test_point_on_a_page_leads_to_its_text(desk: TestClient) -> None:
    """The words that are printed there are looked for."""
    pages = briefing.Pages(briefing.find_workspace())
    label = pages.numbers("everything")[1]["the-banks"]
    assert pages.words_at(label, 0.001, 0.999, "everything") == ""
    answers = [
        desk.post("/api/where", params=PACK, json={"page": label, "x": 0.3, "y": y / 20, "ids": []}).json()["result"] for y in (3, 6, 9, 12)
    ]
    assert any(each["file"].startswith("seeds/") and each["line"] for each in answers)


def test_problems_have_their_lines(desk: TestClient, inside_water: Path) -> None:
    """A pack that cannot be made is told as the command line tells it; the desk goes on."""
    file = inside_water / "seeds/excerpts/notice-rule.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("source:", "sauce:"), encoding="utf-8")
    found = desk.get("/api/problems", params=PACK).json()["result"]
    line = text.splitlines().index(next(each for each in text.splitlines() if each.startswith("source:"))) + 1
    assert ("seeds/excerpts/notice-rule.md", line) in [(each["file"], each["line"]) for each in found if each["severity"] == "error"]
    sketch = desk.get("/api/contents", params=PACK).json()["result"]
    assert (sketch["words"], [each["title"] for each in sketch["parts"]][:1]) == (0, ["Introduction to *…*"])
    assert desk.get("/api/contents", params={"outline": "nothing"}).status_code == 422
    file.write_text(text, encoding="utf-8")
    assert not [each for each in desk.get("/api/problems", params=PACK).json()["result"] if each["severity"] == "error"]


def test_library_says_what_the_pack_has(desk: TestClient) -> None:
    """So that what is left can be added."""
    found = {(each["shelf"], each["key"]): each for each in desk.get("/api/things", params=PACK).json()["result"]}
    assert found["excerpts", "dam-quarrel"]["is_used"]
    assert found["excerpts", "dam-quarrel"]["title"]
    assert {shelf for shelf, _ in found} >= {"excerpts", "questions", "texts", "countries", "sources"}


def test_parameters_are_shown_and_put_in(desk: TestClient) -> None:
    """With what each is for; their values are for what is looked at, and the outline stays as it is."""
    found = desk.get("/api/contents", params=PACK).json()["result"]
    asked = {each["name"]: each for each in found["parameters"]}
    assert (asked["course"]["default"], asked["lines"]["type"], asked["extras"]["default"]) == ("LAW 7", "integer", "no")
    assert asked["banks"]["default"] == "vl, od"
    own = {**PACK, "settings": '{"audience": "officials", "course": "LAW 8"}'}
    parts = {each["planned"]["id"]: each for each in desk.get("/api/contents", params=own).json()["result"]["parts"]}
    assert parts["only-for-officials"]["place"]
    chapters = desk.get("/api/book", params=own).json()["result"]
    texts = [desk.get(f"/reading/everything/student/text/{each['name']}", params=own).text for each in chapters]
    assert any("Officials read this." in text for text in texts)
    assert desk.get("/api/contents", params={**PACK, "settings": "[1]"}).status_code == 400
    wrong = desk.get("/api/problems", params={**PACK, "settings": '{"lines": "many"}'}).json()["result"]
    assert [each["severity"] for each in wrong] == ["error"]


def test_new_pack_follows_another(desk: TestClient, inside_water: Path) -> None:
    """As `briefing new` begins it."""
    assert desk.post("/api/new-outline", json={"name": "law-12", "base": "defaults"}).status_code == 200
    assert "extends: defaults" in (inside_water / "templates/law-12.yaml").read_text(encoding="utf-8")
    assert desk.post("/api/undo").status_code == 200
    assert not (inside_water / "templates/law-12.yaml").exists()
