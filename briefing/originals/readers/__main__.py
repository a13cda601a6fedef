"""The process that reads one file: `python -m briefing.originals.readers FILE` prints the result as JSON."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

from briefing.originals.readers import formats
from briefing.originals.readers.result import cleaned
from briefing.system.confined.serving import serve


def _read(data: bytes, name: str) -> dict[str, Any]:
    found = cleaned(formats.reader(formats.detect(data, name))(data))
    return dataclasses.asdict(dataclasses.replace(found, sha256=hashlib.sha256(data).hexdigest()))


if __name__ == "__main__":
    serve(_read)
