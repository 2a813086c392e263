"""From a file to upright grey pictures: bytes read once, formats by allowlist, limits first."""
