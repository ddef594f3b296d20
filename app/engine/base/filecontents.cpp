#include "base/filecontents.h"

#include <QCryptographicHash>
#include <QFile>

#ifdef Q_OS_UNIX
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace retort {

using namespace Qt::StringLiterals;

#ifdef Q_OS_UNIX

namespace {

/// Reads to the end, whatever size was announced: the file may grow meanwhile, and those under /proc say 0. False: see errno.
bool readToEnd(int descriptor, QByteArray &bytes)
{
    struct stat status;
    if (::fstat(descriptor, &status) != 0)
        return false;
    qsizetype filled = 0;
    // One byte more than announced, so that the end is seen without growing.
    bytes.resize(qsizetype(status.st_size) + 1);
    for (;;) {
        const ssize_t count = ::read(descriptor, bytes.data() + filled, size_t(bytes.size() - filled));
        if (count < 0 && errno != EINTR)
            return false;
        filled += std::max<qsizetype>(count, 0);
        // A regular file gives less than asked for only at its end.
        if (count == 0 || (count > 0 && S_ISREG(status.st_mode) && status.st_size > 0 && filled < bytes.size()))
            break;
        if (filled == bytes.size())
            bytes.resize(2 * filled);
    }
    bytes.truncate(filled);
    return true;
}

} // namespace

Result<QByteArray> readFile(const QString &path)
{
    QByteArray bytes;
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && readToEnd(descriptor, bytes);
    const int error = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!done)
        return Error{u"file.unreadable"_s, qt_error_string(error), path};
    return bytes;
}

#else

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{u"file.unreadable"_s, file.errorString(), path};
    return file.readAll();
}

#endif

QByteArray contentHash(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_256);
}

} // namespace retort
