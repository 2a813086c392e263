"""Lets `python -m provenance` do what `provenance` does."""

from provenance.cli.start import main

main()
