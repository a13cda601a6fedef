"""The content of a page of another PDF, made fit for a tagged page: its own marks are taken out, and it is cut where ours go in.

A text that is shown belongs to a paragraph, and everything else to none (ISO 32000-1, 14.6). Forms are written out where they are drawn,
so that the text in them can be marked. What is no operator of a page is left out, and so is what would end more than it began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from briefing.originals.source_pages.page_resources import Copier, OtherContentError

LONGEST = 400_000
"""How many operators a page may have, with those of its forms."""
LARGEST = 8_000_000
"""How many bytes they may have."""
DEEPEST = 6
"""How deep forms may be nested."""
_PATHS = frozenset(("m", "l", "c", "v", "y", "h", "re", "W", "W*"))
_PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
_STATES = frozenset(("w", "J", "j", "M", "d", "ri", "i", "g", "G", "rg", "RG", "k", "K", "cm"))
_TEXT_STATES = frozenset(("Tc", "Tw", "Tz", "TL", "Tr", "Ts"))
_TEXT_PLACES = frozenset(("Td", "TD", "Tm", "T*"))
_SHOWS = frozenset(("Tj", "TJ", "'", '"'))
_UNSEEN = (3, 7)
"""Ways of drawing letters that leave nothing on the page."""
NOTHING = -1
"""The target of what is no text of a paragraph …"""
OUTSIDE = -2
"""… and of what is beside the page: it is left out."""
_Instruction = tuple[Sequence[Any], str]


class Writer:
    """Writes the content of one page again."""

    def __init__(self, copier: Copier, prefixes: tuple[str, str], target_of: Callable[[int], int]) -> None:
        """Begin.

        Args:
            copier: Copies what the content needs.
            prefixes: What the names of resources begin with: of those that other pages have, too, and of its own.
            target_of: To which paragraph a text belongs, by its place among all texts of the page.
        """
        self.pieces: list[bytes] = []
        self.targets: list[int] = []
        self.resources: dict[str, dict[str, Any]] = defaultdict(dict)
        """What the content needs, by category and name."""
        self.shown: dict[tuple[int, int], tuple[Any, set[bytes]]] = {}
        """The strings that are shown in each font."""
        self.texts = 0
        """How many texts are shown."""
        self._copier = copier
        self._prefixes = prefixes
        self._target_of = target_of
        self._code = bytearray()
        self._open: int | None = None
        """The target of the marked content under way."""
        self._count = 0
        self._names: dict[str, str] = {}
        """The names of resources, by what they are."""
        self._font: Any = None
        self._fonts: list[Any] = []
        """Those that are set again when states end."""

    def write(self, page: Any) -> None:
        """Write the content of a page."""
        self._content(page, page.get("/Resources", pikepdf.Dictionary()), 0)
        self._close()
        self.pieces.append(bytes(self._code))

    # ── marks ──

    def _mark(self, target: int) -> None:
        if self._open == target:
            return
        self._close()
        self.pieces.append(bytes(self._code))
        self.targets.append(target)
        self._code = bytearray()
        self._open = target

    def _close(self) -> None:
        if self._open is not None:
            self._code += b"EMC\n"
            self._open = None

    def _put(self, operands: Sequence[Any], operator: str) -> None:
        code = pikepdf.unparse_content_stream([(list(operands), pikepdf.Operator(operator))])
        self._code += code + b"\n"
        if len(self._code) > LARGEST:
            raise OtherContentError("it has too many lines and letters")

    # ── content ──

    def _content(self, holder: Any, resources: Any, depth: int) -> None:
        """Write the content of a page or a form. It ends what it began, and nothing else."""
        states, in_text = 0, False
        path: list[_Instruction] = []
        for each in pikepdf.parse_content_stream(holder):
            self._count += 1
            if self._count > LONGEST:
                raise OtherContentError("it has too many lines and letters")
            if isinstance(each, pikepdf.ContentStreamInlineImage):
                if not in_text:
                    self._inline(each, resources)
                continue
            operands, operator = list(each.operands), str(each.operator)
            if operator in _PATHS:
                path.append((operands, operator))
            elif operator in _PAINTS:
                if path and not in_text:
                    self._path([*path, (operands, operator)])
                path = []
            elif operator == "BT" and not in_text:
                self._close()
                self._put((), "BT")
                in_text = True
            elif operator == "ET" and in_text:
                self._close()
                self._put((), "ET")
                in_text = False
            elif operator == "q" and not in_text:
                self._close()
                self._put((), "q")
                self._fonts.append(self._font)
                states += 1
            elif operator == "Q" and states and not in_text:
                self._close()
                self._put((), "Q")
                self._font = self._fonts.pop()
                states -= 1
            elif operator in _SHOWS:
                if in_text:
                    self._show(operands, operator)
            elif operator == "Do" and not in_text:
                self._draw(operands, resources, depth)
            elif not (operator in _TEXT_PLACES and not in_text) and not (operator == "cm" and in_text):
                self._state(operands, operator, resources)
        self._close()
        if in_text:
            self._put((), "ET")
        for _ in range(states):
            self._put((), "Q")
            self._font = self._fonts.pop()

    def _path(self, path: Sequence[_Instruction]) -> None:
        if path[-1][1] == "n":  # only a place to draw in
            self._close()
        else:
            self._mark(NOTHING)
        for operands, operator in path:
            self._put(operands, operator)

    def _show(self, operands: Sequence[Any], operator: str) -> None:
        texts = [bytes(each) for each in (operands[0] if operator == "TJ" else operands[-1:]) if isinstance(each, pikepdf.String)]
        if self._font is None or not any(texts):
            if texts and operator in ("'", '"'):
                self._put((), "T*")
            elif self._font is not None and operator == "TJ":
                self._put(operands, operator)
            return
        target = self._target_of(self.texts)
        self.texts += 1
        if target == OUTSIDE:
            return
        self._mark(target)
        self.shown[self._font.objgen][1].update(texts)
        self._put(operands, operator)

    def _state(self, operands: Sequence[Any], operator: str, resources: Any) -> None:
        """Write an operator that draws nothing, with a new name for what it needs."""
        if operator == "Tf":
            font = resources.Font[operands[0]]
            if not font.is_indirect:
                raise OtherContentError("a typeface is inside of the page")
            self._font = font
            self.shown.setdefault(font.objgen, (font, set()))
            self._put([self._named("Font", font, self._copier.font), operands[1]], operator)
        elif operator == "gs":
            state = resources.ExtGState[operands[0]]
            if "/Font" in state:
                raise OtherContentError("a typeface is set in an unusual way")
            self._put([self._named("ExtGState", state, self._copier.state)], operator)
        elif operator == "Tr" and int(operands[0]) in _UNSEEN:
            raise OtherContentError("it has words that nobody sees")
        elif operator in ("cs", "CS"):
            self._put([self._colours(operands[0], resources)], operator)
        elif operator in ("sc", "SC", "scn", "SCN"):
            last = operands[-1] if operands else None
            if isinstance(last, pikepdf.Name):
                pattern = resources.Pattern[last]
                operands = [*operands[:-1], self._named("Pattern", pattern, self._copier.pattern)]
            self._put(operands, operator)
        elif operator == "sh":
            self._mark(NOTHING)
            self._put([self._named("Shading", resources.Shading[operands[0]], self._copier.shading)], operator)
        elif operator in _STATES or operator in _TEXT_STATES or operator in _TEXT_PLACES:
            self._put(operands, operator)

    def _colours(self, name: Any, resources: Any) -> Any:
        spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
        if str(name) in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern") or name not in spaces:
            return name
        return self._named("ColorSpace", spaces[name], self._copier.plain)

    def _named(self, category: str, thing: Any, copy: Callable[[Any], Any]) -> pikepdf.Name:
        """Return the new name of a resource."""
        own = str(thing.objgen[0]) if thing.is_indirect else thing.unparse().decode("latin-1")
        if own not in self._names:
            shared, single = self._prefixes
            self._names[own] = f"/{shared}{own}" if thing.is_indirect else f"/{single}{len(self._names)}"
        new = self._names[own]
        if new not in self.resources[category]:
            self.resources[category][new] = copy(thing)
        return pikepdf.Name(new)

    # ── pictures and forms ──

    def _inline(self, image: Any, resources: Any) -> None:
        """Write a picture that is in the content itself."""
        code = pikepdf.unparse_content_stream([image])
        spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
        if any(each.encode() in code.split(b"ID", 1)[0] for each in spaces):
            raise OtherContentError("a picture in it has colours of its own")
        self._mark(NOTHING)
        self._code += code + b"\n"

    def _draw(self, operands: Sequence[Any], resources: Any, depth: int) -> None:
        thing = resources.XObject[operands[0]]
        if thing.get("/Subtype") == "/Image":
            self._mark(NOTHING)
            self._put([self._named("XObject", thing, self._copier.image)], "Do")
        elif thing.get("/Subtype") == "/Form":
            self._form(thing, resources, depth)

    def _form(self, form: Any, resources: Any, depth: int) -> None:
        """Write the content of a form where it is drawn."""
        if depth >= DEEPEST:
            raise OtherContentError("its parts are nested too deep")
        group = form.get("/Group")
        if group is not None and (group.get("/I") or group.get("/K")):
            raise OtherContentError("a part of it shines through another")
        self._close()
        self._put((), "q")
        self._put(form.get("/Matrix", (1, 0, 0, 1, 0, 0)), "cm")
        left, bottom, right, top = (float(each) for each in form.BBox)
        self._put((left, bottom, right - left, top - bottom), "re")
        self._put((), "W")
        self._put((), "n")
        font = self._font
        self._content(form, form.get("/Resources", resources), depth + 1)
        self._put((), "Q")
        self._font = font
