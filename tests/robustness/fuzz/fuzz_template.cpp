// Every template of revisions becomes a program whose lines know where they come from, or says what is not understood.
#include "fuzztarget.h"

#include "alembic/writing/makotemplate.h"

#include <algorithm>

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)).toUtf8();
    const SourceText source(QStringLiteral("script.py.mako"), text);
    const auto program = writing::compileMako(source, {QStringLiteral("message")});
    if (!program) {
        REQUIRE(program.error().detail.startsWith(QStringLiteral("script.py.mako:")));
        return 0;
    }
    REQUIRE(qsizetype(program->lines.size()) == program->source.count('\n'));
    const int last = int(text.count('\n')) + 1;
    REQUIRE(std::all_of(program->lines.begin(), program->lines.end(), [last](int line) { return line >= 1 && line <= last; }));
    return 0;
}
