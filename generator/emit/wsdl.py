"""Renders the model's operations as one WSDL 1.1 document beside the XML Schema.

Messages are what the pages document: document/literal, one part, which is the
documented element. So a message has its element's name, which is unique, and
no name has to be made up but for the message without content. That one
stands in for a request or a response that nobody documented: a `soap:Body`
without content is all that can be said of it, and the faults keep their place.

The SOAP action is the operation's name. Every header element that the API has
may go with every request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import generator
from generator.emit.artifact import Artifact
from generator.emit.emitter import Emission
from generator.emit.environment import xml_environment
from generator.emit.xsd_namespaces import SchemaFiles
from generator.model.schema import Kind, reference_text
from generator.naming import is_ncname

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.emit.emitter import EmitContext
    from generator.model.schema import Operation, Schema

EMITTER = "wsdl"
"""Its name for `--emit`."""
_HTTP = "http://schemas.xmlsoap.org/soap/http"


@dataclass(frozen=True, slots=True, kw_only=True)
class WsdlMessage:
    """A message: one documented element, or nothing."""

    name: str
    """Its name, the element's own where it has one."""
    part: str
    """Name of its one part; empty for a message without content."""
    element: str
    """Qualified name of the element; empty for a message without content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WsdlOperation:
    """An operation of the port type and of each binding."""

    name: str
    """Its name, which is its SOAP action too."""
    documentation: str
    """Its description in the reference language; empty for none."""
    input: str
    """Name of the message it takes."""
    output: str
    """Name of the message it gives."""
    faults: tuple[str, ...]
    """Names of the messages it may raise, and of the faults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How the operations travel in one version of SOAP."""

    prefix: str
    """Prefix of the binding's elements in the WSDL."""
    name: str
    """Its name."""
    port: str
    """Name of the port that answers it."""
    transport: str = _HTTP
    """How envelopes travel: by HTTP."""


def emit_wsdl(schema: Schema, context: EmitContext) -> Emission:
    """Render the service description of one API."""
    return Emission(artifacts=render_wsdl(schema, context.templates_dir))


def render_wsdl(schema: Schema, templates_dir: Path | None = None) -> tuple[Artifact, ...]:
    """Render the schema's `.wsdl`; an API without operations has none."""
    if not schema.operations:
        return ()
    view = _View(schema)
    stem = schema.api if is_ncname(schema.api) else "api"
    text = (
        xml_environment(templates_dir)
        .get_template("service.wsdl.jinja")
        .render(
            schema=schema,
            version=generator.__version__,
            namespace=schema.namespace or f"urn:{quote(schema.api)}",
            messages=view.messages(),
            operations=view.operations(),
            headers=view.headers,
            files=view.files,
            port_type=f"{stem}PortType",
            service=f"{stem}Service",
            bindings=(
                Binding(prefix="soap", name=f"{stem}Soap11Binding", port=f"{stem}Soap11"),
                Binding(prefix="soap12", name=f"{stem}Soap12Binding", port=f"{stem}Soap12"),
            ),
            address=schema.service_address or f"http://localhost/{quote(schema.api)}",
        )
    )
    path = f"{schema.api}/{schema.api}.wsdl"
    return (Artifact(path=path, content=text.encode(), emitter=EMITTER),)


class _View:
    """The operations as the template wants them, every reference to an element that there is."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        found = SchemaFiles(schema)
        self._find_file = found.file_of
        self.files = found.all
        self._elements = {each.name: each for each in schema.types if each.is_element}
        self._nothing = "nothing"
        while self._nothing in self._elements:
            self._nothing += "_"
        self.headers = tuple(
            self._message(each.name) for each in self._elements.values() if each.kind is Kind.HEADER
        )

    def operations(self) -> tuple[WsdlOperation, ...]:
        """Describe every operation."""
        return tuple(map(self._operation, self._schema.operations))

    def messages(self) -> tuple[WsdlMessage, ...]:
        """Declare every message that an operation or a header needs, once, sorted by name."""
        operations = self.operations()
        wanted = {each.name for each in self.headers}
        wanted.update(name for each in operations for name in (each.input, each.output))
        wanted.update(name for each in operations for name in each.faults)
        return tuple(map(self._message, sorted(wanted)))

    def _operation(self, operation: Operation) -> WsdlOperation:
        text = reference_text(operation.documentation, self._schema.reference_locale)
        old = "Deprecated." if operation.is_deprecated else ""
        return WsdlOperation(
            name=operation.name,
            documentation=" ".join(filter(None, (old, text))),
            input=self._name(operation.request),
            output=self._name(operation.response),
            faults=self._known(operation.faults),
        )

    def _name(self, element: str) -> str:
        """Give the message of an element; where there is none, the one without content."""
        return element if element in self._elements else self._nothing

    def _known(self, elements: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({each for each in elements if each in self._elements}))

    def _message(self, name: str) -> WsdlMessage:
        element = self._elements.get(name)
        if element is None:
            return WsdlMessage(name=name, part="", element="")
        # clients know a header by its part, so that two headers must not share a name
        parts = {Kind.FAULT: "fault", Kind.HEADER: name}
        part = parts.get(element.kind, "parameters")
        return WsdlMessage(name=name, part=part, element=self._qualified(name))

    def _qualified(self, name: str) -> str:
        """Qualify an element's name as the XML Schema declares it."""
        return self._find_file(name, is_element=True).qualify(name)
