"""Reading bibliographies of other programs."""
