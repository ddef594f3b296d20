import enum
from datetime import date
from typing import List, Optional

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from app.models.base import BaseModel


class Role(str, enum.Enum):
    ADMIN = "admin"
    MEMBER = "member"


class UserBase(SQLModel):
    email: str = Field(max_length=255, unique=True, index=True)
    name: str
    active: bool = True


class User(BaseModel, UserBase, table=True):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("name", "email", name="uq_users_name_email"),)

    role: Role = Role.MEMBER
    born: Optional[date] = None
    about: Optional[str] = Field(default=None, sa_column=Column(Text, nullable=True))
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", ondelete="SET NULL")

    articles: List["Article"] = Relationship(back_populates="author")
    team: Optional["Team"] = Relationship(back_populates="members")


class UserRead(UserBase):
    id: int
