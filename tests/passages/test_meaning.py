"""Passages whose copy says something else in other signs, and passages that begin within a sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest

from briefing.library import Edit, Selector
from briefing.passages.editing import edited
from briefing.passages.finding import PROVED, find, select
from briefing.passages.verdict import lost, nearest
from tests.support.places import SHIPPED
from tests.support.quotable import copy_of, excerpt


def status(passage: str, copy: str, start: str = "The office", end: str = "in all.") -> tuple[str, str]:
    found = find(excerpt("1", start, end, passage), copy_of((copy,)))
    return found.status, found.text


@pytest.mark.parametrize(
    ("chosen", "changed"),
    [
        ("10⁶", "106"),
        ("106", "10⁶"),
        ("2½", "2 1/2"),
        ("2022", "202²"),
        ("2022", "202②"),
        ("[300] dead and [12]", "[300] dead and [13]"),
        ("[300] dead and [12]", "dead and"),
        ("dead", "[300] dead"),
    ],
)
def test_other_signs_are_no_exact_passage(chosen: str, changed: str) -> None:
    """Neither where a number becomes another one, nor where a number comes or goes."""
    text = "The office counts {} in all."
    assert status(text.format(chosen), text.format(chosen)) == ("exact", text.format(chosen))
    assert status(text.format(chosen), text.format(changed)) == ("changed", "")


def test_number_in_brackets_is_printed() -> None:
    """It is part of the text; the mark of a note is not."""
    (passage,) = select(copy_of(("The office counts [300] dead and [12] wounded,[7] in all.",)), Selector("The office", "in all."))
    assert passage.candidate == "The office counts [300] dead and [12] wounded, in all."


def test_number_behind_a_word_needs_the_other_marks_to_be_a_mark() -> None:
    """`about[300]` has no neighbours among the marks; what the passage begins with can be typed with it."""
    copy = copy_of(("The levy[1] of 1911 is old[2] and took[3] about[300] lambs,[4] and 20[3] goats a year.", "Then it went."))
    (passage,) = select(copy, Selector("and took about[300]", "a year."))
    assert passage.candidate == "and took about[300] lambs, and 20[3] goats a year."
    (other,) = select(copy, Selector("about[300] lambs", "20[3] goats"))
    assert other.candidate == "about[300] lambs, and 20[3] goats"


def test_passage_ends_where_a_sign_ends() -> None:
    """Three points of one sign are not a full stop, in a passage as in an edit."""
    assert status("The office counts them in all.", "The office counts them in all… and more")[0] == "missing"
    assert select(copy_of(("The office counts them in all…",)), Selector("The office", "in all.")) == []
    assert edited("They count in all… They stop.", (Edit(elide="in all."),)).faults


@pytest.mark.parametrize(
    ("text", "start", "end", "said"),
    [
        ("The toll is 2.5 marks, and it is paid.", "5 marks", "is paid.", "the first words “5 marks” begin within “2.5” of the copy"),
        (
            "It is a non-violent town that pays.",
            "violent town",
            "pays.",
            "the first words “violent town” begin within “non-violent” of the copy",
        ),
        ("It is paid by 10,000 men, or more.", "It is paid", "by 10", "the last words “by 10” end within “10,000” of the copy"),
        ("It is paid by 10 000 men, or more.", "It is paid", "by 10", "the last words “by 10” end within “10 000” of the copy"),
        ("It is a town that can’t pay.", "It is", "that can", "the last words “that can” end within “can't” of the copy"),
        ("It fell to −3 m in a day.", "3 m", "in a day.", "the first words “3 m” begin within “-3” of the copy"),
    ],
)
def test_passage_cuts_no_word_and_no_number(text: str, start: str, end: str, said: str) -> None:
    """What is printed would be another number; the message shows the whole."""
    copy = copy_of((text,))
    assert select(copy, Selector(start, end)) == []
    assert lost(Selector(start, end), copy) == said
    assert list(nearest(Selector(start, end), copy)) == ["Begin and end with whole words and whole numbers."]


@pytest.mark.parametrize("before", ["2.", "10,", "1/", "−", "$", "<", "10 "])
def test_sign_put_before_a_passage_is_seen(before: str) -> None:
    """The passage is as it was, and the number at its beginning is another one."""
    passage = "500 dead are counted in all."
    probe = excerpt("1", "500 dead", "in all.", passage)
    assert find(probe, copy_of((f"In that year {passage}",))).status == "exact"
    assert find(probe, copy_of((f"In that year {before}{passage}",))).status not in PROVED


@pytest.mark.parametrize(
    ("paragraphs", "before"),
    [
        (("The office counts them in all.",), ""),
        (("It is old. The office counts them in all.",), ""),
        (("“It is old.” The office counts them in all.",), ""),
        (("It is old.[3] The office counts them in all.",), ""),
        (("It is old.³ The office counts them in all.",), ""),
        (("It is false that The office counts them in all.",), "It is false that"),
        (("It is old. Critics wrongly say: The office counts them in all.",), "Critics wrongly say:"),
        (("He said “The office counts them in all.",), "He said"),
        (("[300] The office counts them in all.",), "[300]"),
        (("Title without a stop", "The office counts them in all."), ""),
        (("The minister wrongly claims:", "The office counts them in all."), "The minister wrongly claims:"),
        (("The towns shall not say that,", "The office counts them in all."), "The towns shall not say that,"),
        (("It is false, says Dr. The office counts them in all.",), "It is false, says Dr."),
        (("It is false, says J. The office counts them in all.",), "It is false, says J."),
        (("It is false that", "the old idea of The office counts them in all."), "It is false that the old idea of"),
    ],
)
def test_words_before_a_passage_are_those_of_its_sentence(paragraphs: tuple[str, ...], before: str) -> None:
    """None where the passage begins the sentence; a paragraph that breaks off goes on in the next one."""
    probe = excerpt(str(len(paragraphs)), "The office", "in all.", "The office counts them in all.")
    found = find(probe, copy_of(paragraphs))
    assert (found.status, found.before) == ("exact", before)


@pytest.mark.slow
def test_no_change_of_meaning_passes_unseen() -> None:
    """Of 150 changes; and no other form of the same text is refused. The script makes as many as it is asked for."""
    script = SHIPPED / "benchmarks" / "mutations.py"
    done = subprocess.run([sys.executable, str(script), "150", "11"], capture_output=True, text=True, cwd=SHIPPED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 passed." in done.stdout
    assert "same text: 0 refused." in done.stdout
