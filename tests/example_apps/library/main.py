import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, HTTPException, Query, Response, status
from fastapi.security import OAuth2PasswordRequestForm
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from .database import get_db
from .models import Book, Loan, Shelf
from .schemas import BookChange, BookIn, BookOut, LoanOut, Token
from .security import MEMBERS, Member, create_token, librarian

app = FastAPI(title="Library")
Db = Annotated[Session, Depends(get_db)]
LIBRARIAN = [Depends(librarian)]


@contextmanager
def unique_isbn(db: Session) -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        db.rollback()
        raise HTTPException(status.HTTP_409_CONFLICT, "A book with this ISBN exists") from None


def get_book(book_id: int, db: Db) -> Book:
    book = db.get(Book, book_id)
    if book is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such book")
    return book


KnownBook = Annotated[Book, Depends(get_book)]


@app.post("/token")
def log_in(form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    if MEMBERS.get(form.username) != form.password:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Incorrect username or password")
    return Token(access_token=create_token(form.username))


@app.get("/me")
def read_me(member: Member) -> dict[str, str]:
    return {"member": member}


@app.post("/books", status_code=201, response_model=BookOut, dependencies=LIBRARIAN)
def add_book(book_in: BookIn, db: Db, response: Response) -> Book:
    book = Book(**book_in.model_dump(), available=True)
    with unique_isbn(db):
        db.add(book)
        db.commit()
    response.headers["Location"] = f"/books/{book.id}"
    return book


@app.get("/books", response_model=list[BookOut])
def list_books(  # noqa: PLR0913, PLR0917  # one parameter for each of the query
    db: Db,
    response: Response,
    shelf: Shelf | None = None,
    sort: Literal["title", "price"] = "title",
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Sequence[Book]:
    wanted = select(Book) if shelf is None else select(Book).where(Book.shelf == shelf)
    total = db.scalar(select(func.count()).select_from(wanted.subquery()))
    response.headers["X-Total-Count"] = str(total)
    return db.scalars(wanted.order_by(getattr(Book, sort), Book.id).limit(limit).offset(offset)).all()


@app.get("/books/{book_id}", response_model=BookOut)  # noqa: FAST003  # KnownBook takes it
def read_book(book: KnownBook) -> Book:
    return book


@app.patch("/books/{book_id}", response_model=BookOut, dependencies=LIBRARIAN)  # noqa: FAST003
def change_book(book: KnownBook, change: BookChange, db: Db) -> Book:
    for name, value in change.model_dump(exclude_unset=True).items():
        setattr(book, name, value)
    db.commit()
    return book


@app.delete("/books/{book_id}", status_code=204, dependencies=LIBRARIAN)  # noqa: FAST003
def remove_book(book: KnownBook, db: Db) -> None:
    db.delete(book)
    db.commit()


@app.post("/books/{book_id}/loans", status_code=201, response_model=LoanOut)  # noqa: FAST003
def lend(book: KnownBook, member: Member, db: Db) -> Loan:
    if not book.available:
        raise HTTPException(status.HTTP_409_CONFLICT, "The book is lent")
    book.available = False
    loan = Loan(book=book, member=member, lent_at=dt.datetime.now(dt.UTC).replace(tzinfo=None))
    db.add(loan)
    db.commit()
    return loan
