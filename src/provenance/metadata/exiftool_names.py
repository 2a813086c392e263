"""The names that ExifTool gives to tags of EXIF and XMP, where they differ from the standard's."""

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
    "IFD0:BodySerialNumber": "SerialNumber",
    "XMP-exifEX:BodySerialNumber": "SerialNumber",
    "XMP-exifEX:CameraOwnerName": "OwnerName",
    "XMP-exifEX:LensSpecification": "LensInfo",
    "XMP-exif:PixelXDimension": "ExifImageWidth",
    "XMP-exif:PixelYDimension": "ExifImageHeight",
    "XMP-exif:ExposureBiasValue": "ExposureCompensation",
    "XMP-exif:ISOSpeedRatings": "ISO",
    "XMP-exif:GPSTimeStamp": "GPSDateTime",
    "XMP-tiff:ImageLength": "ImageHeight",
    "XMP-photoshop:ICCProfile": "ICCProfileName",
    "XMP-crs:Temperature": "ColorTemperature",
    "XMP-microsoft:Rating": "RatingPercent",
}


def exiftool_name(name: str) -> str:
    """Turn `EXIF:DateTimeDigitized` into `ExifIFD:CreateDate`; other names stay as they are."""
    group, colon, rest = name.partition(":")
    if not colon:
        return name
    return f"{_GROUPS.get(group, group)}:{_NAMES.get(name, rest)}"
