#include "oracle.h"

#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace retort::tests {

using namespace Qt::StringLiterals;

bool Oracle::isThere()
{
    return !qEnvironmentVariableIsEmpty("RETORT_TEST_ALEMBIC_PYTHON");
}

QJsonObject Oracle::ask(const QJsonObject &request)
{
    const QTemporaryDir scratch;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, scratch.path());
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("RETORT_TEST_ALEMBIC_PYTHON"), {QString::fromLocal8Bit(ORACLE)});
    process.write(QJsonDocument(request).toJson(QJsonDocument::Compact));
    process.closeWriteChannel();
    if (!process.waitForFinished(280000) || process.exitCode() != 0)
        qFatal("the oracle fails: %s", process.readAllStandardError().constData());
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

} // namespace retort::tests
