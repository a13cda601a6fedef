"""Pages and mails that are one file with all their parts: MHTML, web archives of Safari, mails."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage

import pytest

from briefing.originals.readers import formats
from briefing.originals.readers.result import Reading, cleaned
from briefing.system.confined.limits import UnreadableError

ONE = "Every ferry on the lake carries a lamp after dark — even in été."
TWO = "The lamp is green on the left side and red on the right."
PAGE = (
    '<html><head><meta charset="utf-8"><link rel="stylesheet" href="cid:css@x"></head><body>'
    f'<p>{ONE}</p><p class="x">gone</p><iframe src="cid:frame@x"></iframe></body></html>'
)
FRAME = f"<html><head><title>no words</title></head><body><p>{TWO}</p></body></html>"


def read(data: bytes, name: str) -> Reading:
    return cleaned(formats.reader(formats.detect(data, name))(data))


def part(kind: str, text: str, number: str, encoding: str) -> EmailMessage:
    made = EmailMessage()
    made.set_content(text, subtype=kind, cte=encoding, cid=f"<{number}>")
    return made


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.html", "page"])
def test_page_with_its_parts_is_read(name: str, encoding: str) -> None:
    """As Chromium and Edge save it: with style sheets and frames."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "The Lamp"
    message.set_type("multipart/related")
    for each in (
        part("html", PAGE, "a@x", encoding),
        part("css", ".x{display:none}", "css@x", encoding),
        part("html", FRAME, "frame@x", encoding),
    ):
        message.attach(each)
    found = read(message.as_bytes(), name)
    assert found.paragraphs == (ONE, TWO)
    assert found.notices == ("1 word that the file hides is left out: “gone”",)


def test_archive_of_safari_is_read() -> None:
    resource = {"WebResourceData": PAGE.replace("cid:css@x", "s.css").encode(), "WebResourceURL": "https://x.org/a/"}
    sheet = {"WebResourceData": b".x{display:none}", "WebResourceMIMEType": "text/css", "WebResourceURL": "https://x.org/a/s.css"}
    frame = {"WebMainResource": {"WebResourceData": FRAME.encode(), "WebResourceURL": "cid:frame@x"}}
    tree = {"WebMainResource": resource, "WebSubresources": [sheet], "WebSubframeArchives": [frame]}
    found = read(plistlib.dumps(tree, fmt=plistlib.FMT_BINARY), "a.webarchive")
    assert (found.paragraphs, found.work) == ((ONE, TWO), {"URL": "https://x.org/a/", "type": "webpage"})


def test_mail_is_read_and_what_is_attached_is_told() -> None:
    mail = EmailMessage()
    mail["From"] = "Ada Röe <ada@example.org>, Ben Low <ben@example.org>"
    mail["Subject"] = "The lamp is blue"
    mail["Date"] = "Mon, 03 May 2021 10:00:00 +0200"
    mail.set_content(f"{ONE}\n\n{TWO}\n")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="map.pdf")
    found = read(mail.as_bytes(), "a.eml")
    assert (found.paragraphs, found.title, found.author, found.issued) == (
        (ONE, TWO),
        "The lamp is blue",
        ("Ada Röe", "Ben Low"),
        "2021-05-03",
    )
    assert found.notices == ("1 attached file left out: “map.pdf”",)


def test_text_that_only_begins_like_a_mail_is_a_text() -> None:
    assert read(f"Note: one\nText: two\n\n{ONE}".encode(), "a.txt").format == "txt"


BROKEN = [
    (b"bplist00 and nothing", "a.webarchive"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n", "a.mht"),
]


@pytest.mark.parametrize(("data", "name"), BROKEN)
def test_archive_without_a_page_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match="archive"):
        read(data, name)
