"""Run features against a service of other people's making, in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def run_features(folder: str, service: str, work: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the features in `folder/service`, with the settings of the service and its database files in `work`."""
    plugins = ["-p", "steps.plugin", "-p", "no:cacheprovider"]
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
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
