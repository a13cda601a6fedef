"""Reading a file of the user as plain paragraphs. Each family of formats has a module. The readers run in a process of their own."""
