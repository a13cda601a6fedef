"""Outlines: the plan of a pack. A YAML file names its parameters and lists its sections, each of one kind (`use:`)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from briefing.dates import DateField, PartialDate, parse, spoken
from briefing.errors import BriefingError, Problem, nearest, shown_path
from briefing.files import Location, Source, leads_out, read_yaml, validate
from briefing.library import LEVELS, STRICT, LanguageTag, Level, Library, Markdown, MarkdownLine, MarkdownTitle, Readers

# ── parameters ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Value = str | int | bool | PartialDate | tuple[str, ...]
"""What a parameter can hold."""


@dataclass(frozen=True, config=STRICT)
class Parameter:
    """Something that a user may set with `--set NAME=VALUE`."""

    type: Literal["text", "integer", "yes-no", "date", "choice", "country", "countries", "level"]
    help: str
    default: Any
    choices: tuple[str, ...] = ()
    """For `choice`."""
    minimum: int | None = None
    maximum: int | None = None


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _one_or_many(value: object) -> object:
    """Let `countries: kz` and the text `kz, tj` stand for lists, for parameters are put in as text."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Keys = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
"""Ids, as a list or as text with commas."""


@dataclass(frozen=True, config=STRICT)
class _Section:
    """What all kinds of section have."""

    title: MarkdownTitle = ""
    """Without a title, what the section holds belongs to the section above it."""
    id: str = ""
    """A name by which other outlines can change it; made from the title where it is left out."""
    when: bool = True
    """Whether it is there at all. In the file: yes, no, or an expression with parameters."""
    lead: MarkdownLine = ""
    """A first paragraph."""


@dataclass(frozen=True, config=STRICT)
class TextSection(_Section):
    """Words of the outline or texts of the library, and sections inside."""

    use: Literal["text"] = "text"
    text: Markdown = ""
    texts: Keys = ()
    """Ids of files in `texts/` and `activities/`."""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, config=STRICT)
class ExcerptsSection(_Section):
    """Annotated excerpts, in the order given, else in the order of their sources' dates."""

    use: Literal["excerpts"] = "excerpts"
    select: Keys = ()
    """Ids; left out for all that fit the conditions."""
    topics: Keys = ()
    countries: Keys = ()
    sources: Keys = ()
    notes: bool = True


@dataclass(frozen=True, config=STRICT)
class CountriesSection(_Section):
    """Country summaries with their fact boxes."""

    use: Literal["countries"] = "countries"
    countries: Keys = ()
    """Ids; left out for all."""
    parts: Keys = ()
    """Headings of the summaries to print, such as `At a glance`; left out for all."""
    facts: bool = True


@dataclass(frozen=True, config=STRICT)
class MatrixSection(_Section):
    """Which country belongs to which body."""

    use: Literal["matrix"] = "matrix"
    countries: Keys = ()
    actors: Keys = ()
    """Ids of bodies; left out for all that have members."""
    remarks: bool = True
    """Print remarks on single cells."""


@dataclass(frozen=True, config=STRICT)
class TimelineSection(_Section):
    """Dated events."""

    use: Literal["timeline"] = "timeline"
    since: DateField | None = None
    until: DateField | None = None
    countries: Keys = ()
    """Events of these countries, and events of no country in particular."""


@dataclass(frozen=True, config=STRICT)
class FiguresSection(_Section):
    """Numbers as tables, each with its source and how to read it."""

    use: Literal["figures"] = "figures"
    figures: Keys = ()
    """Ids; left out for all."""
    description: bool = True
    """Print how to read the numbers."""


@dataclass(frozen=True, config=STRICT)
class GlossarySection(_Section):
    """Definitions of the actors that the pack mentions."""

    use: Literal["glossary"] = "glossary"
    actors: Keys = ()
    """Ids; left out for those that the pack mentions."""
    include: Literal["used", "all"] = "used"
    depth: Literal["short", "full"] = "short"
    """`full` prints the longer entry too."""


@dataclass(frozen=True, config=STRICT)
class QuestionsSection(_Section):
    """Discussion questions, in the order given, else by level."""

    use: Literal["questions"] = "questions"
    select: Keys = ()
    levels: Annotated[tuple[Level, ...], BeforeValidator(_one_or_many)] = ()
    excerpts: Keys = ()
    lines: Annotated[int, Field(ge=0, le=60)] = 0
    """Ruled lines under each, to write on."""
    details: bool = True
    """Print level, minutes and readings."""


@dataclass(frozen=True, config=STRICT)
class SourcesSection(_Section):
    """The list of the sources that the pack cites."""

    use: Literal["sources"] = "sources"
    include: Literal["cited", "all"] = "cited"
    about: bool = False
    """Print what is known of each: author, purpose, standpoint, rights, and what it does not say."""


@dataclass(frozen=True, config=STRICT)
class RightsSection(_Section):
    """Who holds the sources, on what terms they are used, and how much of them the pack prints."""

    use: Literal["rights"] = "rights"
    table: bool = True
    """A row for each source; `no` for a few sentences."""


Section = Annotated[
    TextSection
    | ExcerptsSection
    | CountriesSection
    | MatrixSection
    | TimelineSection
    | FiguresSection
    | GlossarySection
    | QuestionsSection
    | SourcesSection
    | RightsSection,
    Field(discriminator="use"),
]


@dataclass(frozen=True, config=STRICT)
class Outline:
    """The plan of a pack, with its parameters put in."""

    id: str
    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    kicker: str = ""
    """What stands above the title: course, series, occasion."""
    byline: str = ""
    description: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    date: DateField | None = None
    language: LanguageTag = "en-GB"
    rights: str = ""
    """What the pack says of the rights in itself, in its properties."""
    readers: Readers = "everyone"
    """Who will get the pack: sources whose rights are for fewer are not quoted in it."""
    cover: Literal["page", "block"] = "page"
    contents: Annotated[int, Field(ge=0, le=3)] = 2
    """How many levels the contents list names."""
    csl: str = ""
    """A CSL style in the workspace; Chicago author–date where it is left out."""
    paper: Literal["a4", "letter"] = "a4"
    reading_speed: Annotated[int, Field(ge=50, le=500)] = 200
    """Words a minute."""
    params: Mapping[str, Parameter] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Template:
    """An outline as it stands in its file, before its parameters are put in."""

    origin: Source
    params: Mapping[str, Parameter]

    @property
    def id(self) -> str:
        """Return the file name without its ending."""
        return Path(self.origin.name).stem

    @property
    def title(self) -> str:
        """Return the title, with an ellipsis for each parameter."""
        return re.sub(r"\{\{.*?\}\}", "…", str(self.origin.data.get("title", self.id)))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(folder: Path) -> list[str]:
    """Return the ids of the outlines in a folder."""
    return sorted(path.stem for path in folder.glob("*.yaml") if not path.name.startswith("."))


def read(folder: Path, name: str, base: Path) -> Template:
    """Read an outline by its id.

    Raises:
        BriefingError: There is none, it is not YAML, or its parameters are wrong.
    """
    known = names(folder)
    if name not in known:
        hint = f"Rename {name}.yml to {name}.yaml." if (folder / f"{name}.yml").exists() else nearest(name, known)
        raise BriefingError(
            [Problem("", 0, f"there is no outline '{name}' in {shown_path(folder, base)}/", hint or "'briefing list' shows all.")]
        )
    path = folder / f"{name}.yaml"
    if leads_out(path, base):
        what = "this is a link that leads out of the workspace, and is not followed"
        raise BriefingError([Problem(shown_path(path, base), 0, what, "Copy what it points to to this place.")])
    origin = read_yaml(path, shown_path(path, base))
    if not isinstance(origin.data, Mapping):
        raise BriefingError([Problem(origin.name, 1, "an outline is a list of 'key: value' lines", "Begin with 'title: …'.")])
    if "id" in origin.data:
        raise BriefingError([Problem(origin.name, origin.line(("id",)), "'id' is not a setting of an outline", "The file name is the id.")])
    params = validate(origin, origin.data.get("params") or {}, _PARAMETERS, ("params",))
    for key in params:
        if not str(key).isidentifier():
            what = f"'{key}' cannot be the name of a parameter"
            raise BriefingError([Problem(origin.name, origin.line(("params", key)), what, "Use letters, digits and _.")])
    return Template(origin, params)


def fill(template: Template, library: Library, settings: Mapping[str, str]) -> Outline:
    """Put parameters into an outline and check it.

    Args:
        template: The outline.
        library: What countries and levels can be.
        settings: What the user set, by name of the parameter.

    Raises:
        BriefingError: All that is wrong with the settings, or with the outline.
    """
    origin, problems = template.origin, []
    values: dict[str, Value] = {}
    for name in settings:
        if name not in template.params:
            hint = nearest(name, template.params) or f"The outline '{template.id}' has no parameters."
            problems.append(Problem("--set", 0, f"the outline '{template.id}' has no parameter '{name}'", hint))
    for name, parameter in template.params.items():
        place, given = (origin.name, origin.line(("params", name, "default"))), parameter.default
        if name in settings:
            place, given = ("--set", 0), settings[name]
        try:
            values[name] = _value(parameter, given, library)
            values.update(_country_names(name, values[name], parameter, library))
        except ValueError as error:
            message, _, hint = str(error).partition("\n")
            problems.append(Problem(*place, f"the parameter '{name}' {message}", hint))
    if problems:
        raise BriefingError(problems)
    data = {key: _put_in(origin, value, (key,), values, problems) for key, value in origin.data.items() if key != "params"}
    if problems:
        raise BriefingError(problems)
    return validate(origin, {**data, "id": template.id}, _OUTLINE)


def _country_names(name: str, value: Value, parameter: Parameter, library: Library) -> dict[str, Value]:
    """Return `NAME_name` beside a parameter that holds countries, for titles: `{{ country_name }}`."""
    if parameter.type == "country":
        return {f"{name}_name": library.countries[str(value)].name}
    if parameter.type == "countries":
        return {f"{name}_name": ", ".join(library.countries[key].name for key in cast(tuple[str, ...], value))}
    return {}


def _value(parameter: Parameter, given: Any, library: Library) -> Value:
    """Read a value of a parameter; `ValueError` says what is wrong and, on a second line, what to write."""
    match parameter.type:
        case "text":
            return _text(given)
        case "integer":
            return _integer(parameter, given)
        case "yes-no":
            return _yes_no(given)
        case "date":
            return _date(given)
        case "choice":
            return _one_of(str(given), parameter.choices)
        case "level":
            return _one_of(str(given), LEVELS)
        case "country":
            return _one_of(str(given), library.countries)
        case "countries":
            parts = given if isinstance(given, list) else cast(tuple[str, ...], _one_or_many(str(given)))
            return tuple(_one_of(str(part), library.countries) for part in parts)


def _text(given: Any) -> str:
    text = " ".join(str(given).split())
    if any(ord(character) < 32 for character in text):
        raise ValueError("holds a character that cannot be printed\nWrite plain text.")
    return text


def _integer(parameter: Parameter, given: Any) -> int:
    try:
        number = int(str(given))
    except ValueError:
        raise ValueError(f"must be a whole number, not '{given}'\nWrite digits only.") from None
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        limits = [f"at least {low}" if low is not None else "", f"at most {high}" if high is not None else ""]
        raise ValueError(f"must be {' and '.join(filter(None, limits))}, not {number}\nWrite a number within these limits.")
    return number


def _yes_no(given: Any) -> bool:
    words = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
    if str(given).lower() not in words:
        raise ValueError(f"must be yes or no, not '{given}'\nWrite yes or no.")
    return words[str(given).lower()]


def _date(given: Any) -> PartialDate:
    try:
        return parse(given)
    except ValueError as error:
        raise ValueError(f"cannot be read: {error}") from None


def _one_of(given: str, known: Any) -> str:
    if given not in known:
        everything = f"Known: {', '.join(known)}." if known else "There is nothing to choose from."
        raise ValueError(f"cannot be '{given}'\n{nearest(given, known, everything)}")
    return given


# ── putting parameters in ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=_printed)
    environment.globals.clear()
    return environment


def _printed(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return spoken(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return value


def _put_in(origin: Source, data: Any, location: Location, values: Mapping[str, Value], problems: list[Problem]) -> Any:
    """Return the data with `{{ name }}` replaced in every string, and with yes or no for every `when`.

    Sections that are not wanted stay in their places: so each keeps its place in the file, and mistakes in them are found.
    """
    if isinstance(data, Mapping):
        found = {key: _put_in(origin, value, (*location, key), values, problems) for key, value in data.items() if key != "when"}
        return {**found, **({"when": _is_wanted(origin, data["when"], (*location, "when"), values, problems)} if "when" in data else {})}
    if isinstance(data, list):
        return [_put_in(origin, each, (*location, number), values, problems) for number, each in enumerate(data)]
    if isinstance(data, str) and ("{{" in data or "{%" in data):
        return _rendered(origin, str(data), location, values, problems)
    return data


_PLAIN_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.List),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.CondExpr),
)
"""What may stand in `{{ … }}`: names, values, comparisons. No arithmetic, calls or attributes: nothing that runs long or looks around."""


def _rendered(origin: Source, text: str, location: Location, values: Mapping[str, Value], problems: list[Problem]) -> str:
    is_condition = location[-1] == "when"
    hint = "Write yes, no or a comparison, such as level == 'apply'." if is_condition else "Write {{ name }} with the name of a parameter."
    try:
        if len(text) > 20_000:
            raise TemplateSyntaxError("a text with {{ name }} in it can be 20,000 characters long", 1)
        parsed = _environment().parse(text)
        if not all(isinstance(node, _PLAIN_NODES) for node in (parsed, *parsed.find_all(nodes.Node))):
            raise TemplateSyntaxError(_ONLY_NAMES, 1)
        return _environment().from_string(parsed).render(values)
    except TemplateError as error:
        unknown = re.search(r"'(\w+)' is undefined", str(error.message))
        message = f"there is no parameter '{unknown[1]}'" if unknown else _jinja_words(str(error.message), is_condition=is_condition)
        hint = (nearest(unknown[1], values) or "Set it under 'params:'.") if unknown else hint
    except TypeError:
        message = "this compares what cannot be compared, such as words with a number"
    except RecursionError:
        message = "this is nested too deeply"
    problems.append(Problem(origin.name, origin.text_start(location), message, hint))
    return ""


_ONLY_NAMES = "only the name of a parameter or a comparison can stand here"


def _jinja_words(message: str, *, is_condition: bool) -> str:
    """Return what Jinja says in our words."""
    if message == _ONLY_NAMES or "nknown tag" in message or "characters long" in message:
        return message if "characters long" in message else _ONLY_NAMES
    if is_condition:
        return "this condition cannot be read"
    if "unexpected end of template" in message or "end of print statement" in message:
        return "a {{ is not closed, or holds more than one name"
    return "what stands between {{ and }} cannot be read"


def _is_wanted(origin: Source, condition: Any, location: Location, values: Mapping[str, Value], problems: list[Problem]) -> bool:
    if isinstance(condition, bool):
        return condition
    text = str(condition).strip()
    if text.lower() in {"yes", "no", "true", "false"}:
        return text.lower() in {"yes", "true"}
    expression = text.removeprefix("{{").removesuffix("}}").strip()
    return _rendered(origin, "{{ 'yes' if (" + expression + ") else 'no' }}", location, values, problems) == "yes"


_PARAMETERS: TypeAdapter[dict[str, Parameter]] = TypeAdapter(dict[str, Parameter])
_OUTLINE: TypeAdapter[Outline] = TypeAdapter(Outline)


def walk(sections: tuple[Section, ...], location: Location = ("sections",)) -> Iterator[tuple[Location, Section]]:
    """Yield each section with its place in the file, in order."""
    for number, section in enumerate(sections):
        yield (*location, number), section
        if isinstance(section, TextSection):
            yield from walk(section.sections, (*location, number, "sections"))
