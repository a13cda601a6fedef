"""A long glossary is read like a reference book: persons by surname, letters above the entries, and *see* from other names."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import steps as build
from briefing.document import Definition, Paragraph, Reference, plain, walk
from briefing.library import Actor
from briefing.workspace import Workspace

LETTERS = "abcdefghijklmnopqrst"


def printed(water: Path, **records: str) -> list[str]:
    """Return the letters and the entries of a glossary of many terms and these records, in their order."""
    records |= {f"{letter}eck": f"name: {letter.upper()}eck\nkind: place" for letter in LETTERS}
    for key, lines in records.items():
        (water / "seeds/actors" / f"{key}.md").write_text(f"---\n{lines}\nsummary: Known here [@background].\n---\n", encoding="utf-8")
    keys = ", ".join(records)
    (water / "templates/long.yaml").write_text(f"title: Long\nsections:\n- {{use: glossary, actors: [{keys}]}}\n", encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, ["long"], {}))
    found = []
    for node in walk(pack.document.blocks):
        if isinstance(node, Paragraph) and node.style == "letter":
            found.append(plain(node.children))
        elif isinstance(node, Definition):
            leads = [plain(each.children) for each in walk(node.blocks) if isinstance(each, Reference) and each.target.startswith("term-")]
            found.append(" → ".join([plain(node.term), *leads]))
    return found


def test_persons_are_listed_by_surname_and_other_names_lead_to_them(water: Path) -> None:
    """A spelling under another letter leads to the entry, one beside it does not; letters are above what begins with them."""
    found = printed(
        water,
        okello="name: Ruth Okello\naliases: [Okello, Okelo, Ruth Okelo, Wokello]\nkind: person",
        zhou="name: Zhou Wen\naliases: [Zhou]\nkind: person",
        charter="name: Lake Charter\nabbreviation: XLC\nkind: agreement",
        canal="name: 9th canal\nkind: place",
    )
    assert found[:3] == ["0–9", "9th canal", "A"]
    assert found[found.index("O") + 1 :][:2] == ["Oeck", "Okello, Ruth"]
    assert found[found.index("L") + 1 :][:2] == ["Lake Charter → XLC", "Leck"]
    assert found[-6:] == ["W", "Wokello → Okello, Ruth", "X", "XLC", "Z", "Zhou Wen"]
    assert not [each for each in found if each.startswith(("Okelo", "Ruth", "Zhou →"))]


def test_two_entries_of_one_name_are_both_printed(water: Path) -> None:
    """Father and son may have one heading."""
    father, son = (f"name: Amos Bell {which}\nindex: Bell, Amos\nkind: person" for which in ("senior", "junior"))
    assert printed(water, father=father, son=son).count("Bell, Amos") == 2


@pytest.mark.parametrize(
    ("name", "aliases", "index", "heading"),
    [
        ("Ruth Okello", ("Okello",), "", "Okello, Ruth"),
        ("Jan van der Meer", ("Meer", "van der Meer"), "", "van der Meer, Jan"),
        ("Xi Jinping", ("Xi",), "", "Xi Jinping"),
        ("Amos Bell", (), "", "Amos Bell"),
        ("Amos Bell", ("Bell",), "Bell, Amos (father)", "Bell, Amos (father)"),
    ],
)
def test_surname_is_an_alias_at_the_end_of_the_name(name: str, aliases: tuple[str, ...], index: str, heading: str) -> None:
    """Where no alias says it, nothing is guessed."""
    assert Actor("who", name, "person", "One of us.", aliases=aliases, index=index).heading == heading


def test_spellings_that_differ_in_hyphens_alone_are_printed_once(water: Path) -> None:
    """Accents are another spelling."""
    lines = "name: Sarn–Mell treaty\naliases: [Sarn-Mell treaty, Sarn-Mell Treaty, Sárn–Mell treaty, Treaty of Mell]\nkind: agreement"
    (water / "seeds/actors/pact.md").write_text(f"---\n{lines}\nsummary: Known here [@background].\n---\n", encoding="utf-8")
    (water / "templates/one.yaml").write_text("title: One\nsections:\n- {use: glossary, actors: [pact]}\n", encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, ["one"], {}))
    assert "Also: Sárn–Mell treaty, Treaty of Mell." in plain(pack.document.blocks)
