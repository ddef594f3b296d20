"""create reviews

Revision ID: e40f7c1a8d36
Revises: 1d9e6f4a7c82
Create Date: 2025-03-25 11:41:19.835207

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'e40f7c1a8d36'
down_revision: Union[str, None] = '1d9e6f4a7c82'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'reviews',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('product_id', sa.Integer(), nullable=False),
        sa.Column('customer_id', sa.Integer(), nullable=False),
        sa.Column('rating', sa.Integer(), nullable=False),
        sa.Column('comment', sa.Text(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint('rating BETWEEN 1 AND 5', name='ck_reviews_rating'),
        sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name='fk_reviews_customer', ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['product_id'], ['products.id'], name='fk_reviews_product', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('product_id', 'customer_id', name='uq_reviews_product_customer'),
    )


def downgrade() -> None:
    op.drop_table('reviews')
