"""Formulas in TeX as nodes of the document: as MathML, and in words of one line."""

from __future__ import annotations

import re

from briefing.assemble.context import Context
from briefing.assemble.text_places import problem_at
from briefing.document import Blocks, Formula, Inline, Inlines, Text, walk
from briefing.document.changing import inlines
from briefing.markup import DISPLAYED, FORMULA, unled
from briefing.system import pandoc

LONGEST = 2_000
"""Characters that a formula may have."""
DEEPEST = 60
"""How deeply the elements of a formula may be nested: who draws them follows them by recursion."""
MOST_WORK = 40_000
"""The steps that the layout of a formula may take."""
_ROWS = frozenset({"math", "mrow", "mtd", "msqrt", "mroot", "mphantom", "mpadded", "menclose"})
_LEAVES = frozenset({"mi", "mn", "mo", "mtext"})


def worded(context: Context, blocks: Blocks) -> Blocks:
    """Return blocks with their formulas. What pandoc cannot read is noted."""
    found = list(dict.fromkeys(name for each in walk(blocks) if (name := unled(each, FORMULA))))
    if not found:
        return blocks
    questions = [(name.removeprefix(DISPLAYED), name.startswith(DISPLAYED)) for name in found]
    asked = [(tex, apart) for tex, apart in questions if len(tex) <= LONGEST]
    answers = pandoc.mathml(asked, is_kept=True) if asked else []
    read = [each for each, answer in zip(asked, answers, strict=True) if isinstance(answer, str)]
    office = dict(zip(read, pandoc.office_math(read) if read else (), strict=True))
    made = {each: _formula(context, each, answer, office.get(each, "")) for each, answer in zip(asked, answers, strict=True)}
    known = {name: made.get(each) or _formula(context, each, None, "") for name, each in zip(found, questions, strict=True)}

    def change(inline: Inline) -> Inlines | None:
        name = unled(inline, FORMULA)
        return known[name] if name else None

    return inlines(blocks, change)


def _formula(context: Context, question: pandoc.Tex, answer: str | pandoc.FormulaError | None, office: str) -> Inlines:
    """Return a formula, from what pandoc has answered: nothing if it was not asked."""
    from briefing.originals.readers import tex_formulas  # only for packs with formulas

    tex, apart = question
    shown = f"${tex if len(tex) < 80 else f'{tex[:80]}…'}$"
    if answer is None:
        _tell(context, tex, f"the formula {shown} is longer than {LONGEST} characters", "Divide it into several formulas.")
    elif isinstance(answer, pandoc.FormulaError):
        why = f": {answer}" if str(answer) else ""
        _tell(context, tex, f"the formula {shown} cannot be read{why}", "Correct its TeX, or write it in words.")
    elif _is_tangled(answer):
        _tell(context, tex, f"the formula {shown} is nested too deeply", "Divide it into several formulas.")
    else:
        words = tex_formulas.in_words(answer)
        return (Formula(tex, answer, (Text(words),), office, apart),) if words else (Text(" "),)
    return (Text(tex),)


def _tell(context: Context, tex: str, message: str, hint: str) -> None:
    words = r"\s+".join(map(re.escape, tex.split()))
    pattern = rf"\$\s*{words}\s*\$|\}}\s*{words}\s*\\end"
    context.noted.problems.append(problem_at(context, pattern, message, hint))


def _is_tangled(mathml: str) -> bool:
    """Say whether a formula is nested so deeply that it takes long to lay out: the layout of each row doubles that of the rows in it."""
    depth = rows = work = 0
    for match in re.finditer(r"<(/?)([a-z]+)[^<>]*>", mathml):
        step = -1 if match[1] else 1
        depth += step
        rows += step * (match[2] in _ROWS)
        work += 2**rows if match[2] in _LEAVES else 0
        if depth > DEEPEST or work > MOST_WORK:
            return True
    return False
