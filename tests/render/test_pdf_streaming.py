"""Files that are written while they are made: indexes of many leaves, bookmarks in passing, and memory that does not grow."""

from __future__ import annotations

import io
import itertools
import random
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from briefing.check.files.pdf.trees import is_sorted, name_tree, number_tree
from briefing.document import Blank, Blanks, Document, Paragraph, Section, Text
from briefing.render.pdf.balanced_trees import BRANCH, LEAF, NameTree, NumberTree
from briefing.render.pdf.binding import Part, bind
from briefing.render.pdf.bookmarks import BookmarkWriter
from briefing.render.pdf.pdf_file import PdfFile
from briefing.render.pdf.strips import Heading
from briefing.theme.model import A4, Theme, without_margin_notes

THEME = Theme(paper=without_margin_notes(A4))
SHEET = Document(
    "Locks",
    (
        Blanks((Blank("Name"),)),
        Section("s", (Text("The upper lock"),), (Paragraph((Text("The keeper opens the lower gate at noon. " * 20),)),)),
    ),
    "urn:uuid:1",
    cover="block",
    contents_depth=0,
)


def written(fill: Callable[[PdfFile], dict[str, str]]) -> pikepdf.Pdf:
    """Return a file for which `fill` writes objects and returns entries of the catalog."""
    target = io.BytesIO()
    file = PdfFile(target, "en", "", "a")
    page = file.reserve()
    file.add_page(page, {"MediaBox": "[0 0 9 9]"})
    file.finish(fill(file), {})
    return pikepdf.open(target)


def numbers(count: int) -> Callable[[PdfFile], dict[str, str]]:
    """Return what writes a tree of numbers, each with itself as its value, in parts of uneven length."""

    def fill(file: PdfFile) -> dict[str, str]:
        tree, step = NumberTree(file), 7
        for start in range(0, count, step):
            tree.add(str(each) for each in range(start, min(start + step, count)))
        assert tree.count == count
        return {"Names": file.add(tree.finish())}

    return fill


@pytest.mark.parametrize("count", [0, 1, LEAF, LEAF + 1, LEAF * BRANCH + 1])
def test_number_is_found_in_a_tree_of_any_size(count: int) -> None:
    """A reader that goes down by the limits finds each key; the tree has branches only where it is large."""
    pdf = written(numbers(count))
    tree: Any = pdf.Root.Names
    assert {key: int(value) for key, value in number_tree(tree).items()} == {key: key for key in range(count)}
    assert is_sorted(tree)
    assert ("/Kids" in tree) == (count > LEAF)
    assert len(tree.get("/Kids", [])) <= BRANCH
    found = pikepdf.NumberTree(tree)
    assert all(int(found[key]) == key for key in range(0, count, 97))
    assert count not in found


def test_name_is_found_though_its_group_came_in_another_order() -> None:
    """Groups are sorted by their names: those of the tenth stand before those of the second."""
    groups = [{f"{group}.place {each} ü": f"({group}-{each})" for each in range(3 + group % 4 * LEAF)} for group in range(BRANCH + 9)]

    def fill(file: PdfFile) -> dict[str, str]:
        tree = NameTree(file)
        assert not tree
        for group in groups:
            tree.add(group)
        return {"Names": file.add(tree.finish())}

    pdf = written(fill)
    tree: Any = pdf.Root.Names
    everything = {key: value for group in groups for key, value in group.items()}
    assert len(name_tree(tree)) == len(everything)
    assert is_sorted(tree)
    found = pikepdf.NameTree(tree)
    for key in ("0.place 0 ü", "1.place 500 ü", "10.place 2 ü", f"{BRANCH}.place 1 ü"):
        if key in everything:
            assert f"({found[key.encode('unicode_escape').decode()]})" == everything[key]


def test_groups_of_names_that_are_mixed_are_refused() -> None:
    """A tree of them would not be sorted."""

    def fill(file: PdfFile) -> dict[str, str]:
        tree = NameTree(file)
        tree.add({"a": "1", "c": "2"})
        tree.add({"b": "3"})
        return tree.finish()

    with pytest.raises(AssertionError, match="mixed"):
        written(fill)


def nested(headings: list[Heading]) -> list[Any]:
    """Return headings as lists in lists: each with those of deeper levels that follow it."""
    found: list[Any] = []
    while headings:
        first, *rest = headings
        end = next((number for number, each in enumerate(rest) if each.level <= first.level), len(rest))
        found.append((first.title, nested(rest[:end])))
        headings = rest[end:]
    return found


def told(entry: Any, parent: Any) -> list[Any]:
    """Return the bookmarks below an entry in the same form, and check what they say of each other."""
    found, before, each = [], None, entry.get("/First")
    while each is not None:
        assert each.Parent.objgen == parent.objgen
        assert (each.get("/Prev") is None) if before is None else each.Prev.objgen == before.objgen
        below = told(each, each)
        assert int(each.get("/Count", 0)) == -len(below)
        found.append((str(each.Title), below))
        before, each = each, each.get("/Next")
    if before is not None:
        assert entry.Last.objgen == before.objgen
    return found


@pytest.mark.parametrize("seed", range(5))
def test_bookmarks_are_nested_whatever_levels_follow_one_another(seed: int) -> None:
    """Levels may be left out on the way down and on the way up."""
    chance = random.Random(seed)
    headings = [Heading(1 if not number else chance.randint(1, 4), f"Part {number}", f"part-{number}") for number in range(60)]

    def fill(file: PdfFile) -> dict[str, str]:
        bookmarks = BookmarkWriter(file)
        for start in range(0, 60, 7):
            bookmarks.add(headings[start : start + 7])
        return {"Outlines": bookmarks.finish()}

    pdf = written(fill)
    outlines: Any = pdf.Root.Outlines
    assert told(outlines, outlines) == nested(headings)
    assert int(outlines.Count) == len(nested(headings))


def test_file_without_bookmarks_has_no_root_for_them() -> None:
    """Nothing is written for none."""
    assert written(lambda file: {"Lang": f"({BookmarkWriter(file).finish()})"}).Root.Lang == ""


def parts(count: int) -> Iterator[Part]:
    """Yield a sheet for each of some people."""
    for number in range(count):
        yield Part(SHEET, THEME, f"Reader {number}", {"Name": f"Reader {number}"}, prefix=f"{number}.")


class Counted(io.BytesIO):
    """A file that keeps nothing but its size."""

    size = 0

    def write(self, data: Any) -> int:
        self.size += len(data)
        return len(data)


def test_each_part_is_written_before_the_next_is_asked_for() -> None:
    """The file grows by about as much for each."""
    target, sizes = Counted(), list[int]()

    def watched() -> Iterator[Part]:
        for part in parts(12):
            sizes.append(target.size)
            yield part

    bind(SHEET, watched(), target)
    steps = [after - before for before, after in itertools.pairwise(sizes[1:])]
    assert min(steps) > 0.9 * max(steps)


def test_memory_does_not_grow_with_the_parts() -> None:
    """Only places in the file, references to pages and the names on the lines stay: less than a file grows by."""

    def most(count: int) -> tuple[int, int]:
        target = Counted()
        tracemalloc.start()
        bind(SHEET, parts(count), target)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak, target.size

    bind(SHEET, parts(120), Counted())  # what is made once: the sheet, and the widths of all names
    (few, small), (many, large) = most(20), most(120)
    assert many - few < 0.6 * (large - small)
