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

/// What simplejson writes as json does. Decimals and named tuples, which it writes otherwise, are not understood, nor is what is no number.
constexpr auto simpleJson = R"py(
import json
from decimal import Decimal
from json import JSONDecodeError
from sqlalchemy_orm_host import is_unknown, not_understood

def _check(value):
    if is_unknown(value):
        return
    if isinstance(value, Decimal) or hasattr(value, '_asdict') or hasattr(value, 'for_json'):
        not_understood('what simplejson makes of this value is not understood')
    if isinstance(value, dict):
        for key, item in value.items():
            if not is_unknown(key) and not isinstance(key, (str, int)):
                not_understood('what simplejson makes of this key is not understood')
            _check(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item)
    elif isinstance(value, float) and value in (float('inf'), float('-inf')) or value != value:
        not_understood('what simplejson makes of this number is not understood')

def dumps(obj, **keywords):
    _check(obj)
    for name in ('ignore_nan', 'allow_nan'):
        keywords.pop(name, None)
    for name in ('cls', 'indent', 'separators'):
        if keywords.get(name, 0) is None:
            keywords.pop(name)
    encoding = keywords.pop('encoding', None)
    if encoding not in (None, 'utf-8') or any(name not in ('indent', 'sort_keys', 'default', 'ensure_ascii', 'separators') for name in keywords):
        not_understood('these arguments of simplejson.dumps() are not understood')
    default = keywords.pop('default', None)
    if default is None:
        return json.dumps(obj, **keywords)
    def checked(value):
        _check(value)
        made = default(value)
        _check(made)
        return made
    return json.dumps(obj, default=checked, **keywords)

def loads(s, encoding=None, **keywords):
    keywords.pop('allow_nan', None)
    if keywords.get('object_hook', 0) is None:
        keywords.pop('object_hook')
    if encoding not in (None, 'utf-8') or any(name != 'object_hook' for name in keywords):
        not_understood('these arguments of simplejson.loads() are not understood')
    if isinstance(s, str) and ('NaN' in s or 'Infinity' in s):
        not_understood('what simplejson makes of what is no number is not understood')
    return json.loads(s, **keywords)

def __getattr__(name):
    not_understood('simplejson.' + name + ' is not understood')
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
    add(u"simplejson"_s, simpleJson);
    add(u"oslo_log"_s, "", true);
    add(u"oslo_log.log"_s, osloLog);
    add(u"lazy_object_proxy"_s, lazyObjectProxy);
}

} // namespace retort::hosts
