"""From the bytes of a file to what is wrong with it; run where nothing that a file does can hurt."""

from __future__ import annotations

from briefing.check.files import KINDS
from briefing.check.files.rule import Finding
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import OLD_OFFICE, ZIP, is_pdf


def check(data: bytes, name: str) -> list[Finding]:
    """Return what is wrong with a file, by the rules for what it is.

    Raises:
        UnreadableError: It is of no kind that has rules, or damaged, or encrypted.
    """
    kind = _kind(data, name)
    if kind == ".pdf":
        from briefing.check.files import pdf

        return pdf.check(data)
    package = zip_packages.opened(data)
    names = package.namelist()
    if len(names) != len(set(names)):
        raise UnreadableError("this file has two parts with one name", "Save it again from the program that made it.")
    parts = {each: package.read(each) for each in names if not each.endswith("/")}
    if kind == ".docx":
        from briefing.check.files import word

        return word.check(parts)
    from briefing.check.files import book

    return book.check(parts)


def _kind(data: bytes, name: str) -> str:
    """Return what a file is, by its bytes; its name only helps to say what is wrong."""
    if not data:
        raise UnreadableError("this file is empty", "Build it again, or choose another file.")
    if is_pdf(data):
        return ".pdf"
    if data.startswith(ZIP):
        if b"META-INF/container.xml" in data or b"application/epub+zip" in data[:200]:
            return ".epub"
        if b"word/" in data:
            return ".docx"
    if data.startswith(OLD_OFFICE):
        hint = "Open it in Word and save it anew as 'Word Document (.docx)', without a password."
        raise UnreadableError("this file has a password, or is in the format of old Word", hint)
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    what = f"this file is damaged: it is no {ending[1:].upper()} inside" if ending in KINDS else "there are no rules for files of this kind"
    raise UnreadableError(what, "Name files that end in .pdf, .docx or .epub.")
