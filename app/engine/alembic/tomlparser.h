#pragma once

#include "alembic/tomlfile.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// Reads TOML 1.0 line by line into a TomlFile. Depth of nesting is limited.
class TomlParser
{
public:
    explicit TomlParser(const SourceText &source);
    [[nodiscard]] TomlFile parse();

private:
    [[nodiscard]] bool readHeader();
    [[nodiscard]] bool readKeyValue(QJsonObject &table, const QStringList &prefix, int depth);
    [[nodiscard]] std::optional<QStringList> readKey();
    [[nodiscard]] std::optional<QJsonValue> readValue(const QStringList &path, int depth);
    [[nodiscard]] std::optional<QJsonValue> readArray(const QStringList &path, int depth);
    [[nodiscard]] std::optional<QJsonValue> readInlineTable(const QStringList &path, int depth);
    [[nodiscard]] std::optional<QJsonValue> readPlain();
    [[nodiscard]] std::optional<QString> readString();
    [[nodiscard]] std::optional<QString> readMultiLineString(QChar quote);
    [[nodiscard]] bool readEscape(QString &text);
    [[nodiscard]] bool readLineEnd();
    void skipBlanks();
    void skipBlanksAndLines();
    void skipLine();
    void skipComment();
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar(); }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] int line() const;

    QString m_text;
    qsizetype m_at = 0;
    TomlFile m_file;
    QString m_name;
    QStringList m_table;
};

} // namespace retort
