#include "database/typedfetch.h"

#include <QDate>
#include <QDateTime>
#include <QLocale>
#include <QMetaType>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QVariant>

#include <memory>
#include <sqlite3.h>

namespace retort {

using namespace Qt::StringLiterals;
using Kind = Literal::Kind;

namespace {

/// The shortest text that gives the same number again, as Python's repr: "1.0", "0.1", "1e+16".
QString floatText(double number)
{
    const QString text = QString::number(number, 'g', QLocale::FloatingPointShortest);
    const bool isPlain = text.contains(u'.') || text.contains(u'e') || text.contains(u'n');
    return isPlain ? text : QString(text + u".0"_s);
}

Literal literal(Kind kind, const QString &text)
{
    return {kind, text, {}};
}

/// PostgreSQL's own type numbers (catalog pg_type) that psycopg2 does not hand over as texts.
std::optional<Kind> postgresqlKind(Oid type, bool jsonAsText)
{
    switch (type) {
    case 16: return Kind::Boolean;
    case 20:
    case 21:
    case 23:
    case 26: return Kind::Integer;
    case 700:
    case 701: return Kind::Float;
    case 1700: return Kind::Decimal;
    case 17: return Kind::Bytes;
    case 1082: return Kind::Date;
    case 1083: return Kind::Time;
    case 1114:
    case 1184: return Kind::DateTime;
    case 2950: return Kind::Uuid;
    case 114:
    case 3802: return jsonAsText ? Kind::String : Kind::Json;
    case 18:
    case 19:
    case 25:
    case 1042:
    case 1043:
    case 705: return Kind::String;
    default: return {};
    }
}

/// A type psycopg2 has no own reading for: it gives its text. Arrays, intervals and ranges it reads, and we do not.
bool isHandedOverAsText(Oid type)
{
    constexpr Oid firstOfUsers = 16384;
    return type >= firstOfUsers || type == 869 || type == 650 || type == 829 || type == 142 || type == 3614 || type == 2205;
}

Literal postgresqlLiteral(Kind kind, const char *text)
{
    switch (kind) {
    case Kind::Boolean: return Literal::boolean(*text == 't');
    case Kind::Float: return literal(kind, floatText(QByteArrayView(text).toDouble()));
    case Kind::Bytes: return literal(kind, QString::fromLatin1(text + 2)); // bytea_output = hex: "\x..."
    default: return literal(kind, QString::fromUtf8(text));
    }
}

Literal sqliteLiteral(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return literal(Kind::Integer, QString::number(sqlite3_column_int64(statement, column)));
    case SQLITE_FLOAT: return literal(Kind::Float, floatText(sqlite3_column_double(statement, column)));
    case SQLITE_BLOB: {
        const auto *data = static_cast<const char *>(sqlite3_column_blob(statement, column));
        return literal(Kind::Bytes, QString::fromLatin1(QByteArray(data, sqlite3_column_bytes(statement, column)).toHex()));
    }
    case SQLITE_NULL: return {};
    default: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
        return literal(Kind::String, QString::fromUtf8(text, sqlite3_column_bytes(statement, column)));
    }
    }
}

QSqlError sqliteError(sqlite3 *connection, int code)
{
    return {u"Unable to execute statement"_s, QString::fromUtf8(sqlite3_errmsg(connection)), QSqlError::StatementError,
            QString::number(code)};
}

QString dateTimeText(const QDateTime &moment)
{
    const QString text = moment.toString(u"yyyy-MM-dd HH:mm:ss"_s);
    const int milliseconds = moment.time().msec();
    return milliseconds == 0 ? text : QString(text % u'.' % u"%1"_s.arg(milliseconds, 3, 10, QLatin1Char('0')) % u"000");
}

std::optional<Kind> mysqlKind(int metaType)
{
    switch (metaType) {
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::Bool: return Kind::Integer;
    case QMetaType::QByteArray: return Kind::Bytes;
    case QMetaType::QDate: return Kind::Date;
    case QMetaType::QDateTime: return Kind::DateTime;
    case QMetaType::QString: return Kind::String;
    default: return {};
    }
}

Literal mysqlLiteral(Kind kind, const QVariant &value)
{
    switch (kind) {
    case Kind::Bytes: return literal(kind, QString::fromLatin1(value.toByteArray().toHex()));
    case Kind::Date: return literal(kind, value.toDate().toString(u"yyyy-MM-dd"_s));
    case Kind::DateTime: return literal(kind, dateTimeText(value.toDateTime()));
    case Kind::Float: return literal(kind, floatText(value.toDouble()));
    default: return literal(kind, value.toString());
    }
}

/// Numbers of MySQL's field types (mysql_com.h) where Qt's type says too little.
std::optional<Kind> mysqlKindOf(const QSqlField &field, QString &notUnderstood)
{
    switch (field.typeID()) {
    case 0:
    case 246: return Kind::Decimal;
    case 4:
    case 5: return Kind::Float;
    case 7:
    case 12:
        if (field.precision() > 3) // a QDateTime has milliseconds, the database has more
            notUnderstood = u"DATETIME(%1)"_s.arg(field.precision());
        break;
    case 11: notUnderstood = u"TIME"_s; return {};
    case 16: notUnderstood = u"BIT"_s; return {};
    case 255: notUnderstood = u"GEOMETRY"_s; return {};
    case 245: return Kind::String;
    default: break;
    }
    const std::optional<Kind> kind = mysqlKind(field.metaType().id());
    if (!kind)
        notUnderstood = QString::fromLatin1(field.metaType().name());
    return kind;
}

} // namespace

TypedFetch fetchPostgreSql(PGconn *connection, const QString &sql, bool jsonAsText)
{
    TypedFetch fetch;
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, sql.toUtf8().constData()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
        const char *state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        const QString text = QString::fromUtf8(result ? PQresultErrorMessage(result.get()) : PQerrorMessage(connection));
        fetch.error = QSqlError(u"Unable to create query"_s, text, QSqlError::StatementError, QString::fromLatin1(state));
        return fetch;
    }
    const QByteArray changed = PQcmdTuples(result.get());
    fetch.rows.rowCount = changed.isEmpty() ? -1 : changed.toLongLong();
    std::vector<Kind> kinds;
    for (int column = 0; column < PQnfields(result.get()); ++column) {
        const Oid type = PQftype(result.get(), column);
        const std::optional<Kind> kind = postgresqlKind(type, jsonAsText);
        const bool isUnderstood = kind || isHandedOverAsText(type);
        kinds.push_back(kind.value_or(Kind::String));
        fetch.rows.columns.append(QString::fromUtf8(PQfname(result.get(), column)));
        fetch.rows.notUnderstood.append(isUnderstood ? QString() : u"OID %1"_s.arg(type));
    }
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        std::vector<Literal> values;
        for (int column = 0; column < int(kinds.size()); ++column) {
            const bool isNull = PQgetisnull(result.get(), row, column) != 0;
            values.push_back(isNull ? Literal{} : postgresqlLiteral(kinds.at(size_t(column)), PQgetvalue(result.get(), row, column)));
        }
        fetch.rows.rows.push_back(std::move(values));
    }
    return fetch;
}

TypedFetch fetchSqlite(sqlite3 *connection, const QString &sql)
{
    TypedFetch fetch;
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *prepared = nullptr;
    const int compiled = sqlite3_prepare_v2(connection, text.constData(), int(text.size()), &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
    if (compiled != SQLITE_OK)
        fetch.error = sqliteError(connection, compiled);
    if (!statement)
        return fetch;
    for (int column = 0; column < sqlite3_column_count(prepared); ++column)
        fetch.rows.columns.append(QString::fromUtf8(sqlite3_column_name(prepared, column)));
    fetch.rows.notUnderstood.resize(fetch.rows.columns.size());
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(prepared)) == SQLITE_ROW) {
        std::vector<Literal> values;
        for (int column = 0; column < fetch.rows.columns.size(); ++column)
            values.push_back(sqliteLiteral(prepared, column));
        fetch.rows.rows.push_back(std::move(values));
    }
    if (step != SQLITE_DONE)
        fetch.error = sqliteError(connection, step);
    if (sqlite3_stmt_readonly(prepared) == 0)
        fetch.rows.rowCount = sqlite3_changes(connection);
    return fetch;
}

TypedFetch fetchMySql(QSqlQuery &query)
{
    TypedFetch fetch;
    const QSqlRecord record = query.record();
    std::vector<Kind> kinds;
    for (int column = 0; column < record.count(); ++column) {
        QString notUnderstood;
        kinds.push_back(mysqlKindOf(record.field(column), notUnderstood).value_or(Kind::String));
        fetch.rows.columns.append(record.fieldName(column));
        fetch.rows.notUnderstood.append(notUnderstood);
    }
    while (query.next()) {
        std::vector<Literal> values;
        for (int column = 0; column < record.count(); ++column) {
            const QVariant value = query.value(column);
            values.push_back(query.isNull(column) ? Literal{} : mysqlLiteral(kinds.at(size_t(column)), value));
        }
        fetch.rows.rows.push_back(std::move(values));
    }
    if (query.lastError().isValid())
        fetch.error = query.lastError();
    fetch.rows.rowCount = record.isEmpty() ? query.numRowsAffected() : qint64(fetch.rows.rows.size());
    return fetch;
}

} // namespace retort
