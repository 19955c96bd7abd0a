"""The tables."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.text import LONGEST_JOB, LONGEST_USERNAME


class User(Base):
    """Someone in the directory; without a password hash they cannot log in."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(LONGEST_USERNAME), unique=True)
    job: Mapped[str] = mapped_column(String(LONGEST_JOB))
    password_hash: Mapped[str | None] = mapped_column(default=None)
