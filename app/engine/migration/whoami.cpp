#include "migration/whoami.h"

#include <QSysInfo>
#include <QtGlobal>

#ifndef Q_OS_WIN
#include <array>
#include <cerrno>
#include <csignal>
#include <pwd.h>
#include <unistd.h>
#endif

namespace retort {

namespace {

QString userName()
{
#ifdef Q_OS_WIN
    return qEnvironmentVariable("USERNAME");
#else
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    // Not $USER: whoever starts the program could say anything there.
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(getuid());
#endif
}

} // namespace

QString whoAmI()
{
    return userName() + QLatin1Char('@') + QSysInfo::machineHostName();
}

bool isProcessAlive(qint64 process)
{
#ifdef Q_OS_WIN
    Q_UNUSED(process);
    return true;
#else
    return process > 0 && (kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
#endif
}

} // namespace retort
