"""Checks of workspaces and finished files: faults that do not stop reading or assembling."""
