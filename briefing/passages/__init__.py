"""Passages of excerpts in the user's copies: found, proved, edited, exchanged."""
