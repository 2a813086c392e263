"""What lies on disk at a place that a source names."""

from __future__ import annotations

import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISLNK, "symbolic link"),
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "FIFO"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISBLK, "block device"),
    (stat.S_ISCHR, "character device"),
)


def kind(mode: int) -> str:
    """Name what a `st_mode` stands for where it is not a regular file; empty where it is."""
    if stat.S_ISREG(mode):
        return ""
    return next((name for holds, name in _KINDS if holds(mode)), "special file")


def obstacle(path: Path) -> str:
    """Say why no file can be read at `path`; empty where a regular file lies, links followed."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "is not there"
    except (OSError, ValueError) as error:
        return f"cannot be reached ({why(error)})"
    other = kind(mode)
    return f"is a {other}, not a picture file" if other else ""


def why(error: OSError | ValueError) -> str:
    """Give the system's own words for an error, without the path that they end with."""
    return getattr(error, "strerror", None) or str(error)
