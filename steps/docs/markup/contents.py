"""The contents: every folder and feature with its state, and what stands after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.cases import count
from steps.docs.markup.parts import folder_name, mark, section_id
from steps.docs.prose import attribute, isolate
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.docs.model import Feature, Folder


def write_contents(folders: Iterable[Folder], others: Iterable[str]) -> str:
    """Write the contents; `others` are the titles of the sections beside the features."""
    told = "".join(map(_folder, folders))
    more = "".join(f'<li><a href="#{section_id(title)}">{title}</a></li>\n' for title in others)
    summary = '<summary><h2 id="~contents">Contents</h2></summary>'
    return f'<nav aria-labelledby="~contents"><details>\n{summary}\n<ul>\n{told}{more}</ul></details></nav>'


def _folder(folder: Folder) -> str:
    name = f'<a class="folder" href="#{attribute(folder.permalink)}">{isolate(folder_name(folder.path))}</a>'
    return f"<li>{name}\n<ul>\n{''.join(map(_feature, folder.features))}</ul></li>\n"


def _feature(feature: Feature) -> str:
    counted = count(feature.cases)
    status = next(iter(counted), Status.NOT_RUN)
    state = f' <span class="w {status.key}">{counted.get(status, 0)} {status.word}</span>'
    told = "" if status is Status.PASSED else state
    return f'<li>{mark(status)}<a href="#{attribute(feature.permalink)}">{isolate(feature.name)}</a>{told}</li>\n'
