"""Which tags can lead to a person: serial numbers, owners, contacts, positions."""

from __future__ import annotations

import re

_SENSITIVE = re.compile(
    r"serial|owner|^(GPS|XMP-exif:GPS)|:GPS|GPSPosition|latitude|longitude|"
    r"creatorcontactinfo|:Ci(Adr|Email|Tel|Url)|IPTC:Contact|sub-location|:Location|"
    r"LocationCreated|LocationShown|HostComputer|:XPAuthor|CameraID",
    re.IGNORECASE,
)


def is_sensitive(name: str) -> bool:
    """Tell whether a tag (`EXIF:BodySerialNumber`) should stay out of what is shared.

    By name alone: free text such as a caption may name people, too, and is not marked.
    """
    return _SENSITIVE.search(name) is not None
