#pragma once

#include "alembic/hosts/operationcalls.h"

namespace retort::hosts {

/// The operations on keys and constraints.
[[nodiscard]] Made<OperationContent> createPrimaryKey(python::CallContext &context, const OperationSink &sink, const BoundArguments &bound);
[[nodiscard]] Made<OperationContent> createUnique(python::CallContext &context, const OperationSink &sink, const BoundArguments &bound);
[[nodiscard]] Made<OperationContent> createForeignKey(python::CallContext &context, const OperationSink &sink, const BoundArguments &bound);
[[nodiscard]] Made<OperationContent> createCheck(python::CallContext &context, const OperationSink &sink, const BoundArguments &bound);
[[nodiscard]] Made<OperationContent> createExclude(python::CallContext &context, const OperationSink &sink, const BoundArguments &bound);
[[nodiscard]] Made<OperationContent> dropConstraint(python::CallContext &context, const OperationSink &sink, const BoundArguments &bound);

} // namespace retort::hosts
