"""A small server on the loopback address that plays a job, one step a question.

It speaks SOAP 1.1 as the generated WSDL says, or plain JSON where the API
documents no operation.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.request import ProxyHandler, Request, build_opener
from xml.etree import ElementTree as ET

from .demo_codec import Tree, from_element, to_element

if TYPE_CHECKING:
    from .roles import Service

__all__ = ["DemoServer", "ask"]

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_LARGEST = 1_000_000
_SECONDS = 10


class DemoServer:
    """Plays steps, one for each question; the last one stays."""

    def __init__(
        self, service: Service, steps: list[Tree], *, failing: int = 0
    ) -> None:
        """Set up.

        Args:
            service: What it serves.
            steps: The job at each step.
            failing: Number of the question that it answers with an error; 0 for none.
        """
        self._service = service
        self._steps = steps
        self._failing = failing
        self._asked = self._given = 0
        self._lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it answers, once it is started."""
        port = self._server.server_address[1] if self._server else 0
        return f"http://127.0.0.1:{port}/"

    def __enter__(self) -> Self:
        """Start."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        server.daemon_threads = True
        serve = {"poll_interval": 0.05}
        self._thread = threading.Thread(
            target=server.serve_forever, kwargs=serve, daemon=True
        )
        self._thread.start()
        self._server = server
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def answer(self, body: bytes) -> tuple[int, str, bytes]:
        """Answer a question: status, type of content, content."""
        with self._lock:
            self._asked += 1
            if self._asked == self._failing:
                return 503, "text/plain", b"busy"
            if self._service.operation and not _asks_for(body, self._service):
                return 500, "text/xml", _fault(f"expected {self._service.request}")
            step = self._steps[min(self._given, len(self._steps) - 1)]
            self._given += 1
        if not self._service.operation:
            return 200, "application/json", json.dumps(step).encode()
        content = to_element(self._service.response, step, self._service.namespace)
        return 200, "text/xml; charset=utf-8", _envelope(content)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            """Hands questions on."""

            def do_GET(self) -> None:
                """Answer a question without a body."""
                self._answer(b"")

            def do_POST(self) -> None:
                """Answer a question with a body."""
                length = int(self.headers.get("Content-Length") or 0)
                self._answer(self.rfile.read(max(0, min(length, _LARGEST))))

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

            def _answer(self, body: bytes) -> None:
                status, kind, content = answer(body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        return Handler


def ask(address: str, service: Service, question: Tree) -> Tree:
    """Ask a server, and give its answer as a tree.

    Raises:
        OSError: It did not answer, or with an error.
        ValueError: The answer cannot be read.
    """
    opener = build_opener(ProxyHandler({}))
    if not service.operation:
        with opener.open(address, timeout=_SECONDS) as response:
            return json.loads(response.read(_LARGEST))
    content = _envelope(to_element(service.request, question, service.namespace))
    headers = {
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": f'"{service.operation}"',
    }
    request = Request(address, content, headers)
    with opener.open(request, timeout=_SECONDS) as response:
        body = _body(response.read(_LARGEST))
    return from_element(body)


def _asks_for(content: bytes, service: Service) -> bool:
    """Tell whether a message asks for what a service gives."""
    try:
        found = _body(content)
    except ValueError:
        return False
    return found.tag == to_element(service.request, {}, service.namespace).tag


def _envelope(content: ET.Element) -> bytes:
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    ET.SubElement(envelope, f"{{{SOAP}}}Body").append(content)
    written: bytes = ET.tostring(envelope, encoding="utf-8", xml_declaration=True)
    return written


def _fault(reason: str) -> bytes:
    fault = ET.Element(f"{{{SOAP}}}Fault")
    ET.SubElement(fault, "faultcode").text = "Client"
    ET.SubElement(fault, "faultstring").text = reason
    return _envelope(fault)


def _body(content: bytes) -> ET.Element:
    """Give what is in the body of an envelope; a document type is refused."""
    if b"<!DOCTYPE" in content:
        raise ValueError("a message has no document type")
    try:
        envelope = ET.fromstring(content)
    except ET.ParseError as error:
        raise ValueError(f"no XML: {error}") from error
    body = envelope.find(f"{{{SOAP}}}Body")
    if body is None or not len(body):
        raise ValueError("no SOAP message")
    return body[0]
