"""A code block → the address of a service that it calls or consists of."""

from __future__ import annotations

import re

_REQUEST = re.compile(r"\s*POST[ \t]+(\S+)[ \t]+HTTP/[\d.]+[ \t]*\r?\n")
_HOST = re.compile(r"(?im)^Host:[ \t]*([\w.\-]+(?::\d+)?)[ \t]*\r?$")
_SOAP = re.compile(r"(?im)^SOAPAction:|<(?:[\w.\-]+:)?Envelope[\s>]")
_LOCAL = re.compile(r"localhost|127\.|0\.0\.0\.0|\[?::1")
_ADDRESS = re.compile(r"https?://[!-~]+")
_LONGEST = 300


def find_endpoint(code: str) -> tuple[str, bool]:
    """Find where a sample sends a SOAP message, or the address that is all it says.

    Returns:
        An absolute address, `//host/path` where the scheme is not said, or a path where the host
        is not said either; it may hold placeholders. Empty for none. And whether it is a request's.
    """
    if request := _REQUEST.match(code):
        head, _, _ = code.replace("\r\n", "\n").partition("\n\n")
        if not _SOAP.search(code):
            return "", False
        target, host = request[1], _HOST.search(head)
        is_path = target.startswith("/") and not target.startswith("//")
        if is_path and host and not _LOCAL.match(host[1]):
            target = f"//{host[1]}{target}"
        is_sound = len(target) <= _LONGEST and target.isascii()
        return (target, True) if is_sound else ("", False)
    if not code.lstrip().startswith("http") or len(code) > _LONGEST:
        return "", False
    # an address that is too long for its line is broken behind a slash
    joined = re.sub(r"(?<=/)\s+", "", code.strip())
    return joined if _ADDRESS.fullmatch(joined) else "", False
