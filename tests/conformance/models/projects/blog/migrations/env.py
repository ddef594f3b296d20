from alembic import context

from app import models  # noqa
from app.base import Base

target_metadata = Base.metadata


def run_migrations_offline():
    context.configure(url="sqlite:///blog.db", target_metadata=target_metadata)
    with context.begin_transaction():
        context.run_migrations()


run_migrations_offline()
