"""Texts from other programs keep their forms: pictures, captions, lists with letters, terms, quotations, links to headings."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from briefing import markup, workspace
from briefing.cli import main
from briefing.document import Blocks, Picture, Section
from briefing.system import pandoc
from tests.support.variants import variants


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    workspace.make(folder, workspace.starter())
    monkeypatch.chdir(folder)
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


def picture(path: Path) -> Path:
    Image.new("RGB", (900, 600), (0, 80, 120)).save(path)
    return path


def imported(own: Path, file: Path, identity: str = "new") -> tuple[str, str]:
    """Import a file; return the text and what is told. `check` finds no fault in the text."""
    result = run("texts", "import", file, "--as", identity, "--replace")
    assert result.exit_code == 0, result.output
    assert "word of the file that is not in the text" not in result.output, result.output
    checked = run("check").output
    assert not re.search(rf"{identity}\.md:\d+:\d+: error|{identity}\.md.*not printed", checked), checked
    return (own / f"seeds/texts/{identity}.md").read_text(encoding="utf-8"), result.output


FORMS = """## The dam {#dam}

Gauge
:   A board with feet.

    It has inches, too.

Toll
:   A fee for cows.

a. first letter
b. second letter

Words between lists.

(iv) fourth
(v) fifth

Words after them.

B)  large
C)  letters

> The water is a trust.
>
> — A proverb

```
if gauge > 3:
    close()

open()
```

Struck ~~words~~, H~low~ and x^high^, km^3^ and CO~2~, [small]{.smallcaps}, `typed`. See [the dam](#dam).

| A poem
|   of two lines

| Day | Cows |
| --- | ---: |
| Monday | 40 |

: Cows of a day

---

- [ ] open task
- [x] done task
"""


@pytest.mark.parametrize("ending", ["docx", "odt", "md"])
def test_forms_of_markdown_come_in_as_what_they_are(ending: str, own: Path, tmp_path: Path) -> None:
    """By way of three formats, the text has the same nodes as the one that somebody wrote."""
    (tmp_path / "in.md").write_text(FORMS, encoding="utf-8")
    if ending != "md":
        pandoc.run(["in.md", "-o", f"in.{ending}"], b"", tmp_path)
    text, told = imported(own, tmp_path / f"in.{ending}")
    expected = FORMS
    if ending == "odt":  # pandoc reads neither small capitals nor alignments there
        expected = expected.replace("[small]{.smallcaps}", "small").replace("---:", "---")
    if ending != "md":
        expected = expected.replace("| A poem\n|   of two lines", "A poem\\\n\u00a0\u00a0of two lines")
    if ending == "docx":
        expected = expected.replace("{#dam}", "").replace("(#dam)", "(#the-dam)")
    assert markup.parse(text).blocks == markup.parse(expected).blocks, text
    assert not markup.parse(text).faults
    assert "now" not in told


def test_text_of_a_word_pack_comes_back(own: Path, tmp_path: Path) -> None:
    """What briefing prints in a Word file it reads again: boxes, terms, mottos, captions, references, credits."""
    (own / "seeds/images").mkdir(exist_ok=True)
    picture(own / "seeds/images/map.png")
    before = (
        FORMS.replace("```\nif gauge > 3:\n    close()\n\nopen()\n```", "")
        .replace("`typed`", "plain")
        .replace("{#dam}", "")
        .replace("(#dam)", "(#the-dam)")
        .replace("| A poem\n|   of two lines", "A poem\\\n\u00a0\u00a0of two lines")
        .replace(": Cows of a day", ": Cows of a day {#tbl-cows}")
    )
    before += (
        '\n::: tip Before you go\nBring the map, says [@tbl-cows].\n:::\n\n![A map](images/map.png){caption="The *map*" credit="Kim Roe"}\n'
    )
    before += "\n![](images/map.png){.decorative}\n\n### Below\n\nLast words.^[A note.]\n"
    (own / "seeds/texts/first.md").write_text(before, encoding="utf-8")
    (own / "templates/mine.yaml").write_text("title: Mine\nsections: [{use: text, title: Week one, texts: [first]}]\n")
    assert run("build", "mine", "-f", "docx", "-o", tmp_path / "out").exit_code == 0
    text, _ = imported(own, tmp_path / "out/mine.docx")
    (whole,) = markup.parse(text).blocks
    assert isinstance(whole, Section)

    def same(blocks: Blocks) -> list[Any]:
        return [dataclasses.replace(each, file="") if isinstance(each, Picture) else each for each in blocks]

    (section,) = whole.blocks
    (first,) = markup.parse(before).blocks
    assert isinstance(section, Section)
    assert isinstance(first, Section)
    assert same(section.blocks) == same(first.blocks)


def word_file(path: Path) -> Path:
    """A text with pictures, as people put them into Word."""
    document = docx.Document()
    document.add_heading("The map", 1)
    shown, missing, nothing = (document.add_paragraph() for _ in range(3))
    file = str(picture(path.with_suffix(".png")))
    for paragraph in (shown, missing, nothing):
        paragraph.add_run().add_picture(file)
    shapes = document.inline_shapes
    shapes[0]._inline.docPr.set("descr", "The delta, with [three] arms")
    ext = (
        f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    shapes[2]._inline.docPr.append(parse_xml(ext))
    caption = document.add_paragraph("Figure ", style="Caption")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ Figure \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    caption._p.append(field)
    caption.add_run(": The “delta” in May")
    shown._p.addnext(caption._p)
    line = document.add_paragraph("Before ")
    line.add_run().add_picture(file)
    line.add_run(" and after.")
    document.add_paragraph("Cows of a day", style="Caption")
    table = document.add_table(1, 2)
    for cell, words in zip(table.rows[0].cells, ("Monday", "40"), strict=True):
        cell.text = words
    rule = document.add_paragraph()
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>')
    rule._p.get_or_add_pPr().append(border)
    document.add_paragraph("The end.")
    document.save(str(path))
    return path


@pytest.mark.parametrize("ending", variants(["docx", "odt"], ["docx"]))
def test_pictures_have_their_words_and_captions(ending: str, own: Path, tmp_path: Path) -> None:
    """Alternative texts and captions are those of Word; LibreOffice writes the same text as .odt."""
    file = word_file(tmp_path / "map.docx")
    if ending == "odt":
        if not shutil.which("soffice"):
            pytest.skip("LibreOffice is not installed")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        file = file.with_suffix(".odt")
    text, told = imported(own, file)
    assert '![The delta, with \\[three\\] arms](images/new-1.png "The “delta” in May")\n' in text
    assert "![To be written: what this picture shows](images/new-2.png)" in text
    if ending == "docx":
        assert "![](images/new-3.png){.decorative}" in text
    assert "Before and after.\n\n![To be written" in text
    assert "\n: Cows of a day\n" in text
    assert "\n---\n\nThe end." in text
    assert "1 × number of a caption, such as “Figure 1”" in told
    assert "1 × picture within a line of words, which is a paragraph behind it now" in told
    assert "× picture without an alternative text" in told
    checked = run("check").output
    assert "this is still to be written: “what this picture shows" in checked
    (own / "templates/mine.yaml").write_text("title: Mine\nsections: [{use: text, title: Week one, texts: [new]}]\n")
    built = run("build", "mine", "-o", tmp_path / "out")
    assert built.exit_code == 0, built.output
    assert "still to be written" in built.output
    shown = run("show", "mine").output
    assert re.search(r"delta” in May.*Before and after\..*Cows of a day.*The end\.", shown, re.DOTALL), shown


def test_numbers_of_captions_become_references(own: Path, tmp_path: Path) -> None:
    """Word computes them, and so does a pack: “Figure 1” in a line refers to the figure, whatever its number is there."""
    document = docx.Document()
    w = nsdecls("w")
    line = document.add_paragraph("See ")
    line._p.append(parse_xml(f'<w:hyperlink {w} w:anchor="_Ref1"><w:r><w:t>Figure 4</w:t></w:r></w:hyperlink>'))
    line.add_run(".")
    document.add_paragraph().add_run().add_picture(str(picture(tmp_path / "a.png")))
    caption = document.add_paragraph(style="Caption")
    caption._p.append(parse_xml(f'<w:bookmarkStart {w} w:id="50" w:name="_Ref1"/>'))
    caption.add_run("Figure ")
    for part in ('fldChar {} w:fldCharType="begin"/>', "instrText {}> SEQ Figure </w:instrText>", 'fldChar {} w:fldCharType="separate"/>'):
        caption._p.append(parse_xml(f"<w:r {w}><w:{part.format(w)}</w:r>"))
    caption.add_run("4")
    caption._p.append(parse_xml(f'<w:r {w}><w:fldChar w:fldCharType="end"/></w:r>'))
    caption._p.append(parse_xml(f'<w:bookmarkEnd {w} w:id="50"/>'))
    caption.add_run(". The river in ")
    caption.add_run("May").italic = True
    document.add_table(1, 1).cell(0, 0).text = "Not of this caption"
    document.save(str(tmp_path / "a.docx"))
    text, told = imported(own, tmp_path / "a.docx")
    assert "See [@fig-ref1]." in text
    assert '(images/new-1.png){#fig-ref1 caption="The river in *May*"}' in text
    assert "1 × number of a caption, such as “Figure 4”" in told
    (own / "templates/mine.yaml").write_text("title: Mine\nsections: [{use: text, title: Week one, texts: [new]}]\n")
    assert "See Figure 1." in run("show", "mine").output.replace("\u00a0", " ")


FRAMED = """<text:p text:style-name="Text_20_body">Words <draw:frame text:anchor-type="paragraph" svg:width="4in"><draw:text-box>
<text:p text:style-name="Figure"><draw:frame svg:width="2in" svg:height="2in"><draw:image xlink:href="Pictures/0.png"/>
<svg:title>A river</svg:title><svg:desc>It has two arms.</svg:desc></draw:frame>Figure <text:sequence>1</text:sequence>: The framed
one</text:p></draw:text-box></draw:frame>of the host.</text:p><text:p><draw:frame draw:decorative="true" svg:width="2in"
svg:height="2in"><draw:image xlink:href="Pictures/0.png"/></draw:frame></text:p></office:text>"""


def test_frames_of_libreoffice_are_pictures_with_captions(own: Path, tmp_path: Path) -> None:
    """A frame around a picture and its caption is no part of the line to which it is tied."""
    picture(tmp_path / "map.png")
    (tmp_path / "in.md").write_text("![x](map.png)\n", encoding="utf-8")
    pandoc.run(["in.md", "-o", "plain.odt"], b"", tmp_path)
    with zipfile.ZipFile(tmp_path / "plain.odt") as package, zipfile.ZipFile(tmp_path / "framed.odt", "w") as made:
        for name in package.namelist():
            content = package.read(name)
            made.writestr(name, content.replace(b"</office:text>", FRAMED.encode()) if name == "content.xml" else content)
    text, _ = imported(own, tmp_path / "framed.odt")
    assert "Words of the host.\n\n" in text
    assert '![A river. It has two arms.](images/new-2.png){caption="The framed one"}\n\n![](images/new-3.png){.decorative}' in text


def beside(tmp_path: Path, markdown: str) -> Path:
    picture(tmp_path / "map.png")
    (tmp_path / "a.md").write_text(markdown, encoding="utf-8")
    return tmp_path / "a.md"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("- one\n\n  ![Map](map.png)\n- two\n", "- one\n\n  ![Map](images/new-1.png)\n\n- two\n"),
        ("| A |\n|---|\n| ![Map](map.png) x |\n", "| A |\n| --- |\n| x |\n\n![Map](images/new-1.png)\n"),
        ("Words.[^1]\n\n[^1]: A ![Map](map.png) note.\n", "Words.^[A note.]\n\n![Map](images/new-1.png)\n"),
        ('![Shown](map.png){alt="Read" width=60%}\n', '![Read](images/new-1.png){caption="Shown" width=60%}\n'),
        ("::: tip Before you go\nBring it.\n:::\n", "::: tip Before you go\nBring it.\n:::\n"),
        ("1. a\n2. b\n\n<!-- -->\n\n1. c\n", "1. a\n2. b\n\n<!-- -->\n\n1. c\n"),
        ("- x\n\n  > quoted\n", "- x\n\n  quoted\n"),
        ("> # Head\n>\n> — Kim\n", "> **Head**\n>\n> — Kim\n"),
        ("``` py\nx = '[@a]'\n\ny @b\n```\n", "```\nx = '[@a]'\n\ny @b\n```\n"),
        ("| A |\n|---|\n| `a\\|b` |\n", "| A |\n| --- |\n| `a\\|b` |\n"),
        ("As @two-towns-2024 says [see @two-towns-2024].\n", "As @two-towns-2024 says [see @two-towns-2024].\n"),
        ("{#x} ==a== and +---+ and \\: b\n", "\\{#x} ==a== and +---+ and : b\n"),
        ("Words **\\\nin bold** here.\n", "Words \\\n**in bold** here.\n"),
        ("\\+\\+\\+\\+\\+ signs\n", "\\+\\+\\+\\+\\+ signs\n"),
        ("\\newpage\n\nEnd.\n", "\\newpage\n\nEnd.\n"),
    ],
)
def test_form_is_kept_where_a_text_can_have_it(written: str, text: str, own: Path, tmp_path: Path) -> None:
    """Where it cannot, as a picture in a cell, it moves."""
    got, _ = imported(own, beside(tmp_path, written))
    assert got == text
    assert not markup.parse(got).faults


def test_picture_that_no_pack_prints_is_a_remark(own: Path, tmp_path: Path) -> None:
    """It is kept, and told, and the pack can be built."""
    (tmp_path / "a.emf").write_bytes(b"\x01\x00\x00\x00")
    (tmp_path / "b.png").write_bytes(b"no picture")
    text, told = imported(own, beside(tmp_path, "Words.\n\n![A plan](a.emf)\n\n![Broken](b.png)\n\n<!-- picture 7 -->\n"))
    assert (
        text == "Words.\n\n<!-- picture images/new-1.emf: A plan -->\n\n<!-- picture images/new-2.png: Broken -->\n\n<!-- picture 7 -->\n"
    )
    assert told.count("picture that no pack prints, and that is a remark in the text now") == 2
    assert (own / "seeds/images/new-1.emf").exists()
