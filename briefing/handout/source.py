"""Where sheets come from: a pack and kinds of handout, with the values that columns of a roster and `--set` give to their parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial

from briefing import outline as outlines
from briefing import steps
from briefing.errors import BriefingError, Problem, collect, nearest
from briefing.handout import kinds
from briefing.handout.kind_values import OF_PERSON, columns_of_lists, declared, own
from briefing.handout.roster import Person
from briefing.handout.sheet import Offer, Packed, Request, handout_of, offers, packed
from briefing.library import Library
from briefing.outline import FilledOutline, Parameter, Template
from briefing.theme.model import Theme
from briefing.workspace import Workspace

Values = Mapping[str, str]


class Source:
    """The sheets that there can be, for any values of parameters. A pack is assembled once for all who have the same of it."""

    def __init__(self, workspace: Workspace, library: Library, name: str, request: Request, settings: Values) -> None:
        """Read the outline and the kinds.

        Raises:
            BriefingError: The outline is wrong, or `--set` names a parameter that nothing has.
        """
        self.workspace = workspace
        self.library = library
        self._name = name
        self._request = request
        self._settings = settings
        self._packed: dict[tuple[tuple[str, str], ...], Packed] = {}
        try:
            self.params: Mapping[str, Parameter] = outlines.read(workspace.templates, name, workspace.root).params
        except BriefingError as error:
            raise BriefingError(error.problems, whole=False) from None
        self._refuse_unknown(settings)
        (self.plan,) = steps.plans(workspace, library, [name], self._of(self.params, {}))

    @cached_property
    def kinds(self) -> Mapping[str, Template]:
        """The kinds that are asked for and can be read, with all parameters that they print."""
        names = self._request.kinds or kinds.names(self.workspace)
        found = [collect([], partial(kinds.read, self.workspace, name)) for name in names]
        return {each.id: declared(each, self.params) for each in found if each is not None}

    @property
    def is_list(self) -> bool:
        """Whether the kinds are made once for all people of a roster.

        Raises:
            BriefingError: Some of them are, and others are not.
        """
        lists = [name for name, each in self.kinds.items() if handout_of(each).per == "list"]
        if lists and len(lists) < len(self.kinds):
            what = f"'{lists[0]}' is made once for all people, and the other kinds for each of them"
            raise BriefingError([Problem("--kind", 0, what, f"Make it alone: -k {lists[0]}.")])
        return bool(lists)

    @property
    def theme(self) -> Theme:
        """The look of the pack."""
        self.offers({})
        return next(iter(self._packed.values())).pack.theme

    @property
    def of_kinds(self) -> frozenset[str]:
        """The parameters of the kinds that a column or `--set` can set."""
        return frozenset[str]().union(*map(own, self.kinds.values()))

    @property
    def columns(self) -> list[str]:
        """What a column of the roster can be called besides names and groups. A list has no parameters of one person."""
        if self.is_list:
            return [*dict.fromkeys(head for each in self.kinds.values() for head in columns_of_lists(each))]
        return [*dict.fromkeys([*self.params, *sorted(self.of_kinds - OF_PERSON), "country"])]

    def values(self, person: Person) -> dict[str, str]:
        """Return the values that a person has: those of the columns, and what the kinds print of the name and the group."""
        of_person = {"name": person.name, "group": person.group}
        return {**person.settings, **{key: of_person[key] for key in sorted(self.of_person) if of_person[key]}}

    @property
    def of_person(self) -> frozenset[str]:
        """What the kinds print of a person in their texts, so that nobody's sheet is another's."""
        return self.of_kinds & OF_PERSON

    def offers(self, more: Values) -> list[Offer]:
        """Return the sheets that there can be for some values of parameters, besides those of `--set`.

        Raises:
            BriefingError: The pack cannot be made with them, or a kind of handout is wrong.
        """
        settings = self._of(self.params, more)
        key = tuple(sorted(settings.items()))
        if key not in self._packed:
            self._packed[key] = packed(self.workspace, self.library, list(self._plans(settings, more)), self._request)
        return offers(self.workspace, self.library, self._packed[key], self._request, {**self._settings, **more})

    def _plans(self, settings: Values, more: Values) -> Iterator[FilledOutline]:
        """Yield the plan of the pack, and that of its cards, which gets the values that it has a parameter for."""
        (plan,) = steps.plans(self.workspace, self.library, [self._name], settings)
        yield plan
        if cards := plan.outline.cards:
            params = outlines.read(self.workspace.templates, cards, self.workspace.root).params
            yield from steps.plans(self.workspace, self.library, [cards], self._of(params, more))

    def _of(self, params: Mapping[str, Parameter], more: Values) -> dict[str, str]:
        """Return the values for some parameters of an outline. Names and groups of people are for the kinds alone."""
        return {name: value for name, value in {**self._settings, **without(more, OF_PERSON)}.items() if name in params}

    def _refuse_unknown(self, settings: Values) -> None:
        problems = []
        for name in settings:
            if name not in self.params and name not in self.of_kinds:
                known = [*self.params, *sorted(self.of_kinds)]
                what = f"the outline '{self._name}' has no parameter '{name}'"
                what += ", nor has a kind of its handouts" if self.of_kinds else ""
                hint = nearest(name, known) or f"The outline '{self._name}' has no parameters."
                problems.append(Problem("--set", 0, what, hint))
        if problems:
            raise BriefingError(problems)


def without(values: Values, names: frozenset[str]) -> dict[str, str]:
    """Return values but for those of some names."""
    return {name: value for name, value in values.items() if name not in names}
