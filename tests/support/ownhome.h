#pragma once

#include <QByteArray>
#include <QTemporaryDir>

namespace retort::tests {

/// Gives the test program a home of its own, so that nothing of the person who runs it is read or changed. Make one before anything else.
class OwnHome
{
public:
    OwnHome()
    {
        for (const char *name : {"ENVIRONMENT", "APP_ENV", "DATABASE_URL", "SQLALCHEMY_DATABASE_URL"})
            qunsetenv(name);
        const auto folder = [this](const char *name) { return m_folder.filePath(QString::fromLatin1(name)).toLocal8Bit(); };
        qputenv("HOME", m_folder.path().toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", folder("config"));
        qputenv("XDG_STATE_HOME", folder("state"));
        qputenv("XDG_DATA_HOME", folder("data"));
        qputenv("XDG_CACHE_HOME", folder("cache"));
    }

    [[nodiscard]] QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

} // namespace retort::tests
