"""Articles as journals, books, courts and offices lay them out, made as PDF with several programs from texts that are known."""

from __future__ import annotations

import html
import io
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


@dataclass(frozen=True)
class Run:
    """A part of a paragraph: its kind is `text`, `note`, `up` or `down`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Item:
    """A paragraph, a heading, a caption, or a row of a table."""

    kind: str
    runs: tuple[Run, ...]

    def words(self) -> str:
        """Return the text as a reader sees it, without notes."""
        up, down = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
        said: dict[str, Callable[[str], str]] = {
            "text": lambda text: text,
            "note": lambda _: "",
            "up": lambda text: text.translate(up),
            "down": lambda text: text.translate(down),
        }
        return " ".join("".join(said[run.kind](run.text) for run in self.runs).split())


@dataclass(frozen=True)
class Article:
    """A text that is known."""

    title: str
    author: str
    head: str
    """The running head."""
    items: tuple[Item, ...]

    def paragraphs(self) -> list[str]:
        """Return the paragraphs in order, with title and author."""
        return [self.title, self.author, *(item.words() for item in self.items)]

    def notes(self) -> list[str]:
        """Return the notes in order."""
        return [run.text for item in self.items for run in item.runs if run.kind == "note"]


@dataclass(frozen=True)
class Made:
    """A PDF, and the text that it was made from."""

    name: str
    article: Article
    pdf: bytes
    has_notes: bool = True
    tables: bool = field(default=True)


def sentences() -> list[str]:
    """Return sentences of this project's documentation as plain text."""
    found: list[str] = []
    for path in sorted([*DOCS.glob("*.md"), *(DOCS.parent / "seeds").rglob("*.md")]):
        for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
            if re.match(r"[#|`<>\-*\d!:\s]", block) or "```" in block or ("](" in block and "![" in block):
                continue
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(block.split()))
            plain = re.sub(r"[*_`\\]", "", plain)
            found += [
                each
                for each in re.split(r"(?<=[.?!])\s+(?=[A-Z])", plain)
                if 5 < len(each.split()) < 45
                and re.fullmatch(r"[\w ,.;:’“”()?!–-]+", each)
                and not re.search(r"(?<!\w)-|[A-Z]{4}|\.\w|_|briefing", each)
            ]
    return [each for each in dict.fromkeys(found) if each[0].isupper() and each[-1] in ".?!"]


COMPOUNDS = [
    "well-known",
    "long-term",
    "self-governing",
    "twenty-first",
    "so-called",
    "policy-makers",
    "cross-border",
    "two-thirds",
    "high-level",
    "decision-making",
]


def article(number: int, *, length: int = 26) -> Article:
    """Return an article with headings, notes, exponents and a table."""
    chance, pool = random.Random(number), sentences()
    chance.shuffle(pool)
    items: list[Item] = []
    notes = 0
    for place in range(length):
        if place % 5 == 0:
            items.append(Item("heading", (Run("text", " ".join(re.sub(r"[^\w ]", "", pool[-place - 1]).split()[:4])),)))
        runs: list[Run] = []
        for _ in range(chance.randint(3, 6)):
            sentence = pool.pop() if len(pool) > 60 else chance.choice(pool)
            if chance.random() < 0.2:
                sentence = sentence[:-1] + f", which is a {chance.choice(COMPOUNDS)} matter."
            runs.append(Run("text", sentence))
            if chance.random() < 0.16:
                notes += 1
                runs.append(
                    Run("note", f"{chance.choice(pool)[:-1]} ({1950 + notes}).{' ' + chance.choice(pool) if chance.random() < 0.3 else ''}")
                )
            elif chance.random() < 0.1:
                runs += [
                    Run("text", " The basin has 31 km"),
                    Run("up", "3"),
                    Run("text", " of water, or 10"),
                    Run("up", "6"),
                    Run("text", " litres a head."),
                ]
            elif chance.random() < 0.06:
                runs += [Run("text", " It measured CO"), Run("down", "2"), Run("text", " in the air.")]
            runs.append(Run("text", " "))
        items.append(Item("paragraph", tuple(runs[:-1])))
    head = " ".join(items[0].words().split()[:3]).title()
    title = f"{pool[3].split(',')[0][:70].rsplit(' ', 1)[0]}: A Study of Rivers"
    return Article(title, "Almaz Tadesse and Pieter van der Meer", head, tuple(items))


# ── typst ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _typst_text(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@=~\[\]/-])", r"\\\1", text)


def _typst(item: Item) -> str:
    said: dict[str, Callable[[str], str]] = {
        "text": _typst_text,
        "note": lambda text: f"#footnote[{_typst_text(text)}]",
        "up": lambda text: f"#super[{text}]",
        "down": lambda text: f"#sub[{text}]",
    }
    # A note begins behind the word, without the space before it.
    body = "".join(said[run.kind](run.text) for run in item.runs)
    return f"= {body}" if item.kind == "heading" else body


def typst(
    made: Article,
    *,
    columns: int = 1,
    tagged: bool = True,
    ragged: bool = False,
    size: float = 10,
    lines: bool = False,
    indent: bool = True,
) -> bytes:
    """Set an article with typst."""
    import typst as program

    source = f"""
#set page(width: 170mm, height: 240mm, margin: (x: 20mm, y: 24mm), columns: {columns},
  header: context {{ if counter(page).get().first() > 1 [#set text(8pt)
    #emph[{_typst_text(made.head)}] #h(1fr) #counter(page).display()] }},
  footer: [#set text(7pt); #align(center)[Journal of Known Texts 14 (2), 113–139]])
#set smartquote(enabled: false)
#set text(size: {size}pt, lang: "en", hyphenate: {str(not ragged).lower()})
#set par(justify: {str(not ragged).lower()}, {"first-line-indent: 1.2em, spacing: 0.65em" if indent else "spacing: 1.2em"})
{'#set par.line(numbering: "1")' if lines else ""}
#show heading: it => block(above: 1.2em, below: 0.7em, text(size: {size}pt, weight: "bold", it.body))
#place(top + center, scope: "parent", float: true, [#text(17pt, weight: "bold")[{_typst_text(made.title)}]

{_typst_text(made.author)}])

""" + "\n\n".join(map(_typst, made.items))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.typ"
        path.write_text(source, "utf-8")
        return bytes(program.compile(str(path), format="pdf", pdf_tags=tagged))


# ── TeX ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tex_text(text: str) -> str:
    text = re.sub(r"([&%$#_{}])", r"\\\1", text).replace("–", "--").replace("’", "'")
    return text.replace("“", "``").replace("”", "''")


def tex(made: Article, *, columns: int = 1, kind: str = "article", setup: str = "") -> bytes | None:
    """Set an article with pdfTeX; None where it is not installed."""
    if not shutil.which("pdflatex"):
        return None
    said: dict[str, Callable[[str], str]] = {
        "text": _tex_text,
        "note": lambda text: f"\\footnote{{{_tex_text(text)}}}",
        "up": lambda text: f"\\textsuperscript{{{text}}}",
        "down": lambda text: f"\\textsubscript{{{text}}}",
    }
    body = []
    for item in made.items:
        text = "".join(said[run.kind](run.text) for run in item.runs)
        body.append(f"\\section*{{{text}}}" if item.kind == "heading" else text)
    source = (
        f"\\documentclass[{'twocolumn,' if columns == 2 else ''}10pt]{{{kind}}}\\usepackage[T1]{{fontenc}}\\usepackage[utf8]{{inputenc}}"
        f"\\usepackage[english]{{babel}}\\pagestyle{{headings}}\\markboth{{{_tex_text(made.head)}}}{{{_tex_text(made.head)}}}{setup}"
        f"\\title{{{_tex_text(made.title)}}}\\author{{{_tex_text(made.author)}}}\\date{{}}\\begin{{document}}\\maketitle\n"
        + "\n\n".join(body)
        + "\n\\end{document}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.tex").write_text(source, "utf-8")
        subprocess.run(["pdflatex", "-interaction=nonstopmode", "a.tex"], cwd=folder, capture_output=True, check=False)
        path = Path(folder) / "a.pdf"
        return path.read_bytes() if path.exists() else None


# ── Chromium, LibreOffice ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def chromium(made: Article, *, columns: int = 1) -> bytes | None:
    """Print an article from a browser. A web page has its notes at the end."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        return None
    count = 0

    def said(run: Run) -> str:
        nonlocal count
        if run.kind == "note":
            count += 1
            return f"<sup>{count}</sup>"
        tags = {"text": "{}", "up": "<sup>{}</sup>", "down": "<sub>{}</sub>"}
        return tags[run.kind].format(html.escape(run.text))

    body = "".join(
        f"<{tag}>{''.join(map(said, item.runs))}</{tag}>" for item in made.items for tag in ["h2" if item.kind == "heading" else "p"]
    )
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in made.notes())
    style = "body{font:11pt serif;text-align:justify;hyphens:auto}h2{font-size:12pt}ol{list-style:none}" + (
        f"main{{columns:{columns}}}" if columns > 1 else ""
    )
    page = f"<html lang=en><meta charset=utf-8><style>{style}</style>"
    page += f"<h1>{html.escape(made.title)}</h1><p class=by>{made.author}</p><main>{body}</main><ol>{notes}</ol>"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.html").write_text(page, "utf-8")
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/u",
            f"--print-to-pdf={folder}/a.pdf",
            f"file://{folder}/a.html",
        ]
        subprocess.run(command, capture_output=True, check=False, timeout=120)
        path = Path(folder) / "a.pdf"
        return path.read_bytes() if path.exists() else None


def office(made: Article, *, columns: int = 1, tagged: bool = False) -> bytes | None:
    """Set an article with LibreOffice, from a Word file with footnotes that pandoc writes."""
    if not shutil.which("soffice"):
        return None
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    from briefing.system import pandoc

    def escaped(text: str) -> str:
        return re.sub(r"([\\*_`$<>@^~\[\]#])", r"\\\1", text)

    said: dict[str, Callable[[str], str]] = {
        "text": escaped,
        "note": lambda text: f"^[{escaped(text)}]",
        "up": lambda text: f"^{text}^",
        "down": lambda text: f"~{text}~",
    }
    body = "\n\n".join(
        ("# " if item.kind == "heading" else "") + "".join(said[run.kind](run.text) for run in item.runs) for item in made.items
    )
    with tempfile.TemporaryDirectory() as folder:
        text = f'---\ntitle: "{made.title}"\nauthor: "{made.author}"\n---\n\n{body}\n'.encode()
        data = pandoc.run(["--from", "markdown-smart", "--to", "docx", "--output", "-"], text, Path(folder))
        document = Document(io.BytesIO(data if isinstance(data, bytes) else bytes(data)))
        section = document.sections[0]
        section.header.paragraphs[0].text = made.head
        if columns > 1:
            cols = OxmlElement("w:cols")
            cols.set(qn("w:num"), str(columns))
            cols.set(qn("w:space"), "480")
            document.element.body.sectPr.append(cols)
        document.save(f"{folder}/a.docx")
        options = ':{"UseTaggedPDF":{"type":"boolean","value":"' + str(tagged).lower() + '"}}'
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/u",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export{options}",
            "--outdir",
            folder,
            f"{folder}/a.docx",
        ]
        subprocess.run(command, capture_output=True, check=False, timeout=180)
        path = Path(folder) / "a.pdf"
        return path.read_bytes() if path.exists() else None


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rows(made: Article) -> bytes:
    """Draw two columns row by row, as some programs write them, without notes."""
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    lines: list[tuple[str, str]] = []
    for text in made.paragraphs()[2:]:
        words, line, first = text.split(), "", True
        for word in words:
            if stringWidth(f"{line} {word}", "Times-Roman", 10) > (228 if first else 240):
                lines.append((line, "first" if first else ""))
                line, first = word, False
            else:
                line = f"{line} {word}".strip()
        lines.append((line, "first" if first else ""))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    for page, start in enumerate(range(0, len(lines), 110)):
        canvas.setFont("Times-Bold", 15)
        if not page:
            canvas.drawCentredString(297, 800, made.title)
            canvas.setFont("Times-Roman", 11)
            canvas.drawCentredString(297, 782, made.author)
        canvas.setFont("Times-Roman", 10)
        here = lines[start : start + 110]
        half = (len(here) + 1) // 2
        for row in range(half):
            for column, number in enumerate((row, half + row)):
                if number < len(here):
                    text, mark = here[number]
                    canvas.drawString(50 + 258 * column + (12 if mark else 0), 750 - 12 * row, text)
        canvas.drawCentredString(297, 30, str(page + 1))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def plain(made: Article) -> Article:
    """Return an article without notes, exponents and indices."""
    return Article(
        made.title,
        made.author,
        made.head,
        tuple(
            Item(
                item.kind,
                tuple(
                    run
                    for run in item.runs
                    if run.kind == "text"
                    and "km" not in run.text
                    and "CO" not in run.text
                    and "litres" not in run.text
                    and "of water, or" not in run.text
                    and "in the air" not in run.text
                ),
            )
            for item in made.items
            if item.kind == "paragraph"
        ),
    )


def layouts(count: int) -> Iterator[Made]:
    """Yield PDFs in every layout, for so many articles."""
    makers: Sequence[tuple[str, Callable[[Article], bytes | None]]] = (
        ("typst, one column", typst),
        ("typst, two columns", lambda made: typst(made, columns=2, size=9)),
        ("typst, two columns, untagged", lambda made: typst(made, columns=2, size=9, tagged=False)),
        ("typst, three columns, untagged", lambda made: typst(made, columns=3, size=7.5, tagged=False)),
        ("typst, ragged, untagged", lambda made: typst(made, tagged=False, ragged=True, indent=False)),
        ("typst, numbered lines, untagged", lambda made: typst(made, tagged=False, lines=True)),
        ("pdfTeX, article", tex),
        ("pdfTeX, two columns", lambda made: tex(made, columns=2)),
        ("pdfTeX, book page", lambda made: tex(made, setup="\\usepackage{mathptmx}\\usepackage[a5paper,margin=18mm]{geometry}")),
        ("LibreOffice", office),
        ("LibreOffice, two columns", lambda made: office(made, columns=2)),
        ("LibreOffice, tagged", lambda made: office(made, tagged=True)),
        ("Chromium", chromium),
        ("Chromium, two columns", lambda made: chromium(made, columns=2)),
    )
    for number in range(count):
        made = article(number)
        for name, maker in makers:
            pdf = maker(made)
            if pdf:
                yield Made(name, made, pdf, has_notes="Chromium" not in name)
        simple = plain(made)
        yield Made("drawn row by row", simple, rows(simple))
