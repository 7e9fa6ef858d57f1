"""What every builder needs to know of the whole API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.build_labels import sort_texts, xml_text
from generator.model.schema import LocalizedText
from generator.naming import label_words
from generator.reconcile.cross_references import match_owner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.align.alignment import AlignedPage
    from generator.model.find_deprecations import Deprecations
    from generator.reconcile.definition import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """The API as far as it is settled before its types are built."""

    reference: str
    """Tag of the reference locale."""
    tags: Mapping[str, str]
    """Folder name → tag."""
    pages: Mapping[str, AlignedPage]
    """Page key → page."""
    type_names: frozenset[str]
    """Names of all complex types and messages."""
    row_names: Mapping[int, str]
    """Row number → name of the field."""
    row_owners: Mapping[int, str]
    """Row number → name of the definition."""
    members: Mapping[str, Mapping[str, tuple[str, str]]]
    """Definition, case-folded → member, case-folded → both as spelled."""
    deprecations: Deprecations
    """What is said to be deprecated."""
    documented: Mapping[str, tuple[Definition, ...]]
    """Page key → everything documented there."""
    others: frozenset[str] = frozenset()
    """Folder names that are no editions of the API itself, but supply labels."""

    def find_member(self, owner: str, member: str) -> tuple[str, str] | None:
        """Find a member by a path that prose names; plurals and an operation's name will do.

        Returns:
            The definition and the member as spelled, or None.
        """
        for name in match_owner(owner, {folded: folded for folded in self.members}):
            if found := self.members.get(name, {}).get(member.casefold()):
                return found
        return None

    def title_labels(
        self, name: str, titles: Mapping[str, str], page: str = ""
    ) -> tuple[LocalizedText, ...]:
        """Give the labels that a page's titles make: a title that is the name itself is none."""
        found = {self.reference: LocalizedText(locale=self.reference, text=label_words(name))}
        for locale, title in titles.items():
            tag, text = self.tags[locale], xml_text(title)
            if tag == self.reference or not text or name.casefold() in text.casefold():
                continue
            text = label_words(text) if " " not in text else text
            found.setdefault(
                tag,
                LocalizedText(
                    locale=tag,
                    text=text[:1].upper() + text[1:],
                    source=self._title_source(locale, page),
                ),
            )
        return sort_texts(found.values(), self.reference)

    def _title_source(self, locale: str, page: str) -> str:
        """Say where a title stands that another edition supplies."""
        if locale not in self.others:
            return ""
        own = self.pages[page].pages[locale]
        return f"{own.path}:{own.sections[0].span.line}"
