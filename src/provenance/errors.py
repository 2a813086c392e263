"""Every error this program raises on purpose, and the exit code each one leads to.

    ProvenanceError                  1
    ├── InputError                   1   what was handed in cannot be used
    │   ├── MediaNotFound            1   no such file, or not a regular file
    │   ├── UnreadableMedia          1   a picture, but broken, truncated or not ours to read
    │   ├── UnsupportedMedia         1   not a picture that this build reads
    │   │   └── MissingPart          1   one that it reads once an extra is installed
    │   ├── RefusedMedia            13   over a safety limit (bytes, pixels, time, memory)
    │   ├── UnknownSource            1   nothing recognises this as prior postings
    │   └── UnknownSubject           1   words name nothing that the index holds
    ├── UsageError                   2   a flag, a value or a setting that means nothing
    ├── SourceError                  1   an export or list that contradicts itself
    ├── StoreError                  12   the index is damaged, foreign or from a newer program
    │   ├── NoStore                 10   there is no index at that path
    │   └── StoreLocked             11   another program holds the index
    └── ReportError                  1   a report could not be written

Exit 0 is "done, whatever was found", 3 "done, but some inputs failed", 20 "`--fail-on` met",
130 "interrupted". The message is one sentence that names the file and the next step.
"""


class ProvenanceError(Exception):
    """Any failure that we foresaw; its text is for the user as it stands."""

    exit_code = 1


class InputError(ProvenanceError):
    """Something handed in cannot be used."""


class MediaNotFound(InputError):
    """No such file, or not a regular file."""


class UnreadableMedia(InputError):
    """A picture, but broken, truncated or without permission to read."""


class UnsupportedMedia(InputError):
    """Not a picture that this build reads."""


class MissingPart(UnsupportedMedia):
    """A picture or video of a kind that needs an extra, which is not installed; names it."""


class RefusedMedia(InputError):
    """Over a safety limit, so it was not examined at all."""

    exit_code = 13


class UnknownSource(InputError):
    """No source recognises the path; the text lists who was asked."""


class UnknownSubject(InputError):
    """Words for a picture, posting or link that the index does not hold."""


class UsageError(ProvenanceError):
    """A flag, a value or a setting that means nothing here."""

    exit_code = 2


class SourceError(ProvenanceError):
    """An export or list whose structure contradicts itself."""


class StoreError(ProvenanceError):
    """The index is damaged, not an index, or written by a newer program."""

    exit_code = 12


class NoStore(StoreError):
    """There is no index at the given path."""

    exit_code = 10


class StoreLocked(StoreError):
    """Another program holds the index."""

    exit_code = 11


class ReportError(ProvenanceError):
    """A report could not be written."""


EXIT_SOME_FAILED = 3
EXIT_FAIL_ON_MET = 20
EXIT_INTERRUPTED = 130
