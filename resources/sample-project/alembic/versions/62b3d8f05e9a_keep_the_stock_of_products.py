"""keep the stock of products

Revision ID: 62b3d8f05e9a
Revises: 1d9e6f4a7c82
Create Date: 2025-03-24 08:55:30.412876

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '62b3d8f05e9a'
down_revision: Union[str, None] = '1d9e6f4a7c82'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    with op.batch_alter_table('products') as batch_op:
        batch_op.add_column(sa.Column('stock', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_check_constraint('ck_products_stock', 'stock >= 0')


def downgrade() -> None:
    with op.batch_alter_table('products') as batch_op:
        batch_op.drop_constraint('ck_products_stock', type_='check')
        batch_op.drop_column('stock')
