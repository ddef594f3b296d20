#pragma once

#include "smallproject.h"

namespace retort::tests {

/// The models of writeModelProject() as the small project's revisions leave them; `columns` go into class User, `classes` behind it.
inline QByteArray
userModels(const QByteArray &columns = {}, const QByteArray &classes = {},
           const QByteArray &email = "    email: Mapped[Optional[str]] = mapped_column(String(200), index=True, unique=True)\n")
{
    return "from typing import Optional\n\n"
           "from sqlalchemy import ForeignKey, Numeric, String, Text, text\n"
           "from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\n\n\n"
           "class Base(DeclarativeBase):\n    pass\n\n\n"
           "class User(Base):\n    __tablename__ = 'users'\n\n"
           "    id: Mapped[int] = mapped_column(primary_key=True)\n"
           "    name: Mapped[str] = mapped_column(String(50))\n"
        + email + columns + classes;
}

/// The small project with models (app/models.py) and a template for new revisions.
inline void writeModelProject(const CliProject &project, const QByteArray &url = "sqlite:///%(here)s/shop.db")
{
    writeSmallProject(project, url);
    project.write(QStringLiteral("alembic.ini"),
                  "[alembic]\nscript_location = %(here)s/migrations\nprepend_sys_path = %(here)s\nsqlalchemy.url = " + url + "\n");
    project.write(QStringLiteral("app/__init__.py"), "");
    project.write(QStringLiteral("app/models.py"), userModels());
    QFile environment(project.path(QStringLiteral("migrations/env.py")));
    if (!environment.open(QIODevice::ReadOnly))
        qFatal("no env.py");
    project.write(QStringLiteral("migrations/env.py"),
                  environment.readAll().replace("target_metadata = None", "from app.models import Base\ntarget_metadata = Base.metadata"));
    project.write(QStringLiteral("migrations/script.py.mako"),
                  "\"\"\"${message}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n${imports if imports else \"\"}\n"
                  "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\nbranch_labels = ${repr(branch_labels)}\n"
                  "depends_on = ${repr(depends_on)}\n\n\ndef upgrade():\n    ${upgrades if upgrades else 'pass'}\n\n\n"
                  "def downgrade():\n    ${downgrades if downgrades else 'pass'}\n");
}

} // namespace retort::tests
