"""Where a Chromium is, for the tests that look at pages in a browser."""

import os
import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_BY_PLAYWRIGHT = ("chromium-*/chrome-*/chrome", "chromium-*/chrome-*/chrome.exe")


def find_chromium():
    """Return the path of a browser ($CHROMIUM, else one that is installed), or None."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    found = [shutil.which(name) for name in _NAMES] + [p for p in _PLACES if os.path.exists(p)]
    cache = Path.home() / ".cache" / "ms-playwright"
    found += [str(path) for pattern in _BY_PLAYWRIGHT for path in sorted(cache.glob(pattern))]
    return next(filter(None, found), None)
