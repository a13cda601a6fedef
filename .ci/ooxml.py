"""Microsoft's own validator (Open XML SDK 3) on Word files: `ooxml.py FOLDER-OF-.NET FILE...`; exit code 1 where it finds anything.

The .NET runtime and the libraries come unpacked from a wheel, and pythonnet is the bridge: nothing is installed.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def _runtime(folder: Path, bridge: Path) -> Any:
    """Start .NET from a folder (clr_loader knows installed ones only) and return it as clr_loader wants it."""
    from clr_loader import types
    from clr_loader.ffi import ffi

    library = ctypes.CDLL(str(folder / "libcoreclr.so"))
    assemblies = ":".join(map(str, (*folder.glob("*.dll"), bridge)))
    settings = {
        "TRUSTED_PLATFORM_ASSEMBLIES": assemblies,
        "APP_PATHS": str(folder),
        "NATIVE_DLL_SEARCH_DIRECTORIES": f"{folder}/",
        "System.Globalization.Invariant": "true",
    }
    strings = ctypes.c_char_p * len(settings)
    host, domain = ctypes.c_void_p(), ctypes.c_uint()
    keys, values = strings(*map(str.encode, settings)), strings(*map(str.encode, settings.values()))
    code = library.coreclr_initialize(
        sys.executable.encode(), b"checker", len(settings), keys, values, ctypes.byref(host), ctypes.byref(domain)
    )
    if code < 0:
        raise RuntimeError(f".NET does not start: {code & 0xFFFFFFFF:#x}")

    class Runtime(types.Runtime):  # type: ignore[misc]
        def info(self) -> Any:
            return types.RuntimeInfo("CoreCLR", "", initialized=True, shutdown=False, properties={})

        def _get_callable(self, assembly_path: Any, typename: str, function: str) -> Callable[[Any, int], int]:
            pointer = ctypes.c_void_p()
            names = (Path(assembly_path).stem, typename.split(",")[0], function)
            code = library.coreclr_create_delegate(host, domain, *map(str.encode, names), ctypes.byref(pointer))
            if code < 0:
                raise RuntimeError(f"{function} is not there: {code & 0xFFFFFFFF:#x}")
            call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)(pointer.value or 0)
            return lambda data, size: int(call(int(ffi.cast("uintptr_t", data)), size))

        def shutdown(self) -> None:
            """Leave it to the end of the process."""

    return Runtime()


def load(folder: Path) -> None:
    """Make the validator ready to be imported."""
    import pythonnet

    pythonnet.load(_runtime(folder.resolve(), Path(pythonnet.__file__).parent / "runtime" / "Python.Runtime.dll"))
    import clr

    clr.AddReference("DocumentFormat.OpenXml")
    clr.AddReference("DocumentFormat.OpenXml.Framework")


def errors(path: Path) -> Iterator[str]:
    """Yield what the validator says of a file, in the version of Microsoft 365."""
    from DocumentFormat.OpenXml import FileFormatVersions
    from DocumentFormat.OpenXml.Packaging import WordprocessingDocument
    from DocumentFormat.OpenXml.Validation import OpenXmlValidator

    opened = WordprocessingDocument.Open(str(path.resolve()), False)  # noqa: FBT003
    try:
        for each in OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(opened):
            part = each.Part.Uri.ToString() if each.Part is not None else ""
            yield f"{path.name}: {part} {each.Path.XPath if each.Path is not None else ''}: {each.Description}"
    finally:
        opened.Dispose()


def main() -> None:
    """Check the files that are named."""
    load(Path(sys.argv[1]))
    paths = [Path(name) for name in sys.argv[2:]]
    found = [error for path in paths for error in errors(path)]
    for error in found[:40]:
        sys.stdout.write(f"{error}\n")
    sys.stdout.write(f"Open XML SDK: {len(paths)} files, {len(found)} errors.\n")
    sys.stdout.flush()
    os._exit(bool(found))  # .NET and Python do not end well together


if __name__ == "__main__":
    main()
