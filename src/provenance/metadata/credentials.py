"""Content Credentials: what a C2PA library says of the manifest in a file, offline (C2PA 2.2, 15).

Only with the extra `c2pa`, and only in a limited process: the library is native code.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

from provenance.metadata.values import joined
from provenance.model.metadata import Block, Metadata, State, Tag

KIND = "credentials"
TRUST_LIST_DATE = "2026-08-05"
"""When the list of signers that is shipped was issued; `data/README.md` tells whose it is."""

_MARK = b"c2pa"
_NOTHING_THERE = ("ManifestNotFound", "Remote", "NotSupported", "UnsupportedType")
_SETTINGS = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True}}
"""Nothing is asked for on any server: neither manifests, nor revocations, nor lists."""


def with_credentials(said: Metadata, data: bytes, media_type: str) -> Metadata:
    """Add the block to what a file says; nothing is added where there is no manifest."""
    block = credentials_of(data, media_type)
    return said if block.state is State.ABSENT else replace(said, blocks=(*said.blocks, block))


def credentials_of(data: bytes, media_type: str) -> Block:
    """Verify the manifest of a file against its bytes and the list of signers; never raises.

    ABSENT where there is no manifest in the file, and where the extra is not installed: that a
    manifest is there is told by its block either way.
    """
    if _MARK not in data or find_spec("c2pa") is None:
        return Block(KIND, State.ABSENT)
    import c2pa

    try:
        context = c2pa.Context.from_dict(_SETTINGS | {"trust": {"trust_anchors": _trust_list()}})
        with c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader:
            state, store = reader.get_validation_state(), json.loads(reader.json())
            results = reader.get_validation_results() or {}
    except MemoryError:
        raise  # the worker answers for the whole file
    except Exception as error:  # noqa: BLE001 - its classes are private, so the text decides
        said = str(error)
        if said.startswith(_NOTHING_THERE):
            return Block(KIND, State.ABSENT)
        return Block(KIND, State.UNREADABLE, reason=f"its manifest cannot be read ({said[:200]})")
    pairs = [("State", state or "unknown"), *_codes(results), *_claims(store)]
    pairs.append(("TrustList", f"C2PA trust list of {TRUST_LIST_DATE}"))
    named = ((f"Credentials:{name}", value) for name, value in pairs if value)
    return Block(KIND, State.PRESENT, _all(named))


def _all(pairs: Iterable[tuple[str, str]]) -> tuple[Tag, ...]:
    return joined(pairs, "Credentials")


@cache
def _trust_list() -> str:
    return (resources.files(__package__) / "data" / "c2pa-trust-list.pem").read_text("ascii")


def _codes(results: Any) -> Iterator[tuple[str, str]]:
    """Give the codes of what failed, of the file's own manifest and of those it was made from."""
    for each in _list(_dict(results).get("activeManifest", {}), "failure"):
        yield "Failures", _text(each, "code")
    for delta in _list(results, "ingredientDeltas"):
        for each in _list(_dict(delta).get("validationDeltas", {}), "failure"):
            yield "IngredientFailures", _text(each, "code")


def _claims(store: Any) -> Iterator[tuple[str, str]]:
    """Give what the signer says in the active manifest."""
    label = _text(store, "active_manifest")
    manifest = _dict(_dict(_dict(store).get("manifests")).get(label))
    yield "Manifest", label
    signature = _dict(manifest.get("signature_info"))
    yield "Issuer", _text(signature, "issuer")
    yield "SignedAt", _text(signature, "time")
    tools = _list(manifest, "claim_generator_info")
    for tool in tools:
        yield "Tool", f"{_text(tool, 'name')} {_text(tool, 'version')}".strip()
    if not tools:
        yield "Tool", _text(manifest, "claim_generator")
    for ingredient in _list(manifest, "ingredients"):
        yield "Ingredients", _text(ingredient, "title") or "(without a title)"
    for assertion in _list(manifest, "assertions"):
        if _text(assertion, "label").startswith("c2pa.actions"):
            yield from _actions(_dict(assertion).get("data"))


def _actions(data: Any) -> Iterator[tuple[str, str]]:
    for action in _list(data, "actions"):
        agent = _dict(action).get("softwareAgent")
        by = agent if isinstance(agent, str) else _text(agent, "name")
        yield "Actions", _text(action, "action") + (f" ({by})" if by else "")
        source = _text(action, "digitalSourceType").strip().rstrip("/").rpartition("/")[2]
        yield "Sources", source


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any, key: str) -> list[Any]:
    found = _dict(value).get(key)
    return found if isinstance(found, list) else []


def _text(value: Any, key: str) -> str:
    found = _dict(value).get(key)
    return found if isinstance(found, str) else ""
