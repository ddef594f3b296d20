// Splitting loses nothing but blanks, comments and terminators, and its pieces stand in the script in their order.
#include "fuzztarget.h"

#include "dialects/common/statementsplitter.h"

#include <array>

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const std::array dialects{QStringLiteral("sqlite"),  QStringLiteral("postgresql"), QStringLiteral("mysql"),
                                     QStringLiteral("mariadb"), QStringLiteral("oracle"),     QStringLiteral("mssql")};
    if (size == 0)
        return 0;
    const QString sql = QString::fromUtf8(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    qsizetype from = 0;
    for (const QString &statement : StatementSplitter(dialects[data[0] % dialects.size()]).split(sql)) {
        REQUIRE(!statement.trimmed().isEmpty());
        const qsizetype at = sql.indexOf(statement, from);
        REQUIRE(at >= 0);
        from = at + statement.size();
    }
    return 0;
}
