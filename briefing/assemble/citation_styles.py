"""The user's own citation styles: CSL files in the workspace."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from briefing.errors import BriefingError, Problem
from briefing.files.reading import read_text
from briefing.system.safe_xml import parsed


def read_style(path: Path, name: str) -> str:
    """Return the text of a CSL style.

    Args:
        path: The file.
        name: Its path as the user knows it.

    Raises:
        BriefingError: It cannot be read, is not XML, or only refers to another style.
    """
    text = read_text(path, name)
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        what = "this citation style declares a type or entities, which are not read"
        raise BriefingError([Problem(name, text[: text.index("<!")].count("\n") + 1, what, "Take out the lines that begin with <!.")])
    try:
        root = parsed(text.encode())
    except etree.XMLSyntaxError as error:
        hint = "Download the citation style again."
        raise BriefingError([Problem(name, error.lineno or 0, "this citation style is not XML", hint)]) from None
    tags = {etree.QName(node).localname for node in root.iter(etree.Element)}
    if etree.QName(root).localname != "style" or not {"citation", "bibliography"} <= tags or "independent-parent" in text:
        what = "this is not a citation style with its own rules for citations and a bibliography"
        raise BriefingError([Problem(name, 0, what, "A dependent style only names another style. Use the file of that other style.")])
    return text
