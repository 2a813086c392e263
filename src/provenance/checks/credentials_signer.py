"""Whether the signer of the Content Credentials is on the list (A07)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_SIGNERS = {
    "on the list": "is on the shipped C2PA trust list",
    "not on the list": (
        "is not on the shipped C2PA trust list, so the name in the certificate is only what the "
        "signer says of itself"
    ),
    "out of date": (
        "used a certificate that had run out or was not valid yet, or did not prove when it signed"
    ),
    "withdrawn": "used a certificate that was withdrawn",
    "not fit for signing": "used a certificate that is not fit for signing Content Credentials",
    "not established": (
        "is not established: the signature does not fit what it stands under, so anybody may have "
        "put the certificate there"
    ),
}


class CredentialsSigner:
    """Tells whether the certificate of the signer leads to the list that is shipped."""

    name = "credentials-signer"
    about = About(
        code="A07",
        says="The signer of the Content Credentials is on the C2PA trust list, or not.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "signers of 2022 to 2025 were on an earlier list that is not published any more; the "
            "shipped list grows old"
        ),
        cannot_tell="whether the signer is whom it says, where it is not on the list",
        source="C2PA trust list; C2PA specification 2.2, 14.4",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform: on the list, not on it, out of date, or not to be told."""
        metadata = case.examination.metadata
        state = value(metadata, "Credentials:State")
        if not state:
            return
        known = value(metadata, "Credentials:Signer")
        signer = _SIGNERS.get(known, _SIGNERS["not established"])
        summary = f"The signer of the file's Content Credentials {signer}."
        names = ("Signer", "State", "Issuer", "SignedAt", "Failures", "TrustList")
        facts = named(metadata, *(f"Credentials:{name}" for name in names))
        yield informs(self, summary, *map(shown, facts))
