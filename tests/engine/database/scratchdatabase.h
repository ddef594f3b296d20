#pragma once

#include "scratchserver.h"

#include <QTemporaryDir>

namespace retort {

/// A new database of one test: on the server that an environment variable names, or a SQLite file when none is named.
class ScratchDatabase
{
public:
    explicit ScratchDatabase(const QByteArray &variable)
    {
        if (variable.isEmpty())
            m_text = QStringLiteral("sqlite:///") + m_directory.filePath(QStringLiteral("a.db"));
        else if ((m_scratch = ScratchServerDatabase::create(variable.constData())))
            m_text = m_scratch->text();
    }
    /// False when the variable is not set.
    [[nodiscard]] bool isAvailable() const { return !m_text.isEmpty(); }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] std::unique_ptr<Connection> open(OpenMode mode = OpenMode::ReadWrite) const
    {
        auto connection = Connection::open(DatabaseUrl::parse(m_text).value(), mode);
        if (!connection)
            qFatal("%s", qPrintable(connection.error().detail));
        return std::move(*connection);
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<ScratchServerDatabase> m_scratch;
    QString m_text;
};

} // namespace retort
