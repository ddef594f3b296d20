from datetime import time, timedelta
from decimal import Decimal
from typing import Optional

from sqlmodel import Field, Relationship, SQLModel


class Team(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True, max_length=80, nullable=False)
    budget: Decimal = Field(default=0, max_digits=12, decimal_places=2)
    score: float
    starts: Optional[time] = None
    lasts: timedelta | None = None
    badge: Optional[bytes] = None

    members: list["User"] = Relationship(back_populates="team")
