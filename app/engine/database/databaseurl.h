#pragma once

#include "base/result.h"

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace retort {

/// The databases this program can talk to; Other can be read about in a URL but not connected to.
enum class DatabaseKind { Sqlite, PostgreSql, MySql, Other };

/// A SQLAlchemy database URL, read exactly as sqlalchemy.engine.make_url reads it: what a target is and how to reach it.
///
/// The password is only given out by password(); display(), identity() and errors never contain it.
class DatabaseUrl
{
public:
    DatabaseUrl() = default;

    /// `baseDirectory` is what a relative SQLite path counts from (for Alembic: the directory it is started in); empty: the
    /// current one. Error "database.url": says what is wrong and where, without repeating the URL.
    [[nodiscard]] static Result<DatabaseUrl> parse(const QString &text, const QString &baseDirectory = {});

    /// "postgresql+psycopg", as written.
    [[nodiscard]] const QString &driverName() const { return m_driverName; }
    /// "postgresql": SQLAlchemy's dialect name ("postgres", which it no longer knows, is read as "postgresql").
    [[nodiscard]] QString dialectName() const;
    /// "psycopg"; empty when the URL names none.
    [[nodiscard]] QString driver() const;
    [[nodiscard]] DatabaseKind kind() const;

    [[nodiscard]] const QString &userName() const { return m_userName; }
    [[nodiscard]] const QString &password() const { return m_password; }
    /// Without the brackets of an IPv6 address; the ?host= of PostgreSQL when there is no other (a socket directory, or several
    /// hosts with commas).
    [[nodiscard]] QString host() const;
    /// 0 when not given.
    [[nodiscard]] int port() const { return m_port; }
    /// As written in the URL; SQLAlchemy does not percent-decode it. For SQLite the path as written: see filePath().
    [[nodiscard]] const QString &database() const { return m_database; }
    /// The options after "?", decoded, in their order.
    [[nodiscard]] const QList<QPair<QString, QString>> &query() const { return m_query; }
    /// The first value of an option; empty when it is not there.
    [[nodiscard]] QString queryValue(const QString &key) const;

    [[nodiscard]] bool isSqlite() const { return kind() == DatabaseKind::Sqlite; }
    /// SQLite only: a database that vanishes with its connection.
    [[nodiscard]] bool isMemory() const;
    /// SQLite only: the absolute, clean path of the file; empty for a database in memory. Symbolic links are not followed.
    [[nodiscard]] QString filePath() const;
    /// SQLite only: a "file:" URI is to be handed over as such (?uri=true).
    [[nodiscard]] bool isFileUri() const;

    /// The URL for people, with "***" for the password.
    [[nodiscard]] QString display() const;
    /// Which database this is, without password and without the Python driver: "postgresql://app@db1.internal:5432/shop",
    /// "sqlite:////srv/shop.db" (the canonical path). Two URLs mean the same target when this is the same (Target::identity).
    [[nodiscard]] QString identity() const;
    /// The name of the database for people: "shop", "shop.db", ":memory:".
    [[nodiscard]] QString databaseLabel() const;

    bool operator==(const DatabaseUrl &) const = default;

private:
    QString m_driverName;
    QString m_userName;
    QString m_password;
    bool m_hasPassword = false;
    QString m_host;
    int m_port = 0;
    QString m_database;
    QList<QPair<QString, QString>> m_query;
    QString m_baseDirectory;
};

} // namespace retort
