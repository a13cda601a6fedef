"""Rights in sources: comparing what a pack prints with what is permitted, and asking rights holders for permission."""
