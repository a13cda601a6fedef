"""More ways to leave words in a finished file: in pieces that a reader sees as one text.

There is a word in each of several places, the words are in another order in the file than on the page, they are computed from numbers, or
other letters that nobody sees are between their letters.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.support import leak_fonts as fonts
from tests.support import leak_planters as plant
from tests.support.leak_planters import SECRET, Planter, W, added, attached, drawn, edited, in_body, inserted, packed, run
from tests.support.leak_routes import NUMBERS, UNMAPPED, WORDS, chapter

Pair = tuple[int, str]
IN_ORDER: list[Pair] = list(enumerate(WORDS))
MIXED = random.Random(5).sample(IN_ORDER, len(IN_ORDER))
LETTERS = list(SECRET.replace(" ", ""))
NOISE = [random.Random(9).choice("qzxjk") for _ in SECRET]
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ALIKE = dict(zip("aceopxyis", "асеорхуіѕ", strict=True))
SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))


def all_of(*planters: Planter) -> Planter:
    def plant_all(data: bytes) -> bytes:
        for each in planters:
            data = each(data)
        return data

    return plant_all


def each(form: str, pairs: Iterable[Pair] = IN_ORDER) -> str:
    """Return a form for each word: `{n}` is its number, `{w}` the word, `{x}` its place on a page."""
    return "".join(form.format(n=number, w=word, x=20 + 25 * number) for number, word in pairs)


def paragraph(xml: str) -> Planter:
    return in_body(f"<w:p>{xml}</w:p>")


def letter(sign: str) -> str:
    return run(sign if sign != " " else "&#32;")


def between(properties: str) -> Planter:
    """Return what puts a run with these properties after each letter."""
    return paragraph("".join(letter(sign) + run(noise, f"<w:rPr>{properties}</w:rPr>") for sign, noise in zip(SECRET, NOISE, strict=True)))


def around(style: str) -> str:
    return "<p>" + "".join(f"{sign}<i {style}>{noise}</i>" for sign, noise in zip(SECRET, NOISE, strict=True)) + "</p>"


def styled(css: str) -> Planter:
    """Return what puts letters that a style sheet hides after each letter."""
    return all_of(added("EPUB/veil.css", f".veil {{ {css} }}"), chapter(around('class="veil"')))


def sheet(strings: Sequence[Pair]) -> bytes:
    """Return a workbook with a row of the words; its list of strings may be in another order."""
    places = {number: place for place, (number, _) in enumerate(strings)}
    cells = "".join(f'<c r="{chr(65 + number)}1" t="s"><v>{places[number]}</v></c>' for number, _ in IN_ORDER)
    texts = "".join(f"<si><t>{word}</t></si>" for _, word in strings)
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{texts}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode(),
        }
    )


def columns(cell: Callable[[str], str], row: str, height: int = 6) -> str:
    """Return the rows of a table that is read down its columns."""
    words = [*WORDS, *["-"] * (-len(WORDS) % height)]
    return "".join(row % "".join(map(cell, words[start::height])) for start in range(height))


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def notes(pairs: Sequence[Pair]) -> Planter:
    def change(document: pikepdf.Pdf) -> None:
        for number, word in pairs:
            note = plant.annotation(document, Contents=String(word))
            note.Rect = Array([20 + number * 25, 700, 40 + number * 25, 720])

    return edited(change)


def fields(keys: Callable[[str], Mapping[str, Any]]) -> Planter:
    """Return what adds a field of a form for each word."""

    def change(document: pikepdf.Pdf) -> None:
        made = [plant.annotation(document, T=String(f"f{number}"), **keys(word)) for number, word in MIXED]
        document.Root.AcroForm = Dictionary(Fields=Array(made))

    return edited(change)


def outline(document: pikepdf.Pdf) -> None:
    """Add a bookmark for each word; their objects are in another order."""
    root = document.make_indirect(Dictionary(Type=Name.Outlines, Count=len(WORDS)))
    items = {number: document.make_indirect(Dictionary(Title=String(word), Parent=root)) for number, word in MIXED}
    for number in range(1, len(WORDS)):
        items[number].Prev, items[number - 1].Next = items[number - 1], items[number]
    root.First, root.Last = items[0], items[len(WORDS) - 1]
    document.Root.Outlines = root


def layers(document: pikepdf.Pdf) -> None:
    made = {number: document.make_indirect(Dictionary(Type=Name.OCG, Name=String(word))) for number, word in MIXED}
    order = Array([made[number] for number, _ in IN_ORDER])
    document.Root.OCProperties = Dictionary(OCGs=order, D=Dictionary(Order=order))


def packets(document: pikepdf.Pdf) -> None:
    """Add a form in XML whose packets end in the middle of the words."""
    parts = [" ".join(WORDS[place : place + 4]) for place in range(0, len(WORDS), 4)]
    pairs = [
        each for number, words in enumerate(parts) for each in (String(f"p{number}"), document.make_stream(f"<t>{words} </t>".encode()))
    ]
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array(pairs))


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert(String.fromCharCode({NUMBERS}))"))


def languages(document: pikepdf.Pdf) -> None:
    plant.annotation(document, Contents=String("".join(f"\x1ben\x1b{word} " for word in WORDS)))


def attachments(document: pikepdf.Pdf) -> None:
    for number, word in IN_ORDER:
        document.attachments[f"{number:02}.txt"] = pikepdf.AttachedFileSpec(document, word.encode(), filename=f"{number:02}.txt")


def placed(hide: str) -> Planter:
    """Return what draws letter by letter, with other letters between, drawn as `hide` says."""
    signs = enumerate(zip(SECRET, NOISE, strict=True))
    one = "0 Tr 0 g /Plant 9 Tf 1 0 0 1 {x:.1f} 40 Tm ({sign}) Tj " + hide
    return drawn("BT " + "".join(one.format(x=30 + 5.2 * number, y=40, sign=sign, noise=noise) for number, (sign, noise) in signs) + "ET")


def spaced_in(where: str, letters: fonts.Letters = fonts.spaces) -> Planter:
    """Return what draws words whose letters the file calls otherwise, in a part of a page: `annotation`, `form`, `pattern` or `glyph`."""

    def change(document: pikepdf.Pdf) -> None:
        font, glyphs = fonts.embedded(document)
        font.ToUnicode = document.make_stream(fonts.table(letters(glyphs)))
        codes = "".join(f"{glyphs[sign]:04X}" for sign in SECRET)
        code = f"BT /Numbers 9 Tf 1 0 0 1 40 40 Tm <{codes}> Tj ET"
        page = document.pages[0]
        inside = Dictionary(Font=Dictionary(Numbers=font))
        if where == "glyph":
            procedures = Dictionary(a=document.make_stream(b"600 0 d0 " + code.encode()))
            outer = Dictionary(
                Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 600, 700], FontMatrix=[1, 0, 0, 1, 0, 0], Resources=inside
            )
            outer.CharProcs, outer.Encoding = procedures, Dictionary(Differences=Array([97, Name.a]))
            outer.FirstChar, outer.LastChar, outer.Widths = 97, 97, [600]
            page.add_resource(document.make_indirect(outer), Name.Font, Name("/Outer"))
            page.contents_add(document.make_stream(b"BT /Outer 1 Tf 10 10 Td (a) Tj ET"))
            return
        form = document.make_stream(code.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 500], Resources=inside)
        if where == "annotation":
            plant.annotation(document, AP=Dictionary(N=form))
        elif where == "pattern":
            for key, value in {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 600, "YStep": 500}.items():
                form[f"/{key}"] = value
            page.add_resource(form, Name.Pattern, Name("/Tile"))
        else:
            page.add_resource(form, Name.XObject, Name("/Planted"))
            page.contents_add(document.make_stream(b"q /Planted Do Q"))

    return edited(change)


def enlarged(document: pikepdf.Pdf) -> None:
    """Draw the words letter by letter in a form that fills the unit square, and that its page draws much larger."""
    letters = "".join(f"1 0 0 1 {2 + 3.2 * number:.1f} 8 Tm ({sign}) Tj " for number, sign in enumerate(SECRET))
    form = document.make_stream(f"BT /Plain 6 Tf {letters}ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 500, 20])
    form.Matrix = Array([1 / 500, 0, 0, 1 / 20, 0, 0])
    form.Resources = Dictionary(Font=Dictionary(Plain=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    document.pages[0].add_resource(form, Name.XObject, Name("/Planted"))
    document.pages[0].contents_add(document.make_stream(b"q 500 0 0 20 40 40 cm /Planted Do Q"))


PDF: dict[str, Planter] = {
    "notes in another order": notes(MIXED),
    "letters in a form that is drawn larger": edited(enlarged),
    "a word a field": fields(lambda word: {"FT": Name.Tx, "V": String(word)}),
    "a word a button": fields(lambda word: {"FT": Name.Btn, "MK": Dictionary(CA=String(word))}),
    "a word a bookmark": edited(outline),
    "a word a layer": edited(layers),
    "a word an attachment": edited(attachments),
    "packets of a form in XML": edited(packets),
    "numbers of a script": edited(script),
    "languages within a string": edited(languages),
    "invisible letters between": placed("3 Tr ({noise}) Tj "),
    "white letters between": placed("1 g ({noise}) Tj "),
    "tiny letters between": placed("/Plant 0.2 Tf ({noise}) Tj "),
    "letters off the page between": placed("1 0 0 1 {x} -500 Tm ({noise}) Tj "),
    "clipped letters between": placed("ET q 0 0 1 1 re W n BT /Plant 9 Tf 1 0 0 1 {x} 40 Tm ({noise}) Tj ET Q BT "),
    "workbook attached, its strings sorted": attached("a.xlsx", sheet(sorted(IN_ORDER, key=lambda pair: pair[1]))),
    "table attached, its rows in another order": attached("a.csv", each("{n};{w}\n", MIXED).encode()),
    "other letters, in a glyph of another font": spaced_in("glyph", fonts.shuffled),
}
"""Places in a PDF where words are found."""
PDF_REFUSED: dict[str, tuple[Planter, str]] = {
    f"letters called spaces, in {where}": (spaced_in(where), UNMAPPED) for where in ("annotation", "form", "pattern", "glyph")
}
"""Places in a PDF that are refused, with what is said."""

# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def points(pairs: Sequence[Pair]) -> str:
    told = each('<c:pt idx="{n}"><c:v>{w}</c:v></c:pt>', pairs)
    return f'<c:chartSpace xmlns:c="{CHART}"><c:strCache>{told}</c:strCache></c:chartSpace>'


def symbol(sign: str) -> str:
    code = run(f" SYMBOL {ord(sign)} ", tag="w:instrText")
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


VEIL = '<w:style w:type="character" w:styleId="Veil"><w:name w:val="Veil"/><w:rPr><w:vanish/></w:rPr></w:style>'
SMART = '<d:dataModel xmlns:d="d" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</d:dataModel>'
LEVEL = '<w:abstractNum w:abstractNumId="9{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="{w}"/></w:lvl></w:abstractNum>'
BOX = "<w:r><w:drawing><wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:txbx></w:drawing></w:r>"
COMMENT = f'<w:comment w:author="{{w}}"><w:p>{run("So.")}</w:p></w:comment>'
ITEMS = each('<w:listItem w:displayText="{w}" w:value="{n}"/>')
ENTRIES = each('<w:listEntry w:val="{w}"/>')
DRAWN = each('<v:textpath string="{w}"/>')
NAMED = each('<property name="{w}"><vt:i4>{n}</vt:i4></property>')
DOCX: dict[str, Planter] = {
    "a letter a text box": paragraph("".join(BOX.format(run(sign)) for sign in LETTERS)),
    "points of a drawing in another order": added("word/diagrams/data1.xml", SMART.format(each("<d:pt><a:t>{w}</a:t></d:pt>", MIXED))),
    "points of a chart in another order": added("word/charts/chart1.xml", points(MIXED)),
    "workbook, its strings sorted": added("word/embeddings/a.xlsx", sheet(sorted(IN_ORDER, key=lambda pair: pair[1]))),
    "a word an item of a list to choose from": in_body(
        f"<w:sdt><w:sdtPr><w:dropDownList>{ITEMS}</w:dropDownList></w:sdtPr></w:sdt>"
    ),
    "a word an entry of a form": paragraph(f"<w:r><w:fldChar><w:ffData>{ENTRIES}</w:ffData></w:fldChar></w:r>"),
    "a word a numbering": inserted("word/numbering.xml", "</w:numbering>", each(LEVEL)),
    "symbols as fields": paragraph("".join(map(symbol, SECRET))),
    "symbols as simple fields": paragraph("".join(f'<w:fldSimple w:instr=" SYMBOL {ord(sign)} "/>' for sign in SECRET)),
    "numbers of a quotation": paragraph(run(f" QUOTE {NUMBERS.replace(',', '')} ", tag="w:instrText")),
    "a word a drawn text": paragraph(f"<w:r><w:pict>{DRAWN}</w:pict></w:r>"),
    "a word a tip of a link": paragraph(each(f'<w:hyperlink w:tooltip="{{w}}">{run("x")}</w:hyperlink>')),
    "a word an author of a comment": added("word/comments.xml", f"<w:comments {W}>{each(COMMENT)}</w:comments>"),
    "a word a name of a property": added("docProps/custom.xml", f"<a>{NAMED}</a>"),
    "direction overridden": paragraph(run(f"\u202e{SECRET[::-1]}\u202c")),
    "direction of a run": paragraph(f'<w:bdo w:val="rtl">{run(SECRET[::-1])}</w:bdo>'),
    "hidden letters between": between("<w:vanish/>"),
    "white letters between": between('<w:color w:val="FFFFFF"/>'),
    "tiny letters between": between('<w:sz w:val="2"/>'),
    "letters hidden by a style between": all_of(
        inserted("word/styles.xml", "</w:styles>", VEIL), between('<w:rStyle w:val="Veil"/>')
    ),
    "moved letters between": paragraph("".join(f"{letter(sign)}<w:moveFrom>{run('q')}</w:moveFrom>" for sign in SECRET)),
    "table down its columns": in_body(
        f"<w:tbl>{columns(lambda word: f'<w:tc><w:p>{run(word)}</w:p></w:tc>', '<w:tr>%s</w:tr>')}</w:tbl>"
    ),
    "frames in another order": in_body(each(f'<w:p><w:pPr><w:framePr w:x="{{x}}"/></w:pPr>{run("{w}")}</w:p>', MIXED)),
    "a word a picture": all_of(*(added(f"word/media/w{number:02}.svg", f"<svg><text>{word}</text></svg>") for number, word in MIXED)),
    "a word a head": all_of(*(added(f"word/header{20 + n}.xml", f"<w:hdr {W}><w:p>{run(word)}</w:p></w:hdr>") for n, word in IN_ORDER)),
    "a word a name of an entry": all_of(*(added(f"word/media/{number:02}-{word}.xml", "<a/>") for number, word in IN_ORDER)),
    "letters of another script that look alike": paragraph(
        run("".join(ALIKE.get(sign, sign) if place % 3 else sign for place, sign in enumerate(SECRET)))
    ),
    "small capitals of Unicode": paragraph(run("".join(SMALL.get(sign, sign) for sign in SECRET.lower()))),
    "letters of flags": paragraph(run("".join(chr(0x1F1E6 + ord(sign) - 97) if sign != " " else " " for sign in SECRET.lower()))),
}  # fmt: skip
"""Places in a Word file where words are found."""

# ── EPUB ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ruled(pairs: Sequence[Pair]) -> Planter:
    """Return what lets a style sheet say a word for each of some empty elements."""
    rules = each('.k{n}::before {{ content: "{w} " }}\n', pairs)
    return all_of(added("EPUB/k.css", rules), chapter("<p>" + each('<i class="k{n}"></i>') + "</p>"))


SVG = "<svg xmlns='http://www.w3.org/2000/svg'>%s</svg>"
DATA = base64.b64encode(f"<svg>{''.join(f'<text>{sign}</text>' for sign in LETTERS)}</svg>".encode()).decode()
GLYPHS = "".join(f'<glyph unicode="{sign}" d="M{number}"/>' for number, sign in enumerate(LETTERS))
HIDING = {
    "colour": "color: #fff",
    "transparency": "color: transparent",
    "opacity": "opacity: .0",
    "size": "font-size: 0.1px",
    "place": "position: absolute; left: -9999px",
    "clipping": "position: absolute; clip-path: inset(50%)",
    "width": "display: inline-block; width: 0; overflow: hidden",
    "display": "display: none",
}
EPUB: dict[str, Planter] = {
    "words of a style sheet": ruled(IN_ORDER),
    "words of a style sheet in another order": ruled(MIXED),
    "variables of a style sheet": added("EPUB/k.css", ":root { " + each('--w{n}: "{w}";') + " }"),
    "signs of a list": chapter("<ol>" + each("<li style='list-style-type: \"{w}\"'></li>") + "</ol>"),
    "text of a drawing in another order": chapter(SVG % each('<text x="{x}">{w}</text>', MIXED)),
    "order of a box": chapter("<p>" + each('<span style="order: {n}">{w} </span>', MIXED) + "</p>"),
    "floats": chapter("<p>" + each('<span style="float: right">{w} </span>', IN_ORDER[::-1]) + "</p>"),
    "table down its columns": chapter(f"<table>{columns(lambda word: f'<td>{word}</td>', '<tr>%s</tr>')}</table>"),
    "direction overridden": chapter(f'<p><bdo dir="rtl">{SECRET[::-1]}</bdo></p>'),
    "a word a title": chapter("<p>" + each('<i title="{w}">x</i>') + "</p>"),
    "a word an alternative text": chapter("<p>" + each('<img src="x.png" alt="{w}"/>') + "</p>"),
    "a word a field": chapter("<p>" + each('<input value="{w}"/>') + "</p>"),
    "a page in an attribute": chapter(f'<iframe srcdoc="{"".join(f"&lt;b&gt;{sign}&lt;/b&gt;" for sign in SECRET)}"/>'),
    "a drawing in a style sheet": added("EPUB/k.css", f"p {{ background: url(data:image/svg+xml;base64,{DATA}) }}"),
    "a drawing a word in addresses": chapter("<p>" + each('<img src="data:image/svg+xml,&lt;text&gt;{w}&lt;/text&gt;"/>') + "</p>"),
    "a word a file": all_of(*(added(f"EPUB/w{n:02}.xhtml", f"<html><body><p>{word}</p></body></html>") for n, word in IN_ORDER)),
    "a word an entry of metadata": inserted(".opf", "</metadata>", each('<meta name="n{n}" content="{w}"/>')),
    "a script that turns words round": added("EPUB/k.js", f"'{SECRET[::-1]}'.split('').reverse()"),
    "a font of drawn letters": added(
        "EPUB/f.svg", f"<svg>{GLYPHS}</svg>"
    ),
    **{f"letters hidden by {name} between": chapter(around(f'style="{css}"')) for name, css in HIDING.items()},
    **{f"letters hidden by {name} of a style between": styled(css) for name, css in HIDING.items()},
}  # fmt: skip
"""Places in an EPUB where words are found."""
ORDERED = all_of(
    added("EPUB/k.css", each('.k{n}::before {{ content: "{w}" }}\n', sorted(enumerate(LETTERS), key=lambda pair: pair[1]))),
    chapter("<p>" + "".join(f'<i class="k{number}"></i>' for number in range(len(LETTERS))) + "</p>"),
)  # fmt: skip
"""Letters that a style sheet has in another order than the page: nothing says which word they are."""
