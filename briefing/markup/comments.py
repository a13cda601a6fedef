"""Turning a comment, as programs for annotations write it, into Markdown for one paragraph, such as the text of a note.

Words and emphasis stay. What a note cannot have (pictures, tags of HTML, links without a web address) is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING

from briefing.dataclass import dataclass
from briefing.markup import parse
from briefing.markup.tokens import closing

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SIGNS = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|@(?=\w)|&(?=#?\w+;)|\^(?=\[)|~(?=~)")
"""Signs that Markdown could take for more than themselves."""
_WEB = re.compile(r"https?://|mailto:", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)


@dataclass
class Comment:
    """A comment as Markdown for one paragraph."""

    text: str = ""
    """An empty line in it is a line break in print. The text is empty if the comment has nothing that can be printed."""
    left_out: list[str] = field(default_factory=list)
    """What the text lacks, or has in another form."""


def comment(text: str) -> Comment:
    """Read a comment.

    Args:
        text: Markdown, with lists, pictures and tags of HTML.
    """
    found = Comment()
    tokens = _markdown().parse(text)
    lines = [" ".join(line.split()) for line in _lines(tokens, found)]
    found.text = "\n\n".join(filter(None, lines))
    found.left_out = list(dict.fromkeys(found.left_out))
    lost = text.strip() and not found.text and not found.left_out
    if lost or _is_faulty(found.text):
        found.text = re.sub(r"([\\`*_\[\]<>^@#|])", r"\\\1", " ".join(text.split()))
        found.left_out = ["its signs of Markdown came in as plain signs"]
    return found


@cache
def _markdown() -> MarkdownIt:
    """Return a parser of Markdown as annotations have it. Definitions of links are plain text here, so that none is lost."""
    from markdown_it import MarkdownIt  # it takes longer to load than a comment to read

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("reference")


def _is_faulty(line: str) -> bool:
    parsed = parse(line, "line")
    return bool(parsed.faults or parsed.citations)


def _lines(tokens: Sequence[Token], found: Comment) -> Iterator[str]:
    """Yield a line for each paragraph, item of a list and row of a table."""
    position = 0
    while position < len(tokens):
        token, end = tokens[position], closing(tokens, position)
        inside = tokens[position + 1 : end]
        match token.type:
            case "paragraph_open":
                yield _paragraph(inside[0], found)
            case "heading_open":
                words = _paragraph(inside[0], found)
                yield words if "**" in words or not words else f"**{words}**"
            case "list_item_open":
                yield from _item(token, inside, found)
            case "tr_open":
                cells = [_paragraph(each, found) for each in inside if each.type == "inline"]
                yield "; ".join(cells)
            case "fence" | "code_block":
                yield from map(_escaped, token.content.splitlines())
            case "html_block":
                yield _escaped(_without_tags(token.content, found))
            case "hr":
                found.left_out.append("a line across the page is left out")
            case _:
                if token.type == "table_open":
                    found.left_out.append("a table came in as one line for each row")
                elif token.type == "blockquote_open":
                    found.left_out.append("a block quotation came in as plain lines")
                yield from _lines(inside, found)
        position = end + 1


def _item(token: Token, inside: Sequence[Token], found: Comment) -> Iterator[str]:
    """Yield the lines of an item of a list. A note has no lists, so the first line begins with a dash or its number."""
    label = f"{token.info}." if token.info else "–"
    for number, line in enumerate(filter(str.strip, _lines(inside, found))):
        yield line if number else f"{label} {line}"


def _paragraph(inline: Token, found: Comment) -> str:
    """Return a paragraph as it is, if it can be printed so, else what can be printed of it."""
    children = inline.children or []
    if not any(each.type in ("s_open", "html_inline", "image", "link_open") for each in children):
        raw = " ".join(inline.content.split())
        if not _is_faulty(raw):
            return raw
    return _inlines(children, found)


def _inlines(tokens: Sequence[Token], found: Comment) -> str:
    parts: list[str] = []
    position = 0
    while position < len(tokens):
        end = closing(tokens, position)
        parts.append(_inline(tokens[position], tokens[position + 1 : end], found))
        position = end + 1
    return "".join(parts)


def _inline(token: Token, inside: Sequence[Token], found: Comment) -> str:
    match token.type:
        case "em_open" | "strong_open":
            words, mark = _inlines(inside, found), "*" if token.type == "em_open" else "**"
            return f"{mark}{words.strip()}{mark}{' ' * words.endswith(' ')}" if words.strip() else words
        case "link_open":
            return _link(str(token.attrs.get("href", "")), _inlines(inside, found), found)
        case "image":
            what = f" “{token.content}”" if token.content else ""
            found.left_out.append(f"the picture{what} ({token.attrs.get('src', '')}) is left out")
            return ""
        case "html_inline":
            return _without_tags(token.content, found)
        case "s_open":
            found.left_out.append(f"the words that are struck out (“{_inlines(inside, Comment())}”) are left out")
            return ""
        case "softbreak" | "hardbreak":
            return " "
        case _:
            return _escaped(token.content)


def _link(url: str, words: str, found: Comment) -> str:
    if not words.strip():
        found.left_out.append(f"a link without words ({url}) is left out")
        return ""
    if not _WEB.match(url):
        found.left_out.append(f"the words “{words}” came in without their link, because '{url}' is not a web address")
        return words
    return f"[{words}](<{url}>)" if re.search(r"[()\s]", url) else f"[{words}]({url})"


def _without_tags(html: str, found: Comment) -> str:
    """Return HTML without its tags, which are named once: where they are opened."""
    found.left_out += [f"the tag {' '.join(tag.split())} is left out" for tag in _TAG.findall(html) if not tag.startswith("</")]
    return re.sub(r"[ \n]+", " ", _TAG.sub(lambda tag: " " if re.match(r"</?(?:br|p|div|li|tr|td|hr)\b", tag[0]) else "", html))


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)
