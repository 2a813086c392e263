"""Content Credentials: what a C2PA library says of the manifest in a file, offline (C2PA 2.2, 15).

Only with the extra `c2pa`, and only in a limited process: the library is native code.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pkgutil import get_data
from typing import Any

from provenance.metadata.values import joined
from provenance.metadata.verified import bytes_of, codes_of, items, noted, signer_of, text
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
        return Block(
            KIND, State.UNREADABLE, reason=f"the C2PA library cannot read it ({said[:200]})"
        )
    pairs = [("State", state or "unknown"), *_verdict(state or "", results), *_claims(store)]
    pairs.append(("TrustList", f"C2PA trust list of {TRUST_LIST_DATE}"))
    named = ((f"Credentials:{name}", value) for name, value in pairs if value)
    return Block(KIND, State.PRESENT, _all(named))


def _all(pairs: Iterable[tuple[str, str]]) -> tuple[Tag, ...]:
    return joined(pairs, "Credentials")


@cache
def _trust_list() -> str:
    return (get_data("provenance.metadata", "data/c2pa-trust-list.pem") or b"").decode("ascii")


def _verdict(state: str, results: Any) -> Iterator[tuple[str, str]]:
    """Give what is known of the bytes and of the signer, and the codes of what failed."""
    codes = codes_of(results)
    yield "Bytes", bytes_of(state, codes)
    yield "Signer", signer_of(codes)
    yield from (("Failures", code) for code in codes.failed)
    yield from (("IngredientFailures", code) for code in codes.of_ingredients)


def _claims(store: Any) -> Iterator[tuple[str, str]]:
    """Give what the signer says in the active manifest."""
    label = text(store, "active_manifest")
    manifest = _dict(_dict(_dict(store).get("manifests")).get(label))
    yield "Manifest", label
    signature = _dict(manifest.get("signature_info"))
    yield "Issuer", text(signature, "issuer")
    yield "SignedAt", text(signature, "time")
    tools = items(manifest, "claim_generator_info")
    for tool in tools:
        yield "Tool", f"{text(tool, 'name')} {text(tool, 'version')}".strip()
    if not tools:
        yield "Tool", text(manifest, "claim_generator")
    for ingredient in items(manifest, "ingredients"):
        yield "Ingredients", text(ingredient, "title") or "(without a title)"
        yield from (("IngredientFailuresNoted", code) for code in dict.fromkeys(noted(ingredient)))
    for assertion in items(manifest, "assertions"):
        if text(assertion, "label").startswith("c2pa.actions"):
            yield from _actions(_dict(assertion).get("data"))


def _actions(data: Any) -> Iterator[tuple[str, str]]:
    for action in items(data, "actions"):
        agent = _dict(action).get("softwareAgent")
        by = agent if isinstance(agent, str) else text(agent, "name")
        yield "Actions", text(action, "action") + (f" ({by})" if by else "")
        source = text(action, "digitalSourceType").strip().rstrip("/").rpartition("/")[2]
        yield "Sources", source


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
