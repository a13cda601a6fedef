"""Settings that were validated before become the same objects, and what does not fit is ignored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefing.files import validation
from briefing.files.origin import Origin
from briefing.files.validated import ValidatedBefore, fingerprint
from briefing.files.validation import adapter, validate
from briefing.library import Event, Prose
from briefing.library.bibliographic import Name

EVENT = {"date": "2022-02~", "text": "The *dam* broke.", "cite": "@court, ¶2", "countries": ["kz", "uz"]}


def test_objects_come_back_through_json() -> None:
    """With dates, tuples and all defaults."""
    memory, again = ValidatedBefore(), ValidatedBefore()
    made = {"event": adapter(Event).validate_python(EVENT), "name": Name("Gaulle", "Charles", comma_suffix=True)}
    for name, each in made.items():
        memory.put(name, each)
    again.recall(json.loads(json.dumps(memory.records())))
    assert {name: again.get(name) for name in made} == made
    assert again.get("other") is None


def test_other_settings_are_other_settings() -> None:
    """Numbers, texts and yes or no are told apart, and so are models."""
    given: list[Any] = [{"a": 1}, {"a": "1"}, {"a": True}, {"a": 1.0}, {"b": 1}, {1: "a"}, {"1": "a"}]
    assert len({fingerprint(model, data) for model in (Name, Event) for data in given}) == 2 * len(given)


def test_changed_text_is_the_text_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings around it are known; a mistake in them is told as ever."""
    monkeypatch.setattr(validation, "BEFORE", ValidatedBefore())
    data = {"id": "a", "text": "One."}
    first = validate(Origin("a.md", {}, 1), data, Prose, text="text")
    assert validation.BEFORE.is_new
    monkeypatch.setattr(validation, "adapter", None)
    again = validate(Origin("a.md", {}, 1), {**data, "text": "Two."}, Prose, text="text")
    assert (first.text, again.text, again.id) == ("One.", "Two.", "a")


@pytest.mark.parametrize(
    "data", [{"os:path": []}, {"briefing.steps:load": []}, {"briefing.library.entries:Prose": []}, {"a": 1, "b": 2}, {"x": 1}]
)
def test_entry_that_does_not_fit_is_ignored(data: object) -> None:
    """Only data classes of the program are made, and only with all their fields."""
    memory = ValidatedBefore()
    memory.recall({"name": data})
    assert memory.get("name") is None


def test_what_json_cannot_hold_is_not_kept() -> None:
    """It is validated anew each time."""
    memory = ValidatedBefore()
    memory.put("name", frozenset("a"))
    assert memory.get("name") is None
    assert not memory.is_new
