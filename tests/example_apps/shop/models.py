import datetime as dt

from sqlmodel import Field, Relationship, SQLModel


class ProductBase(SQLModel):
    sku: str = Field(unique=True, min_length=3, max_length=12)
    name: str = Field(min_length=1)
    price: float = Field(gt=0)
    stock: int = Field(default=0, ge=0)


class Product(ProductBase, table=True):
    id: int | None = Field(default=None, primary_key=True)


class OrderLine(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    order_id: int | None = Field(default=None, foreign_key="order.id")
    sku: str
    quantity: int


class Order(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    customer: str
    city: str
    placed_at: dt.datetime
    total: float
    lines: list[OrderLine] = Relationship()


class Address(SQLModel):
    street: str
    city: str


class LineIn(SQLModel):
    sku: str
    quantity: int = Field(ge=1)


class OrderIn(SQLModel):
    customer: str
    address: Address
    lines: list[LineIn] = Field(min_length=1)


class OrderOut(SQLModel):
    id: int
    customer: str
    address: Address
    lines: list[LineIn]
    total: float
    placed_at: dt.datetime
    coupon: str | None = None
