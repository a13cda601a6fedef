"""The desk: a workspace in the browser, over the same files as the command line. It calls the same verbs, and keeps nothing of its own."""
