"""Handouts: sheets of one or two pages, for everybody or for each person of a roster."""
