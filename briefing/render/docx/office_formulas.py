"""Formulas as Office Math (ISO/IEC 29500-1, 22.1), which Word edits as its own."""

from __future__ import annotations

from lxml import etree

from briefing.document import Formula
from briefing.render.docx.wml import Element, w

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TYPEFACE = "Cambria Math"
"""The typeface with which Word sets formulas."""
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def m(name: str) -> str:
    """Return the name in the namespace of Office Math, as lxml writes it."""
    return f"{{{M}}}{name}"


def add_formula(parent: Element, formula: Formula) -> bool:
    """Append a formula to a paragraph. Return False if Word has no such formula: then nothing is appended."""
    if not formula.office:
        return False
    space = f'xmlns:m="{M}" xmlns:w="{w("").strip("{}")}"'
    element = etree.fromstring(formula.office.replace("<m:oMath>", f"<m:oMath {space}>", 1), etree.XMLParser(resolve_entities=False))
    for script in list(element.iter(*map(m, ("sSup", "sSub", "sSubSup")))):
        _take_in(script)
    for column in element.iter(m("mcPr")):
        column[:] = sorted(column, key=lambda each: str(each.tag) != m("count"))  # in the order of the schema (22.1.2.65)
    for run in element.iter(m("r")):
        _set_typeface(run)
    parent.append(element)
    etree.cleanup_namespaces(element)
    return True


def add_display(parent: Element, formula: Formula) -> bool:
    """Append a formula in the middle of a line of its own, likewise."""
    whole = etree.SubElement(parent, m("oMathPara"), nsmap={"m": M})
    properties = etree.SubElement(whole, m("oMathParaPr"))
    etree.SubElement(properties, m("jc")).set(m("val"), "center")
    if not add_formula(whole, formula):
        parent.remove(whole)
        return False
    return True


def _take_in(script: Element) -> None:
    """Let the base of an exponent be the whole bracket: pandoc gives it the last sign only, and LibreOffice draws no lone one."""
    base = script.find(m("e"))
    closing = "".join(base.itertext()) if base is not None else ""
    if base is None or closing not in _BRACKETS:
        return
    inside, depth = list[Element](), 1
    for each in script.itersiblings(preceding=True):
        sign = "".join(each.itertext()) if each.tag == m("r") else ""
        depth += (sign == closing) - (sign == _BRACKETS[closing])
        if not depth:
            bracket = etree.Element(m("d"))
            properties = etree.SubElement(bracket, m("dPr"))
            for name, value in (("begChr", sign), ("endChr", closing)):
                etree.SubElement(properties, m(name)).set(m("val"), value)
            etree.SubElement(bracket, m("e")).extend(reversed(inside))
            base[:] = [bracket]
            each.getparent().remove(each)
            return
        inside.append(each)


def _set_typeface(run: Element) -> None:
    properties = run.find(m("rPr"))
    if properties is not None and properties.find(m("nor")) is not None:
        for each in properties.findall(m("sty")):  # normal text has no style of mathematics (22.1.2.86)
            properties.remove(each)
    own = etree.Element(w("rPr"))
    etree.SubElement(own, w("rFonts"), {w("ascii"): _TYPEFACE, w("hAnsi"): _TYPEFACE})
    run.insert(0 if properties is None else 1, own)
