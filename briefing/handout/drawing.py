"""Draw many handouts: in this process, in several processes, or on a cluster. The result is bytes; this module writes no file."""

from __future__ import annotations

import asyncio
import gc
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.handout.order import Order, cover, parts
from briefing.handout.sheet import Sheet
from briefing.render.pdf.binding import bind, extent, filled_in
from briefing.system.processes import end_quietly, starting
from briefing.theme import font_files
from briefing.theme.model import Theme

CHUNK = 20
"""How many handouts a process gets at once, together with the sheets that they share."""
FEW = 5
"""How many handouts are drawn between two reports of progress, if one process draws them all."""
AHEAD = 3
"""How many chunks each process may have waiting. The limit keeps memory the same for any number of handouts."""
OTHER_LETTERS = "Write it with other letters, as in a passport, or choose a typeface with these letters under 'theme:'."
ATTEMPTS = 4
"""How often drawing starts again after the system stopped a process, before that is an error."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all handouts of a run share."""

    title: str
    """Of the files."""
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A handout, or why there is none."""

    order: Order
    data: bytes = b""
    fault: str = ""
    hint: str = ""


def draw(job: Job, orders: Sequence[Order]) -> list[Made]:
    """Draw handouts, one after another."""
    with steady():
        return [_one(job, order) for order in orders]


@contextmanager
def steady() -> Iterator[None]:
    """Keep Python from looking for cycles among what stays, such as the library, and among what is dropped as a whole afterwards."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def _one(job: Job, order: Order) -> Made:
    if fault := lacking(job.sheets, order):
        return Made(order, fault=fault, hint=OTHER_LETTERS)
    target = io.BytesIO()
    counts = bind(cover(order, job.sheets, job.title), parts(order, job.sheets), target)
    return _fitting(job, order, counts) or Made(order, target.getvalue())


def tried(job: Job, order: Order) -> Made:
    """Lay out a handout without drawing it, to find what is wrong with it."""
    if fault := lacking(job.sheets, order):
        return Made(order, fault=fault, hint=OTHER_LETTERS)
    return _fitting(
        job, order, [extent(filled_in(part.document, part.filled), part.theme).pages for part in parts(order, job.sheets)]
    ) or Made(order)


def _fitting(job: Job, order: Order, counts: Sequence[int]) -> Made | None:
    """Return the fault of a handout that takes more pages than it may have, or None if it fits."""
    for number, count in zip(order.sheets, counts, strict=True):
        sheet = job.sheets[number]
        if count > sheet.pages:
            room = "its page" if sheet.pages == 1 else f"its {sheet.pages} pages"
            return Made(order, fault=f"with this name, the sheet '{sheet.document.title}' is longer than {room}", hint="Shorten the name.")
    return None


def lacking(sheets: Sequence[Sheet], order: Order) -> str:
    """Say which letters of the filled-in words no typeface has. The result is empty if the typefaces have them all."""
    return unset("".join((order.title, *(value for _, value in order.filled))), sheets[order.sheets[0]].theme)


def unset(words: str, theme: Theme) -> str:
    """Say which letters of some words no typeface of a theme has. The result is empty if the typefaces have them all."""
    missing = font_files.missing(words, theme.typefaces)
    shown = ", ".join(f"'{character}' (U+{ord(character):04X})" for character in missing[:5])
    return f"no typeface has the character{'s' * (len(missing) > 1)} {shown}" if missing else ""


def one_by_one(job: Job, orders: Sequence[Order]) -> Iterator[Made]:
    """Draw in this process."""
    for start in range(0, len(orders), FEW):
        yield from draw(job, orders[start : start + FEW])


def in_processes(job: Job, orders: Sequence[Order], workers: int) -> Iterator[Made]:
    """Draw in several processes. If the system stops one, its handouts are drawn again.

    Raises:
        BriefingError: The system stopped the processes several times.
    """
    left = list(_chunks(orders))
    for _ in range(ATTEMPTS):
        done: set[int] = set()
        # Started anew and not forked: a fork has the locks of threads that it has not, such as those of a pool that broke.
        pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=end_quietly)
        try:
            for place, made in _drawn(pool, job, left, workers):
                done.add(place)
                yield from made
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        left = [chunk for place, chunk in enumerate(left) if place not in done]
        if not left:
            return
    hint = "The computer may have too little memory: try --jobs 1."
    raise BriefingError([Problem("--jobs", 0, "the system stopped the drawing processes several times", hint)])


def on_cluster(job: Job, orders: Sequence[Order], address: str) -> Iterator[Made]:
    """Draw on a Dask cluster, whose workers have the same version of briefing installed.

    Raises:
        BriefingError: There is no such cluster, it has no workers, or the extra is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        hint = "Install it: pip install 'briefing-pack[cluster]'."
        raise BriefingError([Problem("--scheduler", 0, "the software for clusters is not installed", hint)]) from None
    try:
        # A client that has not found its scheduler takes 20 s to die, and complains: it is made only where one answers.
        asyncio.run(_reach(address))
        connected: Any = Client
        client = connected(address, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError):  # the last: tls:// without certificates
        hint = "Start one with 'dask scheduler', and workers with 'dask worker tcp://HOST:8786'. Then name that address."
        raise BriefingError([Problem("--scheduler", 0, f"no scheduler answers at '{address}'", hint)]) from None
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            hint = f"Start some with 'dask worker {address}'."
            raise BriefingError([Problem("--scheduler", 0, f"the cluster at '{address}' has no workers", hint)])
        left = list(_chunks(orders))
        for attempt in range(ATTEMPTS):
            done: set[int] = set()
            try:
                with client.get_executor() as pool:
                    for place, made in _drawn(pool, job, left, workers):
                        done.add(place)
                        yield from made
            except ValueError:
                # Dask's executor misreads what a worker sent just before it was ended from outside.
                if attempt + 1 == ATTEMPTS:
                    raise
            left = [chunk for place, chunk in enumerate(left) if place not in done]
            if not left:
                return


async def _reach(address: str) -> None:
    from distributed import Security
    from distributed.comm.core import connect

    security: Any = Security
    comm: Any = await connect(address, timeout=10, **security().get_connection_args("client"))  # type: ignore[no-untyped-call]
    await comm.close()


def _chunks(orders: Iterable[Order]) -> Iterator[list[Order]]:
    waiting = iter(orders)
    while chunk := list(itertools.islice(waiting, CHUNK)):
        yield chunk


def _drawn(pool: Executor, job: Job, chunks: Sequence[list[Order]], workers: int) -> Iterator[tuple[int, list[Made]]]:
    """Yield each chunk as soon as it is done, with its place. The number of chunks under way is limited."""
    waiting = iter(enumerate(chunks))
    under_way: dict[Future[list[Made]], int] = {}
    while True:
        with starting():
            for place, chunk in itertools.islice(waiting, workers * AHEAD - len(under_way)):
                under_way[pool.submit(draw, job, chunk)] = place
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            yield under_way.pop(future), future.result()
