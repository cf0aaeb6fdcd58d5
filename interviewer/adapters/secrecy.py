"""Takes keys, passwords and what looks like them out of a text before anybody reads it."""

import os
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL", re.I)
_SECRET = re.compile(
    r"(?<=://)[^\s/@]+(?=@)|"
    r"(?<=[?&])[\w-]*(?:key|token|secret|password|sig)[\w-]*=[^\s&\"']+|"
    r"\b(?:sk|key|Bearer|Basic|gsk|xai|hf|pk|rk|api)[-_ ][\w*.+/=-]{6,}|\bAIza[\w-]{10,}",
    re.I,
)
"""What looks like a key, a password in an address, or a secret in its query."""
SHORTEST_SECRET = 6


def without_secrets(text: str, key: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """One line of text without the key, the secrets of the environment, or anything that looks like one."""
    line = " ".join(text.split())
    named = [value for name, value in environ.items() if _SECRET_NAME.search(name) and len(value) >= SHORTEST_SECRET]
    for secret in sorted({*named, *([key] if key else [])}, key=len, reverse=True):
        for written in {secret, quote(secret, safe=""), repr(secret)[1:-1]}:
            line = line.replace(written, "***")
    return _SECRET.sub("***", line)


def plain_url(url: str) -> str:
    """An address without the user, password and query that may stand in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that cannot be read"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
