"""fill in the first categories

Revision ID: 1d9e6f4a7c82
Revises: c57a0e3b9d14
Create Date: 2025-03-12 16:20:13.067325

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1d9e6f4a7c82'
down_revision: Union[str, None] = 'c57a0e3b9d14'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    categories = sa.table(
        'categories',
        sa.column('name', sa.String),
        sa.column('position', sa.Integer),
    )
    op.bulk_insert(
        categories,
        [
            {'name': 'Tea', 'position': 10},
            {'name': 'Crockery', 'position': 20},
            {'name': 'Gifts', 'position': 30},
        ],
    )


def downgrade() -> None:
    op.execute(
        "UPDATE products SET category_id = NULL WHERE category_id IN "
        "(SELECT id FROM categories WHERE name IN ('Tea', 'Crockery', 'Gifts'))"
    )
    op.execute("DELETE FROM categories WHERE name IN ('Tea', 'Crockery', 'Gifts')")
