#pragma once

#include "alembic/scriptreader.h"

namespace retort::tests {

/// Reads `body` as the upgrade() of a revision file, or as the whole file behind the usual imports when it has functions of its own.
inline ReadResult readScript(const QString &body, const ReadOptions &options = {})
{
    QString text = QStringLiteral("from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n");
    if (body.contains(QLatin1String("def upgrade")) || body.contains(QLatin1String("def downgrade"))) {
        text += body;
    } else {
        text += QStringLiteral("def upgrade():\n");
        const QStringList lines = body.split(QLatin1Char('\n'));
        for (const QString &line : lines)
            text += QStringLiteral("    ") + line + QLatin1Char('\n');
    }
    ScriptReader reader;
    return reader.read(SourceText(QStringLiteral("versions/1_test.py"), text.toUtf8()), Direction::Upgrade, options);
}

/// Why the operation at `index` is not understood; empty when it is.
inline QString opaqueReason(const ReadResult &result, size_t index = 0)
{
    const auto *opaque = index < result.operations.size() ? result.operations[index].as<OpaqueOp>() : nullptr;
    return opaque ? opaque->reason : QString();
}

} // namespace retort::tests
