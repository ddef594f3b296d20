#include "database/inspection/sqlitetypes.h"

#include <QHash>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// A type by its declared name, and what the numbers in its parentheses mean.
struct KnownType {
    QString name;
    QStringList parameters;
};

const QHash<QString, KnownType> &knownTypes()
{
    static const auto types = [] {
        const QStringList length{u"length"_s};
        const QStringList precision{u"precision"_s};
        const QStringList scale{u"precision"_s, u"scale"_s};
        QHash<QString, KnownType> known;
        for (const char *name : {"CHAR", "NCHAR", "NVARCHAR", "TEXT", "VARCHAR", "BLOB"})
            known.insert(QString::fromLatin1(name), {QString::fromLatin1(name), length});
        for (const char *name : {"DOUBLE", "FLOAT", "REAL"})
            known.insert(QString::fromLatin1(name), {QString::fromLatin1(name), precision});
        for (const char *name : {"DECIMAL", "NUMERIC"})
            known.insert(QString::fromLatin1(name), {QString::fromLatin1(name), scale});
        for (const char *name : {"BIGINT", "BOOLEAN", "DATE", "DATETIME", "INTEGER", "SMALLINT", "TIME", "TIMESTAMP"})
            known.insert(QString::fromLatin1(name), {QString::fromLatin1(name), {}});
        known.insert(u"BOOL"_s, known.value(u"BOOLEAN"_s));
        known.insert(u"INT"_s, known.value(u"INTEGER"_s));
        known.insert(u"DOUBLE_PRECISION"_s, {u"DOUBLE_PRECISION"_s, precision});
        known.insert(u"JSON"_s, {u"sqlite.JSON"_s, {}});
        // What SQLAlchemy's own storage of dates as text is declared as.
        for (const char *name : {"DATE", "DATETIME", "TIME"})
            known.insert(QString::fromLatin1(name) + u"_CHAR"_s, known.value(QString::fromLatin1(name)));
        return known;
    }();
    return types;
}

/// SQLite's manual, "Determination Of Column Affinity".
KnownType byAffinity(const QString &upper)
{
    if (upper.contains("INT"_L1))
        return knownTypes().value(u"INTEGER"_s);
    if (upper.contains("CHAR"_L1) || upper.contains("CLOB"_L1) || upper.contains("TEXT"_L1))
        return knownTypes().value(u"TEXT"_s);
    if (upper.contains("BLOB"_L1) || upper.isEmpty())
        return {u"NullType"_s, {}};
    if (upper.contains("REAL"_L1) || upper.contains("FLOA"_L1) || upper.contains("DOUB"_L1))
        return knownTypes().value(u"REAL"_s);
    return knownTypes().value(u"NUMERIC"_s);
}

} // namespace

SqlType sqliteColumnType(const QString &declared)
{
    static const QRegularExpression shape(u"^([\\w ]+)(\\(.*?\\))?"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression number(u"\\d+"_s);
    const QRegularExpressionMatch match = shape.match(declared.toUpper());
    const QString name = match.captured(1).trimmed();
    const KnownType known = knownTypes().contains(name) ? knownTypes().value(name) : byAffinity(name);
    SqlType type;
    type.name = known.name;
    QStringList numbers;
    for (auto found = number.globalMatch(match.captured(2)); found.hasNext();)
        numbers.append(found.next().captured());
    // Arguments that the type does not take are left out, all of them: INT(11).
    if (numbers.size() <= known.parameters.size()) {
        for (qsizetype i = 0; i < numbers.size(); ++i)
            type.arguments.insert(known.parameters.at(i), {Literal::Kind::Integer, numbers.at(i), {}});
    }
    return type;
}

} // namespace retort
