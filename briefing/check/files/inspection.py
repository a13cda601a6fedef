"""Find what is wrong with the bytes of a file. This runs in a confined process, because the file may come from anywhere."""

from __future__ import annotations

from briefing.check.files import KINDS
from briefing.check.files.rule import Finding
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError
from briefing.system.signatures import OLD_OFFICE, ZIP, is_pdf


def check(data: bytes, name: str) -> list[Finding]:
    """Return what is wrong with a file, by the rules for its kind.

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
        raise UnreadableError("this file has two parts with the same name", "Save it again from the program that made it.")
    parts = {each: zip_packages.part(package, each) for each in names if not each.endswith("/")}
    if kind == ".docx":
        from briefing.check.files import word

        return word.check(parts)
    from briefing.check.files import book

    return book.check(parts)


def _kind(data: bytes, name: str) -> str:
    """Return the kind of a file by its bytes. Its name is only used in messages."""
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
        hint = "Open it in Word and save it as 'Word Document (.docx)', without a password."
        raise UnreadableError("this file has a password, or is in the old Word format (.doc)", hint)
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    what = f"this file is damaged: its content is not {ending[1:].upper()}" if ending in KINDS else "this kind of file cannot be checked"
    raise UnreadableError(what, "Name files that end in .pdf, .docx or .epub. 'briefing check' alone looks at your library.")
