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
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

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
_VALID = (-10, 300)
_PURPOSE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
_SETTINGS = {
    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
}


@dataclass(frozen=True, slots=True)
class Chain:
    """A signer: the certificate of its root, its own with those up to the root, and its key.

    `worn` is the certificate that its files carry in the place of its own: the library signs with
    none that has run out.
    """

    root: str
    certificates: str
    key: ec.EllipticCurvePrivateKey
    own: bytes
    worn: bytes


def chain(name: str = "Test signer", *, days: tuple[int, int] = _VALID, asks: str = "") -> Chain:
    """Make a root and a signer whose files say it is valid between days from now (C2PA, 14.5).

    `asks` is an address at which its certificate says that a withdrawal can be asked for.
    """
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    now = datetime.now(UTC)
    root_name, own_name = _named(f"Root of {name}"), _named(name)
    long = (now - timedelta(days=4000), now + timedelta(days=4000))
    root = (
        _begun(root_name, root_name, root_key, root_key, long)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(sign=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )

    def own(first: int, last: int) -> x509.Certificate:
        within = (now + timedelta(days=first), now + timedelta(days=last))
        begun = (
            _begun(own_name, root_name, own_key, root_key, within)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(sign=True), critical=True)
            .add_extension(_PURPOSE, critical=True)
        )
        if asks:
            at = x509.UniformResourceIdentifier(asks)
            access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, at)
            begun = begun.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
        return begun.sign(root_key, hashes.SHA256())

    good = _der(own(*_VALID))
    worn = good if days == _VALID else b""
    while len(worn) != len(good):  # a signature is a byte or two longer now and then
        worn = _der(own(*days))
    return Chain(
        _pem(root), _pem(x509.load_der_x509_certificate(good)) + _pem(root), own_key, good, worn
    )


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
    """Sign a file; `ingredients` are titles, contents and media types, `thumbnail` the claim's.

    With a thumbnail of its own the library makes one of each ingredient, too.
    """
    manifest: dict[str, Any] = {
        "claim_generator_info": [{"name": "provenance tests", "version": "1"}],
        "title": "a file",
        "format": media_type,
        "assertions": [ACTIONS],
    }
    if thumbnail:
        manifest["thumbnail"] = {"format": thumbnail[1], "identifier": "shown"}

    def sign(held: bytes) -> bytes:
        signature = signer.key.sign(
            held.replace(signer.own, signer.worn), ec.ECDSA(hashes.SHA256())
        )
        return b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(signature))

    context = c2pa.Context.from_dict(
        _SETTINGS | {"builder": {"thumbnail": {"enabled": thumbnail is not None}}}
    )
    out = io.BytesIO()
    algorithm = c2pa.C2paSigningAlg.ES256
    with (
        c2pa.Signer.from_callback(sign, algorithm, signer.certificates, None) as by,
        c2pa.Builder(manifest, context=context) as builder,
    ):
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
    return out.getvalue().replace(signer.own, signer.worn)


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


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
