"""One report on how accessible a pack is: what programs found in its three files, and what a person has to try."""
