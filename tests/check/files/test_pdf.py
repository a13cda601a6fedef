"""`briefing check` on a PDF: each rule finds the damage that it is there for, and says on which page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from briefing.check.files import pdf as checker
from briefing.check.files.pdf.pdf_rules import PDF
from briefing.document import Section
from briefing.render.pdf import render
from briefing.theme.model import Theme
from tests.support.sample import sample
from tests.support.variants import variants

Damage = Callable[[pikepdf.Pdf], object]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample without the chapters that no damage needs: it is searched again for each."""
    path, document = tmp_path_factory.mktemp("pdf") / "sample.pdf", sample()
    needed = {"words", "passages", "lists", "tables", "glossary", "sources"}
    blocks = tuple(each for each in document.blocks if isinstance(each, Section) and each.id in needed)
    render(replace(document, blocks=blocks), Theme(), path)
    return path


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop(0)
        yield element
        kids = element.get("/K", None)
        each = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in each if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def first(pdf: pikepdf.Pdf, tag: str) -> Any:
    return next(element for element in elements(pdf) if str(element.S) == f"/{tag}")


def font(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[2].obj.Resources.Font["/F1"]


def link(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[2].obj.Annots[0]


def drop(find: Callable[[pikepdf.Pdf], Any], key: str) -> Damage:
    return lambda pdf: find(pdf).__delitem__(key)


def put(find: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Damage:
    return lambda pdf: find(pdf).__setitem__(key, value)


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def a(tag: str) -> Callable[[pikepdf.Pdf], Any]:
    return lambda pdf: first(pdf, tag)


def rename(tag: str, to: str) -> Damage:
    return put(a(tag), "/S", Name(f"/{to}"))


def edit(old: bytes, new: bytes, times: int = 1) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[2].obj.Contents
        data = contents.read_bytes()
        assert old in data
        contents.write(data.replace(old, new, times))

    return damage


def metadata(old: bytes, new: bytes) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert re.search(old, data)
        pdf.Root.Metadata.write(re.sub(old, new, data))

    return damage


def swap_parents(pdf: pikepdf.Pdf) -> None:
    entries = next(item for item in pdf.Root.StructTreeRoot.ParentTree.Nums if isinstance(item, pikepdf.Array) and len(item) > 1)
    entries[0] = pdf.Root.StructTreeRoot.K[0]


def same_id(pdf: pikepdf.Pdf) -> None:
    found = [element for element in elements(pdf) if "/ID" in element]
    found[0].ID = found[1].ID


def no_unicode(pdf: pikepdf.Pdf) -> None:
    font(pdf).ToUnicode.write(re.sub(rb"(?m)^<0065> .*$", b"", font(pdf).ToUnicode.read_bytes()))


def no_glyphs(pdf: pikepdf.Pdf) -> None:
    glyphs = font(pdf).DescendantFonts[0].CIDToGIDMap
    glyphs.write(b"\0" * len(glyphs.read_bytes()))


def other_widths(pdf: pikepdf.Pdf) -> None:
    widths = font(pdf).DescendantFonts[0].W[1]
    for number in range(len(widths)):
        widths[number] = 3


def circle(pdf: pikepdf.Pdf) -> None:
    """A paragraph that holds the document that holds it."""
    first(pdf, "P").K = pdf.Root.StructTreeRoot.K[0]


def comment(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name("/Annot"), Subtype=Name("/Text"), Rect=Array([0, 0, 9, 9]))
    pdf.pages[2].obj.Annots.append(pdf.make_indirect(note))


def attach(pdf: pikepdf.Pdf) -> None:
    file = pdf.make_indirect(Dictionary(Type=Name("/Filespec")))
    pdf.Root.Names["/EmbeddedFiles"] = Dictionary(Names=Array([String("a"), file]))


def head_without_body(pdf: pikepdf.Pdf) -> None:
    table = first(pdf, "Table")
    table.K = Array([kid for kid in table.K if Name("/TBody") != kid.S])


DAMAGE: dict[str, tuple[str, Damage]] = {
    "name in place of content": ("pdf-sound", put(a("P"), "/K", Name("/x"))),
    "no tree": ("pdf-tagged", drop(root, "/StructTreeRoot")),
    "not marked": ("pdf-marked", drop(root, "/MarkInfo")),
    "marked as doubtful": ("pdf-marked", put(lambda pdf: pdf.Root.MarkInfo, "/Suspects", True)),  # noqa: FBT003
    "metadata without part": ("pdf-version", metadata(rb"<pdfuaid:part>1</pdfuaid:part>", b"")),
    "metadata without title": ("pdf-title", metadata(rb"(?s)<dc:title>.*</dc:title>", b"")),
    "title not displayed": ("pdf-title", drop(root, "/ViewerPreferences")),
    "no language": ("pdf-language", drop(root, "/Lang")),
    "language in words": ("pdf-language", put(root, "/Lang", String("English (United Kingdom)"))),
    "bad language of a part": ("pdf-languages", put(a("Span"), "/Lang", String("not a tag"))),
    "bookmarks lost": ("pdf-bookmarks", drop(lambda pdf: pdf.Root.Outlines, "/First")),
    "bookmark without words": ("pdf-bookmarks", put(lambda pdf: pdf.Root.Outlines.First, "/Title", String(" "))),
    "dynamic form": ("pdf-forms", put(root, "/AcroForm", Dictionary(XFA=String("form")))),
    "layer without name": ("pdf-layers", put(root, "/OCProperties", Dictionary(OCGs=Array(), D=Dictionary()))),
    "attachment without name": ("pdf-attachments", attach),
    "unknown type": ("pdf-types", rename("P", "Poem")),
    "role lost": ("pdf-types", drop(lambda pdf: pdf.Root.StructTreeRoot.RoleMap, "/Callout")),
    "standard type remapped": ("pdf-types", put(lambda pdf: pdf.Root.StructTreeRoot.RoleMap, "/P", Name("/H1"))),
    "roles in a circle": ("pdf-types", put(lambda pdf: pdf.Root.StructTreeRoot.RoleMap, "/Callout", Name("/Callout"))),
    "item is a paragraph": ("pdf-nesting", rename("LI", "P")),
    "item without body": ("pdf-lists", rename("LBody", "Lbl")),
    "head without body": ("pdf-nesting", head_without_body),
    "heading too deep": ("pdf-headings", rename("H3", "H5")),
    "first heading of the second level": ("pdf-headings", rename("H1", "H2")),
    "heading without level": ("pdf-headings", rename("H2", "H")),
    "no alternative text": ("pdf-figures", drop(a("Figure"), "/Alt")),
    "blank alternative text": ("pdf-figures", put(a("Figure"), "/Alt", String(" "))),
    "cell lost": ("pdf-tables", lambda pdf: first(pdf, "TR").K.__delitem__(0)),
    "cell wider than its row": ("pdf-tables", put(a("TD"), "/A", Dictionary(O=Name("/Table"), ColSpan=2))),
    "head cell without scope": ("pdf-heads", drop(a("TH"), "/A")),
    "note without ID": ("pdf-notes", drop(a("Note"), "/ID")),
    "two notes with one ID": ("pdf-notes", same_id),
    "list without its kind": ("pdf-lists", drop(a("L"), "/A")),
    "empty paragraph": ("pdf-empty", drop(a("P"), "/K")),
    "parents swapped": ("pdf-tree", swap_parents),
    "element of another parent": ("pdf-tree", lambda pdf: put(a("P"), "/P", first(pdf, "H1"))(pdf)),
    "elements in a circle": ("pdf-tree", circle),
    "content twice": ("pdf-tree", edit(b"/MCID 1>>", b"/MCID 0>>")),
    "content of nobody": ("pdf-content", edit(b"/MCID 1>>", b"/MCID 99>>")),
    "content unmarked": ("pdf-content", edit(b"/Artifact", b"/Span", 99)),
    "content nested": ("pdf-marks", edit(b"EMC\n", b"")),
    "content ends twice": ("pdf-marks", edit(b"EMC\n", b"EMC EMC\n")),
    "no tab order": ("pdf-order", drop(lambda pdf: pdf.pages[2].obj, "/Tabs")),
    "link without parent": ("pdf-links", drop(link, "/StructParent")),
    "link in a paragraph": ("pdf-links", rename("Link", "P")),
    "link without contents": ("pdf-link-words", drop(link, "/Contents")),
    "link to nowhere": ("pdf-link-targets", put(lambda pdf: pdf.pages[1].obj.Annots[0], "/Dest", String("gone"))),
    "comment without tag": ("pdf-annotations", comment),
    "font not embedded": ("pdf-fonts", drop(lambda pdf: font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2")),
    "character unknown": ("pdf-characters", no_unicode),
    "glyph missing": ("pdf-glyphs", no_glyphs),
    "other widths": ("pdf-widths", other_widths),
}
QUICK = list({rule: kind for kind, (rule, _) in DAMAGE.items()}.values())[::4]
"""One damage for every fourth rule."""
ON_A_PAGE = {
    "pdf-figures",
    "pdf-tables",
    "pdf-heads",
    "pdf-nesting",
    "pdf-content",
    "pdf-order",
    "pdf-links",
    "pdf-link-words",
    "pdf-fonts",
}
"""Rules whose findings name the page."""


def found(path: Path) -> dict[str, list[str | int]]:
    rules: dict[str, list[str | int]] = {}
    for each in checker.check(path.read_bytes()):
        rules.setdefault(each.rule, []).append(each.place)
    return rules


def test_good_file_has_nothing_wrong(good: Path) -> None:
    """What follows is found because of the damage."""
    assert found(good) == {}


@pytest.mark.parametrize("kind", variants(DAMAGE, QUICK))
def test_rule_finds_its_damage(good: Path, tmp_path: Path, kind: str) -> None:
    """A good file with one thing broken is found by the rule for it, with the page where there is one."""
    rule, damage = DAMAGE[kind]
    with pikepdf.open(good) as pdf:
        damage(pdf)
        pdf.save(tmp_path / "damaged.pdf")
    rules = found(tmp_path / "damaged.pdf")
    assert rule in rules
    assert rule not in ON_A_PAGE or all(rules[rule])


def test_limits_that_keep_screen_readers_out_are_found(good: Path, tmp_path: Path) -> None:
    """A file without a password to open it, and with limits on what may be done with it."""
    with pikepdf.open(good) as pdf:
        limits = pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(accessibility=False))
        pdf.save(tmp_path / "limited.pdf", encryption=limits)
    assert "pdf-open" in found(tmp_path / "limited.pdf")


def test_every_rule_has_a_damage_and_says_where_it_comes_from() -> None:
    """A rule that nothing breaks could as well not be there."""
    assert {rule for rule, _ in DAMAGE.values()} | {"pdf-open"} == PDF.keys()
    assert [name for name, rule in PDF.items() if not re.match(r"ISO \d|WCAG|good practice", rule.source)] == []
