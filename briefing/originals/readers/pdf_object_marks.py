"""The names of the marked content that an object on the page of a PDF is in (ISO 32000-1, 14.6)."""

from __future__ import annotations

import ctypes
from typing import Any

_LONGEST = 200
"""Bytes of a name that are read."""


def names(drawn: Any) -> set[str]:
    """Return the names of the marks of an object of pypdfium2."""
    import pypdfium2.raw as raw

    found = set()
    for number in range(raw.FPDFPageObj_CountMarks(drawn)):
        name, length = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong()
        mark = raw.FPDFPageObj_GetMark(drawn, number)
        if raw.FPDFPageObjMark_GetName(mark, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), _LONGEST, length):
            found.add(name.raw[: min(length.value, _LONGEST)].decode("utf-16-le", "replace").rstrip("\0"))
    return found
