"""Plain text: lines that were wrapped become paragraphs again, and the letters are right although nothing says how they are encoded."""

from __future__ import annotations

import textwrap

import pytest

from briefing.originals.readers.plain import read_plain
from briefing.originals.readers.result import Reading, cleaned

ONE = (
    "The road went down along the river to the mill, and the men who worked there said that no one had seen the water so low since the "
    "year of the fire, when all the fish lay dead in the pools below the weir. Nobody answered them."
)
TWO = (
    "“Was it so?” asked the keeper. He had come over the bridge with a lantern, although the moon was up, and he did not wait for an "
    "answer from the men at the wheel."
)
VERSE = ("No keeper and no giver", "can make the river dry,", "and nobody can ask her", "to tell the reason why.")


def copy(text: str) -> Reading:
    return cleaned(read_plain(text.encode()))


def wrap(text: str, width: int = 72, first: str = "", later: str = "") -> str:
    return "\n".join(textwrap.wrap(text, width, initial_indent=first, subsequent_indent=later, break_long_words=False))


URL = "https://example.org/" + "a/very/long/address/that/nobody/would/break/" * 3
CASES: list[tuple[str, tuple[str, ...]]] = [
    (wrap(ONE), (ONE,)),
    (f"{wrap(ONE)}\n\n{wrap(TWO)}\n", (ONE, TWO)),
    ("\n".join(wrap(text, 60, "  ") for text in (ONE, TWO, ONE)), (ONE, TWO, ONE)),
    ("\n".join(wrap(text, 66, "\t") for text in (ONE, TWO, ONE)), (ONE, TWO, ONE)),
    ("\n".join(wrap(text, 66) for text in (ONE, TWO, ONE, TWO)), (ONE, TWO, ONE, TWO)),
    ("\n".join(wrap(text, 66, "", "    ") for text in (ONE, TWO, ONE)), (ONE, TWO, ONE)),
    ("\n".join(wrap(f"{at}. {text}", 66, "", "   ") for at, text in enumerate((ONE, TWO), 1)), (f"1. {ONE}", f"2. {TWO}")),
    (f"THE MILL\n\nBy Ada Roe\n\n{wrap(ONE)}\n\n{wrap(TWO)}", ("THE MILL", "By Ada Roe", ONE, TWO)),
    (f"{wrap(ONE)}\n\n" + "\n".join(f"    {line}" for line in VERSE) + f"\n\n{wrap(TWO)}", (ONE, *VERSE, TWO)),
    ("\n".join(VERSE), VERSE),
    (f"{wrap(ONE)}\n\n{wrap(TWO, 68, '    ', '    ')}\n\n{wrap(ONE)}", (ONE, TWO, ONE)),
    ("\n".join(f"> {line}" for line in wrap(ONE, 70).split("\n")) + f"\n\n{wrap(TWO)}", (ONE, TWO)),
    (f"{wrap(ONE, 72, '     ', '     ')}\n\n{wrap(TWO, 72, '     ', '     ')}", (ONE, TWO)),
    (f"{wrap(ONE)}\n\n{wrap(TWO)}".replace("\n", "\r\n"), (ONE, TWO)),
    (f"{URL}\n{wrap(ONE)}\n\n{wrap(TWO)}", (URL, ONE, TWO)),
    (f"{wrap(ONE)}\n{URL}\n{wrap(TWO)}", (ONE, URL, TWO)),
    (f"{ONE}\n{TWO}\n{ONE}", (ONE, TWO, ONE)),
    (
        f"{wrap(ONE)}\n\n- one barge\n- two barges with coal\n- three lamps\n",
        (ONE, "- one barge", "- two barges with coal", "- three lamps"),
    ),
    (wrap(f"{ONE} {TWO}", 100), (f"{ONE} {TWO}",)),
    (f"{wrap(ONE, 40)}\n\n{wrap(TWO, 40)}", (ONE, TWO)),
    (
        "The first rule is patience.\nThe second rule is a rope.\nThe third rule is the bell.",
        ("The first rule is patience.", "The second rule is a rope.", "The third rule is the bell."),
    ),
]


@pytest.mark.parametrize(("text", "paragraphs"), CASES)
def test_paragraphs(text: str, paragraphs: tuple[str, ...]) -> None:
    read = copy(text)
    assert read.paragraphs == paragraphs
    assert any("joined" in notice for notice in read.notices) == (len(read.paragraphs) < len([line for line in text.splitlines() if line]))


def test_tables_and_comments_of_programs_stay_as_they_are() -> None:
    rows = (
        "name of the town        rule of the river    year",
        "the upper town of mill  first in the week    1931",
        "the lower town of weir  last in the week     1932",
    )
    remarks = (
        "# The water of the upper river was counted in the year of the flood",
        "# and written down in the book of the harbour, which was burnt in the",
    )
    assert copy(f"{wrap(ONE)}\n\n" + "\n".join(rows) + "\n\n" + "\n".join(remarks)).paragraphs == (ONE, *rows, *remarks)


def test_controls_in_the_places_of_signs_of_windows_are_those_signs() -> None:
    read = copy("It didn\x92t rise \x96 he said.")
    assert read.paragraphs == ("It didn’t rise – he said.",)
    assert read.notices == ("2 control characters were read as signs of Windows, such as apostrophes",)


def test_words_divided_at_the_end_of_a_line_are_whole_again() -> None:
    text = (
        "The inter-\nnational commission of Oyem-\nbek met at the mill beside the river and\n"
        "spoke for a whole day about the well-known rule of the\n"
        "water, which nobody had written down before the fire. The\nwater of the upper town comes first, and this is the well-\n"
        "known rule that the lower town does not like, for it has\nless.\n"
    )
    read = copy(text)
    assert "The international commission of Oyembek met" in read.paragraphs[0]
    assert "this is the well-known rule that" in read.paragraphs[0]
    assert any(notice.endswith("1 word that a line divides has a hyphen: “Oyembek”") for notice in read.notices)


PROSE = {
    "cp1252 cp850 mac_roman iso8859_15": (
        "Où est passé l'été ? Nos élèves préfèrent la forêt près de l'écluse, à côté du château.",
        "Die Schleuse öffnet um neun Uhr, die Brücke schließt früher; für die Müller wäre das schön.",
        "El señor Muñoz abrió la compuerta por la mañana, y el agua bajó tres metros más.",
        "A água não é de ninguém, disse o irmão do padeiro; amanhã já será outro dia.",
        "La città è più alta del fiume, perché l'acqua è già salita di lunedì.",
        "Färjan över ån går inte på söndagar, för båten är gammal och vattnet är högt.",
    ),
    "cp1252": (
        "He said: “The café by the lock – the old one – costs 5 €…”",
        "Het is één van de ideeën uit België, zei hij – en ‘s avonds niet.",
    ),
    "cp1250 iso8859_2 cp852": (
        "Śluza otwiera się o dziewiątej, a młynarz mówił, że woda jest zbyt wysoka.",
        "Zdymadlo se otevírá v devět a mlynář říkal, že voda je příliš vysoká.",
        "A zsilip kilenckor nyit, és a molnár azt mondta, hogy a víz túl magas.",
    ),
    "cp1251 koi8_r cp866 iso8859_5": (
        "Шлюз открывается в девять часов, а мельник сказал, что вода слишком высока.",
        "Старый мост через реку был закрыт весной. Старый мост никто не открыл, и никто не знал почему.",
    ),
    "cp1251 koi8_u": ("Шлюз відкривається о дев'ятій, і мірошник сказав, що вода зависока.",),
    "cp1253 iso8859_7 cp737": ("Η γέφυρα κλείνει στις εννέα και ο μυλωνάς είπε ότι το νερό είναι πολύ ψηλά.",),
    "cp1254 iso8859_9 cp857": ("Köprü saat dokuzda kapanıyor; değirmenci suyun çok yüksek olduğunu söyledi.",),
    "cp1255 iso8859_8 cp862": ("הגשר נסגר בתשע. הטוחן אמר שהמים גבוהים מדי.",),
    "cp1256 iso8859_6": ("يغلق الجسر في التاسعة. قال الطحان إن الماء مرتفع جدا.",),
    "cp1257": ("Užtvanka atidaroma devintą, o malūnininkas sakė, kad vanduo per aukštas.",),
    "cp874": ("สะพานปิดเวลาเก้าโมง คนโม่แป้งบอกว่าน้ำสูงเกินไป",),
    "cp932 euc_jp": ("橋は九時に閉まる。粉屋は水が高すぎると言った。",),
    "gb18030": ("桥在九点关闭。磨坊主说水太高了。没有人看见那条船。",),
    "cp949": ("다리는 아홉 시에 닫힌다. 방앗간 주인은 물이 너무 높다고 말했다.",),
}
LINES = [(encoding, line) for encodings, lines in PROSE.items() for encoding in encodings.split() for line in lines]


@pytest.mark.parametrize(("encoding", "line"), LINES)
def test_encoding_of_one_sentence_is_found(encoding: str, line: str) -> None:
    data = line.encode(encoding)
    read = cleaned(read_plain(data))
    assert read.paragraphs == (line,)
    assert "which is a guess" in read.notices[0]


def test_bytes_that_are_not_utf8_are_told_with_their_place() -> None:
    read = cleaned(read_plain("Über die Brücke.\nDie Mühle ".encode() + b"\x96" + " steht für sich.".encode()))
    assert read.paragraphs == ("Über die Brücke.", "Die Mühle \ufffd steht für sich.")
    assert read.notices == ("1 byte that is not UTF-8 could not be read, shown as \ufffd; first in ¶2: “Die Mühle \ufffd steht für”",)


SOFT = [("-", "inter-\n"), ("soft", "inter\u00ad\n"), ("not", "inter¬\n"), ("hyphen", "inter\u2010\n")]


@pytest.mark.parametrize("name", [name for name, _ in SOFT])
def test_words_divided_by_any_hyphen_are_whole_again(name: str) -> None:
    """Also if the lines are of any length."""
    text = dict(SOFT)[name]
    assert copy(f"The keeper met the {text}national commission.\nNobody else came.").paragraphs == (
        "The keeper met the international commission.",
        "Nobody else came.",
    )


def test_a_few_long_lines_are_one_paragraph_if_sentences_go_on_from_line_to_line() -> None:
    assert copy(wrap(TWO, 90)).paragraphs == (TWO,)
    assert copy("\n".join(VERSE)).paragraphs == VERSE


def test_narrow_columns_that_divide_words_are_joined() -> None:
    text = (
        "The com-\nmission met at the mill be-\nside the river and spoke\nfor a whole day about the\nrule of the water, which no-\n"
        "body had written down.\n"
    )
    whole = "The commission met at the mill beside the river and spoke for a whole day about the rule of the water, which nobody had"
    assert copy(text).paragraphs == (f"{whole} written down.",)


def test_heads_and_numbers_of_pages_between_form_feeds_are_left_out_and_told() -> None:
    first, rest = wrap(ONE, 60).split("\n", 1)
    read = copy(f"The Lamp\n\n{first}\n\n11\n\fThe Lamp\n{rest}\n\n12\n\fThe Lamp\n{wrap(TWO, 60)}\n\n13\n")
    assert read.paragraphs == (ONE, TWO)
    assert "9 words of page headers and footers left out: “The Lamp The Lamp The Lamp 11 12 13”" in read.notices


def test_marks_of_italics_in_the_texts_of_project_gutenberg_are_left_out_and_told() -> None:
    read = copy("The Project Gutenberg eBook of Lamps\n\nThe _green_ lamp, snake_case and _so on_.")
    assert read.paragraphs[1] == "The green lamp, snake_case and so on."
    assert read.notices == ("the marks _ around 2 texts in italics left out: “green”",)


def test_letters_that_are_a_guess_and_words_that_may_have_a_hyphen_are_doubtful() -> None:
    read = cleaned(read_plain("One plain line.\nThe café was shut.\n".encode("cp1252")))
    assert read.doubts == ((2, "the encoding of the file is a guess (cp1252): check the letters and quotation marks"),)
    read = copy("The keeper met the Oyem-\nbek commission.\nNobody else came.")
    assert read.doubts == ((1, "a word was divided at the end of a line, and may have a hyphen"),)


def test_paragraphs_with_characters_that_cannot_be_read_are_doubtful() -> None:
    read = cleaned(read_plain("One line.\nÄäöü caf".encode() + b"\xe9 line.\nThree.\n"))
    assert read.doubts == ((2, "some characters cannot be read, and are shown as \ufffd"),)


def test_letters_of_windows_are_not_controls_of_another_encoding() -> None:
    """A control would be left out, and with it a letter of a word."""
    text = "The cœur of the matter is the gauge, and it’s old.\nThe Œuvre is old, and naïve readers met the café keeper.\n"
    assert "\n".join(cleaned(read_plain(text.encode("cp1252"))).paragraphs) == text.strip()


@pytest.mark.parametrize("width", range(20, 39, 3))
@pytest.mark.parametrize("texts", [(ONE,), (ONE, TWO), (TWO, ONE, TWO, ONE)], ids=len)
def test_narrow_columns_are_paragraphs(texts: tuple[str, ...], width: int) -> None:
    """Each line is as full as it can be, which the lines of verse are not."""
    assert copy("\n\n".join(wrap(text, width) for text in texts)).paragraphs == texts
    assert copy("\n".join(wrap(text, width, "  ") for text in (*texts, TWO))).paragraphs == (*texts, TWO)


LOWER = (
    *("so much of it was water", "and the rest was only sand", "we carried what we could of it", "in the hollow of a hand"),
    *("and the keeper of the water", "stood and watched us from the land"),
)


def test_verse_whose_lines_begin_with_small_letters_stays_and_is_told() -> None:
    read = copy("\n".join(LOWER))
    assert read.paragraphs == LOWER
    what = "5 lines are paragraphs of their own, as in verse, although their sentences go on in the next line"
    assert read.notices == (f"{what}: “{LOWER[0]}”",)


@pytest.mark.parametrize("lines", [("Water", "Bread", "a rope", "salt", "oil", "a lamp"), ("THE MILL", *VERSE[:1], "1931")])
def test_lists_and_titles_are_not_told(lines: tuple[str, ...]) -> None:
    read = copy("\n".join(lines))
    assert read.paragraphs == lines
    assert not read.notices


CHINESE = (
    "水在桥下流过，两个镇子都写下了自己的数字。没有人回答他们，因为磨坊主人已经走了，而河水在春天以前一直很低，人们都说从来没有见过这样的水。",
    "第二段在这里开始，也有几行文字写在这里，为了看看它们是不是一个段落。磨坊主人说不是。",
)
JAPANESE = (
    "水は橋の下を流れ、二つの町は自分の数字を書いた。誰も答えなかったので、水車小屋の主人は夜のうちに帰ってしまい、川の水は春まで低いままだった。",
    "次の年には雨が多く、誰も水の話をしなかった。堰の番人だけが毎朝その数を帳面に書いていた。",
)


@pytest.mark.parametrize("texts", [CHINESE, JAPANESE], ids=["Chinese", "Japanese"])
@pytest.mark.parametrize("width", [18, 26, 35])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_lines_of_chinese_and_japanese_are_joined_without_a_space(texts: tuple[str, ...], width: int, indent: str) -> None:
    blocks = ["\n".join((indent + text)[at : at + width] for at in range(0, len(indent + text), width)) for text in texts]
    assert copy(("\n" if indent else "\n\n").join(blocks)).paragraphs == texts


def test_verse_and_lists_of_chinese_stay_as_they_are() -> None:
    verse = ("床前河水白，疑是地上霜。", "举头看明月，低头问水乡。", "磨坊无人语，桥下有寒光。")
    assert copy("\n".join(verse)).paragraphs == verse
    rows = ("磨坊", "河水很低的一年", "桥", "春天以前的两个镇子和它们的人")
    assert copy("\n".join(rows)).paragraphs == rows


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_letter_that_begins_a_word_is_no_sign_before_it(encoding: str) -> None:
    text = "Woda płynęła pod mostem, a oba miasta zapisały swoje liczby w księgach młyna. Źródło było suche."
    assert cleaned(read_plain(text.encode(encoding))).paragraphs == (text,)


def test_words_divided_in_a_short_text_are_not_told_as_verse() -> None:
    read = copy(
        "The com-\nmission asked the well-\nknown keeper for the twenty-\none books and the inter-\nnational council, but no-\nbody came."
    )
    assert read.paragraphs == (
        "The commission asked the well-known keeper for the twenty-one books and the international council, but nobody came.",
    )
    assert not any("verse" in notice for notice in read.notices)
