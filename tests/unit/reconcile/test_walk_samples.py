"""Samples show which members a definition has, as far as the tables explain them."""

from __future__ import annotations

from generator.reconcile.walk_samples import MemberTypes, sample_trees, walk_samples
from tests.page_factory import align

_TYPES = {
    "findLoansParam": {"reader": "string", "filter": "LoanFilter"},
    "findLoansReturn": {"loans": "LoanArray"},
    "LoanArray": {"items": "Loan"},
    "Loan": {"due": "date", "copy": "CopyInfo"},
    "LoanFilter": {"state": "string"},
    "CopyInfo": {"shelf": "string"},
}
_MEMBERS = MemberTypes(members=_TYPES, folded={name.casefold(): name for name in _TYPES})


def shown(*samples: str, local: tuple[str, ...] = ()) -> dict[str, dict[str, int]]:
    """Walk the samples of one page."""
    text = "\n\n".join(f"```\n{sample}\n```" for sample in samples)
    found = sample_trees(align({"en": {"p.md": text}})[0])
    return {k: dict(v) for k, v in walk_samples(found, _MEMBERS, {"p.md": local}).items()}


def test_a_message_is_walked_by_the_types_of_its_members() -> None:
    """Down to what no table explains."""
    xml = "<findLoansReturn><loans><items><due>1</due><copy><shelf/><x/></copy></items></loans>"
    assert shown(xml + "</findLoansReturn>") == {
        "findLoansReturn": {"loans": 1},
        "LoanArray": {"items": 1},
        "Loan": {"due": 1, "copy": 1},
        "CopyInfo": {"shelf": 1, "x": 1},
    }


def test_members_that_no_table_has_are_shown_too() -> None:
    """They are what a damaged cell may mean."""
    assert shown("<findLoansParam><reader>1</reader><since>2</since></findLoansParam>") == {
        "findLoansParam": {"reader": 1, "since": 1}
    }


def test_an_envelope_is_stepped_over() -> None:
    """The message lies somewhere below it."""
    xml = "<Envelope><Body><findLoansParam><reader>1</reader></findLoansParam></Body></Envelope>"
    assert shown(xml) == {"findLoansParam": {"reader": 1}}


def test_the_case_of_a_root_is_no_matter() -> None:
    """Samples are typed by hand."""
    assert shown("<FindLoansParam><reader>1</reader></FindLoansParam>") == {
        "findLoansParam": {"reader": 1}
    }


def test_attributes_are_members() -> None:
    """Namespaces are none."""
    assert shown('<CopyInfo id="1" xmlns="urn:x" xml:lang="en"/>') == {"CopyInfo": {"id": 1}}


def test_json_without_a_root_is_matched_by_its_members() -> None:
    """To the definition of its own page that shares most of them."""
    json = '{"due": "x", "copy": {"shelf": "y"}, "fee": 1}'
    assert shown(json, local=("CopyInfo", "Loan")) == {
        "Loan": {"due": 1, "copy": 1, "fee": 1},
        "CopyInfo": {"shelf": 1},
    }
    assert shown(json) == {}
    assert shown('{"due": "x"}', local=("Loan",)) == {}


def test_a_sample_counts_once_however_many_editions_repeat_it() -> None:
    """Translation copies samples."""
    text = "```\n<CopyInfo><shelf>1</shelf></CopyInfo>\n```\n"
    found = sample_trees(align({"en": {"p.md": text}, "fr": {"p.md": text}})[0])
    assert [page for page, _ in found] == ["p.md"]


def test_a_type_that_holds_itself_ends_where_the_sample_does() -> None:
    """A tree of any depth is walked to a bound."""
    types = {"Node": {"node": "Node"}}
    members = MemberTypes(members=types, folded={"node": "Node"})
    text = "```\n" + "<node>" * 100 + "<x/>" + "</node>" * 100 + "\n```\n"
    found = sample_trees(align({"en": {"p.md": text}})[0])
    assert set(walk_samples(found, members, {})) == {"Node"}
