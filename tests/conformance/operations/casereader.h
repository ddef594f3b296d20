#pragma once

#include "alembic/scriptreader.h"

#include <QMap>
#include <QString>
#include <QStringList>

/// One recorded case: a migration, a database profile, and what real Alembic wrote with --sql.
struct OperationCase {
    QString id;
    QString group;
    /// "postgresql", or "mysql@8.0.36" for one whose server version is known.
    QString profile;
    QString python;
    QString output;
    QString variantOutput;
    QString errorType;
    QString errorMessage;
    QMap<QString, QString> namingConvention;
    bool anyOrder = false;

    [[nodiscard]] QString dialect() const { return profile.section(u'@', 0, 0); }
    [[nodiscard]] int serverVersion() const;
};

[[nodiscard]] QList<OperationCase> readOperationCases(const QString &file);

/// The operations of a case's program.
[[nodiscard]] retort::ReadResult readOperations(retort::ScriptReader &reader, const OperationCase &recorded);

/// What our engine makes of a case.
struct OperationOutcome {
    enum Kind { Equal, Different, NotUnderstood };
    Kind kind = Equal;
    QString output;
    QString error;
};

[[nodiscard]] OperationOutcome runOperationCase(retort::ScriptReader &reader, const OperationCase &recorded);
