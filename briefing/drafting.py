"""Draw several documents in several formats at the same time, each document's pages laid out once."""

from __future__ import annotations

import importlib
import queue
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.dataclass import dataclass
from briefing.document import Document, PrintPage
from briefing.errors import BriefingError, Problem
from briefing.render import Format, renderer
from briefing.system import cache, program
from briefing.system.processes import end_quietly, starting, uncollected
from briefing.theme.model import Theme

if TYPE_CHECKING:
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor

Report = Callable[[str], None]
"""A function that is called with a line about each file that is finished."""
Pages = tuple[PrintPage, ...]
_GLANCE = 0.02
"""Seconds for which the first process waits for pages before it looks for finished files."""
_laid: multiprocessing.Queue[tuple[Path, Pages]] | None = None
"""In a drawing process: where it puts the pages of a PDF as soon as it knows them."""


_given: list[Drawing] = []
"""What the copies of this process draw: they have it from the moment when they are made, and it need not be sent to them."""
_made: list[Callable[[int], Any]] = []
"""What the copies of this process do: they have it from the moment when they are made, and it need not be sent to them."""
Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A document, and the file to draw."""

    document: Document
    theme: Theme
    format: Format
    path: Path
    """The file. An EPUB marks the pages of the PDF, so that 'page 12' is one place for all readers: those of a PDF of the same name."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A file that was drawn."""

    path: Path
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Workshop:
    """Processes that draw, and where they put the pages of PDFs."""

    pool: ProcessPoolExecutor
    laid: multiprocessing.Queue[tuple[Path, Pages]]
    has_all: bool
    """Whether the processes have the drawings from the moment when they are made."""


@contextmanager
def _workshop(workers: int, drawings: Sequence[Drawing]) -> Iterator[_Workshop | None]:
    """Start what draws: as many processes as `workers`; None for this process alone."""
    if workers < 2:
        yield None
        return
    import multiprocessing  # here and below: one file is drawn without other processes
    from concurrent.futures import ProcessPoolExecutor

    laid: multiprocessing.Queue[tuple[Path, Pages]] = multiprocessing.Queue()
    _given[:] = drawings
    try:
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(laid,)) as pool, _ending(pool):
            yield _Workshop(pool, laid, multiprocessing.get_start_method() == "fork")
    finally:
        _given.clear()


def draw(drawings: Sequence[Drawing], workers: int, report: Report) -> dict[Path, int]:
    """Draw files side by side in processes, or one after another.

    Args:
        drawings: What to draw.
        workers: In how many processes.
        report: Told of each file that is done.

    Returns:
        The number of pages of each file; 0 where it has none of its own.

    Raises:
        BriefingError: A document has something that cannot be drawn, or the system has stopped a process.
    """
    pdfs = {each.path for each in drawings if each.format == "pdf"}
    ready: list[Drawing] = []
    waiting: dict[Path, Drawing] = {}
    for each in drawings:
        path = each.path.with_suffix(".pdf")
        if each.format == "epub" and path in pdfs:
            waiting[path] = each
        else:
            ready.append(each)
    counts: dict[Path, int] = {}
    with (
        _workshop(workers, drawings) as shop,
        closing(_one_by_one(ready, waiting) if shop is None else _side_by_side(ready, waiting, shop)) as drawn,
    ):
        for made in drawn:
            counts[made.path] = made.pages
            report(f"{made.path.name} in {made.seconds:.1f} s")
    return counts


def _one_by_one(ready: Iterable[Drawing], waiting: dict[Path, Drawing]) -> Generator[_Drawn, None, None]:
    found: list[tuple[Path, Pages]] = []
    for each in ready:
        yield _drawn(each, lambda *laid: found.append(laid))
        while found:
            path, pages = found.pop()
            if path in waiting:
                yield _drawn(_with(waiting.pop(path), pages))


def _side_by_side(ready: Iterable[Drawing], waiting: dict[Path, Drawing], shop: _Workshop) -> Generator[_Drawn, None, None]:
    from concurrent.futures import FIRST_COMPLETED, wait

    def begun(drawing: Drawing, pages: Pages | None = None) -> Future[_Drawn]:
        number = next(number for number, each in enumerate(_given) if each is drawing)
        return shop.pool.submit(_drawn_apart, number if shop.has_all else drawing, pages)

    with starting():
        futures = {begun(each) for each in ready}
    while futures or waiting:
        if waiting:
            for path, pages in _arrived(shop.laid):
                if path in waiting:
                    futures.add(begun(waiting.pop(path), pages))
        else:
            wait(futures, return_when=FIRST_COMPLETED)
        for future in [each for each in futures if each.done()]:
            futures.remove(future)
            yield future.result()


@contextmanager
def _ending(pool: ProcessPoolExecutor) -> Iterator[None]:
    """End the processes of a pool when its work ends, by success, failure or Ctrl-C."""
    import multiprocessing
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool:
        hint = "The computer may have too little memory. Try one format at a time, such as -f pdf."
        raise BriefingError([Problem("", 0, "the system stopped a process that was drawing a pack", hint)]) from None
    except (KeyboardInterrupt, GeneratorExit):  # the second where the first comes between two files
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def each_apart(make: Callable[[Given], Made], given: Sequence[Given], workers: int) -> list[Made]:
    """Return what `make` makes of each, side by side in copies of this process, where the system has such; else one after another."""
    if workers < 2 or len(given) < 2:
        return [make(each) for each in given]
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if multiprocessing.get_start_method() != "fork":
        return [make(each) for each in given]
    with ProcessPoolExecutor(workers, initializer=end_quietly) as pool, _ending(pool):
        _made.append(lambda number: make(given[number]))
        try:
            with starting():
                futures = [pool.submit(_make, number) for number in range(len(given))]
        finally:
            _made.pop()
        return [future.result() for future in futures]


def _make(number: int) -> Any:
    return _made[-1](number)


def _begin(laid: multiprocessing.Queue[tuple[Path, Pages]]) -> None:
    """Prepare a drawing process."""
    global _laid  # noqa: PLW0603  (a process is given this once, when it begins)
    _laid = laid
    end_quietly()


def _arrived(laid: multiprocessing.Queue[tuple[Path, Pages]]) -> Iterator[tuple[Path, Pages]]:
    """Yield the next pages that a drawing process has laid out, if some come soon."""
    with suppress(queue.Empty):
        yield laid.get(timeout=_GLANCE)


def _with(drawing: Drawing, pages: Pages) -> Drawing:
    return replace(drawing, document=replace(drawing.document, pages=pages))


def _tell(path: Path, pages: Pages) -> None:
    if _laid is not None:
        _laid.put((path, pages))


def _drawn_apart(given: Drawing | int, pages: Pages | None) -> _Drawn:
    """Draw a file, or that of the drawing with a number; an EPUB with the pages of the PDF."""
    drawing = _given[given] if isinstance(given, int) else given
    return _drawn(drawing if pages is None else _with(drawing, pages))


def _drawn(drawing: Drawing, tell: Callable[[Path, Pages], None] = _tell) -> _Drawn:
    """Draw a file."""
    start, count = time.perf_counter(), 0

    def laid(pages: Pages) -> None:
        nonlocal count
        count = len(pages)
        tell(drawing.path, pages)

    with uncollected():
        known = box(drawing.format, drawing.document)
        if drawing.format == "pdf":
            _pdf().render(drawing.document, drawing.theme, drawing.path, laid, known)
        else:
            if drawing.format == "epub" and not drawing.document.pages:
                drawing = _with(drawing, _pages(drawing.document, drawing.theme))
            renderer(drawing.format).render(drawing.document, drawing.theme, drawing.path, known)
        if known is not None:
            known.save()
    return _Drawn(drawing.path, count, time.perf_counter() - start)


def box(name: str, document: Document) -> cache.Box | None:
    """Return what is remembered of a document, such as the parts of its files; None if the cache is off."""
    if cache.folder() is None:
        return None
    return cache.Box(cache.key(name, document.identifier, document.edition, program.identity()))


def page_count(document: Document, theme: Theme) -> int:
    """Return how many pages the PDF of a document has, without drawing them."""
    return len(_pages(document, theme))


def _pages(document: Document, theme: Theme) -> Pages:
    """Return the pages of the PDF of a document. What the last PDF had of them is not set again; it stays remembered as it is."""
    found: Pages = _pdf().pages(document, theme, box("pdf", document))
    return found


def places(document: Document, theme: Theme) -> dict[str, str]:
    """Return the number of the page of the PDF on which each section, passage, question and entry begins, by its id."""
    found: dict[str, str] = _pdf().places(document, theme, box("pdf", document))
    return found


def _pdf() -> ModuleType:
    """Return the renderer that knows pages. It is loaded only when it is needed, as every renderer is."""
    return importlib.import_module("briefing.render.pdf")
