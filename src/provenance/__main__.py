"""Lets `python -m provenance` do what `provenance` does."""

from provenance.cli.main import main

main()
