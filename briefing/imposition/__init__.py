"""Pages laid on sheets of paper, to fold, to staple or to save paper."""
