"""A source on the desk: marked words become excerpts, notes and changes, as the command line makes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import briefing
from tests.support.quotable import PARAGRAPHS
from tests.support.variants import variants

ARTICLE = "lindqvist-2019"


def place(paragraph: int, words: str, *, end: bool = False) -> list[int]:
    """Return where words of the article are, as the page says it."""
    return [paragraph, PARAGRAPHS[paragraph - 1].index(words) + (len(words) if end else 0)]


def marked(first: tuple[int, str], last: tuple[int, str]) -> dict[str, Any]:
    return {"source": ARTICLE, "start": place(*first), "end": place(*last, end=True)}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


MARKS = {
    "one sentence": (((4, "No bank may"), (4, "the whole of the water.")), ("No bank may", "of the water.")),
    "words that are cut": (((4, "o bank may"), (4, "the whole of the wat")), ("No bank may", "of the water")),
    "with spaces around": (((4, " bank may take"), (4, "whole of the ")), ("bank may take", "whole of the")),
    "two paragraphs": (((7, "whoever plans"), (8, "first stone is laid.")), ("whoever plans a dam", "stone is laid.")),
    "the second of two places": (
        ((5, "The toll on barges was lifted"), (5, "lifted in 1923.")),
        ("The toll on barges was lifted", "1923."),
    ),
    "around the mark of a note": (((6, "In spring the"), (6, "In summer they")), ("In spring the gauges", "In summer they")),
    "in a link": (((9, "register of"), (9, "no court has")), ("register of crossings", "no court has")),
}


@pytest.mark.parametrize(("marks", "words"), variants(MARKS.values(), list(MARKS.values())[::3]), ids=MARKS)
def test_marked_words_become_the_excerpt_that_the_command_makes(
    ask: TestClient, quotable: Path, marks: Any, words: tuple[str, str]
) -> None:
    """The page sends two places and no word; the record has the same passage and hash, and is proved."""
    made = ask.post("/api/excerpt", json={**marked(*marks), "title": "The passage"})
    assert made.status_code == 200, made.text
    desk = briefing.load(briefing.find_workspace()).excerpts[made.json()["result"]["id"]]
    assert briefing.verify(briefing.find_workspace(), [desk.id]).excerpts[0].status == "exact"
    (quotable / "seeds/excerpts" / f"{desk.id}.md").unlink()
    command = briefing.choose_excerpt(briefing.find_workspace(), ARTICLE, *words, paragraph=marks[0][0], title="The passage")
    typed = briefing.load(briefing.find_workspace()).excerpts[command.id]
    assert (typed.sha256, typed.words, typed.paragraphs, typed.trace) == (desk.sha256, desk.words, desk.paragraphs, desk.trace)


@pytest.mark.parametrize(
    ("start", "end"),
    [([4, 10], [4, 10]), ([0, 0], [1, 5]), ([99, 0], [99, 5]), ([5, 3], [4, 1]), ([4, 11], [4, 12]), ([1, 999], [1, 9999])],
)
def test_places_without_words_make_nothing(ask: TestClient, quotable: Path, start: list[int], end: list[int]) -> None:
    """What the page sends is looked at, as all that comes from outside."""
    before = files(quotable)
    answer = ask.post("/api/excerpt", json={"source": ARTICLE, "start": start, "end": end})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["hint"]
    assert files(quotable) == before


def test_copy_is_shown_with_its_excerpts(ask: TestClient) -> None:
    """Each passage is where its words are, and so is what is in it."""
    ask.post("/api/excerpt", json=marked((4, "No bank may"), (4, "leaves behind.")))
    key = f"{ARTICLE}-p4"
    note = {"excerpt": key, "text": "Seven since the flood.", "kind": "term", "audience": "teacher"}
    assert ask.post("/api/note", json={**note, "start": place(4, "there are"), "end": place(4, "seven", end=True)}).status_code == 200
    change = {"excerpt": key, "kind": "elide", "start": place(4, "what it has"), "end": place(4, "what it has,", end=True)}
    assert ask.post("/api/change", json=change).status_code == 200
    found = ask.get(f"/api/source/{ARTICLE}").json()["result"]
    assert found["statuses"] == {key: "exact"}
    lit = {each["kind"]: [PARAGRAPHS[number - 1][begin:end] for number, begin, end in each["stretches"]] for each in found["lit"]}
    assert lit == {"passage": [PARAGRAPHS[3]], "note": ["there are seven"], "elision": ["what it has,"]}
    excerpt = briefing.load(briefing.find_workspace()).excerpts[key]
    assert (excerpt.notes[0].kind, excerpt.notes[0].audience, excerpt.notes[0].on_original) == ("term", "teacher", "there are seven")


def test_note_keeps_everything_else_of_the_file(ask: TestClient, quotable: Path) -> None:
    """Remarks, the order of the settings, and notes that are there."""
    ask.post("/api/excerpt", json=marked((4, "No bank may"), (4, "leaves behind.")))
    path = quotable / f"seeds/excerpts/{ARTICLE}-p4.md"
    head, body = path.read_text(encoding="utf-8").rsplit("---\n", 1)
    path.write_text(
        f"{head}notes: # two so far\n  - text: First.   # mine\n  # a remark\n  - {{text: Second.}}\n---\n{body}", encoding="utf-8"
    )
    before = path.read_text(encoding="utf-8")
    assert ask.post("/api/note", json={"excerpt": f"{ARTICLE}-p4", "text": "Third.", "kind": "context", "audience": "everyone"}).is_success
    after = path.read_text(encoding="utf-8")
    assert after.replace("  - kind: context\n    text: Third.\n", "") == before
    assert [each.text for each in briefing.load(briefing.find_workspace()).excerpts[f"{ARTICLE}-p4"].notes] == [
        "First.",
        "Second.",
        "Third.",
    ]


@pytest.mark.parametrize("words", [((3, "Every treaty"), (3, "the basin")), ((4, "No bank"), (5, "The toll"))])
def test_note_is_about_words_of_its_passage(ask: TestClient, words: Any) -> None:
    """Words outside of it are refused."""
    ask.post("/api/excerpt", json=marked((4, "No bank may"), (4, "leaves behind.")))
    place_ = marked(*words)
    note = {"excerpt": f"{ARTICLE}-p4", "text": "A note.", "kind": "context", "audience": "everyone"}
    answer = ask.post("/api/note", json={**note, "start": place_["start"], "end": place_["end"]})
    assert answer.status_code == 422
    assert "not in the passage" in answer.json()["problems"][0]["message"]


def test_changes_do_not_overlap(ask: TestClient, quotable: Path) -> None:
    """The second is refused, and the file is as before."""
    ask.post("/api/excerpt", json=marked((4, "No bank may"), (4, "leaves behind.")))
    change = {"excerpt": f"{ARTICLE}-p4", "kind": "elide", "start": place(4, "ask of"), "end": place(4, "it needs,", end=True)}
    assert ask.post("/api/change", json=change).status_code == 200
    before = files(quotable)
    other = {**change, "kind": "emphasis", "start": place(4, "each bank"), "end": place(4, "each bank", end=True)}
    assert ask.post("/api/change", json=other).status_code == 422
    assert files(quotable) == before


BIB = b"@article{orla2021, author={Orla, Pim}, title={Gauges and grudges}, journal={River Law Review}, year={2021}}\n"


def test_dropped_bibliography_is_imported(ask: TestClient, quotable: Path) -> None:
    """As `sources import` does it."""
    made = ask.post("/api/drop", params={"name": "library.bib"}, content=BIB)
    assert made.json()["result"]["sources"] == ["orla-2021"]
    assert (quotable / "seeds/sources/orla-2021.md").is_file()


def test_dropped_text_asks_whose_it_is(ask: TestClient, quotable: Path) -> None:
    """What is not recognised is refused with words for people at the desk; then it can be a new source."""
    text = b"The ferry crosses the river every hour, and has done so since the bridge fell.\n\nThe guild sells tickets on one bank only.\n"
    refused = ask.post("/api/drop", params={"name": "../ferry.txt"}, content=text)
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["file"] == "ferry.txt"
    assert "--" not in refused.json()["problems"][0]["hint"]
    made = ask.post("/api/drop", params={"name": "ferry.txt", "new": "yes"}, content=text)
    (key,) = made.json()["result"]["sources"]
    assert (quotable / f"seeds/originals/{key}.txt").is_file()
    assert ask.post("/api/undo").status_code == 200
    assert not (quotable / f"seeds/originals/{key}.txt").exists()
    assert not (quotable / f"seeds/sources/{key}.md").exists()
