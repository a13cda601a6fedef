"""Formulas as pandoc writes them, for packs that are made without it."""

from __future__ import annotations

from briefing.document import Formula, Text

_SPACE = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def _formula(tex: str, words: str, inside: str, office: str, *, apart: bool = False) -> Formula:
    mathml = f'<math display="{"block" if apart else "inline"}" {_SPACE}>{inside}</math>'
    return Formula(tex, mathml, (Text(words),), f"<m:oMath>{office}</m:oMath>", apart)


FORMULAS = (
    _formula(
        "x^2",
        "x²",
        "<msup><mi>x</mi><mn>2</mn></msup>",
        "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>",
    ),
    _formula(
        "\\frac{a+b}{\\sqrt{c}}",
        "(a + b)/(√c)",
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><msqrt><mi>c</mi></msqrt></mfrac>",
        '<m:f><m:fPr><m:type m:val="bar" /></m:fPr><m:num><m:r><m:t>a</m:t></m:r><m:r><m:rPr><m:sty m:val="p" />'
        '</m:rPr><m:t>+</m:t></m:r><m:r><m:t>b</m:t></m:r></m:num><m:den><m:rad><m:radPr><m:degHide m:val="on" />'
        "</m:radPr><m:deg /><m:e><m:r><m:t>c</m:t></m:r></m:e></m:rad></m:den></m:f>",
    ),
    _formula(
        "a = b + c",
        "a = b + c",
        "<mrow><mi>a</mi><mo>=</mo><mi>b</mi><mo>+</mo><mi>c</mi></mrow>",
        '<m:r><m:t>a</m:t></m:r><m:r><m:rPr><m:sty m:val="p" /></m:rPr><m:t>=</m:t></m:r><m:r><m:t>b</m:t></m:r><m:r>'
        '<m:rPr><m:sty m:val="p" /></m:rPr><m:t>+</m:t></m:r><m:r><m:t>c</m:t></m:r>',
    ),
    _formula(
        "\\sum_{i=1}^{n} x_i",
        "∑_(i=1)ⁿ x_i",
        "<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi>"
        "<mi>i</mi></msub></mrow>",
        '<m:nary><m:naryPr><m:chr m:val="∑" /><m:limLoc m:val="undOvr" /><m:subHide m:val="off" />'
        '<m:supHide m:val="off" /></m:naryPr><m:sub><m:r><m:t>i</m:t></m:r><m:r><m:rPr><m:sty m:val="p" /></m:rPr>'
        "<m:t>=</m:t></m:r><m:r><m:t>1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:sSub><m:e><m:r>"
        "<m:t>x</m:t></m:r></m:e><m:sub><m:r><m:t>i</m:t></m:r></m:sub></m:sSub></m:e></m:nary>",
        apart=True,
    ),
    _formula(
        "\\begin{pmatrix} a & b \\\\ c & d\\end{pmatrix}",
        "(a, b; c, d)",
        '<mrow><mo stretchy="true" form="prefix">(</mo><mtable><mtr>'
        '<mtd columnalign="center" style="text-align: center"><mi>a</mi></mtd>'
        '<mtd columnalign="center" style="text-align: center"><mi>b</mi></mtd></mtr><mtr>'
        '<mtd columnalign="center" style="text-align: center"><mi>c</mi></mtd>'
        '<mtd columnalign="center" style="text-align: center"><mi>d</mi></mtd></mtr></mtable>'
        '<mo stretchy="true" form="postfix">)</mo></mrow>',
        '<m:d><m:dPr><m:begChr m:val="(" /><m:sepChr m:val="" /><m:endChr m:val=")" /><m:grow /></m:dPr><m:e><m:m>'
        '<m:mPr><m:baseJc m:val="center" /><m:plcHide m:val="on" /><m:mcs><m:mc><m:mcPr><m:mcJc m:val="center" />'
        '<m:count m:val="1" /></m:mcPr></m:mc><m:mc><m:mcPr><m:mcJc m:val="center" /><m:count m:val="1" /></m:mcPr>'
        "</m:mc></m:mcs></m:mPr><m:mr><m:e><m:r><m:t>a</m:t></m:r></m:e><m:e><m:r><m:t>b</m:t></m:r></m:e></m:mr><m:mr>"
        "<m:e><m:r><m:t>c</m:t></m:r></m:e><m:e><m:r><m:t>d</m:t></m:r></m:e></m:mr></m:m></m:e></m:d>",
        apart=True,
    ),
    _formula(
        "\\overbrace{a+b}",
        "a + b",
        '<mover><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mo accent="true">⏞</mo></mover>',
        '<m:groupChr><m:groupChrPr><m:chr m:val="⏞" /><m:pos m:val="top" /><m:vertJc m:val="bot" /></m:groupChrPr><m:e>'
        '<m:r><m:t>a</m:t></m:r><m:r><m:rPr><m:sty m:val="p" /></m:rPr><m:t>+</m:t></m:r><m:r><m:t>b</m:t></m:r></m:e>'
        "</m:groupChr>",
        apart=True,
    ),
)
