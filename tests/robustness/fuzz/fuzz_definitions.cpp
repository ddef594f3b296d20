// Every definition and type that a database keeps as text is read, whatever is in it.
#include "fuzztarget.h"

#include "database/inspection/mysqltypes.h"
#include "database/inspection/postgresqltypes.h"
#include "database/inspection/sqlitetabletext.h"
#include "database/inspection/sqlitetypes.h"
#include "database/inspection/sqltokens.h"

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const DatabaseKind kind : {DatabaseKind::Sqlite, DatabaseKind::PostgreSql, DatabaseKind::MySql}) {
        qsizetype end = 0;
        const QList<SqlToken> tokens = sqlTokens(text, kind);
        for (const SqlToken &token : tokens) {
            REQUIRE(token.begin >= end && token.end > token.begin && token.end <= text.size());
            end = token.end;
        }
    }
    (void)SqliteTableText::read(text);
    (void)SqliteIndexText::read(text);
    REQUIRE(!sqliteColumnType(text).name.isEmpty());
    REQUIRE(!mysqlColumnType(text, {}, {}).name.isEmpty());
    REQUIRE(!PostgresqlTypes().read(text).name.isEmpty());
    return 0;
}
