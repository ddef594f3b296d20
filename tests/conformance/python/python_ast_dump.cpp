#include "python/astdump.h"
#include "python/parser.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

/// One line per file: "error <line> <message>", or the dump's MD5 (or the dump itself with --full).
QByteArray describe(const QString &path, const QByteArray &raw, bool full)
{
    const Result<SourceText> source = python::decodeSource(path, raw);
    if (!source)
        return "error 0 " + source.error().message.toUtf8();
    const python::Module module = python::parse(*source);
    if (module.hasErrors()) {
        const Diagnostic &first = module.diagnostics.first();
        return "error " + QByteArray::number(first.line) + ' ' + first.message.toUtf8();
    }
    const QByteArray text = python::dump(module);
    return full ? text : QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
}

/// Parses every file some times over and prints the speed.
int measure(const QList<QByteArray> &files)
{
    QElapsedTimer timer;
    timer.start();
    qint64 bytes = 0;
    for (const QByteArray &raw : files) {
        const Result<SourceText> source = python::decodeSource(QString(), raw);
        if (source && !python::parse(*source).hasErrors())
            bytes += raw.size();
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    std::printf("%.1f MB in %.2f s: %.1f MB/s\n", double(bytes) / 1e6, seconds, double(bytes) / 1e6 / seconds);
    return 0;
}

} // namespace

/// Usage: python_ast_dump [--full | --speed] LIST, where LIST names a file with one path per line.
int main(int argc, char **argv)
{
    const QByteArray mode = argc > 2 ? QByteArray(argv[1]) : QByteArray();
    QFile listFile(QString::fromLocal8Bit(argc > 1 ? argv[argc - 1] : ""));
    if (!listFile.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "usage: python_ast_dump [--full | --speed] LIST\n");
        return 2;
    }
    QList<QByteArray> files;
    for (const QByteArray &line : listFile.readAll().split('\n')) {
        if (line.isEmpty())
            continue;
        const QString path = QString::fromLocal8Bit(line);
        QFile file(path);
        const QByteArray raw = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (mode == "--speed")
            files.append(raw);
        else
            std::printf("%s\n", describe(path, raw, mode == "--full").constData());
    }
    return mode == "--speed" ? measure(files) : 0;
}
