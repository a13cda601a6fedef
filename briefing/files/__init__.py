"""Files that people write: YAML and front matter, with the place of every setting. Knows no subject."""
