"""The machine: the clock of a build, processes, pandoc, and reading files of strangers where they can do no harm."""
