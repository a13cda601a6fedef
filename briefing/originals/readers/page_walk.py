"""Walking through a web page or a chapter of an EPUB: its words in blocks, each with the parts of the page that it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import field
from typing import Any

from lxml import etree

from briefing.dataclass import dataclass
from briefing.originals.readers import formulas, page_marks, tex_formulas, wrapped
from briefing.originals.readers.pieces import superior

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """html body address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption figure footer form frameset
        h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav noframes noscript ol optgroup option p plaintext pre search
        section summary table caption colgroup col tbody td template tfoot th thead tr ul xmp textarea""",
    )
)
_NEVER = frozenset(
    re.findall(
        r"\w+",
        """head title meta link base script style select datalist iframe svg canvas audio video embed applet noembed textarea input map area
        progress meter frame object rp rt rtc""",
    )
)
"""Elements whose content is not among the words that are shown."""
_PREFORMATTED = ("pre", "listing", "xmp", "plaintext")
_REGIONS = ("article", "main", "nav", "form", "aside", "footer", "header", "button", "noscript", "noframes", "dialog", "menu")
_ROLES = {
    "main": "main",
    "article": "article",
    "navigation": "nav",
    "search": "form",
    "form": "form",
    "menu": "nav",
    "menubar": "nav",
    "toolbar": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "button": "button",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_VERSE = re.compile(r"(?:line-block|verse|poem|poetry|stanza|lg|linegroup)s?")
_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item|table)\b")
_DISPLAYED_OBJECT = re.compile(
    r"^(?:image|video|audio)/|^(?:text/html|application/(?:pdf|xhtml\+xml))\b|\.(?:svgz?|png|jpe?g|gif|webp|html?|xhtml|pdf)$"
)
_TEX = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,4000}?)\\\]|\$\$(.{1,4000}?)\$\$", re.DOTALL)
_COMMAND = re.compile(r"\\[a-zA-Z]+|[_^]")
_TEX_PICTURE = re.compile(r"latex|codecogs|/math/|mathtex|texrender", re.IGNORECASE)
_SEAM = re.compile(r"[\w.,:;!?)\]»”’]\Z")
_FORMULA = re.compile("\x02(\\d+)\x03")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page."""

    text: str
    linked: int
    """How many of its characters are in links."""
    element: Any
    regions: tuple[tuple[Any, str], ...]
    """The parts of the page that it is in, from the outermost to the innermost, each with its kind: `nav`, `article` and so on."""
    hidden: tuple[Any, ...] = ()
    """The elements around it that are not displayed."""
    is_note: bool = False


@dataclass(slots=True)
class Left:
    """What was left out among the words."""

    pages: int = 0
    lines: int = 0
    readings: list[str] = field(default_factory=list)
    formulas: int = 0
    """Formulas of which there is only a picture."""
    written: int = 0
    """Formulas that were written as a line of text."""
    drawn: list[str] = field(default_factory=list)
    """Words in drawings."""
    fallbacks: list[str] = field(default_factory=list)
    """Texts shown only where an object or a picture cannot be shown."""


class Walk:
    """Collects the blocks of a page."""

    def __init__(
        self,
        hidden: Collection[Any] = (),
        is_note: Callable[[str], bool] = lambda _: False,
        *,
        has_tex: bool = False,
        is_book: bool = False,
    ) -> None:
        """Prepare a walk.

        Args:
            hidden: Elements that are not displayed.
            is_note: Says whether an address leads to a note.
            has_tex: Whether a script of the page shows TeX in its text as formulas.
            is_book: Whether it is a chapter of a book, in which notes are collected at the end, and pictures in SVG may have text.
        """
        self.left = Left()
        self._hidden, self._is_note, self._has_tex, self._is_book = frozenset(hidden), is_note, has_tex, is_book
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = self._links = self._pre = self._verse = 0
        self._around: list[Any] = []
        self._regions: list[tuple[Any, str]] = []
        self._shades: list[Any] = []
        self._outside: list[tuple[list[str], int]] = []
        self._notes: list[Any] = []
        self._quotes = 0
        self._seam = False
        self._tex: list[str] = []

    def of(self, root: Any) -> list[Block]:
        """Return the blocks below an element, in their order."""
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if not self._begin(element):
                    walk.skip_subtree()
                continue
            if event == "end":
                self._end(element)
            if element is not root:
                self._add(element.tail)
        self._flush(root)
        return self._with_formulas()

    # ── elements ──

    def _begin(self, element: Any) -> bool:
        """Begin an element. Return whether its content is to be read, too."""
        name = local(element)
        if name in BLOCKS or _is_block(element, name):
            self._flush(element.getparent())
        if not self._is_read(element, name):
            self._around.append(None)
            return False
        self._around.append(element)
        if element in self._hidden:
            self._shades.append(element)
            self._outside.append((self._pieces, self._linked))
            self._pieces, self._linked = [], 0
        if region := _region(element, name):
            self._regions.append((element, region))
        if self._is_book and self._is_moved(element):
            self._flush(element.getparent())
            self._notes.append(element)
        if name in _PREFORMATTED:
            self._pre += 1
        elif name == "a":
            self._links += 1
        elif name == "q":
            self._add("‘" if self._quotes % 2 else "“")
            self._quotes += 1
        if any(map(_VERSE.fullmatch, page_marks.classes(element))):
            self._verse += 1
        self._add(element.text)
        return True

    def _end(self, element: Any) -> None:
        name = local(element)
        if self._around.pop() is None:
            return
        if name == "q":
            self._quotes -= 1
            self._add("’" if self._quotes % 2 else "”")
        if name in BLOCKS or _is_block(element, name) or (self._notes and self._notes[-1] is element):
            self._flush(element)
        if name in _PREFORMATTED:
            self._pre -= 1
        elif name == "a":
            self._links -= 1
        if any(map(_VERSE.fullmatch, page_marks.classes(element))):
            self._verse -= 1
        if self._notes and self._notes[-1] is element:
            self._notes.pop()
        if self._shades and self._shades[-1] is element:
            self._flush(element)
            self._shades.pop()
            self._pieces, self._linked = self._outside.pop()
        if self._regions and self._regions[-1][0] is element:
            self._regions.pop()
        self._seam = not (element.tail or "").strip(" ") and not (element.tail or "") and element.getnext() is not None

    def _is_read(self, element: Any, name: str) -> bool:
        """Say whether the content of an element is read as usual. If not, add what stands for it."""
        if name == "br":
            self._pieces.append("\n")
            return False
        if name == "math":
            self._add_formula(formulas.mathml(element))
            return False
        if name == "script":
            self._script(element)
            return False
        if name in ("object", "audio", "video", "canvas"):
            return self._is_shown_instead(element, name)
        if name == "svg" and self._is_book:
            return True
        if name == "img":
            self._picture(element)
            return False
        if name in _NEVER:
            return self._is_none(element, name)
        if name == "ruby":
            base, reading = page_marks.ruby(element)
            self._add(base)
            self.left.readings += [reading] if reading else []
            return False
        if (name == "a" and page_marks.is_mark(element, self._before(), self._is_note)) or (
            name == "sup" and page_marks.is_only_mark(element, self._is_note)
        ):
            return False
        if name == "sup" and len(element) == 0 and (raised := superior(element.text or "")) != (element.text or ""):
            self._add(raised)
            return False
        if kind := page_marks.number_kind(element):
            self.left.pages += kind == "page"
            self.left.lines += kind == "line"
            return False
        if "@" in str(element.get("data-name", "")):
            self._add(f"<{element.get('data-name')}>")
        return self._formula_of(element, name)

    def _is_none(self, element: Any, name: str) -> bool:
        """Leave out an element that has no words of the text. Return whether it has some after all."""
        if name in ("svg", "select", "map") and _is_unclosed(element):
            return True
        if name == "svg":
            drawn = " ".join(page_marks.text_of(each) for each in element.iter() if isinstance(each.tag, str) and local(each) == "text")
            self.left.drawn += [drawn] if drawn else []
        elif name == "select" and _is_in_sentence(element):
            options = [each for each in element.iter() if isinstance(each.tag, str) and local(each) == "option"]
            self._add(
                next(
                    (page_marks.text_of(each) for each in options if "selected" in each.attrib),
                    page_marks.text_of(options[0]) if options else "",
                )
            )
        elif name == "input" and element.get("type", "text").lower() == "text" and _is_in_sentence(element):
            self._add(element.get("value"))
        return False

    def _is_shown_instead(self, element: Any, name: str) -> bool:
        """Say whether the content of an object is shown: because it names nothing that can be shown."""
        if name == "object" and not _DISPLAYED_OBJECT.search(f"{element.get('type', '')} {element.get('data', '')}".strip().lower()):
            return True
        if _is_unclosed(element):
            return True
        text = page_marks.text_of(element)
        self.left.fallbacks += (
            [text] if size(text) > 3 and not re.search(r"brows[ei]r|javascript|support|HTML ?5|Flash", text, re.IGNORECASE) else []
        )
        return False

    # ── formulas and pictures ──

    def _formula_of(self, element: Any, name: str) -> bool:
        """Add the formula that scripts have drawn into an element. Return whether the element is to be read as usual."""
        names = page_marks.classes(element)
        if "katex-html" in names or "MathJax_Preview" in names or name in ("mjx-assistive-mml",):
            return False
        is_drawn = name == "mjx-container" or any(each.startswith("MathJax") for each in names)
        if not is_drawn or name in ("body", "html"):
            return True
        math = next((each for each in element.iter() if isinstance(each.tag, str) and local(each) == "math"), None)
        if math is not None:
            self._add_formula(formulas.mathml(math))
        elif not _is_followed_by_tex(element):
            self.left.formulas += 1
        return False

    def _script(self, element: Any) -> None:
        if str(element.get("type", "")).startswith("math/tex"):
            before = element.getprevious()
            has_drawn = before is not None and any(isinstance(each.tag, str) and local(each) == "math" for each in before.iter())
            if not has_drawn:
                self._add_tex(element.text or "")
        elif str(element.get("type", "")).startswith("math/mml") and (element.text or "").strip():
            self._add_formula(_parsed_formula(element.text))

    def _picture(self, element: Any) -> None:
        alt, names = (element.get("alt") or "").strip(), " ".join(page_marks.classes(element))
        if not alt:
            return
        if re.search(r"\b(?:latex|tex|math|mwe-math\S*)\b", names) or (
            _TEX_PICTURE.search(element.get("src", "")) and _COMMAND.search(alt)
        ):
            beside = element.getparent()
            if not any(isinstance(each.tag, str) and local(each) == "math" for each in (beside.iter() if beside is not None else ())):
                self._add_tex(alt.strip("$"))
        elif (
            "emoji" in names
            or not any(c.isalnum() for c in alt)
            or (len(alt) == 1 and alt.isalpha() and (element.tail or "")[:1].isalpha())
        ):
            self._add(alt)

    def _add_formula(self, text: str) -> None:
        self._pieces.append(text)
        self.left.written += bool(text)

    def _add_tex(self, tex: str) -> None:
        self._pieces.append(f"\x02{len(self._tex)}\x03")
        self._tex.append(tex)

    def _with_formulas(self) -> list[Block]:
        """Return the blocks with words in place of TeX."""
        blocks = self._blocks
        if self._has_tex or any("\\(" in block.text for block in blocks):
            blocks = [_replaced(block, _TEX.sub(self._taken, block.text)) for block in blocks]
        words = tex_formulas.words(self._tex)
        self.left.written += len(words)
        return [_replaced(block, _FORMULA.sub(lambda match: words[int(match[1])], block.text)) for block in blocks] if words else blocks

    def _taken(self, match: re.Match[str]) -> str:
        tex = next(filter(None, match.groups()))
        if not self._has_tex and not _COMMAND.search(tex):
            return match[0]
        self._tex.append(tex)
        return f"\x02{len(self._tex) - 1}\x03"

    # ── words ──

    def _before(self) -> str:
        return self._pieces[-1] if self._pieces else ""

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._pre:
            text = re.sub(r"[ \t\n\r\f]+", " ", text)
            if self._seam and text[0].isupper() and self._pieces and _SEAM.search(self._pieces[-1]) and not self._pieces[-1][-1].isupper():
                text = f" {text}"
        self._seam = False
        self._pieces.append(text)
        self._linked += len(text) if self._links else 0

    def _flush(self, element: Any) -> None:
        text, linked = "".join(self._pieces), self._linked
        self._pieces.clear()
        self._linked, self._seam = 0, False
        if not text.strip():
            return
        for line in self._lines(text):
            if line.strip():
                hidden = tuple(self._shades)
                self._blocks.append(Block(line.strip(), linked, element, tuple(self._regions), hidden, bool(self._notes)))

    def _lines(self, text: str) -> Iterator[str]:
        if self._pre:
            yield from wrapped.paragraphs(text.splitlines()).paragraphs
            return
        text = re.sub(r" {2,}", " ", text)
        if self._verse:
            yield from text.split("\n")
            return
        for part in re.split(r"\n[ \t]*\n\s*", text):
            yield re.sub(r" ?\n ?", " ", part)

    def _is_moved(self, element: Any) -> bool:
        """Say whether an element is a note that comes at the end: one that is not among others of its kind already."""
        if not re.search(r"\b(?:foot|end|rear)note\b", page_marks.said(element)):
            return False
        return not any(re.search(r"(?:foot|end|rear)notes\b", page_marks.said(above)) for above in element.iterancestors())


def local(element: Any) -> str:
    """Return the name of an element without a namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].lower()


def size(text: str) -> int:
    """Return how many words a text has. Two ideographs count as a word."""
    ideographs = len(re.findall(r"[\u3041-\u30ff\u3400-\u9fff\u0e01-\u0e4e]", text))
    return len(re.findall(r"\w+", text)) + ideographs // 2


def _is_block(element: Any, name: str) -> bool:
    """Say whether an element of another name is a block: by its own style, or as an element of the page's own that holds sentences."""
    if _DISPLAYED.search(str(element.get("style", "")).lower()):
        return True
    if name == "button":
        return not _is_in_sentence(element)
    if "-" not in name or "data-name" in element.attrib or name.startswith("mjx-"):
        return False
    text = page_marks.text_of(element)
    return bool(re.search(r"[.!?…:]\W*\Z", text)) and size(text) > 2


def _region(element: Any, name: str) -> str:
    """Return the kind of the part of a page that begins with an element; empty if none does."""
    if name in ("a", "sup", "html", "body") or (name == "button" and _is_in_sentence(element)):
        return ""
    if name not in ("main", "article") and page_marks.is_notes(element):
        return "notes"
    return _ROLES.get(str(element.get("role", "")).strip().lower()) or (name if name in _REGIONS else "")


def _is_unclosed(element: Any) -> bool:
    """Say whether an element holds paragraphs that cannot be its own: somebody forgot to close it."""
    texts = [page_marks.text_of(each) for each in element.iter() if isinstance(each.tag, str) and local(each) == "p"]
    return len(texts) > 1 and sum(map(size, texts)) >= 20


def _is_in_sentence(button: Any) -> bool:
    """Say whether a button is a word of a sentence."""
    parent = button.getparent()
    around = [parent.text or "", *(child.tail or "" for child in parent)] if parent is not None else []
    return any(c.isalnum() for text in around for c in text)


def _is_followed_by_tex(element: Any) -> bool:
    after = element.getnext()
    return after is not None and local(after) == "script" and str(after.get("type", "")).startswith("math/")


def _parsed_formula(text: str) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(text.encode(), parser)
    return formulas.mathml(root) if root is not None else ""


def _replaced(block: Block, text: str) -> Block:
    return block if text == block.text else Block(text, block.linked, block.element, block.regions, block.hidden, block.is_note)
