"""Reading the Word file of the user from which a pack takes its styles. The file may come from anywhere, so it is checked first."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from briefing.errors import BriefingError
from briefing.system.signatures import OLD_OFFICE
from briefing.theme.layers import Layer
from briefing.theme.workspace_files import found

LARGEST_FILE = 20_000_000
"""The largest size of the file, in bytes."""
LARGEST_TYPES = 1_000_000
"""The largest size of the list of content types, in bytes, unpacked."""
_AGAIN = "Open it in Word and save it again as 'Word Document (.docx)'."
_UNREADABLE = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, OSError, EOFError, RuntimeError, ValueError)


def read(layer: Layer, root: Path) -> bytes:
    """Return the bytes of the Word file that a layer names.

    Raises:
        BriefingError: The file cannot be read as a Word file, or it has macros or a password.
    """
    from briefing.theme.reference_parts import opened

    data, name = found(layer, ("reference",), root, (".docx",), LARGEST_FILE, _AGAIN).read_bytes(), layer.get("reference")
    if data.startswith(OLD_OFFICE):
        what, hint = f"'{name}' has a password, or is in the old format of Word", f"{_AGAIN[:-1]}, without a password."
        raise BriefingError([layer.problem(("reference",), what, hint)])
    try:
        if _has_macros(data):
            hint = "Save it in Word as 'Word Document (.docx)', which has no macros."
            raise BriefingError([layer.problem(("reference",), f"'{name}' contains macros", hint)])
        opened(data)
    except _UNREADABLE:
        raise BriefingError([layer.problem(("reference",), f"'{name}' cannot be read as a Word file", _AGAIN)]) from None
    return data


def _has_macros(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.getinfo("[Content_Types].xml").file_size > LARGEST_TYPES:
            raise ValueError(f"the list of content types has more than {LARGEST_TYPES:,} bytes")
        types = package.read("[Content_Types].xml").lower()
        return b"macroenabled" in types or b"vbaproject" in types or any("vbaproject" in name.lower() for name in package.namelist())
