"""How the lines of a text begin and end."""

from __future__ import annotations

import re

END = re.compile(r"[.!?…:;。！？：；][”’\"')\]」』）】]*$|[”’\"」』]$")
STOP = re.compile(r"[.!?…。！？][”’\"')\]」』）】]*$|[”’\"」』]$")
HYPHEN = re.compile(r"\w[-\u2010]$")
ITEM = re.compile(r"(?:[•▪●■◦∙·❖➢✓✗◊→]|[–—-](?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s)|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\))\s*")
BULLET = re.compile(r"[•▪●■◦∙❖➢✓✗◊](?=\s)")
"""The mark of a list item that is never within a sentence."""
