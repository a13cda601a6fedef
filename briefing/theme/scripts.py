"""Packages with typefaces for scripts, for messages that say what to install. Each is under the SIL Open Font Licence."""

from __future__ import annotations

NOTO = "manimgx_fonts"
PACKAGES = {
    "Arabic": "fontpkg_amiri",
    "Hebrew": "fontpkg_frank_ruhl_libre",
    "Devanagari": "fontpkg_noto_sans_devanagari",
    "Chinese": "pylopdf_fonts_zh_cn",
    "Japanese": "pylopdf_fonts_jp",
    "Korean": "pylopdf_fonts_ko",
    **dict.fromkeys(("Armenian", "Georgian", "Ethiopic", "Bengali", "Gujarati", "Gurmukhi", "Tamil", "Telugu"), NOTO),
    **dict.fromkeys(("Kannada", "Malayalam", "Oriya", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar"), NOTO),
}
"""A package for each script, by the name that messages give the script."""


def advice(script: str) -> str:
    """Say how to add a typeface that has a script; nothing if no package is known."""
    package = PACKAGES.get(script)
    if package is None:
        return ""
    install = f"pip install {package.replace('_', '-')}"
    return f"Add a typeface that has them: run '{install}', and write in templates/theme.yaml: typefaces: {{more: [{package}]}}."
