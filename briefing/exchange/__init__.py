"""What other programs write and read: a module for each format."""
