"""People who sign in, their sign-ins, and the tokens of programs that sit as contestants."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

ROLES = {"contestant": "选手", "author": "命题人", "judge": "裁判", "organiser": "组织者"}


class Account(SQLModel, table=True):
    """One person's account; `number` is what judges and boards see instead of the name."""

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=60)
    role: str = Field(max_length=12)
    number: str = Field(default="", max_length=20)
    unit: str = Field(default="", max_length=80)
    password_hash: str
    language: str = Field(default="zh_CN", max_length=8)
    locked: bool = False
    """Nobody is let in by it."""


class SignIn(SQLModel, table=True):
    """A signed-in browser. The cookie holds a random token; only its SHA-256 is kept. One that has
    ended stays until its time is over, to be told why."""

    __tablename__ = "sign_in"

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    csrf: str = Field(max_length=64)
    made_ms: int = Field(sa_type=BigInteger)
    until_ms: int = Field(sa_type=BigInteger)
    address: str = Field(default="", max_length=64)
    ended_ms: int = Field(default=0, sa_type=BigInteger)
    """0 while it goes on."""
    ended_by: str = Field(default="", max_length=64)
    """The address of the newer sign-in that ended it, where one did."""


class EntryLine(SQLModel, table=True):
    """A line of the log of sign-ins; `login` is empty where there is no such account."""

    __tablename__ = "entry_line"
    __table_args__ = (Index("ix_entry_line_of", "login", "address", "at_ms"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=10)
    login: str = Field(max_length=40)
    address: str = Field(max_length=64)
    at_ms: int = Field(sa_type=BigInteger)
    last_ms: int = Field(sa_type=BigInteger, index=True)
    times: int


class ApiToken(SQLModel, table=True):
    """A token for the JSON API; only its SHA-256 is kept."""

    __tablename__ = "api_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    label: str = Field(default="", max_length=60)
    made_ms: int = Field(sa_type=BigInteger)
    used_ms: int = Field(default=0, sa_type=BigInteger)
    """0 while it was never used; to the minute."""
