#pragma once

#include "cliprogram.h"

#include <QByteArray>
#include <QString>

namespace retort::tests {

/// Writes a plain Alembic project of three linear revisions (a1 users, b2 a column and an index, c3 data) into `project`; its database is
/// shop.db beside it unless `url` says otherwise.
inline void writeSmallProject(const CliProject &project, const QByteArray &url = "sqlite:///%(here)s/shop.db")
{
    project.write(QStringLiteral("alembic.ini"), "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = " + url + "\n");
    project.write(QStringLiteral("migrations/env.py"), R"(from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
target_metadata = None


def run_migrations_offline():
    context.configure(url=config.get_main_option("sqlalchemy.url"), target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    connectable = engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
)");
    const auto revision = [&](const QByteArray &id, const QByteArray &down, const QByteArray &message, const QByteArray &up,
                              const QByteArray &back) {
        project.write(QString::fromUtf8("migrations/versions/" + id + "_" + QByteArray(message).replace(' ', '_') + ".py"),
                      "\"\"\"" + message + "\n\nRevision ID: " + id
                          + "\n\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '" + id
                          + "'\ndown_revision = " + (down.isEmpty() ? QByteArray("None") : "'" + down + "'")
                          + "\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n" + up + "\n\ndef downgrade():\n" + back);
    };
    revision("a1", "", "create users",
             "    op.create_table(\n        'users',\n        sa.Column('id', sa.Integer(), nullable=False),\n"
             "        sa.Column('name', sa.String(length=50), nullable=False),\n        sa.PrimaryKeyConstraint('id'),\n    )\n",
             "    op.drop_table('users')\n");
    revision("b2", "a1", "add email",
             "    op.add_column('users', sa.Column('email', sa.String(length=200), nullable=True))\n"
             "    op.create_index('ix_users_email', 'users', ['email'], unique=True)\n",
             "    op.drop_index('ix_users_email', table_name='users')\n    op.drop_column('users', 'email')\n");
    revision("c3", "b2", "first user", "    op.execute(\"INSERT INTO users (id, name) VALUES (1, 'ana')\")\n",
             "    op.execute(\"DELETE FROM users WHERE id = 1\")\n");
}

} // namespace retort::tests
