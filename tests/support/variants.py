"""Which variants of a test a plain `pytest` runs, where one test has many. `pytest --all` runs all of them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import pytest


def variants(values: Iterable[Any], quick: Container[Any]) -> list[Any]:
    """Return the values for `parametrize`, all of them marked slow but the quick ones. A tuple has a value for each argument."""
    each = ((value, value if isinstance(value, tuple) else (value,)) for value in values)
    return [pytest.param(*arguments, marks=() if value in quick else pytest.mark.slow) for value, arguments in each]
