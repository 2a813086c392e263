"""Whether files of the index share a name in their metadata with this one (P09)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from provenance.checks.facts import SHOWN, name_of, of_the_rest
from provenance.checks.interface import About
from provenance.checks.wording import count
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.link import FAMILIES, Link

_PERSONAL = frozenset({"camera", "apple", "exif"})


class LinkedFiles:
    """Tells of links by metadata, which are no matches: unlike pictures may share a document."""

    name = "linked-files"
    about = About(
        code="P09",
        says="Files of the index share a name in their metadata with this one.",
        bearings=(Bearing.INFORMS,),
        otherwise=("metadata can be copied from one file to another, and a template names many"),
        cannot_tell="whether the pictures show the same",
        source="XMP specification part 2, xmpMM; EXIF 2.32, ImageUniqueID; IPTC-IIM",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of files that share a key; common keys alone link nothing."""
        linked = case.links.linked
        if not linked:
            return
        number = len(linked) + case.links.more
        alone = sum(not link.matches for link in linked)
        unseen = f" The pictures of {alone:,} of them do not match." if alone else ""
        summary = (
            f"{count(number, 'file')} of this index {'is' if number == 1 else 'are'} linked to "
            f"this one by metadata, not by pixels: they name the same camera file, document or "
            f"upload.{unseen} Metadata can be copied from one file to another."
        )
        evidence = [_of(link) for link in islice(linked, SHOWN)]
        yield Finding(
            self.name, Bearing.INFORMS, summary, (*evidence, *of_the_rest("linked", number))
        )


def _of(link: Link) -> Evidence:
    names = ", ".join(f"{key.kind} {key.value}" for key in link.keys)
    posting = name_of(link.sightings[0]) if link.sightings else "no posting"
    # What names one camera or telephone leads to a person.
    sensitive = any(FAMILIES[key.kind] in _PERSONAL for key in link.keys)
    source = f"sha256 {link.media.sha256}"
    return Evidence("linked", f"{posting}, by {names}", source, sensitive=sensitive)
