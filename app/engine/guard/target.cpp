#include "guard/target.h"

#include "base/translation.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// From harmless to dangerous; Unknown stands just below Production and is treated like it wherever something is destroyed.
int strictness(EnvironmentClass environment)
{
    switch (environment) {
    case EnvironmentClass::Development: return 0;
    case EnvironmentClass::Test: return 1;
    case EnvironmentClass::Staging: return 2;
    case EnvironmentClass::Unknown: return 3;
    case EnvironmentClass::Production: return 4;
    }
    return 4;
}

/// The class that a value of ENVIRONMENT or APP_ENV names; Unknown when it is none of the usual words.
EnvironmentClass classOfSetting(const QString &value)
{
    struct Word {
        QLatin1StringView word;
        EnvironmentClass environment;
    };
    static constexpr std::array words{
        Word{"production"_L1, EnvironmentClass::Production},
        Word{"prod"_L1, EnvironmentClass::Production},
        Word{"live"_L1, EnvironmentClass::Production},
        Word{"staging"_L1, EnvironmentClass::Staging},
        Word{"stage"_L1, EnvironmentClass::Staging},
        Word{"preprod"_L1, EnvironmentClass::Staging},
        Word{"uat"_L1, EnvironmentClass::Staging},
        Word{"test"_L1, EnvironmentClass::Test},
        Word{"testing"_L1, EnvironmentClass::Test},
        Word{"ci"_L1, EnvironmentClass::Test},
        Word{"development"_L1, EnvironmentClass::Development},
        Word{"develop"_L1, EnvironmentClass::Development},
        Word{"dev"_L1, EnvironmentClass::Development},
        Word{"local"_L1, EnvironmentClass::Development},
    };
    const QString lower = value.trimmed().toLower();
    const auto found = std::find_if(words.begin(), words.end(), [&](const Word &w) { return lower == w.word; });
    return found == words.end() ? EnvironmentClass::Unknown : found->environment;
}

/// Whether `text` contains one of the words as a part of its own: "shop-prod" and "prod.db1", not "products".
bool namesProduction(const QString &text)
{
    static const QRegularExpression pattern(u"(^|[^a-z0-9])(prod|production|prd|live)([^a-z0-9]|[0-9]*$)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text).hasMatch();
}

bool isManagedHost(const QString &host)
{
    static const QStringList suffixes{u".rds.amazonaws.com"_s, u".database.azure.com"_s, u".cloudsql.google.internal"_s,
                                      u".neon.tech"_s,         u".supabase.co"_s,        u".supabase.com"_s};
    return std::any_of(suffixes.begin(), suffixes.end(), [&](const QString &suffix) { return host.endsWith(suffix, Qt::CaseInsensitive); });
}

EnvironmentEvidence fromSetting(EnvironmentEvidence::Source source, const QString &value, const QString &explanation)
{
    return {source, classOfSetting(value), explanation};
}

QList<EnvironmentEvidence> collect(const TargetSigns &signs)
{
    using Source = EnvironmentEvidence::Source;
    QList<EnvironmentEvidence> evidence;
    if (!signs.processEnvironment.isEmpty()) {
        evidence.append(fromSetting(Source::ProcessEnvironment, signs.processEnvironment,
                                    tr("ENVIRONMENT=%1 in the process environment").arg(signs.processEnvironment)));
    }
    for (const auto &[value, place] : signs.settings)
        evidence.append(fromSetting(Source::SettingsFile, value, place));
    if (!signs.userTag.isEmpty()) {
        const EnvironmentClass tagged = environmentClassFromId(signs.userTag);
        evidence.append({Source::UserTag, tagged, tr("You classified this database as %1").arg(environmentClassName(tagged))});
    }
    if (isManagedHost(signs.host))
        evidence.append({Source::HostRule, EnvironmentClass::Production, tr("The host %1 is a managed server").arg(signs.host)});
    for (const QString &name : {signs.host, signs.database}) {
        if (namesProduction(name))
            evidence.append({Source::NameRule, EnvironmentClass::Production, tr("The name “%1” says production").arg(name)});
    }
    return evidence;
}

} // namespace

EnvironmentClass strictest(EnvironmentClass a, EnvironmentClass b)
{
    return strictness(a) >= strictness(b) ? a : b;
}

QString environmentClassId(EnvironmentClass environment)
{
    switch (environment) {
    case EnvironmentClass::Development: return u"development"_s;
    case EnvironmentClass::Test: return u"test"_s;
    case EnvironmentClass::Staging: return u"staging"_s;
    case EnvironmentClass::Production: return u"production"_s;
    case EnvironmentClass::Unknown: break;
    }
    return u"unknown"_s;
}

EnvironmentClass environmentClassFromId(const QString &id)
{
    for (const auto environment :
         {EnvironmentClass::Development, EnvironmentClass::Test, EnvironmentClass::Staging, EnvironmentClass::Production}) {
        if (environmentClassId(environment) == id)
            return environment;
    }
    return EnvironmentClass::Unknown;
}

QString environmentClassName(EnvironmentClass environment)
{
    switch (environment) {
    case EnvironmentClass::Development: return tr("Development");
    case EnvironmentClass::Test: return tr("Test");
    case EnvironmentClass::Staging: return tr("Staging");
    case EnvironmentClass::Production: return tr("Production");
    case EnvironmentClass::Unknown: break;
    }
    return tr("Unknown");
}

Target classify(const TargetSigns &signs)
{
    Target target{signs.name, signs.identity, signs.dialect, signs.host, signs.database, EnvironmentClass::Unknown, collect(signs)};
    if (target.name.isEmpty())
        target.name = signs.database;
    if (target.evidence.isEmpty()) {
        using Source = EnvironmentEvidence::Source;
        target.evidence.append(
            signs.isLocalFile
                ? EnvironmentEvidence{Source::LocalFile, EnvironmentClass::Development, tr("A local SQLite file")}
                : EnvironmentEvidence{Source::NoSign, EnvironmentClass::Unknown, tr("Nothing says what kind of database this is")});
    }
    target.environment = target.evidence.first().environment;
    for (const EnvironmentEvidence &item : std::as_const(target.evidence))
        target.environment = strictest(target.environment, item.environment);
    return target;
}

} // namespace retort
