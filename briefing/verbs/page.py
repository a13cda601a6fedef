"""`page`: one page of a pack as a picture."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.document import walk
from briefing.errors import BriefingError, Problem, nearest
from briefing.files.pngs import is_ours, png
from briefing.files.scratch import scratch_for
from briefing.library import Library
from briefing.outline import Edition, default_names
from briefing.render.pdf.page_views import PageViews
from briefing.steps import Pack
from briefing.system.processes import uncollected
from briefing.verbs.latest import Latest
from briefing.workspace import Workspace, targets

POINTS = 72
"""Points to an inch."""
SHARPNESS = 110
"""Dots to an inch: the letters can be read, and an A4 page fills a screen."""
_NEAR = 12.0
"""Points around a point in which a letter counts as being there."""
_SAID = 160
"""Characters of a page that tell where its words come from."""
_LABEL = re.compile(r"[1-9][0-9]{0,4}[a-z]{0,2}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture."""

    pack: str
    page: str
    """What is printed as its number; `1` for a title page, which prints none."""
    width: int
    """In pixels."""
    height: int
    png: bytes


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A page as a file."""

    file: Path
    pack: str
    page: str
    """What is printed as its number."""
    width: int
    """In pixels."""
    height: int
    problems: tuple[Problem, ...]
    """Warnings."""


def page(
    workspace: Workspace,
    wanted: str,
    outline: str = "",
    *,
    settings: Mapping[str, str] | None = None,
    edition: Edition = "student",
    sharpness: int = SHARPNESS,
    into: Path | None = None,
) -> PictureFile:
    """Write one page of a pack as a picture. A page for students is searched for the teacher's words first, as a whole pack is.

    Args:
        workspace: Where the library and the outlines are.
        wanted: The number that is printed on the page; or the id of an excerpt, a question, a country, an actor or a section, for the page
            on which it begins; or a file of the library, such as `seeds/excerpts/barrage.md`.
        outline: The id of the outline. Default: `seminar`, or the only outline.
        settings: Values of its parameters, by their names.
        edition: For whom.
        sharpness: Dots to an inch.
        into: The file to write. Default: `output/NAME-page-NUMBER.png` in the workspace.

    Raises:
        BriefingError: Something is wrong with the pack, it has no such page, the page has words of the teacher, or the file has the place
            of another one.
    """
    if into is not None:
        targets.hold(into, ".png")
    library = steps.load(workspace)
    pack = _pack(workspace, library, outline, settings or {}, edition)
    label, pdf = _found(PageViews(), pack, wanted)
    picture = _drawn(pack.name, label, pdf, sharpness)
    target = into or workspace.output / f"{pack.name}-page-{label}.png"
    if target.is_file() and not is_ours(target):
        raise targets.theirs(target, "a picture that briefing made")
    with scratch_for(target.parent) as scratch:
        draft = scratch / f"{pack.name}.pdf"
        draft.write_bytes(pdf)
        steps.prove([pack], [draft], workspace, library).hold()
        made = scratch / target.name
        made.write_bytes(picture.png)
        steps.move([made], target.parent)
    return PictureFile(target, pack.name, label, picture.width, picture.height, pack.warnings)


@dataclass
class Pages:
    """The pages of the packs of a workspace, for a program that shows them while their texts are written.

    It remembers what it has laid out: after a change, only the chapter of the page that is asked for is set again. If no file has changed,
    nothing is read again. Its pictures are not proved to hold no words of the teacher. They are for who writes the pack.
    """

    workspace: Workspace
    latest: Latest | None = None
    """What reads the packs. Default: a reader of its own."""
    _views: dict[tuple[str, Edition], PageViews] = field(default_factory=dict)

    def picture(
        self,
        wanted: str,
        outline: str = "",
        *,
        settings: Mapping[str, str] | None = None,
        edition: Edition = "student",
        sharpness: int = SHARPNESS,
    ) -> Picture:
        """Return a page of a pack, as its files are now. The arguments are those of `page`.

        Raises:
            BriefingError: Something is wrong with the pack, or it has no such page.
        """
        with uncollected():
            pack = self._pack(outline, settings, edition)
            label, pdf = _found(self._view(pack), pack, wanted)
            return _drawn(pack.name, label, pdf, sharpness)

    def numbers(
        self, outline: str = "", *, settings: Mapping[str, str] | None = None, edition: Edition = "student"
    ) -> tuple[list[str], dict[str, str]]:
        """Return the numbers of all pages, in order, and that of the page on which each id of the document begins.

        Raises:
            BriefingError: Something is wrong with the pack.
        """
        pack = self._pack(outline, settings, edition)
        return self._view(pack).numbers(pack.document, pack.theme)

    def words_at(
        self,
        label: str,
        x: float,
        y: float,
        outline: str = "",
        *,
        settings: Mapping[str, str] | None = None,
        edition: Edition = "student",
    ) -> str:
        """Return the words that are printed at a point of a page, and those after them; nothing where none are near.

        Args:
            label: The number of the page.
            x: How far the point is from the left edge, as a share of the width.
            y: How far it is from the upper edge, as a share of the height.
            outline: The id of the outline.
            settings: Values of its parameters, by their names.
            edition: For whom.

        Raises:
            BriefingError: Something is wrong with the pack, or it has no such page.
        """
        import pypdfium2 as pdfium

        pack = self._pack(outline, settings, edition)
        _, pdf = _found(self._view(pack), pack, label)
        with pdfium.PdfDocument(pdf) as document:
            width, height = document[0].get_size()
            text = document[0].get_textpage()
            place = text.get_index(x * width, (1 - y) * height, _NEAR, _NEAR)
            every = text.get_text_range()
        if place is None or place >= len(every):
            return ""
        begin = max(every.rfind("\n", 0, place), 0)
        return str(every[begin : begin + _SAID]).replace("\ufffe", "").strip()

    def _pack(self, outline: str, settings: Mapping[str, str] | None, edition: Edition) -> Pack:
        if self.latest is None:
            self.latest = Latest(self.workspace)
        return self.latest.pack(outline, settings, edition).pack

    def _view(self, pack: Pack) -> PageViews:
        return self._views.setdefault((pack.outline.id, pack.edition), PageViews())


def _pack(workspace: Workspace, library: Library, outline: str, settings: Mapping[str, str], edition: Edition) -> Pack:
    names = [outline] if outline else default_names(workspace.templates)[:1]
    return steps.packs(workspace, library, steps.plans(workspace, library, names, settings), editions=(edition,))[0]


def _found(views: PageViews, pack: Pack, wanted: str) -> tuple[str, bytes]:
    """Return the number of the page that is wanted, and the page as a PDF."""
    if _LABEL.fullmatch(wanted):
        view = views.view(pack.document, pack.theme, page=wanted)
        what = f"'{pack.name}' has no page {wanted}"
    else:
        names = [wanted, Path(wanted).stem, Path(wanted).stem.lower()]
        places = _places(pack, names)
        key = next((each for each in names if each in places), wanted)
        view = views.view(pack.document, pack.theme, place=places[key]) if key in places else None
        what = f"'{pack.name}' prints nothing with the id '{wanted}'"
        if view is None:
            otherwise = "Give the number of a page, or the id of an excerpt, a question, a country, an actor or a section."
            raise BriefingError([Problem("", 0, what, nearest(Path(wanted).stem, places, otherwise))])
    if view is None:
        hint = "Give the number as it is printed, such as 3. 'briefing show --pages' shows on which page each section begins."
        raise BriefingError([Problem("", 0, what, hint)])
    return view.label, view.pdf


def _places(pack: Pack, names: Collection[str]) -> dict[str, str]:
    """Return the ids of nodes by the names that they have in the library; if none of `names` is there, by their own, too."""
    index = pack.index
    found = {entry.key: entry.id for entry in (*index.sources, *index.terms, *index.countries, *index.questions, *index.excerpts)}
    if not found.keys().isdisjoint(names):
        return found
    return {**{name: name for each in walk(pack.document) if isinstance(name := getattr(each, "id", None), str)}, **found}


def _drawn(pack: str, label: str, pdf: bytes, sharpness: int) -> Picture:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(pdf) as document:
        image = document[0].render(scale=sharpness / POINTS).to_pil()
    return Picture(pack, label, image.width, image.height, png(image))
