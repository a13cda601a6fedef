"""Lay pages on sheets of paper, to fold and staple them or to save paper."""
