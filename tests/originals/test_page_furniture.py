"""Furniture of web pages: what the names of elements tell is left out and told, and no word of the article is lost by a wrong name."""

from __future__ import annotations

import pytest

from briefing.originals.readers.result import Reading, cleaned
from briefing.originals.readers.web import read_html

FIRST = (
    "The lighthouse at Port Anser was lit for the first time in the autumn of the great herring, and eleven boats came home by its light "
    "before the keeper had learned to trim the wick."
)
SECOND = (
    "For forty years nobody paid him. The town sent fish in summer and coal in winter, and when a new council asked for the bill, he wrote "
    "that the light had never been for sale."
)
THIRD = (
    "His daughter kept the book of the lamp after him. She wrote down each ship that passed, the wind, and what the crew shouted across "
    "the water; it is the only record of the trade."
)
ARTICLE = (FIRST, SECOND, THIRD)


def page(body: str, *, around: str = "<article>{}</article>") -> Reading:
    inner = around.format(body)
    return cleaned(read_html(f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{inner}</body></html>".encode()))


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{each}</p>" for each in texts)


FURNITURE = [
    ("<div class='share'>Share this story with your friends on the shore</div>", "for sharing"),
    ("<ul class='socialShareBar'><li>Send it to the harbour</li></ul>", "for sharing"),
    ("<div id='newsletter-box'><p>Get our letter from the lighthouse every week.</p></div>", "about newsletters"),
    ("<div data-component='newsletter'><p>Get our letter from the lighthouse every week.</p></div>", "about newsletters"),
    ("<div aria-label='Cookie notice'><p>We keep crumbs of what you read here.</p></div>", "about cookies"),
    ("<div class='related-posts'><h3>Read more</h3><ul><li>Ten harbours in the fog</li></ul></div>", "about other pages"),
    ("<div class='breadcrumbs'>Home and then Lights and then Port Anser</div>", "of the path to the page"),
    ("<div class='advert-slot'><p>Buy lamps of brass at half the price.</p></div>", "of advertisements"),
    ("<ad-slot><p>Buy lamps of brass at half the price.</p></ad-slot>", "of advertisements"),
]


@pytest.mark.parametrize(("furniture", "told"), FURNITURE)
@pytest.mark.parametrize("around", ["<article>{}</article>", "<div>{}</div>", "{}"])
def test_named_furniture_between_paragraphs_is_left_out_and_told(furniture: str, told: str, around: str) -> None:
    reading = page(f"<p>{FIRST}</p>{furniture}{paragraphs(SECOND, THIRD)}", around=around)
    assert reading.paragraphs == ARTICLE
    assert reading.notices[0].startswith("left out beside the article: ")
    assert told in reading.notices[0]


def test_notice_counts_each_kind_and_quotes_its_first_words() -> None:
    thread = "<div id='comments'><h2>Comments (2)</h2><p>gull: I saw it.</p><p>tern: So did I, twice.</p></div>"
    share = "<div class='share'>Share on X</div>"
    reading = page(f"{share}{paragraphs(*ARTICLE)}{thread}", around="<div><h1>The light</h1>{}</div>")
    assert reading.paragraphs == ("The light", *ARTICLE)
    assert reading.notices == ("left out beside the article: 1 line for sharing: “Share on X”; 3 lines of comments: “Comments (2)”",)


def test_long_thread_of_comments_behind_a_short_article_is_left_out() -> None:
    comment = "<article class='comment'><p>{}</p></article>"
    thread = "".join(comment.format(f"I am gull number {number}, and I do not believe one word of it. {SECOND}") for number in range(8))
    reading = page(f"<div>{paragraphs(*ARTICLE)}</div><section class='comments'>{thread}</section>", around="{}")
    assert reading.paragraphs == ARTICLE
    assert "8 lines of comments" in reading.notices[0]


WRONG = [
    "<div class='share'>{}</div>",
    "<div class='newsletter'>{}</div>",
    "<section class='comments'>{}</section>",
    "<div id='sidebar'><div class='widget'>{}</div></div>",
    "<main class='related'>{}</main>",
    "<div class='social'><div itemprop='articleBody'>{}</div></div>",
    "<article class='post category-newsletter tag-cookies has-comments'>{}</article>",
    "<div class='teaser'>{}</div>",
]


@pytest.mark.parametrize("around", WRONG)
def test_article_in_an_element_with_the_name_of_furniture_is_kept(around: str) -> None:
    reading = page(paragraphs(*ARTICLE), around=around)
    assert reading.paragraphs == ARTICLE
    assert not reading.notices


@pytest.mark.parametrize("name", ["related", "newsletter", "advert", "comment", "social"])
def test_long_paragraphs_between_paragraphs_of_the_article_are_kept_whatever_their_name(name: str) -> None:
    inner = f"<div class='{name}'>{paragraphs(SECOND, THIRD)}</div>"
    around = paragraphs(*(f"{each} {number}." for number in range(5) for each in (FIRST, THIRD)))
    reading = page(f"{around}{inner}{around}")
    assert SECOND in reading.paragraphs


def test_lead_that_is_called_a_teaser_is_kept_and_teasers_behind_the_article_are_not() -> None:
    lead = "<div class='teaser'><p>A light that nobody paid for.</p></div>"
    others = "<div class='teaser'><p>A boat that nobody had built sank.</p></div>"
    reading = page(f"{lead}<div>{paragraphs(*ARTICLE)}</div>{others}", around="{}")
    assert reading.paragraphs == ("A light that nobody paid for.", *ARTICLE)
    assert "1 line about other pages" in reading.notices[0]


def test_box_with_such_a_name_is_left_out_beside_the_article_and_kept_inside() -> None:
    box = "<div class='sidebar'><p>The lamp weighs nine stone and has no spare glass.</p></div>"
    assert len(page(f"<div>{paragraphs(FIRST, SECOND)}{box}{paragraphs(THIRD)}</div>", around="{}").paragraphs) == 4
    assert page(f"<div>{paragraphs(*ARTICLE)}</div>{box}", around="{}").paragraphs == ARTICLE


def test_section_whose_id_comes_from_its_heading_is_text() -> None:
    law = "<section id='related'><h2>Related</h2><p>Two more lights were lit that year on the other shore.</p></section>"
    heading = "<h2 id='cookies'>Cookies</h2><p>The keeper baked them for the crews at Christmas.</p>"
    reading = page(f"{paragraphs(*ARTICLE)}{law}{heading}")
    assert len(reading.paragraphs) == 7
    assert not reading.notices


def test_notes_in_an_element_with_such_a_name_are_kept() -> None:
    note = "<div class='related'><aside role='doc-footnote' id='n1'>The harbour book, page nine.</aside></div>"
    assert "The harbour book, page nine." in page(f"{paragraphs(*ARTICLE)}{note}").paragraphs


def test_page_with_little_else_than_furniture_loses_nothing() -> None:
    body = "<div class='share'><p>The ferry leaves at nine.</p></div><div class='related'><p>The ferry comes at ten.</p></div>"
    assert page(body, around="{}").paragraphs == ("The ferry leaves at nine.", "The ferry comes at ten.")


def test_first_post_of_a_forum_that_is_named_a_comment_is_kept() -> None:
    posts = "".join(f"<div class='comment'><p>{each}</p></div>" for each in ARTICLE)
    foot = f"<div class='rules'>{paragraphs(*(f'Rule {number}: be kind to each keeper, gull and boat.' for number in range(9)))}</div>"
    reading = page(f"<h1>Who paid the keeper?</h1>{posts}{foot}", around="<div>{}</div>")
    assert all(each in reading.paragraphs for each in ARTICLE)


def test_words_that_are_called_the_comment_on_a_picture_are_kept() -> None:
    pictures = "".join(f"<div><h2>Lamp {at}</h2><div class='gallery-item__comment'>{each}</div></div>" for at, each in enumerate(ARTICLE))
    reading = page(f"{paragraphs(*ARTICLE)}{pictures}", around="<div>{}</div>")
    assert len(reading.paragraphs) == 9
    assert not reading.notices


def test_title_and_lead_in_the_sidebar_of_an_article_are_kept() -> None:
    side = "<div class='sidebar'><p>Port Anser</p><p>A light that nobody paid for.</p></div>"
    reading = page(f"{side}<div>{paragraphs(*ARTICLE)}</div>")
    assert reading.paragraphs == ("Port Anser", "A light that nobody paid for.", *ARTICLE)


def test_newsletter_that_is_the_subject_of_a_part_of_the_article_is_kept() -> None:
    part = f"<div class='newsletter'><p>{SECOND} {THIRD}</p></div>"
    reading = page(f"<p>{FIRST}</p>{part}{paragraphs(*ARTICLE)}")
    assert f"{SECOND} {THIRD}" in reading.paragraphs
