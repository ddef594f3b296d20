#pragma once

#include "alembic/hosts/expressionhost.h"

namespace retort::hosts {

/// text, func, case, cast, and_ ... of the sqlalchemy module, by name.
[[nodiscard]] std::vector<std::pair<QString, python::Value>> expressionFunctions(const ReadingPtr &reading);

/// op.inline_literal(value, type_=None) and sa.literal().
[[nodiscard]] python::Value makeLiteral(const ReadingPtr &reading, python::CallContext &context, const python::CallArguments &arguments);

} // namespace retort::hosts
