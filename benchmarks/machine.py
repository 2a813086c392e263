"""Says what the figures were measured on: machine, versions, state of the code."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from importlib import metadata
from pathlib import Path

from options import REPOSITORY

_PARTS = ("numpy", "pillow", "exifread", "click", "imagehash", "scipy", "faiss-cpu")


def described() -> str:
    """Give one line each on the machine, the versions and the code."""
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    versions += [f"{name} {_version(name)}" for name in _PARTS]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return "\n".join(
        (
            f"- Machine: {_processor()}, {os.cpu_count()} cores, {_memory_gib():.0f} GiB, "
            f"{platform.system()} {platform.machine()}; load average {load} at the end",
            f"- Versions: {', '.join(versions)}",
            f"- Code: provenance {_version('provenance')}, commit {_commit()}",
        )
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown processor"


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _commit() -> str:
    command = ("git", "-C", str(REPOSITORY), "describe", "--always", "--dirty")
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
