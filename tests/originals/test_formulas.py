"""Formulas as one line of text: from Office Math and from MathML, the same."""

from __future__ import annotations

import pytest
from lxml import etree

from briefing.originals.readers.formulas import mathml, office

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, *inner: str, properties: str = "") -> str:
    return f"<m:{name}><m:{name}Pr>{properties}</m:{name}Pr>{''.join(inner)}</m:{name}>"


def named(**parts: str) -> str:
    return "".join(f"<m:{name}>{inner}</m:{name}>" for name, inner in parts.items())


OFFICE = {
    t("Q=v·A"): "Q = v·A",
    t("𝑎+𝑏-1≤0"): "a + b − 1 ≤ 0",
    part("f", named(num=t("1"), den=t("3"))): "1/3",
    t("2") + part("f", named(num=t("a+b"), den=t("2c"))) + t("x"): "2 (a + b)/(2c) x",
    part("f", named(num=t("n"), den=t("k")), properties='<m:type m:val="noBar"/>'): "n¦k",
    part("sSup", named(e=t("v"), sup=t("2"))): "v²",
    part("sSup", named(e=t("e"), sup=t("-x"))) + t("y"): "e^(−x) y",
    part("sSub", named(e=t("v"), sub=t("max"))) + t("=1"): "v_max = 1",
    part("sSubSup", named(e=t("x"), sub=t("1"), sup=t("n"))): "x₁ⁿ",
    part("sPre", named(sub=t("6"), sup=t("14"), e=t("C"))): "₆¹⁴C",
    part("rad", named(deg="", e=t("x+1")), properties='<m:degHide m:val="1"/>'): "√(x + 1)",
    part("rad", named(deg=t("3"), e=t("x"))): "∛x",
    part("nary", named(sub=t("i=1"), sup=t("n"), e=t("i")), properties='<m:chr m:val="∑"/>'): "∑_(i=1)ⁿ i",
    part("nary", named(sub=t("0"), sup=t("1"), e=t("f"))): "∫₀¹ f",
    part("d", named(e=t("a,b")), properties='<m:begChr m:val="["/><m:endChr m:val=")"/>'): "[a,b)",
    part("d", named(e=t("a")) + named(e=t("b"))): "(a|b)",
    part("m", "<m:mr><m:e>" + t("1") + "</m:e><m:e>" + t("0") + "</m:e></m:mr>"
         "<m:mr><m:e>" + t("0") + "</m:e><m:e>" + t("1") + "</m:e></m:mr>"): "1, 0; 0, 1",
    part("eqArr", "<m:e>" + t("x=1") + "</m:e><m:e>" + t("y=2") + "</m:e>"): "x = 1; y = 2",
    part("acc", named(e=t("x")), properties='<m:chr m:val="&#x302;"/>'): "x̂",
    part("bar", named(e=t("x")), properties='<m:pos m:val="top"/>'): "x̅",
    part("limLow", named(e=t("lim"), lim=t("x→0"))) + t("f"): "lim_(x→0)f",
    part("func", named(fName=t("sin"), e=t("x"))): "sin x",
    t("a") + part("func", named(fName=t("cos"), e=part("d", named(e=t("x"))))): "a cos(x)",
    part("phant", named(e=t("x")), properties='<m:show m:val="0"/>') + t("y"): "y",
    part("borderBox", named(e=t("E=m") + part("sSup", named(e=t("c"), sup=t("2"))))): "E = mc²",
}  # fmt: skip


@pytest.mark.parametrize(("formula", "text"), OFFICE.items())
def test_formula_of_word_is_a_line_of_text(formula: str, text: str) -> None:
    """There is no TeX in it."""
    assert office(etree.fromstring(f'<m:oMath xmlns:m="{M}">{formula}</m:oMath>')) == text


MATHML = {
    "<mi>Q</mi><mo>=</mo><mi>v</mi><mo>&#x2062;</mo><mi>A</mi>": "Q = vA",
    "<mfrac><mn>1</mn><mn>3</mn></mfrac>": "1/3",
    "<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>": "n¦k",
    "<msup><mi>v</mi><mn>2</mn></msup>": "v²",
    "<msub><mi>v</mi><mi>max</mi></msub>": "v_max",
    "<msubsup><mi>x</mi><mn>1</mn><mi>n</mi></msubsup>": "x₁ⁿ",
    "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>": "∑_(i=1)ⁿ i",
    "<mover><mi>x</mi><mo>^</mo></mover>": "x̂",
    "<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>": "√(x + 1)",
    "<mroot><mi>x</mi><mn>3</mn></mroot>": "∛x",
    "<mfenced open='[' close=']'><mi>a</mi><mi>b</mi></mfenced>": "[a, b]",
    "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>2</mn></mtd></mtr></mtable>": "1, 0; 2",
    "<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>": "₆¹⁴C",
    "<semantics><mi>x</mi><annotation>\\frac{x}</annotation></semantics>": "x",
    "<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi><mphantom><mi>y</mi></mphantom>": "sin x",
    "<mtext>if </mtext><mi>x</mi><mo>></mo><mn>0</mn>": "if x > 0",
}


@pytest.mark.parametrize(("formula", "text"), MATHML.items())
def test_mathml_is_a_line_of_text(formula: str, text: str) -> None:
    """With a namespace and without one."""
    for space in ("", ' xmlns="http://www.w3.org/1998/Math/MathML"'):
        assert mathml(etree.fromstring(f"<math{space}>{formula}</math>")) == text
