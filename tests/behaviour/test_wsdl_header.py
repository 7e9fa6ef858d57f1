"""A header and a fault in a namespace of their own travel with zeep and with the classes."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import zeep
from lxml import etree
from zeep.exceptions import Fault

from generator.pipeline import generate
from tests.behaviour.test_wsdl_zeep import ENVELOPES, TYPES, Refusal, Service, served
from tests.page_factory import files_of, write_editions

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

MAIN = "urn:loans:2013"
OWN = "urn:loans"
_OPERATION = """# {name} {{#{anchor}}}

Does it.

## Parameters

**Input ({name}Param)**

| Name | Type | Required | Description |
|---|---|---|---|
| copyHandle | xsd:string | Yes | Which of the copies is meant. |
| days | xsd:int | No | The number of days that it is for. |

**Output ({name}Return)**

| Name | Type | Required | Description |
|---|---|---|---|
| dueDate | xsd:date | Yes | The day on which it must be back. |

## Examples

```
<{name}Param xmlns="urn:loans:2013"><copyHandle>1</copyHandle></{name}Param>
```

```
<{name}Return xmlns="urn:loans:2013"><dueDate>2020-01-31</dueDate></{name}Return>
```
"""
_ACCESS = """# Access {#access}

Every request says who asks.

```
<element name="readerHeader">
  <complexType><sequence>
    <element name="reader" type="xsd:string"/>
    <element name="desk" type="xsd:int" minOccurs="0"/>
  </sequence></complexType>
</element>
```

So:

```
<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">
  <e:Header><readerHeader xmlns="urn:loans"><reader>me</reader></readerHeader></e:Header>
  <e:Body><lendOneParam xmlns="urn:loans:2013"><copyHandle>1</copyHandle></lendOneParam></e:Body>
</e:Envelope>
```
"""
_FAULT = """# loanFault {#loanfault}

It cannot be lent.

| Name | Type | Description |
|---|---|---|
| code | xsd:int | One of the numbers. |
| reason | xsd:string | Explanation for people. |

```
<e:Fault xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">
  <faultcode>e:Client</faultcode><faultstring>no</faultstring>
  <detail><loanFault xmlns="urn:loans"><code>1</code></loanFault></detail>
</e:Fault>
```
"""


@dataclass
class HeaderService(Service):
    """A service that wants a valid header with every request, and keeps what it reads in it."""

    headers: list[object] = field(default_factory=list)

    def _answer(self, body: io.BytesIO, version: str) -> bytes:
        envelope = etree.parse(body).getroot()
        found = list(envelope.iterfind(f"{{{ENVELOPES[version]}}}Header/*"))
        if len(found) != 1 or not self.xsd.validate(found[0]):
            raise Refusal(self.package.LoanFault(code=1, reason="who asks?"))
        self.headers.append(self.package.from_xml(etree.tostring(found[0])))
        body.seek(0)
        return super()._answer(body, version)


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the contract of a few pages, freshly generated."""
    folder = tmp_path_factory.mktemp("header")
    pages = {"access.md": _ACCESS, "fault.md": _FAULT} | {
        f"calls/{name}.md": _OPERATION.format(name=name, anchor=name.lower())
        for name in ("lendOne", "lendTwo", "keepOne")
    }
    out = folder / "header_contract"
    generation = generate(write_editions(folder / "loans", {"en": pages}))
    for path, content in files_of(generation).items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    return out / "loans"


@pytest.fixture
def service(contract: Path) -> HeaderService:
    """Give a service that lends every copy but one."""
    sys.path.insert(0, str(contract.parent.parent))
    try:
        importlib.invalidate_caches()
        package: ModuleType = importlib.import_module("header_contract.loans")
    finally:
        sys.path.pop(0)

    def lend(request: Any) -> object:  # noqa: ANN401 - a class of the generated package
        import datetime as dt  # noqa: PLC0415 - here alone

        if request.copy_handle == "lost":
            raise Refusal(package.LoanFault(code=7, reason="it is lost"))
        return package.LendOneReturn(due_date=dt.date(2020, 1, 31))

    xsd = etree.XMLSchema(etree.parse(contract / "loans.xsd"))
    return HeaderService(package, xsd, {"LendOneParam": lend})


@pytest.fixture(params=ENVELOPES)
def version(request: pytest.FixtureRequest) -> str:
    """Give a version of SOAP."""
    return str(request.param)


@pytest.fixture
def calls(contract: Path, service: HeaderService, version: str) -> Iterator[Any]:
    """Give zeep's proxy of the service, in one version of SOAP."""
    with served(service) as address, zeep.Client(str(contract / "loans.wsdl")) as client:
        yield client.create_service(f"{{{MAIN}}}loans{version}Binding", address)


def test_the_contract_has_two_schema_files(contract: Path) -> None:
    """One for each namespace."""
    assert {
        path.name: etree.parse(path).getroot().get("targetNamespace")
        for path in contract.glob("*.xsd")
    } == {"loans.xsd": MAIN, "loans-fault-header.xsd": OWN}


def test_zeep_sends_the_header_by_its_name(
    calls: Any,  # noqa: ANN401 - zeep makes its methods from the WSDL
    service: HeaderService,
) -> None:
    """It comes in its own namespace, valid, and the classes read it."""
    import datetime as dt  # noqa: PLC0415 - here alone

    answer = calls.lendOne(
        copyHandle="1", _soapheaders={"readerHeader": {"reader": "me", "desk": 3}}
    )
    assert answer == dt.date(2020, 1, 31)
    assert service.headers == [service.package.ReaderHeader(reader="me", desk=3)]


def test_zeep_raises_the_fault_of_another_namespace(
    calls: Any,  # noqa: ANN401 - as above
    service: HeaderService,
    contract: Path,
) -> None:
    """Both the client's types and the classes read its detail."""
    with pytest.raises(Fault) as raised:
        calls.lendOne(copyHandle="lost", _soapheaders={"readerHeader": {"reader": "me"}})
    (detail,) = raised.value.detail
    assert detail.tag == f"{{{OWN}}}loanFault"
    expected = service.package.LoanFault(code=7, reason="it is lost")
    assert service.package.from_xml(etree.tostring(detail)) == expected
    found = zeep.Client(str(contract / "loans.wsdl")).get_element(detail.tag).parse(detail, None)
    assert (found.code, found.reason) == (7, "it is lost")


@pytest.mark.parametrize("copy", ["1", "lost"])
def test_the_classes_send_the_header_and_read_the_answer(
    service: HeaderService, version: str, copy: str
) -> None:
    """Header, request, answer and fault, all by the generated classes."""
    package = service.package
    envelope = etree.Element(f"{{{ENVELOPES[version]}}}Envelope")
    for part, own in (
        ("Header", package.ReaderHeader(reader="me")),
        ("Body", package.LendOneParam(copy_handle=copy, days=3)),
    ):
        element = etree.SubElement(envelope, f"{{{ENVELOPES[version]}}}{part}")
        element.append(etree.fromstring(package.to_xml(own)))
    headers = {"Content-Type": TYPES[version], "SOAPAction": '"lendOne"'}
    with served(service) as address:
        request = Request(address, etree.tostring(envelope), headers)  # noqa: S310 - ours
        try:
            with urlopen(request) as reply:  # noqa: S310 - as above
                answer = etree.parse(reply)
        except HTTPError as error:
            with error:
                answer = etree.parse(error)
    (found,) = [
        package.from_xml(etree.tostring(node))
        for name in ("lendOneReturn", "loanFault")
        for node in answer.iter(f"{{{MAIN}}}{name}", f"{{{OWN}}}{name}")
    ]
    if copy == "lost":
        assert found == package.LoanFault(code=7, reason="it is lost")
    else:
        assert found == service.answers["LendOneParam"](package.LendOneParam(copy_handle=copy))
    assert service.headers == [package.ReaderHeader(reader="me")]


def test_a_request_without_the_header_is_refused(
    calls: Any,  # noqa: ANN401 - as above
    service: HeaderService,
) -> None:
    """The service says why, in the fault's own namespace."""
    with pytest.raises(Fault) as raised:
        calls.lendOne(copyHandle="1")
    (detail,) = raised.value.detail
    fault = service.package.from_xml(etree.tostring(detail))
    assert fault == service.package.LoanFault(code=1, reason="who asks?")
