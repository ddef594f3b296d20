#pragma once

#include "alembic/hosts/reading.h"
#include "python/hostobject.h"
#include "schema/typedrows.h"

#include <memory>
#include <vector>

namespace retort::hosts {

/// A result and how far it has been read; shared by the result objects made from each other (scalars(), mappings()).
struct ResultState {
    ReadingPtr reading;
    TypedRows rows;
    /// By column: the type of what was selected; NullType for raw SQL.
    std::vector<SqlType> types;
    size_t next = 0;

    [[nodiscard]] python::Value value(python::CallContext &context, size_t row, size_t column) const;
};

/// What execute() returns on a live connection: SQLAlchemy's CursorResult, ScalarResult and MappingResult.
class ResultHost : public python::HostObject
{
public:
    enum class Form : std::uint8_t { Rows, Scalars, Mappings };
    ResultHost(std::shared_ptr<ResultState> state, Form form, size_t column = 0) : m_state(std::move(state)), m_form(form), m_column(column)
    {}

    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] bool hasEffects() const override { return true; }
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value iterate(python::CallContext &context) override;
    python::Value truth(python::CallContext &) override { return python::Value::boolean(true); }

    /// Connection.scalar(): the first value of the first row, or None.
    [[nodiscard]] python::Value scalar(python::CallContext &context);

private:
    /// `missing` and `several`: what Result.one() raises when there is no row, and when there is more than one; otherwise None and the
    /// first.
    struct Single {
        bool missing = false;
        bool several = false;
    };
    [[nodiscard]] python::Value row(python::CallContext &context, size_t index) const;
    [[nodiscard]] python::Value rest(python::CallContext &context, size_t limit);
    [[nodiscard]] python::Value single(python::CallContext &context, Single demands);
    [[nodiscard]] python::Value keys() const;

    std::shared_ptr<ResultState> m_state;
    Form m_form;
    size_t m_column;
};

/// One row, of which attributes, indexes and unpacking give the values.
class RowHost : public python::HostObject
{
public:
    RowHost(std::shared_ptr<ResultState> state, size_t row) : m_state(std::move(state)), m_row(row) {}

    [[nodiscard]] QString typeName() const override { return QStringLiteral("Row"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value item(python::CallContext &context, const python::Value &key) override;
    python::Value iterate(python::CallContext &context) override;
    python::Value length(python::CallContext &context) override;
    python::Value contains(python::CallContext &context, const python::Value &item) override;
    python::Value compare(python::CallContext &context, python::ComparisonOperator op, const python::Value &other) override;
    python::Value representation(python::CallContext &context) override;

private:
    [[nodiscard]] python::Value mapping(python::CallContext &context) const;

    std::shared_ptr<ResultState> m_state;
    size_t m_row;
};

} // namespace retort::hosts
