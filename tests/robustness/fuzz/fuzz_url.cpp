// Every text is a URL or an error that does not repeat the password; what is shown of a URL never has it.
#include "fuzztarget.h"

#include "database/databaseurl.h"

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString secret = QStringLiteral("s3cr3t\u00e9-Qz");
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)).replace(QChar(1), secret);
    const Result<DatabaseUrl> url = DatabaseUrl::parse(text, QStringLiteral("/srv"));
    if (!url) {
        REQUIRE(!url.error().message.contains(secret) && !url.error().detail.contains(secret));
        return 0;
    }
    const QString shown = url->display() + url->identity();
    // Elsewhere than as a password it is no secret.
    const bool isPassword = url->password() == secret && text.count(secret) == 1;
    REQUIRE(!isPassword || !shown.contains(secret));
    REQUIRE(url->port() >= 0);
    (void)url->host();
    (void)url->filePath();
    (void)url->isFileUri();
    (void)url->isMemory();
    (void)url->databaseLabel();
    (void)url->dialectName();
    (void)url->driver();
    return 0;
}
