import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response, Security, status
from fastapi.security import APIKeyHeader
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, create_engine, select

from .models import Address, LineIn, Order, OrderIn, OrderLine, OrderOut, Product, ProductBase

engine = create_engine("sqlite:///shop.db", connect_args={"check_same_thread": False})
api_key_header = APIKeyHeader(name="X-API-Key", auto_error=False)
router = APIRouter()


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def role(request: Request, key: Annotated[str | None, Security(api_key_header)]) -> str:
    roles: dict[str, str] = request.app.state.api_keys
    if key not in roles:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "An API key is needed")
    return roles[key]


Role = Annotated[str, Depends(role)]
Db = Annotated[Session, Depends(get_session)]


def only_owner(role: Role) -> None:
    if role != "owner":
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Only the owner may do this")


@router.get("/products")
def list_products(session: Db, max_price: float | None = None, page: int = 1, size: int = 5) -> dict[str, object]:
    wanted = select(Product) if max_price is None else select(Product).where(Product.price <= max_price)
    found = session.exec(wanted.order_by(Product.sku)).all()
    start = (page - 1) * size
    return {"items": found[start : start + size], "total": len(found), "page": page}


@router.put("/products/{sku}", dependencies=[Depends(only_owner)])
def put_product(sku: str, product: ProductBase, session: Db, response: Response) -> Product:
    known = session.exec(select(Product).where(Product.sku == sku)).first()
    stored = known or Product(sku=sku, name=product.name, price=product.price)
    stored.sqlmodel_update(product.model_dump())
    session.add(stored)
    session.commit()
    session.refresh(stored)
    response.status_code = status.HTTP_200_OK if known else status.HTTP_201_CREATED
    return stored


@router.post("/products", status_code=201, dependencies=[Depends(only_owner)])
def create_product(product: ProductBase, session: Db) -> Product:
    stored = Product.model_validate(product)
    session.add(stored)
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        raise HTTPException(status.HTTP_409_CONFLICT, "This SKU is taken") from None
    session.refresh(stored)
    return stored


@router.delete("/products/{sku}", status_code=204, dependencies=[Depends(only_owner)])
def delete_product(sku: str, session: Db) -> None:
    product = session.exec(select(Product).where(Product.sku == sku)).first()
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such product")
    session.delete(product)
    session.commit()


@router.post("/orders", status_code=201)
def place_order(order: OrderIn, session: Db, _role: Role) -> OrderOut:
    total = 0.0
    for line in order.lines:
        product = session.exec(select(Product).where(Product.sku == line.sku)).first()
        if product is None or product.stock < line.quantity:
            raise HTTPException(status.HTTP_409_CONFLICT, f"{line.sku} is out of stock")
        product.stock -= line.quantity
        total += product.price * line.quantity
    stored = Order(
        customer=order.customer,
        city=order.address.city,
        placed_at=dt.datetime.now(dt.UTC),
        total=total,
        lines=[OrderLine(**line.model_dump()) for line in order.lines],
    )
    session.add(stored)
    session.commit()
    return OrderOut(**order.model_dump(), id=stored.id or 0, total=total, placed_at=stored.placed_at)


@router.get("/orders/{order_id}")
def read_order(order_id: int, session: Db, _role: Role) -> OrderOut:
    order = session.get(Order, order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such order")
    lines = [LineIn(sku=line.sku, quantity=line.quantity) for line in order.lines]
    address = Address(street="", city=order.city)
    return OrderOut(**order.model_dump(exclude={"city"}), address=address, lines=lines)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.api_keys = {"owner-key": "owner", "clerk-key": "clerk"}
    SQLModel.metadata.create_all(engine)
    yield


async def add_request_id(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers["X-Request-ID"] = request.headers.get("X-Request-ID", "none")
    return response


def create_app() -> FastAPI:
    app = FastAPI(title="Shop", lifespan=lifespan)
    app.middleware("http")(add_request_id)
    app.include_router(router, prefix="/api/v1")
    return app
