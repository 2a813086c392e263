"""The version of this program: what reports, indexes and `--version` name."""

__version__ = "0.1.0"
