"""Reading the metadata of a JPEG, beside exifread as it comes and ExifTool."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import measuring
from measuring import Subject
from options import REPOSITORY
from PIL import Image
from tables import Bar, Table

from provenance.media import decoder
from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.workflows.tell import told_of

if TYPE_CHECKING:
    from options import Options

MOST_MS = 5.0

_REAL = REPOSITORY.parent / "shared" / "data" / "metadata"
_BUILT = 100
_SIZE = (1600, 1200)
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#"><rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
    'xmpMM:DocumentID="xmp.did:{0}" xmpMM:InstanceID="xmp.iid:{0}"/></rdf:RDF></x:xmpmeta>'
)


def run(options: Options) -> list[Table]:
    """Measure pictures that are built here, and real ones where they are."""
    decoder.prepare()
    with TemporaryDirectory() as folder:
        for number in range(_BUILT):
            _build(Path(folder) / f"{number:03}.jpg", number)
        title = f"{_BUILT} JPEGs of {_SIZE[0]}x{_SIZE[1]} with EXIF and XMP, without MakerNotes"
        tables = [_table(title, sorted(Path(folder).iterdir()), options.rounds)]
    real = [path for path in sorted(_REAL.rglob("*.jpg")) if _is_plain(path)]
    if real:
        title = f"{len(real)} real JPEGs without MakerNotes"
        tables.append(_table(title, real, options.rounds))
    return tables


def _table(title: str, paths: Sequence[Path], rounds: int) -> Table:
    files = [path.read_bytes() for path in paths]
    readers = {"provenance": _ours, "exifread": _exifread, "exifread, details=False": _plainly}
    costs: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(rounds + 1):
        for name, reader in readers.items():
            spent = _cpu_ms(reader, files)
            if number:
                costs[name].append(spent / len(files))
    table = Table(title, ("reader", "CPU ms a file, median (min)", "x provenance"))
    ours = costs["provenance"]
    for name, own in costs.items():
        ratio = median(one / our for one, our in zip(own, ours, strict=True))
        table.rows.append((name, f"{median(own):.2f} ({min(own):.2f})", f"{ratio:.2f}"))
    table.rows += _exiftool(paths, rounds, median(ours))
    table.bars.append(Bar(f"CPU ms a file at most {MOST_MS:g}", median(ours), MOST_MS))
    size = sum(map(len, files)) / len(files) / 1024
    table.notes += [
        f"{rounds} rounds by turns, bytes in memory, {size:,.0f} KiB a file. provenance reads all "
        "blocks and the structure up to the last byte; exifread reads EXIF alone.",
        _of_exiftool(),
    ]
    return table


def _of_exiftool() -> str:
    program = shutil.which("exiftool")
    if program is None:
        return "ExifTool was not on the PATH, so it was not measured."
    version = subprocess.run([program, "-ver"], capture_output=True, text=True, check=True).stdout
    return f"ExifTool {version.strip()}: one process for all files, its start included."


def _exiftool(paths: Sequence[Path], rounds: int, ours: float) -> list[tuple[str, ...]]:
    program = shutil.which("exiftool")
    if program is None:
        return []
    subject = Subject("exiftool", (program, "-config", "", "-j", "-G1", *map(str, paths)))
    costs = measuring.by_turns([subject], rounds)[subject.name]
    spent = [cost.cpu_s * 1000 / len(paths) for cost in costs]
    shown = f"{median(spent):.2f} ({min(spent):.2f})"
    return [("exiftool -j -G1", shown, f"{median(spent) / ours:.2f}")]


def _cpu_ms(reader: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    started = time.process_time()
    for data in files:
        reader(data)
    return (time.process_time() - started) * 1000


def _ours(data: bytes) -> object:
    return told_of(Location("x.jpg"), data, Limits())


def _exifread(data: bytes) -> object:
    import exifread

    logging.getLogger("exifread").disabled = True
    return exifread.process_file(io.BytesIO(data))


def _plainly(data: bytes) -> object:
    import exifread

    return exifread.process_file(io.BytesIO(data), details=False)


def _is_plain(path: Path) -> bool:
    """Tell whether a picture can be read by all and has no MakerNote."""
    try:
        said = told_of(Location(path.name), path.read_bytes(), Limits()).metadata
        _exifread(path.read_bytes())
    except Exception:  # noqa: BLE001 - exifread raises a dozen kinds
        return False
    return bool(said.block("exif").tags) and not said.block("maker-notes").tags


def _build(path: Path, number: int) -> None:
    """Paint what compresses like a photograph, with what phones and editors write into it."""
    noise = Image.frombytes("RGB", (100, 75), Random(number).randbytes(100 * 75 * 3))
    exif = Image.Exif()
    exif.update({0x010F: "Acme", 0x0110: f"Phone {number}", 0x0131: "1.0", 0x0112: 1})
    exif.get_ifd(0x8769).update({0x9003: "2024:01:02 03:04:05", 0x9011: "+01:00", 0x9291: "123"})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 49.0, 19.5), 3: "E", 4: (2.0, 23.0, 54.5)})
    packet = _PACKET.format(number).encode()
    noise.resize(_SIZE, Image.Resampling.BICUBIC).save(path, quality=90, exif=exif, xmp=packet)
