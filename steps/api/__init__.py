"""Ready sentences for any JSON API."""
