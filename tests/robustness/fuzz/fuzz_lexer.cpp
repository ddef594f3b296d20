// Every file gives tokens that lie inside it, one behind the other, and ends with EndMarker.
#include "fuzztarget.h"

#include "python/lexer.h"
#include "python/parser.h"

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto source = python::decodeSource(QString(), QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!source)
        return 0;
    python::Lexer lexer(*source);
    const std::vector<python::Token> tokens = lexer.run();
    REQUIRE(!tokens.empty() && tokens.back().kind == python::TokenKind::EndMarker);
    qsizetype before = 0;
    for (const python::Token &token : tokens) {
        REQUIRE(token.end >= token.begin && qsizetype(token.end) <= source->bytes().size());
        // An error may reach back to where the wrong text began.
        if (token.kind == python::TokenKind::Error)
            continue;
        REQUIRE(qsizetype(token.begin) >= before);
        before = qsizetype(token.begin);
    }
    return 0;
}
