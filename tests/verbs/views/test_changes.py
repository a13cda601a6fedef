"""What changed since a finished file was built: words that are gone and words that are new, in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.verbs.views.changes import changes
from tests.support.marked_pdfs import Marked


def test_paragraphs_that_are_new_gone_or_other_are_named_in_order() -> None:
    """Of a changed paragraph, a few words beside each change are shown."""
    old = ["One.", "The river rose by two metres in the spring of that year, and nobody in the towns below was told of it.", "Gone now."]
    new = ["One.", "It rains.", "The river rose by three metres in the spring of that year, and nobody in the towns below was told of it."]
    assert list(changes(old, new)) == [
        "{+It rains.+}",
        "The river rose by [-two-] {+three+} metres in the spring of that …",
        "[-Gone now.-]",
    ]
    assert list(changes(old, old)) == []


@pytest.mark.slow
def test_finished_file_is_compared_with_its_pack_as_it_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each format, by its name, or by the name of the outline."""

    def said(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == code, result.output
        return result.output

    said("init", str(tmp_path / "own"), "--form", "brief")
    monkeypatch.chdir(tmp_path / "own")
    said("build")
    (tmp_path / "own/output/brief.docx").rename("sent.docx")
    text = Path("seeds/texts/brief.md")
    text.write_text(f"{text.read_text(encoding='utf-8')}\nA gauge is new.\n", encoding="utf-8")
    for file, name in (("sent.docx", ["brief"]), ("output/brief.pdf", []), ("output/brief.epub", [])):
        assert said("diff", file, *name).splitlines() == [f"'brief' compared with '{file}':", "  {+A gauge is new.+}"]
    outline = Path("templates/brief.yaml")
    outline.write_text(f"running: {{head: SECRET, across: DRAFT}}\n{outline.read_text(encoding='utf-8')}", encoding="utf-8")
    for file in ("sent.docx", "output/brief.pdf"):
        told = said("diff", file, "brief")
        assert "  on every page: {+DRAFT+}\n" in told
        assert "  on every page: {+SECRET+}\n" in told
    assert "there is no such file" in said("diff", "output/nowhere.docx", code=1)
    assert "'briefing diff output/brief.docx'" in said("diff", "brief", code=1)


def test_comments_of_readers_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the words that they are on; what the pack itself has beside its words is not theirs."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "own"), "--empty"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "own")
    outline = "title: Gauges\ncover: block\ncontents: 0\nsections:\n- {use: text, text: The gauge is read at noon by one keeper.}\n"
    Path("templates/pack.yaml").write_text(outline, encoding="utf-8")
    assert CliRunner().invoke(main, ["build", "-f", "pdf"]).exit_code == 0
    sent = Marked(Path("output/pack.pdf").read_bytes())
    sent.over("read at noon", "Why at noon?")
    sent.over("one keeper")
    Path("back.pdf").write_bytes(sent.saved())
    answer = CliRunner().invoke(main, ["diff", "back.pdf"]).output
    assert answer.splitlines() == ["'pack' compared with 'back.pdf':", "  comment on “read at noon”: Why at noon?"]
    brought = CliRunner().invoke(main, ["excerpts", "import", "back.pdf"])
    assert "back.pdf: this is the pack 'pack', and no source to quote from\n" in brought.output
    assert "briefing diff back.pdf pack" in brought.output
