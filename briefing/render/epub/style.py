"""The style sheet and the fonts, from the theme."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from briefing.render import fonts
from briefing.render.epub.body import WRITING_LINE
from briefing.render.fonts import Face
from briefing.render.theme import Theme

INK_SHARE = 35
"""How much of a tinted colour is the colour of the text around it, in per cent: see `style.css`."""

FACES: tuple[tuple[str, Face, str, str], ...] = (
    ("text", "regular", "normal", "normal"),
    ("text", "italic", "normal", "italic"),
    ("text", "bold", "bold", "normal"),
    ("text", "bold_italic", "bold", "italic"),
    ("sans", "regular", "normal", "normal"),
    ("sans", "italic", "normal", "italic"),
    ("sans", "bold", "bold", "normal"),
)
"""The embedded faces: typeface of the theme, face, weight and style in CSS."""


def font_files(theme: Theme) -> dict[str, bytes]:
    """Return the embedded faces by their path seen from the package document. Their licence is in their name tables."""
    return {_font_path(theme, name, face): fonts.embedded(getattr(theme, name), face) for name, face, _, _ in FACES}


def style_sheet(theme: Theme) -> bytes:
    """Return the style sheet. Sizes are relative to the size that the reader has chosen."""
    template = Template(files(__package__).joinpath("style.css").read_text(encoding="utf-8"))
    base = theme.body.size
    colours = theme.colours
    values = {
        "faces": "\n".join(_font_face(theme, *each) for each in FACES),
        "text": theme.text.family,
        "sans": theme.sans.family,
        "display": theme.display_typeface.family,
        "display_kin": "Georgia, serif" if theme.display == "text" else "Helvetica, sans-serif",
        "subtitle_style": "italic" if theme.display == "text" and theme.italics else "normal",
        "italic": "italic" if theme.italics else "normal",
        "accent": colours.accent,
        "accent_tone": _tone(colours.accent, colours.ink),
        "muted": colours.muted,
        "rule": colours.rule,
        "veil": _veil(colours.rule, 0.16),
        "line": _veil(colours.rule, 0.4),
        "writing": _veil(colours.rule, 0.85),
        "ink_share": str(INK_SHARE),
        "writing_line": f"{WRITING_LINE:g}",
        "gap": f"{theme.paragraph_gap / base:.2f}",
        "lead": f"{theme.lead.size / base:.3f}",
        "small": f"{theme.small.size / base:.3f}",
        "note": f"{theme.note.size / base:.3f}",
        "table": f"{theme.table.size / base:.3f}",
        "title": f"{theme.title.size / base:.3f}",
    }
    values |= {f"h{level}": f"{each.size / base:.3f}" for level, each in enumerate(theme.headings, 1)}
    rules = template.substitute(values)
    return (f"{rules}\n/* From the workspace */\n\n{theme.css}" if theme.css else rules).encode()


def _font_path(theme: Theme, name: str, face: Face) -> str:
    typeface = getattr(theme, name)
    return f"fonts/{fonts.face_path(typeface, face).name}" if typeface.package else f"fonts/{name}-{face}.ttf"


def _font_face(theme: Theme, name: str, face: Face, weight: str, style: str) -> str:
    family = getattr(theme, name).family
    source = f'url("../{_font_path(theme, name, face)}")'
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: {source}; }}'


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _veil(colour: str, share: float) -> str:
    """Return a colour that lets the paper through."""
    return f"rgba({', '.join(map(str, _channels(colour)))}, {share})"


def _tone(colour: str, ink: str) -> str:
    """Return what, mixed with `INK_SHARE` of the ink, gives the colour."""
    share = INK_SHARE / 100
    mixed = (min(255, max(0, round((c - share * i) / (1 - share)))) for c, i in zip(_channels(colour), _channels(ink), strict=True))
    return "#" + "".join(f"{each:02x}" for each in mixed)
