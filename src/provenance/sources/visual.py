"""Tells by a stated media type, or by a name, whether a file shows something: picture or video."""

from __future__ import annotations

PICTURES = (
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp"),
    *(".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif", ".jxl"),
)
VIDEOS = (
    *(".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".mkv", ".webm", ".avi", ".ts", ".mts"),
    *(".m2ts", ".mpg", ".mpeg", ".flv", ".wmv", ".asf", ".ogv"),
)

NOT_VISUAL = "neither a picture nor a video"

_TYPES = frozenset({"application/mp4", "application/x-matroska", "application/x-flv"})
_UNTOLD = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/force-download"}
)
"""Types that say nothing: servers of files state them of everything."""


def is_visual(media_type: str, name: str = "") -> bool:
    """Tell whether a file is a picture or video; the name is asked where the type says nothing."""
    stated = media_type.partition(";")[0].strip().lower()
    if stated in _UNTOLD:
        return names_visual(name) or name.lower().endswith(".svg")
    return stated.startswith(("image/", "video/")) or stated in _TYPES


def names_visual(name: str) -> bool:
    """Tell whether a name is that of a picture or video."""
    return name.lower().endswith(PICTURES + VIDEOS)


def names_video(name: str) -> bool:
    """Tell whether a name is that of a video."""
    return name.lower().endswith(VIDEOS)
