"""Pictures in pixels: what a pack keeps of them, whatever program or camera made them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from briefing.errors import WrongValueError
from briefing.system.pictures import Stored, stored
from briefing.system.pictures.pixels import fit, grey, stripped

Kept = Callable[..., Stored]
SECRET = b"Exif\0\0MM\0*\0\0\0\x08\0\0Secret camera"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Return what a pack keeps of a picture that is saved in a format."""

    def keep(image: Image.Image, form: str, **options: Any) -> Stored:
        path = tmp_path / f"a.{form}"
        image.save(path, {"jpg": "JPEG", "tif": "TIFF"}.get(form, form.upper()), **options)
        return stored(path)

    return keep


def shown(found: Stored) -> Image.Image:
    with Image.open(io.BytesIO(found.data), formats=(found.form.upper(),)) as image:
        image.load()
        return image


def middle(found: Stored) -> tuple[int, ...]:
    pixel = shown(found).convert("RGBA").getpixel((found.wide // 2, found.high // 2))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize(
    ("mode", "form", "pixel"),
    [
        ("RGB", "png", (200, 30, 40)),
        ("RGBA", "png", (200, 30, 40, 90)),
        ("RGBA", "webp", (200, 30, 40, 90)),
        ("CMYK", "jpg", (0, 200, 100, 0)),
        ("CMYK", "tif", (0, 200, 100, 0)),
        ("L", "bmp", 77),
        ("1", "gif", 1),
        ("I;16", "png", 0x4D00),
        ("I;16", "tif", 0x4D00),
        ("F", "tif", 0.3),
        ("LA", "png", (77, 90)),
    ],
)
def test_every_kind_of_pixel_is_read(kept: Kept, mode: str, form: str, pixel: Any) -> None:
    """Grey, RGB or RGBA of 8 bits are left, in the colours that were meant."""
    found = kept(Image.new(mode, (40, 20), pixel), form, **({"lossless": True} if form == "webp" else {}))
    meant = {
        "RGB": (200, 30, 40, 255),
        "RGBA": (200, 30, 40, 90),
        "CMYK": (255, 55, 155, 255),
        "1": (255, 255, 255, 255),
        "LA": (77, 77, 77, 90),
    }.get(mode, (77, 77, 77, 255))
    assert shown(found).mode in ("L", "RGB", "RGBA")
    assert max(abs(one - other) for one, other in zip(middle(found), meant, strict=True)) <= 2


def test_colours_are_those_that_a_profile_means(kept: Kept) -> None:
    """The same numbers in another space are another colour."""
    lab = Image.new("RGB", (40, 20), (180, 60, 60))
    linear = _linear_profile()
    assert middle(kept(lab, "png", icc_profile=linear)) != (180, 60, 60, 255)
    assert middle(kept(lab, "jpg", icc_profile=linear, quality=95))[0] > 195
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert middle(kept(lab, "png", icc_profile=srgb)) == (180, 60, 60, 255)
    assert middle(kept(lab, "png", icc_profile=b"broken")) == (180, 60, 60, 255)


@pytest.mark.parametrize(("form", "turn"), [("jpg", 6), ("jpg", 3), ("png", 8), ("tif", 6), ("webp", 5)])
def test_pictures_are_turned_upright(kept: Kept, form: str, turn: int) -> None:
    """The upper left corner of what a camera meant is red."""
    image = Image.new("RGB", (80, 40), "white")
    exif = Image.Exif()
    exif[0x0112] = turn
    corner = {6: (0, 20), 3: (60, 20), 8: (60, 0), 5: (0, 0)}[turn]
    image.paste("red", (*corner, corner[0] + 20, corner[1] + 20))
    found = kept(image, form, exif=exif)
    assert (found.wide, found.high) == ((80, 40) if turn == 3 else (40, 80))
    red, green, *_ = shown(found).convert("RGB").getpixel((8, 8))  # type: ignore[misc]
    assert (red > 200, green < 100) == (True, True)


@pytest.mark.parametrize("form", ["jpg", "png", "webp", "tif"])
def test_pictures_say_nothing_of_cameras_and_places(kept: Kept, form: str) -> None:
    found = kept(Image.linear_gradient("L").convert("RGB"), form, exif=SECRET if form != "tif" else Image.Exif())
    assert b"Secret" not in found.data


def test_of_a_jpeg_only_what_draws_it_is_left() -> None:
    """A second picture or a film behind the first, comments, profiles and small copies go; the picture itself stays byte for byte."""
    stream = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(stream, "JPEG", exif=SECRET, comment=b"Secret comment", progressive=True)
    plain = stripped(stream.getvalue() + b"\0Secret film\xff\xd9")
    assert plain is not None
    assert (b"Secret" in plain, plain[-2:]) == (False, b"\xff\xd9")
    with Image.open(io.BytesIO(plain)) as one, Image.open(io.BytesIO(stream.getvalue())) as other:
        assert one.tobytes() == other.tobytes()
    assert stripped(stream.getvalue()[:-400]) is None


@pytest.mark.parametrize("form", ["gif", "png", "webp", "tif"])
def test_a_picture_that_moves_is_told(kept: Kept, form: str) -> None:
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "blue", "green")]
    found = kept(frames[0], form, save_all=True, append_images=frames[1:])
    assert found.notices == ("has 3 pictures, of which the pack shows the first",)
    assert middle(found)[0] > 200


def test_large_pictures_are_made_smaller(kept: Kept) -> None:
    assert (kept(Image.new("L", (9000, 30)), "png").wide, kept(Image.new("RGB", (3000, 20)), "jpg").wide) == (2400, 2400)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n", "cannot be read as a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "cannot be read as a picture"),
        (b"", "cannot be read as a picture"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(WrongValueError, match=told):
        stored(tmp_path / "a.png")


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    """Its head says so: it is not unpacked."""
    Image.new("1", (1, 1)).save(tmp_path / "a.bmp")
    head = bytearray((tmp_path / "a.bmp").read_bytes())
    head[18:26] = (9000).to_bytes(4, "little") * 2
    (tmp_path / "a.bmp").write_bytes(head)
    with pytest.raises(WrongValueError, match="9000 × 9000 pixels"):
        stored(tmp_path / "a.bmp")


def test_a_grey_picture_stays_transparent() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (4, 2), (200, 30, 40, 90)).save(stream, "PNG")
    with Image.open(io.BytesIO(grey(stream.getvalue()))) as image:
        *colours, clear = image.convert("RGBA").getpixel((1, 1))  # type: ignore[misc]
    assert (len(set(colours)), clear) == (1, 90)


def _linear_profile() -> bytes:
    """Return a profile with the colours of sRGB and no gamma: the numbers of a dark picture are small in it."""
    srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(srgb[128:132], "big")
    for place in range(132, 132 + 12 * count, 12):
        name, start, length = srgb[place : place + 4], *(int.from_bytes(srgb[place + 4 * n : place + 4 * n + 4], "big") for n in (1, 2))
        if bytes(name) in (b"rTRC", b"gTRC", b"bTRC"):
            srgb[start : start + length] = b"curv\0\0\0\0\0\0\0\0".ljust(length, b"\0")
        elif name == b"desc":
            srgb[start + 12 : start + length] = bytes(length - 12)
    return bytes(srgb)


@pytest.mark.parametrize("size", [(12_000, 9_000), (20_000, 20_000)])
@pytest.mark.filterwarnings("error")
def test_a_picture_with_too_many_pixels_is_told_once(size: tuple[int, int]) -> None:
    """Nothing of it is read, and the library that would read it says nothing of its own."""
    head = struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    packed = b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    with pytest.raises(WrongValueError, match="too large"):
        fit(b"\x89PNG\r\n\x1a\n" + packed, "huge.png")
