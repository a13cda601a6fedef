"""The timeline in lanes: events that belong together above each other, each with the number that it has in the table."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.assemble.context import Context
from briefing.assemble.time_axes import TimeAxis
from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.document import Block
from briefing.document.changing import paragraph
from briefing.document.plots import Lane, LaneChart, LaneMark
from briefing.errors import nearest
from briefing.files.origin import Location
from briefing.library import Event
from briefing.outline import TimelineSection


@dataclass(frozen=True, slots=True)
class Lanes:
    """The events that a section draws in lanes, each with its number in the table."""

    by_name: dict[str, list[tuple[int, Event]]]
    left_out: int
    """Events of the table that are not drawn."""

    @classmethod
    def of(cls, context: Context, plan: TimelineSection, location: Location, events: Sequence[Event]) -> Lanes:
        """Return the lanes of some events: those that the section names, else all in the order of their first events.

        Events without a lane come last, in a lane of their own, unless the section names lanes.
        """
        since = plan.drawn_since
        numbered = [(number, event) for number, event in enumerate(events, 1) if since is None or event.date.last >= since.first]
        known = list(dict.fromkeys(event.lane for event in events if event.lane))
        for number, name in enumerate(plan.lanes):
            if name not in known:
                hint = nearest(name, known, "Write 'lane' in events.yaml, beside 'date'.")
                context.problem((*location, "lanes", number), f"no event of this timeline is in a lane '{name}'", hint)
        found = {name: [each for each in numbered if each[1].lane == name] for name in plan.lanes or known}
        if rest := [each for each in numbered if not each[1].lane and not plan.lanes]:
            found[""] = rest
        found = {name: some for name, some in found.items() if some}
        return cls(found, len(events) - sum(map(len, found.values())))

    def chart(self, context: Context) -> LaneChart:
        """Return the drawing, over whole months or years."""
        dates = [event.date for some in self.by_name.values() for _, event in some]
        axis = _whole_months(dates)
        lanes = []
        for name, some in self.by_name.items():
            marks = (
                LaneMark(
                    max(0.0, axis.share(event.date.first.toordinal())),
                    min(1.0, axis.share(event.date.last.toordinal() + 1)),
                    str(number),
                    context.words_of(event.short),
                    event.date.inferred,
                )
                for number, event in some
            )
            lanes.append(Lane(self._title(context, name), tuple(marks)))
        return LaneChart(tuple(lanes), axis.ticks(context.words))

    def gist(self, context: Context) -> str:
        """Return which events are in each lane, by their numbers in the table, for who cannot see the drawing."""
        dates = [event.date for some in self.by_name.values() for _, event in some]
        listed = " ".join(
            f"{self._title(context, name)}: {', '.join(str(number) for number, _ in some)}." for name, some in self.by_name.items()
        )
        return context.say(
            "timeline.alt-lanes", first=min(date.year for date in dates), last=max(date.last.year for date in dates), lanes=listed
        )

    def key(self, context: Context) -> Block:
        """Return the paragraph below the drawing: what its numbers and marks mean, and what is not drawn."""
        sentences = [context.say("timeline.numbers"), context.say("timeline.key")]
        if self.left_out:
            sentences.append(context.say("timeline.not-drawn", count=self.left_out))
        return paragraph(context.own(" ".join(sentences)), style="small")

    def _title(self, context: Context, name: str) -> str:
        return context.words_of(name) if name else context.say("timeline.other")


def _whole_months(dates: Sequence[PartialDate]) -> TimeAxis:
    """Return the axis from the beginning of the first month to the end of the last."""
    first, last = min(date.first for date in dates), max(date.last for date in dates)
    return TimeAxis.over([PartialDate(first.year, first.month), PartialDate(last.year, last.month)])
