"""Rules for formulas on lines of their own: between `$$` and `$$`, or in one of the environments that LaTeX has for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.markup.attributes import Attributes, attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DOLLARS = re.compile(r"\$\$(?!\$)(?P<tex>.+?)(?<!\\)\$\$[ \t]*(?P<braces>\{[^{}\n]*\})?[ \t]*(?:\n|\Z)", re.DOTALL)
_BRACKETS = re.compile(r"\\\[(?P<tex>.{1,2000}?)\\\][ \t]*(?P<braces>\{[^{}\n]*\})?[ \t]*(?:\n|\Z)", re.DOTALL)
_LOOKS = re.compile(r"\\[A-Za-z]|[\^=]|_[{A-Za-z0-9](?![A-Za-z])|\A\s*[A-Za-z]\s*\Z")
"""What formulas have, and words in brackets that are escaped have not."""
MOST_LINES = 40
"""Lines that a formula may have."""
_ENDS = ("$$", "\\]", "}")
_END = re.compile(r"\$\$|\\\]|\\end\{")
"""The signs at the end of a formula, which may have attributes behind them."""
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|gather|multline|eqnarray|flalign|math|displaymath)\*?)\}(?P<tex>.+?)\\end\{(?P=name)\}"
    r"[ \t]*(?P<braces>\{[^{}\n]*\})?[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?:equation|math|displaymath)\*?")
"""Environments that say no more than `$$`."""
_LABEL = re.compile(r"\s*\\label\{([^{}]*)\}")


def add_to(parser: MarkdownIt) -> None:
    """Teach a parser these formulas."""
    parser.block.ruler.at("math_block", _formula, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("$$", "\\begin{", "\\["), first):
        return False
    text = _until_end(state, start, end)
    match = _DOLLARS.match(text) or bracketed(_BRACKETS.match(text)) or _ENVIRONMENT.match(text)
    braces = attributes(match["braces"]) if match and match["braces"] else Attributes()
    if match is None or not match["tex"].strip() or braces is None:
        return False
    if silent:
        return True
    tex, identity = labelled(match["tex"])
    name = match.groupdict().get("name") or ""
    token = state.push("math_block", "math", 0)
    token.block = True
    token.content = tex if not name or _PLAIN.fullmatch(name) else f"\\begin{{{name}}}{tex}\\end{{{name}}}"
    token.map = [start, start + match[0].rstrip("\n").count("\n") + 1]
    token.meta = {"attributes": braces, "id": identity}
    state.line = token.map[1]
    return True


def _until_end(state: StateBlock, start: int, end: int) -> str:
    """Return the lines up to the first that may end a formula; nothing if there is none before an empty line."""
    for line in range(start, min(end, start + MOST_LINES)):
        last = state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
        if not last:
            break
        if last.endswith(_ENDS) and _END.search(last, 2 if line == start else 0):
            text = state.getLines(start, line + 1, state.sCount[start], False)  # noqa: FBT003  # a function of the library
            if _DOLLARS.match(text) or _BRACKETS.match(text) or _ENVIRONMENT.match(text):
                return text
    return ""


def bracketed(match: re.Match[str] | None) -> re.Match[str] | None:
    r"""Return a match of `\[…\]` or `\(…\)` if what is between looks like a formula, as LaTeX and chat programs write it."""
    return match if match and _LOOKS.search(match["tex"]) else None


def labelled(tex: str) -> tuple[str, str]:
    r"""Return a formula without its `\label{…}`, and the id in it."""
    found = _LABEL.search(tex)
    return (_LABEL.sub("", tex), found[1].strip().replace(":", "-")) if found else (tex, "")
