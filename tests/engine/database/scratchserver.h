#pragma once

#include "database/connection.h"

#include <QCoreApplication>
#include <QTest>

#include <memory>

namespace retort {

/// A database of one test on the server that an environment variable names, dropped with this object.
class ScratchServerDatabase
{
public:
    /// Null when the variable is not set.
    static std::unique_ptr<ScratchServerDatabase> create(const char *variable)
    {
        const QString text = qEnvironmentVariable(variable);
        if (text.isEmpty())
            return nullptr;
        return createAt(text);
    }

    static std::unique_ptr<ScratchServerDatabase> createAt(const QString &text)
    {
        static int number = 0;
        auto scratch = std::unique_ptr<ScratchServerDatabase>(new ScratchServerDatabase);
        scratch->m_server = DatabaseUrl::parse(text).value();
        const QString program = QCoreApplication::applicationName().replace(QLatin1Char('-'), QLatin1Char('_'));
        scratch->m_name = QStringLiteral("%1_%2_%3").arg(program).arg(QCoreApplication::applicationPid()).arg(++number);
        auto connection = Connection::open(scratch->m_server, OpenMode::ReadWrite);
        if (!connection)
            qFatal("%s", qPrintable(connection.error().detail));
        if (!(*connection)->exec(QStringLiteral("CREATE DATABASE ") + scratch->m_name))
            qFatal("cannot create a scratch database");
        scratch->m_url = text.left(text.lastIndexOf(QLatin1Char('/')) + 1) + scratch->m_name;
        return scratch;
    }

    ~ScratchServerDatabase()
    {
        auto connection = Connection::open(m_server, OpenMode::ReadWrite);
        const QString force = m_server.kind() == DatabaseKind::PostgreSql ? QStringLiteral(" WITH (FORCE)") : QString();
        if (connection)
            (void)(*connection)->exec(QStringLiteral("DROP DATABASE IF EXISTS ") + m_name + force);
    }

    [[nodiscard]] const QString &text() const { return m_url; }
    [[nodiscard]] DatabaseUrl url() const { return DatabaseUrl::parse(m_url).value(); }

private:
    ScratchServerDatabase() = default;
    DatabaseUrl m_server;
    QString m_name;
    QString m_url;
};

} // namespace retort
