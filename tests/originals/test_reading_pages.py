"""Web pages: the words of the text are read whole and in order, wherever a page puts them, and what is left out is told."""

from __future__ import annotations

import pytest

from briefing.originals.readers.result import Reading, cleaned
from briefing.originals.readers.web import read_html

ONE = "Every ferry on the lake carries a lamp after dark."
TWO = "The lamp is green on the left side and red on the right."
BOTH = f"<p>{ONE}</p><p>{TWO}</p>"
LONG = (
    "The lake froze on the second of January, and the ferry lay in the ice until the end of March, with eleven goats on board and one boy. "
    "Nobody on the shore could say who owned the goats, so the keeper fed them all."
)


def page(body: str, head: str = "") -> Reading:
    return cleaned(read_html(f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()))


NAMES = ["o:p", "fb:like", "st1:City", "g:plusone", "v:shape", "my-text", "x-foo:bar", "a.b", "p2p$host", "tag$", "ferry!"]


@pytest.mark.parametrize("name", NAMES)
def test_element_with_any_name_is_read(name: str) -> None:
    assert " ".join(page(f"<p>Every ferry <{name}>on</{name}> the lake.</p><p>{TWO}</p>").paragraphs).count("on") >= 1
    assert page(f"<div><{name} a:b='1' @click='x'></{name}>{BOTH}</div>").paragraphs == (ONE, TWO)


@pytest.mark.parametrize("address", ["keeper@lake.example", "https://lake.example/a?b=1", "mailto:keeper@lake.example", "doi:10.1000/182"])
def test_address_in_angle_brackets_is_kept(address: str) -> None:
    assert page(f"<p>Write to <{address}> today.</p>").paragraphs == (f"Write to <{address}> today.",)


HOLDERS = [
    "<form action='/x'>{}</form>",
    "<form><div><form>{}</form></div></form>",
    "<nav><ul><li><a href='/'>Home</a></li></ul>{}",
    "<nav>{}</nav>",
    "<aside>{}</aside>",
    "<div role='complementary'>{}</div>",
    "<button>{}</button>",
    "<noscript>{}</noscript>",
    "<header>{}</header>",
    "<footer>{}</footer>",
    "<div role='navigation'>{}</div>",
    "<fieldset><legend>Law</legend>{}</fieldset>",
    "<details><summary>Law</summary>{}</details>",
    "<details>{}</details>",
    "<dialog open>{}</dialog>",
    "<center><font>{}</font></center>",
    "<ferry-article>{}</ferry-article>",
    "<template shadowrootmode='open'>{}</template>",
    "<table><tr><td>{}</td></tr></table>",
    "<object>{}</object>",
    "<aside class='note'>{}</aside>",
    "<svg><path/>{}",
    "<select><option>One{}",
    "<object data='a.png'>{}",
    "<iframe src='a.html'>{}",
    "<textarea>{}",
    "<object type='application/x-shockwave-flash' data='a.swf'>{}</object>",
]


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(
    "before", ["", "<p>Breaking news</p>", "<div role='main'><p>Share this page</p></div>", "<article></article><main></main>"]
)
def test_text_is_read_in_whatever_part_it_is(holder: str, before: str) -> None:
    read = page(before + holder.format(BOTH)).paragraphs
    assert [line for line in read if line in (ONE, TWO)] == [ONE, TWO]


MAINS = [
    f"<main><p>Share</p></main>{BOTH}",
    f"<main><p>{ONE}</p></main><main><p>{TWO}</p></main>",
    f"<article><p>{ONE}</p></article><article><p>{TWO}</p></article>",
    f"<header><p>{ONE}</p></header><main><p>{LONG}</p><p>{TWO}</p></main>",
    f"<main><p>{ONE}</p><p>{LONG}</p></main><section><p>{TWO}</p></section>",
    f"<article><p>{ONE}</p><p>{LONG}</p><article>{TWO}</article></article>",
    f"<article><h2><a href='/x'>Another</a></h2></article><p>{ONE}</p><article><p>{LONG}</p></article><p>{TWO}</p>",
    f"<div role=main><p>{ONE}</p></div><div><p>{LONG}</p><p>{TWO}</p></div>",
    f"<main><article><p>{ONE}</p><p>{LONG}</p></article><p>{TWO}</p></main>",
]


@pytest.mark.parametrize("body", MAINS)
def test_text_outside_of_the_main_part_is_not_lost(body: str) -> None:
    read = page(body).paragraphs
    assert [line for line in read if line in (ONE, TWO)] == [ONE, TWO]


def test_short_notes_below_the_main_part_are_kept() -> None:
    notes = "<section class='footnotes'><ol><li id='n1'>Harbour book, 4</li></ol></section>"
    assert page(f"<main><p>{ONE}<sup><a href='#n1'>1</a></sup></p><p>{LONG}</p></main>{notes}").paragraphs == (ONE, LONG, "Harbour book, 4")


def test_what_stands_around_the_article_is_left_out_and_told() -> None:
    menus = "<div><a href='/a'>Home</a> <a href='/b'>News</a></div>"
    read = page(f"{menus}<article><h1>The ferry law</h1>{BOTH}</article><div>Imprint</div><nav><a href='/'>Up</a></nav>")
    assert read.paragraphs == ("The ferry law", ONE, TWO)
    assert read.notices == ("4 words outside of the text left out (menus, forms, boxes): “Home News Imprint Up”",)


def test_menus_without_sentences_are_left_out_silently_and_boxes_with_sentences_are_told() -> None:
    body = f"<nav><a href='/'>Home</a></nav><main>{BOTH}<p>{LONG}</p></main>"
    assert page(body).notices == ()
    read = page(f"{body}<aside><p>We won a prize for this page in the year 1931.</p></aside>")
    assert read.paragraphs == (ONE, TWO, LONG)
    assert "“We won a prize" in read.notices[0]


def test_words_of_buttons_inside_sentences_and_headings_are_read() -> None:
    body = f"<p>The word <button>estuary</button> means mouth.</p><h2><button>Who owns the rain?</button></h2>{BOTH}<button>Send</button>"
    assert page(body).paragraphs == ("The word estuary means mouth.", "Who owns the rain?", ONE, TWO)


def test_buttons_that_open_an_answer_are_its_heading() -> None:
    body = (
        f"<button>Who owns the rain?</button><div><p>{ONE}</p></div><button aria-expanded='false'>The keeper's answer</button><p>{TWO}</p>"
    )
    assert page(body).paragraphs == ("Who owns the rain?", ONE, "The keeper's answer", TWO)


def test_words_of_frames_lists_and_fields_within_the_page_are_read() -> None:
    assert page(f"<iframe srcdoc='{BOTH}'></iframe>").paragraphs == (ONE, TWO)
    assert page("<p>It is <select><option>low<option selected>high</select> in <input value='May'>.</p>").paragraphs == (
        "It is high in May.",
    )


def test_words_in_drawings_are_told() -> None:
    read = page(f"{BOTH}<svg><title>icon</title><text>North</text><text>lock</text></svg>")
    assert read.paragraphs == (ONE, TWO)
    assert read.notices == ("2 words in drawings left out: “North lock”",)


def test_list_of_sources_beside_the_main_part_is_kept() -> None:
    read = page(f"<main><p>{LONG}</p></main><h2>Sources</h2><ul><li>Harbour book of 1931</li></ul>")
    assert read.paragraphs == (LONG, "Sources", "Harbour book of 1931")


def test_note_that_scripts_are_needed_is_no_text() -> None:
    read = page(f"{BOTH}<noscript><p>Please enable JavaScript to see the comments on this page.</p></noscript>")
    assert read.paragraphs == (ONE, TWO)


HIDERS = [
    ("<style>div[data-role=page]{display:none}</style>", "<div data-role='page'>{}</div>"),
    ("<style>.cloak{visibility:hidden}</style>", "<div class='cloak'>{}</div>"),
    ("", "<div style='display:none'>{}</div>"),
    ("", "<div hidden>{}</div>"),
    ("", "<main aria-hidden='true'>{}</main>"),
    ("<style>#app{opacity:0}</style>", "<div id='app'><div style='display: none'>{}</div></div>"),
    ("<style>body{display:none}</style>", "{}"),
    ("", "<template>{}</template>"),
    ("", "<section style='opacity:0'>{}</section><p>Loading</p>"),
]


@pytest.mark.parametrize(("head", "body"), HIDERS)
def test_what_hides_all_text_until_scripts_run_is_read(head: str, body: str) -> None:
    read = page(body.format(BOTH), head)
    assert [line for line in read.paragraphs if line in (ONE, TWO)] == [ONE, TWO]
    assert bool(read.notices) == ("aria" not in body and "body{" not in head)


def test_what_waits_for_scrolling_is_read_and_the_rest_stays_hidden() -> None:
    body = (
        f"<p>{LONG}</p><div data-aos='up' style='opacity:0'><p>{ONE}</p></div><div class='wow' style='visibility:hidden'><p>{TWO}</p></div>"
    )
    read = page(f"{body}<p style='display:none'>Ignore this trap.</p>")
    assert read.paragraphs == (LONG, ONE, TWO)
    assert any("3 words that the file hides are left out: “Ignore this trap.”" in notice for notice in read.notices)


def test_page_whose_text_is_in_a_script_for_search_engines_is_read_and_told() -> None:
    script = f'<script type="application/ld+json">{{"@graph": [{{"articleBody": "{ONE} {TWO}"}}]}}</script>'
    read = page("<p>Sign in to read on.</p>", script)
    assert read.paragraphs[-1] == f"{ONE} {TWO}"
    assert "articleBody" in read.notices[0]


def test_text_after_the_end_of_the_page_is_read() -> None:
    assert page(f"<p>{ONE}</p></body></html><p>{TWO}</p>").paragraphs == (ONE, TWO)


WORDS = [
    ("<p>One<sup><a href='#n1'>1</a></sup> river, 10<sup>2</sup> boats.</p>", "One river, 10² boats."),
    ("<p>A<sup id='r'>[<a href='#cite_note-4'>4</a>]</sup> B</p>", "A B"),
    ("<p>A claim<a href='#fn2'>[2]</a> B</p>", "A claim B"),
    ("<p>A claim <a href='#fn2'><sup>2</sup></a> B</p>", "A claim B"),
    ("<p>See chapter <a href='#c3'>3</a>.</p>", "See chapter 3."),
    ("<p>The 1<sup>st</sup> law.</p>", "The 1st law."),
    ("<p>Note <a href='#r1' role='doc-backlink'>↩︎</a></p>", "Note"),
    ("<p><ruby>灯台<rt>とうだい</rt></ruby>は<ruby>岬<rp>(</rp><rt>みさき</rt><rp>)</rp></ruby>に立つ。</p>", "灯台は岬に立つ。"),
    ("<p><ruby><rb>東</rb><rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>へ</p>", "東京へ"),
    ("<p><ruby>2H<sub>2</sub><rt>hydrogen</rt></ruby></p>", "2H₂ (hydrogen)"),
    ("<p><ruby>漢<rt>hàn</rt>字<rt>zì</rt></ruby></p>", "漢字"),
    ("<p>The <ruby>WHO<rt>World Health Organization</rt></ruby> met.</p>", "The WHO (World Health Organization) met."),
    ("<p>inter<span class='pagenum' id='Page_13'>[Pg 13]</span>national <span role='doc-pagebreak'>14</span>law</p>", "international law"),
    ("<p>At dawn,<span class='linenum'>10</span></p>", "At dawn,"),
    ("<p>He said <q>go, <q>now</q></q>.</p>", "He said “go, ‘now’”."),
    ("<p>One<br>line</p>", "One line"),
    ("<p>So<wbr>ft&shy;ly</p>", "Softly"),
    ("<p>H<sub>2</sub>O, SO<sub>4</sub><sup>2-</sup> and CO<span style='vertical-align: sub'>2</span></p>", "H₂O, SO₄²⁻ and CO₂"),
    ("<p><img class='dropcap' alt='O' src='o.png'>nce upon a time</p>", "Once upon a time"),
    ("<p><span class='dropcap'>T</span>he lake</p>", "The lake"),
    ("<h1><span>The winter</span><span>A story</span></h1>", "The winter A story"),
    ("<p><span>146</span><script>x</script><a href='#'>Reply</a></p>", "146 Reply"),
    ("<p>Sea<!-- x -->side <?php echo 1 ?>town</p>", "Seaside town"),
    ("<p>1 < 2 and 4 > 3</p>", "1 < 2 and 4 > 3"),
    ("<p>10<sup><b>6</b></sup> and 10<span style='vertical-align: super'>6</span> and km<sup> 2</sup></p>", "10⁶ and 10⁶ and km²"),
    ("<p>2<sup>1</sup>⁄<sub>2</sub> cups</p>", "2 1⁄2 cups"),
    ("<h2>History<a class='headerlink' href='#h'>¶</a></h2>", "History"),
    ("<div><h2>History</h2><span class='mw-editsection'>[<a href='/e'>edit</a>]</span></div>", "History"),
    ("<p>A claim <a href='#n' class='fn'>1</a>, B</p>", "A claim, B"),
]


@pytest.mark.parametrize(("body", "words"), WORDS)
def test_words_are_neither_lost_nor_run_together(body: str, words: str) -> None:
    assert page(body).paragraphs == (words,)


SQUARE = "<math><semantics><msup><mi>v</mi><mn>2</mn></msup><annotation>v^2</annotation></semantics></math>"
CLIPPED = "<style>.katex-mathml{position:absolute;clip:rect(1px,1px,1px,1px)}</style>"
MATHS = [
    ("<p>Take <math><mfrac><mn>1</mn><mn>3</mn></mfrac></math> of it.</p>", "", "Take 1/3 of it."),
    ("<p>Take <math><msup><mi>v</mi><mn>2</mn></msup><annotation encoding='TeX'>v^2</annotation></math>.</p>", "", "Take v²."),
    (r"<p>Take \(\frac{1}{3}\) of it.</p>", "", "Take 1/3 of it."),
    ("<p>Take $$v^2$$ there.</p>", "<script src='MathJax.js'></script>", "Take v² there."),
    ("<p>Take <script type='math/tex'>v^{2}</script> there.</p>", "", "Take v² there."),
    (f"<p>Take <span class='MathJax'>garbage{SQUARE}</span><script type='math/tex'>v^{{2}}</script>.</p>", "", "Take v²."),
    (f"<p>Take <span class='katex'><span class='katex-mathml'>{SQUARE}</span><i class='katex-html'>v</i></span>.</p>", CLIPPED, "Take v²."),
    (r"<p>Take <img class='latex' alt='\frac{a}{b}' src='x.png'>.</p>", "", "Take a/b."),
    ("<p>It costs $5 or $10 (see \\(c\\)).</p>", "", "It costs $5 or $10 (see \\(c\\))."),
    ("<p>Take $v^2$ for $5 there.</p>", "<script>MathJax = {tex: {inlineMath: [['$', '$']]}}</script>", "Take v² for $5 there."),
    (r"<p>Take \begin{align}a&=b\\c&=d\end{align}.</p>", "<script src='mathjax.js'></script>", "Take a = b; c = d."),
    ("<p>Take <span class='MathJax' data-mathml='<math><mi>v</mi><mo>=</mo><mn>2</mn></math>'>x</span>.</p>", "", "Take v = 2."),
    ("<p>Take <mjx-container><mjx-math data-latex='v^2'>x</mjx-math></mjx-container>.</p>", "", "Take v²."),
    ("<p>Take <img src='https://latex.codecogs.com/svg.image?\\dpi{110}v^2'>.</p>", "", "Take v²."),
    (r"<p>Take <span class='math inline'>\(v^2\)</span>.</p>", "", "Take v²."),
    ("<p>Take <i class='katex'><b class='katex-html'><i>v</i><i class='msupsub'>2</i></b></i>.</p>", "", "Take v²."),
    (r"<p>Take \(\ce{SO4^2-}\) and \(\hat{x}\).</p>", "", "Take SO₄²⁻ and x̂."),
]


@pytest.mark.parametrize(("body", "head", "words"), MATHS)
def test_formulas_are_words(body: str, head: str, words: str) -> None:
    assert page(body, head).paragraphs == (words,)


XML = [
    ('<!DOCTYPE html [<!ENTITY so "so">]>', "<p>One &so; <![CDATA[two]]>&nbsp;&amp; three.</p>", "One so two\xa0& three."),
    ("", "<html:p>One</html:p>", "One"),
    ("", "<p>Take <m:math><m:msup><m:mi>v</m:mi><m:mn>2</m:mn></m:msup></m:math>.</p>", "Take v²."),
]


@pytest.mark.parametrize(("doctype", "body", "words"), XML)
def test_page_that_is_xml_is_read_as_xml(doctype: str, body: str, words: str) -> None:
    text = f"<?xml version='1.0'?>{doctype}<html><head><style><![CDATA[ p {{}} ]]></style></head><body>{body}</body></html>"
    assert cleaned(read_html(text.encode())).paragraphs == (words,)


LISTS = [
    ("<ol><li>one<li><p>two</p><p>more</p></ol>", "", ("1. one", "2. two", "more")),
    ("<ol start=5><li>one<li value=9>two<li>three</ol>", "", ("5. one", "9. two", "10. three")),
    ("<ol reversed><li>one<li>two</ol>", "", ("2. one", "1. two")),
    ("<ol><li>one<ol type=a><li>in</ol><li>two</ol>", "", ("1. one", "a. in", "2. two")),
    ("<ol><li><ol type=I><li>in</ol></ol>", "", ("1. I. in",)),
    ("<ol><li>one<li hidden>gone<li>two</ol>", "", ("1. one", "2. two")),
    ("<ul><li>one</ul><ul class=x><li>two</ul>", ".x{list-style-type:decimal}", ("one", "1. two")),
    ("<ol class=x><li>one</ol>", ".x li{list-style:upper-roman inside}", ("I. one",)),
    ("<ol><li>one</ol>", "ol{list-style:none}", ("one",)),
    ("<ol><li>one</ol>", "li{display:flex}", ("one",)),
    (
        "<ol class=x><li>one<li>two</ol>",
        "@counter-style p{system:extends lower-alpha;prefix:'(';suffix:') '}.x{list-style:p}",
        ("(a) one", "(b) two"),
    ),
    (
        "<ol><li>one<ol><li>in<li>out</ol><li>two</ol>",
        "ol{counter-reset:i;list-style:none}li{counter-increment:i}li::before{content:counters(i,'.') ' '}",
        ("1 one", "1.1 in", "1.2 out", "2 two"),
    ),
    (
        "<h2>Alpha</h2><h3>In</h3><h2>Beta</h2><h3>Out</h3>",
        (
            "h2{counter-reset:b;counter-increment:a}h3{counter-increment:b}"
            "h2::before{content:'§ ' counter(a)}h3::before{content:counter(a) '.' counter(b)}"
        ),
        ("§ 1 Alpha", "1.1 In", "§ 2 Beta", "2.1 Out"),
    ),
    ("<ol class=x><li>one<li>two</ol>", ".x li::marker{content:counter(list-item) ') '}", ("1) one", "2) two")),
]


@pytest.mark.parametrize(("body", "css", "lines"), LISTS)
def test_automatic_numbers_are_those_that_the_page_shows(body: str, css: str, lines: tuple[str, ...]) -> None:
    assert page(body, f"<style>{css}</style>").paragraphs == lines


def test_lists_that_a_missing_style_sheet_shows_without_numbers_have_none() -> None:
    listed = f"<ol class='comment-list'><li>{ONE}</li></ol><ol><li>1. One.</li></ol><ol><li>{TWO}</li></ol>"
    read = page(listed, "<link rel='stylesheet' href='site.css'>")
    assert read.paragraphs == (ONE, "1. One.", f"1. {TWO}")
    assert read.notices == (
        "1 automatic number of lists and headings written as browsers show it: “1. The lamp is green on the left side and red on …”",
    )


NOTES = [
    (
        '<a class="footnote-anchor" id="a1" href="#f1">1</a>',
        '<div class="footnote"><a id="f1" href="#a1" class="footnote-number">1</a><div><p>A note.</p></div></div>',
    ),
    (
        '<sup class="fn"><a href="#f1" id="f1-link">1</a></sup>',
        '<ol><li id="f1">A note. <a href="#f1-link" aria-label="Jump">↩︎</a></li></ol>',
    ),
    ('<sup role="doc-noteref"><a href="#fn:1" class="footnote">[footnote 1]</a></sup>', '<ol><li id="fn:1"><p>A note.</p></li></ol>'),
    ('<a class="see-footnote" href="#f1">1</a>', '<ul><li id="f1"><a href="#r1">1.</a> A note.</li></ul>'),
    (
        '<a name="_ftnref1" href="#_ftn1"><span>[1]</span></a>',
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> A note.</p></div>',
    ),
    (
        '<a class="sdfootnoteanc" name="s1anc" href="#s1sym"><sup>1</sup></a>',
        '<p><a class="sdfootnotesym" name="s1sym" href="#s1anc">1</a>A note.</p>',
    ),
    ('<sup><a href="https://x.org/p#f1">[1]</a></sup>', '<p><a href="https://x.org/p#r1" id="f1">[1]</a><span>&nbsp;A note.</span></p>'),
    ("<sup>1</sup>", "<hr><p><sup>1</sup> A note.</p>"),
    ("<sup>1</sup>", "<ol class='footnotes'><li>A note.</li></ol>"),
    ("<sup><a href='#f1'>1</a></sup><sup>,</sup><sup><a href='#f1'>2</a></sup>", "<p id='f1'>1. A note.</p>"),
    (
        '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<ol><li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#r"><i>a</i></a></span> A note.</li></ol>',
    ),
    (
        (
            '<sup class="pop-footnote"><a href="javascript:void(0)">1</a></sup>'
            '<span class="pop-footnote__note" style="display:none">A note.</span>'
        ),
        "",
    ),
    ("<label for='s1' class='sidenote-number'></label><span class='sidenote'>A note.</span>", ""),
]


@pytest.mark.parametrize(("mark", "note"), NOTES)
def test_neither_marks_nor_numbers_of_notes_are_words(mark: str, note: str) -> None:
    assert page(f"<p>The water{mark} rose.</p><p>{TWO}</p>{note}").paragraphs[:1] == ("The water rose.",)
    assert page(f"<p>The water{mark} rose.</p><p>{TWO}</p>{note}").paragraphs[1:] == (TWO, "A note.")


def test_raised_numbers_without_links_are_marks_if_there_are_notes_for_them() -> None:
    read = page(f"<p>The water.<sup>1</sup> Rose by 5 km<sup>2</sup>.</p><p>{TWO}</p><p><sup>1</sup> A note.</p>")
    assert read.paragraphs == ("The water. Rose by 5 km².", TWO, "A note.")
    assert read.notices == ("1 raised number left out, because it seems to be the mark of a note: “water.1”",)
    assert page("<p>The water<sup>1</sup> rose.</p>").paragraphs == ("The water¹ rose.",)


STYLED = [
    ("<div><b class=x>April is cold,</b><b class=x>and snow falls.</b></div>", ".x{display:block}", ("April is cold,", "and snow falls.")),
    ("<div class=x><b>Year</b><b>goats</b></div>", ".x{display:flex}", ("Year", "goats")),
    ("<b class=x>Year</b><b class=x>goats</b>", "@layer base{.x{display:table-cell}}", ("Year", "goats")),
    ("<h4>Origin.</h4> <p>The goats came.</p>", "h4,p{display:inline}", ("Origin. The goats came.",)),
    ("<p>10<b class=x>6</b> goats</p>", ".x{position:relative;top:-0.33em;font-size:0.58em}", ("10⁶ goats",)),
]


@pytest.mark.parametrize(("body", "css", "lines"), STYLED)
def test_styles_say_where_a_paragraph_ends_and_what_is_raised(body: str, css: str, lines: tuple[str, ...]) -> None:
    assert page(body, f"<style>{css}</style>").paragraphs == lines


def test_text_in_a_field_of_a_form_is_read_if_it_is_the_text() -> None:
    assert page(f"<form><textarea>{ONE}\n\n{TWO}</textarea></form>").paragraphs == (ONE, TWO)
    assert page(f"<article>{BOTH}<p>{LONG}</p></article><form><textarea>Write here.</textarea></form>").paragraphs == (ONE, TWO, LONG)


def test_mail_in_a_preformatted_page_is_joined_into_paragraphs() -> None:
    lines = (
        "The road went down along the river to the mill, and the\nmen who worked there said that no one had seen the water\n"
        "so low since the year of the fire, when all the fish lay\ndead in the pools below the weir."
    )
    assert page(f"<pre>{lines}\n\n{lines}</pre>").paragraphs == (lines.replace("\n", " "),) * 2
    assert page("<pre>if a:\n    b()</pre>").paragraphs == ("if a:", "b()")


ENCODINGS = [
    ("gb2312", "gb18030", "朱镕基的讲话——第一部分。"),
    ("gbk", "gb18030", "朱镕基的讲话"),
    ("Shift_JIS", "cp932", "①番目の項目です。髙橋さんの報告。"),
    ("x-sjis", "cp932", "髙橋"),
    ("euc-kr", "cp949", "똠방각하는 다리를 건넜다"),
    ("ks_c_5601-1987", "cp949", "똠방각하"),
    ("iso-8859-1", "cp1252", "“Water” – 10 €"),
    ("us-ascii", "cp1252", "“Water” – 10 €"),
    ("iso-8859-9", "cp1254", "“Şu göl” – 10 €"),
    ("tis-620", "cp874", "สะพาน"),
    ("iso-8859-8-i", "cp1255", "הגשר נסגר בתשע"),
    ("big5", "big5hkscs", "橋在九點關閉"),
    ("euc-jp", "euc_jp", "橋は九時に閉まる"),
    ("iso-2022-jp", "iso2022_jp", "橋は九時に閉まる"),
    ("hz-gb-2312", "hz", "讲话"),
    ("macintosh", "mac_roman", "Café “Lock”"),
    ("koi8-r", "koi8_r", "Река"),
    ("x-user-defined", "cp1252", "Café"),
    ("utf-16", "utf-8", "Café"),
    ("unicode-1-1-utf-8", "utf-8", "Café"),
    ("windows-1251", "utf-8", "Река поднимается весной"),
    ("iso-8859-1", "utf-8", "Река поднимается весной"),
    ("gb2312", "utf-8", "桥在九点关闭，磨坊主说水太高了。"),
    ("utf-8", "cp1251", "Река поднимается весной, и никто не видел лодку."),
    ("iso-8859-1", "cp1251", "Река поднимается весной, и никто не видел лодку."),
    ("windows-1251", "koi8_r", " ".join(["Река поднимается весной, и никто не видел лодку."] * 9)),
    ("iso-8859-1", "cp1253", "Η γέφυρα κλείνει στις εννέα και ο μυλωνάς είπε ότι."),
    ("no-such-code", "cp1252", "Die Brücke schließt für die Müller früh."),
]


@pytest.mark.parametrize(("label", "codec", "words"), ENCODINGS)
@pytest.mark.parametrize("form", ["<meta charset='{}'>", '<meta http-equiv="Content-Type" content="text/html; charset={}" />'])
def test_page_is_decoded_as_browsers_do(label: str, codec: str, words: str, form: str) -> None:
    data = f"<html><head>{form.format(label)}</head><body><p>".encode() + words.encode(codec) + b"</p></body></html>"
    assert cleaned(read_html(data)).paragraphs == (words,)


@pytest.mark.parametrize(
    ("label", "bad"), [("utf-8", b"\x96"), ("utf-8", b"\xe9"), ("windows-1252", b"\x81"), ("gb2312", b"\xff"), ("shift_jis", b"\xa0")]
)
def test_byte_that_does_not_fit_is_told_with_its_place(label: str, bad: bytes) -> None:
    head = f"<meta charset='{label}'>".encode()
    read = cleaned(read_html(head + b"<p>The first line.</p><p>The weir " + bad + b" opens at nine.</p>"))
    assert read.paragraphs == ("The first line.", "The weir \ufffd opens at nine.")
    assert read.notices == (
        f"1 byte that is not {read.notices[0].split()[5]} could not be read, shown as \ufffd; first in ¶2: “The weir \ufffd opens at”",
    )
    outside = cleaned(read_html(head + b"<p>The first line.</p><!-- " + bad + b" -->"))
    assert outside.paragraphs == ("The first line.",)
    assert "not in the text" in outside.notices[0]


def test_paragraphs_with_formulas_that_cannot_be_read_are_doubtful() -> None:
    """Those in AsciiMath are kept as they are, and those that are only drawn are missing."""
    drawn = "<mjx-container class='MathJax'><svg><path/></svg></mjx-container>"
    typed = "<script type='math/asciimath'>sum_(i=1)^n i^3</script>"
    read = page(f"<p>{ONE}</p><p>The share is {drawn} of it.</p><p>{TWO}</p><p>Its flow is {typed} in all.</p>")
    assert read.paragraphs == (ONE, "The share is of it.", TWO, "Its flow is sum_(i=1)^n i^3 in all.")
    assert sorted(read.doubts) == [(2, "a formula that is a picture is missing"), (4, "a formula that cannot be read is kept as TeX")]
