"""Let a bare clone run: the plugin that an installation registers by its entry point."""

pytest_plugins = ["steps.plugin"]
