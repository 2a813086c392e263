"""Tells apart what a verifier's codes say of the bytes and of the signer (C2PA 2.2, 15.2.2).

One state for both would mislead: `Invalid` is also a file of which no byte was changed, but whose
signer's certificate had run out; and a file that was changed may have been signed by whom it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_BINDINGS = ("dataHash", "bmffHash", "boxesHash", "collectionHash")
_MATCHED = {f"assertion.{kind}.match" for kind in _BINDINGS}
_CHANGED = {f"assertion.{kind}.mismatch" for kind in _BINDINGS}
_MANIFEST_CHANGED = {
    *("assertion.hashedURI.mismatch", "hashedURI.mismatch", "claimSignature.mismatch"),
    *("assertion.missing", "hashedURI.missing", "claimSignature.missing"),
}
_OF_THE_SIGNER = ("signingCredential.", "timeStamp.", "timeOfSigning.", "cawg.")
_SIGNED = "claimSignature.validated"
_WITHDRAWN = {"signingCredential.revoked", "signingCredential.ocsp.revoked"}


class Bytes(StrEnum):
    """What is known of the bytes since signing: of the picture, then of the manifest itself."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MANIFEST_CHANGED = "manifest changed"
    NOT_ESTABLISHED = "not established"


class Signer(StrEnum):
    """What is known of the signer; NOT_ESTABLISHED where the signature does not fit."""

    ON_LIST = "on the list"
    NOT_ON_LIST = "not on the list"
    OUT_OF_DATE = "out of date"
    WITHDRAWN = "withdrawn"
    UNUSABLE = "not fit for signing"
    NOT_ESTABLISHED = "not established"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of the active manifest, and of what failed in those it was made from."""

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    of_ingredients: tuple[str, ...] = ()


def codes_of(results: Any) -> Codes:
    """Read the codes out of validation results, whatever else they hold."""
    active = _at(results, "activeManifest")
    deltas = [_at(each, "validationDeltas") for each in items(results, "ingredientDeltas")]
    failed = [code for delta in deltas for code in _codes(delta, "failure")]
    return Codes(tuple(_codes(active, "success")), tuple(_codes(active, "failure")), tuple(failed))


def bytes_of(state: str, codes: Codes) -> Bytes:
    """Say whether the bytes are as they were when they were signed."""
    failed = {code for code in codes.failed if not code.startswith(_OF_THE_SIGNER)}
    if failed & _CHANGED:
        return Bytes.CHANGED
    if failed & _MANIFEST_CHANGED:
        return Bytes.MANIFEST_CHANGED
    matched = _SIGNED in codes.passed and bool(_MATCHED & set(codes.passed))
    if not failed and (matched or state in {"Valid", "Trusted"}):
        return Bytes.UNCHANGED
    return Bytes.NOT_ESTABLISHED


def signer_of(codes: Codes) -> Signer:
    """Say what the list and the dates of the certificate make of the signer."""
    failed = set(codes.failed)
    if _SIGNED not in codes.passed:
        return Signer.NOT_ESTABLISHED
    if failed & _WITHDRAWN:
        return Signer.WITHDRAWN
    if "signingCredential.expired" in failed:
        return Signer.OUT_OF_DATE
    if "signingCredential.invalid" in failed:
        return Signer.UNUSABLE
    trusted = "signingCredential.trusted" in codes.passed
    return Signer.ON_LIST if trusted else Signer.NOT_ON_LIST


def noted(ingredient: Any) -> Iterator[str]:
    """Give the codes that failed when a file was put in, as its signer wrote them down."""
    yield from _codes(_at(_at(ingredient, "validation_results"), "activeManifest"), "failure")
    for each in items(ingredient, "validation_status"):
        yield text(each, "code")


def items(value: Any, key: str) -> list[Any]:
    """Give a list out of JSON, empty where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def text(value: Any, key: str) -> str:
    """Give text out of JSON, empty where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _codes(value: Any, outcome: str) -> list[str]:
    return [code for each in items(value, outcome) if (code := text(each, "code"))]


def _at(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None
