#pragma once

#include <QString>
#include <QStringBuilder>

#include <utility>

namespace retort {

/// The name of a constraint or index. Empty text: unnamed. A `conventional` name (op.f("..."), or made by a naming convention) is cut to
/// the database's limit when it is too long; an explicit one that is too long is an error (SQLAlchemy 2.0).
struct Name {
    QString text;
    bool conventional = false;

    Name() = default;
    Name(QString name, bool isConventional = false) : text(std::move(name)), conventional(isConventional) {}

    [[nodiscard]] bool isEmpty() const { return text.isEmpty(); }
    bool operator==(const Name &) const = default;
};

/// schema.name of a table, type, view or sequence; an empty schema is the connection's default one.
struct QualifiedName {
    QString schema;
    QString name;

    QualifiedName() = default;
    QualifiedName(QString unqualified) : name(std::move(unqualified)) {}
    QualifiedName(QString inSchema, QString unqualified) : schema(std::move(inSchema)), name(std::move(unqualified)) {}

    /// "schema.name" or "name", unquoted, for people.
    [[nodiscard]] QString display() const
    {
        if (schema.isEmpty())
            return name;
        return schema % QLatin1Char('.') % name;
    }
    bool operator==(const QualifiedName &) const = default;
    friend bool operator<(const QualifiedName &a, const QualifiedName &b)
    {
        return a.schema != b.schema ? a.schema < b.schema : a.name < b.name;
    }
};

} // namespace retort
