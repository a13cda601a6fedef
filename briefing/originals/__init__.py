"""The user's own copies of sources: read from any format, normalised, kept under `seeds/originals/`."""
