"""Tells a format from the first bytes; the name of a file is never asked."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.errors import UnsupportedMedia
from provenance.model.media import Location


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """A format that may be decoded: Pillow's name for it, its media type, Pillow's plug-in."""

    pillow_name: str
    media_type: str
    plugin: str


JPEG = PictureFormat("JPEG", "image/jpeg", "JpegImagePlugin")
PNG = PictureFormat("PNG", "image/png", "PngImagePlugin")
WEBP = PictureFormat("WEBP", "image/webp", "WebPImagePlugin")
GIF = PictureFormat("GIF", "image/gif", "GifImagePlugin")
TIFF = PictureFormat("TIFF", "image/tiff", "TiffImagePlugin")
BMP = PictureFormat("BMP", "image/bmp", "BmpImagePlugin")
AVIF = PictureFormat("AVIF", "image/avif", "AvifImagePlugin")
HEIF = PictureFormat("HEIF", "image/heif", "")


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """A container that may be opened: FFmpeg's demuxer, all names it goes by, its media type."""

    demuxer: str
    names: str
    media_type: str


MP4 = VideoFormat("mov", "mov,mp4,m4a,3gp,3g2,mj2", "video/mp4")
QUICKTIME = VideoFormat("mov", MP4.names, "video/quicktime")
MATROSKA = VideoFormat("matroska", "matroska,webm", "video/matroska")
WEBM = VideoFormat("matroska", "matroska,webm", "video/webm")
AVI = VideoFormat("avi", "avi", "video/x-msvideo")
MPEG_TS = VideoFormat("mpegts", "mpegts", "video/mp2t")
MPEG_PS = VideoFormat("mpeg", "mpeg", "video/mpeg")
FLV = VideoFormat("flv", "flv", "video/x-flv")
ASF = VideoFormat("asf", "asf", "video/x-ms-wmv")
OGG = VideoFormat("ogg", "ogg", "video/ogg")
AVIF_SEQUENCE = VideoFormat("mov", MP4.names, "image/avif")

FORMATS = (JPEG, PNG, WEBP, GIF, TIFF, BMP, AVIF, HEIF)
"""The allowlist: nothing else is ever handed to a decoder."""

PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp"}
    | {".avif", ".heic", ".heif", ".hif"}
)
"""Names that promise a picture; a file with such a name that holds none is a failure."""

VIDEO_SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".mkv", ".webm", ".avi", ".ts", ".mts", ".m2ts"}
    | {".mpg", ".mpeg", ".flv", ".wmv", ".asf", ".ogv"}
)
"""Names that promise a video, as `PICTURE_SUFFIXES` do a picture."""

_PREFIXES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}

_OTHERS = (
    (b"%PDF", "a PDF; save the picture in it as a file of its own"),
    (b"PK\x03\x04", "a ZIP archive; unpack it first"),
    (b"\x1f\x8b", "gzip-compressed data; unpack it first"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"8BPS", "a Photoshop document; export it as PNG or TIFF"),
    (b"%!PS", "PostScript, which is never run here"),
    (b"\xff\x0a", "a JPEG XL picture, which this build does not read; convert it to PNG"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture, which this build does not read; convert it"),
)
_BMP_HEADER_SIZES = {12, 16, 40, 52, 56, 64, 108, 124}


_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
"""The GUID of the header object (ASF specification 1.2, 10.1)."""

_VIDEO_PREFIXES = (
    (b"\x00\x00\x01\xba", MPEG_PS),
    (b"FLV\x01", FLV),
    (_ASF_HEADER, ASF),
    (b"OggS\0", OGG),
)

_TS_PACKET = 188
_TS_MANY = 8
_QUICKTIME_BOXES = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
"""With what a QuickTime file may begin that is older than the box `ftyp`."""


def recognise(location: Location, data: bytes) -> PictureFormat | VideoFormat:
    """Give the format of the bytes, or raise `UnsupportedMedia` saying what they are instead."""
    for prefix, found in _PREFIXES:
        if data.startswith(prefix):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return BMP
    if data[4:8] == b"ftyp":
        return _iso(data)
    if video := _video(data):
        return video
    raise UnsupportedMedia(f"{location.display}: is {_describe(data)}")


def is_known(location: Location, data: bytes) -> bool:
    """Tell whether the bytes begin like a format that is read here."""
    try:
        recognise(location, data)
    except UnsupportedMedia:
        return False
    return True


def _iso(data: bytes) -> PictureFormat | VideoFormat:
    # ISO/IEC 14496-12, 4.3: major brand, minor version, then compatible brands to the box's end.
    end = min(int.from_bytes(data[:4]), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return AVIF
    if brands & _HEIF_BRANDS:
        return HEIF
    return QUICKTIME if data[8:12] == b"qt  " else MP4


def _video(data: bytes) -> VideoFormat | None:
    """Tell a container that is no ISO file with brands from its first bytes."""
    if data.startswith(b"\x1aE\xdf\xa3"):
        # The DocType stands in the first bytes of every Matroska file (RFC 8794, 11.2.6).
        return WEBM if b"webm" in data[:64] else MATROSKA
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        return AVI
    if data[4:8] in _QUICKTIME_BOXES:
        return QUICKTIME
    for prefix, found in _VIDEO_PREFIXES:
        if data.startswith(prefix):
            return found
    return MPEG_TS if _is_transport_stream(data) else None


def _is_transport_stream(data: bytes) -> bool:
    """Tell whether packets follow each other, each beginning with "G" (ISO/IEC 13818-1, 2.4.3.2).

    Cameras and discs put four bytes before each; and who joins a broadcast in its middle has the
    rest of a packet first, where chance must be ruled out.
    """
    if data[: 3 * _TS_PACKET : _TS_PACKET] == b"GGG":
        return True
    return any(
        data[start : start + _TS_MANY * size : size] == b"G" * _TS_MANY
        for size in (_TS_PACKET, _TS_PACKET + 4)
        for start in range(size)
    )


def _describe(data: bytes) -> str:
    for prefix, what in _OTHERS:
        if data.startswith(prefix):
            return what
    start = data[:512].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script")) or b"<html" in start:
        return "a web page (HTML), not a picture; the download failed, so fetch it again"
    if b"<svg" in start:
        return "an SVG drawing, which is never rendered here; convert it to PNG"
    if start.startswith((b"{", b"[")):
        return "text (JSON), not a picture"
    readable = ", ".join(found.pillow_name for found in FORMATS)
    return f"not a picture that this build reads ({readable}), nor a video"
