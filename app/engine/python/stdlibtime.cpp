#include "python/stdlib.h"

namespace retort::python {

using namespace Qt::StringLiterals;

QByteArray timeSource(const QString &name)
{
    if (name == "datetime"_L1)
        return R"py(
MINYEAR = 1
MAXYEAR = 9999
_lengths = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_days = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_fulldays = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_months = ('', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December')
def _leap(year): return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
def _length(year, month): return 29 if month == 2 and _leap(year) else _lengths[month]
def _ordinal(year, month, day):
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + sum(_length(year, m) for m in range(1, month)) + day
def _from_ordinal(n):
    if n < 1 or n > 3652059:
        raise OverflowError("date value out of range")
    year = n // 366 + 1
    while _ordinal(year + 1, 1, 1) <= n:
        year += 1
    month = 1
    day = n - _ordinal(year, 1, 1) + 1
    while day > _length(year, month):
        day -= _length(year, month)
        month += 1
    return year, month, day
class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = (days + weeks * 7) * 86400000000 + (seconds + minutes * 60 + hours * 3600) * 1000000 + milliseconds * 1000 + microseconds
        total = round(total)
        self.days = total // 86400000000
        self.seconds = total // 1000000 % 86400
        self.microseconds = total % 1000000
    def _us(self): return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds
    def total_seconds(self): return self._us() / 1000000
    def __add__(self, other): return timedelta(microseconds=self._us() + other._us()) if isinstance(other, timedelta) else NotImplemented
    def __sub__(self, other): return timedelta(microseconds=self._us() - other._us()) if isinstance(other, timedelta) else NotImplemented
    def __mul__(self, other): return timedelta(microseconds=self._us() * other)
    __rmul__ = __mul__
    def __truediv__(self, other): return self._us() / other._us() if isinstance(other, timedelta) else timedelta(microseconds=self._us() / other)
    def __floordiv__(self, other): return self._us() // other._us() if isinstance(other, timedelta) else timedelta(microseconds=self._us() // other)
    def __neg__(self): return timedelta(microseconds=-self._us())
    def __abs__(self): return timedelta(microseconds=abs(self._us()))
    def __bool__(self): return self._us() != 0
    def __eq__(self, other): return isinstance(other, timedelta) and self._us() == other._us()
    def __lt__(self, other): return self._us() < other._us()
    def __le__(self, other): return self._us() <= other._us()
    def __gt__(self, other): return self._us() > other._us()
    def __ge__(self, other): return self._us() >= other._us()
    def __str__(self):
        text = '%d:%02d:%02d' % (self.seconds // 3600, self.seconds // 60 % 60, self.seconds % 60)
        if self.days:
            text = '%d day%s, ' % (self.days, '' if abs(self.days) == 1 else 's') + text
        return text + ('.%06d' % self.microseconds if self.microseconds else '')
    def __repr__(self):
        parts = [f'{name}={getattr(self, name)}' for name in ('days', 'seconds', 'microseconds') if getattr(self, name)]
        return 'datetime.timedelta(' + (', '.join(parts) or '0') + ')'
class tzinfo: pass
class timezone(tzinfo):
    def __init__(self, offset, name=None):
        self.offset = offset
        self.label = name
    def utcoffset(self, moment): return self.offset
    def tzname(self, moment):
        if self.label is not None: return self.label
        return 'UTC' + (_offset(self.offset) if self.offset else '')
    def __eq__(self, other): return isinstance(other, timezone) and self.offset == other.offset
    def __str__(self): return self.tzname(None)
    def __repr__(self): return 'datetime.timezone.utc' if self is timezone.utc else f'datetime.timezone({self.offset!r})'
timezone.utc = timezone(timedelta(0))
UTC = timezone.utc
def _offset(offset):
    minutes = offset._us() // 60000000
    return '%s%02d:%02d' % ('-' if minutes < 0 else '+', abs(minutes) // 60, abs(minutes) % 60)
def _strftime(moment, pattern):
    parts = []
    at = 0
    while at < len(pattern):
        c = pattern[at]
        at += 1
        if c != '%':
            parts.append(c)
            continue
        c = pattern[at:at + 1]
        at += 1
        hour = getattr(moment, 'hour', 0)
        minute = getattr(moment, 'minute', 0)
        second = getattr(moment, 'second', 0)
        if c == 'Y': parts.append('%04d' % moment.year if moment.year >= 1000 else _unknown("years before 1000 differ between systems"))
        elif c == 'm': parts.append('%02d' % moment.month)
        elif c == 'd': parts.append('%02d' % moment.day)
        elif c == 'H': parts.append('%02d' % hour)
        elif c == 'I': parts.append('%02d' % ((hour + 11) % 12 + 1))
        elif c == 'M': parts.append('%02d' % minute)
        elif c == 'S': parts.append('%02d' % second)
        elif c == 'f': parts.append('%06d' % getattr(moment, 'microsecond', 0))
        elif c == 'p': parts.append('AM' if hour < 12 else 'PM')
        elif c == 'y': parts.append('%02d' % (moment.year % 100))
        elif c == 'j': parts.append('%03d' % (moment.toordinal() - _ordinal(moment.year, 1, 1) + 1))
        elif c == 'a': parts.append(_days[moment.weekday()])
        elif c == 'A': parts.append(_fulldays[moment.weekday()])
        elif c == 'b': parts.append(_months[moment.month][:3])
        elif c == 'B': parts.append(_months[moment.month])
        elif c == 'F': parts.append(_strftime(moment, '%Y-%m-%d'))
        elif c == 'T': parts.append(_strftime(moment, '%H:%M:%S'))
        elif c == '%': parts.append('%')
        else: return _unknown("this format of a date is not supported")
    return ''.join(parts)
def _check(year, month, day):
    if not 1 <= year <= 9999: raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12: raise ValueError('month must be in 1..12')
    if not 1 <= day <= _length(year, month): raise ValueError('day is out of range for month')
class date:
    def __init__(self, year, month, day):
        _check(year, month, day)
        self.year = year
        self.month = month
        self.day = day
    @classmethod
    def today(cls): return __chance__("the clock", lambda us, ahead: cls.fromordinal(_ordinal(1970, 1, 1) + (us + ahead) // 86400000000))
    @classmethod
    def fromtimestamp(cls, *args): return _unknown("the local time zone")
    @classmethod
    def fromordinal(cls, n): return cls(*_from_ordinal(n))
    @classmethod
    def fromisoformat(cls, text):
        if len(text) != 10 or text[4] != '-' or text[7] != '-': raise ValueError(f'Invalid isoformat string: {text!r}')
        return cls(int(text[:4]), int(text[5:7]), int(text[8:]))
    def toordinal(self): return _ordinal(self.year, self.month, self.day)
    def weekday(self): return (self.toordinal() + 6) % 7
    def isoweekday(self): return self.weekday() + 1
    def isoformat(self): return '%04d-%02d-%02d' % (self.year, self.month, self.day)
    def strftime(self, pattern): return _strftime(self, pattern)
    def __format__(self, pattern): return self.strftime(pattern) if pattern else str(self)
    def replace(self, year=None, month=None, day=None): return date(self.year if year is None else year, self.month if month is None else month, self.day if day is None else day)
    def __str__(self): return self.isoformat()
    def __repr__(self): return f'datetime.date({self.year}, {self.month}, {self.day})'
    def __hash__(self): return _hash_of(self)
    def __eq__(self, other): return isinstance(other, date) and not isinstance(other, datetime) and self.toordinal() == other.toordinal()
    def __lt__(self, other): return self.toordinal() < other.toordinal()
    def __le__(self, other): return self.toordinal() <= other.toordinal()
    def __gt__(self, other): return self.toordinal() > other.toordinal()
    def __ge__(self, other): return self.toordinal() >= other.toordinal()
    def __add__(self, other): return type(self).fromordinal(self.toordinal() + other.days) if isinstance(other, timedelta) else NotImplemented
    __radd__ = __add__
    def __sub__(self, other):
        if isinstance(other, timedelta): return self + -other
        return timedelta(self.toordinal() - other.toordinal())
class time:
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= microsecond < 1000000): raise ValueError('time out of range')
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo
    def isoformat(self): return _clock(self)
    def __str__(self): return self.isoformat()
    def __repr__(self): return _unknown("the repr() of a time is not supported")
    def __eq__(self, other): return isinstance(other, time) and _clock(self) == _clock(other)
    def __lt__(self, other): return _micro(self) < _micro(other)
def _micro(moment): return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1000000 + moment.microsecond
def _clock(moment):
    text = '%02d:%02d:%02d' % (moment.hour, moment.minute, moment.second)
    if moment.microsecond: text += '.%06d' % moment.microsecond
    if moment.tzinfo is not None: text += _offset(moment.tzinfo.utcoffset(moment))
    return text
class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check(year, month, day)
        if not 0 <= hour < 24: raise ValueError('hour must be in 0..23')
        if not 0 <= minute < 60: raise ValueError('minute must be in 0..59')
        if not 0 <= second < 60: raise ValueError('second must be in 0..59')
        if not 0 <= microsecond < 1000000: raise ValueError('microsecond must be in 0..999999')
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo
    @classmethod
    def now(cls, tz=None): return __chance__("the clock", lambda us, ahead: cls._at(us, ahead, tz))
    @classmethod
    def _at(cls, us, ahead, tz):
        if tz is None: return datetime(1970, 1, 1) + timedelta(microseconds=us + ahead)
        return datetime(1970, 1, 1, tzinfo=timezone.utc)._moved(us + tz.utcoffset(None)._us(), tz)
    @classmethod
    def utcnow(cls): return __chance__("the clock", lambda us, ahead: datetime(1970, 1, 1) + timedelta(microseconds=us))
    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        if tz is None: return _unknown("the local time zone")
        return datetime(1970, 1, 1, tzinfo=timezone.utc)._moved(round(timestamp * 1000000) + tz.utcoffset(None)._us(), tz)
    @classmethod
    def utcfromtimestamp(cls, timestamp): return datetime(1970, 1, 1) + timedelta(microseconds=round(timestamp * 1000000))
    @classmethod
    def strptime(cls, text, pattern): return _unknown("datetime.strptime is not supported")
    @classmethod
    def combine(cls, day, clock, tzinfo=None): return cls(day.year, day.month, day.day, clock.hour, clock.minute, clock.second, clock.microsecond, tzinfo or clock.tzinfo)
    @classmethod
    def fromisoformat(cls, text):
        day = date.fromisoformat(text[:10])
        rest = text[11:]
        zone = None
        if rest.endswith('Z'):
            rest, zone = rest[:-1], timezone.utc
        for sign in '+-':
            if sign in rest:
                rest, _, offset = rest.partition(sign)
                minutes = int(offset[:2]) * 60 + int(offset[-2:])
                zone = timezone(timedelta(minutes=minutes if sign == '+' else -minutes)) if minutes else timezone.utc
        clock, _, fraction = rest.partition('.')
        parts = [int(part) for part in clock.split(':')] if clock else []
        parts += [0] * (3 - len(parts))
        return cls(day.year, day.month, day.day, *parts, int((fraction + '000000')[:6]) if fraction else 0, zone)
    def _moved(self, microseconds, zone):
        total = self.toordinal() * 86400000000 + _micro(self) + microseconds
        year, month, day = _from_ordinal(total // 86400000000)
        total %= 86400000000
        return datetime(year, month, day, total // 3600000000, total // 60000000 % 60, total // 1000000 % 60, total % 1000000, zone)
    def _total(self):
        total = self.toordinal() * 86400000000 + _micro(self)
        return total if self.tzinfo is None else total - self.tzinfo.utcoffset(self)._us()
    def date(self): return date(self.year, self.month, self.day)
    def time(self): return time(self.hour, self.minute, self.second, self.microsecond)
    def utcoffset(self): return None if self.tzinfo is None else self.tzinfo.utcoffset(self)
    def timestamp(self):
        if self.tzinfo is None: return _unknown("the local time zone")
        return (self._total() - _ordinal(1970, 1, 1) * 86400000000) / 1000000
    def astimezone(self, tz=None):
        if tz is None or self.tzinfo is None: return _unknown("the local time zone")
        return self._moved(tz.utcoffset(self)._us() - self.tzinfo.utcoffset(self)._us(), tz)
    def replace(self, **changes):
        parts = {name: getattr(self, name) for name in ('year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo')}
        return datetime(**{**parts, **changes})
    def isoformat(self, sep='T', timespec='auto'):
        if timespec != 'auto': return _unknown("timespec is not supported")
        return '%04d-%02d-%02d' % (self.year, self.month, self.day) + sep + _clock(self)
    def __str__(self): return self.isoformat(' ')
    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond: parts.append(self.second)
        if self.microsecond: parts.append(self.microsecond)
        text = ', '.join(str(part) for part in parts)
        return f'datetime.datetime({text})' if self.tzinfo is None else f'datetime.datetime({text}, tzinfo={self.tzinfo!r})'
    def __hash__(self): return _hash_of(self)
    def __eq__(self, other): return isinstance(other, datetime) and (self.tzinfo is None) == (other.tzinfo is None) and self._total() == other._total()
    def _compared(self, other):
        if (self.tzinfo is None) != (other.tzinfo is None): raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return self._total() - other._total()
    def __lt__(self, other): return self._compared(other) < 0
    def __le__(self, other): return self._compared(other) <= 0
    def __gt__(self, other): return self._compared(other) > 0
    def __ge__(self, other): return self._compared(other) >= 0
    def __add__(self, other): return self._moved(other._us(), self.tzinfo) if isinstance(other, timedelta) else NotImplemented
    __radd__ = __add__
    def __sub__(self, other):
        if isinstance(other, timedelta): return self._moved(-other._us(), self.tzinfo)
        return timedelta(microseconds=self._compared(other))
def _hash_of(moment): return moment.toordinal()
date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
)py";
    if (name == "uuid"_L1)
        return R"py(
class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
        if hex is None and int is None and bytes is not None:
            hex = bytes.hex()
        if hex is None and int is not None:
            hex = '%032x' % int
        if hex is None:
            raise TypeError('one of the hex, bytes, bytes_le, fields, or int arguments must be given')
        hex = hex.replace('urn:', '').replace('uuid:', '').strip('{}').replace('-', '').lower()
        if len(hex) != 32 or hex.strip('0123456789abcdef'):
            raise ValueError('badly formed hexadecimal UUID string')
        self.hex = hex
    def __str__(self):
        h = self.hex
        return f'{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}'
    def __repr__(self): return f"UUID('{self}')"
    @property
    def int(self): return _to_int(self.hex)
    @property
    def version(self): return _to_int(self.hex[12])
    def __eq__(self, other): return isinstance(other, UUID) and self.hex == other.hex
    def __lt__(self, other): return self.hex < other.hex
    def __hash__(self): return self.int
def _to_int(text): return int(text, 16)
NAMESPACE_DNS = UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_URL = UUID('6ba7b811-9dad-11d1-80b4-00c04fd430c8')
NAMESPACE_OID = UUID('6ba7b812-9dad-11d1-80b4-00c04fd430c8')
def uuid1(*args): return _unknown("random")
def uuid4(): return __chance__("random", lambda hex: UUID(hex[:12] + '4' + hex[13:16] + '89ab'[_to_int(hex[16]) % 4] + hex[17:]))
def uuid3(namespace, name): return _unknown("uuid3 is not supported")
def uuid5(namespace, name): return _unknown("uuid5 is not supported")
)py";
    if (name == "decimal"_L1)
        return R"py(
class InvalidOperation(ArithmeticError): pass
class Decimal:
    def __init__(self, value='0'):
        if isinstance(value, Decimal):
            value = value.text
        if isinstance(value, float):
            value = _unknown("the exact value of a float as Decimal")
        text = str(value).strip().replace('_', '')
        digits = text.lstrip('+-').replace('.', '', 1)
        if not digits.isdigit():
            text = _unknown("this form of a Decimal is not supported")
        self.text = text.lstrip('+')
    def __str__(self): return self.text
    def __repr__(self): return f"Decimal('{self.text}')"
    def __int__(self): return int(self.text.split('.')[0] or '0')
    def __float__(self): return float(self.text)
    def __bool__(self): return bool(self.text.strip('-0.'))
    def _scaled(self):
        whole, _, fraction = self.text.partition('.')
        return int(whole + fraction), len(fraction)
    def _pair(self, other):
        if isinstance(other, int): other = Decimal(other)
        if not isinstance(other, Decimal): return None
        (a, x), (b, y) = self._scaled(), other._scaled()
        places = max(x, y)
        return a * 10 ** (places - x), b * 10 ** (places - y), places
    def __eq__(self, other):
        pair = self._pair(other)
        if pair is None: return _unknown("comparing a Decimal with this is not supported")
        return pair[0] == pair[1]
    def __lt__(self, other):
        pair = self._pair(other)
        return _unknown("comparing a Decimal with this is not supported") if pair is None else pair[0] < pair[1]
    def __le__(self, other): return self < other or self == other
    def __gt__(self, other): return not self <= other
    def __ge__(self, other): return not self < other
    def __hash__(self): return _unknown("the hash of a Decimal is not supported")
    def __add__(self, other): return _unknown("arithmetic with Decimal is not supported")
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = __add__
    def __neg__(self): return _unknown("arithmetic with Decimal is not supported")
    def quantize(self, *args, **keywords): return _unknown("arithmetic with Decimal is not supported")
def getcontext(): return _unknown("the decimal context is not supported")
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_DOWN = 'ROUND_DOWN'
ROUND_UP = 'ROUND_UP'
)py";
    if (name == "pathlib"_L1)
        return R"py(
from os import path as _path
class PurePath:
    def __init__(self, *parts):
        text = _path.join(*[str(part) for part in parts]) if parts else '.'
        pieces = [piece for piece in text.split('/') if piece and piece != '.']
        self._text = ('/' if text.startswith('/') else '') + '/'.join(pieces) or '.'
    def __str__(self): return self._text
    def __fspath__(self): return self._text
    def as_posix(self): return self._text
    def __repr__(self): return _unknown("the repr() of a path depends on the system")
    def __truediv__(self, other): return type(self)(self._text, str(other))
    def __eq__(self, other): return isinstance(other, PurePath) and self._text == other._text
    def __hash__(self): return _unknown("the hash of a path is not supported")
    def joinpath(self, *parts): return type(self)(self._text, *parts)
    @property
    def parent(self): return type(self)(_path.dirname(self._text) or '.')
    @property
    def parents(self):
        found = []
        at = self
        while at.parent != at:
            at = at.parent
            found.append(at)
        return found
    @property
    def name(self): return _path.basename(self._text)
    @property
    def stem(self): return _path.splitext(self.name)[0]
    @property
    def suffix(self): return _path.splitext(self.name)[1]
    def is_absolute(self): return self._text.startswith('/')
    def absolute(self): return self if self.is_absolute() else _unknown("the working directory is not known")
    def resolve(self, strict=False): return type(self)(_path.normpath(self._text)) if self.is_absolute() else _unknown("the working directory is not known")
    def with_suffix(self, suffix): return type(self)(_path.splitext(self._text)[0] + suffix)
    def with_name(self, name): return self.parent / name
    def __lt__(self, other): return self._text.split('/') < other._text.split('/')
    def exists(self): return _unknown("the program may not look at the disk")
    def is_file(self): return _unknown("the program may not look at the disk")
    is_dir = read_text = read_bytes = open = stat = is_file
    def glob(self, pattern):
        from _folders import listed # of whoever lets programs look at the project's folders
        return [type(self)(name) for name in listed(self._text, str(pattern))]
    def rglob(self, pattern): return self.glob('**/' + str(pattern))
    def iterdir(self): return self.glob('*')
    def write_text(self, *args, **keywords): return _unknown("the program may not write to the disk")
    mkdir = unlink = touch = write_bytes = rename = write_text
    @classmethod
    def cwd(cls): return _unknown("the working directory is not known")
    @classmethod
    def home(cls): return _unknown("the user's folder is not known")
class PurePosixPath(PurePath): pass
class Path(PurePath): pass
class PosixPath(Path): pass
)py";
    return {};
}

} // namespace retort::python
