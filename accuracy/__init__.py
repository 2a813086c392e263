"""Measures how well edited pictures are found again: `make accuracy`."""
