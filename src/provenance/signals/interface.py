"""What a signal must offer."""

from __future__ import annotations

from typing import Protocol

from provenance.model.fingerprint import Fingerprint
from provenance.signals.projection import Projection


class Signal(Protocol):
    """Makes one kind of fingerprint; holds no state.

    `name` says algorithm and length in `bits`, is stored beside every hash and is stable for ever:
    a changed algorithm is a new name.
    """

    name: str
    bits: int

    def compute(self, projection: Projection) -> Fingerprint:
        """Give the fingerprint of a picture from its projection."""
