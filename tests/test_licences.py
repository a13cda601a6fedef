"""The page of licences states what is installed, whatever the versions."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parent.parent
WRITER = runpy.run_path(str(ROOT / "docs" / "licences.py"))
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
FAMILIES = ("LGPL", "GPL", "MPL", "MIT", "BSD", "Apache", "PSF", "ISC", "OFL")


def families(licence: str) -> set[str]:
    """Return the families of licences that a text names: BSD for BSD-3-Clause."""
    return {family for family in FAMILIES if re.search(rf"(?<![A-Z]){family}", licence.split(";")[0])}


def stated() -> dict[str, str]:
    return dict(cast("Callable[[str], Iterator[tuple[str, str]]]", WRITER["stated"])(PAGE))


def test_every_package_that_is_installed_is_on_the_page_with_its_licence() -> None:
    """A new dependency, or one that changes its licence, is noticed here."""
    installed = cast("Callable[[], dict[str, tuple[str, set[str]]]]", WRITER["installed"])()
    page = stated()
    assert len(installed) > 20
    assert sorted(set(installed) - set(page)) == []
    wrong = {name: (page[name], licence) for name, (licence, _) in installed.items() if families(page[name]) != families(licence)}
    assert wrong == {}
    assert all(families(licence) for licence in page.values())


def test_page_names_what_packages_do_not_say_of_themselves() -> None:
    """The package of pandoc says MIT, and the program inside is under the GPL; pyphen leaves a choice."""
    page = stated()
    assert "GPL-2.0-or-later" in page["pypandoc-binary"]
    assert families(page["pyphen"]) == {"GPL", "LGPL", "MPL"}
    assert "docs/licences.md" in (ROOT / "README.md").read_text(encoding="utf-8")
