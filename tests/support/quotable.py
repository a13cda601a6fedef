"""An invented article on water law, as a user's copy of a source, and excerpts of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.files.validation import adapter
from briefing.library import Excerpt
from briefing.originals.copies import Copy, Provenance
from briefing.originals.normal import fingerprint, normalise

PARAGRAPHS = (
    "The Law of the Sarn",
    "Rivers were here before borders, and they will be here after them.",
    "Every treaty of the basin begins with the same complaint: somebody upstream has taken too much.",
    (
        "No bank may take the whole of the water. The judges of “Tarsa” — there are seven — ask of each bank what it needs, "
        "what it has, and what it leaves behind."
    ),
    "The toll on barges was raised in 1911. The toll on barges was lifted in 1923.",
    "In spring the gauges are read twice a day.[12] In summer they are read once, and in winter\u00a0not at all.",
    "A notice is not a request: whoever plans a dam tells the neighbours first, and waits for",
    "half a year before the first stone is laid. Silence counts as consent.",
    "The ferry guild keeps its own [register of crossings](https://example.org/ferries), which no court has ever seen.",
    "In spring the gauges are read twice a day, said the old rule.",
    "The commission meets in Odra.",
    "No bank may take offence at what it leaves behind.",
)
"""Paragraph 1 is the first."""


def copy_of(paragraphs: tuple[str, ...] = PARAGRAPHS, source: str = "lindqvist-2019") -> Copy:
    return Copy(source, paragraphs, Provenance("law.txt", "0" * 64, "2026-01-02", "txt"))


def hash_of(passage: str) -> str:
    return fingerprint(normalise(passage).text)


def excerpt(paragraphs: str, start: str, end: str, passage: str = "", **more: Any) -> Excerpt:
    """Return an excerpt with the hash of `passage`, or without one."""
    settings = {
        "id": "probe",
        "title": "Probe",
        "source": "lindqvist-2019",
        "paragraphs": paragraphs,
        "select": {"start": start, "end": end},
        "words": len(passage.split()) or 10,
        "digest": "What the passage says.",
        **({"sha256": hash_of(passage)} if passage else {}),
        **more,
    }
    found: Excerpt = adapter(Excerpt).validate_python(settings)
    return found


def put_copy(workspace: Path, paragraphs: tuple[str, ...] = PARAGRAPHS, source: str = "lindqvist-2019") -> None:
    """Put the article into a workspace, as `briefing sources add` does."""
    folder = workspace / "seeds" / "originals"
    folder.mkdir(exist_ok=True)
    head = f"---\nfile: law.txt\nsha256: {'0' * 64}\nadded: 2026-01-02\nformat: txt\n---\n"
    (folder / f"{source}.txt").write_text(head + "\n".join(paragraphs) + "\n", encoding="utf-8")
