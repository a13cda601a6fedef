"""OpenDocument texts for the tests, made on the spot from their XML."""

from __future__ import annotations

from briefing.originals.readers.odt_reader import read_odt
from briefing.originals.readers.result import Reading
from tests.support.original_files import package

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_LONG = {"draw": "drawing", "svg": "svg-compatible"}
SPACES = " ".join(
    [
        *(
            f'xmlns:{name}="{ODF}{_LONG.get(name, name)}:1.0"'
            for name in ["office", "style", "text", "table", "draw", "svg", "form", "chart", "meta"]
        ),
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:m="http://www.w3.org/1998/Math/MathML" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def content(body: str, styles: str = "") -> str:
    """Return a part with the text."""
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def text(body: str, styles: str = "", sheet: str = "", more: dict[str, str] | None = None) -> Reading:
    """Return what is read of a text."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content(body, styles),
        "styles.xml": f"<office:document-styles {SPACES}>{sheet}</office:document-styles>",
        **(more or {}),
    }
    return read_odt(package({name: part.encode() for name, part in parts.items()}))


def p(inner: str) -> str:
    """Return a paragraph."""
    return f"<text:p>{inner}</text:p>"
