"""The commands, each in its own module, and the parts that they share."""
