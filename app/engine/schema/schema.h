#pragma once

#include "schema/name.h"
#include "schema/table.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace retort {

/// A database-side enumeration (PostgreSQL CREATE TYPE ... AS ENUM).
struct EnumType {
    QualifiedName name;
    QStringList values;

    bool operator==(const EnumType &) const = default;
};

struct View {
    QualifiedName name;
    QString definition;
    bool materialized = false;

    bool operator==(const View &) const = default;
};

struct Sequence {
    QualifiedName name;
    Identity options;
    QString dataType;

    bool operator==(const Sequence &) const = default;
};

struct Extension {
    QString name;
    QString schema;
    QString version;

    bool operator==(const Extension &) const = default;
};

/// A database schema as a comparable value: what migrations fold to, what models declare, and what a live database is inspected to be.
struct Schema {
    QMap<QualifiedName, Table> tables;
    QMap<QualifiedName, EnumType> enums;
    QMap<QualifiedName, View> views;
    QMap<QualifiedName, Sequence> sequences;
    QMap<QString, Extension> extensions;
    /// Why the schema as a whole can no longer be trusted to be complete ("raw SQL at versions/1a_x.py:14"); empty: certain.
    QStringList uncertainties;

    [[nodiscard]] const Table *table(const QualifiedName &name) const;
    [[nodiscard]] Table *table(const QualifiedName &name);
    [[nodiscard]] bool isCertain() const { return uncertainties.isEmpty(); }
    /// Certain as a whole and in each of its tables.
    [[nodiscard]] bool isCertainThroughout() const;

    bool operator==(const Schema &) const = default;
};

} // namespace retort
