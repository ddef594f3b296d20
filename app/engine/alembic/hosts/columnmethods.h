#pragma once

#include "alembic/hosts/expressionhost.h"

namespace retort::hosts {

/// The methods and attributes every SQL expression has: in_, is_, like, desc, label, cast ... An Unknown for those that are not understood.
[[nodiscard]] python::Value columnMethod(python::CallContext &context, const std::shared_ptr<ExpressionHost> &self, const QString &name);

/// The right side of IN: values, or a SELECT.
[[nodiscard]] Made<Expr> inList(python::CallContext &context, const python::Value &value, const TypeValue &like);

} // namespace retort::hosts
