"""Typed quotations in a workspace: what stops a build, what `check` and `verify` say, and what counts as words of a source."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from briefing import steps
from briefing.cli import main
from briefing.document import Quote, walk
from briefing.errors import BriefingError, Problem
from briefing.library import Edit, Selector
from briefing.originals.copies import Copy, Provenance
from briefing.passages.finding import select
from briefing.passages.verdict import cuts
from briefing.render import FORMATS
from briefing.verbs import check, rights, verify
from briefing.workspace import Workspace
from tests.support.quotable import PARAGRAPHS, put_copy
from tests.support.variants import variants

TRUE = "Silence counts as consent"
FALSE = "Silence never counts as consent"
CITED = "[@lindqvist-2019, ¶8]"
OUTLINE = """title: Probe
sections:
- use: text
  title: Opening
  texts: [opening, court]
- use: countries
  countries: [od]
- use: figures
- use: questions
- use: glossary
  depth: full
  include: all
- use: timeline
- use: sources
- use: rights
"""
FIGURE = """---
title: Gauges
caption: Gauges of the river
alt: Two gauges, then four.
label: Year
series:
- {name: Gauges, unit: gauges}
rows:
- {label: "1911", values: [2], shown: ["2"], cite: "@lindqvist-2019, ¶5"}
- {label: "1923", values: [4], shown: ["4"], cite: "@lindqvist-2019, ¶5"}
---
More is not better [@lindqvist-2019, ¶5].
"""
EXTRA = {
    "texts/opening.md": "The rule is plain.\n",
    "activities/court.md": "Play the court [@lindqvist-2019, ¶4].\n",
    "figures/gauges.md": FIGURE,
}


@pytest.fixture
def workspace(inside_water: Path) -> Workspace:
    """Return a workspace with the article and an outline that prints a text of each kind."""
    put_copy(inside_water)
    for template in (inside_water / "templates").glob("*.yaml"):
        template.unlink()
    (inside_water / "templates" / "probe.yaml").write_text(OUTLINE, encoding="utf-8")
    for name in ("equitable-share", "notice-rule"):
        (inside_water / "seeds" / "excerpts" / f"{name}.md").unlink()
    for question in (inside_water / "seeds" / "questions").glob("*.md"):
        lines = question.read_text(encoding="utf-8").splitlines()
        question.write_text("\n".join(line for line in lines if not line.startswith("excerpts:")) + "\n", encoding="utf-8")
    for name, text in EXTRA.items():
        path = inside_water / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Workspace(inside_water, inside_water / "output")


def add(workspace: Workspace, name: str, text: str) -> int:
    """Add a paragraph to a file; return its line."""
    path = workspace.root / name
    before = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{before}\n\n{text}\n", encoding="utf-8")
    return before.count("\n") + 3


def packs(workspace: Workspace, edition: str = "student") -> list[steps.Pack]:
    library = steps.load(workspace)
    return steps.packs(workspace, library, steps.plans(workspace, library, ["probe"], {}), editions=(edition,))  # type: ignore[arg-type]


def refused(workspace: Workspace, edition: str = "student") -> tuple[Problem, ...]:
    with pytest.raises(BriefingError) as error:
        packs(workspace, edition)
    return error.value.problems


# ── what stops a build ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


FILES = [
    "seeds/texts/opening.md",
    "seeds/activities/court.md",
    "seeds/countries/od.md",
    "seeds/figures/gauges.md",
    "seeds/questions/notice-applied.md",
    "seeds/actors/helvar-dam.md",
]


@pytest.mark.parametrize("name", variants(FILES, FILES[:3]))
def test_false_quotation_stops_the_build(workspace: Workspace, name: str) -> None:
    """In a text of every kind, at the line and the column of its opening mark, with the words that are other; a true one passes."""
    line = add(workspace, name, f"It says: “{FALSE}” {CITED}.")
    (problem,) = refused(workspace)
    assert (problem.file, problem.line, problem.column) == (name, line, 10)
    assert problem.message == f"the quotation “{FALSE}” has other words than the copy of 'lindqvist-2019'"
    assert "Silence [-never-] counts as" in problem.hint
    path = workspace.root / name
    path.write_text(path.read_text(encoding="utf-8").replace(FALSE, TRUE), encoding="utf-8")
    assert packs(workspace)


def test_false_quotation_in_an_answer_stops_the_teacher_s_edition(workspace: Workspace) -> None:
    """Students do not get it, and their edition is built."""
    line = add(workspace, "seeds/answers/notice-applied.md", f"“{FALSE}” {CITED}.")
    assert packs(workspace)
    (problem,) = refused(workspace, "teacher")
    assert (problem.file, problem.line) == ("seeds/answers/notice-applied.md", line)


def test_false_quotation_in_an_outline_stops_the_build(workspace: Workspace) -> None:
    """At its place in the outline."""
    path = workspace.templates / "probe.yaml"
    path.write_text(OUTLINE.replace("title: Opening", f"title: Opening\n  text: It says “{FALSE}” {CITED}."), encoding="utf-8")
    (problem,) = refused(workspace)
    assert (problem.file, problem.line, problem.column) == ("templates/probe.yaml", 5, 17)


def test_false_quotation_in_what_a_list_says_of_a_source_stops_the_build(workspace: Workspace) -> None:
    """Its words count, too."""
    (workspace.templates / "probe.yaml").write_text(OUTLINE.replace("- use: sources", "- use: sources\n  about: yes"), encoding="utf-8")
    path = workspace.seeds / "sources" / "lindqvist-2019.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("about: >-\n", f"about: >-\n  Its rule is “{FALSE}” {CITED}.\n", 1), encoding="utf-8")
    (problem,) = refused(workspace)
    assert problem.file == "seeds/sources/lindqvist-2019.md"
    before = words(workspace)
    path.write_text(path.read_text(encoding="utf-8").replace(FALSE, TRUE), encoding="utf-8")
    assert packs(workspace)
    assert words(workspace) == before - 1


def test_false_quotation_of_an_event_stops_the_build(workspace: Workspace) -> None:
    """The citation of the event is that of the quotation."""
    path = workspace.seeds / "events.yaml"
    event = f"- {{date: 1923, text: 'The court found that “{FALSE}”.', cite: '@lindqvist-2019, ¶8'}}\n"
    path.write_text(path.read_text(encoding="utf-8") + event, encoding="utf-8")
    (problem,) = refused(workspace)
    assert (problem.file, problem.line) == ("seeds/events.yaml", path.read_text(encoding="utf-8").count("\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Silence counts as consent” [@lindqvist-2019, ¶4]", "is not in the paragraphs cited, but in ¶8 of 'lindqvist-2019'"),
        ("“Silence counts as consent” [@osei-hart-2020, ¶4]", "is not in the source cited, but in 'lindqvist-2019' (¶8)"),
        ("“Whoever shouts the loudest wins the whole river” [@lindqvist-2019, ¶4]", "is not in the copy of 'lindqvist-2019'"),
        ("> No bank may take the half of the water [@lindqvist-2019, ¶4]", "has other words than the copy"),
    ],
)
def test_what_is_wrong_is_said(workspace: Workspace, text: str, said: str) -> None:
    """Another paragraph, another source, nowhere; block quotations likewise."""
    put_copy(workspace.root, ("Nothing of the kind.",), "osei-hart-2020")
    add(workspace, "seeds/texts/opening.md", text)
    (problem,) = refused(workspace)
    assert said in problem.message


@pytest.mark.parametrize(
    "text",
    [
        f"“{FALSE}” [@osei-hart-2020, ¶4].",
        "“Silence never pays” [@lindqvist-2019, ¶8].",
        "The “rule of those who never speak” is old.",
        "“The Law of the Sarn” is his book, and a good one [@lindqvist-2019, ¶8].",
        "“[S]ilence […] consent” [@lindqvist-2019, ¶8].",
    ],
)
def test_what_cannot_be_told_stops_nothing(workspace: Workspace, text: str) -> None:
    """Without a copy, of a few words, without a citation, a title, with marked edits."""
    add(workspace, "seeds/texts/opening.md", text)
    assert packs(workspace)


def test_text_in_no_pack_stops_check_and_no_build(workspace: Workspace) -> None:
    """As an excerpt that no pack prints stops no build."""
    (workspace.seeds / "texts" / "unused.md").write_text(f"“{FALSE}” {CITED}.\n", encoding="utf-8")
    assert packs(workspace)
    with pytest.raises(BriefingError) as error:
        check.run(workspace)
    assert [each.line for each in error.value.problems if each.file == "seeds/texts/unused.md"] == [1]


# ── block quotations ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_block_quotation_is_printed_with_its_citation(workspace: Workspace, tmp_path: Path) -> None:
    """In every format, as a passage is, wherever texts are printed."""
    for name in ("texts/opening.md", "countries/od.md", "questions/notice-applied.md", "actors/helvar-dam.md", "answers/notice-applied.md"):
        add(workspace, f"seeds/{name}", f"> {TRUE}.\n>\n> {CITED}")
    (pack,) = packs(workspace, "teacher")
    quotes = [node for node in walk((pack.document.blocks, pack.document.supplement)) if isinstance(node, Quote)]
    assert len(quotes) == 5
    assert len({each.id for each in quotes}) == 5
    assert all(path.stat().st_size for path in steps.draw([pack], FORMATS, tmp_path))


# ── what counts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(workspace: Workspace) -> int:
    return next(each.words for each in rights.show(workspace, "probe").sources if each.id == "lindqvist-2019")


def test_words_between_quotation_marks_count(workspace: Workspace) -> None:
    """Once each, with or without a copy, without words in brackets; few words do not count."""
    add(
        workspace,
        "seeds/texts/opening.md",
        f"“{TRUE}” {CITED} and “consent” {CITED}, or “[a] notice is not […] a request” [@lindqvist-2019, ¶7].",
    )
    add(workspace, "seeds/texts/opening.md", f"Again: “{TRUE}” {CITED}.")
    assert words(workspace) == 4 + 5
    (workspace.seeds / "originals" / "lindqvist-2019.txt").unlink()
    assert words(workspace) == 4 + 5


def test_page_of_rights_says_that_quotations_were_not_compared(workspace: Workspace) -> None:
    """If there is no copy of a source, its words are not "exactly as in the originals"."""
    add(workspace, "seeds/texts/opening.md", f"“{TRUE}” {CITED}.")
    assert ", exactly as in the originals." in rights.show(workspace, "probe").summary
    for copy in (workspace.seeds / "originals").glob("*.txt"):
        copy.unlink()
    assert "; not all quotations were compared with the originals." in rights.show(workspace, "probe").summary


def test_words_over_the_limit_stop_the_build(workspace: Workspace) -> None:
    """As those of passages do."""
    add(workspace, "seeds/texts/opening.md", f"“{TRUE}” {CITED}.")
    path = workspace.seeds / "sources" / "lindqvist-2019.md"
    text = re.sub(r"\n  limit: .*", "", path.read_text(encoding="utf-8"))
    path.write_text(text.replace("rights:\n", "rights:\n  limit: 3 words\n"), encoding="utf-8")
    (problem,) = refused(workspace)
    assert "would quote 4 words of this source" in problem.message


# ── verify ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_verify_lists_typed_quotations(workspace: Workspace) -> None:
    """With file, line, source, status and words; the exit code says whether one is wrong."""
    line = add(workspace, "seeds/texts/opening.md", f"He holds that “{TRUE}” {CITED}.")
    path = workspace.templates / "probe.yaml"
    path.write_text(OUTLINE.replace("title: Opening", f"title: Opening\n  text: It says “{TRUE}” [@osei-hart-2020, ¶4]."), encoding="utf-8")
    found = [(each.file, each.line, each.column, each.source, each.status, each.words) for each in verify.run(workspace).quotations]
    assert found == [
        ("seeds/texts/opening.md", line, 15, "lindqvist-2019", "exact", 4),
        ("templates/probe.yaml", 5, 17, "osei-hart-2020", "no copy", 4),
    ]
    assert verify.run(workspace).holds
    add(workspace, "seeds/texts/opening.md", f"“{FALSE}” {CITED}.")
    assert not verify.run(workspace).holds
    said = run("verify")
    assert said.exit_code == 1
    assert f"changed      seeds/texts/opening.md:{line + 2}:1  the quotation “{FALSE}” has other words" in said.output
    assert "3 typed quotations: 1 exact, 1 changed, 1 no copy." in said.output


# ── passages that begin within a sentence ────────────────────────────────────────────────────────────────────────────────────────────


def test_passage_within_a_sentence_is_warned_of(workspace: Workspace) -> None:
    """By `excerpt`, `verify` and `check`, with the words before it; none of them refuses it."""
    put_copy(workspace.root, (*PARAGRAPHS[:8], "It is false that the ferry guild owns the river. The guild owns boats."))
    chosen = run("excerpt", "lindqvist-2019", "--from", "the ferry guild", "--to", "the river.", "--id", "guild")
    assert chosen.exit_code == 0, chosen.output
    assert "the first sentence begins outside of the passage: “It is false that”" in chosen.output
    assert "the first sentence begins outside of the passage: “It is false that”" in run("verify", "guild").output
    whole = run("excerpt", "lindqvist-2019", "--from", "The guild owns", "--to", "boats.", "--id", "boats")
    assert "begins outside" not in whole.output
    library = steps.load(workspace)
    plans = steps.plans(workspace, library, ["probe"], {})
    warned = [each for each in steps.loose_ends_of(workspace, library, plans, []) if "begins outside" in each.message]
    assert [(each.file, each.severity) for each in warned] == [("seeds/excerpts/guild.md", "warning")]
    assert "write 'within-sentence: yes' into the excerpt" in warned[0].hint


def test_passage_that_is_meant_to_begin_within_a_sentence_is_no_warning(workspace: Workspace) -> None:
    """The excerpt says so, in the words of the warning."""
    put_copy(workspace.root, (*PARAGRAPHS[:8], "It is false that the ferry guild owns the river. The guild owns boats."))
    assert run("excerpt", "lindqvist-2019", "--from", "the ferry guild", "--to", "the river.", "--id", "guild").exit_code == 0
    path = workspace.root / "seeds" / "excerpts" / "guild.md"
    path.write_text(path.read_text(encoding="utf-8").replace("source:", "within-sentence: yes\nsource:", 1), encoding="utf-8")
    library = steps.load(workspace)
    plans = steps.plans(workspace, library, ["probe"], {})
    assert not [each for each in steps.loose_ends_of(workspace, library, plans, []) if "begins outside" in each.message]
    assert "begins outside" not in run("verify", "guild").output


@pytest.mark.parametrize(
    ("last", "edits", "outside"),
    [
        ("the river", (), ["the last sentence ends outside of the passage: “and its boats, says Dr. Lind.”"]),
        ("Dr. Lind", (), ["the passage lacks the “.” with which its last sentence ends"]),
        ("Dr. Lind.", (), []),
        ("Whose is it?", (), []),
        ("A list", (), []),
        ("the river", (Edit(elide="owns the river"),), []),
        ("the river", (Edit(insert="…", after="the river"),), []),
        ("the river", (Edit(elide="guild"),), ["the last sentence ends outside of the passage: “and its boats, says Dr. Lind.”"]),
        ("水が高い。", (), []),
        ("水が高い", (), ["the passage lacks the “。” with which its last sentence ends"]),
    ],
)
def test_passage_that_ends_within_a_sentence_is_warned_of(last: str, edits: tuple[Edit, ...], outside: list[str]) -> None:
    """Not one that ends with a paragraph, which may be a heading or an item, nor one whose edit marks that more follows."""
    text = "The guild owns the river and its boats, says Dr. Lind. They asked: “Whose is it?” Nobody knew."
    origin = Provenance("a.txt", "0" * 64, "2026-01-01", "txt")
    copy = Copy("a", (text, "The guild keeps: A list", "The guild said. 水が高い。船は出ない。"), origin)
    found = select(copy, Selector("The guild", last))[0]
    assert [each.message for each in cuts(found, edits)] == outside


# ── texts without Markdown, and the teacher's ────────────────────────────────────────────────────────────────────────────────────────


BESIDE = [
    ("caption: Gauges of the river", f"caption: Gauges, “{FALSE}” {CITED}"),
    ("alt: Two gauges, then four.", f"alt: Two gauges, as “{FALSE}” says."),
    ('cite: "@lindqvist-2019, ¶5"}', f'cite: "@lindqvist-2019, ¶8", note: "as in “{FALSE}”"}}'),
    ('cite: "@lindqvist-2019, ¶5"}', f'cite: "@lindqvist-2019, ¶5", note: "as in “{FALSE}” {CITED}"}}'),
    ('shown: ["2"], cite: "@lindqvist-2019, ¶5"}', f'shown: ["2, “{FALSE}”"], cite: "@lindqvist-2019, ¶8"}}'),
    ('shown: ["2"], cite: "@lindqvist-2019, ¶5"}', f'shown: ["2"], period: "“{FALSE}”", cite: "@lindqvist-2019, ¶8"}}'),
    ("label: Year", f"label: As “{FALSE}” says"),
]


@pytest.mark.parametrize(("old", "new"), variants(BESIDE, BESIDE[::2]))
def test_quotation_beside_a_citation_is_compared(workspace: Workspace, old: str, new: str) -> None:
    """Captions, alternative texts, labels, remarks, printed values: the citation is in them or beside; the place is named."""
    path = workspace.root / "seeds" / "figures" / "gauges.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    for command in (("build", "probe", "-f", "epub"), ("check",)):
        said = run(*command)
        assert said.exit_code == 1
        assert re.search(rf"seeds/figures/gauges\.md:\d+:\d+: the quotation “{FALSE}” ", said.output), said.output
    path.write_text(path.read_text(encoding="utf-8").replace(FALSE, TRUE).replace("¶5", "¶8"), encoding="utf-8")
    assert run("build", "probe", "-f", "epub").exit_code == 0


def test_citation_of_a_record_is_that_of_its_rows(workspace: Workspace) -> None:
    """A remark in a row without a source of its own quotes the source of all rows."""
    path = workspace.root / "seeds" / "figures" / "gauges.md"
    rows = re.sub(r', cite: "[^"]*"}', f', note: "as in “{FALSE}”"}}', path.read_text(encoding="utf-8"))
    path.write_text(rows.replace("label: Year", 'label: Year\ncite: "@lindqvist-2019, ¶8"', 1), encoding="utf-8")
    said = run("build", "probe", "-f", "epub")
    assert said.exit_code == 1
    assert re.search(rf"seeds/figures/gauges\.md:\d+:\d+: the quotation “{FALSE}” ", said.output), said.output
    path.write_text(path.read_text(encoding="utf-8").replace(FALSE, TRUE), encoding="utf-8")
    assert run("build", "probe", "-f", "epub").exit_code == 0


def test_each_false_quotation_is_told_at_its_first_word(workspace: Workspace) -> None:
    """Also those that begin alike, one in a footnote and one below; not at the citation, which the message names, too."""
    first, second = (f"The gauges are read by nobody but the old ferry guild of {town}" for town in ("Odra", "Tarsa"))
    path = workspace.root / "seeds" / "texts" / "opening.md"
    path.write_text(f"A note^[As “{second}” {CITED}.] and “{first}” {CITED}.\n\nAnd “{second}” {CITED}.\n", encoding="utf-8")
    places = re.findall(r"opening\.md:(\d+):(\d+): the quotation", run("check").output)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(places) == 3
    assert [lines[int(line) - 1][int(column) - 1 :].split(" of ")[1][:4] for line, column in places] == ["Tars", "Odra", "Tars"]
    assert all(lines[int(line) - 1][int(column) - 2 :].startswith("“The gauges") for line, column in places)


def test_objective_of_a_question_is_compared(workspace: Workspace) -> None:
    """It can cite, as other texts can."""
    path = next((workspace.root / "seeds" / "questions").glob("*.md"))
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [f"objective: Discuss “{FALSE}” {CITED}" if line.startswith("objective:") else line for line in lines]
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")
    assert re.search(rf"questions/{path.name}:\d+:\d+: the quotation “{FALSE}” has other words", run("check").output)


@pytest.mark.parametrize("style", ["", "csl: styles/plain-note.csl\n"])
def test_captions_and_remarks_cite_in_every_format(workspace: Workspace, style: str) -> None:
    """The citation is worded in the caption, or it becomes a footnote; stars are emphasis."""
    path = workspace.root / "seeds" / "figures" / "gauges.md"
    text = path.read_text(encoding="utf-8").replace("of the river", "*of* the river [@lindqvist-2019, ¶3]")
    path.write_text(text.replace('¶5"}', '¶5", note: "twice [@lindqvist-2019, ¶4]"}', 1), encoding="utf-8")
    (workspace.root / "templates" / "probe.yaml").write_text(f"title: Probe\n{style}sections:\n- use: figures\n", encoding="utf-8")
    assert run("build", "probe").exit_code == 0
    for text in map(_text, (workspace.output / f"probe.{kind}" for kind in FORMATS)):
        assert "[@" not in text
        assert "*of*" not in text
        assert "Gauges of the river" in text
        assert {"¶3", "¶4", "¶5"} <= set(re.findall("¶[3-5]", text))


def _text(path: Path) -> str:
    """Return the words of a finished file, with those of its notes."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    with zipfile.ZipFile(path) as parts:
        pages = (parts.read(name).decode() for name in parts.namelist() if name.endswith((".xhtml", "document.xml", "footnotes.xml")))
        return " ".join(re.sub("<[^>]*>", "", " ".join(pages)).split())


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("seeds/figures/gauges.md", "alt: Two gauges, then four.", f"alt: Two gauges, then four {CITED}."),
        ("seeds/figures/gauges.md", "title: Gauges", f"title: Gauges {CITED}"),
        ("seeds/figures/gauges.md", 'shown: ["4"]', f'shown: ["4 {CITED}"]'),
        ("templates/probe.yaml", "title: Probe", f"title: Probe\nbyline: 'After {CITED}'"),
        ("templates/probe.yaml", "- use: sources", f"- {{use: comparison, columns: ['Claim {CITED}']}}\n- use: sources"),
    ],
)
def test_text_that_cannot_cite_says_so(workspace: Workspace, name: str, old: str, new: str) -> None:
    """No citation is printed as it is typed."""
    path = workspace.root / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    for command in (("build", "probe", "-f", "epub"), ("check",)):
        said = run(*command)
        assert said.exit_code == 1
        assert re.search(rf"{name}:\d+:\d+: this text cannot cite {re.escape(CITED)}\n", said.output), said.output


def test_remark_on_a_membership_is_compared(workspace: Workspace) -> None:
    """With the citation of the membership; only where a pack prints the remark does it stop."""
    actor = next(path for path in sorted((workspace.root / "seeds" / "actors").glob("*.md")) if "members:" in path.read_text())
    text = actor.read_text(encoding="utf-8")
    member = f'- {{country: od, status: observer, as-of: 2020, cite: "@lindqvist-2019, ¶8", note: "“{FALSE}”"}}'
    actor.write_text(text.replace("members:", f"members:\n{member}", 1), encoding="utf-8")
    assert f"{actor.name}" in (said := run("verify").output)
    assert f"the quotation “{FALSE}” has other words" in said


def test_quotations_of_the_teacher_count(workspace: Workspace) -> None:
    """An answer that quotes counts for the limit, and the page of rights says how many words are in the teacher edition only."""
    add(workspace, "seeds/texts/opening.md", f"“{TRUE}” {CITED}.")
    for path in (workspace.root / "seeds" / "answers").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n- “A share is fair when each bank can live with it” [@lindqvist-2019].\n", encoding="utf-8")
    shown = " ".join(run("rights", "show", "probe").output.split())
    assert "in quotations, 11 of them only in the teacher edition" in shown
    record = workspace.root / "seeds" / "sources" / "lindqvist-2019.md"
    record.write_text(record.read_text(encoding="utf-8").replace("limit: 400 words", "limit: 10 words"), encoding="utf-8")
    assert "the pack would quote 15 words of this source, over its limit of 10" in run("build", "probe").output


def test_letter_and_command_count_quotations(workspace: Workspace) -> None:
    """A pack that only quotes has something to ask for, too."""
    add(workspace, "seeds/texts/opening.md", f"“{TRUE}” {CITED}.")
    assert "4 of 900, 0.4% in quotations" in " ".join(run("rights", "show", "probe").output.split())
    done = run("rights", "request", "lindqvist-2019", "--outline", "probe")
    assert done.exit_code == 0, done.output
    table = (workspace.output / "permissions" / "permissions.csv").read_text(encoding="utf-8-sig")
    assert ",4," in table
