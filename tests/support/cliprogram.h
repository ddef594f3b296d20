#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace retort::tests {

/// What one call of retort-cli came to.
struct CliOutcome {
    int exitCode = -1;
    QString out;
    QString err;
};

/// A project folder of its own, with a home of its own, on which the built retort-cli is run as a person would run it.
class CliProject
{
public:
    [[nodiscard]] QString path(const QString &name = {}) const { return QDir(m_folder.path()).absoluteFilePath(name); }

    void write(const QString &name, const QByteArray &text) const
    {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path(name)));
    }

    void setVariable(const QString &name, const QString &value) { m_variables.insert(name, value); }

    /// Runs retort-cli through another command from now on, such as one that takes rights away.
    void setWrapper(const QStringList &command) { m_wrapper = command; }

    [[nodiscard]] CliOutcome run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"ENVIRONMENT", "APP_ENV", "DATABASE_URL", "NO_COLOR"})
            environment.remove(QString::fromLatin1(name));
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_home.filePath(QStringLiteral("config")));
        environment.insert(QStringLiteral("XDG_STATE_HOME"), m_home.filePath(QStringLiteral("state")));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        QStringList command = m_wrapper;
        command << QStringLiteral(RETORT_CLI) << arguments;
        process.start(command.takeFirst(), command);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(120000))
            qFatal("retort-cli did not end: %s", qPrintable(arguments.join(QLatin1Char(' '))));
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    /// Everything the program wrote outside the project: settings, journal.
    [[nodiscard]] QString home() const { return m_home.path(); }

private:
    QTemporaryDir m_folder;
    QTemporaryDir m_home;
    QMap<QString, QString> m_variables;
    QStringList m_wrapper;
};

} // namespace retort::tests
