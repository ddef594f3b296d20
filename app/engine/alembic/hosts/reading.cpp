#include "alembic/hosts/reading.h"

#include "alembic/hosts/hookedcontent.h"
#include "base/translation.h"
#include "operations/apply.h"

#include <utility>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::Value;

DeclaredTable *Reading::declaredTable(const TableHost *table)
{
    for (DeclaredTable &declared : m_declaredTables) {
        if (declared.table.get() == table)
            return &declared;
    }
    return nullptr;
}

void Reading::start(const SourceText &source, const ReadOptions &options)
{
    m_options = options;
    m_before = std::exchange(m_options.before, {});
    m_schemaAsked = false;
    m_source = source;
    m_operations.clear();
    m_open.clear();
    m_order = 0;
    m_tryingOut = false;
    m_liveFailed = false;
    m_rows = {};
}

QString Reading::rowReason()
{
    return tr("the migration reads rows from the database");
}

OperationSource Reading::place(const python::CallContext &context) const
{
    // The outermost call in the revision file itself: what a helper module does belongs to the line that called it.
    if (context.source().file() != m_source.file()) {
        const QList<python::Location> callers = context.callers();
        for (auto it = callers.crbegin(); it != callers.crend(); ++it) {
            if (it->file == m_source.file())
                return {it->file, it->span, it->line};
        }
    }
    return {context.source().file(), context.span(), context.source().line(context.span().begin)};
}

void Reading::record(python::CallContext &context, OperationContent content)
{
    if (!std::holds_alternative<OpaqueOp>(content)) {
        const QString hooked = hookedPart(content, m_hooks.hookedNames(context, dialect()), dialect());
        if (!hooked.isEmpty()) {
            (void)recordOpaque(
                context, context.unknown(tr("the file, or what it imports, changes how SQLAlchemy writes %1 (compiles)").arg(hooked)));
            return;
        }
    }
    if (m_options.live) {
        if (m_liveFailed)
            return;
        const OperationSource source = place(context);
        Operation operation{std::move(content), source};
        if (!m_open.empty()) {
            Operation inside = std::move(operation);
            operation = {AutocommitBlockOp{{std::move(inside)}}, source};
        }
        Result<TypedRows> rows = m_options.live->execute(operation);
        m_liveFailed = !rows.ok();
        if (rows)
            m_rows = std::move(*rows);
        else
            (void)context.notUnderstood(rows.error().message);
        return;
    }
    Operations &target = m_open.empty() ? m_operations : m_open.back();
    target.push_back({std::move(content), place(context)});
    ++m_lastSerial;
}

Value Reading::recordOpaque(python::CallContext &context, const Value &unknown)
{
    if (m_options.live)
        return context.notUnderstood(unknown);
    record(context, OpaqueOp{context.source().text(context.span()), unknown.unknownReason(), unknown.isDeferred()});
    return Value::none();
}

void Reading::takeBack(quint64 serial)
{
    Operations &target = m_open.empty() ? m_operations : m_open.back();
    if (serial == m_lastSerial && !target.empty())
        target.pop_back();
}

void Reading::append(Operation operation)
{
    (m_open.empty() ? m_operations : m_open.back()).push_back(std::move(operation));
}

void Reading::openBlock()
{
    m_open.emplace_back();
}

Operations Reading::closeBlock()
{
    Operations closed = std::move(m_open.back());
    m_open.pop_back();
    return closed;
}

Schema Reading::currentSchema()
{
    m_schemaAsked = true;
    if (m_options.live)
        return m_options.live->schema();
    Schema schema = m_before;
    const auto applyAll = [&schema](const Operations &operations) {
        for (const Operation &operation : operations) {
            Result<Schema> after = apply(operation, schema);
            if (after.ok())
                schema = std::move(after).value();
            else
                schema.uncertainties.append(after.error().message);
        }
    };
    applyAll(m_operations);
    for (const Operations &block : m_open)
        applyAll(block);
    return schema;
}

Operations Reading::take()
{
    return std::move(m_operations);
}

} // namespace retort::hosts
