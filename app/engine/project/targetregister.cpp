#include "project/targetregister.h"

#include "base/translation.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

RememberedTarget fromJson(const QJsonObject &object)
{
    return {object[u"identity"].toString(), object[u"name"].toString(), environmentClassFromId(object[u"environment"].toString()),
            object[u"classified_by"].toString(), QDateTime::fromString(object[u"classified_at"].toString(), Qt::ISODate)};
}

QJsonObject toJson(const RememberedTarget &target)
{
    return {{u"identity"_s, target.identity},
            {u"name"_s, target.name},
            {u"environment"_s, environmentClassId(target.environment)},
            {u"classified_by"_s, target.classifiedBy},
            {u"classified_at"_s, target.classifiedAt.toString(Qt::ISODate)}};
}

/// The strictest class that anything but the user's own word gives the target; empty when nothing else speaks.
std::optional<EnvironmentClass> evidenceBesidesTheUser(const Target &target)
{
    std::optional<EnvironmentClass> strongest;
    for (const EnvironmentEvidence &item : target.evidence) {
        using Source = EnvironmentEvidence::Source;
        if (item.source == Source::UserTag || item.source == Source::NoSign || item.source == Source::LocalFile)
            continue;
        strongest = strongest ? strictest(*strongest, item.environment) : item.environment;
    }
    return strongest;
}

} // namespace

QString TargetRegister::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) % u"/retort/targets.json"_s;
}

Result<QList<RememberedTarget>> TargetRegister::all() const
{
    QFile file(m_file);
    if (!file.exists())
        return QList<RememberedTarget>();
    if (!file.open(QIODevice::ReadOnly))
        return Error{u"register.unreadable"_s, tr("The classifications of your databases cannot be read from %1.").arg(m_file),
                     file.errorString()};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (problem.error != QJsonParseError::NoError || !document.object()[u"targets"].isArray())
        return Error{u"register.unreadable"_s, tr("The classifications of your databases in %1 are damaged.").arg(m_file),
                     problem.errorString()};
    QList<RememberedTarget> targets;
    for (const auto value : document.object()[u"targets"].toArray())
        targets.append(fromJson(value.toObject()));
    return targets;
}

Result<std::optional<RememberedTarget>> TargetRegister::find(const QString &identity) const
{
    const auto targets = all();
    if (!targets)
        return targets.error();
    const auto found = std::find_if(targets->begin(), targets->end(), [&](const RememberedTarget &t) { return t.identity == identity; });
    return found == targets->end() ? std::optional<RememberedTarget>() : std::optional(*found);
}

Result<void> TargetRegister::classify(const Target &target, EnvironmentClass environment, const QString &typedName) const
{
    if (typedName != target.name)
        return Error{
            u"register.name-differs"_s, tr("The name typed is not the target's name, “%1”. Nothing was changed.").arg(target.name), {}};
    const auto evidence = evidenceBesidesTheUser(target);
    if (evidence && environment != EnvironmentClass::Unknown && strictest(*evidence, environment) != environment) {
        return Error{u"register.softer-than-evidence"_s,
                     tr("“%1” cannot be classified as %2: the project or its host says %3.")
                         .arg(target.name, environmentClassName(environment), environmentClassName(*evidence)),
                     tr("Change what the project says if it is wrong.")};
    }
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QLockFile lock(m_file % u".lock"_s);
    if (!lock.tryLock(5000))
        return Error{u"register.unreadable"_s, tr("%1 is locked by another program.").arg(m_file), {}};
    auto targets = all();
    if (!targets)
        return targets.error();
    targets->removeIf([&](const RememberedTarget &t) { return t.identity == target.identity; });
    if (environment != EnvironmentClass::Unknown) {
        targets->append(
            {target.identity, target.name, environment, qEnvironmentVariable("USER", u"unknown"_s), QDateTime::currentDateTimeUtc()});
    }
    return write(*targets);
}

Result<void> TargetRegister::write(const QList<RememberedTarget> &targets) const
{
    QJsonArray array;
    for (const RememberedTarget &target : targets)
        array.append(toJson(target));
    QSaveFile file(m_file);
    const QByteArray bytes = QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"targets"_s, array}}).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{u"register.unwritable"_s, tr("The classification cannot be written to %1.").arg(m_file), file.errorString()};
    return {};
}

} // namespace retort
