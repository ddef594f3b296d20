#pragma once

#include "base/result.h"
#include "operations/operation.h"
#include "schema/schema.h"
#include "schema/typedrows.h"

namespace retort {

/// The database a live step works on while its revision file is interpreted: operations are rendered, executed and written down there, one
/// by one, as the program comes to them.
class LiveConnection
{
public:
    virtual ~LiveConnection() = default;

    /// Carries `operation` out; the rows are those of its last statement. After an error nothing more can be asked: the run ends.
    [[nodiscard]] virtual Result<TypedRows> execute(const Operation &operation) = 0;
    /// The schema as it stands after everything executed so far; where that could not be followed, what the database itself says. Uncertain
    /// only when the database could not be asked.
    [[nodiscard]] virtual const Schema &schema() = 0;
};

} // namespace retort
