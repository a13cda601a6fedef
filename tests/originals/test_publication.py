"""Where a text appeared: what pages and notes say of themselves becomes fields of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from briefing import steps, workspace
from briefing.cli import main
from briefing.library import Source
from briefing.originals.readers import visible_bylines
from briefing.originals.readers.publication import plain_address, spdx, without_site
from briefing.workspace import find

BODY = "<article><h1>{title}</h1><p>The keeper of the ford counts at noon, and nobody else counts at all.</p></article>"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    workspace.make(folder, workspace.blank())
    monkeypatch.chdir(folder)
    return folder


def added(name: str, text: str) -> Source:
    """Add a file; return its record, read as the program reads it."""
    file = Path("..") / name
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["sources", "add", str(file), "--new"])
    assert result.exit_code == 0, result.output
    (record,) = steps.load(find()).sources.values()
    return record


def page(head: str, title: str = "The ford", comment: str = "") -> str:
    return f"<!DOCTYPE html>{comment}<html lang='en'><head>{head}</head><body>{BODY.format(title=title)}</body></html>"


def test_article_of_a_journal(own: Path) -> None:
    """By the tags that Google Scholar reads (Highwire)."""
    tags = {
        "title": "Tolls on fords",
        "author": "Okello, Grace",
        "journal_title": "Journal of Fords",
        "publication_date": "2019/05/03",
        "volume": "12",
        "issue": "3",
        "firstpage": "113",
        "lastpage": "139",
        "issn": "0317-8471",
        "doi": "10.1234/jf.2019.7",
        "publisher": "Ford Press",
    }
    record = added("a.html", page("".join(f'<meta name="citation_{key}" content="{value}">' for key, value in tags.items())))
    assert (record.id, record.type, record.container_title, record.publisher) == (
        "okello-2019",
        "article-journal",
        "Journal of Fords",
        "Ford Press",
    )
    assert (record.volume, record.issue, record.page, record.ISSN, record.DOI) == ("12", "3", "113-139", "0317-8471", "10.1234/jf.2019.7")


def test_page_of_a_newspaper(own: Path) -> None:
    """By what it tells search engines and other pages; the browser's comment has its address."""
    said = (
        '{"@type": "NewsArticle", "headline": "The ford", "datePublished": "2023-09-14",'
        ' "author": {"@type": "Person", "name": "Sara Lemma"},'
        ' "publisher": {"@type": "Organization", "name": "Example News"}}'
    )
    head = f'<title>The ford - Example News</title><script type="application/ld+json">{said}</script>'
    record = added("a.html", page(head, comment="<!-- saved from url=(0033)https://news.example.org/ford?id=7 -->"))
    assert (record.title, record.type, record.container_title) == ("The ford", "article-newspaper", "Example News")
    assert (record.URL, str(record.issued), record.id) == ("https://news.example.org/ford?id=7", "2023-09-14", "lemma-2023")


def test_page_with_an_open_licence(own: Path) -> None:
    """Its code is in the record, and nothing more is promised than the page says."""
    head = '<title>The ford</title><link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/deed.en">'
    record = added("a.html", page(head + '<link rel="canonical" href="https://fords.example.org/a?utm_source=mail&id=7">'))
    assert (record.type, record.rights.license, record.rights.basis) == ("webpage", "CC-BY-SA-4.0", "open-licence")
    assert record.URL == "https://fords.example.org/a?id=7"


def test_page_saved_as_one_file(own: Path) -> None:
    """SingleFile notes the address and the day."""
    comment = "<!--\n Page saved with SingleFile \n url: https://fords.example.org/a \n saved date: Thu Mar 04 2021 10:00:00 GMT+0100\n-->"
    record = added("a.html", page("<title>The ford</title>", comment=comment))
    assert (record.URL, str(record.accessed)) == ("https://fords.example.org/a", "2021-03-04")


CLIP = """---
title: "Rivers that remember"
source: "https://www.example.org/rivers"
author:
  - "[[Grace Okello]]"
  - "[[people/meer|Jan van der Meer]]"
published: 2023-03-04
created: 2024-01-02
tags:
  - "clippings"
---
The keeper of the ford counts at noon, and nobody else counts at all.
"""


def test_note_of_a_web_clipper(own: Path) -> None:
    """Obsidian's: authors as links to notes, the day of publication, and the day on which it was clipped."""
    record = added("clip.md", CLIP)
    assert [name.full for name in record.author] == ["Grace Okello", "Jan van der Meer"]
    assert (record.id, record.type, record.URL) == ("okello-2023", "webpage", "https://www.example.org/rivers")
    assert (str(record.issued), str(record.accessed)) == ("2023-03-04", "2024-01-02")


def test_number_with_a_wrong_check_digit_is_only_a_remark(own: Path) -> None:
    """The record could not be read otherwise."""
    record = added("a.html", page('<title>The ford</title><meta name="citation_issn" content="0317-8472">'))
    assert record.ISSN == ""
    assert '# ISSN: "0317-8472"' in Path(f"seeds/sources/{record.id}.md").read_text()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/3.0/igo/", "CC-BY-NC-ND-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("This article is licensed under CC BY-SA 4.0.", "CC-BY-SA-4.0"),
        ("All rights reserved", ""),
    ],
)
def test_licence_has_its_code(text: str, code: str) -> None:
    """From its address or its name."""
    assert spdx(text) == code


@pytest.mark.parametrize(
    ("title", "site", "found"),
    [
        ("The ford - Example News", "Example News", "The ford"),
        ("The ford | example news", "Example News", "The ford"),
        ("Example News", "Example News", "Example News"),
        ("The ford - and back", "Example News", "The ford - and back"),
        ("The ford – Example News", "", "The ford – Example News"),
    ],
)
def test_name_of_the_site_is_no_part_of_the_title(title: str, site: str, found: str) -> None:
    """If it follows the title, behind a sign."""
    assert without_site(title, site) == found


@pytest.mark.parametrize("text", ["javascript:alert(1)", "/ford", "ford.example.org", "https://localhost", "https://a.example/x y"])
def test_what_is_no_address_of_the_web_is_left_out(text: str) -> None:
    """A record holds only addresses that people can open."""
    assert plain_address(text) == ""


# ── what a page shows ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shown", "names", "day"),
    [
        (
            '<p>By <a rel="author" href="/x">Ida Tarn</a> on <time datetime="2024-03-05T08:00">5 March</time></p>',
            ["Ida Tarn"],
            "2024-03-05",
        ),
        ('<div class="article__byline">By <a>Ida Tarn</a> and <a>Søren Moss</a> | 5 March 2024</div>', ["Ida Tarn", "Søren Moss"], ""),
        ('<p itemprop="author"><b itemprop="name">Ida Tarn</b></p><p itemprop="author">Kim Roe</p>', ["Ida Tarn", "Kim Roe"], ""),
        ('<p class="byline">Von Anna Müller</p><time class="updated" datetime="2020-01-02"></time>', ["Anna Müller"], ""),
        ('<div class="related"><b class="author">Kim Roe</b></div><footer class="author">Kim Roe</footer>', [], ""),
        ('<p class="author-bio">Ida Tarn writes about rivers and lives in Leeds.</p><p class="authority">Ida Tarn</p>', [], ""),
        ('<time datetime="2024-03-05"></time><time datetime="2024-04-06"></time>', [], ""),
    ],
)
def test_author_and_date_of_a_page_without_tags_are_those_that_it_shows(shown: str, names: list[str], day: str) -> None:
    """Pages that Chromium saves in one file have lost their scripts, and what these told search engines."""
    root = html.document_fromstring(f"<html><body>{shown}<p>Words.</p></body></html>")
    assert ([*visible_bylines.authors(root)], visible_bylines.date(root)) == (names, day)
