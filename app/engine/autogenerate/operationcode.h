#pragma once

#include "base/result.h"
#include "dialects/dialect.h"
#include "operations/operation.h"

#include <QString>
#include <QStringList>

namespace retort {

/// Operations as Python.
struct OperationCode {
    /// The body of upgrade() or downgrade() for the template of revisions: indented by four blanks but for its first line.
    QString body;
    /// The import lines it needs besides those of op and sa, in order.
    QStringList imports;

    bool operator==(const OperationCode &) const = default;
};

struct CodeOptions {
    /// render_as_batch of env.py: what is done to one table stands in one batch_alter_table() block.
    bool renderAsBatch = false;
};

/// Writes operations as alembic.autogenerate renders them (1.19), character for character where Alembic can. More is written only where
/// Alembic's text would lose something that is in the operation: indexes and constraints of added columns and created tables become
/// operations of their own, arguments that Alembic drops are added at the end. Reading the text back gives operations that do the same.
/// Error "render.not-understood" for what has no Python form here. SQL within the text is the dialect's.
[[nodiscard]] Result<OperationCode> operationCode(const Operations &operations, const Dialect &dialect,
                                                  const RenderMode &mode = RenderMode{false, 0, {}}, const CodeOptions &options = {});

} // namespace retort
