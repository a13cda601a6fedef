"""The leak proof: words for the teacher are found wherever a finished file can hold them, and nothing else is."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import json
import marshal
import random
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from briefing import steps as build
from briefing.check.leaks import budget as model
from briefing.check.leaks import probes, searching
from briefing.check.leaks.finder import Finder
from briefing.check.leaks.opening import parts
from briefing.check.leaks.probes import _readings_of as of_page
from briefing.check.leaks.proof import Proof, proof
from briefing.check.leaks.sought import Passage
from briefing.check.leaks.teacher_passages import passage, passages, quoted
from briefing.cli import main
from briefing.document import Block, Blocks, Column, Document, Emphasis, Note, NoteMark, Paragraph, Quote, Section, Table, Text
from briefing.errors import BriefingError
from briefing.library import Library, Prose
from briefing.originals.copies import Copy, Provenance
from briefing.system.confined.limits import UnreadableError
from briefing.workspace import find
from tests.support import leak_fonts as fonts
from tests.support import leak_pieces as pieces
from tests.support import leak_planters as plant
from tests.support import leak_routes as more
from tests.support.leak_planters import SECRET
from tests.support.places import WATER_LAW
from tests.support.variants import variants


@pytest.fixture(autouse=True)
def _views_of_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search small PDFs view by view, too, as large ones are."""
    monkeypatch.setattr(searching, "AT_ONCE", 0)


@dataclass(frozen=True)
class Described:
    """An outline with nothing but a description."""

    description: str


RUSSIAN_NOTE = Passage("note 2 of seeds/excerpts/ledger.md", more.RUSSIAN)
NOTE = Passage("note 1 of seeds/excerpts/ledger.md", SECRET)


@pytest.fixture(scope="module")
def finished(pack: build.Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a pack in the three formats, and with its first and last pages, which are quickly searched again and again."""
    folder = tmp_path_factory.mktemp("finished")
    document = pack.document
    light = replace(pack, name="light", document=replace(document, blocks=(_chapter(document, "flood-data"), document.blocks[-1])))
    build.draw([pack, light], ("pdf", "docx", "epub"), folder)
    for kind in ("docx", "epub"):
        _without_fonts(folder / f"light.{kind}")
    return folder


def _chapter(document: Document, name: str) -> Block:
    return next(each for each in document.blocks if isinstance(each, Section) and each.id == f"excerpt-{name}")


def _without_fonts(path: Path) -> None:
    """Take the fonts out of a package: to search them again for each planted word would take most of the time."""
    with zipfile.ZipFile(path) as whole:
        kept = [(each, whole.read(each)) for each in whole.infolist() if not each.filename.endswith((".odttf", ".otf", ".ttf"))]
    with zipfile.ZipFile(path, "w") as light:
        for member, data in kept:
            light.writestr(member, data)


@pytest.fixture(scope="module")
def library() -> Library:
    return build.load(find(WATER_LAW))


@pytest.fixture(scope="module")
def pack(library: Library) -> build.Pack:
    workspace = find(WATER_LAW)
    return build.packs(workspace, library, build.plans(workspace, library, ["defaults"], {}))[0]


class Remembered(dict[str, bytes]):
    """What pages said. Views of a file are searched apart all the same."""

    is_empty = True

    def put(self, name: str, piece: bytes) -> None:
        """Keep something."""
        self[name] = piece


@pytest.fixture(scope="module")
def before(finished: Path, pack: build.Pack, library: Library) -> Remembered:
    """Return what the pages of the clean file say."""
    remembered = Remembered()
    searched(finished / "light.pdf", pack, library, memory=remembered)
    return remembered


def searched(file: Path, pack: build.Pack, library: Library, *extra: Passage, memory: Remembered | None = None) -> Proof:
    withheld = {each.name: each.text for each in extra or (NOTE,)}
    return proof({file.name: file}, pack.document, pack.outline, library, withheld, memory=memory)


# ── planted words ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

PLACES = [
    *(
        (f"{kind}: {name}", kind, planter, place)
        for kind, places in (("pdf", plant.PDF), ("docx", plant.DOCX), ("epub", plant.EPUB))
        for name, (planter, place) in places.items()
    ),
]


@pytest.mark.parametrize(
    ("kind", "planter", "place"),
    variants([each[1:] for each in PLACES], [each[1:] for each in PLACES[::5]]),
    ids=[each[0] for each in PLACES],
)
def test_planted_words_are_found(
    kind: str, planter: plant.Planter, place: str, finished: Path, pack: build.Pack, library: Library, before: Remembered, tmp_path: Path
) -> None:
    """Whatever place of a file holds them, the proof names it, whatever its pages said before."""
    file = tmp_path / f"planted.{kind}"
    file.write_bytes(planter((finished / f"light.{kind}").read_bytes()))
    found = searched(file, pack, library, memory=Remembered(before))
    assert not found.unread
    assert {leak.passage for leak in found.leaks} == {NOTE.name}
    assert any(place in leak.place for leak in found.leaks), [leak.place for leak in found.leaks]


ROUTES = [
    (kind, name, planter)
    for kind, routes in (
        ("pdf", {**more.PDF, **pieces.PDF}),
        ("docx", {**more.DOCX, **pieces.DOCX}),
        ("epub", {**more.EPUB, **pieces.EPUB}),
    )
    for name, planter in routes.items()
]
REFUSED = [
    (kind, name, *route)
    for kind, routes in (("pdf", {**more.PDF_REFUSED, **pieces.PDF_REFUSED}), ("docx", more.DOCX_REFUSED), ("epub", more.EPUB_REFUSED))
    for name, route in routes.items()
]


@pytest.mark.parametrize(("kind", "name", "planter"), variants(ROUTES, ROUTES[::10]), ids=[f"{each[0]}: {each[1]}" for each in ROUTES])
def test_words_in_codes_and_in_pieces_are_found(
    kind: str, name: str, planter: plant.Planter, finished: Path, pack: build.Pack, library: Library, before: Remembered, tmp_path: Path
) -> None:
    """Whatever program wrote the codes, whatever stands between the words or letters, and in whatever order the words are."""
    file = tmp_path / f"planted.{kind}"
    file.write_bytes(planter((finished / f"light.{kind}").read_bytes()))
    found = searched(file, pack, library, NOTE, RUSSIAN_NOTE, memory=Remembered(before))
    assert not found.unread
    assert {leak.passage for leak in found.leaks} <= {NOTE.name, RUSSIAN_NOTE.name}
    assert found.leaks, name


@pytest.mark.parametrize(("kind", "name", "planter", "message"), REFUSED, ids=[f"{each[0]}: {each[1]}" for each in REFUSED])
def test_what_cannot_be_read_is_refused_by_name(
    kind: str,
    name: str,
    planter: plant.Planter,
    message: str,
    finished: Path,
    pack: build.Pack,
    library: Library,
    before: Remembered,
    tmp_path: Path,
) -> None:
    """Never "not found": the message says which part of the file nobody looked into."""
    file = tmp_path / f"planted.{kind}"
    file.write_bytes(planter((finished / f"light.{kind}").read_bytes()))
    assert [message in problem.message for problem in searched(file, pack, library, memory=Remembered(before)).unread] == [True], name


@pytest.mark.parametrize("kind", ["pdf", "docx", "epub"])
def test_clean_file_holds_nothing(kind: str, finished: Path, pack: build.Pack, library: Library) -> None:
    """What a build makes is clean, and the passages were looked for."""
    found = searched(finished / f"defaults.{kind}", pack, library)
    assert (found.leaks, found.unread) == ((), ())
    assert NOTE.name in found.sought


def test_pages_that_are_the_same_are_not_read_again(
    finished: Path, pack: build.Pack, library: Library, before: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of the teacher that were not sought before are found in them; what is damaged is read."""
    read: list[int] = []

    def reading(document: Any, number: int, **given: bool) -> Any:
        read.append(number)
        return of_page(document, number, **given)

    monkeypatch.setattr(probes, "_readings_of", reading)
    clean = finished / "light.pdf"
    words = " ".join(next(text for each in before.values() for text, _ in marshal.loads(each) if text.count(" ") > 40).split()[10:30])
    assert searched(clean, pack, library, Passage("now", words), memory=Remembered(before)).leaks
    assert not read
    damaged = Remembered({name: piece[:-9] for name, piece in before.items()})
    assert not searched(clean, pack, library, memory=damaged).leaks
    assert (set(read), damaged) == (set(range(1, len(before) + 1)), before)


@pytest.mark.slow
def test_leak_is_found_as_a_renderer_draws_it(pack: build.Pack, library: Library, tmp_path: Path) -> None:
    """With the pack's own subset fonts, hyphens and justification, in running text, margins, notes and cells."""
    narrow = Column((Text("Narrow"),), 0.1)
    wide = Column((Text("Wide"),), 5.0)
    mark = NoteMark("planted", (Text("A word"),))
    blocks: dict[str, Blocks] = {
        "text": (Paragraph((Text(f"Before. {SECRET}. After."),)),),
        "emphasis": (Paragraph((Text("Expect them "), Emphasis((Text(SECRET.removeprefix("Expect them ")),)))),),
        "foot": (Paragraph((mark,)), Note("planted", "foot", "1", (Text(SECRET),))),
        "margin": (Paragraph((mark,)), Note("planted", "margin", "1", (Text(SECRET),))),
        "cell": (Table("planted", (Text("Table"),), (narrow, wide), (((Text(SECRET),), (Text("x"),)),)),),
        "summary": (Table("planted", (Text("Table"),), (narrow, wide), (((Text("x"),), (Text("x"),)),), summary=SECRET),),
    }
    for name, added in blocks.items():
        leaky = replace(pack, document=replace(pack.document, blocks=added))
        for file in build.draw([leaky], ("pdf", "docx", "epub"), tmp_path):
            if (name, file.suffix) != ("summary", ".epub"):
                assert searched(file, leaky, library).leaks, f"{name} in {file.name}"


# ── what is sought ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_and_notes_for_the_teacher_are_sought_whatever_the_outline_prints(library: Library) -> None:
    """Notes by their number in their excerpt; notes for everyone are not."""
    names = [each.name for each in passages(library)]
    assert "seeds/answers/share-recalled.md" in names
    assert (
        len(names)
        == len(set(names))
        == len(library.answers) + sum(note.audience == "teacher" for excerpt in library.excerpts.values() for note in excerpt.notes)
    )


def test_citations_divide_a_passage() -> None:
    """Formats print them in ways of their own; Markdown leaves no trace."""
    found = passage(
        "x",
        "## To expect\n\n- The *clerk* knew [@osei, ¶3], and\n  [told](https://example.org) nobody[@osei].\n\n"
        "| a | b |\n|--|--|\n| c | d |",
    )
    assert found.stretches == ("To expect", "The clerk knew ", ", and told nobody", ".", "a", "b", "c", "d")


def test_words_that_students_may_read_do_not_count() -> None:
    """Neither where all of a passage is theirs, nor where a part of it is."""
    half = " ".join(SECRET.split()[:12])
    finder = Finder([NOTE], [f"As everybody can read: {half.upper()} – and more"])
    assert finder.search(half) == []
    assert finder.search(SECRET)
    assert Finder([NOTE], [SECRET]).indistinct == (NOTE.name,)
    assert Finder([NOTE], [SECRET]).sought == ()


def test_what_the_students_document_says_of_the_teachers_is_a_leak(pack: build.Pack, library: Library, finished: Path) -> None:
    """Assembly itself can go wrong: being printed makes no words public, unless the outline or a quotation has them."""
    file = finished / "defaults.pdf"
    words = "Both banks share by need and not by area, says the oldest of all the treaties"
    planted = replace(pack.document, blocks=(*pack.document.blocks, Paragraph((Text(words),))))
    quoted = replace(pack.document, blocks=(*pack.document.blocks, Quote("q", (Paragraph((Text(words),)),), ())))
    note = {"a note": words}
    assert "a note" in proof({"x": file}, planted, pack.outline, library, note).sought
    assert "a note" in proof({"x": file}, quoted, pack.outline, library, note).indistinct
    assert "a note" in proof({"x": file}, pack.document, Described(f"{words}."), library, note).indistinct
    assert "a note" in proof({"x": file}, pack.document, Described(words), library, note).sought


def test_files_are_not_read_where_nothing_is_sought(pack: build.Pack, library: Library, tmp_path: Path) -> None:
    """A build has written them itself. The file that somebody names is read all the same."""
    none = replace(library, answers={}, excerpts={})
    file = tmp_path / "missing.pdf"
    assert proof({"x": file}, pack.document, pack.outline, none).holds
    with pytest.raises(OSError, match="missing"):
        proof({"x": file}, pack.document, pack.outline, none, {NOTE.name: NOTE.text})
    assert proof({"x": file}, pack.document, pack.outline, none, is_confined=True).unread


def test_words_of_a_source_that_an_answer_cites_are_not_the_teachers(library: Library) -> None:
    """Also without quotation marks: the author says them."""
    copy = Copy("osei-2020", ("The town needs to rebuild the weir of Osk this year.",), Provenance("a.txt", "0", "2026-01-01", "txt"))
    answer = Prose("a", f"{SECRET}. Osei says that the town *needs* to rebuild the weir of Osk [@osei-2020, ¶1].")
    whole = replace(library, answers={"a": answer}, originals={"osei-2020": copy})
    finder = Finder(passages(whole), quoted(whole))
    assert finder.search(copy.paragraphs[0]) == []
    assert finder.search(SECRET)
    uncited = replace(whole, answers={"a": replace(answer, text=answer.text.replace("@osei-2020", ""))})
    assert Finder(passages(uncited), quoted(uncited)).search(copy.paragraphs[0])


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "‘{}’", "„{}“"])
def test_words_of_a_source_that_an_answer_quotes_are_not_the_teachers(marks: str, library: Library) -> None:
    """A students' text, or the article itself, may have them; the teacher's words around them are still searched for."""
    article = "The weir at Osk was built without a plan, and the valley below it paid for that with two harvests and a mill"
    copy = Copy("osei-2020", ("A first paragraph.", article), Provenance("a.txt", "0", "2026-01-01", "txt"))
    words = marks.format("built without a plan, and […] paid for that with two harvests")
    answers = {"a": Prose("a", f"{SECRET}, for it was {words}."), "b": Prose("b", f"{SECRET}\n\n> {article}\n> and a bridge")}
    whole = replace(library, answers={"a": answers["a"]}, originals={"osei-2020": copy})
    assert list(quoted(whole)) == words.split("[…]")
    finder = Finder(passages(whole), quoted(whole))
    assert finder.search(article) == []
    assert finder.search_whole(article) == []
    assert finder.search(SECRET)
    assert list(quoted(replace(whole, originals={}))) == []
    assert list(quoted(replace(whole, answers={"b": answers["b"]}))) == []  # the copy has no bridge


@pytest.mark.parametrize("seed", range(60))
def test_any_form_of_the_words_is_found(seed: int) -> None:
    """Case, accents, ligatures, hyphens, white space, marks and encodings change nothing, nor what stands around."""
    chance = random.Random(seed)
    text = "".join(chance.choice(_forms(letter)) for letter in SECRET)
    around = (
        "".join(chance.choices("abcdefgh ijklmnop\n", k=chance.randrange(200))),
        "".join(chance.choices("rstuvwxyz ", k=chance.randrange(50))),
    )
    assert Finder([NOTE]).search(text.join(around))
    words = SECRET.split()
    first = chance.randrange(len(words) - 8)
    some = " ".join(words[first : first + 8]).join(around)
    assert Finder([NOTE]).search(some)
    assert Finder([NOTE]).search(some.encode(chance.choice(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252"])))


def _forms(letter: str) -> list[str]:
    if letter == " ":
        return [" ", "\n", "\u00a0", "\u2009", " — ", "-\r\n", ""]
    return [letter] * 6 + [letter.upper(), letter + "\u00ad", letter + "\u0301", letter + "-\n", chr(ord(letter) + 0xFEE0), f"“{letter}"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "cp1251"])
def test_words_in_other_scripts_are_found_in_bytes(encoding: str) -> None:
    """A pack in Russian has a teacher too."""
    words = "Ждите ответа о том, что писарь знал о второй книге и сжёг её до начала слушаний".replace("ё", "е")
    assert Finder([Passage("x", words)]).search(b"\x00\x01\x02" + words.encode(encoding))


def test_few_words_are_common_property() -> None:
    """Five words of a passage are no leak; a whole passage of a few words is, if it has the letters."""
    assert Finder([NOTE]).search("the clerk knew of the") == []
    assert Finder([Passage("x", "Crimson otters, mostly")]).search("so: CRIMSON OTTERS (mostly) won")
    assert Finder([Passage("x", "Yes, 40 %")]).indistinct == ("x",)


def test_same_words_by_chance_are_rare() -> None:
    """Long texts about the same things hold none of the runs."""
    chance = random.Random(1)
    words = SECRET.lower().split()
    finder = Finder([NOTE])
    text = " ".join(word for _ in range(20_000) for word in chance.sample(words, 3))
    assert finder.search(text) == []


def test_words_far_apart_are_no_passage() -> None:
    """All words of a passage in their order, but a page between them; and few of them, close together."""
    other = [f"{a}{b}" for a in "bcdfghjklm" for b in ("olen", "aran", "ivet", "usto")]
    finder = Finder([NOTE], [" ".join(other)])
    assert finder.search_whole(" ".join(f"{word} {' '.join(other * 2)}" for word in SECRET.split())) == []
    assert finder.search_whole(" ".join(f"{word} {other[3]}" for word in SECRET.split()[:9])) == []
    assert finder.search_whole(" ".join(f"{word} {other[3]}" for word in SECRET.split()))


def test_words_of_a_students_text_may_be_apart_there_too() -> None:
    """A row that students may read anyway is no leak."""
    text = " ".join(f"{word} or so" for word in SECRET.split())
    assert Finder([NOTE], ["nothing"]).search_whole(text)
    assert Finder([NOTE], [text]).search_whole(text) == []


def test_words_in_another_order_are_a_passage_if_they_are_close_together() -> None:
    """As in a table that is read down its columns; not where a page has them here and there, nor where students read them so."""
    words = sorted(SECRET.split())
    finder = Finder([NOTE], ["nothing"])
    assert finder.search_whole(" ".join(words))
    assert finder.search_whole(" ".join(f"{word} x" for word in words))
    assert finder.search_whole(" ".join(f"{word} {'or so on ' * 2}" for word in words)) == []
    assert Finder([NOTE], [" ".join(words)]).search_whole(" ".join(words)) == []


def test_passage_may_have_a_word_several_times() -> None:
    """In a heap such a word counts once: the other words tell. In a row it counts as often as it comes in its order."""
    note = "The mill by the weir sold the flour of the abbey to the keepers of the bridge"
    finder = Finder([Passage("a note", note)], ["nothing"])
    assert finder.search_whole(" ".join(sorted(note.split())))
    assert finder.search_whole(" ".join(f"data:image/svg+xml,<text>{word}</text>" for word in note.split()))
    assert finder.search_whole(" ".join(["the"] * 12 + ["mill", "weir", "sold"])) == []


def test_words_backwards_and_in_letters_that_look_alike_are_found() -> None:
    """A mark of direction, or a letter of another script, shows them as they are."""
    assert Finder([NOTE]).search(SECRET[::-1])
    assert Finder([NOTE]).search(SECRET[::-1].encode())
    assert Finder([NOTE]).search(SECRET.replace("e", "е").replace("o", "ο"))
    assert Finder([RUSSIAN_NOTE]).search(more.RUSSIAN.upper())


# ── files that cannot be searched ────────────────────────────────────────────────────────────────────────────────────────────────────


def _locked(data: bytes) -> bytes:
    return plant.edited(lambda _: None, encryption=pikepdf.Encryption(owner="owner", user="user"))(data)


def _open_but_locked(data: bytes) -> bytes:
    return plant.edited(lambda _: None, encryption=pikepdf.Encryption(owner="owner", user=""))(data)


def _locked_entry(data: bytes) -> bytes:
    place = data.rfind(b"PK\x01\x02")
    return data[: place + 8] + b"\x01\x00" + data[place + 10 :]


def _nested(data: bytes) -> bytes:
    for _ in range(10):
        data = plant.packed({"a.zip": data})
    return data


UNREADABLE: dict[str, tuple[str, plant.Planter, str]] = {
    "locked PDF": ("pdf", _locked, "encrypted"),
    "PDF that opens without its password": ("pdf", _open_but_locked, "encrypted"),
    "damaged PDF": ("pdf", lambda _: b"%PDF-1.7\nnothing", "damaged"),
    "locked attachment": ("pdf", lambda data: plant.attached("a.pdf", _locked(data))(data), "attachment “a.pdf” is encrypted"),
    "archive that cannot be opened": ("pdf", plant.attached("a.7z", b"7z\xbc\xaf\x27\x1c rest"), "attachment “a.7z” is a 7z archive"),
    "half a package": ("docx", lambda data: data[: len(data) // 2], "damaged"),
    "package without a list": ("docx", lambda data: data[: data.find(b"PK\x01\x02")], "damaged"),
    "locked entry": ("docx", _locked_entry, "encrypted"),
    "packages in packages": ("docx", _nested, "files inside files"),
    "entities": ("docx", plant.added("word/a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "entities"),
    "empty Word file": ("docx", lambda _: b"", "not a PDF, a Word file or an EPUB"),
    "text named as a Word file": ("docx", lambda _: b"Words in a text", "not a PDF, a Word file or an EPUB"),
}


@pytest.mark.parametrize(("kind", "planter", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_file_that_cannot_be_searched_proves_nothing(
    kind: str, planter: plant.Planter, message: str, finished: Path, pack: build.Pack, library: Library, tmp_path: Path
) -> None:
    """It is a problem, never nothing found."""
    file = tmp_path / f"odd.{kind}"
    file.write_bytes(planter((finished / f"light.{kind}").read_bytes()))
    found = searched(file, pack, library)
    assert [message in problem.message and bool(problem.hint) for problem in found.unread] == [True]
    assert found.summary == "No file could be searched."
    with pytest.raises(BriefingError):
        found.hold()


def test_font_that_names_more_than_it_draws_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """ReportLab calls all codes that it does not use spaces; a row of one bullet without a name is no text."""
    spec = find_spec("fontpkg_spectral")
    assert spec
    pdfmetrics.registerFont(TTFont("Ordinary", Path(str(spec.origin)).parent / "files" / "Spectral-Regular.ttf"))
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    canvas.setFont("Ordinary", 9)
    canvas.drawString(60, 60, SECRET)
    canvas.save()
    bullets = fonts.drawn_letters(lambda number, _: f"a{number}", "....................")
    for data in ((tmp_path / "a.pdf").read_bytes(), bullets((tmp_path / "a.pdf").read_bytes())):
        assert any(Finder([NOTE]).search(part.text) for part in parts(data))


BOMBS: dict[str, tuple[str, plant.Planter]] = {
    "entry": ("docx", plant.added("word/a.bin", bytes(9_000_000))),
    "entry that is not listed": ("docx", plant.before_directory(plant.local_entry(bytes(9_000_000), 8))),
    "picture": ("docx", plant.added("a.png", plant.png(plant.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(9_000_000), 1))))),
    "packed attachment": ("pdf", plant.attached("a.gz", gzip.compress(bytes(9_000_000), 1))),
    "bzip2 attachment": ("pdf", plant.attached("a.bz2", bz2.compress(bytes(9_000_000)))),
    "stream": ("pdf", plant.attached("a.bin", bytes(9_000_000))),
    "stream that belongs to nothing": ("pdf", plant.between_objects(plant.as_stream(zlib.compress(bytes(9_000_000), 1)))),
}


@pytest.mark.parametrize(("kind", "planter"), BOMBS.values(), ids=BOMBS)
def test_what_grows_too_large_is_refused(
    kind: str, planter: plant.Planter, finished: Path, tmp_path: Path, pack: build.Pack, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here with a limit of eight megabytes."""
    monkeypatch.setattr(model, "_BYTES", 8_000_000)
    file = tmp_path / f"bomb.{kind}"
    assert not searched(finished / f"defaults.{kind}", pack, library).unread
    file.write_bytes(planter((finished / f"light.{kind}").read_bytes()))
    assert ["too large" in problem.message for problem in searched(file, pack, library).unread] == [True]


def test_part_that_grows_by_far_is_refused_before_it_is_unpacked() -> None:
    """A gigabyte of zeros takes no gigabyte of memory."""
    unpacked = zlib.decompressobj()
    with pytest.raises(UnreadableError, match="too large"):
        model.Budget().expanded(zlib.compress(bytes(60_000_000), 1), unpacked)
    assert len(unpacked.unconsumed_tail) > 1_000


@pytest.mark.parametrize("kind", [pytest.param("pdf", marks=pytest.mark.slow), "docx", "epub"])
def test_any_damage_is_read_or_refused(kind: str, finished: Path) -> None:
    """Bytes changed, taken out and doubled at random: never a traceback."""
    chance = random.Random(kind)
    data = (finished / f"defaults.{kind}").read_bytes()
    for each in [data, plant.classic(data)] if kind == "pdf" else [data]:
        for _ in range(25):
            damaged = bytearray(each)
            for _ in range(chance.choice([1, 5, 50])):
                place, other = chance.randrange(len(damaged)), chance.randrange(len(damaged))
                damaged[place : place + chance.randrange(4)] = damaged[other : other + chance.randrange(8)]
            with contextlib.suppress(UnreadableError):
                list(parts(bytes(damaged)))


@pytest.mark.parametrize("contents", [Name.Odd, 7, String("x"), Array([7]), Dictionary()])
def test_page_with_odd_contents_is_read_or_refused(contents: Any, finished: Path) -> None:
    """As no program writes it."""
    change = plant.edited(lambda document: setattr(document.pages[0].obj, "Contents", contents))
    with contextlib.suppress(UnreadableError):
        assert list(parts(change((finished / "defaults.pdf").read_bytes())))


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_build_says_what_it_proved(inside_water: Path) -> None:
    """After every build."""
    result = CliRunner().invoke(main, ["build", "defaults", "footnotes", "-f", "epub"])
    assert result.output.endswith("No answer or teacher's note is in these 2 files (5 searched for).\n"), result.output


def test_leak_keeps_the_build_from_placing_anything(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before stays; the message names the place, the words and the file in which they are written."""
    assert CliRunner().invoke(main, ["build", "defaults", "-f", "epub"]).exit_code == 0
    before = {path: path.read_bytes() for path in (inside_water / "output").iterdir()}
    answer = inside_water / "seeds" / "answers" / "share-recalled.md"
    answer.write_text(f"{SECRET}.\n", encoding="utf-8")
    draw = build.draw

    def leaky(ready: Sequence[build.Pack], *rest: Any) -> dict[Path, int]:
        return draw([replace(each, document=replace(each.document, description=SECRET)) for each in ready], *rest)

    monkeypatch.setattr(build, "draw", leaky)
    result = CliRunner().invoke(main, ["build", "defaults", "-f", "epub"])
    assert result.exit_code == 1
    assert "defaults.epub: EPUB/package.opf: words for the teacher: “Expect them to say that the" in result.output
    assert "They come from seeds/answers/share-recalled.md. Take them out" in result.output
    assert {path: path.read_bytes() for path in (inside_water / "output").iterdir()} == before


def test_prove_names_each_leak(inside_water: Path) -> None:
    """Exit code 1, and the file as it was."""
    (inside_water / "seeds" / "answers" / "share-recalled.md").write_text(f"{SECRET}.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["build", "defaults", "-f", "docx"]).exit_code == 0
    file = inside_water / "output" / "defaults.docx"
    clean = CliRunner().invoke(main, ["prove", "output/defaults.docx", "--against", "defaults"])
    assert (clean.exit_code, clean.output) == (0, "No answer or teacher's note is in this file (5 searched for).\n")
    file.write_bytes(plant.DOCX["comment"][0](file.read_bytes()))
    planted = file.read_bytes()
    result = CliRunner().invoke(main, ["prove", "output/defaults.docx", "--against", "defaults"])
    assert result.exit_code == 1
    assert result.output.startswith("1 answer or teacher's note is in this file (5 searched for).\n")
    assert "output/defaults.docx: word/comments.xml: words for the teacher: “" in result.output
    assert result.output.endswith("1 problem.\n")
    assert file.read_bytes() == planted
    as_json = CliRunner().invoke(main, ["prove", "output/defaults.docx", "--against", "defaults", "--json"])
    document = json.loads(as_json.output)
    assert ([each["file"] for each in document["problems"]], len(document["result"]["leaks"])) == (["output/defaults.docx"], 1)


def test_prove_refuses_what_would_take_all_memory(inside_water: Path) -> None:
    """The file is read in another process, within limits."""
    assert CliRunner().invoke(main, ["build", "defaults", "-f", "docx"]).exit_code == 0
    file = inside_water / "output" / "defaults.docx"
    file.write_bytes(plant.added("word/media/a.emz", gzip.compress(bytes(60_000_000), 1))(file.read_bytes()))
    result = CliRunner().invoke(main, ["prove", "output/defaults.docx", "--against", "defaults"])
    assert (result.exit_code, "output/defaults.docx: this file is too large to be searched" in result.output) == (1, True)
    assert result.output.startswith("No file could be searched.\n")


def test_prove_refuses_what_is_no_pack(inside_water: Path) -> None:
    """All at once."""
    result = CliRunner().invoke(main, ["prove", "gone.pdf", "seeds", "seeds/events.yaml", "--against", "defaults"])
    assert result.exit_code == 1
    for line in ("gone.pdf: there is no such file", "seeds: this is not a file", "seeds/events.yaml: only finished packs can be searched"):
        assert line in result.output


def test_library_without_a_teachers_side_has_nothing_to_seek(inside_water: Path) -> None:
    """A workspace can be shared without its answers: a build claims nothing then, and `prove` says that it proved nothing."""
    shutil.rmtree(inside_water / "seeds" / "answers")
    for path in (inside_water / "seeds" / "excerpts").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("for: teacher", "for: everyone"), encoding="utf-8")
    assert "passage" not in CliRunner().invoke(main, ["build", "footnotes", "-f", "epub"]).output
    result = CliRunner().invoke(main, ["prove", "output/footnotes.epub", "--against", "footnotes"])
    assert result.output == "The library has no answer and no teacher's note, so nothing was searched for.\n"


def test_what_students_may_read_is_asked_anew_of_a_text_that_was_searched_before() -> None:
    """What was found in a long text is remembered for the passages, and counts only where students may not read it."""
    words = "the valley had kept its water for the orchards of the village until the second winter of the dam"
    passages, page = (Passage("answer", words),), f"{'The river rose again. ' * 80}{words}{' The ferry went on.' * 40}"
    without = page.replace(words, "the valley")
    for _ in range(2):
        for text, harmless in ((page, without), (page.encode(), without.encode())):
            assert Finder(passages).may_hold([text])
            assert not Finder(passages, [words]).may_hold([text])
            assert not Finder(passages).may_hold([harmless])
