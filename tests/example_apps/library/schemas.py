import datetime as dt
import decimal
import uuid
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from .models import Shelf

Price = Annotated[decimal.Decimal, Field(ge=0, max_digits=8, decimal_places=2), PlainSerializer(float)]


class BookIn(BaseModel):
    isbn: str = Field(pattern=r"^\d{13}$")
    title: str = Field(min_length=1, max_length=200)
    shelf: Shelf = Shelf.fiction
    published: dt.date | None = None
    price: Price = decimal.Decimal(0)


class BookChange(BaseModel):
    title: str | None = Field(default=None, min_length=1, max_length=200)
    shelf: Shelf | None = None
    price: Price | None = None


class BookOut(BookIn):
    model_config = ConfigDict(from_attributes=True)

    id: int
    available: bool


class LoanOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    member: str
    lent_at: dt.datetime
    returned: bool
    book: BookOut


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"
