#pragma once

#include <QString>
#include <QStringList>

namespace retort {

/// One revision file as its header says, in the words of Alembic: read without running it. Lists keep the order of the file.
struct RevisionHeader {
    QString revision;
    QStringList downRevisions;
    /// As written: revision ids or branch labels.
    QStringList dependsOn;
    QStringList branchLabels;
    /// The docstring up to its first empty line, and the whole docstring without white space around it.
    QString message;
    QString doc;
    /// The text after "Create Date:" in the docstring; empty when there is none.
    QString createDate;
    /// Absolute path.
    QString file;
    /// The line of `revision = ...`, from 1; 0 when the id came from the file's name.
    int line = 0;

    bool operator==(const RevisionHeader &) const = default;
};

} // namespace retort
