"""The text of the accessibility report. It is a document like a pack, so the report is as accessible as a pack."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence

from briefing import __version__
from briefing.check.files import problems, where
from briefing.check.files.all_rules import RULES
from briefing.check.files.rule import Finding, Rule
from briefing.check.report.criteria import Criterion, Date, Law
from briefing.document import Block, BulletList, Column, Document, Inlines, Link, Paragraph, Reference, Section, Strong, Table, Text
from briefing.document.changing import paragraph

FORMATS = {"pdf": "PDF", "word": "Word", "book": "EPUB"}
"""The names of formats, by the first part of the names of their rules."""
_URN = uuid.UUID("5b0f4c3e-8f0a-5f5c-9d3e-3f1f0b7c2a10")
_NO_CERTIFICATE = (
    "This report says what briefing found in the finished files, and what no program can find. It is not a certificate, and it is not "
    "legal advice. Only a person who has tried the files can say whether they meet the guidelines."
)
_OTHERS = (
    "Other programs check the same files in other ways, and some offices ask for their reports: veraPDF and PAC for the PDF, "
    "the Accessibility Checker of Word, and EPUBCheck and Ace by DAISY for the EPUB."
)
_PEOPLE = "What a person has to try"
_DESIGN = "What every pack meets by design"
Found = Mapping[str, Sequence[Finding]]
"""What was found, by the names of files."""


def report(title: str, found: Found, criteria: Sequence[Criterion], law: Law, day: dt.date) -> Document:
    """Return the report on the files of a pack.

    Args:
        title: Of the pack.
        found: What the rules found in each file.
        criteria: The criteria, in their order.
        law: The dates that the law sets.
        day: When the files were checked.
    """
    asked = [each for each in criteria if not each.none]
    blocks = (
        Section("result", _text("Result"), tuple(_result(found, criteria))),
        Section("faults", _text("What failed"), tuple(_faults(found))),
        Section("criteria", _text("Criterion by criterion"), tuple(_criteria(found, asked))),
        Section("people", _text(_PEOPLE), tuple(_people(asked))),
        Section("made", _text(_DESIGN), (BulletList(tuple(_made(asked))),)),
        Section("apart", _text("What does not apply to packs"), (BulletList(tuple(_apart(criteria))),)),
        Section("rules", _text("What briefing checked"), tuple(_rules())),
        Section("law", _text("Dates in the law"), tuple(_dates(law))),
    )
    return Document(
        f"Accessibility of “{title}”",
        blocks,
        uuid.uuid5(_URN, title).urn,
        subtitle="WCAG 2.1, levels A and AA",
        date=_day(day),
        description=_NO_CERTIFICATE,
        cover="block",
        contents_depth=1,
    )


def failed(criterion: Criterion, found: Found) -> list[str]:
    """Return the kinds of files that fail a criterion."""
    names = [finding.rule for each in found.values() for finding in each]
    broken = {name.partition("-")[0] for name in names if criterion.id in RULES[name].criteria and RULES[name].severity == "error"}
    return [kind for kind in FORMATS if kind in broken]


def _result(found: Found, criteria: Sequence[Criterion]) -> Iterator[Block]:
    asked = [each for each in criteria if not each.none]
    whole = [each for each in asked if not failed(each, found)]
    people = sum(bool(each.try_) for each in whole)
    counts = (
        (
            len(asked) - len(whole),
            f"failed: {'briefing found no fault' if len(asked) == len(whole) else '“What failed” says where, and what to do'}.",
        ),
        (people, "need a person: briefing found no fault, but a program cannot check everything."),
        (len(whole) - people, "need no person: briefing checked them, or every pack meets them by design."),
        (len(criteria) - len(asked), "do not apply to packs, which have no sound, no film and no forms to send."),
    )
    yield paragraph(_NO_CERTIFICATE)
    yield paragraph(f"Files: {', '.join(found)}. Of the {len(criteria)} success criteria of levels A and AA:")
    yield BulletList(tuple((paragraph(Strong(_text(f"{count}")), f" {words}"),) for count, words in counts))


def _faults(found: Found) -> Iterator[Block]:
    said = [
        (problem, RULES[rule].criteria)
        for name, each in found.items()
        for rule in dict.fromkeys(finding.rule for finding in each)
        for problem in problems([finding for finding in each if finding.rule == rule], name)
    ]
    if not said:
        yield paragraph("briefing found no fault.")
    columns = (
        Column(_text("File"), 1.3),
        Column(_text("Where and what"), 2.6),
        Column(_text("What to do"), 2.6),
        Column(_text("Criteria"), 0.8),
    )
    for severity, title in (("error", "To be corrected"), ("warning", "Recommended: no criterion fails because of these")):
        rows = tuple(
            (_text(problem.file), _text(_sentence(problem.message)), _text(problem.hint), _text(", ".join(serves) or "–"))
            for problem, serves in said
            if problem.severity == severity
        )
        if rows:
            yield Table(f"{severity}s", _text(title), columns, rows)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _criteria(found: Found, asked: Sequence[Criterion]) -> Iterator[Block]:
    columns = (Column(_text("Criterion"), 2.6), *(Column(_text(name), 1.5) for name in FORMATS.values()), Column(_text("Person"), 0.8))
    rows = tuple(
        (_text(each.title), *(_state(each, kind, found) for kind in FORMATS), _text("needed" if each.try_ else "no")) for each in asked
    )
    yield BulletList(
        (
            (paragraph(Strong(_text("No fault (3)")), ": briefing checked this by three rules, and found no fault."),),
            (paragraph(Strong(_text("By design")), f": every pack meets this; “{_DESIGN}” says why."),),
            (paragraph(Strong(_text("Only a person")), ": no program can check this in this kind of file."),),
            (paragraph(Strong(_text("Person needed")), f": a person has to try this, too; “{_PEOPLE}” says how."),),
        )
    )
    yield Table("states", _text("State of each criterion in each file"), columns, rows, "One row for each criterion that applies to packs.")


def _state(criterion: Criterion, kind: str, found: Found) -> Inlines:
    if kind in failed(criterion, found):
        faults = [fault for each in found.values() for fault in each if fault.rule.startswith(kind)]
        places = where([fault.place for fault in faults if criterion.id in RULES[fault.rule].criteria])
        return (Strong((Reference("faults", _text("failed")),)), *_text(f": {places}" if places else ""))
    rules = [name for name, rule in RULES.items() if name.startswith(kind) and criterion.id in rule.criteria]
    if rules:
        return _text(f"no fault ({len(rules)})")
    return _text("by design" if criterion.made else "only a person")


def _people(asked: Sequence[Criterion]) -> Iterator[Block]:
    yield paragraph("Most of it takes half an hour with a screen reader, a keyboard and a phone.")
    yield paragraph(_OTHERS)
    yield BulletList(tuple((paragraph(Strong(_text(each.title)), f": {each.try_}"),) for each in asked if each.try_))


def _made(asked: Sequence[Criterion]) -> Iterator[tuple[Block, ...]]:
    for each in asked:
        if each.made:
            yield (paragraph(Strong(_text(each.title)), f": {each.made}"),)


def _apart(criteria: Sequence[Criterion]) -> Iterator[tuple[Block, ...]]:
    for each in criteria:
        if each.none:
            yield (paragraph(f"{each.title}: {each.none}."),)


def _rules() -> Iterator[Block]:
    yield paragraph(f"These are the rules of briefing {__version__}, the program that made the files.")
    for kind, name in FORMATS.items():
        rules = [rule for key, rule in RULES.items() if key.startswith(f"{kind}-")]
        yield Section(f"rules-{kind}", _text(f"{name}: {len(rules)} rules"), (BulletList(tuple(map(_rule, rules))),))


def _rule(rule: Rule) -> tuple[Block, ...]:
    serves = f"; for {', '.join(rule.criteria)}" if rule.criteria else ""
    return (paragraph(f"{rule.says} ({rule.source}{serves})."),)


def _dates(law: Law) -> Iterator[Block]:
    yield paragraph(f"These dates were read on {_day(law.read)}. Laws change, and other countries have their own.")
    yield BulletList(tuple((_date(each),) for each in law.dates))


def _date(date: Date) -> Paragraph:
    when = Strong(_text(f"{date.where}, from {_day(date.day)}"))
    return paragraph(when, f": {date.who}: {date.what}. ", Link(date.url, _text(date.source)), ".")


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _text(text: str) -> Inlines:
    return (Text(text),)
