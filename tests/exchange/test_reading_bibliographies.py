"""Bibliographies of other programs: what each format says of a work is read, and what no setting can hold is kept in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefing.exchange.bibliography import attached, detecting, latex_words, loose_dates, loose_names
from briefing.exchange.bibliography.loose_languages import tag
from briefing.exchange.bibliography.work import Work
from briefing.system.confined.limits import UnreadableError

BIB = r"""
@comment{jabref-meta: databaseType:biblatex;}
@string{lock = {The Lock-Keepers' {J}ournal}}

@article{vanderzee_tides_2021,
	title = {Tides, {Locks} and the {River} \textit{Merwe}: {Who} pays for {CO$_2$}?},
	volume = {14},
	issn = {1234-5679},
	url = {https://lock.example.org/a_b?x=1\&y=2},
	doi = {10.5555/tides.1},
	language = {ngerman},
	number = {2},
	urldate = {2026-11-02},
	journal = lock # {, New Series},
	author = {van der Zee, Pi{\'e}t and King, Jr., Martin and {Office of Locks and Weirs} and \'Alvarez y Soto, Ana},
	month = mar,
	year = 2021,
	pages = {113--139},
	timestamp = {2020-01-01},
	file = {Full Text:files/7/zee\; tides.pdf:application/pdf;Snapshot:files/8/zee.html:text/html},
	mood = {sour},
}

@mvbook{works, title = {Collected Works}, author = {Tarn, Ida}, publisher = {Harrow & Pike},
	date = {1950/1955}, location = {Leeds and Bern}}
@incollection{tarn, crossref = {works}, title = {On Weirs}, author = {Tarn, Ida}, editor = {Roe, Kim},
	pages = {3-9}, origdate = {-0043-03-15}}
@phdthesis{moss, title = "The {pH} of water", author = {Moss, Eli and others}, school = {Uni of Ghent}, year = {c. 1920}}
"""
RIS = """\ufeffTY  - JOUR
TI  - Flood marks
AU  - van der Zee, Piet
AU  - King, Martin, Jr.
AU  - Office of Locks
DA  - 2021/03/04/
PY  - 2021
T2  - Gauge
SP  - 3
EP  - 9
KW  - flood
KW  - marks
L1  - files/3/zee.pdf
N1  - First line
and a second one
C7  - e17
SN  - 1234-5679
ER  -

TY  - CHAP
T1  - A late record
A2  - Müller, Jürgen
PY  - 2019///Spring
BT  - The Book
ER  - """
CSL = """[
 {"id": "http://zotero.org/users/1/items/AA11", "type": "chapter", "title": "The <i>Tern</i> at 5*3*2", "author": [{"literal": "Office"}],
  "issued": {"date-parts": [[-44, 3, 15]]}, "note": "original-date: 1920\\nSeen in the reading room", "custom": {"shelf": "blue"}},
 {"id": 2, "type": "song", "title": "Low Water", "composer": [{"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}],
  "issued": {"date-parts": [["2021", 1], ["2021", 2]], "circa": true}, "volume": 3, "event": "Fair", "colour": "red"}
]"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Zee, Piet</style></author></authors></contributors><titles><title>
<style face="normal">On the </style><style face="italic">Merwe</style></title>
<secondary-title>Gauge</secondary-title></titles><pages>3-9</pages><volume>2</volume>
<dates><year>2021</year><pub-dates><date>4 March</date></pub-dates></dates>
<urls><pdf-urls><url>internal-pdf://0123/zee.pdf</url></pdf-urls></urls><custom7>moss</custom7></record></records></xml>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#">
<bib:Article rdf:about="https://gauge.example.org/1"><z:itemType>newspaperArticle</z:itemType>
 <dcterms:isPartOf><bib:Part><dc:title>Home</dc:title><dcterms:isPartOf rdf:resource="urn:issn:1234-5679"/></bib:Part></dcterms:isPartOf>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>van der Zee</foaf:surname><foaf:givenName>Piet</foaf:givenName></foaf:Person>
 </rdf:li><rdf:li><foaf:Person><foaf:surname>Office of Locks</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:authors>
 <z:translators><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Roe</foaf:surname><foaf:givenName>Kim, Jr.</foaf:givenName></foaf:Person>
 </rdf:li></rdf:Seq></z:translators><link:link rdf:resource="#item_2"/><dcterms:isReferencedBy rdf:resource="#item_3"/>
 <dc:subject><z:AutomaticTag><rdf:value>flood</rdf:value></z:AutomaticTag></dc:subject><dc:subject>marks</dc:subject>
 <dc:subject><dcterms:LCC><rdf:value>QH 541</rdf:value></dcterms:LCC></dc:subject><dc:title>Flood &lt;i&gt;marks&lt;/i&gt;</dc:title>
 <dc:date>4 March 2021</dc:date><dcterms:dateSubmitted>2026-11-02 10:00:01</dcterms:dateSubmitted>
 <dc:identifier><dcterms:URI><rdf:value>https://gauge.example.org/1</rdf:value></dcterms:URI></dc:identifier>
 <dc:description>Citation Key: zee21
 PMID: 77
 Seen in the reading room</dc:description><bib:pages>3-9</bib:pages><z:mood>sour</z:mood></bib:Article>
<bib:Newspaper rdf:about="urn:issn:1234-5679"><prism:number>2</prism:number><dc:title>Gauge</dc:title>
 <dc:identifier>ISSN 1234-5679</dc:identifier><dc:identifier>DOI 10.5555/g.1</dc:identifier></bib:Newspaper>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><z:path rdf:resource="files/3/zee.pdf"/></z:Attachment>
<bib:Memo rdf:about="#item_3"><rdf:value>&lt;p&gt;Ask Søren.&lt;/p&gt;&lt;p&gt;Twice.&lt;/p&gt;</rdf:value></bib:Memo>
<bib:Memo rdf:about="#item_4"><rdf:value>alone</rdf:value></bib:Memo>
<bib:BookSection rdf:about="#item_5"><z:itemType>bookSection</z:itemType><dcterms:isPartOf><bib:Book><dc:title>Weirs</dc:title>
 <prism:volume>2</prism:volume><dcterms:isPartOf><bib:Series><dc:title>River Studies</dc:title><dc:identifier>7</dc:identifier></bib:Series>
 </dcterms:isPartOf></bib:Book></dcterms:isPartOf><dc:publisher><foaf:Organization><vcard:adr><vcard:Address><vcard:locality>Leeds
 </vcard:locality></vcard:Address></vcard:adr><foaf:name>Harrow</foaf:name></foaf:Organization></dc:publisher><dc:title>On</dc:title>
</bib:BookSection></rdf:RDF>"""
ZOTERO = """{"config": {"label": "BetterBibTeX JSON"}, "items": [
 {"itemType": "thesis", "citationKey": "moss1920", "title": "The pH of water", "university": "Uni of Ghent", "thesisType": "PhD thesis",
  "creators": [{"creatorType": "author", "lastName": "Moss", "firstName": "Eli"}, {"creatorType": "attorneyAgent", "name": "Roe & Co"}],
  "date": "1920", "tags": [{"tag": "acid"}, "water"], "notes": [{"note": "<p>Read it.</p>"}], "itemKey": "AB12",
  "attachments": [{"path": "files/moss.pdf", "title": "PDF"}], "extra": ["original-date: 1918", "On loan"], "pages": "7", "colour": "red"},
 {"itemType": "attachment", "title": "alone"}]}"""
MODS = """<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo><nonSort>The</nonSort><title>Tern</title>
<subTitle>a bird</subTitle></titleInfo><titleInfo type="abbreviated"><title>Tern</title></titleInfo>
<genre authority="local">bookSection</genre>
<name type="personal"><namePart type="family">van der Zee</namePart><namePart type="given">Piet</namePart>
<role><roleTerm type="code">aut</roleTerm></role></name><relatedItem type="host"><titleInfo><title>Birds</title></titleInfo>
<name type="corporate"><namePart>Office of Birds</namePart><role><roleTerm>edt</roleTerm></role></name>
<originInfo><publisher>Harrow</publisher><dateIssued>2019</dateIssued><dateIssued point="end">2021</dateIssued>
<place><placeTerm type="text">Leeds</placeTerm></place></originInfo><identifier type="isbn">0801486394</identifier>
<part><detail type="volume"><number>2</number></detail><extent unit="pages"><start>3</start><end>9</end></extent></part>
<relatedItem type="series"><titleInfo><title>River Studies</title></titleInfo></relatedItem></relatedItem>
<language><languageTerm>dut</languageTerm></language><subject><topic>terns</topic></subject><tableOfContents>One. Two.</tableOfContents>
</mods></modsCollection>"""
REFER = """%0 Book Section
%A Zee, Piet
%A Roe, Kim
%T On the weir
and below it
%B Weirs
%D 2021
%P 3-9
%@ 0801486394
%+ A house

%0 Web Page
%T Gauges
%U https://gauge.example.org/"""
YAML = """---
references:
- id: zee
  type: book
  title: Low Water
  author:
  - family: Zee
    given: Piet
  issued: 2021-03~
...
"""


def works(text: str, name: str = "x.bib") -> list[Work]:
    """Read a bibliography in this process."""
    return detecting.read(text.encode(), name)[1]


def fields(text: str, name: str = "x.bib", number: int = 0) -> dict[str, Any]:
    """Return the settings of one of its works."""
    return works(text, name)[number].fields


def test_bibtex_is_read_with_names_marks_and_words_that_are_joined() -> None:
    """The title keeps its capitals: what a style makes of them is the style's matter."""
    found = fields(BIB)
    assert found["title"] == "Tides, Locks and the River <i>Merwe</i>: Who pays for CO₂?"
    assert found["author"] == [
        {"family": "Zee", "given": "Piét", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "Office of Locks and Weirs"},
        {"family": "Álvarez y Soto", "given": "Ana"},
    ]
    assert found["container-title"] == "The Lock-Keepers' Journal, New Series"
    assert (found["issued"], found["accessed"], found["page"], found["issue"]) == ("2021-03", "2026-11-02", "113-139", "2")
    assert (found["language"], found["URL"]) == ("de", "https://lock.example.org/a_b?x=1&y=2")


def test_bibtex_tells_of_what_no_setting_can_hold() -> None:
    """A field that nobody knows is kept in words; what a program says of its own entry is named once."""
    kind, found, notices = detecting.read(BIB.encode(), "x.bib")
    assert (kind, found[0].rest, found[0].key, found[0].line) == ("BibTeX", {"mood": "sour"}, "vanderzee_tides_2021", 5)
    assert found[0].files == ("files/7/zee; tides.pdf", "files/8/zee.html")
    assert notices == ["left out, because it says nothing of the works: timestamp"]


def test_bibtex_entries_inherit_from_each_other() -> None:
    """A part has the title of the whole as that of its container, and its own dates."""
    found = fields(BIB, number=2)
    assert (found["container-title"], found["title"], found["publisher"]) == ("Collected Works", "On Weirs", "Harrow & Pike")
    assert (found["issued"], found["original-date"], found["publisher-place"]) == ("1950/1955", "-0043-03-15", "Leeds; Bern")
    thesis = works(BIB)[3]
    assert thesis.fields["title"] == 'The <span class="nocase">pH</span> of water'
    assert (thesis.fields["issued"], thesis.fields["genre"], thesis.fields["publisher"]) == ("1920~", "PhD thesis", "Uni of Ghent")
    assert thesis.rest == {"author": "and others"}


@pytest.mark.parametrize(
    ("note", "more", "printed"),
    [
        ("{453 UNTS 51}", "", ("treaty", "UNTS", "453", "51")),
        ("{See 453 UNTS 51}", "", ("document", None, None, None)),
        ("{453 UNTS 51}", "volume = 2,", ("document", None, "2", None)),
    ],
)
def test_treaty_is_known_by_its_series(note: str, more: str, printed: tuple[str | None, ...]) -> None:
    """Styles print no notes: what only a note says would be missing from the list of sources."""
    found = fields(f"@misc{{a, title = {{Agreement}}, {more} note = {note}}}")
    assert tuple(found.get(key) for key in ("type", "container-title", "volume", "page")) == printed


def test_zotero_rdf_follows_the_links_between_descriptions() -> None:
    """What is said of the section, the container and the series belongs to the work; so do its files, its notes and its tags."""
    kind, found, notices = detecting.read(RDF.encode(), "x.rdf")
    first, second = found
    assert (kind, first.key, first.files, first.rest) == ("Zotero RDF", "zee21", ("files/3/zee.pdf",), {"mood": "sour"})
    piet = {"family": "Zee", "given": "Piet", "non-dropping-particle": "van der"}
    assert first.fields["author"] == [piet, {"literal": "Office of Locks"}]
    assert first.fields["translator"] == [{"family": "Roe", "given": "Kim", "suffix": "Jr.", "comma-suffix": True}]
    names = ("type", "title", "container-title", "section", "issue", "DOI", "ISSN", "call-number", "keyword", "issued", "accessed", "PMID")
    assert [first.fields[name] for name in names] == [
        "article-newspaper", "Flood <i>marks</i>", "Gauge", "Home", "2", "10.5555/g.1", "1234-5679", "QH 541", "flood, marks", "2021-03-04",
        "2026-11-02", "77",
    ]  # fmt: skip
    assert (first.fields["note"], first.fields["annote"]) == ("Seen in the reading room", "Ask Søren. Twice.")
    inside = ("container-title", "volume", "collection-title", "collection-number", "publisher", "publisher-place")
    assert [second.fields[name] for name in inside] == ["Weirs", "2", "River Studies", "7", "Harrow", "Leeds"]
    assert notices == ["1 note belongs to no work, and was left out"]


def test_links_that_go_round_in_a_circle_end() -> None:
    """A file may come from anywhere."""
    ring = '<bib:Journal rdf:about="#j"><dc:title>Gauge</dc:title><dcterms:isPartOf rdf:resource="#j"/></bib:Journal>'
    item = '<bib:Article rdf:about="#a"><dc:title>On</dc:title><dcterms:isPartOf rdf:resource="#j"/></bib:Article>'
    begin = RDF[: RDF.index("<bib:Article")]
    assert fields(f"{begin}{item}{ring}</rdf:RDF>", "x.rdf")["container-title"] == "Gauge"


def test_items_of_zotero_as_json_are_read() -> None:
    """As Better BibTeX exports them, and as Zotero's own interface gives them, with files and notes as items of their own."""
    found = works(ZOTERO, "x.json")[0]
    names = ("type", "publisher", "genre", "issued", "original-date", "note", "annote", "keyword")
    assert [found.fields[name] for name in names] == [
        "thesis", "Uni of Ghent", "PhD thesis", "1920", "1918", "On loan", "Read it.", "acid, water",
    ]  # fmt: skip
    assert (found.key, found.files) == ("moss1920", ("files/moss.pdf",))
    assert found.rest == {"colour": "red", "attorneyAgent": "Roe & Co"}
    items = [
        {"key": "AA", "data": {"key": "AA", "itemType": "letter", "title": "To Ida", "version": 3}},
        {"key": "BB", "data": {"key": "BB", "itemType": "attachment", "parentItem": "AA", "filename": "ida.pdf"}},
        {"key": "CC", "data": {"key": "CC", "itemType": "note", "parentItem": "AA", "note": "<p>Kind.</p>"}},
    ]
    letter = works(json.dumps(items), "x.json")[0]
    assert (letter.fields["type"], letter.fields["annote"], letter.files) == ("personal_communication", "Kind.", ("ida.pdf",))


def test_mods_is_read_with_the_work_that_a_work_is_in() -> None:
    """The editors are those of the whole, the authors those of the part."""
    kind, (found,), _ = detecting.read(MODS.encode(), "x.xml")
    names = ("type", "title", "title-short", "container-title", "collection-title", "volume", "page", "issued", "publisher", "language")
    assert kind == "MODS"
    assert [found.fields[name] for name in names] == [
        "chapter", "The Tern: a bird", "Tern", "Birds", "River Studies", "2", "3-9", "2019", "Harrow", "nl",
    ]  # fmt: skip
    assert found.fields["author"] == [{"family": "Zee", "given": "Piet", "non-dropping-particle": "van der"}]
    assert found.fields["editor"] == [{"literal": "Office of Birds"}]
    assert found.rest == {"dateIssued": "2021", "tableOfContents": "One. Two."}


def test_refer_is_read() -> None:
    """EndNote and Google Scholar save it as `.enw`."""
    chapter, page = works(REFER, "x.enw")
    names = ("type", "title", "container-title", "page", "issued", "ISBN")
    assert [chapter.fields[name] for name in names] == ["chapter", "On the weir and below it", "Weirs", "3-9", "2021", "0801486394"]
    assert ([each["family"] for each in chapter.fields["author"]], chapter.rest) == (["Zee", "Roe"], {"%+": "A house"})
    assert (page.fields["type"], page.fields["URL"], page.line) == ("webpage", "https://gauge.example.org/", 12)


def test_endnote_xml_of_other_programs_is_read_by_the_names_of_its_types() -> None:
    """Mendeley has other numbers. Who has edited a book without authors is no editor of its series."""
    people = "<contributors><secondary-authors><author>Roe, Kim</author></secondary-authors></contributors>"
    record = f'<ref-type name="Book">1</ref-type>{people}'
    found = fields(f"<xml><records><record>{record}<titles><title>Weirs</title></titles></record></records></xml>", "x.xml")
    assert (found["type"], found["editor"]) == ("book", [{"family": "Roe", "given": "Kim"}])


def test_bibtex_of_careless_hands_is_read() -> None:
    """Brackets in keys, commas too many, and entries that are taken out by percent signs."""
    text = "@online{Gauge(2022),  title = {Low},  , number = {2},\n}\n% @book{old, title = {Old {x},\n% year = 2001,\n@book{b, title = {B}}"
    assert [(work.key, work.fields["title"]) for work in works(text)] == [("Gauge(2022)", "Low"), ("b", "B")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("@book{a,\n title = {x},\n\n@book{b, title = {y}}\n", 4, "no field and no '}'"),
        ("@book{a,\n title = {x,\n", 1, "is not closed"),
        ("@book{a,\n title {x}\n}\n", 2, "no field and no '}'"),
        ('@book{a,\n title = "x}\n', 1, "quotation mark"),
        ("@book{,\n}\n@book(x y z = {1})", 3, "has no key"),
    ],
)
def test_mistake_in_bibtex_is_told_with_its_line(text: str, line: int, words: str) -> None:
    """So that people find it among thousands of lines."""
    with pytest.raises(UnreadableError, match=f"line {line}: .*{words}"):
        works(text)


def test_ris_is_read_with_its_exact_date_and_names() -> None:
    """The date with the day is better than the year; a name without a comma is that of a body."""
    found, late = works(RIS, "x.ris")
    assert found.fields["issued"] == "2021-03-04"
    assert found.fields["author"] == [
        {"family": "Zee", "given": "Piet", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Martin", "suffix": "Jr.", "comma-suffix": True},
        {"literal": "Office of Locks"},
    ]
    assert (found.fields["page"], found.fields["keyword"], found.fields["ISSN"]) == ("3-9", "flood, marks", "1234-5679")
    assert (found.fields["note"], found.rest, found.files) == ("First line\nand a second one", {"C7": "e17"}, ("files/3/zee.pdf",))
    assert (late.fields["issued"], late.fields["editor"][0]["family"], late.fields["container-title"]) == ("2019-21", "Müller", "The Book")


def test_csl_json_is_read_with_what_zotero_keeps_in_the_note() -> None:
    """Years before our era have no year 0 in CSL; signs of Markdown in a title stay signs."""
    first, second = works(CSL, "x.json")
    assert first.fields["issued"] == "-0043-03-15"
    assert first.fields["title"] == "The <i>Tern</i> at 5*3*2"
    assert (first.fields["original-date"], first.fields["note"]) == ("1920", "Seen in the reading room")
    assert (first.rest, first.line, second.line) == ({"custom": "shelf: blue"}, 2, 4)
    assert second.fields["composer"] == [{"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}]
    assert (second.fields["issued"], second.fields["volume"], second.fields["event-title"]) == ("2021-01/2021-02~", "3", "Fair")
    assert second.rest == {"colour": "red"}


def test_dotless_letter_below_an_accent_is_the_letter_with_the_accent() -> None:
    """As old files write them, with an accent and a command for the letter."""
    assert fields("@book{a, title = {Ji{\\v{r}}{\\'{\\i}} and {\\^{\\j}}}}", "x.bib")["title"] == "Jiří and ĵ"


def test_fields_that_zotero_has_moved_into_its_note_are_taken_out() -> None:
    """When somebody changes the type of a work, Zotero keeps the fields that the new type lacks in lines of Extra."""
    text = "@misc{ash,\n\ttitle = {Treaty},\n\tnote = {Place: Hanoi\nSeries: Treaty Series\nSeries Number: 9\nPages: 3-7\nOf the ash}\n}"
    found = fields(text, "x.bib")
    names = ("publisher-place", "collection-title", "collection-number", "page", "note")
    assert [found[name] for name in names] == ["Hanoi", "Treaty Series", "9", "3-7", "Of the ash"]


def test_csl_yaml_is_read() -> None:
    """As pandoc has it in the front matter of a text."""
    assert fields(YAML, "x.yaml")["issued"] == "2021-03~"
    assert works(YAML, "x.yaml")[0].key == "zee"


def test_endnote_xml_is_read_with_styles_and_files() -> None:
    """Italics in a title stay, and an unknown field is kept."""
    (found,) = works(ENDNOTE, "x.xml")
    assert found.fields["title"] == "On the <i>Merwe</i>"
    assert (found.fields["page"], found.fields["issued"], found.fields["container-title"]) == ("3-9", "2021-03-04", "Gauge")
    assert (found.files, found.rest) == (("PDF/0123/zee.pdf",), {"custom7": "moss"})


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("", "x.bib", "empty"),
        ("Dear Kim, here is the list.", "x.txt", "no bibliography"),
        ("[{]", "x.json", "line 1: this is not JSON"),
        ('["a"]', "x.json", "no list of works"),
        ("TI  - x\nTY  - JOUR\n", "x.ris", "line 1: 'TI' is before"),
        ("<xml><records></records></xml>", "x.xml", "this XML is no bibliography"),
        ("<xml><records>", "x.xml", "line 1: this is not XML"),
        ("references: 7\n", "x.yaml", "no list of works"),
        ("[" * 100_000, "x.json", "not JSON"),
    ],
)
def test_what_is_no_bibliography_is_refused(text: str, name: str, words: str) -> None:
    """With the line where there is one."""
    with pytest.raises(UnreadableError, match=words):
        works(text, name)


def test_entities_of_xml_are_not_put_in() -> None:
    """They could make a small file very large, or read another file."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    (found,) = works(f"{bomb}<xml><records><record><titles><title>T &a; &f;</title></titles></record></records></xml>", "x.xml")
    assert found.fields["title"] == "T"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2021/03/04", "2021-03-04"),
        ("2021/03//", "2021-03"),
        ("2021///Winter", "2021-24"),
        ("2021-03-04T10:20:30Z", "2021-03-04"),
        ("4 March 2021", "2021-03-04"),
        ("März 2021", "2021-03"),
        ("4 марта 2021 г.", "2021-03-04"),
        ("Spring 2021", "2021-21"),
        ("Jan-Feb 2020", ""),
        ("Jan–Feb 2020", "2020-01/2020-02"),
        ("2019–20", "2019/2020"),
        ("1999-10-14/2010-01-23", "1999-10-14/2010-01-23"),
        ("44 BC", "44 BC"),
        ("c. 1920", "1920~"),
        ("[1920?]", "1920~"),
        ("1920~", "1920~"),
        ("13.04.2021", "2021-04-13"),
        ("13/04/2021", "2021-04-13"),
        ("03/04/2021", "2021"),
        ("2004-22", "2004-22"),
        ("325", "0325"),
        ({"date-parts": [[1999, 21], [2001, 22]]}, "1999-21/2001-22"),
        ({"date-parts": [["2021"]], "season": "Autumn"}, "2021-23"),
        ({"literal": "May 2021"}, "2021-05"),
        ({"date-parts": [[2021, 2, 31]]}, ""),
        ("soon", ""),
        ("0000", ""),
    ],
)
def test_dates_are_read_as_people_write_them(given: Any, read: str) -> None:
    """What is not certain, such as the month of 03/04/2021, is not guessed."""
    assert loose_dates.read(given) == read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("von Humboldt, Alexander", {"family": "Humboldt", "given": "Alexander", "non-dropping-particle": "von"}),
        ("Beethoven, Ludwig van", {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}),
        ("King, Jr., Martin", {"family": "King", "given": "Martin", "suffix": "Jr.", "comma-suffix": True}),
        ("منصور, ليلى", {"family": "منصور", "given": "ليلى"}),
        ("Office,", {"literal": "Office"}),
        ("", {}),
    ],
)
def test_names_of_ris_have_their_parts(text: str, name: dict[str, Any]) -> None:
    """Particles, suffixes, and letters of any script."""
    assert loose_names.from_text(text) == name


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller \& S{\o}n --- \O", "Müller & Søn — Ø"),
        (r"B\'{u}s\'aha{\th}{\dh}", "Búsáhaþð"),
        (r"100% \emph{sure} \unknown{of it}", "100% <i>sure</i> of it"),
        (r"``so'' it's {unbalanced", "“so” it's unbalanced"),
        (r"x^2 and $y^{2}$", "x^2 and y²"),
        (r"\input{/etc/hostname}", "/etc/hostname"),
    ],
)
def test_latex_is_read_as_words(latex: str, text: str) -> None:
    """Nothing in it is executed, and no file is opened."""
    assert latex_words.read([latex, "plain"])[latex] == text


@pytest.mark.parametrize(
    ("field", "paths"),
    [
        ("files/7/a.pdf", ["files/7/a.pdf"]),
        ("a.pdf;b.html", ["a.pdf", "b.html"]),
        (":papers/a.pdf:PDF", ["papers/a.pdf"]),
        (r"Full\: text:C\:\\Users\\k\\a.pdf:application/pdf", [r"C:\Users\k\a.pdf"]),
        (r"C:\Users\k\a.pdf", [r"C:\Users\k\a.pdf"]),
        ("", []),
    ],
)
def test_attached_files_are_found_in_every_form(field: str, paths: list[str]) -> None:
    """As Zotero, JabRef and Better BibTeX write them."""
    assert attached.paths(field) == paths


@pytest.mark.parametrize(
    ("name", "code"), [("English", "en"), ("eng", "en"), ("en_US", "en-US"), ("ngerman", "de"), ("Русский", "ru"), ("Klingonese", "")]
)
def test_languages_are_known_by_their_names(name: str, code: str) -> None:
    """And by codes of two and of three letters."""
    assert tag(name) == code


def test_numbers_that_do_not_fit_are_kept_and_told() -> None:
    """Several ISBNs in one field are all read."""
    text = (
        '[{"type": "book", "title": "T", "ISBN": "978-0-306-40615-7 0-306-40615-2", "ISSN": "1234-0000", "DOI": "https://doi.org/10.1/x"}]'
    )
    (found,) = works(text, "x.json")
    assert found.fields["ISBN"] == "978-0-306-40615-7, 0-306-40615-2"
    assert (found.fields["DOI"], found.rest) == ("10.1/x", {"ISSN": "1234-0000"})
    assert found.notices == ("'1234-0000' is not an ISSN, and is kept as a remark",)
