"""Renders the parts of emitters, in one process or several, as far as former runs did not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.emit.former_files import FormerParts, Reads
from generator.share_work import share_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.emit.emitter import Emission, EmitContext
    from generator.emit.parts import Part


def render_parts(
    parts: Sequence[Part],
    digest: str,
    context: EmitContext,
    jobs: int,
    render: Callable[[Part, EmitContext], Emission],
) -> dict[Part, Emission]:
    """Render parts, and give what each of them made.

    Args:
        parts: The parts of one API; of those that take longest the first come first.
        digest: Digest of the input.
        context: What they may know beside what they are given.
        jobs: Processes to render with; the result is the same for any number.
        render: Renders one.
    """
    former = FormerParts(digest, context)
    found = former.recall(parts)
    groups = _group(each for each in parts if each not in found)

    def render_group(number: int) -> tuple[tuple[Emission, ...], dict[str, str]]:
        reads = Reads(existing=context.existing)
        own = replace(context, existing=reads, made={})
        return tuple(render(each, own) for each in groups[number]), reads.seen

    rendered = share_work(render_group, range(len(groups)), jobs)
    for group, (emissions, _) in zip(groups, rendered, strict=True):
        found |= zip(group, emissions, strict=True)
    for group, (_, reads) in zip(groups, rendered, strict=True):
        for path in reads if jobs > 1 else ():
            context.existing(path)  # whoever notes what is asked for is in this process
        then = _after(reads, found.values())
        if then is not None:
            for each in group:
                former.remember(each, found[each], then)
    return found


def _group(parts: Iterable[Part]) -> list[list[Part]]:
    """Put parts together that make the same things first."""
    groups: dict[object, list[Part]] = {}
    for each in parts:
        groups.setdefault(each.together or each, []).append(each)
    return list(groups.values())


def _after(reads: Mapping[str, str], emissions: Iterable[Emission]) -> dict[str, str] | None:
    """Give the digests of what was read as it stands when the run has ended.

    None where a run writes only some of the files that it merged with each
    other: then merging them again need not give the same.
    """
    written = {
        each.path: each.digest
        for emission in emissions
        for each in emission.artifacts
        if each.path in reads
    }
    others = any(was for path, was in reads.items() if path not in written)
    return None if written and others else {**reads, **written}
