"""Texts that were read before are not read again, and say the same."""

from __future__ import annotations

import json
import os
from itertools import product
from pathlib import Path

import pytest

from briefing import markup, steps
from briefing.library import Library
from briefing.markup.memory import Memory, fingerprint
from briefing.system import cache
from briefing.workspace import Workspace
from tests.support.places import SHIPPED, WATER_LAW
from tests.support.variants import variants

TEXTS = [path.read_text(encoding="utf-8") for root in (SHIPPED, WATER_LAW) for path in sorted((root / "seeds").rglob("*.md"))]
CASES = [*TEXTS, (Path(__file__).parent / "markup.md").read_text(encoding="utf-8"), "", "*", "[@a, ¶1]^[\ud800]", "- " * 30]


@pytest.fixture
def place(water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Return a workspace, with a cache of one's own."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return Workspace(water, water / "output")


def another_process(patch: pytest.MonkeyPatch) -> None:
    """Forget what is in the memory of this one."""
    markup._parsed.cache_clear()
    patch.setattr(markup, "MEMORY", Memory())


def loaded(place: Workspace, patch: pytest.MonkeyPatch) -> tuple[Library, int]:
    """Return the library as another process reads it, and how many texts it had to read."""
    another_process(patch)
    count, read = 0, markup._read

    def counting(text: str, form: markup.Form, quotes: str) -> markup.Parsed:
        nonlocal count
        count += 1
        return read(text, form, quotes)

    with pytest.MonkeyPatch.context() as context:
        context.setattr(markup, "_read", counting)
        return steps.load(place), count


FORMS = ["blocks", "line", "title"]


@pytest.mark.parametrize(("form", "step"), variants(product(FORMS, [1, 6]), [*product(FORMS, [6])]))
def test_what_is_remembered_is_what_is_read(form: markup.Form, step: int) -> None:
    """Nodes, mistakes and citations of every text, or of some, through JSON."""
    memory, again = Memory(), Memory()
    readings = {fingerprint(text, form): markup.parse(text, form) for text in [*TEXTS[::step], *CASES[len(TEXTS) :]]}
    for name, parsed in readings.items():
        memory.put(name, (parsed.blocks, parsed.faults, parsed.citations))
    again.recall(json.loads(json.dumps(memory.texts())))
    for name, parsed in readings.items():
        found = again.get(name)
        assert found is not None
        assert markup.Parsed(*found) == parsed
        assert repr(found) == repr((parsed.blocks, parsed.faults, parsed.citations))


def test_only_changed_texts_are_read_again(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the next process, which finds the same library."""
    first, count = loaded(place, monkeypatch)
    assert count
    assert loaded(place, monkeypatch) == (first, 0)
    path = next((place.seeds / "answers").glob("*.md"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nA line more.\n", encoding="utf-8")
    assert loaded(place, monkeypatch)[1] == 1
    assert loaded(place, monkeypatch)[1] == 0


def test_mistakes_are_told_again(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with a mistake is remembered with its mistake."""
    path = next((place.seeds / "answers").glob("*.md"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n<b>bold</b> and [@nobody]\n", encoding="utf-8")
    said = []
    for _ in range(2):
        with pytest.raises(Exception, match=path.name) as told:
            loaded(place, monkeypatch)
        said.append(str(told.value))
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "texts", [[], {"": 1}, None, "wrong", {"Text": ["a"]}, [[], [], []], [[{"Nothing": []}], [], []], [[{"Text": []}], [], []]]
)
def test_entry_that_does_not_fit_is_not_used(place: Workspace, monkeypatch: pytest.MonkeyPatch, texts: object) -> None:
    """Whatever is in it, the library is what its files say."""
    first, _ = loaded(place, monkeypatch)
    (name,) = [path.stem for path, _ in cache.entries() if path.name.startswith("texts-")]
    entry = cache.read(name)
    assert entry
    if texts == [[], [], []]:
        (path,) = [path for path, _ in cache.entries() if path.name.startswith("texts-")]
        path.write_bytes(path.read_bytes().replace(b"a", b"e"))
    else:
        cache.write(name, {"texts": dict.fromkeys(entry["texts"], texts) if texts != "wrong" else texts})
    again, count = loaded(place, monkeypatch)
    assert again == first
    assert count


def test_nothing_is_kept_where_the_cache_is_off(place: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither written nor read."""
    monkeypatch.setenv(cache.VARIABLE, cache.OFF)
    assert loaded(place, monkeypatch)[1] == loaded(place, monkeypatch)[1] > 0
    assert not (tmp_path / "cache").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_only_the_user_can_read_what_is_kept(place: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a folder that everybody can read, too: answers are among the texts."""
    (tmp_path / "cache").mkdir(mode=0o755)
    loaded(place, monkeypatch)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "cache").iterdir()} == {0o600}


def test_very_many_texts_are_kept_by_use(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry does not grow with all that was ever written."""
    another_process(monkeypatch)
    old = fingerprint("an old text")
    markup.MEMORY.recall({old: [[{"Text": ["x" * 6_000_000]}], [], []]})
    steps.load(place)
    (name,) = [path.stem for path, _ in cache.entries() if path.name.startswith("texts-")]
    entry = cache.read(name)
    assert entry
    assert old not in entry["texts"]
    assert entry["texts"]
