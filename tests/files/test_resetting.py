"""Settings that are changed by the program: other lines, their order and remarks stay."""

from __future__ import annotations

import pytest

from briefing.files.resetting import with_settings

TEXT = """---
# A remark of mine.
title: The toll   # to be changed
select:
  start: The toll
  # where it ends
  end: of it.
words: 40
tags: [a,
  b]
# about the notes
notes: []
---
The digest: words: 3.
"""


@pytest.mark.parametrize(
    ("new", "gone", "come"),
    [
        ({"words": 41}, ["words: 40"], ["words: 41"]),
        ({"title": "Another: title"}, ["title: The toll   # to be changed"], ["title: 'Another: title'   # to be changed"]),
        (
            {"select": {"start": "A cow", "end": "paid."}},
            ["  start: The toll", "  # where it ends", "  end: of it."],
            ["  start: A cow", "  end: paid."],
        ),
        ({"tags": ["c"]}, ["tags: [a,", "  b]"], ["tags:", "- c"]),
        ({"trace": "abc"}, [], ["trace: abc"]),
        ({"words": "1-2", "notes": "none"}, ["words: 40", "notes: []"], ["words: 1-2", "notes: none"]),
    ],
)
def test_only_the_lines_of_the_setting_change(new: dict[str, object], gone: list[str], come: list[str]) -> None:
    """The text below the settings never does."""
    after = with_settings(TEXT, new)
    assert after is not None
    before_lines, after_lines = TEXT.splitlines(), after.splitlines()
    assert [line for line in before_lines if line not in after_lines] == gone
    assert [line for line in after_lines if line not in before_lines] == come
    assert after.endswith("---\nThe digest: words: 3.\n")


@pytest.mark.parametrize("text", ["words: 40\n", "---\n{title: The toll, words: 40}\n---\nText.\n", "---\nwords: 40\nText.\n"])
def test_settings_whose_lines_cannot_be_told_apart_are_left_to_people(text: str) -> None:
    """Nothing is guessed."""
    assert with_settings(text, {"words": 41}) is None
