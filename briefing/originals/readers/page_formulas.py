"""The formulas of a page as words: in MathML, in TeX for scripts such as MathJax and KaTeX, and as pictures with TeX beside them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote_plus

from lxml import etree

from briefing.document.small_figures import moved
from briefing.originals.readers import formulas, tex_formulas
from briefing.originals.readers.page_marks import before, classes, local
from briefing.originals.readers.telling import Told

_TEX = r"\\\((.{1,2000}?)\\\)|\\\[(.{1,4000}?)\\\]|\$\$(.{1,4000}?)\$\$"
_ENVIRONMENT = r"(\\begin\{((?:equation|align|gather|multline|eqnarray|alignat|flalign)\*?)\}.{1,4000}?\\end\{\5\})"
_DOLLAR = r"(?<![\\$\w])\$(?=[^\s$])([^$]{1,500}?)(?<=[^\s$\\])\$(?![\d$])"
_BETWEEN = re.compile(rf"{_TEX}|{_ENVIRONMENT}", re.DOTALL)
_WITH_DOLLARS = re.compile(rf"{_TEX}|{_ENVIRONMENT}|{_DOLLAR}", re.DOTALL)
_USES_DOLLARS = re.compile(r"inlineMath\s*['\"]?\s*:\s*\[[^;]{0,200}?\[\s*['\"]\$['\"]|left\s*['\"]?\s*:\s*['\"]\$['\"]\s*,")
"""How scripts say that one dollar sign begins a formula (MathJax, KaTeX)."""
_SCRIPT = re.compile(r"mathjax|katex", re.IGNORECASE)
_COMMAND = re.compile(r"\\[a-zA-Z]+|[_^]")
_PICTURE_CLASS = re.compile(r"\b(?:latex|tex|math|mwe-math\S*|ql-img\S*|quicklatex\S*)\b")
_PICTURE = re.compile(r"latex|codecogs|/math/|mathtex|texrender", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:codecogs\.com/[\w.]*|latex\.php|mathtex\.cgi|mimetex\.cgi|/cgi-bin/\w+)\?(?:latex=|tex=)?([^\"&]+)", re.IGNORECASE
)
_SPAN = re.compile(r"\s*(?:\\[(\[]|\$\$?)(.{1,4000}?)(?:\\[)\]]|\$\$?)\s*", re.DOTALL)
"""What pandoc writes into an element of the class `math`."""
_STAND_IN = re.compile("\x02(\\d+)\x03")
_SHAPES = ("mfrac", "msqrt", "sqrt", "mtable", "op-limits", "accent", "mover", "munder")
"""Parts of a formula of KaTeX that do not stand in one line."""


def uses_scripts(root: Any) -> tuple[bool, bool]:
    """Say whether scripts of a page show the TeX in its text as formulas, and whether single dollar signs count."""
    texts = [f"{node.get('src', '')}{node.text or ''}" for node in root.iter("script")]
    has_tex = any(map(_SCRIPT.search, texts))
    return has_tex, any(map(_USES_DOLLARS.search, texts))


class PageFormulas:
    """Collects the formulas of a page. TeX is turned into words at the end, all at once."""

    def __init__(self, told: Told, *, has_tex: bool = False, has_dollars: bool = False) -> None:
        """Prepare the collection.

        Args:
            told: Collects what is written in another form or left out.
            has_tex: Whether a script of the page shows TeX in its text as formulas.
            has_dollars: Whether it does so between single dollar signs, too.
        """
        self._told = told
        self._has_tex, self._pattern = has_tex or has_dollars, _WITH_DOLLARS if has_dollars else _BETWEEN
        self._tex: list[str] = []

    def of(self, element: Any) -> str | None:
        """Return what a formula, a picture or a script stands for. None: the element is no formula, and is to be read as usual."""
        name, names = local(element), classes(element)
        if name == "math":
            return self._math(element)
        if name == "script":
            return self._script(element)
        if name == "img":
            return self._picture(element)
        if "math" in names and (match := _SPAN.fullmatch("".join(element.itertext()))):
            return self._add_tex(match[1])
        if "katex" in names and not any(local(each) == "math" for each in element.iter("*")):
            return self._katex(element)
        if "katex-html" in names or "MathJax_Preview" in names or name == "mjx-assistive-mml":
            return ""
        if name in ("body", "html") or not (name == "mjx-container" or any(each.startswith("MathJax") for each in names)):
            return None
        return self._drawn(element)

    def in_words(self, texts: list[str]) -> list[str]:
        """Return texts with words in place of TeX."""
        if self._has_tex or any("\\(" in text for text in texts):
            texts = [self._pattern.sub(self._taken, text) for text in texts]
        words = tex_formulas.words(self._tex)
        for tex, text in zip(self._tex, words, strict=True):
            self._told.add("tex" if text == tex and "\\" in tex else "formula", text)
        return [_STAND_IN.sub(lambda match: words[int(match[1])], text) for text in texts] if words else texts

    def _add_tex(self, tex: str) -> str:
        self._tex.append(tex)
        return f"\x02{len(self._tex) - 1}\x03"

    def _taken(self, match: re.Match[str]) -> str:
        tex = next(filter(None, match.groups()))
        if not self._has_tex and not _COMMAND.search(tex):
            return match[0]
        return self._add_tex(tex)

    # ── elements ──

    def _math(self, element: Any) -> str:
        text = formulas.mathml(element)
        self._told.add("formula" if text else "", text)
        return text

    def _drawn(self, element: Any) -> str:
        """Return the formula that MathJax has drawn into an element."""
        inside = [*element.iter("*")]
        math = next((each for each in inside if local(each) == "math"), None)
        if math is not None:
            return self._math(math)
        if mathml := next(filter(None, (each.get("data-mathml") for each in inside)), ""):
            return self._parsed(mathml)
        if tex := next(filter(None, (each.get("data-latex") for each in inside)), ""):
            return self._add_tex(tex)
        if not _is_followed_by_tex(element):
            self._told.add("picture formula", before(element))
        return ""

    def _katex(self, element: Any) -> str:
        """Return a formula that KaTeX has drawn without MathML, if it stands in one line."""
        names = {name for each in element.iter("*") for name in classes(each)}
        if names & set(_SHAPES):
            self._told.add("picture formula", before(element))
            return ""
        text = formulas.spaced(_line(element))
        self._told.add("formula", text)
        return text

    def _script(self, element: Any) -> str:
        kind = str(element.get("type", ""))
        if kind.startswith("math/tex"):
            drawn = element.getprevious()
            has_drawn = drawn is not None and any(local(each) == "math" or each.get("data-mathml") for each in drawn.iter("*"))
            return "" if has_drawn else self._add_tex(element.text or "")
        if kind.startswith("math/mml") and (element.text or "").strip():
            return self._parsed(element.text)
        if kind.startswith("math/asciimath"):
            self._told.add("tex", element.text or "")
            return element.text or ""
        return ""

    def _picture(self, element: Any) -> str:
        alt, names, address = (element.get("alt") or "").strip(), " ".join(classes(element)), str(element.get("src", ""))
        if not alt and (match := _ADDRESS.search(address)):
            alt = re.sub(r"\\(?:dpi|bg|fg|large|small|inline)(?:\s*\{[^}]*\}|(?![a-zA-Z]))", "", unquote_plus(match[1]))
        if alt and (_PICTURE_CLASS.search(names) or (_PICTURE.search(address) and (_COMMAND.search(alt) or _ADDRESS.search(address)))):
            beside = element.getparent()
            has_math = beside is not None and any(local(each) == "math" for each in beside.iter("*"))
            return "" if has_math else self._add_tex(alt.strip("$"))
        is_sign = "emoji" in names or not any(c.isalnum() for c in alt)
        is_initial = len(alt) == 1 and alt.isalpha() and (element.tail or "")[:1].isalpha()
        return alt if is_sign or is_initial else ""

    def _parsed(self, text: str) -> str:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root = etree.fromstring(text.encode(), parser)
        return self._math(root) if root is not None else ""


def _line(element: Any) -> str:
    """Return the signs of a formula of KaTeX, with those above the line as such."""
    if "msupsub" in classes(element):
        return moved("".join(element.itertext()).replace("\u200b", ""), raised=True)
    if "mspace" in classes(element):
        return " "
    inner = "".join(_line(each) + (each.tail or "") for each in element if isinstance(each.tag, str))
    return f"{(element.text or '')}{inner}".replace("\u200b", "")


def _is_followed_by_tex(element: Any) -> bool:
    after = element.getnext()
    return after is not None and local(after) == "script" and str(after.get("type", "")).startswith("math/")
