"""Questions keep the numbers that they have in another pack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing.assemble import selection
from briefing.assemble.context import Context
from briefing.errors import BriefingError, nearest
from briefing.files.origin import Location
from briefing.library import Library
from briefing.outline import FilledOutline, PlannedSection, QuestionsSection, TextSection, fill, names, read


def taken_over(library: Library, plan: FilledOutline, folder: Path, root: Path) -> Mapping[str, str]:
    """Return the numbers that an outline takes over from another one, for all questions of a library; nothing if it takes over none.

    Questions that the other outline does not print have numbers after its own.

    Args:
        library: What the outlines choose from.
        plan: The outline that follows another one.
        folder: Where the outlines are.
        root: The workspace.

    Raises:
        BriefingError: There is no other outline of that name, or it is wrong itself.
    """
    name = plan.outline.numbers_of
    if not name or name == plan.outline.id:  # an outline can have this setting from its base
        return {}
    if name not in (others := set(names(folder)) - {plan.outline.id}):
        hint = nearest(name, others, "Write the name of another outline in templates/, or delete the line.")
        raise BriefingError([plan.origin.problem(("numbers-of",), f"there is no outline '{name}' to take numbers from", hint)])
    other = fill(read(folder, name, root), library, {})
    context = Context(library, other.outline, other.origin, root=root)
    _count(context, other.outline.sections, ("sections",))
    context.noted.numbers.take(each.id for each in sorted(library.questions.values(), key=lambda each: each.order))
    return context.noted.numbers.found


def _count(context: Context, plans: tuple[PlannedSection, ...], location: Location) -> None:
    for number, plan in enumerate(plans):
        if plan.when and isinstance(plan, QuestionsSection):
            selection.questions(context, plan, (*location, number))
        elif plan.when and isinstance(plan, TextSection):
            with context.noted.numbers.in_session(plan.session):
                _count(context, plan.sections, (*location, number, "sections"))
