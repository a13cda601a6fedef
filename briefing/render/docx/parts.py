"""The small parts of the package: settings, theme, table of fonts, properties of the program."""

from __future__ import annotations

from html import escape

from lxml import etree

from briefing.render.docx.embedded_fonts import FACES, description
from briefing.render.docx.language_tags import word_language
from briefing.render.docx.wml import A, Element, add, clean, r, root, serialise
from briefing.theme.model import Theme, Typeface

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
WORD = "http://schemas.microsoft.com/office/word"
COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
"""Word 2013 and later ([MS-DOCX], 2.3.1): without the first, Word opens the file in its Compatibility Mode."""
SUBSTITUTES = {"roman": "Georgia", "swiss": "Arial"}
"""What a program uses that does not take a typeface from the file: one that most computers have."""
COLOUR_SLOTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hyperlink", "followedHyperlink")
GROUND_SLOTS = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}


def settings_part(language: str, *, own_styles: bool = True, double: bool = False) -> bytes:
    """Return `word/settings.xml`, children in the order of the schema (ECMA-376 Part 1, 17.15.1).

    With the pack's own styles it has typefaces, and words may be divided where a style lets them be. `double` is for print on both sides:
    left-hand pages mirror right-hand pages, and have running heads of their own.
    """
    top = root("settings")
    add(top, "zoom", percent=100)
    if own_styles:
        add(top, "embedTrueTypeFonts")
    if double:
        add(top, "mirrorMargins")
    add(top, "defaultTabStop", val=720)
    add(top, "autoHyphenation", val=int(own_styles))
    add(top, "consecutiveHyphenLimit", val=2)
    if double:
        add(top, "evenAndOddHeaders")
    add(top, "characterSpacingControl", val="doNotCompress")
    for name in ("footnote", "endnote"):
        properties = add(top, f"{name}Pr")
        if name == "endnote":  # else they are i, ii, iii
            add(properties, "numFmt", val="decimal")
        for number in (-1, 0):
            add(properties, name, id=number)
    compatibility = add(top, "compat")
    for name, value in COMPATIBILITY.items():
        add(compatibility, "compatSetting", name=name, uri=WORD, val=value)
    add(top, "themeFontLang", val=word_language(language))
    add(top, "clrSchemeMapping", **GROUND_SLOTS, **{slot: slot for slot in COLOUR_SLOTS})
    add(top, "decimalSymbol", val=".")
    add(top, "listSeparator", val=",")
    return serialise(top)


def font_table_part(typefaces: tuple[Typeface, ...], keys: dict[tuple[str, str], tuple[str, str]]) -> bytes:
    """Return `word/fontTable.xml` (17.8.3); `keys` has the relationship and the key of each embedded face by family and element."""
    top = root("fonts")
    for typeface in dict.fromkeys(typefaces):
        described = description(typeface)
        font = add(top, "font", name=typeface.family)
        add(font, "altName", val=SUBSTITUTES[described.family])
        add(font, "panose1", val=described.panose)
        add(font, "charset", val="00")
        add(font, "family", val=described.family)
        add(font, "pitch", val="variable")
        add(font, "sig", **described.signature)
        for _, element in FACES:
            if (typeface.family, element) not in keys:
                continue
            relationship, key = keys[typeface.family, element]
            add(font, element, fontKey=key).set(r("id"), relationship)
    return serialise(top)


def theme_part(theme: Theme) -> Element:
    """Return `word/theme/theme1.xml`: the fonts and colours that Word offers under Design (ECMA-376 Part 1, 20.1.6)."""
    colours = theme.colours
    slots = {"dk1": colours.ink, "lt1": "#ffffff", "dk2": colours.accent, "lt2": colours.tint}
    slots |= {f"accent{number}": (colours.accent, colours.muted, colours.rule)[(number - 1) % 3] for number in range(1, 7)}
    slots |= {"hlink": colours.accent, "folHlink": colours.muted}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value.lstrip("#").upper()}"/></a:{name}>' for name, value in slots.items())
    fonts = "".join(
        f'<a:{slot}><a:latin typeface="{escape(typeface.family)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{slot}>'
        for slot, typeface in (("majorFont", theme.sans), ("minorFont", theme.text))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    text = (
        f'<a:theme xmlns:a="{A}" name="Pack"><a:themeElements><a:clrScheme name="Pack">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Pack">{fonts}</a:fontScheme><a:fmtScheme name="Pack"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
    return etree.fromstring(text)


def program_part() -> bytes:
    """Return `docProps/app.xml`."""
    name = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return serialise(etree.fromstring(f'<Properties xmlns="{name}"><Application>briefing</Application></Properties>'))


def rights_part(rights: str) -> bytes:
    """Return `docProps/custom.xml`: the core properties of a package have no place for rights (ECMA-376 Part 1, 22.3)."""
    top = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={None: CUSTOM, "vt": VALUES})
    named = etree.SubElement(top, f"{{{CUSTOM}}}property", fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", pid="2", name="Rights")
    etree.SubElement(named, f"{{{VALUES}}}lpwstr").text = clean(rights)
    return serialise(top)
