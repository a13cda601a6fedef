"""Word documents in one XML file (Flat OPC, "Word XML Document"): the same parts as in a package, one after the other."""

from __future__ import annotations

import base64
import io
import zipfile
from xml.sax.saxutils import quoteattr

from lxml import etree

from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def packed(data: bytes) -> bytes:
    """Return the file as a package.

    Raises:
        UnreadableError: It is no XML.
    """
    made = io.BytesIO()
    types: list[str] = []
    with zipfile.ZipFile(made, "w") as package:
        for part in zip_packages.parsed(data).iter("{*}part"):
            name, kind = (next((value for key, value in part.items() if key.endswith(f"}}{each}")), "") for each in ("name", "contentType"))
            content = _content(part)
            if name and content is not None:
                package.writestr(name.lstrip("/"), content)
                types.append(f"<Override PartName={quoteattr(name)} ContentType={quoteattr(kind)}/>")
        package.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{"".join(types)}</Types>')
    return made.getvalue()


def _content(part: etree._Element) -> bytes | None:
    for child in part:
        if isinstance(child.tag, str) and child.tag.endswith("}xmlData"):
            inner = next((each for each in child if isinstance(each.tag, str)), None)
            return None if inner is None else etree.tostring(inner, encoding="UTF-8", xml_declaration=True, with_tail=False)
        if isinstance(child.tag, str) and child.tag.endswith("}binaryData"):
            try:
                return base64.b64decode(child.text or "")
            except ValueError:
                raise UnreadableError("this file is damaged, or not complete", "Save it again from the program that made it.") from None
    return None
