"""Pages to print and hand over."""
