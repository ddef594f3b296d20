"""show the average rating of a product

Revision ID: 97a5c2e8b14d
Revises: e40f7c1a8d36
Create Date: 2025-03-28 15:09:44.601938

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '97a5c2e8b14d'
down_revision: Union[str, None] = 'e40f7c1a8d36'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('products', sa.Column('average_rating', sa.Numeric(precision=3, scale=2), nullable=True))
    op.execute(
        "UPDATE products SET average_rating = "
        "(SELECT AVG(rating) FROM reviews WHERE reviews.product_id = products.id)"
    )


def downgrade() -> None:
    op.drop_column('products', 'average_rating')
