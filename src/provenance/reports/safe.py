"""Untrusted text made harmless: what would steer a terminal or turn a line is shown instead."""

from __future__ import annotations

LINE_ENDS = "\n\u2028\u2029"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_SHOWN: dict[int, str] = {
    **{code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))},
    **{code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)},
    **{ord(control): f"<U+{ord(control):04X}>" for control in BIDI_CONTROLS},
    ord("\t"): " ",
}
_FOLDED = _SHOWN | {ord(end): " " for end in LINE_ENDS}
_KEPT = _SHOWN | {ord(end): "\n" for end in LINE_ENDS}


def safe_text(text: str, *, multiline: bool = False) -> str:
    r"""Make a string from outside fit to be printed.

    Control characters become visible (`\x1b` as four characters), so do lone surrogates, and
    bidirectional controls read `<U+202E>`. Ends of lines become a space, or stay as "\n" where
    `multiline` is set.
    """
    return text.replace("\r\n", "\n").translate(_KEPT if multiline else _FOLDED)
