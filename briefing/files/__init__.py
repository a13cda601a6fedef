"""Reading the files that people write (YAML, and Markdown with front matter), with the line and the column of every setting."""
