"""Tables of releases and samples say what the target namespace is, and whose is another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.pipeline import generate
from tests.page_factory import model_of, pipe_table, write_editions

if TYPE_CHECKING:
    from pathlib import Path

_RECORD = """# Loan {#loan}

About it.

| Name | Type | Description |
|---|---|---|
| dueDate | xsd:date | The day on which the copy must be back. |
| copyHandle | xsd:string | Which of the copies was lent. |
"""
_FAULT = """# loanFault {#loanfault}

About it.

| Name | Type | Description |
|---|---|---|
| code | xsd:int | One of the numbers. |
| reason | xsd:string | Explanation for people. |
"""
_RELEASES = pipe_table(
    ["Release", "File", "Address"],
    ["Second", "loans-2.wsdl", "`http://example.org/loans/2012-02-01`"],
    ["Third preview", "loans-3.wsdl", "`http://example.org/loans/2013-02-01-beta`"],
    ["First", "loans-1.wsdl", "`http://example.org/loans/2010-02-01`"],
)


def sample(namespace: str, *, head: str = "", body: str = "") -> str:
    """Show an envelope."""
    body = body or f'<m:Loan xmlns:m="{namespace}"/>'
    return (
        '\n```\n<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">'
        f"<e:Header>{head}</e:Header><e:Body>{body}</e:Body></e:Envelope>\n```\n"
    )


def build(folder: Path, **pages: str) -> dict[str, Any]:
    """Give the model of some pages beside the record's."""
    texts = {f"{name}.md": text for name, text in pages.items()}
    generation = generate(
        write_editions(folder / "loans", {"en": {"loan.md": _RECORD, **texts}}), emit=("model",)
    )
    return model_of(generation, "loans")


def test_the_newest_release_of_a_table_is_the_target(tmp_path: Path) -> None:
    """A preview is none; the release is called as its row has it."""
    model = build(tmp_path, releases=f"# Releases\n\nAll of them.\n\n{_RELEASES}")
    assert (model["namespace"], model["version"]) == (
        "http://example.org/loans/2012-02-01",
        "Second",
    )


def test_a_table_of_other_addresses_is_none_of_releases(tmp_path: Path) -> None:
    """Samples say which namespace is meant."""
    model = build(
        tmp_path,
        releases=f"# Releases\n\nAll of them.\n\n{_RELEASES}",
        ask="# Ask\n\nSo:\n" + sample("http://example.org/other/2009"),
    )
    assert (model["namespace"], model["version"]) == ("http://example.org/other/2009", "")


def test_samples_of_several_versions_mean_the_newest(tmp_path: Path) -> None:
    """However many show an older one; what a header says does not count."""
    head = '<h:key xmlns:h="urn:keys">1</h:key>'
    old = sample("urn:loans:2011", head=head)
    model = build(tmp_path, ask="# Ask\n\nSo:\n" + old * 3 + sample("urn:loans:2013"))
    assert model["namespace"] == "urn:loans:2013"


def test_a_fault_shown_in_another_namespace_keeps_it_with_its_kind(tmp_path: Path) -> None:
    """A version of the target is the target."""
    for shown, expected in (("urn:loans", "urn:loans"), ("urn:loans:2011", "")):
        detail = (
            "<e:Fault><faultcode>e:Client</faultcode><detail>"
            f'<loanFault xmlns="{shown}"><code>1</code></loanFault></detail></e:Fault>'
        )
        pages = {
            "ask": "# Ask\n\nSo:\n" + sample("urn:loans:2013"),
            "fault": _FAULT + sample("", body=detail),
        }
        model = build(tmp_path / expected.replace(":", "-"), **pages)
        found = {each["name"]: (each["kind"], each["namespace"]) for each in model["types"]}
        assert model["namespace"] == "urn:loans:2013"
        assert found == {"Loan": ("record", ""), "loanFault": ("fault", expected)}
