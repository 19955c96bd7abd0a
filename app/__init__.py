"""A user directory over HTTP: the service that the features prove."""
