#pragma once

#include "alembic/hosts/made.h"
#include "alembic/hosts/reading.h"
#include "alembic/hosts/signature.h"
#include "python/hostobject.h"

#include <QStringList>

namespace retort::hosts {

/// Where an operation goes: the run itself (`op`), or the queue of a batch block (`batch_op`).
class OperationSink
{
public:
    explicit OperationSink(ReadingPtr reading) : m_reading(std::move(reading)) {}
    OperationSink(ReadingPtr reading, QualifiedName batchTable) : m_reading(std::move(reading)), m_batchTable(std::move(batchTable)) {}

    [[nodiscard]] const ReadingPtr &reading() const { return m_reading; }
    [[nodiscard]] bool isBatch() const { return m_batchTable.has_value(); }
    /// The table an operation works on: the batch's, or the arguments `table_name` and `schema`.
    [[nodiscard]] Made<QualifiedName> table(python::CallContext &context, const BoundArguments &bound,
                                            QLatin1StringView nameArgument = QLatin1StringView("table_name"),
                                            QLatin1StringView schemaArgument = QLatin1StringView("schema")) const;
    void put(python::CallContext &context, OperationContent content);
    python::Value putOpaque(python::CallContext &context, const python::Value &unknown);
    [[nodiscard]] Operations takeQueue() { return std::move(m_queue); }

private:
    ReadingPtr m_reading;
    std::optional<QualifiedName> m_batchTable;
    Operations m_queue;
};

using SinkPtr = std::shared_ptr<OperationSink>;

/// One operation: how its arguments become its content.
using OperationMaker = Made<OperationContent> (*)(python::CallContext &, const OperationSink &, const BoundArguments &);

struct OperationCall {
    QLatin1StringView name;
    /// Parameters of op.name(); empty: not an operation of `op`.
    QLatin1StringView parameters;
    /// Parameters of batch_op.name(); empty: not an operation of `batch_op`.
    QLatin1StringView batchParameters;
    OperationMaker make;
};

/// The operations that only describe themselves: everything but create_table, batch blocks, execute and the like.
[[nodiscard]] const OperationCall *operationCall(const QString &name, bool batch);

/// The function value of an operation.
[[nodiscard]] python::Value operationFunction(const SinkPtr &sink, const OperationCall &call);

/// Binds and records; what depends on an Unknown becomes an OpaqueOp at its place.
[[nodiscard]] python::Value runOperation(python::CallContext &context, OperationSink &sink, const BoundArguments &bound,
                                         OperationMaker make);

/// op.execute() and connection.execute(): a str, text(), a Core statement or a DDL element. `raw`: exec_driver_sql.
[[nodiscard]] Made<OperationContent> statementContent(python::CallContext &context, const python::Value &statement,
                                                      const python::Value &parameters, const QString &dialect);

} // namespace retort::hosts
