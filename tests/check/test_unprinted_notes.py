"""Notes of sources that no pack prints are told, once for all of them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from briefing.cli import main


def test_notes_that_no_style_prints_are_told_once(water: Path) -> None:
    """Whatever the style: what counts is that the words are in no list of sources."""
    for path in sorted((water / "seeds/sources").glob("*.md"))[:2]:
        path.write_text(
            path.read_text(encoding="utf-8").replace("---\n", "---\nnote: Reprinted in *The Year Book*.\n", 1), encoding="utf-8"
        )
    cited = " ".join(f"[@{path.stem}]" for path in (water / "seeds/sources").glob("*.md"))
    outline = f"title: Rivers\nsections:\n- {{use: text, title: A, text: '{cited}.'}}\n- {{use: sources, title: Sources}}\n"
    (water / "templates/noted.yaml").write_text(outline, encoding="utf-8")
    said = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert said.count("2 sources have a 'note' that the citation style of no pack prints") == 1
