import datetime as dt
import decimal
import enum
import uuid

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .database import Base


class Shelf(enum.StrEnum):
    fiction = "fiction"
    science = "science"
    children = "children"


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str] = mapped_column(String(13), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    shelf: Mapped[Shelf] = mapped_column(default=Shelf.fiction)
    published: Mapped[dt.date | None]
    price: Mapped[decimal.Decimal] = mapped_column(Numeric(8, 2), default=decimal.Decimal(0))
    available: Mapped[bool] = mapped_column(default=True)
    loans: Mapped[list["Loan"]] = relationship(back_populates="book", cascade="all, delete-orphan")


class Loan(Base):
    __tablename__ = "loans"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"))
    member: Mapped[str] = mapped_column(String(50))
    lent_at: Mapped[dt.datetime]
    returned: Mapped[bool] = mapped_column(default=False)
    book: Mapped[Book] = relationship(back_populates="loans")
