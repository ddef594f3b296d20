#pragma once

#include "migration/journalentry.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace retort {

/// The line behind which no earlier run is open. Its quotes stand in no string of JSON.
inline constexpr QByteArrayView journalClearLine = "{\"e\":\"clear\"}\n";

/// The JSON of one line of a journal that says what a run is going to do.
[[nodiscard]] QByteArray journalRunToJson(const JournalRun &run);
/// Empty when the text is not such a line (torn, or written by a later version in another way).
[[nodiscard]] std::optional<JournalRun> journalRunFromJson(const QByteArray &json);

[[nodiscard]] QByteArray journalEndToJson(const JournalEnd &end);
[[nodiscard]] std::optional<JournalEnd> journalEndFromJson(const QByteArray &json);

/// `text` with the passwords of SQL (CREATE ROLE ... PASSWORD 'x', IDENTIFIED BY 'x') replaced by ***.
[[nodiscard]] QString withoutSqlPasswords(const QString &text);

} // namespace retort
