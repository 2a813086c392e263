"""Place names reduced to the letters that spellings share."""

from __future__ import annotations

import unicodedata

_WHOLE_LETTERS = dict(zip("øđðłıħə", "oddlihe", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
"""Latin letters that Unicode does not take apart into a letter and a mark."""

_ARABIC_FORMS = {"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": ""}
"""Persian and Urdu letters, and endings that are typed either way."""

_APOSTROPHES = dict.fromkeys("'’‘ʻʼʿʾ`´", "")
"""Left out as often as written: N'Djamena, Ndjamena."""

_ALIKE = str.maketrans(_WHOLE_LETTERS | _ARABIC_FORMS | _APOSTROPHES)


def fold(text: str) -> str:
    """Reduce a name to lower-case letters and digits without accents, words apart by one space.

    The bundled list holds its names folded, so both sides of a comparison come from here.
    """
    apart = unicodedata.normalize("NFKD", text).casefold()  # "№" comes apart into capitals
    plain = unicodedata.normalize("NFKD", apart).translate(_ALIKE)
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split())
