// Every file gives a tree, with statements inside the file and in order.
#include "fuzztarget.h"

#include "python/parser.h"

using namespace retort;

namespace {

void checkOrder(const python::Module &module, qsizetype size)
{
    qsizetype before = 0;
    for (const python::Statement *statement : module.body) {
        const Span span = statement->span();
        REQUIRE(span.begin >= before && span.end >= span.begin && span.end <= size);
        before = span.begin;
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto source = python::decodeSource(QString(), QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!source)
        return 0;
    const python::Module module = python::parse(*source);
    checkOrder(module, source->bytes().size());
    python::ParseOptions outline;
    outline.skipFunctionBodies = true;
    const python::Module shape = python::parse(*source, outline);
    checkOrder(shape, source->bytes().size());
    REQUIRE(!module.diagnostics.isEmpty() || shape.body.size() == module.body.size());
    return 0;
}
