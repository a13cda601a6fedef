"""Plant an answer in finished files by every route that we know, and count how often the proof finds it; measure its cost.

    python benchmarks/leaks.py

The first table has a line for each route: caught, refused by name (the message says which part nobody can read), or missed. Then
the packs of all shipped outlines are searched as they are: every passage found there would be a false alarm. The teacher's edition of the
same packs shows that the search does find. Last, a build is timed with its proof and without.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from briefing import steps  # noqa: E402 (the planters are in the folder of the tests, which is not installed)
from briefing.check.leaks.finder import Finder  # noqa: E402
from briefing.check.leaks.proof import proof  # noqa: E402
from briefing.check.leaks.searching import search  # noqa: E402
from briefing.check.leaks.sought import Passage  # noqa: E402
from briefing.render import Format  # noqa: E402
from briefing.system.confined.limits import UnreadableError  # noqa: E402
from briefing.workspace import find  # noqa: E402
from tests.support import leak_pieces as pieces  # noqa: E402
from tests.support import leak_planters as plant  # noqa: E402
from tests.support import leak_routes as more  # noqa: E402
from tests.support.leak_planters import SECRET, Planter  # noqa: E402
from tests.support.places import WATER_LAW  # noqa: E402

PARAPHRASE = "Somebody in the office had seen the other account book, they will say, and it went into the fire a day before the court sat"
TRANSLATION = "Sie werden sagen, dass der Schreiber vom zweiten Hauptbuch wusste und es vor der Verhandlung verbrannte"
FORMATS: tuple[Format, ...] = ("pdf", "docx", "epub")


def picture() -> bytes:
    """Return a picture of the words."""
    image = Image.new("L", (700, 40), 255)
    ImageDraw.Draw(image).text((5, 10), SECRET, fill=0)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def apart() -> str:
    """Return the words with more words between each two than the proof looks across."""
    return "".join(plant.run(f"{word} {' '.join(more.JUNK * 4)} ") for word in more.WORDS)


def paragraph(words: str) -> Planter:
    """Return what adds a paragraph to a Word file."""
    return plant.in_body(f"<w:p>{plant.run(words)}</w:p>")


BEYOND: dict[str, Planter] = {
    "picture of the words": plant.added("word/media/answer.png", picture()),
    "paraphrase": paragraph(PARAPHRASE),
    "translation": paragraph(TRANSLATION),
    "base32": plant.added("word/a.txt", base64.b32encode(SECRET.encode())),
    "each byte changed by a key": plant.added("word/a.bin", bytes(each ^ 0x5A for each in SECRET.encode())),
    "each word far from the next": plant.in_body(f"<w:p>{apart()}</w:p>"),
    "five words alone": paragraph(" ".join(more.WORDS[:5])),
}
"""Routes that we know to be out of reach, in a Word file. One more is in an EPUB."""


def routes() -> Iterator[tuple[str, str, Planter]]:
    """Yield each route: the format, a name, and what plants the words."""
    places = {"pdf": plant.PDF, "docx": plant.DOCX, "epub": plant.EPUB}
    found = {"pdf": more.PDF, "docx": more.DOCX, "epub": more.EPUB}
    refused = {"pdf": {**more.PDF_REFUSED, **pieces.PDF_REFUSED}, "docx": more.DOCX_REFUSED, "epub": more.EPUB_REFUSED}
    in_pieces = {"pdf": pieces.PDF, "docx": pieces.DOCX, "epub": pieces.EPUB}
    for kind in FORMATS:
        yield from ((kind, name, planter) for name, (planter, _) in places[kind].items())
        yield from ((kind, name, planter) for name, planter in (*found[kind].items(), *in_pieces[kind].items()))
        yield from ((kind, name, planter) for name, (planter, _) in refused[kind].items())
    yield from (("docx", name, planter) for name, planter in BEYOND.items())
    yield "epub", "letters that a style sheet puts in order", pieces.ORDERED


def result(data: bytes, finder: Finder) -> str:
    """Return what the proof says of a file with the words in it."""
    try:
        return "caught" if search(data, finder) else "MISSED"
    except UnreadableError as error:
        return f"refused: {error.message}"


def plant_all(folder: Path) -> None:
    """Print a line for each route, in the files of a small pack."""
    workspace = find(WATER_LAW)
    library = steps.load(workspace)
    steps.draw(steps.packs(workspace, library, steps.plans(workspace, library, ["defaults"], {})), FORMATS, folder)
    files: dict[str, Path] = {kind: folder / f"defaults.{kind}" for kind in FORMATS}
    finder = Finder([Passage("an answer", SECRET), Passage("an answer in Russian", more.RUSSIAN)], ["Words that students may read."])
    counts = Counter[str]()
    for kind, name, planter in routes():
        said = result(planter(files[kind].read_bytes()), finder)
        counts[said.split(":")[0]] += 1
        print(f"{kind:5} {name:50} {said[:90]}")
    print(f"\n{sum(counts.values())} routes: " + ", ".join(f"{count} {what.lower()}" for what, count in counts.most_common()))


def search_all(folder: Path) -> None:
    """Search the packs of all outlines, and print what is found in the students' and in the teacher's."""
    workspace = find(ROOT)
    library = steps.load(workspace)
    names = sorted(path.stem for path in workspace.templates.glob("*.yaml") if path.stem != "theme")
    plans = steps.plans(workspace, library, names, {})
    students = {pack.name: pack for pack in steps.packs(workspace, library, plans) if pack.edition == "student"}
    teachers = [pack for pack in steps.packs(workspace, library, plans, editions=["teacher"]) if pack.outline.id in students]
    steps.draw([*students.values(), *teachers], FORMATS, folder)
    for edition in ("", "-teacher"):
        found = searched = 0
        for name, pack in students.items():
            files = {f"{name}{edition}.{kind}": folder / f"{name}{edition}.{kind}" for kind in FORMATS}
            held = proof(files, pack.document, pack.outline, library, steps.withheld_in(pack))
            found += len({(leak.file, leak.passage) for leak in held.leaks}) + len(held.unread)
            searched += len(files)
        print(f"{edition.removeprefix('-') or 'students'}: {found} passages found in {searched} files")


def spent() -> float:
    """Return the seconds of processor time that this process and those that it has ended have taken."""
    return sum(os.times()[:4])


def time_all(folder: Path) -> None:
    """Print how long a build takes, and how long its proof."""
    workspace = find(ROOT)
    start = spent()
    library = steps.load(workspace)
    packs = steps.packs(workspace, library, steps.plans(workspace, library, ["seminar"], {}))
    for kind in FORMATS:
        steps.draw(packs, [kind], folder)  # one at a time, in this process: so its time counts
    drawn = spent()
    steps.prove(packs, [folder / f"seminar.{kind}" for kind in FORMATS], workspace, library)
    proved = spent()
    print(f"seminar in three formats: {drawn - start:.1f} s of CPU without the proof, {proved - drawn:.1f} s for the proof")


def main() -> None:
    """Print three tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        time_all(folder)
        plant_all(folder)
        search_all(folder)


if __name__ == "__main__":
    main()
