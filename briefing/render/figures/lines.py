"""Lines over time: a panel for each unit, the name of each line and its last value beside its end."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.dataclass import dataclass
from briefing.document.plots import Line, LineChart, LinePanel, Point
from briefing.render.figures import marks
from briefing.render.figures.axes import LABEL_GAP, spread, time_axis
from briefing.render.figures.shapes import Drawing, Shape, Stroke
from briefing.render.figures.words import Setter, setter
from briefing.theme.model import Theme

SHAPE = 0.42
"""The height of a panel, as a share of its width …"""
LEAST_HEIGHT, MOST_HEIGHT = 95.0, 170.0
"""… between these bounds, in points."""
NAMES_SHARE = 0.3
"""The share of the width that the names beside the lines may take."""
MARK_ROOM = 11.0
"""From one value to the next. Where there is less room, only values that are not exact have marks, and those at ends of lines."""
PANEL_GAP = 8.0


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the lines of a panel are drawn."""

    left: float
    top: float
    width: float
    height: float

    @property
    def ground(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width

    def place(self, point: Point) -> tuple[float, float]:
        return self.left + point.at * self.width, self.ground - (point.height or 0.0) * self.height


def draw_lines(chart: LineChart, theme: Theme, width: float) -> tuple[Drawing, ...]:
    """Return a drawing for each panel. They are equally wide, so that the same date is at the same place in all of them."""
    name, small = setter(theme, theme.table), setter(theme, theme.note, "muted")
    numbers = max(small.width(tick.label) for panel in chart.panels for tick in panel.scale) + LABEL_GAP
    widest = max(name.width(text) for panel in chart.panels for line in panel.lines for text in _beside(panel, line))
    names = min(widest + 1, width * NAMES_SHARE)
    plot = width - numbers - names - 2 * LABEL_GAP - marks.RADIUS
    styles = (name, small, setter(theme, theme.table, "accent", "bold"))
    return tuple(_draw_panel(chart, panel, styles, (numbers, plot, names), width) for panel in chart.panels)


def _beside(panel: LinePanel, line: Line) -> list[str]:
    """Return what is beside the end of a line: its name, if there are several, and its last value."""
    last = next((point.label for point in reversed(line.points) if point.height is not None), "")
    return [each for each in ((line.name if len(panel.lines) > 1 else ""), last) if each]


def _draw_panel(
    chart: LineChart, panel: LinePanel, styles: tuple[Setter, Setter, Setter], across: tuple[float, float, float], width: float
) -> Drawing:
    """Draw a panel; `across` are the widths of the numbers of the scale, of the lines, and of what is beside them."""
    name, small, title = styles
    numbers, plot, names = across
    head = title.lines(panel.lines[0].name, width) if len(panel.lines) == 1 else []
    unit = small.lines(panel.unit, width)
    top = len(head) * title.size.leading + len(unit) * small.size.leading + small.size.leading / 2 + 2
    labels = [[row for text in _beside(panel, line) for row in name.lines(text, names)] for line in panel.lines]
    needed = sum(len(rows) for rows in labels) * name.size.leading
    frame = _Frame(numbers, top, plot, max(LEAST_HEIGHT, min(MOST_HEIGHT, width * SHAPE), needed))
    shapes: list[Shape] = [*title.set(head, 0, 0), *small.set(unit, 0, len(head) * title.size.leading)]
    shapes += _scale(panel, small, frame)
    for number, line in enumerate(panel.lines):
        shapes += _draw_line(line, number, frame)
    shapes += _names(panel, labels, name, frame)
    shapes += time_axis(chart.ticks, small, (frame.left, frame.width, frame.ground), width, is_centred=chart.is_centred)
    return Drawing(width, frame.ground + small.size.leading + PANEL_GAP, tuple(shapes))


def _scale(panel: LinePanel, style: Setter, frame: _Frame) -> Iterator[Shape]:
    """Yield a hairline with its number for each step of the scale. Zero has a line in ink; without it, the lowest one is muted."""
    for tick in panel.scale:
        y = frame.ground - tick.at * frame.height
        is_zero, is_lowest = tick.at == panel.zero, tick is panel.scale[0]
        yield Stroke(
            frame.left, y, frame.right, y, 0.7 if is_zero or is_lowest else 0.5, "ink" if is_zero else "muted" if is_lowest else "rule"
        )
        yield from style.set([tick.label], frame.left - LABEL_GAP - style.width(tick.label), y - style.size.leading / 2)


def _draw_line(line: Line, number: int, frame: _Frame) -> Iterator[Shape]:
    """Yield a line with its marks, interrupted where there is no value."""
    runs: list[list[Point]] = [[]]
    for point in line.points:
        if point.height is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    is_close = frame.width / max(1, len(line.points) - 1) < MARK_ROOM
    for run in filter(None, runs):
        yield from marks.line(number, tuple(map(frame.place, run)))
        for point in run:
            if not (is_close and point.is_exact) or point in (run[0], run[-1]):
                yield from marks.mark(number, *frame.place(point), is_full=point.is_exact)


def _names(panel: LinePanel, labels: list[list[str]], style: Setter, frame: _Frame) -> Iterator[Shape]:
    """Yield the words beside the ends of the lines, apart from each other, with a hairline to an end that is not beside its words."""
    ends = [next((frame.place(each) for each in reversed(line.points) if each.height is not None), None) for line in panel.lines]
    found = [(end, number) for number, end in enumerate(ends) if end]
    found.sort(key=lambda each: (each[0][1], each[1]))
    heights = [len(labels[number]) * style.size.leading for _, number in found]
    wanted = [end[1] - style.size.leading / 2 for end, _ in found]
    tops = spread(wanted, heights, frame.top - style.size.leading / 2, frame.ground + style.size.leading / 2)
    x = frame.right + marks.RADIUS + 2 * LABEL_GAP
    for (end, number), top in zip(found, tops, strict=True):
        middle = top + style.size.leading / 2
        if abs(middle - end[1]) > 2 or end[0] < frame.right - 1:
            yield Stroke(end[0] + marks.RADIUS + 1, end[1], x - 2, middle, 0.5, "muted")
        yield from style.set(labels[number], x, top)
