"""The texts of a library that were read before, in the cache of the user.

Most of the time of reading a library goes into its Markdown, and most of its texts are as they were. They are found by what is in them, so
none can be out of date. An entry that is damaged is not used.

The entry is JSON in the user's own folder, which nobody else can read. Nothing of a workspace, which may be a stranger's, is read as one,
and nothing in it is run.
"""

from __future__ import annotations

import json
from pathlib import Path

from briefing import markup
from briefing.system import cache, program

LARGEST = 5_000_000
"""Characters of an entry: those of about 1,200 long texts."""


_recalled: list[tuple[object, ...]] = []
"""What was recalled last: the memory, the folder and the name of the entry."""


def recall(root: Path) -> None:
    """Take what is known of the texts of a workspace. A process that reads it again and again has this in its memory."""
    now = (markup.MEMORY, cache.folder(), _name(root))
    if [now] == _recalled:
        return
    _recalled[:] = [now]
    if cache.folder() and (entry := cache.read(_name(root))) and isinstance(entry.get("texts"), dict):
        markup.MEMORY.recall(entry["texts"])


def keep(root: Path) -> None:
    """Keep what is known now, if it is more than before. Of very many texts those are kept that this run has asked for."""
    if not (markup.MEMORY.is_new and cache.folder()):
        return
    for texts in (markup.MEMORY.texts(), markup.MEMORY.asked()):
        written = json.dumps({"texts": texts})
        if len(written) < LARGEST:
            cache.write_text(_name(root), written)
            return


def _name(root: Path) -> str:
    return cache.key("texts", str(root), program.identity())
