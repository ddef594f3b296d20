from datetime import date
from typing import Optional

from sqlalchemy import Boolean, Date, Integer, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base


class Coupon(Base):
    __tablename__ = "coupons"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    percent_off: Mapped[int] = mapped_column(Integer)
    valid_until: Mapped[Optional[date]] = mapped_column(Date)
    active: Mapped[bool] = mapped_column(Boolean, server_default=true())

    orders: Mapped[list["Order"]] = relationship(back_populates="coupon")
