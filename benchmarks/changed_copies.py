"""Change copies on the disk at random, build the whole pack, and look at what the finished file prints.

    python benchmarks/changed_copies.py [NUMBER] [SEED]

A pack prints a passage of a copy, and a quotation that is typed in a text. The copy is changed in one of the two, in the ways of
`mutations.py`; then the pack is built. A build that is refused must name the file of the passage or of the quotation, leave the older pack
as it was, and `verify` must fail, too. A build that is not refused must print what was printed before; of other forms of the same text, the
same words. The exit code is 1 if one of these is not so.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

from click.testing import CliRunner, Result
from mutations import IN_COPIES, OTHER, SAME, Case, case, texts

from briefing.cli import main as program
from briefing.originals.copies import Copy, stored

BAD = ("passed", "crashed", "badly told")
"""Outcomes that may not be."""
EACH = 10
"""How many changes are made for each choice of a passage."""
SOURCE = """---
type: article
title: Probe
about: An invented text.
lacks: Nothing.
rights: {{holder: nobody, basis: own, terms: Free.}}
original: {{paragraphs: {count}, body: 1-{count}, words: 900}}
---
¶1 A digest.
"""
EXCERPT = """---
title: Passage
source: copy
paragraphs: {number}
select:
  start: {start}
  end: {end}
words: {words}
sha256: {sha256}
within-sentence: yes
---
A digest.
"""
OUTLINE = """title: Probe
sections:
- use: excerpts
- use: text
  title: Typed
  texts: [typed]
"""


def run(*args: str) -> Result:
    """Run a command in the workspace."""
    return CliRunner().invoke(program, args)


def write(probe: Case, *, is_typed: bool) -> None:
    """Write the library for a passage: as an excerpt of the copy, or as a quotation in a text beside an excerpt of another paragraph."""
    for name in ("sources", "excerpts", "texts", "originals"):
        Path("seeds", name).mkdir(parents=True, exist_ok=True)
    Path("templates").mkdir(exist_ok=True)
    Path("templates/probe.yaml").write_text(OUTLINE if not is_typed else OUTLINE.replace("- use: excerpts\n", ""), encoding="utf-8")
    Path("seeds/sources/copy.md").write_text(SOURCE.format(count=len(probe.paragraphs)), encoding="utf-8")
    chosen = probe.excerpt
    start, end = (f"'{each.replace(chr(39), chr(39) * 2)}'" for each in (chosen.select.start, chosen.select.end))
    text = EXCERPT.format(number=probe.number + 1, start=start, end=end, words=chosen.words, sha256=chosen.sha256)
    Path("seeds/excerpts/passage.md").write_text(text, encoding="utf-8")
    quoted = re.sub(r"([\\`*_<>#~^|&$]|\[(?=\d+\]))", r"\\\1", probe.passage)
    Path("seeds/texts/typed.md").write_text(f"> {quoted} [@copy]\n" if is_typed else "No quotation.\n", encoding="utf-8")


def put(copy: Copy) -> None:
    """Put a copy in the place of the other one."""
    Path("seeds/originals/copy.txt").write_text(stored(copy), encoding="utf-8")


def printed() -> str:
    """Return the words of the quotation in the finished EPUB."""
    with zipfile.ZipFile("output/probe.epub") as book:
        pages = " ".join(book.read(name).decode() for name in sorted(book.namelist()) if name.endswith(".xhtml"))
    found = re.findall(r"<blockquote.*?</blockquote>", pages, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", " ".join(found)).replace("\u00ad", "").split())


def words(text: str) -> list[str]:
    """Return the words of a text without its signs, whatever forms its letters have. The copy's own forms are printed."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def build() -> Result:
    """Build the pack as an EPUB."""
    return run("build", "probe", "-f", "epub", "--no-cache")


def outcome(probe: Case, changed: str, before: str, *, is_form: bool) -> str:
    """Change the copy and build; return what became of it. `is_form`: the change is another form of the same text."""
    old = hashlib.sha256(Path("output/probe.epub").read_bytes()).digest()
    put(probe.copy(changed))
    done, verified = build(), run("verify")
    if done.exit_code not in (0, 1) or verified.exit_code not in (0, 1):
        return "crashed"
    if done.exit_code:
        kept = hashlib.sha256(Path("output/probe.epub").read_bytes()).digest() == old
        named = re.search(r"seeds/(?:excerpts/passage|texts/typed|originals/copy)\b", done.output)
        if kept and named and "no typeface has" in done.output:
            return "not in the typeface"
        return "told" if kept and named and verified.exit_code else "badly told"
    if (words(printed()) == words(before)) if is_form else (printed() == before):
        return "the same words"
    # What is left of a passage that cannot be proved is its digest, with a word about it.
    return "digest" if not printed() and verified.exit_code else "passed"


def main() -> None:
    """Print how many changes came out in each way."""
    number, seed = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 300), (2, 1)))
    chance, copies = random.Random(seed), texts()
    counts: dict[str, Counter[str]] = {"changes": Counter(), "other forms of the same text": Counter()}
    unusable = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        while sum(each.total() for each in counts.values()) < number:
            probe, is_typed = case(chance, copies), chance.random() < 0.5
            write(probe, is_typed=is_typed)
            put(probe.copy(probe.passage))
            if build().exit_code or not (before := printed()):
                unusable += 1
                continue
            kinds = {**OTHER, **SAME, **IN_COPIES}
            for name in chance.sample(list(kinds), EACH):
                changed = kinds[name](chance, probe.passage)
                if changed.split() == probe.passage.split() and name not in SAME:
                    continue
                found = outcome(probe, changed, before, is_form=name in SAME)
                counts["other forms of the same text" if name in SAME else "changes"][found] += 1
                if found in BAD or (name in SAME and found not in ("the same words", "not in the typeface")):
                    print(f"{found}: {name}, {'typed' if is_typed else 'excerpt'}\n  {probe.passage}\n  {changed}", flush=True)
                put(probe.copy(probe.passage))
                if build().exit_code:
                    sys.exit("The pack cannot be built with the copy as it was.")
        os.chdir("/")
    for kind, each in counts.items():
        print(f"{each.total()} {kind}: {', '.join(f'{count} {what}' for what, count in each.most_common())}")
    print(f"{unusable} choices could not be built as they are")
    sys.exit(any(counts["changes"][each] for each in BAD))


if __name__ == "__main__":
    main()
