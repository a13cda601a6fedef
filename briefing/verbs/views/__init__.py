"""Plain-text views for people: what a pack holds, what a library holds, how two packs differ."""
