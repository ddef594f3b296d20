"""add coupons and a remark to orders

Revision ID: f06b3d9c8e21
Revises: 4ce92a7d5b18
Create Date: 2025-04-22 17:15:52.384709

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'f06b3d9c8e21'
down_revision: Union[str, None] = '4ce92a7d5b18'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'coupons',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=24), nullable=False),
        sa.Column('percent_off', sa.Integer(), nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.Column('active', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('code'),
    )
    with op.batch_alter_table('orders') as batch_op:
        batch_op.alter_column('note', new_column_name='remark', existing_type=sa.Text(), existing_nullable=True)
        batch_op.add_column(sa.Column('coupon_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key('fk_orders_coupon', 'coupons', ['coupon_id'], ['id'])
    op.execute("UPDATE orders SET remark = NULL WHERE remark = ''")
    op.create_index('ix_orders_status_placed_at', 'orders', ['status', 'placed_at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_orders_status_placed_at', table_name='orders')
    with op.batch_alter_table('orders') as batch_op:
        batch_op.drop_constraint('fk_orders_coupon', type_='foreignkey')
        batch_op.drop_column('coupon_id')
        batch_op.alter_column('remark', new_column_name='note', existing_type=sa.Text(), existing_nullable=True)
    op.drop_table('coupons')
