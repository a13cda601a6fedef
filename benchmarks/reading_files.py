"""Files of invented articles in many formats, each with the words that a reader of it has to find.

An article has what office documents have: numbered headings, notes, lists, tables in tables, text boxes, captions and references as fields,
links, superior numbers; and what a page does not show: hidden text, deletions, comments, a head on each page. Three programs write it:
LibreOffice (from a flat file that is written here), pandoc, and python-docx with LibreOffice.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from briefing.system import pandoc

_SYLLABLES = ("ba", "lo", "ner", "ti", "wen", "dra", "sul", "mo", "ke", "ral", "fin", "gos", "hu", "pel", "tar", "ven", "zi", "cor", "lam")
_PLAIN = ("the", "of", "and", "a", "to", "in", "is", "was", "that", "for", "it", "on", "with", "as", "by", "at", "from", "which", "not")
_SIGNS = ("Zürich", "naïve", "5 %", "€ 20", "№ 7", "½", "cœur", "“quoted”", "it’s", "well-known", "A/B", "Řeka", "Река", "café")
_LONG = {"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{_LONG.get(short, short)}:1.0"'
    for short in ("office", "style", "text", "table", "draw", "fo", "svg")
)


@dataclass
class Article:
    """The words of an invented article, in the order of the page."""

    number: int
    blocks: list[tuple[str, str]] = field(default_factory=list)
    """The kind of each block (`heading`, `text`, `item`, `cell`, `box`, `caption`) and its words."""
    notes: dict[int, str] = field(default_factory=dict)
    """The note of a block, by the number of the block."""

    def words(self, *without: str) -> list[str]:
        """Return the blocks of all kinds but some, as a page shows them."""
        return [text for kind, text in self.blocks if kind not in without]


@dataclass(frozen=True)
class Made:
    """A file, and what a reader of it has to find."""

    format: str
    program: str
    path: Path
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]


def articles(count: int) -> list[Article]:
    """Return invented articles, always the same ones."""
    return [_article(number) for number in range(count)]


def _article(number: int) -> Article:
    chance = random.Random(f"article {number}")

    def word() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 3)))

    def sentence(length: int = 14) -> str:
        words = [chance.choice((word(), word(), chance.choice(_PLAIN))) for _ in range(length)]
        if chance.random() < 0.3:
            words[chance.randrange(1, length)] = chance.choice(_SIGNS)
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    found = Article(number)
    for part in range(chance.randint(3, 5)):
        found.blocks.append(("heading", f"Article {part + 1}. {word().capitalize()} {word()}"))
        for _ in range(chance.randint(2, 4)):
            found.blocks.append(("text", " ".join(sentence() for _ in range(chance.randint(2, 5)))))
            if chance.random() < 0.5:
                found.notes[len(found.blocks) - 1] = sentence(8)
        found.blocks += [("item", f"{place + 1}. {sentence(6)}") for place in range(chance.randint(2, 4))]
        found.blocks += [("cell", sentence(4)) for _ in range(4)]
        found.blocks.append(("box", sentence(9)))
        found.blocks.append(("caption", f"Figure {part + 1}: {sentence(5)}"))
        found.blocks.append(("text", f"As Figure {part + 1} shows, {sentence(6).lower()} 10⁶ of {word()}."))
    return found


# ── LibreOffice ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _flat(article: Article) -> str:
    """Return an article as a flat OpenDocument file, with fields, frames, notes, hidden text, comments and deletions."""
    body: list[str] = []
    blocks, number = article.blocks, 0
    while number < len(blocks):
        kind, text = blocks[number]
        note = article.notes.get(number, "")
        match kind:
            case "heading":
                body.append(f'<text:h text:outline-level="1">{escape(text.partition(". ")[2])}</text:h>')
            case "item":
                items = _run_of(blocks, number, "item")
                inner = "".join(f"<text:list-item>{_p(escape(each.partition('. ')[2]))}</text:list-item>" for each in items)
                body.append(f'<text:list text:style-name="L">{inner}</text:list>')
                number += len(items) - 1
            case "cell":
                cells = [_p(escape(each)) for each in _run_of(blocks, number, "cell")]
                inner = f"<table:table><table:table-column/><table:table-row>{_cell(cells[1])}</table:table-row></table:table>"
                rows = f"<table:table-row>{_cell(cells[0] + inner)}{_cell(cells[2])}</table:table-row>"
                rows += (
                    f'<table:table-row><table:table-cell table:number-columns-spanned="2">{cells[3]}</table:table-cell></table:table-row>'
                )
                body.append(f'<table:table><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>')
                number += len(cells) - 1
            case "box":
                body.append(_p(_frame(_p(escape(text)))))
            case "caption":
                figure = text.partition(":")[0].rpartition(" ")[2]
                sequence = (
                    f'<text:sequence text:name="Figure" text:formula="ooow:Figure+1" text:ref-name="f{figure}">{figure}</text:sequence>'
                )
                body.append(_p(f"Figure {sequence}:{escape(text.partition(':')[2])}"))
            case _:
                body.append(_p(_prose(text, note)))
        number += 1
    return _whole("".join(body))


def _p(inner: str) -> str:
    return f"<text:p>{inner}</text:p>"


def _cell(inner: str) -> str:
    return f"<table:table-cell>{inner}</table:table-cell>"


def _frame(inner: str) -> str:
    return (
        '<draw:frame text:anchor-type="paragraph" svg:width="6cm" draw:z-index="0"><draw:text-box fo:min-height="1cm">'
        f"{inner}</draw:text-box></draw:frame>"
    )


def _prose(text: str, note: str) -> str:
    """Return a paragraph with a reference, a superior number, a link, a note, and what a page does not show."""
    made = escape(text).replace("10⁶", '10<text:span text:style-name="Up">6</text:span>')
    if made.startswith("As Figure "):
        figure, rest = made.removeprefix("As Figure ").split(" ", 1)
        kind = 'text:reference-format="value"'
        made = f'As Figure <text:sequence-ref {kind} text:ref-name="f{figure}">{figure}</text:sequence-ref> {rest}'
    first, space, rest = made.partition(". ")
    hidden = '<text:span text:style-name="Gone">unseen hidden words</text:span>'
    comment = "<office:annotation><text:p>a comment of nobody</text:p></office:annotation>"
    mark = f'<text:note text:note-class="footnote"><text:note-citation/><text:note-body>{_p(escape(note))}</text:note-body></text:note>'
    return f"{first}.{mark if note else ''}{comment if note else ''}{hidden if note else ''}{space and ' '}{rest}" if space else made


def _whole(body: str) -> str:
    styles = (
        '<office:styles><text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-prefix="Article " style:num-suffix="."/></text:outline-style></office:styles><office:automatic-styles>'
        '<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '</text:list-style><style:page-layout style:name="P"/></office:automatic-styles><office:master-styles><style:master-page '
        'style:name="Standard" style:page-layout-name="P"><style:header><text:p>Head of every page</text:p></style:header>'
        "</style:master-page></office:master-styles>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{styles}<office:body><office:text><text:sequence-decls>'
        f'<text:sequence-decl text:display-outline-level="0" text:name="Figure"/></text:sequence-decls>{body}</office:text></office:body>'
        "</office:document>"
    )


def _run_of(blocks: Sequence[tuple[str, str]], start: int, kind: str) -> list[str]:
    found: list[str] = []
    while start + len(found) < len(blocks) and blocks[start + len(found)][0] == kind:
        found.append(blocks[start + len(found)][1])
    return found


def _converted(files: Sequence[Path], ending: str, into: Path) -> list[Path]:
    """Let LibreOffice convert files."""
    kinds = {"docx": "MS Word 2007 XML", "rtf": "Rich Text Format", "odt": "writer8", "pdf": "writer_pdf_Export"}
    kind = f"{ending}:{(kinds | {'html': 'HTML (StarWriter)', 'epub': 'EPUB'})[ending]}"
    into.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(into.parent / 'profile').as_uri()}"
    for first in range(0, len(files), 25):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(into), *map(str, files[first : first + 25])]
        subprocess.run(command, check=True, capture_output=True)
    return [into / f"{each.stem}.{ending}" for each in files]


def by_writer(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles as LibreOffice writes them."""
    if not shutil.which("soffice"):
        return
    folder.mkdir()
    sources = [folder / f"{each.number:03}.fodt" for each in found]
    for each, path in zip(found, sources, strict=True):
        path.write_text(_flat(each), "utf-8")
    yield from _all(found, sources, folder, formats, "LibreOffice", flat=True)


def _all(
    found: Sequence[Article], sources: list[Path], folder: Path, formats: Sequence[str], program: str, *, flat: bool
) -> Iterator[Made]:
    endings = ("docx", "odt", "rtf", "pdf", *(("html", "epub") if flat else ()))
    for ending in (each for each in endings if each in formats):
        for each, path in zip(found, _converted(sources, ending, folder / ending), strict=True):
            without = ("box",) if ending == "rtf" and not flat else ()  # LibreOffice does not write the boxes of these
            texts = _without_numbers(each) if ending == "epub" else each.words(*without)
            yield Made(ending, program, path, tuple(texts), tuple(each.notes.values()) if flat else ())


def _without_numbers(article: Article) -> list[str]:
    """Return the blocks as LibreOffice writes them into an EPUB: without automatic numbers and references."""
    numbered = {"heading": r"^Article \d+\. ", "item": r"^\d+\. ", "text": r"(?<=^As Figure )\d+ "}
    return [re.sub(numbered.get(kind, r"\Z"), "", text) for kind, text in article.blocks]


# ── pandoc ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def by_pandoc(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles as pandoc writes them: without boxes, and each table row by row."""
    folder.mkdir()
    for each in found:
        text = _markdown(each).encode()
        kinds = {**{one: one for one in ("docx", "odt", "rtf", "epub", "html")}, "epub2": "epub", "markdown": "md", "gfm": "md"}
        for kind, ending in ((kind, ending) for kind, ending in kinds.items() if ending in formats):
            path = folder / f"{each.number:03}-{kind}.{ending}"
            standalone = [] if ending == "md" else ["-s", "--metadata", "title=Made"]
            pandoc.run(["-f", "markdown", "-t", kind, *standalone, "-o", str(path)], text, folder)
            title = () if ending == "md" else ("Made",)
            yield Made(
                ending, f"pandoc, {kind}" if kind != ending else "pandoc", path, (*title, *each.words("box")), tuple(each.notes.values())
            )


def _markdown(article: Article) -> str:
    lines: list[str] = []
    for number, (kind, text) in enumerate(article.blocks):
        marked = "".join(f"\\{each}" if each in "“”$*_[]#\\" else each for each in text).replace("10⁶", "10^6^")
        match kind:
            case "heading":
                lines += ["", f"# {marked}", ""]
            case "item":
                lines += ([""] if article.blocks[number - 1][0] != "item" else []) + [marked]
            case "cell":
                lines += ["", "|   |", "|---|", f"| {marked} |", ""] if article.blocks[number - 1][0] != "cell" else [f"| {marked} |"]
                lines = [line for place, line in enumerate(lines) if not (line == "" and place and lines[place - 1].startswith("| "))]
            case "box":
                lines.append("")
            case _:
                lines += ["", f"{marked}[^{number}]" if number in article.notes else marked, ""]
    lines += [f"\n[^{number}]: {note}" for number, note in article.notes.items()]
    return "\n".join(lines)


# ── python-docx ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FIELD = f'<w:fldSimple {_W} w:instr=" {{}} "><w:r><w:t>{{}}</w:t></w:r></w:fldSimple>'
_BOX = (
    f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="position:absolute;width:200pt;height:60pt"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def by_python_docx(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles as python-docx writes them, and as LibreOffice converts these; without notes."""
    folder.mkdir()
    sources = [folder / f"{each.number:03}.docx" for each in found]
    for each, path in zip(found, sources, strict=True):
        _word(each, path)
        if "docx" in formats:
            yield Made("docx", "python-docx", path, tuple(each.words()), ())
    if shutil.which("soffice"):
        others = [each for each in formats if each != "docx"]
        yield from _all(found, sources, folder, others, "python-docx, LibreOffice", flat=False)


def _word(article: Article, path: Path) -> None:
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    blocks, number = article.blocks, 0
    while number < len(blocks):
        kind, text = blocks[number]
        match kind:
            case "heading":
                document.add_heading(text, 1)
            case "cell":
                cells = _run_of(blocks, number, "cell")
                table = document.add_table(rows=2, cols=2)
                table.cell(0, 0).text = cells[0]
                table.cell(0, 0).add_table(1, 1).cell(0, 0).text = cells[1]
                table.cell(0, 1).text = cells[2]
                table.cell(1, 0).merge(table.cell(1, 1)).text = cells[3]
                number += len(cells) - 1
            case "box":
                document.add_paragraph().paragraph_format.element.append(parse_xml(_BOX.format(escape(text))))
            case "caption":
                figure, rest = text.removeprefix("Figure ").split(":", 1)
                paragraph = document.add_paragraph("Figure ")
                paragraph.paragraph_format.element.append(parse_xml(_FIELD.format("SEQ Figure", figure)))
                paragraph.add_run(f":{rest}")
            case _:
                paragraph = document.add_paragraph()
                before, raised, after = text.partition("10⁶")
                paragraph.add_run(before + ("10" if raised else ""))
                if raised:
                    paragraph.add_run("6").font.superscript = True
                    paragraph.add_run(after)
        number += 1
    document.save(str(path))


MAKERS = (by_writer, by_pandoc, by_python_docx)
"""The programs that write files. Each takes articles, an empty folder and the formats that are wanted."""
