"""What people may write, in words: every setting is there, and other words for it lead to it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.files.other_words import KINDS, MEANT, meant
from briefing.outline.sections import TextSection
from briefing.verbs.views.keys import Key, named, tables
from briefing.workspace.schema import schema


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def every(keys: tuple[Key, ...]) -> list[Key]:
    return [found for key in keys for found in (key, *every(key.inside))]


def test_each_setting_is_explained_and_says_what_it_can_be() -> None:
    """Of files, of their parts, of sections, and of what is inside."""
    for table in tables().values():
        assert table.about, table.name
        assert table.keys, table.name
        for key in every(table.keys):
            assert key.about.endswith((".", "?", "`")), (table.name, key.name, key.about)
            assert key.values, (table.name, key.name)


@pytest.mark.parametrize(
    ("table", "name", "values"),
    [("timeline", "title", "text"), ("timeline", "lanes", "list of text"), ("series", "whole", "number"), ("series", "unit", "text")],
)
def test_numbers_and_texts_are_told_apart(table: str, name: str, values: str) -> None:
    """A text may look like a number, and a number be written as text."""
    keys = tables()[table].keys if table in tables() else next(key.inside for key in tables()["figure"].keys if key.name == table)
    assert [key.values for key in keys if key.name == name] == [values]


@pytest.mark.parametrize("kind", ["outline", "source", "excerpt", "country", "actor", "question", "figure", "rules"])
def test_no_setting_of_a_schema_is_missing(kind: str) -> None:
    """Each key of the schema is in the table, and is marked if it may not be missing."""
    whole = schema(kind)  # type: ignore[arg-type]
    table = tables()[kind]
    assert {key.name for key in table.keys} == set(whole["properties"])
    needed = set(whole.get("required", ())) | set(whole.get("then", {}).get("required", ()))
    assert {key.name for key in table.keys if key.required} == needed


def test_each_kind_of_section_has_a_table() -> None:
    """With its own settings and those of all sections."""
    names = {key.name for key in tables()["questions"].keys}
    assert {"title", "when", "for", "levels", "lines"} <= names
    assert "use" not in names
    assert {key.name for key in tables()[TextSection().use].keys} >= {"texts", "minutes", "sections"}


@pytest.mark.parametrize(
    ("word", "table", "key"),
    [
        ("toc", "outline", "contents"),
        ("roster", "handout", "per"),
        ("certificate", "handout", "per"),
        ("sign-in", "blanks", "fields"),
        ("font", "theme", "typefaces"),
        ("author", "outline", "byline"),
        ("author", "source", "author"),
        ("byline", "outline", "byline"),
        ("journal", "source", "container-title"),
        ("year", "source", "issued"),
        ("header", "outline", "kicker"),
        ("footer", "outline", "running"),
        ("section", "outline", "sections"),
        ("section", "source", "section"),
        ("footnote", "markdown", "[^1]"),
        ("box", "markdown", "::: box"),
        ("picture", "picture", "file"),
        ("picture", "markdown", "![words](images/map.png)"),
    ],
)
def test_another_word_leads_to_the_setting(word: str, table: str, key: str) -> None:
    """And its explanation is printed."""
    assert (table, key) in [(found.name, each.name) for found in named(word) for each in found.keys]
    assert f"  {key}" in run("keys", word).output


@pytest.mark.parametrize("word", ["bibliography", "References", "works cited"])
def test_another_word_leads_to_the_kind_of_section(word: str) -> None:
    """As people write it."""
    assert "- use: sources" in run("keys", word).output


def test_each_other_word_leads_somewhere() -> None:
    """No entry of the tables of words is dead."""
    for word in (*MEANT, *KINDS):
        assert named(word), word


def test_unknown_word_names_the_nearest() -> None:
    """And exits with 1."""
    result = run("keys", "questons")
    assert (result.exit_code, "Did you mean 'questions'?" in result.output) == (1, True)


def test_table_fits_on_a_screen_of_80_columns() -> None:
    """No line is longer, except for a word that cannot be divided."""
    for name in tables():
        assert max(len(line) for line in run("keys", name).output.splitlines()) <= 80, name
    assert max(len(line) for line in run("keys").output.splitlines()) <= 80


def test_hint_names_the_setting_that_is_there() -> None:
    """The first that the place knows; nothing where it knows none."""
    assert meant("author", {"byline", "title"}) == "Write 'byline' for that."
    assert meant("author", {"author", "title"}) == "Write 'author' for that."
    assert meant("font", {"theme", "title"}) == "Write it below 'theme:', as 'typefaces: …'."
    assert meant("references", {"sections"}) == "Write it as a section: '- use: sources'."
    assert meant("author", {"title"}) == ""


def test_answer_leads_to_the_file_of_the_question() -> None:
    """Where it is below a heading."""
    (table,) = named("answer")
    assert table.name == "question"
    assert "below a heading `## Answer`" in table.about
