"""Reading bibliographies of other programs: BibTeX, BibLaTeX, RIS, EndNote XML, CSL-JSON and CSL-YAML."""
