"""Takes the EXIF out of an AVIF as it stands.

Pillow 13 writes the turn of the picture into its copy, and writes all of it anew for that: a letter
that is not ASCII becomes `?`, and a file without EXIF seems to have some.
"""

from __future__ import annotations

from provenance.media.heif_meta import meta_of

MOST_BYTES = 4 << 20


def exif_of(data: bytes, otherwise: bytes | None) -> bytes | None:
    """Give the TIFF in the first item `Exif` (ISO/IEC 23008-12, A.2.1), nothing without one.

    Where the boxes are damaged it is `otherwise`.
    """
    try:
        meta = meta_of(data)
        item = next((number for number, kind in meta.kinds.items() if kind == "Exif"), None)
        if item is None:
            return None
        held = meta.coded(data, item, MOST_BYTES)
        # The first four bytes say how many more stand before the TIFF.
        return held[4 + int.from_bytes(held[:4], "big") :] or otherwise
    except Exception:  # noqa: BLE001 - damaged boxes raise what nobody foresaw
        return otherwise
