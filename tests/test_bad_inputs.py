"""Damaged files and odd options: a message with a place and with what to do, and nothing changed."""

from __future__ import annotations

import importlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import SHIPPED

SCRIPT = SHIPPED / "benchmarks" / "bad_inputs.py"


@pytest.mark.slow
def test_bad_inputs_get_messages() -> None:
    """No traceback, no half-written file, no problem without a place and without advice, among 80 inputs."""
    done = subprocess.run([sys.executable, str(SCRIPT), "80", "21"], capture_output=True, text=True, cwd=SHIPPED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 with faults " in done.stdout


@pytest.mark.parametrize("form", ["text", "bytes"])
def test_damage_can_be_made_again(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same seed damages a file in the same way, so that a fault that is found can be looked at."""
    monkeypatch.setattr(sys, "path", [str(SCRIPT.parent), *sys.path])
    monkeypatch.chdir(Path(os.curdir).resolve())
    bad_inputs = importlib.import_module("bad_inputs")

    damage = bad_inputs.damaged_text if form == "text" else bad_inputs.damaged_bytes
    data = b"title: A\nsections:\n- use: text\n"
    assert damage(random.Random(5), data) == damage(random.Random(5), data)
    assert len({damage(random.Random(seed), data) for seed in range(40)}) > 10
