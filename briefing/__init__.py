"""Assemble curated excerpts, country summaries, glossaries and questions into annotated packs in Word, PDF and EPUB.

The verbs, in the order of the steps: `load` a library, read `plans`, assemble `packs`, `draw` them, `place` the files.
"""

__version__ = "0.1.0"
