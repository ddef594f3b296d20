// Every program ends within its budgets, whatever it does.
#include "fuzztarget.h"

#include "python/interpreter.h"
#include "python/parser.h"

using namespace retort;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto source =
        python::decodeSource(QStringLiteral("program.py"), QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!source)
        return 0;
    const python::Module module = python::parse(*source);
    if (!module.diagnostics.isEmpty())
        return 0;
    python::ModuleLoader loader;
    python::Budgets budgets;
    budgets.steps = 5000;
    budgets.depth = 40;
    budgets.bytes = 16 << 20;
    python::Interpreter interpreter(loader, budgets);
    const python::Outcome loaded = interpreter.runModule(module, QStringLiteral("program"));
    if (!loaded.finished())
        return 0;
    const python::Value upgrade = loaded.value.storedAttribute(QLatin1StringView("upgrade"));
    if (!upgrade.isUnset())
        (void)interpreter.callFunction(upgrade);
    return 0;
}
