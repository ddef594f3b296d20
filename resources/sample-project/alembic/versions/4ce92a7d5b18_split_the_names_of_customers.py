"""split the names of customers

Revision ID: 4ce92a7d5b18
Revises: b8d61f3e0a79
Create Date: 2025-04-08 13:48:27.950166

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '4ce92a7d5b18'
down_revision: Union[str, None] = 'b8d61f3e0a79'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    with op.batch_alter_table('customers') as batch_op:
        batch_op.add_column(sa.Column('given_name', sa.String(length=80), server_default='', nullable=False))
        batch_op.add_column(sa.Column('family_name', sa.String(length=80), server_default='', nullable=False))
        batch_op.add_column(sa.Column('phone', sa.String(length=40), nullable=True))
    op.execute("UPDATE customers SET family_name = name")
    with op.batch_alter_table('customers') as batch_op:
        batch_op.drop_column('name')


def downgrade() -> None:
    with op.batch_alter_table('customers') as batch_op:
        batch_op.add_column(sa.Column('name', sa.String(length=160), server_default='', nullable=False))
    op.execute("UPDATE customers SET name = TRIM(given_name || ' ' || family_name)")
    with op.batch_alter_table('customers') as batch_op:
        batch_op.alter_column('name', existing_type=sa.String(length=160), existing_nullable=False, server_default=None)
        batch_op.drop_column('phone')
        batch_op.drop_column('family_name')
        batch_op.drop_column('given_name')
