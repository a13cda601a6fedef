"""The user's own copies of sources: reading them from any format, normalising them, and keeping them in `seeds/originals/`."""
