#pragma once

#include "schema/sqlexpression.h"

namespace retort {

/// How SQLAlchemy decides on parentheses: an operand is put into them when its own operator binds no tighter than the one around
/// it. `outer` is the operator around it; empty: none, which makes every operator need them (SET values, index expressions,
/// WHEN).
[[nodiscard]] bool needsParentheses(const SqlExpression &expression, const QString &outer);

} // namespace retort
