// What the quick scan of a revision file's head says is what reading the parsed file says.
#include "fuzztarget.h"

#include "alembic/headerparse.h"
#include "alembic/headerscan.h"
#include "alembic/scriptdirectory.h"
#include "python/parser.h"

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto source = ScriptDirectory::decode(QStringLiteral("a1.py"), QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!source)
        return 0;
    auto scanned = HeaderScan(source->bytes()).read();
    // What is no Python is found out when the file is read as a whole.
    if (!scanned || !python::parse(*source).diagnostics.isEmpty())
        return 0;
    const HeaderReading parsed = parseHeader(*source);
    REQUIRE(parsed.header.has_value());
    scanned->file = source->file();
    REQUIRE(*scanned == *parsed.header);
    return 0;
}
