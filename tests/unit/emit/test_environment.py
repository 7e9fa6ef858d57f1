"""Nothing that a page says gets out of the literal, comment or element it stands in."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from lxml import etree
from markupsafe import Markup

from generator.emit.environment import (
    py_docstring,
    py_name,
    py_string,
    python_environment,
    xml_environment,
    xml_text,
)
from generator.emit.template_folder import find_templates
from tests.schema_factory import HOSTILE_TEXTS

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.text(st.characters() | st.sampled_from("\"'\\\n\0\u202e\ud800{}%-<>&]")).filter(bool)


@given(TEXTS)
def test_a_string_literal_gives_the_text_back(text: str) -> None:
    """Whatever the text, the literal is one constant of that text, printable throughout."""
    literal = py_string(text)

    assert ast.literal_eval(literal) == text
    assert "\n" not in literal
    assert literal.isprintable() or any(not char.isprintable() for char in text)


@pytest.mark.parametrize("text", ["\u202e", "\u2066", "\0", "\x1b", "\ud800", "\u2028", "\xa0"])
def test_what_does_not_print_is_escaped(text: str) -> None:
    """Controls, bidi overrides and lone surrogates never stand as such in code."""
    assert py_string(text).isascii()
    assert py_docstring(f"a{text}b").isascii()


@given(TEXTS)
def test_a_docstring_is_one_constant(text: str) -> None:
    """Whatever the text, the docstring is one string and says the text's words."""
    code = f"class Some:\n    {py_docstring(text)}\n"
    (statement,) = ast.parse(code).body
    assert isinstance(statement, ast.ClassDef)
    (inner,) = statement.body

    assert isinstance(inner, ast.Expr)
    assert isinstance(inner.value, ast.Constant)
    assert str(inner.value.value).split() == text.split()


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, '"', '""', '"""', '\\"', 'a"""b""', "\\"])
def test_hostile_docstrings_stay_docstrings(text: str) -> None:
    """The texts that are made to break out do not."""
    (statement,) = ast.parse(py_docstring(text, 0)).body

    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)


@given(TEXTS)
def test_xml_text_is_what_xml_allows_of_the_text(text: str) -> None:
    """In content, in an attribute and in a comment, the document stays well-formed."""
    written = xml_text(text)
    document = f'<a b="{written}">{written}<!-- {written} --></a>'
    root = etree.fromstring(document.encode())

    assert root.text is None or root.text in text or len(root.text) < len(text) or root.text == text
    assert root.get("b") == (root.text or "")
    assert len(root) == 1


def test_markup_is_escaped_once() -> None:
    """What is escaped already is left as it is; what is no text is escaped as one."""
    assert xml_text(Markup("&amp;")) == "&amp;"
    assert xml_text(3) == "3"
    assert xml_text(["<"]) == "[&#39;&lt;&#39;]"
    assert xml_text("a--b\n") == "a-&#45;b&#10;"


@given(TEXTS)
def test_an_xml_template_escapes_whatever_it_prints(text: str) -> None:
    """A variable, a constant, a text put together, what a macro gives, in whichever place."""
    macro = '{% macro m(x) %}<b c="{{ x }}">{{ x ~ x }}</b>{% endmacro %}'
    source = macro + "{{ m(x) }}{{ '<' }}{{ [x] | join }}"
    written = xml_text(text)

    assert xml_environment().from_string(source).render(x=text) == (
        f'<b c="{written}">{xml_text(text + text)}</b>&lt;{written}'
    )


@pytest.mark.parametrize("name", ["", "1a", "a b", "class", "a;b", "None"])
def test_only_identifiers_are_names(name: str) -> None:
    """A name that is none is a mistake of ours, and says so."""
    with pytest.raises(ValueError, match="is no Python identifier"):
        py_name(name)


def test_a_python_template_prints_encoded_values_only() -> None:
    """Plain text in a template of Python is refused, encoded text is not."""
    environment = python_environment()

    assert environment.from_string("{{ x | string }}").render(x='"') == "'\"'"
    with pytest.raises(TypeError, match="which no encoder made"):
        environment.from_string("{{ x }}").render(x="import os")


def test_an_undefined_variable_is_an_error() -> None:
    """A template cannot print what nobody gave it."""
    with pytest.raises(UndefinedError):
        xml_environment().from_string("{{ x }}").render()


def test_an_own_template_goes_before_ours(tmp_path: Path) -> None:
    """A folder of templates overrides the ones it has, and leaves the others."""
    (tmp_path / "schema.xsd.jinja").write_text("{{ x }}<own/>\n")
    environment = xml_environment(tmp_path)

    assert environment.get_template("schema.xsd.jinja").render(x="<") == "&lt;<own/>\n"
    assert environment.get_template("content.xsd.jinja").filename == str(
        find_templates() / "content.xsd.jinja"
    )
