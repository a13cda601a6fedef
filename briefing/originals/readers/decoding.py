"""Decoding bytes: finding the encoding of a text, and passing over bytes that do not fit."""

from __future__ import annotations

import re

from briefing.dataclass import dataclass
from briefing.files.encodings import MARKS
from briefing.originals.readers import guessing
from briefing.system.confined.limits import UnreadableError

_SAMPLE = 400_000
"""How many bytes are looked at for signs that they are no text."""
_FEW, _SHARE = 3, 0.1
"""Bytes that do not fit: so many are passed over in any text, and so large a share of those that are not ASCII."""
_SAVE = "Save it as UTF-8 in your editor."
_NOTHING = "\ufffd"
_CONTROLS = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_NO_LETTER = re.compile("[\uf8f0-\uf8f3]")
"""What Python makes of bytes that have no letter in Shift JIS."""
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_OTHERS = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what the user has to know of how it was decoded."""

    text: str
    notices: tuple[str, ...] = ()
    encoding: str = ""
    faults: int = 0
    """How many times bytes did not fit."""

    is_guess: bool = False
    """Whether nothing but the letters themselves says which encoding it is."""

    def doubts(self, paragraphs: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        """Return which paragraphs have letters that are a guess, counted from 1, each with the reason."""
        if not self.is_guess:
            return ()
        reason = f"the encoding of the file is a guess ({self.encoding}): check the letters and quotation marks"
        return tuple((number, reason) for number, line in enumerate(paragraphs, 1) if not line.isascii())

    def all_notices(self, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """Return the notices, with the place of the first byte that did not fit, as far as it is in these paragraphs."""
        if not self.faults:
            return self.notices
        what = "1 byte that is" if self.faults == 1 else f"{self.faults} bytes that are"
        number = next((number for number, line in enumerate(paragraphs, 1) if _NOTHING in line), 0)
        if not number:
            return (*self.notices, f"{what} not {self.encoding} could not be read; not in the text")
        line = paragraphs[number - 1]
        at = line.index(_NOTHING)
        before, after = line[max(at - 30, 0) : at].split(" ")[-4:], line[at:][:30].split(" ")[:3]
        return (
            *self.notices,
            f"{what} not {self.encoding} could not be read, shown as {_NOTHING}; first in ¶{number}: “{' '.join(before)}{' '.join(after)}”",
        )


def decode(data: bytes, claim: str = "") -> Decoded:
    """Return the text of some bytes: by the byte order mark, else as UTF-8, else by a guess, of which a notice tells.

    Args:
        data: The bytes.
        claim: `utf-8` if the file says that it is UTF-8.

    Raises:
        UnreadableError: The bytes are not text, or their encoding cannot be found.
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not encoding and b"\0" in data[:_SAMPLE]:
        encoding = _sixteen_bits(data)
    if encoding:
        found = patched(data, encoding)
        if found.faults > _SHARE * len(found.text):
            raise UnreadableError(f"this file says that it is {found.encoding}, but it is not", _SAVE)
        return found
    if is_utf8(data):
        return _with_signs(checked(data.decode("utf-8")))
    return patched(data, "utf-8") if _is_nearly_utf8(data, claim) else _guessed(data)


def _is_nearly_utf8(data: bytes, claim: str) -> bool:
    """Say whether all but a few bytes are UTF-8."""
    found, runs = sequences(data), [len(run) for run in _OTHERS.findall(_SEQUENCE.sub(b"\n", data))]
    if claim == "utf-8":
        return sum(runs) <= max(_FEW, _SHARE * (found + sum(runs)))
    return sum(runs) <= _SHARE * (found + sum(runs)) or (len(runs) <= min(_FEW, found) and sum(runs) <= 2 * found)


def _with_signs(text: str) -> Decoded:
    """Return a text with the signs of Windows for controls that nobody writes: some program took them for letters of ISO 8859-1."""
    count = len(_CONTROLS.findall(text))
    if not count:
        return Decoded(text, (), "UTF-8")
    what = "1 control character was" if count == 1 else f"{count:,} control characters were"
    said = f"{what} read as signs of Windows, such as apostrophes"
    return Decoded(_CONTROLS.sub(lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"), text), (said,), "UTF-8")


def patched(data: bytes, encoding: str, label: str = "") -> Decoded:
    """Return the text of some bytes, with U+FFFD for those that do not fit."""
    text = data.decode(encoding, "replace")
    if encoding == "cp932":
        text = _NO_LETTER.sub(_NOTHING, text)
    written = data.decode(encoding, "ignore").count(_NOTHING)
    faults = text.count(_NOTHING) - written if _NOTHING in text else 0
    return Decoded(checked(text), (), label or encoding.removesuffix("-sig").upper(), faults)


def sequences(data: bytes) -> int:
    """Return how many characters of UTF-8 that are not ASCII there are in some bytes."""
    return len(_SEQUENCE.findall(data))


def is_utf8(data: bytes) -> bool:
    """Say whether bytes are UTF-8 throughout."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guessed(data: bytes) -> str:
    """Return the likeliest encoding of some bytes; empty if none fits."""
    return next((name for _, name in guessing.candidates(data)), "")


def _guessed(data: bytes) -> Decoded:
    encoding = guessed(data)
    if not encoding:
        raise UnreadableError("this file is not text, or its encoding is not known", _SAVE)
    notice = f"read as {encoding}, which is a guess: check the letters and quotation marks"
    return Decoded(checked(data.decode(encoding)), (notice,), encoding, is_guess=True)


def _sixteen_bits(data: bytes) -> str:
    """Return the kind of UTF-16 of a text without a byte order mark, found by the zeros in every second byte."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.01 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.01 * half:
        return "utf-16-be"
    raise UnreadableError("this file is not text: it has NUL bytes", "Save it as .txt, .docx or .pdf from the program that made it.")


def checked(text: str) -> str:
    """Return a text, unless it is full of controls.

    Raises:
        UnreadableError: It is.
    """
    if "\0" in text:
        raise UnreadableError("this file is not text: it has NUL characters", "Check that it is the right file.")
    controls = len(re.findall(r"[\x01-\x08\x0e-\x1b]", text[:_SAMPLE]))
    if controls > 20 + len(text[:_SAMPLE]) / 100:
        raise UnreadableError("this file is not text: it is full of control characters", "Check that it is the right file.")
    return text
