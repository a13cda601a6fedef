"""The zip file of a publication. The same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can hold; the moment of the build is in the metadata."""


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return the files as an EPUB container: the media type first and uncompressed (OCF, EPUB 3.3, 4.3.3), the rest by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        _write(container, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in sorted(files.items()):
            _write(container, name, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _write(container: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = 0  # the same on every system
    entry.compress_type = method
    container.writestr(entry, data, compresslevel=6)
