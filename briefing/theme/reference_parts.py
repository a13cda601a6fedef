"""Reading the parts of a Word file that a pack takes styles from, without the data that only the user's program needs."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from briefing.dataclass import dataclass
from briefing.system.safe_xml import parsed

MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LARGEST_PART = 20_000_000
"""The largest size of a part, in bytes, unpacked."""
_LEVEL = ("start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "legacy", "lvlJc", "pPr", "rPr")
_SHORT_LIVED = (
    "rsid",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "numPicBullet",
    "lvlPicBulletId",
)
"""The elements to remove: traces of editing, and bullets that are pictures."""


@dataclass(frozen=True, slots=True)
class House:
    """The parts of a Word file that a pack uses."""

    styles: etree._Element
    numbering: etree._Element | None
    theme: etree._Element | None


def opened(data: bytes) -> House:
    """Return the parts of a Word file.

    Raises:
        ValueError: The file is not in Word's default format, a part is too large, or it defines entities.
        KeyError, OSError, RuntimeError, zipfile.BadZipFile, lxml.etree.XMLSyntaxError: It is not a Word file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        main = _targets(package, "")["officeDocument"]
        targets = _targets(package, main)
        styles = _part(package, targets["styles"])
        if styles.tag != f"{{{W}}}styles":
            raise ValueError("the namespace of the styles is not that of transitional WordprocessingML")
        numbering = _part(package, targets["numbering"]) if "numbering" in targets else None
        theme = _part(package, targets["theme"]) if "theme" in targets else None
    for element in (styles, numbering):
        if element is not None:
            _simplify(element)
    return House(styles, numbering, None if theme is None else _without_pictures(theme))


def _targets(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the names of the parts that a part refers to, by the last word of the type of the relationship."""
    folder, name = posixpath.split(part)
    relationships = _part(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    found = {}
    for each in relationships:
        if each.get("TargetMode") != "External":
            kind = str(each.get("Type")).rpartition("/")[2]
            found[kind] = posixpath.normpath(posixpath.join("/" + folder, str(each.get("Target")))).lstrip("/")
    return found


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > LARGEST_PART:
        raise ValueError(f"{name} has more than {LARGEST_PART:,} bytes")
    data = package.read(name)
    element = parsed(data, bare=True)
    if element.getroottree().docinfo.internalDTD is not None:
        raise ValueError(f"{name} has a document type definition")
    return element


def _simplify(top: etree._Element) -> None:
    """Remove elements and attributes of later versions of Word, and the elements of `_SHORT_LIVED`."""
    for choice in list(top.iter(f"{MARKUP}AlternateContent")):
        fallback = choice.find(f"{MARKUP}Fallback")
        for child in list(fallback) if fallback is not None else []:
            choice.addprevious(child)
    for element in list(top.iter(etree.Element)):
        name = etree.QName(element)
        if element is not top and (name.namespace != W or name.localname in _SHORT_LIVED) and element.getparent() is not None:
            element.getparent().remove(element)
        for key in list(element.attrib):
            if etree.QName(key).namespace != W or etree.QName(key).localname.startswith("rsid"):
                del element.attrib[key]
    for level in top.iter(f"{{{W}}}lvl"):
        _mend(level)
    etree.cleanup_namespaces(top)


def _mend(level: etree._Element) -> None:
    """Correct a level of a list that LibreOffice wrote in another order and with the sides of the strict format (17.9.6, 17.18.44)."""
    level[:] = sorted(level, key=lambda child: _LEVEL.index(etree.QName(child).localname))
    for side in level.iterfind(f"{{{W}}}lvlJc"):
        side.set(f"{{{W}}}val", {"start": "left", "end": "right"}.get(side.get(f"{{{W}}}val"), side.get(f"{{{W}}}val")))


def _without_pictures(theme: etree._Element) -> etree._Element:
    """Return the theme with plain colours instead of pictures, which would need more files."""
    for fill in list(theme.iter(f"{DRAWING}blipFill")):
        plain = etree.Element(f"{DRAWING}solidFill")
        etree.SubElement(plain, f"{DRAWING}schemeClr", val="phClr")
        fill.getparent().replace(fill, plain)
    for extension in list(theme.iter(f"{DRAWING}extLst")):
        extension.getparent().remove(extension)
    return theme
