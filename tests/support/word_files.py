"""Word files made of parts, with the relationships and types that lead to them."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.originals.readers.docx_reader import read_docx
from briefing.originals.readers.result import Reading
from tests.support.original_files import package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml"
_SPACES = {
    "w": W,
    "r": _OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())


def word_file(body: str, parts: Mapping[str, str] | None = None, *, main: str = "word/document.xml", strict: bool = False) -> bytes:
    """Return a Word file.

    Args:
        body: The content of the body.
        parts: The content of other parts by their names in the folder of the main part. The name before the dot is the kind of the part,
            as in `numbering.xml` or `aFChunk.html`, and the id of its relationship. XML has no root element.
        main: The name of the main part.
        strict: Whether the namespaces are those of strict files.
    """
    folder, _, own = main.rpartition("/")
    found = {name: _whole(name, content) for name, content in (parts or {}).items()}
    kinds = "".join(f'<Relationship Id="{name.partition(".")[0]}" Type="{_OFFICE}/{_kind(name)}" Target="{name}"/>' for name in found)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    every = {
        "[Content_Types].xml": types,
        "_rels/.rels": rels.format(f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="/{main}"/>'),
        f"{folder}/_rels/{own}.rels": rels.format(kinds),
        main: f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>",
        **{f"{folder}/{name}": content for name, content in found.items()},
    }
    if strict:
        every = {name: _stricter(content) for name, content in every.items()}
    return package({name: content.encode() for name, content in every.items()})


def _kind(name: str) -> str:
    return name.partition(".")[0].rstrip("0123456789")


def _whole(name: str, content: str) -> str:
    roots = {"numbering": "w:numbering", "styles": "w:styles", "footnotes": "w:footnotes", "endnotes": "w:endnotes", "header": "w:hdr"}
    root = roots.get(_kind(name))
    return f"<{root} {DECLARED}>{content}</{root}>" if root else content


def _stricter(content: str) -> str:
    for space in ("wordprocessingml", "drawingml"):
        content = content.replace(f"http://schemas.openxmlformats.org/{space}/2006/", f"{_STRICT}/{space}/")
    return content.replace("http://schemas.openxmlformats.org/officeDocument/2006/", f"{_STRICT}/officeDocument/")


def run(text: str, look: str = "") -> str:
    """Return a run."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """Return a paragraph of runs and other elements. Plain words become a run."""
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{head}{''.join(each if each.startswith('<') else run(each) for each in inner)}</w:p>"


def field(code: str, *result: str) -> str:
    """Return a field in its long form: code and result."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    code = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return f"{marks['begin']}{code}{marks['separate']}{''.join(result)}{marks['end']}"


def numbering(*texts: str, kinds: tuple[str, ...] = (), more: tuple[str, ...] = (), nums: str = "") -> str:
    """Return a part of numbering with one list: a text, a kind and other properties for each level."""
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kinds[place] if kinds else "decimal"}"/>'
        f'{more[place] if more else ""}<w:lvlText w:val="{text}"/></w:lvl>'
        for place, text in enumerate(texts)
    )
    usual = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{usual}{nums}'


def item(text: str, level: int = 0, number: int = 1) -> str:
    """Return a numbered paragraph."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def word(body: str, parts: Mapping[str, str] | None = None, *, main: str = "word/document.xml", strict: bool = False) -> Reading:
    """Return what is read of a Word file."""
    return read_docx(word_file(body, parts, main=main, strict=strict))
