"""Web pages, EPUBs, Markdown and plain text made of the invented articles of `reading_files.py`, as sites and programs write them.

Each file has what such files have beside the text: menus, forms, boxes, links of related pages, hidden words, numbers of printed pages,
settings, comments, marks of the dialects of Markdown, lines wrapped and divided by hand. A reader that keeps them has wrong words.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import textwrap
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from reading_files import Article, Made

Part = tuple[int, str, list[str]]
"""Blocks of one kind in a row: the number of the first, the kind, and their words."""


def _parts(article: Article) -> Iterator[Part]:
    number = 0
    for kind, group in groupby(article.blocks, key=lambda block: block[0]):
        texts = [text for _, text in group]
        if kind in ("item", "cell"):
            yield number, kind, texts
        else:
            yield from ((number + at, kind, [text]) for at, text in enumerate(texts))
        number += len(texts)


def _numbered(article: Article) -> dict[int, int]:
    """Return the number of the note of each block that has one."""
    return {block: number for number, block in enumerate(article.notes, 1)}


def _html(text: str) -> str:
    return escape(text, quote=False).replace("10⁶", "10<sup>6</sup>")


# ── web pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_LINKS = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("news", "opinion", "science", "archive", "contact"))
_TOP = (
    '<a class="skip" href="#content">Skip to content</a><header><div class="logo"><a href="/"><img src="l.svg" alt=""></a></div>'
    f'<nav aria-label="Main"><ul>{_LINKS}</ul></nav><form role="search" action="/s"><label>Search <input name="q"></label>'
    "<button>Go</button></form>"
    '</header><div class="cookies" style="display:none"><p>We and our partners use cookies to make this site better for you.</p></div>'
)
_SHARE = '<div class="share"><button type="button">Copy link</button><button type="button">Print</button></div>'
_BOTTOM = (
    f'<aside class="related"><h2>Related</h2><ul>{_LINKS}</ul></aside><form class="letter"><label>Email <input type="email"></label>'
    f"<button>Subscribe</button></form><footer><nav><ul>{_LINKS}</ul></nav><p>© 2024 The Example Society</p></footer>"
)
Mark = Callable[[int], str]


def _body(article: Article, mark: Mark, box: str, holder: str = "div") -> str:
    """Return the blocks of an article in HTML. Numbers of lists are left to the browser."""
    notes, made = _numbered(article), list[str]()
    for number, kind, texts in _parts(article):
        text = _html(texts[0])
        match kind:
            case "heading":
                made.append(f"<h2>{text}</h2>")
            case "item":
                items = "".join(f"<li>{_html(each.partition('. ')[2])}</li>" for each in texts)
                made.append(f"<ol>{items}</ol>")
            case "cell":
                cells = [_html(each) for each in texts]
                inner = f"{cells[0]}<table><tr><td>{cells[1]}</td></tr></table>"
                made.append(f'<table><tr><td>{inner}</td><td>{cells[2]}</td></tr><tr><td colspan="2">{cells[3]}</td></tr></table>')
            case "box":
                made.append(f"<{holder} class='{box}'><p>{text}</p></{holder}>")
            case "caption":
                made.append(f'<figure><img src="f.png" alt="A picture of it"><figcaption>{text}</figcaption></figure>')
            case _:
                first, space, rest = text.partition(". ")
                made.append(
                    f"<p>{first}.{mark(notes[number]) if number in notes else ''}{space and ' '}{rest}</p>" if space else f"<p>{text}</p>"
                )
    return "\n".join(made)


def _notes(article: Article, item: Callable[[int, str], str]) -> str:
    return "".join(item(number, _html(note)) for number, note in enumerate(article.notes.values(), 1))


def _document(title: str, head: str, body: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>\n'


def _blog(article: Article) -> str:
    """Return a page as WordPress writes it."""
    mark = '<sup data-fn="k{0}" class="fn"><a href="#k{0}" id="k{0}-link">{0}</a></sup>'.format
    body = _body(article, mark, "wp-block-group", "aside")
    back = '<a href="#k{}-link" aria-label="Jump to footnote reference {}">↩︎</a>'
    notes = _notes(article, lambda number, note: f'<li id="k{number}">{note} {back.format(number, number)}</li>')
    listed = f'<ol class="wp-block-footnotes">{notes}</ol>' if notes else ""
    head = '<link rel="stylesheet" href="theme.css"><style>.wp-block-footnotes{counter-reset:n}</style><script>"<p>no words</p>"</script>'
    article_ = f'<article class="post"><h1 class="entry-title">Made</h1>{_SHARE}<div class="entry-content">{body}{listed}</div></article>'
    return _document("Made", head, f'{_TOP}<main id="content">{article_}</main>{_BOTTOM}')


def _encyclopedia(article: Article) -> str:
    """Return a page as MediaWiki writes it."""
    link = '<a href="#cite_note-{0}"><span class="cite-bracket">[</span>{0}<span>]</span></a>'
    mark = f'<sup id="cite_ref-{{0}}" class="reference">{link}</sup>'.format
    edit = '<span class="mw-editsection"><span>[</span><a href="/w?action=edit"><span>edit</span></a><span>]</span></span>'
    body = re.sub(r"<h2>(.*?)</h2>", rf'<div class="mw-heading"><h2>\1</h2>{edit}</div>', _body(article, mark, "thumb"))
    back = '<span class="mw-cite-backlink"><b><a href="#cite_ref-{}">^</a></b></span>'
    items = _notes(
        article, lambda number, note: f'<li id="cite_note-{number}">{back.format(number)} <span class="reference-text">{note}</span></li>'
    )
    refs = f'<div class="reflist"><ol class="references">{items}</ol></div>' if items else ""
    head = "<style>.mw-editsection{font-size:small}.noprint{color:gray}.reflist ol{list-style-type:decimal}</style>"
    inner = f'<h1 id="firstHeading">Made</h1><div id="bodyContent"><div id="mw-content-text">{body}{refs}</div></div>'
    return _document("Made", head, f'<div id="content" role="main">{inner}</div><div id="mw-navigation"><nav><ul>{_LINKS}</ul></nav></div>')


def _newsletter(article: Article) -> str:
    """Return a page as Substack writes it: without `main`, and each note a block with its number."""
    mark = '<a class="footnote-anchor" id="footnote-anchor-{0}" href="#footnote-{0}" target="_self">{0}</a>'.format
    anchor = '<a id="footnote-{0}" href="#footnote-anchor-{0}" class="footnote-number" target="_self">{0}</a>'.format
    notes = _notes(
        article, lambda number, note: f'<div class="footnote">{anchor(number)}<div class="footnote-content"><p>{note}</p></div></div>'
    )
    body = f'<div class="available-content"><div class="body markup">{_body(article, mark, "callout-block")}{notes}</div></div>'
    button = '<div class="subscription-widget"><button>Subscribe</button></div>'
    return _document("Made", "", f'{_TOP}<article><h1 class="post-title">Made</h1>{_SHARE}{body}{button}</article>{_BOTTOM}')


def _ministry(article: Article) -> str:
    """Return a page whose style sheet counts the items of its lists, and whose text is within a form, as ASP.NET has it."""
    mark = '<sup id="fnref:{0}" role="doc-noteref"><a href="#fn:{0}" class="footnote" rel="footnote">[footnote {0}]</a></sup>'.format
    back = '<a href="#fnref:{}" class="reversefootnote" role="doc-backlink">↩</a>'
    notes = _notes(article, lambda number, note: f'<li id="fn:{number}" role="doc-endnote"><p>{note} {back.format(number)}</p></li>')
    listed = f'<div class="footnotes" role="doc-endnotes"><ol>{notes}</ol></div>' if notes else ""
    body = _body(article, mark, "call-to-action")
    count = "ol{list-style:none;counter-reset:i}ol>li{counter-increment:i}ol>li::before{content:counter(i) '. '}"
    head = f"<style>.footnotes ol>li::before{{content:none}}{count}.hidden{{display:none}}</style>"
    inner = f'<div role="main"><h1>Made</h1><p class="hidden">hidden words of nobody</p>{body}{listed}</div>'
    return _document(
        "Made", head, f'<form id="aspnetForm" method="post"><input type="hidden" name="s" value="x">{_TOP}{inner}{_BOTTOM}</form>'
    )


def by_sites(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles as pages of four kinds of sites, and as Chromium saves a page that its script has made."""
    folder.mkdir()
    kinds = {"a blog": _blog, "an encyclopedia": _encyclopedia, "a newsletter": _newsletter, "a ministry": _ministry}
    for each in found if "html" in formats else ():
        words = ("Made", *each.words()), tuple(each.notes.values())
        for number, (name, page) in enumerate(kinds.items()):
            path = folder / f"{each.number:03}-{number}.html"
            path.write_text(page(each), "utf-8")
            yield Made("html", name, path, *words)
        if browser := shutil.which("chromium") or shutil.which("google-chrome"):
            path = folder / f"{each.number:03}-script.html"
            path.write_text(_scripted(_blog(each)), "utf-8")
            command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", path.as_uri()]
            path.write_bytes(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
            yield Made("html", "Chromium", path, *words)


def _scripted(page: str) -> str:
    """Return a page that writes its body by a script."""
    head, _, rest = page.partition("<body>")
    body = json.dumps(rest.partition("</body>")[0]).replace("</", "<\\/")
    return f'{head}<body><div id="root"></div><script>document.getElementById("root").innerHTML={body}</script></body></html>'


# ── EPUB ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
_PAGED = '<span epub:type="pagebreak" role="doc-pagebreak" id="page{0}" title="{0}">{0}</span>'


def by_books(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles as EPUBs of two kinds: with page numbers and notes in a file of their own, and with notes in each chapter."""
    folder.mkdir()
    for each in found if "epub" in formats else ():
        words = ("Made", *each.words()), tuple(each.notes.values())
        for name, parts in (("a press, EPUB 3", _press(each)), ("a converter, EPUB 2", _converter(each))):
            path = folder / f"{each.number:03}-{name[2:5]}.epub"
            _packed(path, parts)
            yield Made("epub", name, path, *words)


def _press(article: Article) -> dict[str, str]:
    chance = random.Random(article.number)
    mark = '<a epub:type="noteref" role="doc-noteref" href="notes.xhtml#n{0}" id="r{0}">{0}</a>'.format
    body, pages = f"<h1>Made</h1>{_body(article, mark, 'box')}", iter(range(10, 999))
    body = re.sub(r"(?<=[a-z]{3})(?=[a-z]{3}[^<>]*</p>)", lambda _: _PAGED.format(next(pages)) if chance.random() < 0.02 else "", body)
    notes = _notes(
        article,
        lambda number, note: f'<aside epub:type="endnote" id="n{number}"><p><a href="c.xhtml#r{number}">{number}.</a> {note}</p></aside>',
    )
    return {"c.xhtml": body, **({"notes.xhtml": f'<section epub:type="endnotes">{notes}</section>'} if notes else {})}


def _converter(article: Article) -> dict[str, str]:
    mark = '<sup class="calibre3"><a href="c.xhtml#n{0}" id="r{0}" class="pcalibre">{0}</a></sup>'.format
    notes = _notes(
        article, lambda number, note: f'<p id="n{number}" class="calibre4"><a href="c.xhtml#r{number}">{number}</a>.&nbsp;{note}</p>'
    )
    return {"c.xhtml": f'<p class="calibre1"><span class="bold">Made</span></p>{_body(article, mark, "calibre2")}<hr/>{notes}'}


def _packed(path: Path, parts: dict[str, str]) -> None:
    space = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    items = "".join(f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>' for number, name in enumerate(parts))
    order = "".join(f'<itemref idref="i{number}"/>' for number in range(len(parts)))
    meta = (
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">u</dc:identifier><dc:title>Made</dc:title>'
        "<dc:language>en</dc:language></metadata>"
    )
    package = f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">{meta}'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("OEBPS/content.opf", f"{package}<manifest>{items}</manifest><spine>{order}</spine></package>")
        for name, body in parts.items():
            text = re.sub(r"<(img|input)\b([^>]*[^/])>", r"<\1\2/>", body)
            book.writestr(
                f"OEBPS/{name}",
                f'<?xml version="1.0" encoding="utf-8"?>{_DOCTYPE}<html {space}><head><title>Made</title></head><body>{text}</body></html>',
            )


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def by_writers_of_markdown(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles in Markdown as people write it for Obsidian, for Quarto, and for GitHub with HTML."""
    folder.mkdir()
    for each in found if "md" in formats else ():
        words = ("Made", *each.words()), tuple(each.notes.values())
        for name, made in (("Obsidian", _obsidian), ("Quarto", _quarto), ("GitHub", _github)):
            path = folder / f"{each.number:03}-{name}.md"
            path.write_text(made(each), "utf-8")
            yield Made("md", name, path, *words)


def _markdown(article: Article, box: Callable[[str], str], caption: Callable[[str, int], str], raised: str) -> str:
    notes, made = _numbered(article), list[str]()
    for number, kind, texts in _parts(article):
        plain = [re.sub(r"(?=[$*_\[\]#`~<])", r"\\", each) for each in texts]
        text = plain[0].replace("10⁶", raised)
        match kind:
            case "heading":
                made.append(f"## {text}")
            case "item":
                made.append("\n".join(plain))
            case "cell":
                made.append(f"| {plain[0]} | {plain[1]} |\n|---|---|\n| {plain[2]} | {plain[3]} |")
            case "box":
                made.append(box(text))
            case "caption":
                made.append(caption(text, number))
            case _:
                first, space, rest = text.partition(". ")
                mark = f"[^n{notes[number]}]" if number in notes else ""
                made.append(f"{first}.{mark}{space and ' '}{rest}" if space else text)
    listed = [f"[^n{number}]: {note}" for number, note in enumerate(article.notes.values(), 1)]
    return "\n\n".join([*made, *listed]) + "\n"


def _obsidian(article: Article) -> str:
    head = "---\naliases: [made]\ntags: [one, two]\ncssclasses: wide\n---\n# Made\n\n%% a comment of nobody %%\n\n"
    body = _markdown(article, lambda text: f"> [!note]\n> {text}", lambda text, number: f"{text} ^fig-{number}", "10<sup>6</sup>")
    return head + re.sub(r"\b(as|by|at)\b(?= [a-z])", r"==\1==", body)


def _quarto(article: Article) -> str:
    head = '---\ntitle: "Made"\nformat: html\n---\n\n# Made {.unnumbered}\n\n<!-- a comment of nobody -->\n\n'
    picture = "![{}](f.png){{#fig-{} width=50%}}"
    return head + _markdown(article, lambda text: f"::: {{.callout-note}}\n{text}\n:::", picture.format, "10^6^")


def _github(article: Article) -> str:
    box = '<div align="center">\n  <p>{}</p>\n</div>'
    picture = '<figure><img src="f.png"><figcaption>{}</figcaption></figure>'
    return "# Made\n\n" + _markdown(
        article, lambda text: box.format(text.replace("\\", "")), lambda text, _: picture.format(text.replace("\\", "")), "10<sup>6</sup>"
    )


# ── plain text ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def by_typists(found: Sequence[Article], folder: Path, formats: Sequence[str]) -> Iterator[Made]:
    """Yield the articles as plain text, in five manners."""
    folder.mkdir()
    manners: dict[str, Callable[[list[str]], bytes]] = {
        "one line a paragraph, Windows": lambda texts: "\r\n".join(texts).encode("cp1252"),
        "empty lines, 72 columns": lambda texts: _wrapped(texts, 72, "\n\n").encode(),
        "indents, 66 columns, Mac": lambda texts: _wrapped(texts, 66, "\n", first="   ").encode("mac_roman"),
        "divided words, 60 columns": lambda texts: _wrapped(texts, 60, "\n\n", divides=True).encode("utf-8-sig"),
        "mail that quotes": lambda texts: _wrapped(texts, 76, "\n>\n", first="> ", rest="> ").encode(),
    }
    for each in found if "txt" in formats else ():
        for number, (name, made) in enumerate(manners.items()):
            texts = [_western(text) for text in ("Made", *each.words("cell"))]
            path = folder / f"{each.number:03}-{number}.txt"
            path.write_bytes(made(texts))
            yield Made("txt", name, path, tuple(texts), ())


def _western(text: str) -> str:
    """Return a text with x for the signs that Windows or the Mac of Western Europe do not have."""
    return "".join(c if c.encode("cp1252", "ignore") and c.encode("mac_roman", "ignore") else "x" for c in text)


def _wrapped(texts: Sequence[str], width: int, between: str, *, first: str = "", rest: str = "", divides: bool = False) -> str:
    wrapper = textwrap.TextWrapper(width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    if not divides:
        return between.join(wrapper.fill(text) for text in texts) + "\n"
    return between.join("\n".join(_divided(text, width)) for text in texts) + "\n"


def _divided(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, of which some end within a word."""
    line = ""
    for word in text.split():
        room = width - len(line) - 2
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif room > 1 and len(word) - room > 1 and word.isalpha():
            yield f"{line} {word[:room]}-"
            line = word[room:]
        else:
            yield line
            line = word
    yield line


PAGE_MAKERS = (by_sites, by_books, by_writers_of_markdown, by_typists)
"""The makers of these files. Each takes articles, an empty folder and the formats that are wanted."""
