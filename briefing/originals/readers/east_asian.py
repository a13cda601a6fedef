"""Chinese and Japanese have no spaces between words: a sentence goes on in the next line without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDE = "\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
"""Signs of Chinese and Japanese, and of their punctuation, as a range of a regular expression."""
_SIGN = re.compile(f"[{WIDE}]")
_EITHER = f"{WIDE}…—“”‘’"
BROKEN = re.compile(f"(?<=[{WIDE}])[ \\t]*[\\r\\n]\\s*(?=[{_EITHER}])|(?<=[{_EITHER}])[ \\t]*[\\r\\n]\\s*(?=[{WIDE}])")
"""The end of a line within a Chinese or Japanese sentence."""
_SPACED = re.compile(f"[{WIDE}] [A-Za-z0-9]|[A-Za-z0-9] [{WIDE}]")
_CLOSE = re.compile(f"[{WIDE}][A-Za-z0-9]|[A-Za-z0-9][{WIDE}]")


def is_wide(sign: str) -> bool:
    """Say whether a text is one sign of Chinese or Japanese."""
    return len(sign) == 1 and _SIGN.match(sign) is not None


def between(before: str, after: str, lines: Sequence[str] = ()) -> str:
    """Return what is between two lines of one paragraph: nothing in Chinese and Japanese, elsewhere a space.

    Args:
        before: The line before.
        after: The line after it.
        lines: All lines of the paragraph. They say whether it has spaces between its own signs and Latin letters.
    """
    if before.isascii() and after.isascii():
        return " "
    if BROKEN.search(f"{before[-1:]}\n{after[:1]}"):
        return ""
    if not _CLOSE.match(f"{before[-1:]}{after[:1]}"):
        return " "
    return "" if sum(len(_CLOSE.findall(line)) - len(_SPACED.findall(line)) for line in lines) > 0 else " "
