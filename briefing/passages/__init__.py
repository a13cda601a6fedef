"""The passages of excerpts in the user's copies: finding them, proving them, editing them, and exchanging them with other programs."""
