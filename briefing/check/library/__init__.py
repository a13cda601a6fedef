"""Checks of a library and its packs: faults and forgotten things that do not stop reading or assembling."""
