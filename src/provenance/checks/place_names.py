"""Place names reduced to the letters that spellings share."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans(
    {
        # Latin letters that do not decompose into a letter and a mark
        **{"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ə": "e"},
        **{"æ": "ae", "œ": "oe", "þ": "th"},
        # Persian and Urdu forms of Arabic letters, and endings that are typed either way
        **{"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ـ": ""},
        # apostrophes are left out as often as written: N'Djamena, Ndjamena
        **dict.fromkeys("'’‘ʻʼʿʾ`´", ""),
    }
)


def fold(text: str) -> str:
    """Reduce a name to lower-case letters and digits without accents, words apart by one space.

    The bundled list holds its names folded, so both sides of a comparison come from here.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split())
