"""What the user said of all postings fills what a source leaves open."""

from __future__ import annotations

from provenance.model.posting import Posting

_NOTHING = Posting()


def filled(own: Posting, stated: Posting) -> Posting:
    """Complete what the source read with what the user stated; the source's own word wins.

    A stated moment is added only where the source read none of the same clock.
    """
    if stated == _NOTHING:
        return own
    clocks = {moment.clock for moment in own.moments}
    return Posting(
        platform=own.platform or stated.platform,
        native_id=own.native_id or stated.native_id,
        url=own.url or stated.url,
        account=own.account or stated.account,
        text=own.text or stated.text,
        moments=own.moments + tuple(m for m in stated.moments if m.clock not in clocks),
        languages=own.languages,
        origins=own.origins,
    )
