"""Checks of Word files: the rules of Word's Accessibility Checker, and links and references inside the file."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from briefing.check.files.rule import Finding
from briefing.check.files.word_contrast import contrasts
from briefing.check.files.word_file import R, W, WordFile, text_of

_KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_SAYS_NOTHING = {"here", "click here", "link", "more", "read more", "здесь", "тут", "подробнее", "мұнда", "бул жерде"}
_ADDRESS = re.compile(r"(https?://|www\.)\S*", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|emf|wmf|bmp|tiff?)|(image|picture|рисунок|изображение)\s*\d*", re.IGNORECASE)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check(parts: dict[str, bytes]) -> list[Finding]:
    """Return what is wrong with a Word file.

    Raises:
        UnreadableError: It is no Word document, or a part of it is no XML.
    """
    file = WordFile(parts)
    return [each for rule in _RULES for each in rule(file)]


# ── for readers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pictures(file: WordFile) -> Iterator[Finding]:
    for _, story in file.stories():
        for frame in story.iter(f"{_DRAWING}inline", f"{_DRAWING}anchor"):
            if frame.tag == f"{_DRAWING}anchor":
                yield Finding("word-floating", "a picture or box floats beside the text", file.under(frame))
            about = frame.find(f"{_DRAWING}docPr")
            words = "" if about is None else (about.get("descr") or "").strip()
            decorative = any(each.get("val") in ("1", "true") for each in frame.iter(_DECORATIVE))
            if not words and not decorative:
                yield Finding("word-pictures", "a picture has no alternative text", file.under(frame))
            elif _FILE_NAME.fullmatch(words):
                yield Finding("word-pictures", f"the alternative text of a picture is only '{words[:60]}'", file.under(frame))
        for old in story.iter(f"{W}pict"):
            if any(True for _ in old.iterancestors("{*}Fallback")):
                continue  # what old programs show in place of a drawing that is checked above
            yield Finding("word-floating", "an object in an old Word format (VML) is not in line with the text", file.under(old))


def _tables(file: WordFile) -> Iterator[Finding]:
    for table in file.document.iter(f"{W}tbl"):
        where, rows = file.under(table), table.findall(f"{W}tr")
        if not rows:
            continue
        if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield Finding("word-heads", "a table has no header row", where)
        if all(table.find(f"{W}tblPr/{W}{each}") is None for each in ("tblDescription", "tblCaption")):
            yield Finding("word-table-text", "a table has no description", where)
        if any(True for _ in table.iter(f"{W}gridSpan", f"{W}vMerge")) or table.find(f".//{W}tc//{W}tbl") is not None:
            yield Finding("word-rows", "a table has merged cells, or another table inside it", where)
        elif len({len(row.findall(f"{W}tc")) for row in rows}) > 1:
            yield Finding("word-rows", "the rows of a table have different numbers of cells", where)
        if any(cell[-1].tag != f"{W}p" for cell in table.iter(f"{W}tc") if len(cell)):
            yield Finding("word-parts", "a cell of a table does not end with a paragraph", where)


def _headings(file: WordFile) -> Iterator[Finding]:
    last = 0
    for paragraph in file.document.iter(f"{W}p"):
        level = file.level(paragraph)
        if level is None:
            continue
        where = file.under(paragraph)
        if not text_of(paragraph).strip():
            yield Finding("word-headings", "a heading is empty", where)
        if level > last + 1:
            after = f"follows a heading of level {last}" if last else "is the first heading"
            yield Finding("word-headings", f"a heading of level {level} {after}", where)
        last = level
    if not last:
        yield Finding("word-headings", "it has no headings")


def _blanks(file: WordFile) -> Iterator[Finding]:
    run, holder = 0, None
    for paragraph in file.document.iter(f"{W}p"):
        if paragraph.getparent() is not holder:  # an empty cell beside an empty cell is no distance
            run, holder = 0, paragraph.getparent()
        in_control = any(True for _ in paragraph.iterancestors(f"{W}sdt"))
        holds = text_of(paragraph) or paragraph.find(f".//{W}drawing") is not None or paragraph.find(f".//{W}br") is not None
        run = 0 if holds or in_control else run + 1
        if run == 3:
            yield Finding("word-blanks", "there are several empty paragraphs in a row", file.under(paragraph))
        if re.search(r"[ \u00a0_]{4,}", text_of(paragraph)):
            yield Finding("word-blanks", "there are several spaces or underscores in a row", file.under(paragraph))


def _link_words(file: WordFile) -> Iterator[Finding]:
    for _, story in file.stories():
        for link in story.iter(f"{W}hyperlink"):
            text = text_of(link).strip()
            if not text and link.find(f".//{W}drawing") is None:
                yield Finding("word-link-words", "a link has no words", file.under(link))
            elif _ADDRESS.fullmatch(text) or text.lower().rstrip(".… ") in _SAYS_NOTHING:
                yield Finding("word-link-words", f"the words of a link are only '{text[:60]}'", file.under(link))


def _controls(file: WordFile) -> Iterator[Finding]:
    for control in file.document.iter(f"{W}sdtPr"):
        if control.find(f"{W}docPartObj") is not None or control.find(f"{W}bibliography") is not None:
            continue  # made and named by Word itself
        alias = control.find(f"{W}alias")
        if alias is None or not (alias.get(f"{W}val") or "").strip():
            yield Finding("word-fields", "a place to fill in has no name", file.under(control))


def _settings(file: WordFile) -> Iterator[Finding]:
    settings = file.part("settings")
    found = etree.Element("none") if settings is None else settings
    lock = found.find(f"{W}documentProtection")
    if lock is not None and lock.get(f"{W}enforcement") in ("1", "true", "on"):
        yield Finding("word-locked", "editing is restricted")
    if found.find(f"{W}updateFields") is not None:
        yield Finding("word-prompts", "Word asks each time it opens the file whether to update fields")
    modes = [each.get(f"{W}val") for each in found.iter(f"{W}compatSetting") if each.get(f"{W}name") == "compatibilityMode"]
    if not modes or modes[0] != "15":
        yield Finding("word-mode", "it opens in Compatibility Mode")
    styles = file.part("styles")
    language = None if styles is None else styles.find(f"{W}docDefaults//{W}lang")
    if language is None or not language.get(f"{W}val"):
        yield Finding("word-language", "it does not name its language, so a screen reader cannot choose a voice")
    core = next((element for name, element in file.xml.items() if name.lower().endswith("docprops/core.xml")), None)
    if core is None or not (core.findtext(_CORE_TITLE) or "").strip():
        yield Finding("word-title", "it has no title")


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _relationships(file: WordFile) -> Iterator[Finding]:
    for name in sorted(file.xml):
        if not name.endswith(".rels"):
            continue
        source = posixpath.dirname(posixpath.dirname(name))
        for each in file.xml[name].iter("{*}Relationship"):
            target, kind = each.get("Target") or "", (each.get("Type") or "").rsplit("/", 1)[-1]
            if each.get("TargetMode") == "External":
                if kind != "hyperlink":
                    yield Finding("word-link-targets", f"a part of the file ({kind}) is stored outside it")
                elif not re.match(r"(https?|mailto|tel):", target, re.IGNORECASE):
                    yield Finding("word-link-targets", f"a link leads to '{target[:60]}', which is not an address")
            elif not target.startswith("#") and posixpath.normpath(posixpath.join("/", source, target)).lstrip("/") not in file.names:
                yield Finding("word-parts", f"the part '{target[:60]}' is missing")
    for name, story in file.stories():
        known = file.relationships(name)
        for element in story.iter(etree.Element):
            if element.get(f"{R}id", "") not in ("", *known) or element.get(f"{R}embed", "") not in ("", *known):
                yield Finding("word-parts", "a link or picture refers to a part that does not exist", file.under(element))


def _bookmarks(file: WordFile) -> Iterator[Finding]:
    starts = [(each.get(f"{W}id"), each.get(f"{W}name") or "") for each in file.document.iter(f"{W}bookmarkStart")]
    ends = {each.get(f"{W}id") for each in file.document.iter(f"{W}bookmarkEnd")}
    names = Counter(name.lower() for _, name in starts)
    if any(count > 1 for count in names.values()):
        yield Finding("word-bookmarks", f"two bookmarks are called '{names.most_common(1)[0][0]}'")
    # Word itself writes letters, digits and underscores. It opens names with hyphens and points, which pandoc and others write, and its
    # links to them work; it does not open names with blanks, and cuts off what is longer than 40 characters.
    odd = [name for _, name in starts if not re.fullmatch(r"[^\W][\w.:-]{0,39}", name)]
    if odd:
        yield Finding("word-bookmarks", f"Word does not take the names of some bookmarks ({len(odd)}), such as '{odd[0][:60]}'")
    open_ = [name for number, name in starts if number not in ends]
    if open_:
        yield Finding("word-bookmarks", f"bookmarks have no end ({len(open_)}), such as '{open_[0][:60]}'")
    for _, story in file.stories():
        for link in story.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor and anchor.lower() not in {*names, "_top"} and not link.get(f"{R}id"):
                yield Finding("word-link-targets", f"a link leads to '{anchor[:60]}', which does not exist", file.under(link))
        for code in story.iter(f"{W}instrText"):
            asked = re.match(r"\s*PAGEREF\s+(\S+)\s", code.text or "")
            if asked and asked[1].lower() not in names:
                yield Finding("word-link-targets", f"a page number refers to '{asked[1][:60]}', which does not exist", file.under(code))


def _fields(file: WordFile) -> Iterator[Finding]:
    for name, story in file.stories():
        depth = 0
        for each in story.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(each.get(f"{W}fldCharType") or "", 0)
            if depth < 0:
                yield Finding("word-codes", "a field ends before it begins", file.under(each))
                break
            if each.get(f"{W}dirty"):
                yield Finding("word-codes", "a field asks to be updated", file.under(each))
        if depth > 0:
            yield Finding("word-codes", f"a field in {posixpath.basename(name)} has no end")


def _used_styles(file: WordFile) -> Iterator[Finding]:
    numbering = file.part("numbering")
    numbers = {"0"} if numbering is None else {"0", *(each.get(f"{W}numId") for each in numbering.iterfind(f"{W}num"))}
    for _, story in file.stories():
        for tag, kind in _KINDS.items():
            for each in story.iter(W + tag):
                style = file.styles.get(each.get(f"{W}val"))
                if style is None or style.get(f"{W}type") != kind:
                    yield Finding("word-styles", f"there is no {kind} style '{each.get(f'{W}val')}'", file.under(each))
        for each in story.iter(f"{W}numId"):
            if each.get(f"{W}val") not in numbers:
                yield Finding("word-styles", f"there is no numbering '{each.get(f'{W}val')}'", file.under(each))


def _notes(file: WordFile) -> Iterator[Finding]:
    for part, mark, what in (
        ("footnotes", "footnoteReference", "footnote"),
        ("endnotes", "endnoteReference", "endnote"),
        ("comments", "commentReference", "comment"),
    ):
        element = file.part(part)
        notes = [] if element is None else [each.get(f"{W}id") for each in element if not each.get(f"{W}type")]
        if sorted(map(str, notes)) != sorted(str(each.get(f"{W}id")) for each in file.document.iter(W + mark)):
            yield Finding("word-notes", f"a {what} has no mark in the text, or a mark has no {what}")
    ends = {each.get(f"{W}id") for each in file.document.iter(f"{W}commentRangeEnd")}
    for comment in file.document.iter(f"{W}commentRangeStart"):
        if comment.get(f"{W}id") not in ends:
            yield Finding("word-notes", "a comment does not say where the words that it is about end", file.under(comment))


_RULES: tuple[Callable[[WordFile], Iterator[Finding]], ...] = (
    _pictures,
    _tables,
    _headings,
    _blanks,
    _link_words,
    _controls,
    _settings,
    contrasts,
    _relationships,
    _bookmarks,
    _fields,
    _used_styles,
    _notes,
)
