"""a booking moves once the difference of its deposit is paid"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("moving_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_unique_constraint(batch_op.f("uq_reservation_moving_to_id"), ["moving_to_id"])
        batch_op.create_foreign_key(batch_op.f("fk_reservation_moving_to_id"), "seating", ["moving_to_id"], ["id"])
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("seating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_payment_seating_id"), ["seating_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_payment_seating_id"), "seating", ["seating_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_seating_where_it_moves_a_booking"), "seating_id IS NULL OR purpose = 'deposit'"
        )


def downgrade() -> None:
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_payment_seating_where_it_moves_a_booking"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_payment_seating_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_payment_seating_id"))
        batch_op.drop_column("seating_id")
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_reservation_moving_to_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_reservation_moving_to_id"), type_="unique")
        batch_op.drop_column("moving_to_id")
