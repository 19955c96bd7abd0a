"""Folders, features and rules around their scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.cases import count
from steps.docs.markup.parts import direction, folder_name, mark, prose, tags
from steps.docs.markup.scenarios import write_background, write_scenario
from steps.docs.prose import attribute, isolate

if TYPE_CHECKING:
    from steps.docs.markup.view import View
    from steps.docs.model import Feature, Folder, Rule


def write_folder(folder: Folder, view: View) -> str:
    """Write a folder with its introduction and its features."""
    features = "".join(_feature(feature, view) for feature in folder.features)
    return (
        f'<section class="folder" id="{attribute(folder.permalink)}">\n<h2>{isolate(folder_name(folder.path))}</h2>\n'
        f"{prose(folder.introduction, 2)}\n{features}</section>\n"
    )


def _feature(feature: Feature, view: View) -> str:
    language = "" if feature.language == "en" else f' lang="{attribute(feature.language)}"'
    states = (f" · {mark(status)}{found} {status.word}" for status, found in count(feature.cases).items())
    about = f'<p class="about">{isolate(feature.uri)}{"".join(states)}</p>{tags(feature.tags, view.tracking)}'
    background = write_background(feature.background) if feature.background else ""
    rules = "".join(_rule(rule, view) for rule in feature.rules)
    return (
        f'<article class="feature" id="{attribute(feature.permalink)}"{language}>\n'
        f"<header><h3>{isolate(feature.name)}</h3>\n{about}</header>\n"
        f"{prose(feature.description, 3)}{background}{rules}</article>\n"
    )


def _rule(rule: Rule, view: View) -> str:
    if not rule.name:
        return "".join(write_scenario(told, 4, view) for told in rule.scenarios)
    scenarios = "".join(write_scenario(told, 5, view) for told in rule.scenarios)
    name = f"<small>{isolate(rule.keyword)}</small> {isolate(rule.name)}"
    background = write_background(rule.background) if rule.background else ""
    return (
        f'<section class="rule" id="{attribute(rule.permalink)}">\n<h4{direction(rule.name)}>{name}</h4>\n'
        f"{tags(rule.tags, view.tracking)}{prose(rule.description, 4)}{background}\n{scenarios}</section>\n"
    )
