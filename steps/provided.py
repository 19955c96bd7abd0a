"""The databases of a run, provided for, and the service told of its own before anything imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steps.combinations.choice import COMBINATIONS, combine
from steps.database.choice import IN_MEMORY
from steps.database.dependencies import service_url
from steps.database.provision import PROVISION, Provision
from steps.settings import SETTINGS_OF_RUN, read
from steps.workers import early_worker, given_servers, has_workers, this_worker

if TYPE_CHECKING:
    from argparse import Namespace

    from sqlalchemy import URL

    from steps.database.own import Worker

FAILED = pytest.StashKey[BaseException]()


def provide_early(config: pytest.Config) -> None:
    """Tell a service of its database before the first conftests, which may import it.

    Only a service that has `bdd_live_env`. What fails here is raised by `provide`, where pytest reports it.
    """
    if not config.getini("bdd_live_env"):
        return
    try:
        _provide(config, config.known_args_namespace, early_worker(config))
    except BaseException as error:  # noqa: BLE001  raised again
        config.stash[FAILED] = error


def provide(config: pytest.Config) -> None:
    """Read the settings, and provide for the databases that they name.

    Conftests may have made the service known on `sys.path` by now.
    """
    if error := config.stash.get(FAILED, None):
        raise error
    _provide(config, config.option, this_worker(config))


def _provide(config: pytest.Config, options: Namespace, worker: Worker) -> None:
    settings = config.stash[SETTINGS_OF_RUN] = read(config, options)
    combinations = config.stash[COMBINATIONS] = combine(settings.driver, settings.database)
    provision = config.stash.get(PROVISION, None)
    if provision is None or provision.worker != worker:
        provision = config.stash[PROVISION] = Provision(worker, given_servers(worker))
        config.add_cleanup(provision.close)
    if settings.live_env:
        runs_nothing = options.collectonly or options.bdd_dry_run or options.help
        is_controller = has_workers(options) and worker.name is None
        url = provision.claim(IN_MEMORY if runs_nothing or is_controller else combinations[0].database)
        _tell_service(config, settings.live_env, service_url(url, settings.session, config.rootpath))


def _tell_service(config: pytest.Config, variable: str, url: URL) -> None:
    """Set the environment variable for the run, so that no engine of the service opens a real database."""
    patch = pytest.MonkeyPatch()
    patch.setenv(variable, url.render_as_string(hide_password=False))
    config.add_cleanup(patch.undo)
