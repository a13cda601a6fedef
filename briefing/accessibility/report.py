"""From what the rules found in three files to a report: a document of ours, so that it is as accessible as a pack."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence

from briefing.accessibility.criteria import Criterion, Law
from briefing.check.files import problems
from briefing.check.files.finding import Finding, Rule
from briefing.check.files.rules import RULES
from briefing.document import (
    Block,
    BulletList,
    Column,
    Document,
    Inlines,
    Link,
    NumberedList,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
)

FORMATS = {"pdf": "PDF", "word": "Word", "book": "EPUB"}
"""What the names of rules begin with, and what their files are called."""
_URN = uuid.UUID("5b0f4c3e-8f0a-5f5c-9d3e-3f1f0b7c2a10")
_NO_CERTIFICATE = (
    "This report says what programs found in the finished files and what they cannot find. It is no certificate and no legal advice: "
    "nobody can say that a pack meets the guidelines before a person has tried it."
)
Found = Mapping[str, Sequence[Finding]]
"""What was found, by the names of files."""


def report(title: str, found: Found, criteria: Sequence[Criterion], law: Law, day: dt.date) -> Document:
    """Return the report on the files of a pack.

    Args:
        title: Of the pack.
        found: What the rules for each file found in it.
        criteria: The criteria, in their order.
        law: The dates that the law sets.
        day: When the files were checked.
    """
    asked = [each for each in criteria if not each.none]
    blocks = (
        Section("result", _t("Result"), tuple(_result(found, asked))),
        Section("faults", _t("What failed"), tuple(_faults(found))),
        Section("criteria", _t("Criterion by criterion"), tuple(_criteria(found, asked))),
        Section("people", _t("What a person has to try"), tuple(_people(asked))),
        Section("made", _t("What holds by the way packs are made"), (BulletList(tuple(_made(asked))),)),
        Section("apart", _t("What does not concern packs"), (BulletList(tuple(_apart(criteria))),)),
        Section("rules", _t("What the programs looked at"), tuple(_rules())),
        Section("law", _t("Dates of the law"), tuple(_law(law))),
    )
    return Document(
        f"Accessibility of “{title}”",
        blocks,
        uuid.uuid5(_URN, title).urn,
        subtitle="WCAG 2.1, levels A and AA",
        date=f"{day.day} {day:%B %Y}",
        description=_NO_CERTIFICATE,
        cover="block",
        contents_depth=1,
    )


def failed(criterion: Criterion, found: Found) -> list[str]:
    """Return the kinds of files that fail a criterion."""
    names = [finding.rule for each in found.values() for finding in each]
    broken = {name.partition("-")[0] for name in names if criterion.id in RULES[name].criteria and RULES[name].severity == "error"}
    return [kind for kind in FORMATS if kind in broken]


def _result(found: Found, asked: Sequence[Criterion]) -> Iterator[Block]:
    broken = [each for each in asked if failed(each, found)]
    whole = [each for each in asked if each not in broken]
    people = sum(bool(each.try_) for each in whole)
    yield Paragraph(_t(_NO_CERTIFICATE))
    yield Paragraph(_t(f"Files: {', '.join(found)}."))
    yield BulletList(
        (
            (
                Paragraph(
                    (Strong(_t(f"{len(broken)}")), *_t(f" of the {len(asked)} criteria that concern packs: a program found a fault."))
                ),
            ),
            (Paragraph((Strong(_t(f"{people}")), *_t(" more: programs found none where they could look, and a person has to try."))),),
            (
                Paragraph(
                    (Strong(_t(f"{len(whole) - people}")), *_t(" more: checked by program, or true of every pack by how it is made."))
                ),
            ),
        )
    )


def _faults(found: Found) -> Iterator[Block]:
    said = [problem for name, each in found.items() for problem in problems(each, name)]
    if not said:
        yield Paragraph(_t("No program found a fault."))
        return
    for severity, lead in (("error", "These have to be mended:"), ("warning", "These would be better otherwise:")):
        items = [each for each in said if each.severity == severity]
        if items:
            yield Paragraph(_t(lead))
            yield NumberedList(
                tuple((Paragraph((Strong(_t(each.file)), *_t(f", {each.message}. {each.hint}"))),) for each in items),
            )


def _criteria(found: Found, asked: Sequence[Criterion]) -> Iterator[Block]:
    columns = (Column(_t("Criterion"), 2.4), *(Column(_t(name), 1.5) for name in FORMATS.values()), Column(_t("A person"), 0.9))
    rows = tuple(
        (_t(each.title), *(_t(_state(each, kind, found)) for kind in FORMATS), _t("has to try" if each.try_ else "not needed"))
        for each in asked
    )
    yield Paragraph(_t("“No fault” means: none by the rules that programs can ask; their number stands beside it."))
    yield Table("states", _t("State of each criterion in each file"), columns, rows)


def _state(criterion: Criterion, kind: str, found: Found) -> str:
    if kind in failed(criterion, found):
        return "failed"
    rules = [name for name, rule in RULES.items() if name.startswith(kind) and criterion.id in rule.criteria]
    if rules:
        return f"no fault ({len(rules)} rule{'s' * (len(rules) > 1)})"
    return "by the way it is made" if criterion.made else "needs a person"


def _people(asked: Sequence[Criterion]) -> Iterator[Block]:
    yield Paragraph(_t("Half an hour with a screen reader, a keyboard and a telephone answers most of it."))
    yield BulletList(tuple((Paragraph((Strong(_t(each.title)), *_t(f": {each.try_}"))),) for each in asked if each.try_))


def _made(asked: Sequence[Criterion]) -> Iterator[tuple[Block, ...]]:
    for each in asked:
        if each.made:
            yield (Paragraph((Strong(_t(each.title)), *_t(f": {each.made}"))),)


def _apart(criteria: Sequence[Criterion]) -> Iterator[tuple[Block, ...]]:
    for each in criteria:
        if each.none:
            yield (Paragraph(_t(f"{each.title}: {each.none}.")),)


def _rules() -> Iterator[Block]:
    for kind, name in FORMATS.items():
        rules = [rule for key, rule in RULES.items() if key.startswith(f"{kind}-")]
        yield Section(f"rules-{kind}", _t(f"{name}: {len(rules)} rules"), (BulletList(tuple(map(_rule, rules))),))


def _rule(rule: Rule) -> tuple[Block, ...]:
    serves = f"; for {', '.join(rule.criteria)}" if rule.criteria else ""
    return (Paragraph(_t(f"{rule.says} ({rule.source}{serves}).")),)


def _law(law: Law) -> Iterator[Block]:
    yield Paragraph(_t(f"As read on {law.read.day} {law.read:%B %Y}; laws change, and other countries have their own."))
    yield BulletList(
        tuple(
            (
                Paragraph(
                    (
                        Strong(_t(f"{each.where}, from {each.day.day} {each.day:%B %Y}")),
                        *_t(f": {each.who}: {each.what}. "),
                        Link(each.url, _t(each.source)),
                        Text("."),
                    )
                ),
            )
            for each in law.dates
        )
    )


def _t(text: str) -> Inlines:
    return (Text(text),)
