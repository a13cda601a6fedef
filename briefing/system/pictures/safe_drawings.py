"""Drawings of strangers (SVG) with only what draws them: no scripts, no addresses, no files, no hidden layers, no style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefing.dataclass import dataclass
from briefing.system.confined.limits import UnreadableError
from briefing.system.pictures.drawing_fonts import FAMILY, family, known_letters
from briefing.system.pictures.drawing_styles import declarations, put_styles_on
from briefing.system.safe_xml import parsed

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
LONGEST = 50
"""How many times as long as wide a drawing may be."""
HEAVY = 600
"""The weight of the bold typefaces."""
_GROUPS = "svg g defs symbol use switch a"
_SHAPES = "path rect circle ellipse line polyline polygon text tspan textPath image"
_PAINTS = "linearGradient radialGradient stop pattern clipPath mask marker filter"
_FILTERS = (
    "Blend ColorMatrix ComponentTransfer Composite ConvolveMatrix DiffuseLighting DisplacementMap DistantLight DropShadow Flood FuncA "
    "FuncB FuncG FuncR GaussianBlur Merge MergeNode Morphology Offset PointLight SpecularLighting SpotLight Tile Turbulence"
)
_DRAWN = frozenset([*_GROUPS.split(), *_SHAPES.split(), *_PAINTS.split(), *(f"fe{each}" for each in _FILTERS.split())])
"""The elements that stay."""
_SEEN = frozenset(["use", *_SHAPES.split()])
"""Those that show something by themselves."""
_MOVING = frozenset({"animate", "animateTransform", "animateMotion", "set"})
_OF_PAGES = ("class", "style", "tabindex", "role", "lang", "requiredFeatures", "requiredExtensions", "systemLanguage")
"""Attributes that draw nothing, or whose meaning is in others by now."""
_NAMES = (
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation-filters direction display dominant-baseline fill "
    "fill-opacity fill-rule filter flood-color flood-opacity font-family font-size font-style font-variant font-weight image-rendering "
    "letter-spacing lighting-color marker-end marker-mid marker-start mask opacity overflow paint-order shape-rendering stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width "
    "text-anchor text-decoration text-rendering transform vector-effect visibility word-spacing writing-mode"
)
_PROPERTIES = frozenset(_NAMES.split())
"""The properties of a style that may be written as attributes (SVG 1.1, appendix N) …"""
_STYLED = ("mix-blend-mode", "isolation")
"""… and those that may not."""
_SIZES = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""Units of length, in pixels of CSS."""
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?[0-9]+)?)\s*([a-z]*)\s*")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[\sA-Za-z0-9+/=]*")
_ADDRESS = re.compile(r"url\(\s*['\"]?(?!#|['\"#])", re.IGNORECASE)
_LIVE = re.compile(r"(?:var|env|calc|light-dark|attr)\(|expression|javascript:", re.IGNORECASE)
"""Values that not every program can work out."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that may be drawn anywhere."""

    svg: bytes
    wide: float
    high: float
    """Its size in pixels of CSS."""
    notices: tuple[str, ...]
    """What of the file is not in it: sentences without a subject."""


def safe(content: bytes) -> Drawing:
    """Return a drawing without what does not draw it.

    Raises:
        ValueError: It has no size, or such as no page has.
        lxml.etree.XMLSyntaxError: It is not XML.
        UnreadableError: It has letters that no typeface here has.
    """
    root = parsed(content, bare=True)
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("no drawing")
    _without_strangers(root)
    notices = dict.fromkeys(_notices(root))
    put_styles_on(root)
    wide, high = _sides(root)
    _clean(root)
    root.attrib.update({"width": f"{wide:g}", "height": f"{high:g}"})
    for name, value in {"viewBox": f"0 0 {wide:g} {high:g}", "font-family": FAMILY, "font-size": "16"}.items():
        root.set(name, root.get(name, value))
    if strange := sorted(set("".join(_words(root))) - known_letters()):
        what = f"this file has letters that the typefaces for drawings do not have: {' '.join(strange[:20])}"
        raise UnreadableError(what, "In your drawing program, turn the text into paths; or save it as PNG.")
    for element in root.iter():
        element.tag = f"{{{SVG}}}{element.tag}"
    whole = etree.Element(root.tag, nsmap={None: SVG, "xlink": XLINK})
    whole.attrib.update(root.attrib)
    whole.text = root.text
    whole.extend(list(root))
    etree.cleanup_namespaces(whole)
    return Drawing(etree.tostring(whole, encoding="utf-8"), wide, high, tuple(notices))


def _without_strangers(root: etree._Element) -> None:
    """Take out what is no SVG, and the namespace of all that is. An entity stands for words that may be in another file."""
    for entity in list(root.iter(etree.Entity)):
        _remove(entity)
    for element in list(root.iter("*")):
        name = etree.QName(element)
        if name.namespace == SVG:
            element.tag = name.localname
        elif not any(each.tag == "foreignObject" for each in element.iterancestors()):
            _remove(element)


def _notices(root: etree._Element) -> Iterator[str]:
    """Yield what readers will not see."""
    for element in root.iter():
        name = element.tag
        if name in _MOVING:
            yield "moves; the pack shows it as it begins"
        elif name == "foreignObject" and not _has_another_form(element):
            yield "has words or pictures in HTML (foreignObject), which are not printed"
        elif name in ("image", "feImage") and not _PICTURE.fullmatch(_link(element)):
            yield "shows a picture from another file, which is not printed"
        elif name == "use" and not _link(element).startswith("#"):
            yield "uses a part of another file, which is not printed"


def _has_another_form(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "switch" and element.getnext() is not None


def _link(element: etree._Element) -> str:
    return str(element.get("href") or element.get(f"{{{XLINK}}}href") or "").strip()


def _sides(root: etree._Element) -> tuple[float, float]:
    """Return the width and the height of a drawing in pixels of CSS.

    Raises:
        ValueError: It states none, or such as no page has.
    """
    box = [float(each) for each in str(root.get("viewBox", "")).replace(",", " ").split()]
    wide, high = (_length(str(root.get(side, ""))) for side in ("width", "height"))
    if len(box) == 4 and not (wide and high):
        wide, high = (wide, wide * box[3] / box[2]) if wide else (high * box[2] / box[3], high) if high else box[2:]
    if not (wide > 0 and high > 0 and 1 / LONGEST <= wide / high <= LONGEST):
        raise ValueError("no page has such sides")
    return wide, high


def _length(text: str) -> float:
    """Return a length in pixels; 0 for a share of the page."""
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _SIZES.get(match[2], 0) if match else 0


def _clean(root: etree._Element) -> None:
    """Leave the elements that draw, and of their attributes those that say how."""
    for element in list(root.iter()):
        if element is not root and not _is_drawn(element):
            _remove(element)
    for element in root.iter():
        style = {name: value for name, value in declarations(str(element.get("style", ""))).items() if _is_plain(value)}
        for key in list(element.attrib):
            if not _is_kept(element, str(key)):
                del element.attrib[key]
        element.attrib.update({name: value for name, value in style.items() if name in _PROPERTIES})
        if more := ";".join(f"{name}:{style[name]}" for name in _STYLED if name in style):
            element.set("style", more)
        _set_plainly(element)


def _set_plainly(element: etree._Element) -> None:
    """Write some attributes as every program reads them. A link is a part like others."""
    if names := element.get("font-family"):
        element.set("font-family", family(names))
    if weight := element.get("font-weight"):
        is_heavy = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= HEAVY)
        element.set("font-weight", str(HEAVY if is_heavy else 400))
    if moved := element.get("transform"):
        element.set("transform", re.sub(r"(?<=[\d.])(?:px|deg)", "", moved))
    if element.tag == "a":
        element.tag = "tspan" if any(each.tag == "text" for each in element.iterancestors()) else "g"


def _is_drawn(element: etree._Element) -> bool:
    """Say whether an element stays: one that draws, and is not hidden, as a layer may be."""
    if element.tag not in _DRAWN or (element.tag == "image" and not _PICTURE.fullmatch(_link(element))):
        return False
    if _stated(element, "display") == "none":
        return False
    return element.tag not in _SEEN or not _is_unseen(element)


def _is_unseen(element: etree._Element) -> bool:
    nearest = next((value for each in (element, *element.iterancestors()) if (value := _stated(each, "visibility"))), "")
    return nearest in ("hidden", "collapse")


def _stated(element: etree._Element, name: str) -> str:
    """Return the value of a property, or an empty text."""
    return declarations(str(element.get("style", ""))).get(name) or str(element.get(name, ""))


def _remove(element: etree._Element) -> None:
    """Take an element out, but not the words after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_kept(element: etree._Element, key: str) -> bool:
    """Say whether an attribute stays."""
    name, value = etree.QName(key), str(element.get(key)).strip()
    if name.localname == "href":
        return name.namespace in (None, XLINK) and (value.startswith("#") or element.tag == "image")
    if name.namespace:
        return key == "{http://www.w3.org/XML/1998/namespace}space"
    is_other = name.localname.startswith(("on", "data-", "aria-")) or name.localname in _OF_PAGES
    return not is_other and _is_plain(value)


def _is_plain(value: str) -> bool:
    """Say whether a value names nothing outside the drawing, and every program can work it out."""
    return not (_ADDRESS.search(value) or _LIVE.search(value))


def _words(root: etree._Element) -> Iterator[str]:
    for element in root.iter("text"):
        yield from (str(each) for each in element.itertext())
