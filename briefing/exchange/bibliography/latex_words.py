"""Words of LaTeX, as BibTeX files have them, as text with the tags of CSL. Pandoc reads what is more than letters."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefing.originals.readers import tex_formulas
from briefing.system import pandoc, temporary

_SPECIAL = re.compile(r"[\\{}$~%]|--|``|''|\^|\n")
_HEAP, _SECONDS = "300m", 40
_MOST_AT_ONCE = 400
"""How many values pandoc reads at once."""
_LETTERS = {"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ"}
"""Letters that pandoc does not know by their commands."""
_MARKS = {"---": "—", "--": "–", "``": "“", "''": "”"}
_TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}


def read(values: Iterable[str]) -> dict[str, str]:
    """Return what each value says, by the value."""
    wanted = list(dict.fromkeys(values))
    found = {value: " ".join(value.split()) for value in wanted if not _SPECIAL.search(value)}
    hard = [value for value in wanted if value not in found]
    for begin in range(0, len(hard), _MOST_AT_ONCE):
        found |= _read(hard[begin : begin + _MOST_AT_ONCE])
    return found


def _read(values: Sequence[str]) -> dict[str, str]:
    """Read values together; where one of them is no LaTeX, it is found by halves and stays as it is."""
    blocks = _blocks(values)
    if blocks is not None:
        formulas = [node["c"][1] for block in blocks for node in _walk(block) if node.get("t") == "Math"]
        words = dict(zip(formulas, tex_formulas.words(formulas), strict=True))
        return {value: _tidy(_text(block["c"], words)) for value, block in zip(values, blocks, strict=True)}
    if len(values) == 1:
        return {values[0]: _stripped(values[0])}
    half = len(values) // 2
    return _read(values[:half]) | _read(values[half:])


def _blocks(values: Sequence[str]) -> list[Any] | None:
    text = "\n\n".join(rf"\underline{{{_guarded(value)}}}" for value in values)
    with temporary.folder() as folder:
        args = ["--sandbox", "--from=latex+raw_tex-smart-auto_identifiers", "--to=json"]
        try:
            answer = pandoc.run(args, text.encode("utf-8", "replace"), folder, timeout=_SECONDS, memory=_HEAP)
        except pandoc.PandocError:
            return None
    blocks: list[Any] = json.loads(answer)["blocks"]
    is_whole = len(blocks) == len(values) and all(
        block["t"] == "Para" and len(block["c"]) == 1 and block["c"][0]["t"] == "Underline" for block in blocks
    )
    return [{"c": block["c"][0]["c"]} for block in blocks] if is_whole else None


def _guarded(value: str) -> str:
    """Return a value in which signs that BibTeX files have as they are do not act on LaTeX."""
    text = re.sub(r"\\(dh|DH|th|TH|dj|DJ|ng|NG)(?![A-Za-z])(?:\{\}|\s+)?", lambda match: _LETTERS[match[1]], " ".join(value.split()))
    parts = re.split(r"((?<!\\)\$[^$]*(?<!\\)\$)", text)  # formulas are at the odd places
    return "".join(part if number % 2 else _as_it_is(part) for number, part in enumerate(parts))


def _as_it_is(text: str) -> str:
    plain = re.sub(r"(?<![\\'])'(?!')", r"\\textquotesingle{}", text)
    return re.sub(r"(?<!\\)([%#&_$])", r"\\\1", plain)


def _text(nodes: Sequence[Any], formulas: dict[str, str]) -> str:
    return "".join(_inline(node, formulas) for node in nodes)


def _inline(node: Any, formulas: dict[str, str]) -> str:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return _with_marks(str(content))
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Math":
        return formulas.get(str(content[1]), str(content[1]))
    if kind in _TAGS:
        words = _text(content, formulas)
        return f"<{_TAGS[kind]}>{words}</{_TAGS[kind]}>" if words.strip() else words
    if kind == "SmallCaps":
        return f'<span style="font-variant:small-caps;">{_text(content, formulas)}</span>'
    if kind == "Quoted":
        marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        return f"{marks[0]}{_text(content[1], formulas)}{marks[1]}"
    if kind in ("Span", "Cite"):
        return _braced(content, formulas) if kind == "Span" else _text(content[1], formulas)
    if kind == "Link":
        words, target = _text(content[1], formulas), str(content[2][0])
        return target if words in ("", target) else f"{words} ({target})"
    if kind == "Code":
        return str(content[1])
    if kind == "RawInline":
        return _stripped(str(content[1]))
    return _text(content, formulas) if isinstance(content, list) and content and isinstance(content[0], dict) and "t" in content[0] else ""


def _with_marks(text: str) -> str:
    return re.sub(r"---?|``|''", lambda match: _MARKS[match[0]], text)


def _braced(content: Any, formulas: dict[str, str]) -> str:
    """Return words in braces. Those that begin with a small letter, such as `{pH}`, keep it in every style."""
    words = _text(content[1], formulas)
    keeps = re.match(r"[a-z]+[A-Z]", words) and not content[0][1]
    return f'<span class="nocase">{words}</span>' if keeps else words


def _walk(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        yield node
        for each in node.values():
            yield from _walk(each)
    elif isinstance(node, list):
        for each in node:
            yield from _walk(each)


def _stripped(value: str) -> str:
    """Return the words of LaTeX that pandoc does not read, without its commands and braces."""
    text = re.sub(r"\\([%&#_${}])", r"\1", value)
    text = re.sub(r"\\[A-Za-z]+\*?\s*(?=[{\[])|(?<!\\)[{}]", "", text)
    return _tidy(_with_marks(text))


def _tidy(text: str) -> str:
    dotted = re.sub("([ıȷ])(?=[\u0300-\u036f])", lambda match: "i" if match[1] == "ı" else "j", text)  # `\\'{\\i}` is í
    return unicodedata.normalize("NFC", " ".join(dotted.replace("\u00a0", " ").split()))
