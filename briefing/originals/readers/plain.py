"""Reading plain text and Markdown: finding the encoding and the paragraphs."""

from __future__ import annotations

import itertools
import re
import statistics

from briefing.files.encodings import MARKS
from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError

_SAMPLE = 400_000
"""How many bytes are used to guess an encoding."""
_SAVE = "Save it as UTF-8 in your editor."


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes, and a notice if the encoding is a guess.

    The encoding comes from the byte order mark, else from the declaration in the file. Else it is UTF-8, or a guess from the letters.

    Raises:
        UnreadableError: The bytes are not text, or their encoding cannot be found.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), declared)
    if encoding:
        return _decoded(data, encoding), ()
    if b"\0" in data[:_SAMPLE]:
        return _decoded(data, _sixteen_bits(data)), ()
    try:
        return _text(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        return _guessed(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _text(data.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        raise UnreadableError(f"this file says that it is {encoding.removesuffix('-sig').upper()}, but it is not", _SAVE) from None


def _sixteen_bits(data: bytes) -> str:
    """Return the kind of UTF-16 of a text without a byte order mark, found by the zeros in every second byte."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.01 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.01 * half:
        return "utf-16-be"
    raise UnreadableError("this file is not text: it has NUL bytes", "Save it as .txt, .docx or .pdf from the program that made it.")


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableError("this file is not text, or its encoding is not known", _SAVE)
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        raise UnreadableError("this file mixes two encodings", _SAVE) from None
    return _text(text), (f"read as {best.encoding}, which is a guess: check the letters and quotation marks",)


def _text(text: str) -> str:
    if "\0" in text:
        raise UnreadableError("this file is not text: it has NUL characters", "Check that it is the right file.")
    controls = len(re.findall(r"[\x01-\x08\x0e-\x1b]", text[:_SAMPLE]))
    if controls > 20 + len(text[:_SAMPLE]) / 100:
        raise UnreadableError("this file is not text: it is full of control characters", "Check that it is the right file.")
    return text


def read_plain(data: bytes) -> Reading:
    """Read plain text: each line that is not empty is a paragraph, unless the lines are wrapped by hand."""
    text, notices = decode(data)
    lines = [line.strip() for line in text.splitlines()]
    if _is_wrapped(lines):
        notices = (*notices, "its short lines were joined into paragraphs; an empty line begins a new paragraph")
        return Reading("txt", tuple(_joined(lines)), notices=notices)
    return Reading("txt", tuple(filter(None, lines)), notices=notices)


def _is_wrapped(lines: list[str]) -> bool:
    """Say whether the paragraphs are divided into lines of about the same length, as in old mail and in books of Project Gutenberg."""
    full = [len(line) for line in lines if line]
    if len(full) < 10 or "" not in lines or max(full) > 100:
        return False
    followed = sum(1 for line, after in itertools.pairwise(lines) if line and after)
    return followed > len(full) / 2 and statistics.median(full) >= 50


def _joined(lines: list[str]) -> list[str]:
    return [" ".join(part.split("\n")) for part in re.split(r"\n{2,}", "\n".join(lines).strip("\n"))]


def read_markdown(data: bytes) -> Reading:
    """Read Markdown: the words of each block, without the marks."""
    from markdown_it import MarkdownIt

    text, notices = decode(data)
    settings, body = _front_matter(text.replace("\r\n", "\n"))
    paragraphs: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.type == "inline":
            paragraphs.append("".join(_words(child.type, child.content) for child in token.children or ()))
        elif token.type in ("fence", "code_block"):
            paragraphs += token.content.splitlines()
    author = settings.get("author", "")
    return Reading(
        "md",
        tuple(paragraphs),
        title=settings.get("title", ""),
        author=(author,) if author else (),
        issued=settings.get("date", ""),
        language=settings.get("lang", ""),
        notices=notices,
    )


def _words(kind: str, content: str) -> str:
    if kind in ("softbreak", "hardbreak"):
        return " "
    return content if kind in ("text", "code_inline", "text_special") else ""


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the settings at the top of a Markdown file, each on one line, and the text below them."""
    match = re.match(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*\n", text, re.DOTALL)
    if not match:
        return {}, text
    found = re.findall(r"^(\w+):[ \t]*(.+?)[ \t]*$", match[1], re.MULTILINE)
    return {key.lower(): value.strip("\"'") for key, value in found}, text[match.end() :]
