"""The report on the accessibility of a pack: what briefing found in its three files, and what a person has to try."""
