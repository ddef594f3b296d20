#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace retort {

/// What the program remembers between sessions, typed, in one INI file. Never a password: a target is remembered by its identity.
class Settings
{
public:
    /// The user's own file; tests give another one.
    explicit Settings(const QString &file = {});

    [[nodiscard]] QStringList recentProjects() const;
    void addRecentProject(const QString &path);
    void removeRecentProject(const QString &path);

    /// Trust is bound to the canonical path, never to a folder's name; a folder that was not answered for is not trusted.
    [[nodiscard]] bool isTrusted(const QString &projectPath) const;
    void setTrusted(const QString &projectPath, bool trusted);

    [[nodiscard]] QByteArray windowGeometry() const;
    [[nodiscard]] QByteArray windowState() const;
    void setWindow(const QByteArray &geometry, const QByteArray &state);

    static constexpr int maxRecent = 10;

private:
    mutable QSettings m_store;
};

} // namespace retort
