"""Build the same pack in many ways, and two packs at once into one folder: count what differs, what is mixed, and what is left behind.

    python benchmarks/sameness.py [PAIRS]

The exit code is 1 if a file has other bytes, if a folder holds files of two builds, or if a draft is left.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.workspace import starter

BUILD = (sys.executable, "-m", "briefing", "build", "--no-cache")
OUTPUT = "output"


def main() -> None:
    """Print a line for each way, and one for all pairs."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        usual = workspace(folder / "usual")
        built(usual)
        expected = hashes(usual / OUTPUT)
        wrong = 0
        for label, found in ways(folder).items():
            same = sum(found.get(file) == expected[file] for file in expected)
            wrong += same != len(expected)
            print(f"{label:45} {same} of {len(expected)} files the same", flush=True)
        mixed, left = at_once(usual, expected, pairs)
        print(f"{pairs} pairs of builds at once: {mixed} mixed, {left} drafts left")
    sys.exit(bool(wrong or mixed or left))


def workspace(folder: Path, *, backwards: bool = False) -> Path:
    """Copy the small example, file by file in the order of their names, or in the opposite order."""
    for path in sorted((each for each in starter().rglob("*") if each.is_file()), reverse=backwards):
        target = folder / path.relative_to(starter())
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


def built(root: Path, *options: str, environment: Mapping[str, str] | None = None, before: Sequence[str] = (), umask: int = -1) -> None:
    """Build the pack of a workspace; it must succeed."""
    command = [*before, *BUILD, *options]
    subprocess.run(command, cwd=root, env={**os.environ, **(environment or {})}, umask=umask, capture_output=True, check=True)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()}


def ways(folder: Path) -> dict[str, dict[str, str]]:
    """Build in each of the ways; return the hashes of the files."""
    found: dict[str, dict[str, str]] = {}
    settings = {
        "hash seed 0": {"PYTHONHASHSEED": "0"},
        "hash seed 4242": {"PYTHONHASHSEED": "4242"},
        "time zone of Kiritimati": {"TZ": "Pacific/Kiritimati"},
        "time zone of Honolulu": {"TZ": "Pacific/Honolulu"},
        "locale C": {"LANG": "C", "LC_ALL": "C"},
        "another home": {"HOME": str(folder)},
        "no bytecode": {"PYTHONDONTWRITEBYTECODE": "1"},
    }
    for label, environment in settings.items():
        root = workspace(folder / label.replace(" ", "-"))
        built(root, environment=environment)
        found[label] = hashes(root / OUTPUT)
    root = workspace(folder / "umask")
    built(root, umask=0o077)
    found["umask 077"] = hashes(root / OUTPUT)
    root = workspace(folder / "another place" / "with a long name", backwards=True)
    built(root)
    found["another folder, files written in another order"] = hashes(root / OUTPUT)
    if taskset := shutil.which("taskset"):
        root = workspace(folder / "one-core")
        built(root, before=[taskset, "-c", "0"])
        found["one core"] = hashes(root / OUTPUT)
    return found


def at_once(root: Path, expected: dict[str, str], pairs: int) -> tuple[int, int]:
    """Build for A4 and for Letter at once into one folder; return how often files of both were there, and how many drafts were left."""
    built(root, "--paper", "letter", "-o", "letter")
    whole = [expected, hashes(root / "letter")]
    mixed = left = 0
    for _ in range(pairs):
        runs = [
            subprocess.Popen([*BUILD, "--paper", paper, "-o", "both"], cwd=root, stdout=subprocess.DEVNULL) for paper in ("a4", "letter")
        ]
        failed = [run.wait() for run in runs]
        mixed += any(failed) or hashes(root / "both") not in whole
        left += sum(1 for each in (*root.iterdir(), *(root / "both").iterdir()) if each.name.startswith(".briefing-"))
    return mixed, left


if __name__ == "__main__":
    main()
