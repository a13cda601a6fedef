"""Reading Markdown as people write it for pandoc, Quarto, Obsidian, Hugo and GitHub: the words, without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.originals.readers import decoding, markdown_marks, publication
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.note_links import NoteLinks
from briefing.originals.readers.page_looks import looks
from briefing.originals.readers.page_styles import styles
from briefing.originals.readers.page_walk import Walk
from briefing.originals.readers.result import Reading
from briefing.originals.readers.telling import Told
from briefing.originals.readers.undisplayed import undisplayed
from briefing.originals.readers.web import doubts_about_formulas, parsed, tell
from briefing.system import pandoc, temporary
from briefing.system.confined.limits import UnreadableError

_DIALECT = (
    "markdown-smart-citations-raw_tex-latex_macros-fancy_lists-example_lists-pandoc_title_block-yaml_metadata_block-blank_before_header"
    "-blank_before_blockquote-auto_identifiers+lists_without_preceding_blankline+autolink_bare_uris+tex_math_dollars+mark+task_lists"
    "-implicit_header_references-abbreviations"
)
"""Pandoc's Markdown, which reads all marks of the others but a few, without what changes typed signs."""
_HEAP, _SECONDS = "300m", 45
_AUTHORS = re.compile(r"^(authors?):[ \t]*\n((?:[ \t]*-[ \t]+.+(?:\n|\Z)|[ \t]+[\w-]+:.*(?:\n|\Z))+)", re.MULTILINE)
_YAML = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(
    r"\+\+\+[ \t]*\n"
    r"((?:[ \t]*#[^\n]*\n|[ \t]*\n)*[\w\"'.-]+[ \t]*=.{0,20000}?|[ \t]*\[{1,2}[\w.]+\]{1,2}.{0,20000}?)\n\+\+\+[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_TITLE_BLOCK = re.compile(r"(?:%[ \t]?.*(?:\n[ \t]+\S.*)*\n){1,3}(?=\s*\n)")
_HEADS = re.compile(r"(?:title|author)[ \t]*:.*\n(?:(?:[A-Za-z][\w -]{1,30}:.*|[ \t]+\S.*)\n)+(?=[ \t]*\n)", re.IGNORECASE)
"""Settings of MultiMarkdown and Pelican, without a line above or below them."""
_CITATION = re.compile(
    r"\{cite[\w:]*\}\S+|\[[^\]\n]{0,80}@[\w:.#$%&+?<>~/-]+[^\]\n]{0,80}\]"
    r"|(?<!\w)-?@(?:(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|def|exm|exr|nte|tip|wrn|imp|cau)-[\w-]+|[^\W\d_][\w:.-]*\d{4}\w*)"
)
"""Citations of MyST and pandoc, in brackets and as part of a sentence, and references of Quarto to figures and the like."""


def read_markdown(data: bytes) -> Reading:
    """Read Markdown.

    Raises:
        UnreadableError: The bytes are not text, or pandoc needs too much time or memory.
    """
    decoded = decoding.decode(data)
    settings, body = _front_matter(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    marks = markdown_marks.without(body)
    root = parsed(f"<!DOCTYPE html><body>{_page(marks.text)}")
    for struck in root.iter("del"):
        struck.tag = "s"  # struck out, but shown
    said, told = styles(root, [node.text or "" for node in root.iter("style")]), Told()
    links = NoteLinks({"": root})
    blocks = Walk(looks(root, said, undisplayed(root, said), links), told).of(root)
    told.add("hidden", " ".join([*marks.comments, *(block.text for block in blocks if block.hidden)]))
    shown = [block for block in blocks if not block.hidden]
    tell(told, shown, links)
    lines = tuple(block.line for is_note in (False, True) for block in shown if block.is_note == is_note)
    notices = (*decoded.all_notices(lines), *_told(marks, lines), *told.notices(len(lines)))
    return Reading(
        "md",
        lines,
        notices=notices,
        doubts=(*decoded.doubts(lines), *told.doubts(len(lines)), *doubts_about_formulas(told, lines)),
        **_metadata(settings),
    )


def _page(text: str) -> str:
    if not text.strip():
        return ""
    with temporary.folder() as folder:
        try:
            args = ["--sandbox", "--from", _DIALECT, "--to", "html5", "--mathml", "--wrap=none", "--email-obfuscation=none"]
            made = pandoc.run(args, text.encode("utf-8", "replace"), folder, timeout=_SECONDS, memory=_HEAP)
        except pandoc.PandocError as error:
            what = (
                f"reading this file takes more than {_SECONDS} seconds"
                if "seconds" in str(error)
                else "reading this file takes too much memory"
            )
            raise UnreadableError(what, "Copy the text that you need into a new file.") from None
    return made.decode("utf-8")


def _told(marks: markdown_marks.Marks, lines: tuple[str, ...]) -> Iterator[str]:
    for found, what in ((marks.shortcodes, "shortcode"), (marks.embedded, "embedded file"), (marks.programs, "line of a program")):
        if found:
            many = what.replace("line", "lines") if what.startswith("line") else f"{what}s"
            yield f"{len(found):,} {what if len(found) == 1 else many} left out{quoted([' '.join(found[0].split())[:80]])}"
    citations = [match[0] for line in lines for match in _CITATION.finditer(line)]
    if citations:
        yield f"{len(citations):,} citation{'s' * (len(citations) > 1)} kept as typed{quoted(citations[:1])}"


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the settings at the top of a Markdown file, each on one line, and the text below them."""
    text = text.lstrip("\ufeff")
    if (match := _YAML.match(text)) and re.match(r"\s*(?:#.*\n\s*)*[\w-]+:(?:\s|\Z)", match[1]):
        found = re.findall(r"^([\w-]+):[ \t]*(.+?)[ \t]*$", _AUTHORS.sub(_in_line, match[1]), re.MULTILINE)
    elif match := _TOML.match(text):
        found = re.findall(r"^([\w-]+)[ \t]*=[ \t]*(.+?)[ \t]*$", match[1], re.MULTILINE)
    elif match := _HEADS.match(text):
        found = re.findall(r"^([\w-]+)[ \t]*:[ \t]*(.+?)[ \t]*$", match[0], re.MULTILINE)
    elif match := _TITLE_BLOCK.match(text):
        lines = re.sub(r"\n[ \t]+", " ", match[0]).splitlines()
        found = list(zip(("title", "author", "date"), (line.lstrip("%").strip() for line in lines), strict=False))
    else:
        return {}, text
    return {key.lower(): value.strip("\"'") for key, value in found}, text[match.end() :]


def _in_line(match: re.Match[str]) -> str:
    """Return a list of authors, one on each line, as one line."""
    names = (re.sub(r"^name:\s*", "", each).strip(" \t\"'") for each in re.findall(r"^[ \t]*-[ \t]+(.+)$", match[2], re.MULTILINE))
    return f"{match[1]}: {'; '.join(names)}\n"


_DATES = ("issued", "published", "date", "pubdate", "publish_date", "publish-date", "year")


def _metadata(settings: dict[str, str]) -> dict[str, Any]:
    author = publication.without_links(settings.get("author", settings.get("authors", ""))).strip("[]")
    names = [name.strip(" \"'") for name in re.split(r";|,(?=\s*[\"'])", author)]
    return {
        "title": settings.get("title", ""),
        "author": tuple(filter(None, names)),
        "issued": next((settings[key] for key in _DATES if settings.get(key)), ""),
        "language": settings.get("lang", settings.get("language", "")),
        "work": publication.of_settings(settings),
    }
