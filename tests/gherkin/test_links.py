"""A folder is collected once, by whatever links it can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Project


@pytest.fixture
def linked(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a feature in each of some folders, one of them outside of the project, and return that."""
    project.steps('@given("a shop")\ndef a_shop(): pass\n')
    outside: Path = tmp_path_factory.mktemp("outside")
    (outside / "inner").mkdir()
    features = project.path / "features"
    for folder in (features / "a", features / "b", features / ".hidden", outside / "inner"):
        folder.mkdir(parents=True, exist_ok=True)
        text = f"Feature: F\n  Scenario: In {folder.name.strip('.')}\n    Given a shop\n"
        (folder / "shop.feature").write_text(text)
    return outside


@pytest.mark.parametrize(
    ("links", "collected"),
    [
        ({"a/loop": "."}, ["a", "b"]),
        ({"loop": "."}, ["a", "b"]),
        ({"up": "..", "a/up": "../.."}, ["a", "b"]),
        ({"a/b": "../b", "b/a": "../a"}, ["a", "b"]),
        ({"a/other": "OUTSIDE"}, ["a/other/inner", "a", "b"]),
        ({"a/other": "OUTSIDE", "c": "OUTSIDE", "d": "OUTSIDE/inner"}, ["a", "b", "d"]),
        ({"a/other": "OUTSIDE", "OUTSIDE/back": "FEATURES", "OUTSIDE/inner/again": ".."}, ["a/other/inner", "a", "b"]),
        ({"shown": ".hidden"}, ["a", "b", "shown"]),
    ],
)
def test_each_real_folder_once(project: Project, linked: Path, links: dict[str, str], collected: list[str]) -> None:
    features = project.path / "features"
    for link in links.items():
        name, target = (each.replace("OUTSIDE", str(linked)).replace("FEATURES", str(features)) for each in link)
        (features / name).symlink_to(target)

    result = project.run("features", "--collect-only", "-q")

    assert [line.partition("/shop.feature")[0] for line in result.outlines if "::" in line] == [
        f"features/{folder}" for folder in collected
    ]


def test_a_link_out_of_what_was_asked_for_is_followed(project: Project, linked: Path) -> None:
    (project.path / "features" / "a" / "b").symlink_to("../b")
    project.run("features/a").assert_outcomes(passed=2)
    assert linked.is_dir()


def test_a_project_behind_a_link_is_a_project_as_any(project: Project, linked: Path) -> None:
    (linked / "project").symlink_to(project.path)
    project.pytester.chdir()
    project.run("--rootdir", str(linked / "project"), str(linked / "project" / "features")).assert_outcomes(passed=2)
