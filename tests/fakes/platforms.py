"""Where pictures are comparable: Qt's wheels draw letters with the system's FreeType."""

from pathlib import Path


def is_reference_platform() -> bool:
    """Tell whether this is Debian 12, on which the kept pictures were drawn."""
    release = Path("/etc/os-release")
    lines = release.read_text(encoding="utf-8").splitlines() if release.exists() else []
    return {"ID=debian", 'VERSION_ID="12"'} <= set(lines)
