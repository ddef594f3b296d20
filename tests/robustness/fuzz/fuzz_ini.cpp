// Every ini file, pyproject.toml and .env gives its values or says what is wrong with it.
#include "fuzztarget.h"

#include "alembic/configfile.h"
#include "alembic/dotenv.h"
#include "alembic/tomlfile.h"

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArray text = QString::fromUtf8(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1)).toUtf8();
    const SourceText source(QStringLiteral("alembic.ini"), text);
    switch (data[0] % 4) {
    case 0: (void)TomlFile::parse(source); return 0;
    case 1: (void)DotEnv::parse(source, {{QStringLiteral("HOME"), QStringLiteral("/home/a")}}); return 0;
    default: break;
    }
    const IniFile ini = IniFile::parse(source, {{QStringLiteral("here"), QStringLiteral("/srv")}});
    for (const QString &section : ini.sections()) {
        REQUIRE(ini.hasSection(section));
        const QMap<QString, QString> values = ini.values(section);
        for (const QString &key : values.keys())
            REQUIRE(ini.has(section, key));
        (void)ini.value(section, QStringLiteral("script_location"));
    }
    return 0;
}
