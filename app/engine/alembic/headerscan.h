#pragma once

#include "alembic/revision.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace retort {

/// Reads the header of a revision file without parsing it: docstring and plain literal assignments before the first function. Made
/// for thousands of files; gives up (no value) on anything that is not surely understood, and then the parser has to look.
class HeaderScan
{
public:
    explicit HeaderScan(QByteArrayView text) : m_text(text) {}
    /// Without `file`. `revision` and `down_revision` are there.
    [[nodiscard]] std::optional<RevisionHeader> read();

private:
    [[nodiscard]] bool readStatement(RevisionHeader &header);
    [[nodiscard]] bool readAssignment(QByteArrayView name, RevisionHeader &header);
    /// A string, None or a tuple or list of strings.
    [[nodiscard]] std::optional<QStringList> readValue();
    [[nodiscard]] std::optional<QStringList> readSequence(char closing);
    [[nodiscard]] std::optional<QString> readString();
    [[nodiscard]] bool skipAnnotation();
    [[nodiscard]] bool skipLogicalLine();
    [[nodiscard]] bool skipString();
    [[nodiscard]] bool readLineEnd();
    void skipBlank(bool withNewlines);
    [[nodiscard]] QByteArrayView word() const;
    [[nodiscard]] bool assignedLater() const;
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    [[nodiscard]] bool startsWith(QByteArrayView what) const { return m_text.sliced(m_at).startsWith(what); }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_hasRevision = false;
    bool m_hasDown = false;
};

/// Fills message, doc and createDate from a docstring as Alembic's Script does.
void setDocumentation(RevisionHeader &header, const QString &docstring);

} // namespace retort
