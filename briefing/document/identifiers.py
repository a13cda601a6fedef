"""Identifiers of nodes, records and files: their form, made from words, and no two alike."""

from __future__ import annotations

import itertools
import re
import string
import unicodedata
from collections.abc import Container

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id of a record: the name of its file, without the ending."""

RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that no file of Windows can have, whatever its ending."""


def slug(text: str) -> str:
    """Return an id made from words: lower-case letters, digits and hyphens of any script."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "section"


def first_free_letter(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, or `wanted-b`, `wanted-c` … if it is taken: so people tell works of one author and year apart."""
    letters = (f"{wanted}-{letter}" for letter in string.ascii_lowercase[1:])
    return next((name for name in itertools.chain([wanted], letters) if name not in taken), "") or first_free(wanted, taken)


def first_free(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … if it is taken."""
    names = itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2)))
    return next(name for name in names if name not in taken)
