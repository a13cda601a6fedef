"""Lines of both directions: the runs of a paragraph by their levels, and the order of what stands in a line from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from briefing.document.directions import RIGHT_TO_LEFT, is_backward, runs_backward
from briefing.render.bidi import from_left, levels_in
from briefing.render.pdf.faces import Placed
from briefing.render.pdf.font_tokens import Font, Token, find_font
from briefing.render.pdf.runs import Run

Span = tuple[Run, Sequence[Token]]
"""Tokens side by side in one run."""


def needs_turning(stretches: Sequence[list[Run]]) -> bool:
    """Say whether a paragraph has words that run from right to left, or stands among such."""
    for runs in stretches:
        for run in runs:
            if runs_backward(run.language) or (not run.text.isascii() and RIGHT_TO_LEFT.search(run.text)):
                return True
    return False


def begins_right(stretches: Sequence[list[Run]]) -> bool:
    """Say whether a paragraph begins on the right."""
    every = [run for runs in stretches for run in runs]
    return is_backward([run.text for run in every], otherwise=bool(every) and runs_backward(every[0].language))


def levelled(runs: Sequence[Run], *, backward: bool) -> list[Run]:
    """Return runs cut where the direction changes, each with its level and a font that shapes its words in their direction."""
    groups = groupby(runs, lambda run: run.language)
    every = levels_in([(language, "".join(run.text for run in group)) for language, group in groups], backward=backward)
    found: list[Run] = []
    read = 0
    for run in runs:
        own = every[read : read + len(run.text)]
        if run.font.is_drawn:  # a formula or a picture is one thing, with an even level
            own = [max(own)] * len(own)
        start = 0
        for place in range(1, len(own) + 1):
            if place == len(own) or own[place] != own[start]:
                found.append(replace(run, text=run.text[start:place], font=_turned(run.font, own[start]), level=own[start]))
                start = place
        read += len(run.text)
    return found


def _turned(font: Font, level: int) -> Font:
    return find_font(font.face, font.size, Placed(font.size, backward=True)) if level % 2 else font


def in_places(spans: Sequence[Span], x: float, extra: float, *, ends_apart: bool, backward: bool) -> tuple[list[Span], list[float]]:
    """Return the tokens of a line in the order in which they are written, and where each span of them begins.

    What is in one face is written from left to right, whatever its direction: programs expect that, and turn words around that run from
    right to left. Such stretches follow one another in the order of reading.

    Args:
        spans: What stands in the line.
        x: Where the line begins at the left.
        extra: What is added to each space.
        ends_apart: Whether the last token is the space between this line and the next, outside of the line.
        backward: Whether the paragraph begins on the right.
    """
    items = [(run, token) for run, tokens in spans for token in tokens]
    inner = items[:-1] if ends_apart else items
    at, places = x, [0.0] * len(inner)
    for number in from_left(range(len(inner)), [run.level for run, _ in inner]):
        token = inner[number][1]
        places[number] = at
        at += token.width + (extra if token.grows else 0)
    found: list[tuple[Run, list[Token]]] = []
    starts: list[float] = []
    for _, stretch in groupby(range(len(inner)), lambda number: _look(inner[number][0])):
        order = sorted(stretch, key=places.__getitem__)
        for number in order:
            run, token = inner[number]
            if found and number != order[0] and found[-1][0] is run:
                found[-1][1].append(token)
            else:
                found.append((run, [token]))
                starts.append(places[number])
    if ends_apart:
        run, token = items[-1]
        found.append((run, [token]))
        starts.append(x - token.width if backward else at)
    return [*found], starts


def _look(run: Run) -> tuple[int, int]:
    """Return what is the same for runs that are written as one."""
    return id(run.font.face), id(run.slot)
