"""Whether the file is as it was when its Content Credentials were signed (A06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, asks, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import State


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
        """Ask where the check of the bytes failed; that the signer is unknown is another line."""
        metadata = case.examination.metadata
        block = metadata.block("credentials")
        if block.state is State.UNREADABLE:
            summary = f"The file's Content Credentials were not verified: {block.reason}."
            yield Finding(self.name, Bearing.NOT_CHECKED, summary)
            return
        state = value(metadata, "Credentials:State")
        if not state:
            return
        names = ("State", "Failures", "IngredientFailures", "Manifest")
        facts = map(shown, named(metadata, *(f"Credentials:{name}" for name in names)))
        if state == "Invalid":
            summary = (
                "The file carries Content Credentials, but it is not as it was when they were "
                "signed: its bytes or its manifest were changed afterwards. Ask for an earlier "
                "copy."
            )
            yield asks(self, summary, *facts)
        else:
            summary = (
                "The file's bytes are unchanged since its Content Credentials were signed. That "
                "says nothing yet about who signed, or whether it is true."
            )
            yield informs(self, summary, *facts)
