#pragma once

#include "base/diagnostic.h"
#include "base/result.h"
#include "base/sourcetext.h"

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace retort {

/// A .env file as python-dotenv reads it (pydantic-settings uses the same): quotes, export, comments, ${VAR:-default}. Later keys
/// win. Lines that cannot be read are diagnostics and are skipped, as python-dotenv does with a warning.
class DotEnv
{
public:
    struct Entry {
        QString key;
        /// None: a key without "=".
        std::optional<QString> value;
        int line = 0;

        bool operator==(const Entry &) const = default;
    };

    DotEnv() = default;
    /// ${VAR} is answered by earlier lines of the file and then by `environment`; the other way round with `environmentWins`, as
    /// load_dotenv() does it (pydantic-settings and dotenv_values() do it the first way).
    [[nodiscard]] static DotEnv parse(const SourceText &source, const QMap<QString, QString> &environment = {},
                                      bool environmentWins = false);
    [[nodiscard]] static Result<DotEnv> load(const QString &file, const QMap<QString, QString> &environment = {},
                                             bool environmentWins = false);

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    /// The entry that counts for `key`.
    [[nodiscard]] const Entry *find(const QString &key, Qt::CaseSensitivity cs = Qt::CaseSensitive) const;
    [[nodiscard]] QString value(const QString &key) const;
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }

private:
    QString m_file;
    QList<Entry> m_entries;
    Diagnostics m_diagnostics;
};

} // namespace retort
