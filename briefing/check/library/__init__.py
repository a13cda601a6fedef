"""What is wrong or forgotten in a library and its packs, beyond what reading and assembling refuse."""
