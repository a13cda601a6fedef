"""Word and OpenDocument packages with signs in the text for what pandoc does not tell: captions, boxes, terms, what pictures show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.system.confined import zip_packages

Node = Any
SIGN = "\U0010fff0"
"""The beginning of a sign. A letter for its kind follows. The character is for private use, and is taken out of the files of strangers."""
CAPTION, CAPTION_OF_NEXT, LABEL_END, CREDIT = "c", "C", "n", "e"
TERM, MEANING, QUOTED, WHOSE = "t", "d", "q", "s"
BOX_TITLE, BOX_TEXT, TYPED, RULE = "B", "b", "k", "r"
PICTURE, DECORATIVE = "p", "x"
ANCHOR = "i"
SIGNS = re.compile(rf"{SIGN}(?:{PICTURE}\d+;|{ANCHOR}[0-9a-f]+;|.)")
"""Signs, with the numbers of those of pictures and the names of those of anchors."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_TEXT, _DRAW, _STYLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("text", "drawing", "style"))
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CONTENTS, _BORDERED = "contents", "bordered"
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("caption", "table caption", "image caption", "tablecaption", "figurecaption", "illustration", "drawing"), CAPTION),
    **dict.fromkeys(("glossary term", "list heading", "definition term tight"), TERM),
    **dict.fromkeys(("glossary definition", "list contents", "definition definition", "definition definition tight"), MEANING),
    **dict.fromkeys(("html preformatted", "preformatted text"), TYPED),
    **dict.fromkeys(("toc heading", "table of figures", *(f"toc {level}" for level in range(1, 10))), _CONTENTS),
    "quotations": QUOTED,
    **dict.fromkeys(("horizontal line", "divider"), RULE),
    "excerpt source": WHOSE,
    "box title": BOX_TITLE,
    "box text": BOX_TEXT,
    "small text": CREDIT,
}
"""What the styles of Word, LibreOffice, pandoc and briefing's own packs make of a paragraph, by their names."""
_OF_OPEN_DOCUMENT = {"definition term": TERM, "figure": CAPTION, "quote": QUOTED}
"""Styles that pandoc knows in Word files, or that have another meaning there."""


@dataclass
class Signed:
    """A package with signs."""

    data: bytes
    shows: list[str] = field(default_factory=list)
    """What the pictures show whose places have a sign, by their numbers."""
    left: list[str] = field(default_factory=list)
    """The words of its table of contents, which are taken out."""


def signed(data: bytes, package: zipfile.ZipFile, ending: str) -> Signed:
    """Return a package with signs in its text.

    Args:
        data: The package.
        package: The same, opened.
        ending: `.docx` or `.odt`.

    Raises:
        UnreadableError: A part is damaged.
    """
    main, styles = ("word/document.xml", "word/styles.xml") if ending == ".docx" else ("content.xml", "styles.xml")
    names = set(package.namelist())
    if main not in names:
        return Signed(data)  # pandoc says what it thinks of it
    from lxml import etree

    root = zip_packages.parsed(package.read(main))
    for node in root.iter():
        node.text, node.tail = (text.replace(SIGN, "") if text else text for text in (node.text, node.tail))
    parts = [root, *([zip_packages.parsed(package.read(styles))] if styles in names else [])]
    found = Signed(b"")
    if ending == ".docx":
        _sign_word(root, _word_kinds(parts[-1]), found)
    else:
        _sign_open_document(root, _open_document_kinds(parts), found)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        for name in package.namelist():
            part = etree.tostring(root, encoding="UTF-8") if name == main else package.read(name)
            if name == "word/numbering.xml":
                part = part.replace("☑".encode(), "☒".encode())  # the only sign of a task done that pandoc knows
            copy.writestr(name, part)
    found.data = made.getvalue()
    return found


def _chained(names: Mapping[str, tuple[str, str]], kinds: Mapping[str, str]) -> dict[str, str]:
    """Return the kinds of styles: their own, or that of the style that they follow. `names` has name and parent, by id."""
    found = {}
    for key in names:
        current, seen = key, set[str]()
        while current in names and current not in seen:
            seen.add(current)
            name, parent = names[current]
            if kind := kinds.get(name.lower(), ""):
                found[key] = kind
                break
            current = parent
    return found


# ── Word ──


def _word_kinds(styles: Node) -> dict[str, str]:
    names = {}
    for style in styles.iter(f"{_WORD}style"):
        name, parent = style.find(f"{_WORD}name"), style.find(f"{_WORD}basedOn")
        value = name.get(f"{_WORD}val", "") if name is not None else ""
        names[style.get(f"{_WORD}styleId", "")] = value, parent.get(f"{_WORD}val", "") if parent is not None else ""
    return _chained(names, _KINDS)


def _sign_word(root: Node, kinds: Mapping[str, str], found: Signed) -> None:
    for paragraph in root.iter(f"{_WORD}p"):
        settings = paragraph.find(f"{_WORD}pPr")
        style = settings.find(f"{_WORD}pStyle") if settings is not None else None
        kind = kinds.get(style.get(f"{_WORD}val", ""), "") if style is not None else ""
        if kind == _CONTENTS:
            for text in list(paragraph.iter(f"{_WORD}t")):
                found.left.append(text.text or "")
                text.text = ""
            continue
        if _is_rule(paragraph, settings):
            kind = RULE
        elif settings is None or (settings.find(f"{_WORD}numPr") is not None and kind != CAPTION):
            continue
        if kind == CAPTION:
            settings.remove(style)  # pandoc would move the paragraph
            _end_label(paragraph)
            kind = CAPTION_OF_NEXT if settings.find(f"{_WORD}keepNext") is not None else CAPTION
        if kind:
            settings.addnext(_run(paragraph, SIGN + kind))
    for described in root.iter(f"{_DRAWING}docPr"):
        drawing = next(described.iterancestors(f"{_WORD}drawing"), None)
        runs = list(described.iterancestors(f"{_WORD}r"))
        if drawing is not None and runs and next(drawing.iter(_BLIP), None) is not None:
            runs[-1].addprevious(_run(root, f"{SIGN}{PICTURE}{len(found.shows)};"))
            is_decorative = any(each.get("val") in ("1", "true") for each in described.iter(_DECORATIVE))
            shown = (described.get("descr") or described.get("title") or "").replace(SIGN, "")
            found.shows.append(SIGN + DECORATIVE if is_decorative else shown)
    _make_known(root)


def _make_known(root: Node) -> None:
    """Change what pandoc misreads: bookmarks between two paragraphs, and descriptions of tables, which it takes for captions."""
    for bookmark in list(root.iter(f"{_WORD}bookmarkStart")):
        following = bookmark.getnext()
        while following is not None and following.tag in (f"{_WORD}bookmarkStart", f"{_WORD}bookmarkEnd"):
            following = following.getnext()
        if following is not None and following.tag == f"{_WORD}p":
            settings = following.find(f"{_WORD}pPr")
            following.insert(0 if settings is None else 1, bookmark)
    for said in list(root.iter(f"{_WORD}tblCaption", f"{_WORD}tblDescription")):
        said.getparent().remove(said)


def _is_rule(paragraph: Node, settings: Node) -> bool:
    """Say whether a paragraph has no words, but a border."""
    border = settings.find(f"{_WORD}pBdr") if settings is not None else None
    if border is None or not any(border.find(f"{_WORD}{side}") is not None for side in ("top", "bottom")):
        return False
    return not any(next(paragraph.iter(f"{_WORD}{name}"), None) is not None for name in ("t", "drawing", "pict", "object"))


def _run(paragraph: Node, text: str) -> Node:
    run = paragraph.makeelement(f"{_WORD}r")
    words = run.makeelement(f"{_WORD}t")
    words.text = text
    run.append(words)
    return run


def _end_label(paragraph: Node) -> None:
    """Put a sign behind the number that Word computes for a caption: `Figure 1`."""
    in_number = False
    for node in list(paragraph.iter(f"{_WORD}instrText", f"{_WORD}fldChar", f"{_WORD}fldSimple")):
        instruction = node.text or "" if node.tag == f"{_WORD}instrText" else node.get(f"{_WORD}instr", "")
        in_number = in_number or instruction.split()[:1] == ["SEQ"]
        if in_number and (node.tag == f"{_WORD}fldSimple" or node.get(f"{_WORD}fldCharType") == "end"):
            end = node if node.tag == f"{_WORD}fldSimple" else node.getparent()
            end.addnext(_run(paragraph, SIGN + LABEL_END))
            if end is node:
                for run in list(node):
                    node.addprevious(run)  # pandoc would leave the number out
            return


# ── OpenDocument ──


def _open_document_kinds(parts: list[Node]) -> dict[str, str]:
    names, bordered = {}, {}
    for style in (each for part in parts for each in part.iter(f"{_STYLE}style") if each.get(f"{_STYLE}family") == "paragraph"):
        name = style.get(f"{_STYLE}name", "")
        names[name] = _named(name), style.get(f"{_STYLE}parent-style-name", "")
        borders = [each.get(_FO + side, "none") for each in style for side in ("border", "border-top", "border-bottom")]
        if any(border != "none" for border in borders):
            bordered[name] = _BORDERED
    return {**bordered, **_chained(names, {**_KINDS, **_OF_OPEN_DOCUMENT})}


def _sign_open_document(root: Node, kinds: Mapping[str, str], found: Signed) -> None:
    for contents in [each for name in ("table-of-content", "illustration-index", "table-index") for each in root.iter(_TEXT + name)]:
        found.left.append(" ".join(contents.itertext()))
        _taken_out(contents)
    for frame in list(root.iter(f"{_DRAW}frame")):
        _unframe(frame)
    kinds_of_names = {**_KINDS, **_OF_OPEN_DOCUMENT}
    for paragraph in list(root.iter(f"{_TEXT}p")):
        style = paragraph.get(f"{_TEXT}style-name", "")
        kind = kinds.get(style, "") or kinds_of_names.get(_named(style), "")  # pandoc uses styles that it does not define
        if kind == _BORDERED:
            kind = "" if len(paragraph) or paragraph.text else RULE
        if kind == CAPTION:
            _put_pictures_before(paragraph)
            for label in paragraph.iter(f"{_TEXT}sequence"):
                label.tail = f"{SIGN}{LABEL_END}{label.tail or ''}"
                break
            _name_anchors(paragraph)
        if kind == TYPED:
            _keep_spaces(paragraph)
        if kind:
            paragraph.text = f"{SIGN}{kind}{paragraph.text or ''}"
    for heading in root.iter(f"{_TEXT}h"):
        _name_anchors(heading, f"{''.join(heading.itertext())}|outline")  # as LibreOffice links to headings
    for frame in root.iter(f"{_DRAW}frame"):
        if frame.find(f"{_DRAW}image") is not None:
            _append_before(frame, f"{SIGN}{PICTURE}{len(found.shows)};")
            found.shows.append(_shown(frame))


def _name_anchors(paragraph: Node, *names: str) -> None:
    """Put a sign with the name of each bookmark into a heading or a caption: pandoc gives them other names, and links the old ones."""
    bookmarks = paragraph.iter(f"{_TEXT}bookmark", f"{_TEXT}bookmark-start", f"{_TEXT}reference-mark", f"{_TEXT}reference-mark-start")
    found = [*(each.get(f"{_TEXT}name", "") for each in bookmarks), *names]
    signs = "".join(f"{SIGN}{ANCHOR}{name.encode().hex()};" for name in found if name)
    paragraph.text = (paragraph.text or "") + signs


def anchors(text: str) -> list[str]:
    """Return the names of the bookmarks whose signs a text has."""
    return [bytes.fromhex(name).decode() for name in re.findall(rf"{SIGN}{ANCHOR}([0-9a-f]+);", text)]


def _named(style: str) -> str:
    return style.replace("_20_", " ").lower()


def _shown(frame: Node) -> str:
    if any(name.endswith("}decorative") and value == "true" for name, value in frame.attrib.items()):
        return SIGN + DECORATIVE
    texts = ["".join(each.itertext()).strip() for name in ("title", "desc") for each in frame.findall(_SVG + name)]
    return ". ".join(dict.fromkeys(filter(None, texts))).replace(SIGN, "")


def _unframe(frame: Node) -> None:
    """Move a picture and its caption out of the frame that LibreOffice puts around them, behind the paragraph to which it is tied."""
    box = frame.find(f"{_DRAW}text-box")
    host = next(frame.iterancestors(f"{_TEXT}p"), None)
    if box is None or host is None or next(box.iter(f"{_DRAW}image"), None) is None:
        return
    for paragraph in reversed(list(box)):
        host.addnext(paragraph)
    _taken_out(frame)


def _put_pictures_before(caption: Node) -> None:
    for frame in [each for each in caption.iter(f"{_DRAW}frame") if each.find(f"{_DRAW}image") is not None]:
        before = caption.makeelement(f"{_TEXT}p")
        caption.addprevious(before)
        _taken_out(frame)
        before.append(frame)


def _taken_out(node: Node) -> None:
    """Take a node out of its tree; the words behind it stay."""
    if node.tail:
        _append_before(node, node.tail)
        node.tail = None
    node.getparent().remove(node)


def _append_before(node: Node, text: str) -> None:
    previous, parent = node.getprevious(), node.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _keep_spaces(paragraph: Node) -> None:
    """Turn the spaces of what is typed as it is into such as pandoc keeps."""
    for node in paragraph.iter():
        node.text, node.tail = (text.replace(" ", "\u00a0") if text else text for text in (node.text, node.tail))
    for node in list(_spaces(paragraph)):
        count = int(node.get(f"{_TEXT}c", "1")) if node.tag == f"{_TEXT}s" else 4
        node.tail = "\u00a0" * min(count, 80) + (node.tail or "")
        _taken_out(node)


def _spaces(paragraph: Node) -> Iterator[Node]:
    yield from paragraph.iter(f"{_TEXT}s", f"{_TEXT}tab")
