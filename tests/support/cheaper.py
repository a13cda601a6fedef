"""The program's processes and files, cheaper: what most tests take in place of real ones. Tests about processes ask for real ones."""

from __future__ import annotations

import hashlib
import io
import os
import runpy
import shutil
import sys
import tempfile
import threading
import traceback
import warnings
import zipfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from briefing.render import zip_file
from briefing.system import cache, confined, pandoc
from briefing.system.confined import serving
from briefing.system.pictures.drawing_fonts import PACKAGES
from briefing.theme import font_files, sfnt
from briefing.theme.model import Typeface

ROOM = 2 * 2**30
"""Bytes of memory that must be free for temporary files. A run of all tests takes a tenth of it."""
Answered = Callable[[Sequence[str], bytes, Path], bytes]
read_in_a_new_process = confined._run
"""How the program reads a stranger's file."""
ONE_AT_A_TIME = threading.Lock()
DRAWINGS = "briefing.system.pictures.drawing_reader"
"""The reader that draws."""
DRAWN: dict[tuple[bytes, bytes], tuple[int, bytes]] = {}
"""What it has answered, by what it was given."""
_run = pandoc.run
compressed = zipfile._get_compressor  # type: ignore[attr-defined]
"""How the program compresses the members of Word files and EPUBs."""


def keep_files_in_memory() -> None:
    """Put temporary files into memory, where this machine has plenty: most tests make a workspace, and deleting it would wait for the disk.

    If TMPDIR names a folder, they are there.
    """
    memory = Path("/dev/shm")
    if "TMPDIR" in os.environ or not (memory.is_dir() and os.access(memory, os.W_OK)):
        return
    if shutil.disk_usage(memory).free > ROOM and not os.statvfs(memory).f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"], tempfile.tempdir = str(memory), None


def read_here(module: str, path: Path, name: str, instead: str, given: bytes) -> tuple[int, bytes]:
    """Read a file in this process, which has Python and the readers already. Nothing limits its memory and its time.

    A command that reads several files at once waits for each: a process has one standard input. A drawing is drawn once.
    """
    if module != DRAWINGS:
        return _read_here(module, path, given)
    key = path.read_bytes(), given
    if key not in DRAWN:
        DRAWN[key] = _read_here(module, path, given)
    return DRAWN[key]


def _read_here(module: str, path: Path, given: bytes) -> tuple[int, bytes]:
    answer = io.StringIO()
    with ONE_AT_A_TIME, pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "_limit", lambda: None)
        patch.setattr(serving, "end_with_parent", lambda: None)
        patch.setattr(sys, "argv", [module, str(path.resolve())])
        patch.setattr(sys, "stdin", io.StringIO(given.decode()))
        patch.setattr(sys, "stdout", answer)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)  # most readers are loaded already, under their own names
                runpy.run_module(module, run_name="__main__")
        except Exception:
            traceback.print_exc()
            return 1, b""
    return 0, answer.getvalue().encode()


def little_compressed(kind: int, _level: int | None = None) -> object:
    """Return what compresses a member of a zip, whatever level the program asks for: it takes a third of the time."""
    return compressed(kind, 1)


def deflated_once(content: bytes) -> zip_file.Member:
    """Compress a typeface once: nearly every Word file has the same ones."""
    return _deflated_once(content, zip_file.LEVEL)


@lru_cache(maxsize=64)
def _deflated_once(content: bytes, _level: int) -> zip_file.Member:
    return zip_file.deflated(content)


linked_once = lru_cache(maxsize=128)(sfnt.linked)
"""Names a typeface once, as one of its family: nearly every EPUB has the same ones."""
_subset = font_files.subset
_subset_once = lru_cache(maxsize=128)(_subset)


def subset_once(typeface: Typeface, face: font_files.Face, points: frozenset[int]) -> bytes:
    """Cut a typeface of the program once for the same characters. Those of tests may have other files under the same name."""
    return (_subset_once if typeface.package in PACKAGES else _subset)(typeface, face, points)


def asked_once(answered: Answered, folder: Path) -> Answered:
    """Return `pandoc.answered` with its answers kept in a folder: many tests print the same citations, today and tomorrow.

    It is for builds whose own cache is off. A test that has a cache, or a pandoc of its own, is not answered from here.
    """
    program = Path(pandoc.executable()).stat()

    def kept(args: Sequence[str], data: bytes, place: Path) -> bytes:
        if os.environ.get(cache.VARIABLE) != cache.OFF or pandoc.run is not _run:
            return answered(args, data, place)
        files = [(each.name, each.read_bytes()) for each in sorted(place.iterdir())]
        entry = folder / hashlib.sha256(repr((program.st_size, program.st_mtime_ns, args, data, files)).encode()).hexdigest()
        if not entry.exists():
            draft = entry.with_suffix(f".{os.getpid()}")
            draft.write_bytes(answered(args, data, place))
            draft.replace(entry)
        return entry.read_bytes()

    return kept
