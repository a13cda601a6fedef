"""What changed between two versions of a text: paragraphs that are new, gone or other, in order."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from briefing.passages.word_diffs import difference

_LIKE = 0.5
"""How much of two paragraphs is the same at least, if one is a version of the other."""
_AROUND = 6
"""Words that are shown before and after a change."""
_LONGEST = 40
"""Words of a paragraph that are shown if all of it is new or gone."""


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield a line for each paragraph that differs, with the words that are gone `[-so-]` and those that are new `{+so+}`."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, begin, end, start, stop in matcher.get_opcodes():
        if tag != "equal":
            yield from _block(old[begin:end], new[start:stop])


def _block(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the lines of paragraphs in one place: versions of each other side by side, and what has no other version."""
    left = list(old)
    for text in new:
        alike = [(_likeness(each, text), number) for number, each in enumerate(left)]
        best, number = max(alike, default=(0.0, 0), key=lambda each: (each[0], -each[1]))
        if best < _LIKE:
            yield f"{{+{_short(text)}+}}"
            continue
        yield from (f"[-{_short(each)}-]" for each in left[:number])
        yield _around(difference(left[number], text))
        left = left[number + 1 :]
    yield from (f"[-{_short(each)}-]" for each in left)


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE else 0.0


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_LONGEST]) + (" …" if len(words) > _LONGEST else "")


def shortened(text: str) -> str:
    """Return a paragraph with marked changes, and of what did not change only a few words beside them."""
    return _around(text)


def _around(text: str) -> str:
    """Return a text with marks, and of what did not change only a few words beside them."""
    words = text.split()
    inside, changed = False, []
    for word in words:
        inside = inside or word.startswith(("[-", "{+"))
        changed.append(inside)
        inside = inside and not word.endswith(("-]", "+}"))
    near = [any(changed[max(0, at - _AROUND) : at + _AROUND + 1]) for at in range(len(words))]
    shown = [word if keep else "…" for word, keep in zip(words, near, strict=True)]
    return " ".join(word for number, word in enumerate(shown) if word != "…" or number == 0 or shown[number - 1] != "…")
