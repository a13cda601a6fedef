"""Verbs: one function for each job, with one result. Commands and Python callers use the same.

Each module has the name of its command. A verb takes plain arguments, raises `BriefingError` with every problem, and returns a frozen
dataclass whose fields are texts, numbers, paths and tuples of such: it can be printed, sent as JSON or shown in a browser.
"""
