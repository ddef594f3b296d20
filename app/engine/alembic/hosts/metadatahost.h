#pragma once

#include "alembic/hosts/tablehost.h"

#include <map>

namespace retort::hosts {

/// sa.MetaData: its naming convention and the tables that were declared on it or read from the schema before.
class MetaDataHost : public python::HostObject
{
public:
    MetaDataHost(ReadingPtr reading, QMap<QString, QString> convention, QString schema)
        : m_reading(std::move(reading)),
          m_convention(std::move(convention)),
          m_schema(std::move(schema))
    {}
    [[nodiscard]] const QMap<QString, QString> &convention() const { return m_convention; }
    [[nodiscard]] const QString &schema() const { return m_schema; }
    /// A Table was made on it; the first of a name stays.
    void add(const std::shared_ptr<TableHost> &table);
    /// A Table was made on it that is not understood.
    void setNotKnown(const python::Value &unknown) { m_notKnown = unknown; }
    /// An entry of `tables`; Unset when there is none, an Unknown where a reflection could not tell.
    [[nodiscard]] python::Value table(const QString &key) const;

    [[nodiscard]] QString typeName() const override { return QStringLiteral("MetaData"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value setAttribute(python::CallContext &context, const QString &name, const python::Value &value) override;

private:
    python::Value reflect(python::CallContext &context, const python::CallArguments &arguments);
    python::Value load(python::CallContext &context, const QualifiedName &name, const Schema &schema);
    python::Value createOrDropAll(python::CallContext &context, const python::CallArguments &arguments, bool create);

    ReadingPtr m_reading;
    QMap<QString, QString> m_convention;
    QString m_schema;
    std::map<QString, std::shared_ptr<TableHost>> m_tables; // by schema.name
    python::Value m_bind;
    python::Value m_notKnown; // what a reflection could not read
};

/// sa.MetaData(...).
[[nodiscard]] python::Value makeMetaData(const ReadingPtr &reading, python::CallContext &context, const python::CallArguments &arguments);

} // namespace retort::hosts
