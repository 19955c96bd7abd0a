from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

UNTIDY = "Feature: a\nScenario: b\nGiven c\n"
TIDY = "Feature: a\n\n  Scenario: b\n    Given c\n"


def test_features_are_formatted_in_place(project: Path, steps: Callable[..., Result]) -> None:
    feature = project / "features" / "a.feature"
    feature.write_text(UNTIDY)
    feature.chmod(0o640)
    result = steps("format")
    assert (result.output, result.exit_code) == ("features/a.feature: formatted\n1 formatted, 0 already in shape\n", 0)
    assert feature.read_text() == TIDY
    assert feature.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in feature.parent.iterdir()] == ["a.feature"]


def test_check_names_and_writes_nothing(project: Path, steps: Callable[..., Result]) -> None:
    feature = project / "features" / "a.feature"
    feature.write_text(UNTIDY)
    result = steps("format", "--check", "features/a.feature")
    expected = "features/a.feature: would be formatted\n1 would be formatted, 0 already in shape\n"
    assert (result.output, result.exit_code) == (expected, 1)
    assert feature.read_text() == UNTIDY


def test_what_is_in_shape_passes(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(TIDY)
    result = steps("format", "--check")
    assert (result.output, result.exit_code) == ("0 would be formatted, 1 already in shape\n", 0)


def test_what_is_no_feature_is_left_alone(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text("Scenario: b\n")
    (project / "features" / "b.feature").write_bytes(b"Feature: \xe9\n")
    (project / "features" / "c.feature").write_text(UNTIDY)
    result = steps("format")
    assert result.output == (
        "features/a.feature: not formatted: it is not a valid feature; `steps check` shows its mistakes\n"
        "features/b.feature: not formatted: it is not UTF-8 text; save it as UTF-8\n"
        "features/c.feature: formatted\n"
        "1 formatted, 0 already in shape, 2 not understood\n"
    )
    assert result.exit_code == 1
    assert (project / "features" / "a.feature").read_text() == "Scenario: b\n"


def test_a_link_stays_a_link(project: Path, steps: Callable[..., Result]) -> None:
    (project / "shared.feature").write_text(UNTIDY)
    (project / "features" / "a.feature").symlink_to(project / "shared.feature")
    steps("format")
    assert (project / "features" / "a.feature").is_symlink()
    assert (project / "shared.feature").read_text() == TIDY
