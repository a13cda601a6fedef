"""Reading a user's file, of any format, as plain paragraphs: a module for each family of formats, run in a process of its own."""
