"""Asking for leave to print: what holders of rights want to know, as a letter and as a row of a table."""
