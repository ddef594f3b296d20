#pragma once

#include "python/interpreter.h"
#include "schema/schema.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// One thing that env.py leaves out of comparisons.
struct LeftOutObject {
    /// Alembic's word for it: "table", "column", "index", "unique_constraint", "foreign_key_constraint", "check_constraint".
    QString type;
    QualifiedName table;
    /// Empty for a table.
    QString name;
    /// Only the database's one: include_name() hides it from the comparison, and models may still have it.
    bool onlyInDatabase = false;

    bool operator==(const LeftOutObject &) const = default;
};

/// What include_object() and include_name() of env.py leave out of a comparison.
struct LeftOut {
    QList<LeftOutObject> objects;
    /// Why an answer of these functions is not known; then nothing may be dropped.
    QStringList problems;

    /// Takes what is left out away from both sides.
    void remove(Schema &database, Schema &models) const;
};

/// Asks these functions, in the sandbox, about everything that is in a database or in the models, in the cases and with the arguments of
/// Alembic 1.19 (alembic.autogenerate.compare).
class ObjectFilter
{
public:
    /// `functions`: by Alembic's name for them, the functions of env.py. All are kept.
    ObjectFilter(python::Interpreter &interpreter, const QMap<QString, python::Value> &functions)
        : m_interpreter(interpreter),
          m_functions(functions)
    {}

    [[nodiscard]] LeftOut leftOut(const Schema &database, const Schema &models);

private:
    struct Item;

    void askAboutTable(const Table *there, const Table *declared);
    void askAboutParts(const Table &there, const Table &declared);
    void ask(const Item &item);
    [[nodiscard]] bool answer(const QString &function, const Item &item, const python::CallArguments &arguments);

    python::Interpreter &m_interpreter;
    QMap<QString, python::Value> m_functions;
    LeftOut m_result;
};

} // namespace retort
