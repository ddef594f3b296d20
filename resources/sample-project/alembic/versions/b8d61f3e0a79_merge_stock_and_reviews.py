"""merge stock and reviews

Revision ID: b8d61f3e0a79
Revises: 62b3d8f05e9a, 97a5c2e8b14d
Create Date: 2025-03-31 09:30:00.277514

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'b8d61f3e0a79'
down_revision: Union[str, Sequence[str], None] = ('62b3d8f05e9a', '97a5c2e8b14d')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
