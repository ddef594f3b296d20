#pragma once

#include <QList>
#include <QRegularExpression>
#include <QSet>
#include <QString>
#include <QStringList>

namespace retort {

/// What distinguishes one database from another where a table of values says it all; behaviour that differs is in the compilers.
struct DialectProfile {
    QString name;
    QString displayName;
    bool transactionalDdl = false;

    QChar openQuote = QLatin1Char('"');
    QChar closeQuote = QLatin1Char('"');
    bool underscoreNeedsQuotes = false;
    QSet<QString> reservedWords;

    /// Longest identifier, in characters; explicit names beyond it are an error, conventional ones are cut.
    int maxIdentifier = 9999;
    int maxIndexName = 9999;
    int maxConstraintName = 9999;

    bool nativeBoolean = false;
    /// Boolean(create_constraint=True) makes a CHECK although there is no native boolean.
    bool booleanCheck = true;
    /// The words true and false exist.
    bool booleanWords = false;
    bool nativeEnum = false;
    /// COMMENT ON statements after CREATE TABLE.
    bool commentStatements = false;
    bool inlineComments = false;
    bool identityColumns = false;
    bool sequences = false;
    /// ALTER TABLE ADD CONSTRAINT exists; foreign keys with use_alter are then left out of CREATE TABLE.
    bool alterConstraints = true;
    bool backslashEscapes = false;
    /// "/" between integers divides without remainder (SQLAlchemy adds a cast).
    bool integerDivisionFloors = true;
    bool multipleRowValues = true;

    /// Type names (or whole type texts), in lower case, that mean the same; Alembic's type_synonyms.
    QList<QSet<QString>> typeSynonyms{{QStringLiteral("numeric"), QStringLiteral("decimal")}};
    /// Parts of a type's text that differ only where both types have them; Alembic's type_arg_extract.
    QList<QRegularExpression> comparedTypeParts;

    /// After every statement of a script.
    QString terminator = QStringLiteral(";");
    /// On a line of its own after every statement: GO, /; empty for most.
    QString batchSeparator;
};

} // namespace retort
