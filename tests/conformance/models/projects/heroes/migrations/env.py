from alembic import context
from sqlmodel import SQLModel

from app.models import article, team, user  # noqa

target_metadata = SQLModel.metadata


def run_migrations_offline():
    context.configure(url="sqlite:///heroes.db", target_metadata=target_metadata)
    with context.begin_transaction():
        context.run_migrations()


run_migrations_offline()
