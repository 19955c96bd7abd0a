"""Ready sentences for the contract of any HTTP API."""
