"""Run features against a service of other people's making, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def run_features(folder: str, service: str, work: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the features in `folder/service`, with the settings of the service and its database files in `work`."""
    plugins = ["-p", "steps.plugin", "-p", "no:cacheprovider"]
    # On a CI machine pytest repeats whole messages in its summary.
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "BUILD_NUMBER"}}
    settings = ["-c", str(HERE / "features" / service / "pytest.toml"), "--rootdir", str(HERE)]
    return subprocess.run(  # noqa: S603  # our own interpreter
        [
            sys.executable,
            "-m",
            "pytest",
            *plugins,
            *settings,
            "-q",
            "--color=no",
            *options,
            str(HERE / folder / service),
        ],
        cwd=work,
        env={**environment, "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
