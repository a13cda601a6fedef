"""Answers that depend on nothing but their question and the program are found once, and are the same from the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.assemble import atlas_answers
from briefing.document.atlas import BORDERS, Borders, View, framing
from briefing.document.atlas.courses import course
from briefing.system import cache, known_answers, program

VIEW = View(60.0, 38.0, 80.0, 50.0)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Remember things in a folder of the test."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    monkeypatch.setattr(known_answers, "_known", [])
    return tmp_path


def next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """End a run, and begin another one."""
    known_answers.keep()
    monkeypatch.setattr(known_answers, "_known", [])


def asked(found: list[int], given: object = 1) -> int:
    """Ask something whose answer is how often it was found before."""

    def find() -> int:
        found.append(1)
        return len(found)

    return known_answers.kept("how often", given, find, int)


def test_answer_is_found_once_and_for_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one run, and in the next."""
    found: list[int] = []
    assert [asked(found), asked(found), asked(found, 2), asked(found)] == [1, 1, 2, 1]
    next_run(monkeypatch)
    assert [asked(found), asked(found, 2), asked(found, 3)] == [1, 2, 3]


def test_another_program_finds_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of it has found does not count."""
    found: list[int] = []
    asked(found)
    next_run(monkeypatch)
    monkeypatch.setattr(program, "identity", lambda: "another")
    assert asked(found) == 2


@pytest.mark.parametrize("damaged", ["", "{}", '{"answers": 1}', '{"answers": {"how often 1": "many"}}'])
def test_damaged_answers_are_found_anew(folder: Path, monkeypatch: pytest.MonkeyPatch, damaged: str) -> None:
    """Whether the file is damaged, or what is in it is no answer."""
    found: list[int] = []
    asked(found)
    next_run(monkeypatch)
    (entry,) = folder.glob("answers-*.json")
    entry.write_bytes(b"damaged") if not damaged else cache.write_text(entry.stem, damaged)
    assert asked(found) == 2


def test_without_a_cache_everything_is_found(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """And nothing is written."""
    monkeypatch.setenv(cache.VARIABLE, cache.OFF)
    found: list[int] = []
    assert [asked(found), asked(found)] == [1, 2]
    known_answers.keep()
    assert not list(folder.iterdir())


def test_of_too_many_answers_those_that_were_asked_for_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache does not grow without end."""
    monkeypatch.setattr(known_answers, "MOST", 3)
    found: list[int] = []
    for each in range(3):
        asked(found, each)
    next_run(monkeypatch)
    asked(found, 2)
    asked(found, 7)
    next_run(monkeypatch)
    assert [asked(found, 2), asked(found, 7), asked(found, 0)] == [3, 4, 5]


def test_maps_are_the_same_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last digit, with the outlines unread in the second run."""
    stops = ((74.9, 40.1), (66.5, 44.0), (61.0, 46.0))
    room = {"edge": 0.2, "least": 4.0}
    asked_of = [(place, borders) for place in ((34.1, 44.95), (-30.0, 30.0)) for borders in (BORDERS, Borders("controlled"))]

    def everything() -> tuple[object, ...]:
        return (
            atlas_answers.areas_in(VIEW),
            atlas_answers.view_of(["kz", "uz"], BORDERS, [(71.45, 51.18)], **room),
            [atlas_answers.country_at(*each) for each in asked_of],
            atlas_answers.course(stops),
        )

    view = framing.view_of(["kz", "uz"], BORDERS, [(71.45, 51.18)], **room)
    true = framing.areas_in(VIEW), view, ["ua", "ru", "", ""], course(stops)
    assert everything() == true
    next_run(monkeypatch)
    for name in ("framing.areas_in", "framing.view_of", "courses.course"):
        monkeypatch.setattr(f"briefing.document.atlas.{name}", lambda *_, **__: pytest.fail("the outlines were read"))
    assert repr(everything()) == repr(true)
