"""Signs files with Content Credentials, by a chain of certificates that is made anew each time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ACTIONS = {
    "label": "c2pa.actions.v2",
    "data": {
        "actions": [
            {
                "action": "c2pa.created",
                "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
            },
            {"action": "c2pa.color_adjustments", "softwareAgent": {"name": "a test"}},
        ]
    },
}
_SETTINGS = {
    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": True}},
}


@dataclass(frozen=True, slots=True)
class Chain:
    """A signer: the certificate of its root, its own with those up to the root, and its key."""

    root: str
    certificates: str
    key: str


def chain(name: str = "Test signer", *, days: tuple[int, int] = (-10, 300)) -> Chain:
    """Make a root and a signer whose certificate is valid between days from now (C2PA, 14.5)."""
    now = datetime.now(UTC)
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, own_name = _named(f"Root of {name}"), _named(name)
    long = (now - timedelta(days=4000), now + timedelta(days=4000))
    root = (
        _begun(root_name, root_name, root_key, root_key, long)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(sign=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    within = (now + timedelta(days=days[0]), now + timedelta(days=days[1]))
    own = (
        _begun(own_name, root_name, own_key, root_key, within)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    return Chain(_pem(root), _pem(own) + _pem(root), _key(own_key))


def signed(
    data: bytes,
    media_type: str,
    signer: Chain,
    *,
    ingredients: Iterable[tuple[str, bytes, str]] = (),
    thumbnail: tuple[bytes, str] | None = None,
    remote: str = "",
    embed: bool = True,
) -> bytes:
    """Sign a file; `ingredients` are titles, contents and media types, `thumbnail` the claim's."""
    manifest: dict[str, Any] = {
        "claim_generator_info": [{"name": "provenance tests", "version": "1"}],
        "title": "a file",
        "format": media_type,
        "assertions": [ACTIONS],
    }
    if thumbnail:
        manifest["thumbnail"] = {"format": thumbnail[1], "identifier": "shown"}
    info = c2pa.C2paSignerInfo(
        c2pa.C2paSigningAlg.ES256, signer.certificates.encode(), signer.key.encode(), None
    )
    context = c2pa.Context.from_dict(_SETTINGS)
    out = io.BytesIO()
    with c2pa.Signer.from_info(info) as by, c2pa.Builder(manifest, context=context) as builder:
        if thumbnail:
            builder.add_resource("shown", io.BytesIO(thumbnail[0]))
        for title, content, kind in ingredients:
            said = json.dumps({"title": title, "relationship": "componentOf"})
            builder.add_ingredient(said, kind, io.BytesIO(content))
        if remote:
            builder.set_remote_url(remote)
        if not embed:
            builder.set_no_embed()
        builder.sign(by, media_type, io.BytesIO(data), out)
    return out.getvalue()


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    within: tuple[datetime, datetime],
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(within[0])
        .not_valid_after(within[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )


def _named(name: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, name), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(*each) for each in parts])


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign,
        key_cert_sign=not sign,
        crl_sign=not sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
