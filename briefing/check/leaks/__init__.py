"""The leak proof: no finished file for students contains words that are for the teacher only."""
