"""YAML 1.2 as a whole, read by ruamel.yaml: what is not plain, and the words for what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.tokens import AliasToken, AnchorToken, DirectiveToken, ScalarToken, TagToken

from briefing.errors import BriefingError, Problem
from briefing.files.yaml_nodes import TRICKS
from briefing.files.yaml_words import UNPRINTABLE, fault, too_deep, unprintable


class _Constructor(RoundTripConstructor):
    """A reader of YAML that keeps dates as text: YAML itself reads whole days only, and does not say on which line a wrong date is."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))


def load(text: str, name: str, first: int) -> Any:
    """Return what a YAML text holds.

    Args:
        text: The text.
        name: The file that it is in, as the user knows it.
        first: The line on which it begins.

    Raises:
        BriefingError: It is not YAML, or has parts that are refused.
    """
    try:
        _refuse_tricks(text, name, first)
        yaml = YAML(typ="rt")
        yaml.Constructor = _Constructor
        yaml.allow_duplicate_keys = False
        return yaml.load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        key = re.search(r'duplicate key "(.*?)"', str(error.problem))
        raise BriefingError([_at(name, first, mark, f"'{key[1] if key else 'a key'}' is set twice", "Delete one of the two.")]) from None
    except MarkedYAMLError as error:
        raise BriefingError([fault(error, text, name, first)]) from None
    except RecursionError:
        raise too_deep(name, first) from None
    except (YAMLError, ReaderError, ValueError) as error:
        raise BriefingError([Problem(name, first, f"this is not YAML: {error}".split("\n")[0], "Write 'key: value'.")]) from None


def _refuse_tricks(text: str, name: str, first: int) -> None:
    """Refuse parts of YAML that can make a small file huge in memory, and characters that cannot be printed."""
    for token in YAML(typ="rt").scan(text) if TRICKS.search(text) else ():
        if isinstance(token, AnchorToken | AliasToken | TagToken | DirectiveToken):
            what = "a value cannot begin with &, *, ! or %, which have a special meaning in YAML"
            raise BriefingError([_at(name, first, token.start_mark, what, "Put the value in quotation marks.")])
        if isinstance(token, ScalarToken) and token.style == '"' and (control := UNPRINTABLE.search(token.value)):
            raise BriefingError([_at(name, first, token.start_mark, unprintable(control[0]), "Delete its code, which begins with \\.")])


def _at(name: str, first: int, mark: Any, message: str, hint: str) -> Problem:
    return Problem(name, first + mark.line, message, hint, mark.column + 1) if mark else Problem(name, first, message, hint)
