"""The main point of a figure in words, for readers who cannot see the drawing: what its author writes, or what its numbers say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.assemble.context import Context
from briefing.document import plain
from briefing.library import Figure

MOST_VALUES = 6
"""A series with at most so many numbers is read out as a whole."""


def gist(context: Context, figure: Figure, labels: Sequence[str], printed: Sequence[tuple[str, ...]]) -> str:
    """Return the alternative text of a figure.

    Args:
        context: The pack.
        figure: The figure, with its rows.
        labels: The labels of the rows as they are printed.
        printed: The values of each row as they are printed.
    """
    if figure.alt:
        return figure.alt
    return " ".join([*_finding(context, figure), *_series(context, figure, labels, printed)])


def _finding(context: Context, figure: Figure) -> Iterator[str]:
    if words := plain(context.inlines(re.sub(r"\s*\[[^\]]*@[^\]]*\]", "", figure.finding))).strip():
        yield words if words.endswith((".", "!", "?")) else f"{words}."


def _series(context: Context, figure: Figure, labels: Sequence[str], printed: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a sentence for each series: all its numbers, or the first, the last, the highest and the lowest."""
    for column, series in enumerate(figure.series):
        name = f"{context.words_of(series.name)} ({context.words_of(series.unit)})"
        known = [(row.values[column], number) for number, row in enumerate(figure.rows) if row.values[column] is not None]
        said = [f"{printed[number][column]} ({labels[number]})" for _, number in known]
        if not known:
            yield context.say("figure.alt-none", series=name)
        elif len(known) <= MOST_VALUES:
            yield context.say("figure.alt-all", series=name, values="; ".join(said))
        else:
            highest, lowest = max(known, key=lambda each: each[0] or 0), min(known, key=lambda each: each[0] or 0)
            most, least = (said[known.index(each)] for each in (highest, lowest))
            sentence = "figure.alt-time" if figure.draw == "lines" else "figure.alt-range"
            yield context.say(sentence, series=name, start=said[0], stop=said[-1], most=most, least=least)
