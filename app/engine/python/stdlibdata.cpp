#include "python/stdlib.h"

namespace retort::python {

using namespace Qt::StringLiterals;

QByteArray dataSource(const QString &name)
{
    if (name == "textwrap"_L1)
        return R"py(
def dedent(text):
    lines = text.split('\n')
    margin = None
    for line in lines:
        body = line.lstrip(' \t')
        if not body:
            continue
        indent = line[:len(line) - len(body)]
        if margin is None or indent.startswith(margin):
            margin = indent if margin is None else margin
        else:
            common = 0
            while common < len(margin) and common < len(indent) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    margin = margin or ''
    return '\n'.join('' if not line.strip(' \t') else line[len(margin):] for line in lines)
def indent(text, prefix, predicate=None):
    return ''.join(prefix + line if (predicate(line) if predicate else line.strip()) else line for line in text.splitlines(True))
def wrap(text, *args, **keywords): return _unknown("textwrap.wrap is not supported")
def fill(text, *args, **keywords): return _unknown("textwrap.fill is not supported")
def shorten(text, *args, **keywords): return _unknown("textwrap.shorten is not supported")
)py";
    if (name == "string"_L1)
        return R"py(
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
whitespace = ' \t\n\r\v\f'
def capwords(text, sep=None): return (sep or ' ').join(word.capitalize() for word in text.split(sep))
)py";
    if (name == "copy"_L1)
        return R"py(
def copy(value):
    if type(value) in (list, dict, set):
        return value.copy()
    if isinstance(value, (int, float, str, bytes, tuple, frozenset, bool, type(None), type)):
        return value
    if hasattr(value, '__copy__'):
        return value.__copy__()
    return _unknown("copy.copy() of this object is not supported")
def deepcopy(value, memo=None):
    if type(value) is list:
        return [deepcopy(item) for item in value]
    if type(value) is tuple:
        return tuple(deepcopy(item) for item in value)
    if type(value) is dict:
        return {deepcopy(key): deepcopy(item) for key, item in value.items()}
    if type(value) is set:
        return {deepcopy(item) for item in value}
    if isinstance(value, (int, float, str, bytes, frozenset, bool, type(None), type)):
        return value
    if hasattr(value, '__deepcopy__'):
        return value.__deepcopy__({})
    return _unknown("copy.deepcopy() of this object is not supported")
)py";
    if (name == "json"_L1)
        return R"py(
class JSONDecodeError(ValueError): pass
_escapes = {'"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b'}
def _quoted(text, ensure_ascii):
    parts = ['"']
    for c in text:
        code = ord(c)
        if c in _escapes:
            parts.append(_escapes[c])
        elif code < 32 or (ensure_ascii and 127 <= code < 65536 and code != 127):
            parts.append('\\u%04x' % code)
        elif ensure_ascii and code >= 65536:
            code -= 65536
            parts.append('\\u%04x\\u%04x' % (0xd800 + (code >> 10), 0xdc00 + (code & 1023)))
        else:
            parts.append(c)
    parts.append('"')
    return ''.join(parts)
class JSONEncoder:
    def default(self, value): raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
def _key(key):
    if isinstance(key, str): return key
    if key is True: return 'true'
    if key is False: return 'false'
    if key is None: return 'null'
    if isinstance(key, (int, float)): return repr(key)
    raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")
def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False):
    if separators is None:
        separators = (', ', ': ') if indent is None else (',', ': ')
    if isinstance(indent, int):
        indent = ' ' * indent
    if default is None:
        default = (cls or JSONEncoder)().default
    def write(value, level):
        if isinstance(value, str): return _quoted(value, ensure_ascii)
        if value is None: return 'null'
        if value is True: return 'true'
        if value is False: return 'false'
        if isinstance(value, int): return int.__repr__(int(value))
        if isinstance(value, float):
            if value != value: return 'NaN'
            if value in (float('inf'), float('-inf')): return 'Infinity' if value > 0 else '-Infinity'
            return repr(value)
        if isinstance(value, (list, tuple)):
            parts = [write(item, level + 1) for item in value]
            opening, closing = '[', ']'
        elif isinstance(value, dict):
            entries = list(value.items())
            if sort_keys:
                entries = sorted(entries)
            parts = [_quoted(_key(key), ensure_ascii) + separators[1] + write(item, level + 1) for key, item in entries]
            opening, closing = '{', '}'
        else:
            return write(default(value), level)
        if not parts: return opening + closing
        if indent is None: return opening + separators[0].join(parts) + closing
        inner = '\n' + indent * (level + 1)
        return opening + inner + (separators[0] + inner).join(parts) + '\n' + indent * level + closing
    return write(obj, 0)
_blank = ' \t\n\r'
_plain = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
def loads(text, **keywords):
    if keywords:
        return _unknown("options of json.loads are not supported")
    if isinstance(text, bytes):
        text = text.decode('utf-8')
    end = len(text)
    def fail(message, at): raise JSONDecodeError(f"{message}: line {text.count(chr(10), 0, at) + 1} column {at - text.rfind(chr(10), 0, at)} (char {at})")
    def skip(at):
        while at < end and text[at] in _blank:
            at += 1
        return at
    def string(at):
        parts = []
        while True:
            begin = at
            while at < end and text[at] != '"' and text[at] != '\\':
                at += 1
            parts.append(text[begin:at])
            if at >= end:
                fail("Unterminated string starting at", begin)
            if text[at] == '"':
                return ''.join(parts), at + 1
            c = text[at + 1]
            if c == 'u':
                code = int(text[at + 2:at + 6], 16)
                at += 6
                if 0xd800 <= code < 0xdc00 and text[at:at + 2] == '\\u':
                    code = 0x10000 + ((code - 0xd800) << 10) + (int(text[at + 2:at + 6], 16) - 0xdc00)
                    at += 6
                parts.append(chr(code))
            else:
                parts.append(_plain[c])
                at += 2
    def value(at):
        at = skip(at)
        if at >= end:
            fail("Expecting value", at)
        c = text[at]
        if c == '"':
            return string(at + 1)
        if c == '{':
            result = {}
            at = skip(at + 1)
            if text[at:at + 1] == '}':
                return result, at + 1
            while True:
                at = skip(at)
                if text[at:at + 1] != '"':
                    fail("Expecting property name enclosed in double quotes", at)
                key, at = string(at + 1)
                at = skip(at)
                if text[at:at + 1] != ':':
                    fail("Expecting ':' delimiter", at)
                result[key], at = value(at + 1)
                at = skip(at)
                if text[at:at + 1] == '}':
                    return result, at + 1
                if text[at:at + 1] != ',':
                    fail("Expecting ',' delimiter", at)
                at += 1
        if c == '[':
            result = []
            at = skip(at + 1)
            if text[at:at + 1] == ']':
                return result, at + 1
            while True:
                item, at = value(at)
                result.append(item)
                at = skip(at)
                if text[at:at + 1] == ']':
                    return result, at + 1
                if text[at:at + 1] != ',':
                    fail("Expecting ',' delimiter", at)
                at += 1
        for word, meaning in (('true', True), ('false', False), ('null', None)):
            if text.startswith(word, at):
                return meaning, at + len(word)
        begin = at
        while at < end and text[at] in '+-0123456789.eE':
            at += 1
        if at == begin:
            fail("Expecting value", at)
        number = text[begin:at]
        return (float(number) if '.' in number or 'e' in number or 'E' in number else int(number)), at
    result, at = value(0)
    at = skip(at)
    if at != end:
        fail("Extra data", at)
    return result
def load(file, **keywords): return loads(file.read(), **keywords)
)py";
    if (name == "re"_L1)
        return R"py(
A = ASCII = 256
I = IGNORECASE = 2
M = MULTILINE = 8
S = DOTALL = 16
X = VERBOSE = 64
U = UNICODE = 32
class error(Exception): pass
class Match:
    def __init__(self, pattern, text, spans, names):
        self.re = pattern
        self.string = text
        self.spans = spans
        self.names = names
    def _span(self, group):
        if isinstance(group, str):
            if group not in self.names:
                raise IndexError("no such group")
            group = self.names[group]
        if group >= len(self.spans):
            raise IndexError("no such group")
        return self.spans[group]
    def _one(self, group, default=None):
        start, end = self._span(group)
        return default if start < 0 else self.string[start:end]
    def group(self, *groups):
        if len(groups) < 2:
            return self._one(groups[0] if groups else 0)
        return tuple(self._one(group) for group in groups)
    def __getitem__(self, group): return self._one(group)
    def groups(self, default=None): return tuple(self._one(i, default) for i in range(1, len(self.spans)))
    def groupdict(self, default=None): return {name: self._one(name, default) for name in self.names}
    def start(self, group=0): return self._span(group)[0]
    def end(self, group=0): return self._span(group)[1]
    def span(self, group=0): return self._span(group)
    def __bool__(self): return True
class Pattern:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.flags = flags
    def _find(self, pattern, text, at, anchored):
        found = __find__(pattern, self.flags, text, at, anchored)
        return None if found is None else Match(self, text, found[0], found[1])
    def search(self, text): return self._find(self.pattern, text, 0, False)
    def match(self, text): return self._find(self.pattern, text, 0, True)
    def fullmatch(self, text): return self._find('(?:' + self.pattern + r')(?!.|\n)', text, 0, True)
    def finditer(self, text):
        at = 0
        while at <= len(text):
            found = self._find(self.pattern, text, at, False)
            if found is None:
                return
            yield found
            at = found.end() if found.end() > found.start() else found.end() + 1
    def findall(self, text):
        result = []
        for found in self.finditer(text):
            groups = found.groups('')
            result.append(found.group() if not groups else groups[0] if len(groups) == 1 else groups)
        return result
    def sub(self, replacement, text, count=0): return self.subn(replacement, text, count)[0]
    def subn(self, replacement, text, count=0):
        parts = []
        at = 0
        made = 0
        for found in self.finditer(text):
            if count and made >= count:
                break
            parts.append(text[at:found.start()])
            parts.append(replacement(found) if callable(replacement) else _expand(replacement, found))
            at = found.end()
            made += 1
        parts.append(text[at:])
        return ''.join(parts), made
    def split(self, text, maxsplit=0):
        parts = []
        at = 0
        for found in self.finditer(text):
            if maxsplit and len(parts) >= maxsplit:
                break
            parts.append(text[at:found.start()])
            parts.extend(found.groups())
            at = found.end()
        parts.append(text[at:])
        return parts
def _expand(template, found):
    if '\\' not in template:
        return template
    parts = []
    at = 0
    while at < len(template):
        c = template[at]
        if c != '\\' or at + 1 >= len(template):
            parts.append(c)
            at += 1
            continue
        c = template[at + 1]
        if c.isdigit() and not template[at + 2:at + 3].isdigit() and c != '0':
            parts.append(found._one(int(c), ''))
            at += 2
        elif c == 'g' and template[at + 2:at + 3] == '<':
            end = template.index('>', at)
            name = template[at + 3:end]
            parts.append(found._one(int(name) if name.isdigit() else name, ''))
            at = end + 1
        elif c == 'n':
            parts.append('\n')
            at += 2
        elif c == '\\':
            parts.append('\\')
            at += 2
        else:
            return _unknown("this replacement template is not supported")
    return ''.join(parts)
def compile(pattern, flags=0): return pattern if isinstance(pattern, Pattern) else Pattern(pattern, int(flags))
def search(pattern, text, flags=0): return compile(pattern, flags).search(text)
def match(pattern, text, flags=0): return compile(pattern, flags).match(text)
def fullmatch(pattern, text, flags=0): return compile(pattern, flags).fullmatch(text)
def findall(pattern, text, flags=0): return compile(pattern, flags).findall(text)
def finditer(pattern, text, flags=0): return compile(pattern, flags).finditer(text)
def sub(pattern, replacement, text, count=0, flags=0): return compile(pattern, flags).sub(replacement, text, count)
def subn(pattern, replacement, text, count=0, flags=0): return compile(pattern, flags).subn(replacement, text, count)
def split(pattern, text, maxsplit=0, flags=0): return compile(pattern, flags).split(text, maxsplit)
def escape(text): return ''.join('\\' + c if c in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f' else c for c in text)
)py";
    return {};
}

} // namespace retort::python
