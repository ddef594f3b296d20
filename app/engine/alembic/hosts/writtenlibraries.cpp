#include "alembic/hosts/writtenlibraries.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;

namespace {

/// Loguru and oslo.log: what is logged goes nowhere. Any other method is an AttributeError, and so not understood.
constexpr auto logger = R"py(
class Logger:
    def debug(self, *args, **kwargs): pass
    trace = info = success = warning = warn = error = exception = critical = fatal = log = audit = debug
    def bind(self, *args, **kwargs): return self
    opt = patch = bind

logger = Logger()
)py";

constexpr auto osloLog = R"py(
from loguru import Logger

def getLogger(name=None, project='unknown', version='unknown'):
    return Logger()
)py";

/// A Proxy stands for what its factory gives when it is first used, and forwards everything to it.
constexpr auto lazyObjectProxy = R"py(
def Proxy(factory):
    return factory()
)py";

} // namespace

void registerWrittenLibraries(python::ModuleLoader &loader)
{
    const auto add = [&loader](const QString &name, const char *text, bool isPackage = false) {
        loader.registerSource(name, SourceText(name, QByteArray(text)), isPackage);
    };
    add(u"loguru"_s, logger);
    add(u"oslo_log"_s, "", true);
    add(u"oslo_log.log"_s, osloLog);
    add(u"lazy_object_proxy"_s, lazyObjectProxy);
}

} // namespace retort::hosts
