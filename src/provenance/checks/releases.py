"""When cameras and their software came out: a small table of our own, by what makers announced.

Only models and versions whose day was announced to the whole world; whatever is not here leads to
silence. Days are those of the announcement, so that test devices of the press are not missed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_IPHONES = {
    "iPhone": "2007-01-09",
    "iPhone 3G": "2008-06-09",
    "iPhone 3GS": "2009-06-08",
    "iPhone 4": "2010-06-07",
    "iPhone 4S": "2011-10-04",
    "iPhone 5": "2012-09-12",
    "iPhone 5s": "2013-09-10",
    "iPhone 5c": "2013-09-10",
    "iPhone 6": "2014-09-09",
    "iPhone 6 Plus": "2014-09-09",
    "iPhone 6s": "2015-09-09",
    "iPhone 6s Plus": "2015-09-09",
    "iPhone SE": "2016-03-21",
    "iPhone 7": "2016-09-07",
    "iPhone 7 Plus": "2016-09-07",
    "iPhone 8": "2017-09-12",
    "iPhone 8 Plus": "2017-09-12",
    "iPhone X": "2017-09-12",
    "iPhone XS": "2018-09-12",
    "iPhone XS Max": "2018-09-12",
    "iPhone XR": "2018-09-12",
    "iPhone 11": "2019-09-10",
    "iPhone 11 Pro": "2019-09-10",
    "iPhone 11 Pro Max": "2019-09-10",
    "iPhone SE (2nd generation)": "2020-04-15",
    "iPhone 12 mini": "2020-10-13",
    "iPhone 12": "2020-10-13",
    "iPhone 12 Pro": "2020-10-13",
    "iPhone 12 Pro Max": "2020-10-13",
    "iPhone 13 mini": "2021-09-14",
    "iPhone 13": "2021-09-14",
    "iPhone 13 Pro": "2021-09-14",
    "iPhone 13 Pro Max": "2021-09-14",
    "iPhone SE (3rd generation)": "2022-03-08",
    "iPhone 14": "2022-09-07",
    "iPhone 14 Plus": "2022-09-07",
    "iPhone 14 Pro": "2022-09-07",
    "iPhone 14 Pro Max": "2022-09-07",
    "iPhone 15": "2023-09-12",
    "iPhone 15 Plus": "2023-09-12",
    "iPhone 15 Pro": "2023-09-12",
    "iPhone 15 Pro Max": "2023-09-12",
    "iPhone 16": "2024-09-09",
    "iPhone 16 Plus": "2024-09-09",
    "iPhone 16 Pro": "2024-09-09",
    "iPhone 16 Pro Max": "2024-09-09",
}
_PIXELS = {
    "Pixel": "2016-10-04",
    "Pixel XL": "2016-10-04",
    "Pixel 2": "2017-10-04",
    "Pixel 2 XL": "2017-10-04",
    "Pixel 3": "2018-10-09",
    "Pixel 3 XL": "2018-10-09",
    "Pixel 3a": "2019-05-07",
    "Pixel 4": "2019-10-15",
    "Pixel 4 XL": "2019-10-15",
    "Pixel 4a": "2020-08-03",
    "Pixel 5": "2020-09-30",
    "Pixel 6": "2021-10-19",
    "Pixel 6 Pro": "2021-10-19",
    "Pixel 7": "2022-10-06",
    "Pixel 7 Pro": "2022-10-06",
    "Pixel 8": "2023-10-04",
    "Pixel 8 Pro": "2023-10-04",
    "Pixel 9": "2024-08-13",
}
_GALAXIES = {
    "SM-G930": "2016-02-21",
    "SM-G935": "2016-02-21",
    "SM-G950": "2017-03-29",
    "SM-G955": "2017-03-29",
    "SM-G960": "2018-02-25",
    "SM-G965": "2018-02-25",
    "SM-G973": "2019-02-20",
    "SM-G975": "2019-02-20",
    "SM-G980": "2020-02-11",
    "SM-G991": "2021-01-14",
    "SM-G998": "2021-01-14",
    "SM-S901": "2022-02-09",
    "SM-S908": "2022-02-09",
    "SM-S911": "2023-02-01",
    "SM-S918": "2023-02-01",
    "SM-S921": "2024-01-17",
    "SM-S928": "2024-01-17",
}
_MODELS = {"apple": _IPHONES, "google": _PIXELS, "samsung": _GALAXIES}

_SYSTEMS = {
    4: 2010,
    5: 2011,
    6: 2012,
    7: 2013,
    8: 2014,
    9: 2015,
    10: 2016,
    11: 2017,
    12: 2018,
    13: 2019,
    14: 2020,
    15: 2021,
    16: 2022,
    17: 2023,
    18: 2024,
    26: 2025,
}
"""Every iOS was shown to developers in June of its year; nobody had it before."""

_VERSION = re.compile(r"(\d{1,2})\.\d{1,2}(\.\d{1,2})?", re.ASCII)
_REGION = re.compile(r"(SM-[A-Z]\d{3})[A-Z0-9/]*", re.ASCII)


def released(make: str, model: str) -> datetime | None:
    """Give the day on which a model was announced; `None` where the table does not know it."""
    models = _MODELS.get(make.strip().lower(), {})
    galaxy = _REGION.fullmatch(model.strip())
    day = models.get(galaxy[1] if galaxy else model.strip())
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None


def firmware(make: str, software: str) -> datetime | None:
    """Give the day before which nobody had a version of iOS; `None` for all other software."""
    version = _VERSION.fullmatch(software.strip())
    if make.strip().lower() != "apple" or version is None:
        return None
    year = _SYSTEMS.get(int(version[1]))
    return datetime(year, 6, 1, tzinfo=UTC) if year else None
