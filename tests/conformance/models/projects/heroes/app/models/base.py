import uuid
from datetime import datetime, timezone
from typing import ClassVar, Optional

from sqlalchemy import DateTime, func
from sqlmodel import Field, SQLModel


def now() -> datetime:
    return datetime.now(timezone.utc)


class BaseModel(SQLModel):
    _fillable: ClassVar[list[str]] = []

    id: Optional[int] = Field(default=None, primary_key=True)
    key: uuid.UUID = Field(default_factory=uuid.uuid4, index=True, unique=True)
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now, sa_type=DateTime, sa_column_kwargs={"server_default": func.now()})
    deleted_at: Optional[datetime] = None
