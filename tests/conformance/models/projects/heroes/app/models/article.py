from typing import Optional

from sqlmodel import Field, Relationship, SQLModel

from app.models.base import BaseModel
from app.models.user import User


class ArticleTag(SQLModel, table=True):
    __tablename__ = "article_tags"

    article_id: Optional[int] = Field(default=None, foreign_key="articles.id", primary_key=True, ondelete="CASCADE")
    tag: str = Field(primary_key=True, max_length=40)


class Article(BaseModel, table=True):
    __tablename__ = "articles"

    title: str = Field(max_length=200)
    body: str
    author_id: int = Field(foreign_key="users.id", index=True)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})

    author: User = Relationship(back_populates="articles")
