"""Check the contrast of text in a Word file. Colours come from runs, styles and defaults; backgrounds from runs, paragraphs and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefing.check.files.rule import Finding
from briefing.check.files.word_file import W, WordFile, style_of, text_of
from briefing.theme.contrast import LEAST_CONTRAST, contrast

_LARGE, _LARGE_BOLD = 36, 28
"""Sizes in half points from which a contrast of 3:1 is enough (WCAG 2.1, large scale): 18 points, or 14 in bold."""
_LEAST_LARGE = 3
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_BLACK, _WHITE = "000000", "FFFFFF"


def contrasts(file: WordFile) -> Iterator[Finding]:
    """Yield the styles, and the runs with colours of their own, that are hard to read."""
    seen: set[tuple[str, str, bool]] = set()
    for _, story in file.stories():
        for paragraph in story.iter(f"{W}p"):
            for run in paragraph.iter(f"{W}r"):
                if not text_of(run).strip():
                    continue
                ink, ground, large = _ink(file, paragraph, run), _ground(file, paragraph, run), _is_large(file, paragraph, run)
                if (ink, ground, large) in seen:
                    continue
                seen.add((ink, ground, large))
                ratio = contrast(f"#{ink}", f"#{ground}")
                if ratio < (_LEAST_LARGE if large else LEAST_CONTRAST):
                    said = f"text in #{ink.lower()} on #{ground.lower()} has a contrast of only {int(ratio * 10) / 10}:1"
                    yield Finding("word-contrast", said, file.under(paragraph))


def _property(file: WordFile, paragraph: etree._Element, run: etree._Element, name: str) -> str | None:
    """Return what a run is: by itself, its style, the style of its paragraph, or the defaults."""
    path = f"{W}rPr/{W}{name}"
    own = run.find(path)
    if own is not None:
        return str(own.get(f"{W}val") or "1")
    style = run.find(f"{W}rPr/{W}rStyle")
    for each in (None if style is None else style.get(f"{W}val"), style_of(paragraph)):
        found = file.value(each, path)
        if found is not None:
            return found
    return file.default(name)


def _ink(file: WordFile, paragraph: etree._Element, run: etree._Element) -> str:
    found = _property(file, paragraph, run, "color") or ""
    return found if _COLOUR.fullmatch(found) else _BLACK


def _ground(file: WordFile, paragraph: etree._Element, run: etree._Element) -> str:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    places = (
        *run.iterfind(f"{W}rPr/{W}shd"),
        *paragraph.iterfind(f"{W}pPr/{W}shd"),
        *file.chain(style_of(paragraph), f"{W}pPr/{W}shd"),
        *([] if cell is None else cell.iterfind(f"{W}tcPr/{W}shd")),
    )
    fills = (each.get(f"{W}fill") or "" for each in places)
    return next((fill for fill in fills if _COLOUR.fullmatch(fill)), _WHITE)


def _is_large(file: WordFile, paragraph: etree._Element, run: etree._Element) -> bool:
    size = _property(file, paragraph, run, "sz") or "20"
    points = int(size) if size.isdecimal() else 20
    bold = _property(file, paragraph, run, "b") not in (None, "0", "false", "off")
    return points >= _LARGE or (bold and points >= _LARGE_BOLD)
