"""What the environment decides, read once when the service is imported."""

from typing import Final, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEVELOPMENT_SECRET: Final = "a development secret that everyone can read"  # noqa: S105 - refused in production
SHORTEST_SECRET: Final = 32  # bytes: what HS256 asks for (RFC 7518 section 3.2)
DRIVERS: Final = ("sqlite+aiosqlite", "postgresql+asyncpg")


class Settings(BaseSettings):
    """Read `APP_DATABASE_URL`, `APP_SECRET_KEY` and `APP_ENVIRONMENT`."""

    # Errors stay silent about the values: a secret does not belong in a log.
    model_config = SettingsConfigDict(env_prefix="APP_", frozen=True, hide_input_in_errors=True)

    database_url: str = "sqlite+aiosqlite:///./prod.db"
    secret_key: str = Field(default=DEVELOPMENT_SECRET, min_length=1)
    environment: Literal["development", "production"] = "development"

    @field_validator("database_url")
    @classmethod
    def name_a_known_driver(cls, value: str) -> str:
        """Refuse a URL that the service has no driver for."""
        try:
            known = make_url(value).drivername in DRIVERS
        except ArgumentError:
            known = False
        if not known:
            raise ValueError(f"APP_DATABASE_URL must be a URL that starts with {' or '.join(DRIVERS)}")
        return value

    @model_validator(mode="after")
    def keep_production_secret(self) -> Self:
        """Refuse a secret that others know or can guess."""
        known = self.secret_key == DEVELOPMENT_SECRET
        if self.environment == "production" and (known or len(self.secret_key.encode()) < SHORTEST_SECRET):
            raise ValueError(
                f"in production, set APP_SECRET_KEY to a random secret of at least {SHORTEST_SECRET} bytes"
            )
        return self


settings: Final = Settings()
