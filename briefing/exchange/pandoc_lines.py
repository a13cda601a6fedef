"""Lines of pandoc's trees as Markdown with what a text of a library can have. What it cannot have is kept as words, and told."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any
from urllib.parse import unquote

from briefing.dataclass import dataclass
from briefing.document.identifiers import slug
from briefing.document.small_figures import can_move, moved
from briefing.exchange.own_pictures import KEPT, OwnPicture
from briefing.exchange.package_signs import DECORATIVE, PICTURE, SIGN, SIGNS
from briefing.exchange.signed_trees import words as plain_words

Node = dict[str, Any]
_MARKS = re.compile(r"([\\`*_\[\]<>|~^${])|(@)(?=\w)|(&)(?=#?\w+;)|(=)(?==)")
"""Signs that Markdown takes for more than themselves."""
_PICTURE_SIGN = re.compile(rf"{SIGN}{PICTURE}(\d+);")
BREAKS = frozenset({"\\newpage", "\\pagebreak", "\\clearpage"})
_AROUND = re.compile(r"((?:\s|\\\n)*)(.*?)((?:\s|\\\n)*)", re.DOTALL)
"""Words, with the spaces and new lines around them."""
REMARK = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass
class OwnText:
    """A text that somebody wrote with another program."""

    blocks: list[str] = field(default_factory=list)
    """Its blocks, as Markdown. The places of pictures match `PLACE`."""
    title: str = ""
    """The title of the document; empty if it has none. It is not in the Markdown."""
    pictures: list[OwnPicture] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    """The keys of its citations."""
    told: Counter[str] = field(default_factory=Counter)
    """How often something has another form than in the file, by what it is."""
    left: list[str] = field(default_factory=list)
    """Words that are left out, and told."""

    @property
    def markdown(self) -> str:
        """Return the whole text."""
        return "\n\n".join(self.blocks) + "\n"


class LineWriter(ABC):
    """Writes lines as Markdown, and notes what has another form."""

    def __init__(self, found: OwnText, shows: Sequence[str] = (), *, is_markdown: bool = False) -> None:
        self.found = found
        self.shows = shows
        """What the pictures show whose places have a sign."""
        self.is_markdown = is_markdown
        self.in_note = self.in_link = False
        self.ids: dict[str, str] = {}
        """What there is to refer to: how the file calls it, and how the text does."""
        self.numbers: dict[str, str] = {}
        """The numbers of tables and figures in the file, such as `Table 1`, by their ids in the text."""
        self.waiting: list[int] = []
        """The numbers of pictures that come behind the block."""
        self._described: str | None = None

    @abstractmethod
    def blocks(self, blocks: Sequence[Node]) -> list[str]:
        """Return blocks as Markdown."""

    def tell(self, what: str) -> None:
        """Note that something has another form."""
        self.found.told[what] += 1

    def line(self, inlines: Iterable[Node]) -> str:
        """Return a line as Markdown. Its pictures wait for the end of the block."""
        return "".join(self._inline(each) for each in inlines)

    def one_line(self, inlines: Iterable[Node]) -> str:
        """Return a line without breaks and remarks."""
        return " ".join(REMARK.sub("", self.line(inlines).replace("\\\n", " ")).split())

    def _inline(self, node: Node) -> str:
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                return self._words(content)
            case "Space" | "SoftBreak":
                return " "
            case "LineBreak":
                return "\\\n"
            case "Emph":
                return self._marked("*", content)
            case "Strong":
                return self._marked("**", content)
            case "Strikeout":
                return self._marked("~~", content)
            case "SmallCaps":
                return self._classed("smallcaps", content)
            case "Underline":
                return self.line(content) if self.in_link else self._classed("underline", content)
            case "Superscript" | "Subscript":
                return self._script(content, raised=node["t"] == "Superscript")
            case "Quoted":
                opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
                return f"{opening}{self.line(content[1])}{closing}"
            case "Cite":
                self.found.cited += [each["citationId"] for each in content[0] if each["citationId"] not in self.ids.values()]
                return "".join(each.get("c", " ") if each["t"] == "Str" else " " for each in content[1])
            case "Code":
                return _code(content[1])
            case "Math":
                return _formula(content[0]["t"] == "DisplayMath", content[1])
            case "Link":
                return self._link(content)
            case "Image":
                return self._picture(content)
            case "Note":
                return self._note(content)
            case "Span":
                return self._span(content)
            case "RawInline":
                return self._raw(str(content[1]))
            case _:
                return ""

    def _raw(self, code: str) -> str:
        if re.fullmatch(r"<br\s*/?>", code):
            return "\\\n"
        return code if code.startswith("<!--") or code.strip() in BREAKS else ""

    def _words(self, text: str) -> str:
        for number in _PICTURE_SIGN.findall(text):
            self._described = self.shows[int(number)]
        return escaped(SIGNS.sub("", text))

    def _wrapped(self, opening: str, inlines: Sequence[Node], closing: str) -> str:
        parts = _AROUND.fullmatch(self.line(inlines))
        before, inner, after = parts.groups() if parts else ("", "", "")
        return f"{before}{opening}{inner}{closing}{after}" if inner else before + after

    def _marked(self, mark: str, inlines: Sequence[Node]) -> str:
        return self._wrapped(mark, inlines, mark)

    def _classed(self, name: str, inlines: Sequence[Node]) -> str:
        return self._wrapped("[", inlines, f"]{{.{name}}}")

    def _script(self, inlines: Sequence[Node], *, raised: bool) -> str:
        """Return raised or lowered words: as characters of their own where there are such, as the reader of texts does."""
        if any(each["t"] in ("Note", "Image", "Link", "Span", "Cite") for each in inlines):
            return self.line(inlines)
        words = plain_words(inlines)
        if not words.strip() or can_move(words):
            return escaped(moved(words, raised=raised))
        mark = "^" if raised else "~"
        inner = re.sub(r"\s", r"\\ ", escaped(words.strip()))
        return f"{words[: len(words) - len(words.lstrip())]}{mark}{inner}{mark}{words[len(words.rstrip()) :]}"

    def _link(self, content: Sequence[Any]) -> str:
        address, waiting, outer = str(content[2][0]), len(self.waiting), self.in_link
        self.in_link = True
        words = self.line(content[1])
        self.in_link = outer
        if outer or (not words.strip() and len(self.waiting) > waiting):
            return words
        if address.startswith("#"):
            target = self.ids.get(unquote(address[1:])) or self.ids.get(slug(address[1:]))
            if target and (number := " ".join(plain_words(content[1]).split())) == self.numbers.get(target):
                self.found.left.append(number)
                return f"[@{target}]"
            return f"[{words.strip()}](#{target})" if target and words.strip() else words
        if not re.match(r"https?://|mailto:", address) or re.search(r"[\s<>]", address):
            self.tell("link to something other than a web address, which is its words now")
            return words
        return f"[{words.strip() or escaped(address)}]({address.replace('(', '%28').replace(')', '%29')})"

    def _picture(self, content: Sequence[Any]) -> str:
        (identity, classes, pairs), inlines, (place, title) = content
        described, self._described = self._described, None
        raw = "".join(each["c"] for each in inlines if each["t"] == "Str") if described is None else described
        shows = self.one_line(inlines) if described is None else " ".join(escaped(described).split())
        values, caption = dict(pairs), ""
        if self.is_markdown:
            alt = values.get("fig-alt") or values.get("alt") or ""
            caption = values.get("caption") or title or (shows if alt else "")
            shows = escaped(alt) or shows
        kept = {key: value for key, value in values.items() if key in KEPT and (self.is_markdown or key == "credit")}
        is_decorative = "decorative" in classes or SIGN + DECORATIVE in raw
        self.found.pictures.append(OwnPicture(str(place), shows, caption, is_decorative, self.ids.get(identity, ""), kept))
        self.waiting.append(len(self.found.pictures))
        return ""

    def _note(self, blocks: Sequence[Node]) -> str:
        if self.in_note:
            self.tell("note inside a note, which is in brackets now")
            return f" ({' '.join(self.blocks(blocks))})"
        self.in_note = True
        text = "\\\n".join(" ".join(each.replace("\\\n", "\0").split()) for each in self.blocks(blocks)).replace("\0", "\\\n")
        self.in_note = False
        return f"^[{text}]"

    def _span(self, content: Sequence[Any]) -> str:
        (_, classes, pairs), inlines = content
        values = dict(pairs)
        if "deletion" in classes:
            self.tell("tracked deletion, which is left out")
            return ""
        if "insertion" in classes:
            self.tell("tracked insertion, which is taken")
            return self.line(inlines)
        if "comment-start" in classes:
            said = type(self)(OwnText()).line(inlines).strip()
            return f"<!-- {remark(values.get('author', ''))}{': ' if values.get('author') else ''}{remark(said)} -->"
        if {"comment-end", "paragraph-insertion", "paragraph-deletion", "anchor"} & set(classes):
            return ""
        if values.get("lang"):
            return f"[{self.line(inlines)}]{{lang={values['lang']}}}"
        if self.is_markdown and "mark" in classes:
            return self._marked("==", inlines)
        return self.line(inlines)


def escaped(text: str) -> str:
    """Return words none of which Markdown takes for more than themselves."""
    return _MARKS.sub(lambda match: f"\\{match[0]}", text)


def remark(text: str) -> str:
    """Return words for a remark, which ends at the first `-->`."""
    return " ".join(re.sub(r"-(?=-)", "-\u200b", text.replace("\\", "")).split())


def _formula(apart: bool, tex: str) -> str:  # what pandoc's tree says
    sign, words = "$$" if apart else "$", re.sub(r"(?<!\\)\\$", "", " ".join(tex.split()))  # a space at its end is escaped
    return f"{sign}{words}{sign}" if words else ""


def _code(text: str) -> str:
    """Return words that are typed as they are, between as many backticks as they need."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in text[:1] + text[-1:] else ""
    return f"{fence}{space}{text}{space}{fence}" if text.strip() else ""
