"""The leak proof: no finished file for students holds words that are the teacher's alone."""
