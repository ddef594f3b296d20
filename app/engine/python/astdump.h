#pragma once

#include "python/ast.h"

#include <QByteArray>

namespace retort::python {

/// The tree of `module` as one canonical line of text, for comparing it with CPython's: every node is
/// `(Kind line:column-line:column field ...)`, lists stand in brackets, an absent part is `-`, and texts are written as JSON.
[[nodiscard]] QByteArray dump(const Module &module);

} // namespace retort::python
