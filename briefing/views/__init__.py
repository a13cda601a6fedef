"""Plain-text views for people: what a pack holds, what a library holds, what two packs do not have in common."""
