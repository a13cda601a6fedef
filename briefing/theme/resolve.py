"""Turning all layers of a look into one theme that renderers can draw, and a logo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from briefing.dataclass import dataclass
from briefing.document import Picture
from briefing.document.units import MILLIMETRE
from briefing.errors import BriefingError, Problem, collect
from briefing.theme import colours, further, stylesheet, typefaces
from briefing.theme.layers import Layer, Layers, unknown
from briefing.theme.model import PAPERS, Binding, Paper, PaperName, Size, Theme, small, with_binding, without_margin_notes

NARROWEST = 240.0
"""The least width of the column of text, in points: about 48 letters."""
_SIZES = ("body", "lead", "small", "note", "table", "digest", "entry", "title")
_HEADINGS = ("heading-1", "heading-2", "heading-3", "heading-4")
_GAPS = ("paragraph-gap", "section-gap")


@dataclass(frozen=True)
class Look:
    """How one pack looks."""

    theme: Theme
    logo: Picture | None
    layers: Layers

    def problems(self, characters: str) -> Iterator[Problem]:
        """Yield a problem for each typeface that lacks characters of the pack."""
        return typefaces.unable(self.layers, (self.theme.text, self.theme.sans), self.theme.more, characters)


def resolve(
    layers: Layers, root: Path, *, paper: PaperName | None, is_short: bool, has_margin_notes: bool, is_filled: bool = False
) -> Look:
    """Return the look that the layers make together.

    Args:
        layers: A shipped theme and the changes to it.
        root: The workspace. All files that the layers name must be in it.
        paper: The paper, if it is set outside of the theme.
        is_short: Whether the pack has no title page.
        has_margin_notes: Whether the pack has notes beside its text.
        is_filled: Whether its text has the whole width where it has none.

    Raises:
        BriefingError: All problems with the settings and the files.
    """
    problems = [*unknown(layers), *colours.problems(layers)]
    text = collect(problems, lambda: typefaces.chosen(layers, "text", root))
    sans = collect(problems, lambda: typefaces.chosen(layers, "sans", root))
    binding = collect(problems, lambda: _binding(layers))
    more = collect(problems, lambda: further.more(layers, root))
    sheet = collect(
        problems, lambda: _sheet(layers, paper or layers.get("paper") or "a4", has_margin_notes=has_margin_notes, is_filled=is_filled)
    )
    mark = layers.last("logo")
    picture = collect(problems, lambda: _logo(mark, root) if mark else None)
    house = layers.last("reference")
    word = collect(problems, lambda: _reference(house, root) if house else b"")
    rules = layers.last("css")
    css = collect(problems, lambda: stylesheet.read(rules, root) if rules else "")
    if problems or text is None or sans is None or more is None or sheet is None or word is None or css is None or binding is None:
        raise BriefingError(problems)
    theme = Theme(
        paper=sheet,
        text=text,
        sans=sans,
        more=more,
        display=layers.get("display"),
        colours=colours.colours(layers),
        reference=word,
        binding=binding,
        css=css,
    )
    for number, layer in enumerate(layers.every):
        theme = _sized(theme, layer, "sizes")
        theme = _sized(theme, layer, "compact") if is_short else theme
        theme = small(theme) if not number and sheet.name == "a5" else theme
    return Look(theme, picture, layers)


def _sized(theme: Theme, layer: Layer, group: str) -> Theme:
    """Return the theme with the sizes of one layer. A size without a line distance keeps the proportion that it had before."""
    changes: dict[str, Any] = {name: _size(getattr(theme, name), layer.get(group, name)) for name in _SIZES}
    headings = tuple(_size(size, layer.get(group, name)) for size, name in zip(theme.headings, _HEADINGS, strict=True))
    gaps = {name.replace("-", "_"): layer.get(group, name) for name in _GAPS if layer.get(group, name) is not None}
    return replace(theme, headings=headings, **changes, **gaps)


def _size(before: Size, given: tuple[float, float] | None) -> Size:
    if given is None:
        return before
    size, leading = given
    return Size(size, leading or round(before.leading * size / before.size, 1))


def _logo(layer: Layer, root: Path) -> Picture:
    from briefing.theme import logo  # it loads a library for pictures, and most packs have no logo

    return logo.read(layer, root)


def _reference(layer: Layer, root: Path) -> bytes:
    from briefing.theme import reference_file  # the same for XML

    return reference_file.read(layer, root)


def _sheet(layers: Layers, name: PaperName, *, has_margin_notes: bool, is_filled: bool) -> Paper:
    """Return the paper with the margins that are set, but without room for a binding.

    Raises:
        BriefingError: The margins, or they and the gutter, leave too little room for the text.
    """
    paper = PAPERS[name]
    given = {side: cast("float | None", layers.get("margins", side)) for side in ("left", "right", "top", "bottom")}
    left = given["left"] or paper.left
    right = given["right"] or paper.width - paper.left - paper.measure - paper.gutter - paper.margin
    side = max(given["left"] or 0, given["right"] or 0) or paper.side
    measure = paper.width - left - right - paper.gutter - paper.margin
    paper = replace(paper, left=left, measure=measure, top=given["top"] or paper.top, bottom=given["bottom"] or paper.bottom, side=side)
    paper = paper if has_margin_notes else without_margin_notes(paper, is_filled=is_filled)
    if paper.measure < NARROWEST:
        raise BriefingError([_too_narrow(layers, paper, left + right if has_margin_notes else 2 * side)])
    layer, width = layers.last("gutter"), with_binding(paper, Binding(layers.get("gutter") or 0)).measure
    if layer and width < NARROWEST:
        what = f"with this gutter, lines of text are only {width / MILLIMETRE:.0f} mm long"
        most = int((layer.get("gutter") - (NARROWEST - width)) / MILLIMETRE)
        raise BriefingError([layer.problem(("gutter",), what, f"Make the gutter smaller: at most {most} mm.")])
    return paper


def _binding(layers: Layers) -> Binding:
    """Return how packs are to be bound.

    Raises:
        BriefingError: Chapters are to begin on right-hand pages, and there are none.
    """
    double, openings = layers.get("sides") == "double", layers.last("openings")
    recto = openings is not None and openings.get("openings") == "recto"
    if openings and recto and not double:
        what = "chapters can begin on right-hand pages only in a pack that is printed on both sides"
        raise BriefingError([openings.problem(("openings",), what, "Add 'sides: double', or write 'openings: any'.")])
    return Binding(layers.get("gutter") or 0, double, recto)


def _too_narrow(layers: Layers, paper: Paper, margins: float) -> Problem:
    layer, side = next((layer, side) for side in ("left", "right") if (layer := layers.last("margins", side)))
    spare = int((margins - (NARROWEST - paper.measure)) / MILLIMETRE)
    what = f"with these margins, lines of text are only {paper.measure / MILLIMETRE:.0f} mm long"
    where = " beside the notes" if paper.margin else ""
    return layer.problem(("margins", side), what + where, f"Make the left and the right margin smaller: together at most {spare} mm.")
