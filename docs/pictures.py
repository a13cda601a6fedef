"""Draw the pictures of the README and of docs/files.md from what the program makes of the shipped pack and of the starter.

    python docs/pictures.py

Word and EPUB are shown by LibreOffice (soffice) and Chromium, which have to be installed. Passages come from the starter's own article.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import sync_playwright

from briefing import steps
from briefing.document import Figure, walk
from briefing.render.figures import draw
from briefing.render.figures.png import png
from briefing.workspace import Workspace

HERE = Path(__file__).resolve().parent
OUT = HERE / "pictures"
WIDTH = 560
"""Of a picture, in pixels."""
COLOURS = 128
MOST = 150_000
"""Bytes of a picture."""
READING = "The judge and the gauge"
CHARTS = {
    "lines": """{name: Flow, unit: m³/s}, {name: Drawn for fields, unit: m³/s}]
rows:
- {label: "1990", values: [62, 11]}
- {label: "2000", values: [55, 16]}
- {label: "2005", values: [null, 19]}
- {label: "2010", values: [44, 23]}
- {label: "2020", values: [41, 26], exactness: [about, exact]}""",
    "dots": """{name: "1990", unit: "days a year without flow"}, {name: "2020", unit: "days a year without flow"}]
rows:
- {label: Upper reach, values: [0, 4]}
- {label: Quill Bridge, values: [12, 31]}
- {label: The mouth, values: [38, 96]}""",
    "grouped": """{name: Towns, unit: million m³}, {name: Fields, unit: million m³}]
rows:
- {label: The valley, values: [14, 52]}
- {label: The plain, values: [33, 87]}""",
    "stacked": """{name: Fields, unit: "%", whole: 100}, {name: Towns, unit: "%", whole: 100}, {name: Mills, unit: "%", whole: 100}]
rows:
- {label: Summer, values: [71, 18, 6]}
- {label: Winter, values: [22, 47, 12]}""",
}
"""The series and the rows of invented figures, one for each way to draw them."""


def main() -> None:
    """Build, choose pages, write pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        starter, root = work / "starter", HERE.parent
        _briefing("build", "seminar", "-f", "pdf", "-f", "docx", "-w", str(root), "-o", str(work))
        _briefing("handout", "seminar", "-k", "cards", "-w", str(root), "-o", str(work))
        _briefing("init", str(starter))
        _briefing("sources", "add", str(starter / "articles" / "two-towns-one-river.txt"), "-w", str(starter))
        _briefing("build", "-w", str(starter), "-o", str(work))
        _save("desk", _desk(starter), 2 * WIDTH)
        _save("cover", _page(work / "seminar.pdf", "An annotated reader"))
        _save("session", _page(work / "seminar.pdf", "Session 2: Trade, pipelines"))
        _save("country-pdf", _page(work / "seminar.pdf", "Kazakhstan has the largest economy"))
        _save("country-word", _page(_from_word(work / "seminar.docx"), "Kyrgyzstan belongs to both the CSTO"))
        _save("figures", _page(work / "seminar.pdf", "The three sources measure different things"))
        _save("map", _top(_page(work / "seminar.pdf", "The five states, their memberships")))
        _save("timeline", _top(_page(work / "seminar.pdf", "When they happened")))
        _save("charts", _charts(work))
        _save("handout", _page(work / "seminar-cards.pdf", "Kazakhstan has the largest economy"))
        _save("reading-pdf", _top(_page(work / "pack.pdf", READING)))
        _save("reading-epub", _top(_from_epub(work / "pack.epub", work)))


def _briefing(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "briefing", *arguments], check=True, stdout=subprocess.DEVNULL)


def _page(path: Path, words: str) -> Image.Image:
    """Return the first page with these words that is no contents list."""
    with pypdfium2.PdfDocument(path) as file:
        for page in file:
            text = " ".join(page.get_textpage().get_text_range().split())
            if words in text and "Contents" not in text[:80]:
                found: Image.Image = page.render(scale=2 * WIDTH / page.get_width(), may_draw_forms=False, draw_annots=False).to_pil()
                return found
    raise LookupError(f"no page of {path.name} says '{words}'")


def _from_word(path: Path) -> Path:
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [str(shutil.which("soffice")), "--headless", profile, "--convert-to", "pdf", "--outdir", str(path.parent / "word")]
    subprocess.run([*command, str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path.parent / "word" / f"{path.stem}.pdf"


def _from_epub(path: Path, work: Path) -> Image.Image:
    with zipfile.ZipFile(path) as file:
        file.extractall(work / "epub")
    chapter = next(each for each in sorted((work / "epub").rglob("*.xhtml")) if f"{READING}</h" in each.read_text(encoding="utf-8"))
    shot = work / "epub.png"
    flags = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=2", f"--window-size={WIDTH},{WIDTH}"]
    command = [str(shutil.which("chromium")), *flags, f"--screenshot={shot}", chapter.as_uri()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Image.open(shot).convert("RGB")


def _desk(folder: Path) -> Image.Image:
    """Return the desk of a workspace: an excerpt, lit in its source, and its text."""
    command = [sys.executable, "-m", "briefing", "desk", "--no-browser"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = re.search(r"http\S+", server.stdout.readline())
        assert address is not None
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="en-GB")
            page.goto(address[0])
            page.frame_locator("#reading").locator("h1").first.wait_for()
            page.get_by_role("tab", name="Library").click()
            page.get_by_role("button", name=re.compile("^Two Towns")).click()
            page.locator("mark").first.click()
            page.locator(".editor textarea").wait_for()
            page.get_by_role("tab", name="Outline").click()
            page.locator(".paragraph").last.scroll_into_view_if_needed()
            page.wait_for_timeout(2_000)
            shot = page.screenshot()
            browser.close()
    finally:
        server.terminate()
        server.wait()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def _charts(work: Path) -> Image.Image:
    """Return the drawings of the invented figures, two beside each other."""
    root = work / "charts"
    _briefing("init", str(root), "--empty")
    for name, rest in CHARTS.items():
        head = f'---\ntitle: Water\ncaption: Water\nlabel: Year\ndraw: {name}\ncite: "@background"\nseries: ['
        (root / "seeds" / "figures" / f"{name}.md").write_text(f"{head}{rest}\n---\nWater.\n", encoding="utf-8")
    (root / "templates" / "pack.yaml").write_text(f"title: Water\nsections:\n- {{use: figures, figures: [{', '.join(CHARTS)}]}}\n")
    workspace = Workspace(root, root / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["pack"], {}))
    charts = [each.chart for each in walk(pack.document) if isinstance(each, Figure)]
    drawn = [Image.open(io.BytesIO(png(draw(chart, pack.theme, 250), pack.theme.colours))).convert("RGB") for chart in charts]
    gap = 80
    wide, upper, lower = drawn[0].width, max(drawn[0].height, drawn[1].height), max(drawn[2].height, drawn[3].height)
    whole = Image.new("RGB", (2 * wide + 3 * gap, upper + lower + 3 * gap), "white")
    for number, each in enumerate(drawn):
        whole.paste(each, (gap + number % 2 * (wide + gap), gap + number // 2 * (upper + gap)))
    return whole


def _top(page: Image.Image) -> Image.Image:
    """Return what is printed on the upper part of a page, down to the end of its text."""
    page = page.convert("RGB").crop((0, 0, page.width, min(page.height, page.width)))
    left, upper, right, lower = ImageOps.invert(page.convert("L")).point(lambda value: 255 if value > 40 else 0).getbbox() or (0, 0, 1, 1)
    edge = page.width // 30
    return page.crop((max(0, left - edge), max(0, upper - edge), min(page.width, right + edge), min(page.height, lower + edge)))


def _save(name: str, picture: Image.Image, width: int = WIDTH) -> None:
    """Write a picture on white with a thin frame, in few colours."""
    picture = picture.convert("RGB").resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    framed = ImageOps.expand(picture, 1, "#c8c8c8").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    path = OUT / f"{name}.png"
    framed.save(path, "PNG", optimize=True)
    assert path.stat().st_size < MOST, f"{path.name} has {path.stat().st_size} bytes"
    print(f"{path.relative_to(HERE.parent)}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
