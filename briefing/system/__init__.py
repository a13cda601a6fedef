"""The machine: the clock of a build, processes, pandoc, and reading files from strangers safely."""
