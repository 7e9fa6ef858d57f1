"""A SOAP client that is not ours, and the generated classes, call a service over the WSDL."""

from __future__ import annotations

import importlib
import io
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import zeep
from lxml import etree
from zeep.exceptions import Fault
from zeep.helpers import serialize_object

from tests.page_factory import files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import ModuleType
    from wsgiref.types import StartResponse, WSGIEnvironment

    from generator.pipeline import Generation

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2014-04-03"
ENVELOPES = {
    "Soap11": "http://schemas.xmlsoap.org/soap/envelope/",
    "Soap12": "http://www.w3.org/2003/05/soap-envelope",
}
TYPES = {"Soap11": "text/xml", "Soap12": "application/soap+xml"}
OPERATIONS = ["getActiveJobs", "getAssets", "getJobLogs", "stopJob", "submitJob"]


class Refusal(Exception):  # noqa: N818 - a fault of the service, not an error of the test
    """What the service raises, with a generated fault for its detail."""

    def __init__(self, fault: object) -> None:
        super().__init__()
        self.fault = fault


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@dataclass
class Service:
    """A WSGI application that answers validated requests by functions of its package's objects."""

    package: ModuleType
    xsd: etree.XMLSchema
    answers: dict[str, Callable[[Any], object]]
    actions: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one call, and note which version of SOAP and which action it came with."""
        kind = environ["CONTENT_TYPE"]
        version = "Soap12" if kind.startswith(TYPES["Soap12"]) else "Soap11"
        action = environ.get("HTTP_SOAPACTION") or kind.partition("action=")[2]
        self.actions.append((version, action.strip('"')))
        body = io.BytesIO(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        try:
            status, content = "200 OK", self._answer(body, version)
        except Refusal as refusal:
            status, content = "500 Internal Server Error", self._refuse(refusal, version)
        start(status, [("Content-Type", f"{TYPES[version]}; charset=utf-8")])
        return [
            f'<e:Envelope xmlns:e="{ENVELOPES[version]}"><e:Body>'.encode()
            + content
            + b"</e:Body></e:Envelope>"
        ]

    def _answer(self, body: io.BytesIO, version: str) -> bytes:
        envelope = etree.parse(body).getroot()
        (message,) = envelope.iterfind(f"{{{ENVELOPES[version]}}}Body/*")
        try:
            self.xsd.assertValid(message)
        except etree.DocumentInvalid as error:
            raise Refusal(self.package.IpsApiFault(code=30003, reason=str(error))) from error
        request = self.package.from_xml(etree.tostring(message))
        return self._write(self.answers[type(request).__name__](request))

    def _write(self, message: object) -> bytes:
        """Write a message, which must be valid too."""
        root = etree.fromstring(self.package.to_xml(message))
        self.xsd.assertValid(root)
        written: bytes = etree.tostring(root)
        return written

    def _refuse(self, refusal: Refusal, version: str) -> bytes:
        detail = self._write(refusal.fault)
        if version == "Soap11":
            head = b"<faultcode>e:Server</faultcode><faultstring>refused</faultstring>"
            return b"<e:Fault>" + head + b"<detail>" + detail + b"</detail></e:Fault>"
        head = (
            b"<e:Code><e:Value>e:Receiver</e:Value></e:Code>"
            b'<e:Reason><e:Text xml:lang="en">refused</e:Text></e:Reason>'
        )
        return b"<e:Fault>" + head + b"<e:Detail>" + detail + b"</e:Detail></e:Fault>"


@contextmanager
def served(application: Service) -> Iterator[str]:
    """Serve an application on the loopback interface, and give its address."""
    with make_server("127.0.0.1", 0, application, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def contract(
    specs: Path,
    generate_once: Callable[[Path], Generation],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Give the folder of the contract of the sample pages, freshly generated."""
    out = tmp_path_factory.mktemp("zeep") / "zeep_contract"
    for path, content in files_of(generate_once(specs)).items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    return out / "ips"


@pytest.fixture(scope="module")
def package(contract: Path) -> ModuleType:
    """Give the generated package."""
    sys.path.insert(0, str(contract.parent.parent))
    try:
        importlib.invalidate_caches()
        return importlib.import_module("zeep_contract.ips")
    finally:
        sys.path.pop(0)


@pytest.fixture
def service(package: ModuleType, contract: Path) -> Service:
    """Give a service with one job, which it can stop."""

    def stop_job(request: Any) -> object:  # noqa: ANN401 - a class of the generated package
        if request.job_handle != "c|1|Spring|8":
            raise Refusal(package.IpsApiFault(code=30001, reason=f"no job <{request.job_handle}>"))
        return package.StopJobReturn()

    def get_active_jobs(request: Any) -> object:  # noqa: ANN401 - as above
        progress = package.TaskProgress(num_processed=3, task_state=package.TaskState.PROCESSING)
        job = package.ActiveJob(
            company_handle=request.company_handle,
            name="Spring & <all>",
            task_progress_array=package.TaskProgressArray(items=[progress]),
        )
        return package.GetActiveJobsReturn(job_array=package.ActiveJobArray(items=[job, job]))

    return Service(
        package,
        etree.XMLSchema(etree.parse(contract / "ips.xsd")),
        {"StopJobParam": stop_job, "GetActiveJobsParam": get_active_jobs},
    )


@pytest.fixture(params=ENVELOPES)
def version(request: pytest.FixtureRequest) -> str:
    """Give a version of SOAP."""
    return str(request.param)


@pytest.fixture
def calls(contract: Path, service: Service, version: str) -> Iterator[Any]:
    """Give zeep's proxy of the service, in one version of SOAP."""
    with served(service) as address, zeep.Client(str(contract / "ips.wsdl")) as client:
        yield client.create_service(f"{{{NAMESPACE}}}ips{version}Binding", address)


def test_a_client_lists_every_documented_operation(contract: Path) -> None:
    """Each binding has all of them."""
    bindings = zeep.Client(str(contract / "ips.wsdl")).wsdl.bindings
    assert {str(name): sorted(each.all()) for name, each in bindings.items()} == {
        f"{{{NAMESPACE}}}ipsSoap11Binding": OPERATIONS,
        f"{{{NAMESPACE}}}ipsSoap12Binding": OPERATIONS,
    }


def test_a_call_goes_out_and_its_answer_comes_back(
    calls: Any,  # noqa: ANN401 - zeep makes its methods from the WSDL
    service: Service,
    version: str,
) -> None:
    """The request validates, and the client reads what the dataclasses wrote."""
    (first, second) = calls.getActiveJobs(companyHandle="c|1")
    assert first == second
    found = {name: each for name, each in serialize_object(first).items() if each}
    (task,) = found.pop("taskProgressArray")["items"]
    assert found == {"companyHandle": "c|1", "name": "Spring & <all>"}
    assert {name: each for name, each in task.items() if each is not None} == {
        "numProcessed": 3,
        "taskState": "Processing",
    }
    assert service.actions == [(version, "getActiveJobs")]


def test_an_empty_answer_is_an_answer(
    calls: Any,  # noqa: ANN401 - as above
    service: Service,
    version: str,
) -> None:
    """An operation documented as returning nothing returns its empty element."""
    assert calls.stopJob(companyHandle="c|1", jobHandle="c|1|Spring|8") is None
    assert service.actions == [(version, "stopJob")]


def test_a_fault_is_raised_with_its_detail(
    calls: Any,  # noqa: ANN401 - as above
    package: ModuleType,
    contract: Path,
) -> None:
    """Both the client's types and the dataclasses read the documented fault element."""
    with pytest.raises(Fault) as raised:
        calls.stopJob(companyHandle="c|1", jobHandle="other")
    assert raised.value.message == "refused"
    (detail,) = raised.value.detail
    assert package.from_xml(etree.tostring(detail)) == package.IpsApiFault(
        code=30001, reason="no job <other>"
    )
    element = zeep.Client(str(contract / "ips.wsdl")).get_element(detail.tag)
    found = element.parse(detail, None)
    assert (found.code, found.reason) == (30001, "no job <other>")


def test_a_request_against_the_contract_is_refused(
    calls: Any,  # noqa: ANN401 - as above
    package: ModuleType,
) -> None:
    """The service's XML Schema keeps a request without a required member out, and says why."""
    with pytest.raises(Fault) as raised:
        calls.stopJob(companyHandle="c|1", jobHandle=zeep.xsd.SkipValue)
    (detail,) = raised.value.detail
    fault = package.from_xml(etree.tostring(detail))
    assert fault.code == 30003
    assert "Missing child element(s). Expected is" in fault.reason


def test_the_dataclasses_call_the_service_too(
    service: Service, package: ModuleType, version: str
) -> None:
    """What they write goes through the service's XML Schema, what comes back they read."""
    message = etree.fromstring(package.to_xml(package.GetActiveJobsParam(company_handle="c|1")))
    envelope = etree.Element(f"{{{ENVELOPES[version]}}}Envelope")
    etree.SubElement(envelope, f"{{{ENVELOPES[version]}}}Body").append(message)
    headers = {"Content-Type": TYPES[version], "SOAPAction": '"getActiveJobs"'}
    with (
        served(service) as address,
        urlopen(Request(address, etree.tostring(envelope), headers)) as reply,  # noqa: S310 - ours
    ):
        (answer,) = etree.parse(reply).getroot().iterfind(f"{{{ENVELOPES[version]}}}Body/*")
    request = package.GetActiveJobsParam(company_handle="c|1")
    expected = service.answers["GetActiveJobsParam"](request)
    assert package.from_xml(etree.tostring(answer)) == expected
