"""Names as bibliographies have them, with the parts that CSL knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

PARTS = ("family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix")
FLAGS = ("comma-suffix", "static-ordering")
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr)\.?|[ivx]{2,4}|iv|v|esq\.?|ph\.?\s?d\.?|m\.?d\.?", re.IGNORECASE)
Name = dict[str, Any]


def from_csl(value: Any) -> tuple[Name, dict[str, str]]:
    """Return a name of CSL-JSON, and what it says besides that a record cannot hold."""
    if isinstance(value, str):
        return ({"literal": value.strip()} if value.strip() else {}), {}
    if not isinstance(value, Mapping):
        return {}, {"name": str(value)}
    name: Name = {key: " ".join(str(value[key]).split()) for key in PARTS if value.get(key)}
    if str(value.get("isInstitution", "")) not in ("", "0", "False") and set(name) == {"family"}:
        name = {"literal": name["family"]}
    if name.keys() - {"literal"} and "literal" in name:
        del name["literal"]
    name |= {key: True for key in FLAGS if str(value.get(key, "")).lower() in ("true", "1")}
    others = {str(key): str(each) for key, each in value.items() if key not in (*PARTS, *FLAGS, "parse-names", "isInstitution")}
    return (name if name.keys() & {"family", "given", "literal"} else {}), others


def from_text(text: str) -> Name:
    """Read `van der Meer, Pieter`, `King, Martin, Jr.`; without a comma it is the name of a body, as RIS and EndNote have it."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or not parts[0] or (len(parts) == 2 and not parts[1]):
        return {"literal": text.strip().strip(",").strip()} if text.strip(" ,") else {}
    family, given, suffix = parts[0], parts[1], ", ".join(filter(None, parts[2:]))
    if suffix and _SUFFIX.fullmatch(given) and not _SUFFIX.fullmatch(suffix):
        given, suffix = suffix, given  # King, Jr., Martin
    return parted(family, given, suffix)


def parted(family: str, given: str, suffix: str = "") -> Name:
    """Return a name with the particles of its family name apart."""
    name: Name = {"family": family, "given": given, "suffix": suffix}
    if suffix and re.match(r"[js]n?r", suffix, re.IGNORECASE):
        name["comma-suffix"] = True
    return {key: value for key, value in (name | _particles(family, given)).items() if value}


def _particles(family: str, given: str) -> Name:
    """Return the parts of names such as `van der Meer, Pieter` and `Beethoven, Ludwig van`."""
    words, first = family.split(), given.split()
    count = next((number for number, word in enumerate(words) if not _is_particle(word)), 0)
    if 0 < count < len(words):
        return {"non-dropping-particle": " ".join(words[:count]), "family": " ".join(words[count:])}
    last = next((number for number, word in enumerate(reversed(first)) if not _is_particle(word)), 0)
    if 0 < last < len(first):
        return {"given": " ".join(first[:-last]), "dropping-particle": " ".join(first[-last:])}
    return {}


def _is_particle(word: str) -> bool:
    return word[0].islower() and word.replace("'", "").replace("’", "").isalpha()
