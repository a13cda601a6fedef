"""Plain YAML is read by libyaml as ruamel.yaml reads all of it: the same values, and the same places for messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefing.errors import BriefingError
from briefing.files import reading
from briefing.files.reading import parsed_yaml
from briefing.files.yaml_nodes import NotPlain, plain
from tests.support.places import SHIPPED, WATER_LAW

FILES = [path for root in (SHIPPED, WATER_LAW) for folder in ("seeds", "templates") for path in sorted((root / folder).rglob("*.yaml"))]
TEXTS = {
    "numbers": "a: 1\nb: -2\nc: 0\nd: 1.50\ne: 2022-02-24\nf: 24.02.2022\ng: 1 000\nh: 1,5\ni: 12:30",
    "words that mean something": "a: true\nb: False\nc: null\nd: ~\ne:\nf: yes\ng: No\nh: off\ni: NULL\nj: nulls",
    "quoted": "a: \"1\"\nb: 'true'\nc: \"\"\nd: 'it''s'",
    "blocks": "a: |\n  one\n   two\n\n  three\nb: >-\n  four\n  five\n\n  six\nc: |+\n  seven\n\nd: x",
    "lines that go on": "a: one\n  two\n\n  three\nb: 'four\n  five'",
    "lists": "a:\n- one\n-   two\n- - three\n  - four\n-\n  five: 6\nb: [1, two, [3], {four: 5}]",
    "keys": "2: a\ntrue: b\n'2': c\nlong key of words: d",
    "remarks": "# one\na: b # two\n# three\nc: d#e",
    "flow": "{a: b, 'c': d, e: [f, g], h: http://example.org/x:y, i: }",
    "letters": "ключ: значение\nкөл: су # көл\n鍵: 値",
    "list at the top": "- a\n- b: c",
    "a word": "only this",
    "nothing": "# nothing\n",
}
ALIASED = ("a: &b c\nd: *b", "a: !!str 1", "%YAML 1.1\n---\na: b", 'a: "\\x07"')
ONLY_RUAMEL = ("a: 0o17", "a: 0x1f", "a: 1e3", "a: 1_000", "a: .5", "<<: {a: b}", "a: =", "a: one\u2028two", "a: 010", "a: .nan")
WRONG = ("a: b\na: c", "a: b: c", "a: [b", "a: 'b", " a: b\nc: d", "a: @b", "a: {b: c", "- a\nb: c", "a: b\n---\nc: d", "[a]: b")


def whole(text: str) -> Any:
    """Return what ruamel.yaml reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "plain", refuse)
        return parsed_yaml(text, "a.yaml")


def refuse(_: str) -> Any:
    raise NotPlain


def shape(value: Any) -> Any:
    """Return a value with the places of its parts, but for those of empty values: ruamel.yaml has them on the line of what comes next."""
    places: Any = getattr(value, "lc", None)
    if isinstance(value, dict):
        return [(key, places.key(key), each is None or places.value(key), shape(each)) for key, each in value.items()]
    if isinstance(value, list):
        return [(each is None or places.item(number), shape(each)) for number, each in enumerate(value)]
    kind = next((kind for kind in (str, bool, int, float) if isinstance(value, kind)), None)
    return kind, getattr(value, "style", ""), value


@pytest.mark.parametrize("text", [pytest.param(path.read_text(encoding="utf-8"), id=path.stem) for path in FILES])
def test_files_are_read_alike(text: str) -> None:
    """All YAML files of two workspaces."""
    assert shape(plain(text)) == shape(whole(text))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_plain_yaml_is_read_alike(text: str) -> None:
    """Numbers, words that mean something, blocks, lists, remarks, and where each stands."""
    assert shape(plain(text) or {}) == shape(whole(text))


@pytest.mark.parametrize("text", ONLY_RUAMEL)
def test_what_the_two_readers_understand_in_two_ways_is_left_to_the_one_for_yaml_1_2(text: str) -> None:
    """Numbers to other bases and merged keys, for example."""
    with pytest.raises(NotPlain):
        plain(text)
    assert whole(text) is not None


@pytest.mark.parametrize("text", WRONG)
def test_no_mistake_passes(text: str) -> None:
    """What is wrong with it is said in the same words as ever, by the other reader."""
    with pytest.raises(NotPlain):
        plain(text)


@pytest.mark.parametrize("text", ALIASED)
def test_tricks_are_refused(text: str) -> None:
    """Anchors, tags, orders to the reader, and codes of characters that cannot be printed: the fast reader leaves them to the other."""
    with pytest.raises(NotPlain):
        plain(text)
    with pytest.raises(BriefingError, match=r"special meaning|cannot be printed"):
        parsed_yaml(text, "a.yaml")


@pytest.mark.parametrize("text", ["a: fish & chips, 5 * 3, 20 %", 'a: "one\\ttwo"', "a: Stop! he said"])
def test_signs_of_tricks_within_words_are_words(text: str) -> None:
    """They mean something at the beginning of a value only."""
    assert shape(plain(text)) == shape(whole(text))


def test_tab_between_words_is_taken(tmp_path: Path) -> None:
    """Editors and tables leave them, and every other program takes them."""
    (tmp_path / "a.yaml").write_text("title:\tThe Ford\nabout: two\twords\n")
    assert reading.read_yaml(tmp_path / "a.yaml", "a.yaml").data == {"title": "The Ford", "about": "two\twords"}
