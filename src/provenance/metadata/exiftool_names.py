"""The names that ExifTool gives to EXIF tags, where they differ from the standard's."""

from __future__ import annotations

_GROUPS = {"EXIF": "ExifIFD"}
_NAMES = {
    "IFD0:DateTime": "ModifyDate",
    "IFD1:DateTime": "ModifyDate",
    "EXIF:DateTimeDigitized": "CreateDate",
    "EXIF:ExposureBiasValue": "ExposureCompensation",
    "EXIF:ISOSpeedRatings": "ISO",
    "EXIF:ExifImageLength": "ExifImageHeight",
    "EXIF:FlashPixVersion": "FlashpixVersion",
    "EXIF:FocalLengthIn35mmFilm": "FocalLengthIn35mmFormat",
    "EXIF:CameraOwnerName": "OwnerName",
    "EXIF:BodySerialNumber": "SerialNumber",
    "EXIF:LensSpecification": "LensInfo",
}


def exiftool_name(name: str) -> str:
    """Turn `EXIF:DateTimeDigitized` into `ExifIFD:CreateDate`; other names stay as they are."""
    group, _, rest = name.partition(":")
    return f"{_GROUPS.get(group, group)}:{_NAMES.get(name, rest)}"
