"""Whether the file is as it was when its Content Credentials were signed (A06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, asks, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import State

_UNCHANGED = (
    "The file's bytes are unchanged since its Content Credentials were signed. That says nothing "
    "yet about who signed, or whether it is true."
)
_CHANGED = {
    "changed": (
        "The file carries Content Credentials, but it is not as it was when they were signed: its "
        "bytes were changed afterwards. Ask for an earlier copy."
    ),
    "manifest changed": (
        "The file carries Content Credentials that are not as they were signed: what they say was "
        "changed afterwards, so nothing in them can be relied on. Ask for an earlier copy."
    ),
}


class CredentialsHold:
    """Tells whether the bytes are unchanged since signing; who signed is told apart."""

    name = "credentials-hold"
    about = About(
        code="A06",
        says="The bytes are unchanged since the Content Credentials were signed, or not.",
        bearings=(
            Bearing.ASKS,
            Bearing.INFORMS,
        ),
        otherwise=(
            "a platform or an editor saved the file again without signing; a fault of the signing "
            "program (some early test files fail so)"
        ),
        cannot_tell=(
            "whether what was signed was true; nothing is asked on any server, so a certificate "
            "that was withdrawn is not noticed"
        ),
        source="C2PA specification 2.2, 15; verified with c2pa-python, offline",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the bytes were changed; what is known of the signer is another line."""
        metadata = case.examination.metadata
        block = metadata.block("credentials")
        if block.state is State.UNREADABLE:
            summary = f"The file's Content Credentials were not verified: {block.reason}."
            yield Finding(self.name, Bearing.NOT_CHECKED, summary)
            return
        state = value(metadata, "Credentials:State")
        if not state:
            return
        names = ("Bytes", "State", "Failures", "IngredientFailures", "Manifest")
        facts = map(shown, named(metadata, *(f"Credentials:{name}" for name in names)))
        known = value(metadata, "Credentials:Bytes")
        if known in _CHANGED:
            yield asks(self, _CHANGED[known], *facts)
        elif known == "unchanged":
            yield informs(self, _UNCHANGED, *facts)
        else:
            codes = value(metadata, "Credentials:Failures") or state
            summary = (
                "Whether the file is as it was when its Content Credentials were signed could not "
                f"be established: {codes}."
            )
            yield Finding(self.name, Bearing.NOT_CHECKED, summary, tuple(facts))
