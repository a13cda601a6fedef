"""What the project depends on: bounds in pyproject.toml, and the versions that `.ci/run` installs."""

from __future__ import annotations

import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.places import SHIPPED

PROJECT = tomllib.loads((SHIPPED / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = dict(
    line.split("==") for line in (SHIPPED / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
)


def test_every_dependency_is_locked_within_its_bounds() -> None:
    """After a change of pyproject.toml, `.ci/lock` writes the constraints anew."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    named = [*PROJECT["project"]["dependencies"], *(each for extra in extras for each in extra), *PROJECT["build-system"]["requires"]]
    needed = [Requirement(each) for each in named]
    assert [str(each) for each in needed if LOCKED.get(canonicalize_name(each.name), "0") not in each.specifier] == []
