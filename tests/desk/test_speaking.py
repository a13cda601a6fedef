"""The desk's words: each that the page asks for is there, in every language, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from briefing.desk.app import STATIC
from briefing.languages import ENGLISH, available, catalogue

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(STATIC.glob("*.js"))}
ASKED = {key for text in SCRIPTS.values() for key in re.findall(r'\bt\("([^"]+)"', text)}
MADE = {key for text in SCRIPTS.values() for key in re.findall(r"\bt\(`([^`]+)`", text)}
"""Keys that are put together: `use-${use}`."""


def test_every_word_of_the_page_is_there() -> None:
    """And no text is there that the page never shows."""
    known = catalogue(ENGLISH).texts("desk.")
    assert sorted(ASKED - set(known)) == []
    patterns = [re.compile(re.sub(r"\\\$\\\{.*?\\\}", ".+", re.escape(key))) for key in MADE]
    listed = {word for text in SCRIPTS.values() for word in re.findall(r'"([a-z-]+)"', text)}
    assert [key for key in known if key not in ASKED | listed and not any(each.fullmatch(key) for each in patterns)] == []


@pytest.mark.parametrize("kind", ["step", "use"])
def test_every_step_and_every_section_has_a_name(kind: str) -> None:
    """Those that the server names and the page only shows."""
    if kind == "step":
        routes = "".join(path.read_text(encoding="utf-8") for path in Path(STATIC).parent.glob("*_routes.py"))
        names = set(re.findall(r'\.step\(\s*"(\w+)"', routes)) | {"move", "drop", "add", "choose", "elide", "emphasis"}
    else:
        sections = (Path(STATIC).parents[1] / "outline/sections.py").read_text(encoding="utf-8")
        names = set(re.findall(r'use: Literal\["([\w-]+)"\]', sections))
    assert sorted(f"{kind}-{name}" for name in names if f"{kind}-{name}" not in catalogue(ENGLISH).texts("desk.")) == []


@pytest.mark.parametrize(
    ("accepted", "language"), [("ru-RU,ru;q=0.9,en;q=0.8", "ru"), ("de-DE,de;q=0.9", "en"), ("kk, ru;q=0.5", "ru"), ("", "en")]
)
def test_desk_speaks_the_language_of_the_browser(ask: TestClient, accepted: str, language: str) -> None:
    """The first of those it accepts that the desk has; a choice goes before."""
    found = ask.get("/api/words", headers={"Accept-Language": accepted}).json()
    assert (found["language"], set(found["languages"])) == (language, set(available()))
    assert ask.get("/api/words", params={"language": "ru"}, headers={"Accept-Language": accepted}).json()["language"] == "ru"


def test_page_loads_only_its_own_files() -> None:
    """Nothing is fetched from another address, and every file that is named is there."""
    texts = {
        **SCRIPTS,
        **{path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.*ss")},
        "desk.html": (STATIC / "desk.html").read_text(),
    }
    for name, text in texts.items():
        named = re.findall(r'from "\./([\w.]+)"|(?:src|href)="/static/([\w.]+)"', text)
        assert all((STATIC / (one or other)).is_file() for one, other in named), name
        assert not re.search(r"""(?:src|href|url\(|fetch\(|from )\s*["'(`]https?:""", text), name
        assert "innerHTML" not in text, name
