#include "autogenerate/typecode.h"

#include "alembic/hosts/typetable.h"

#include <algorithm>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;
using hosts::TypeEntry;

namespace {

QString dialectOf(const SqlType &type)
{
    static const QStringList dialects{u"postgresql"_s, u"mysql"_s, u"sqlite"_s, u"mssql"_s, u"oracle"_s};
    const QString before = type.name.section(u'.', 0, 0);
    return type.name.contains(u'.') && dialects.contains(before) ? before : QString();
}

/// The parameters in the order in which repr() shows them.
QStringList parametersOf(const TypeEntry &entry)
{
    const QStringList positional = QString(entry.positional).split(u',', Qt::SkipEmptyParts);
    const QStringList keywords = QString(entry.keywords).split(u',', Qt::SkipEmptyParts);
    const bool isMySql = entry.name.startsWith("mysql."_L1);
    if (entry.name == "mysql.ENUM"_L1 || entry.name == "mysql.SET"_L1)
        return {u"charset"_s, u"collation"_s, u"ascii"_s, u"unicode"_s, u"binary"_s, u"national"_s, u"retrieve_as_bitwise"_s};
    if (entry.derivesFrom(u"Enum")) {
        return {u"name"_s,   u"schema"_s,      u"inherit_schema"_s, u"metadata"_s, u"native_enum"_s, u"create_constraint"_s,
                u"length"_s, u"create_type"_s, u"quote"_s};
    }
    if (isMySql && (keywords.contains(u"charset"_s) || entry.className() == "NUMERIC"_L1 || entry.className() == "DECIMAL"_L1)) {
        const QStringList last =
            positional + (keywords.contains(u"decimal_return_scale"_s) ? QStringList{u"decimal_return_scale"_s} : QStringList());
        QStringList first = keywords;
        first.removeAll(u"decimal_return_scale"_s);
        return first + last;
    }
    return positional + keywords;
}

/// What repr() leaves out.
QString defaultOf(const TypeEntry &entry, const QString &parameter)
{
    if (parameter == "asdecimal"_L1)
        return entry.derivesFrom(u"Float") ? u"False"_s : u"True"_s;
    static const QStringList trueByDefault{u"as_uuid"_s, u"native_uuid"_s, u"native_enum"_s, u"create_type"_s, u"native"_s};
    if (trueByDefault.contains(parameter))
        return u"True"_s;
    static const QStringList withoutDefault{u"length"_s,
                                            u"collation"_s,
                                            u"precision"_s,
                                            u"scale"_s,
                                            u"fsp"_s,
                                            u"display_width"_s,
                                            u"charset"_s,
                                            u"name"_s,
                                            u"schema"_s,
                                            u"fields"_s,
                                            u"dimensions"_s,
                                            u"decimal_return_scale"_s,
                                            u"second_precision"_s,
                                            u"day_precision"_s,
                                            u"binary_precision"_s,
                                            u"dim"_s,
                                            u"constraint_name"_s,
                                            u"not_null"_s,
                                            u"check"_s,
                                            u"default"_s,
                                            u"quote"_s,
                                            u"storage_type"_s,
                                            u"inherit_schema"_s};
    return withoutDefault.contains(parameter) && parameter != "inherit_schema"_L1 ? u"None"_s : u"False"_s;
}

class TypeWriter
{
public:
    TypeWriter(const SqlType &type, const TypeEntry &entry, PythonCode &code) : m_type(type), m_entry(entry), m_code(code) {}

    QString arguments()
    {
        for (const QString &value : m_type.values)
            m_parts.append(repr(value));
        if (m_type.name == "postgresql.DOMAIN"_L1)
            m_parts.append(repr(m_type.text(u"name"_s)));
        for (const SqlType &child : m_type.children)
            m_parts.append(typeCode(child, m_code));
        for (const QString &parameter : parametersOf(m_entry))
            add(parameter);
        if (m_entry.derivesFrom(u"postgresql.JSON"))
            m_parts.append(u"astext_type=sa.Text()"_s);
        if (m_type.name == "postgresql.HSTORE"_L1)
            m_parts.append(u"text_type=sa.Text()"_s);
        return m_parts.join(u", "_s);
    }

private:
    void add(const QString &parameter)
    {
        const bool isShownAlways = parameter == alwaysShown();
        const QString standard = isShownAlways ? QString() : defaultOf(m_entry, parameter);
        QString value = given(parameter);
        if (value.isEmpty() && isShownAlways)
            value = shownValue();
        if (m_type.name.startsWith("mysql."_L1) && parameter == "asdecimal"_L1 && isShownAlways && value == "False"_L1)
            return; // SQLAlchemy shows the default of these types, and not the other value
        if (value.isEmpty() || value == standard)
            return;
        if (parameter == "metadata"_L1)
            m_code.fail(u"metadata="_s);
        m_parts.append(parameter % u'=' % value);
    }

    [[nodiscard]] QString given(const QString &parameter)
    {
        const auto it = m_type.arguments.constFind(parameter);
        if (it == m_type.arguments.cend() || (m_type.name == "postgresql.DOMAIN"_L1 && parameter == "name"_L1))
            return {};
        if (parameter == "length"_L1 && m_entry.derivesFrom(u"Enum") && it->text.toInt() == longestValue())
            return {};
        if (m_type.name == "postgresql.BIT"_L1 && parameter == "length"_L1 && it->text.toInt() == 0)
            return m_type.flag(u"varying"_s) ? QString() : u"1"_s;
        const auto value = repr(*it);
        return value ? *value : m_code.fail(m_type.name % u'(' % parameter % u"=)"_s);
    }

    /// A parameter that repr() shows whether it was given or not.
    [[nodiscard]] QString alwaysShown() const
    {
        if (m_type.name == "mysql.DOUBLE"_L1 || m_type.name == "mysql.REAL"_L1 || m_type.name == "oracle.NUMBER"_L1)
            return u"asdecimal"_s;
        if (m_type.name == "mysql.NCHAR"_L1 || m_type.name == "mysql.NVARCHAR"_L1)
            return u"national"_s;
        return m_type.name == "postgresql.BIT"_L1 && !m_type.flag(u"varying"_s) ? u"length"_s : QString();
    }

    [[nodiscard]] QString shownValue() const
    {
        if (m_type.name == "postgresql.BIT"_L1)
            return u"1"_s;
        if (m_type.name != "oracle.NUMBER"_L1)
            return u"True"_s;
        return repr(m_type.has(u"scale"_s) && m_type.arguments[u"scale"_s].text.toInt() > 0);
    }

    [[nodiscard]] int longestValue() const
    {
        qsizetype longest = 0;
        for (const QString &value : m_type.values)
            longest = std::max(longest, value.toUcs4().size());
        return int(longest);
    }

    const SqlType &m_type;
    const TypeEntry &m_entry;
    PythonCode &m_code;
    QStringList m_parts;
};

/// A type of the project's own, as repr() shows a TypeDecorator: with the arguments of what it decorates. Where that is not known, what it
/// decorates: the column is the same.
QString decoratorCode(const SqlType &type, PythonCode &code)
{
    static const QStringList plain{u"Text"_s,  u"String"_s,  u"Integer"_s, u"Unicode"_s,    u"LargeBinary"_s,  u"JSON"_s,    u"DateTime"_s,
                                   u"CHAR"_s,  u"Uuid"_s,    u"Numeric"_s, u"BigInteger"_s, u"SmallInteger"_s, u"VARCHAR"_s, u"Date"_s,
                                   u"Float"_s, u"Boolean"_s, u"TEXT"_s,    u"BINARY"_s,     u"UnicodeText"_s};
    const SqlType &decorated = type.children.front();
    const TypeEntry *entry = hosts::typeEntry(decorated.name);
    const QString module = type.text(u"module"_s);
    if (entry == nullptr || module.isEmpty() || !plain.contains(decorated.name))
        return typeCode(decorated, code);
    code.import(u"import "_s + module);
    return module % u'.' % type.text(u"class"_s) % u'(' % TypeWriter(decorated, *entry, code).arguments() % u')';
}

QString withoutVariants(const SqlType &type, PythonCode &code)
{
    if (type.name == "TypeDecorator"_L1 && !type.children.empty())
        return decoratorCode(type, code);
    const TypeEntry *entry = hosts::typeEntry(type.name);
    if (!entry)
        return code.fail(type.name);
    const QString dialect = dialectOf(type);
    QString module = type.isNull() ? u"sa.types."_s : u"sa."_s; // sqlalchemy itself does not have NullType
    if (!dialect.isEmpty()) {
        code.import(u"from sqlalchemy.dialects import "_s + dialect);
        module = dialect + u'.';
    } else if (type.name == "sqlmodel.AutoString"_L1) {
        code.import(u"import sqlmodel"_s);
        module = u"sqlmodel.sql.sqltypes."_s;
    } else if (type.name.contains(u'.')) {
        return code.fail(type.name);
    }
    return module % entry->className() % u'(' % TypeWriter(type, *entry, code).arguments() % u')';
}

} // namespace

QString typeCode(const SqlType &type, PythonCode &code)
{
    QString text = withoutVariants(type, code);
    QMap<QString, const SqlType *> variants;
    for (const SqlType::Variant &variant : type.variants)
        variants.insert(variant.dialect, &variant.type);
    for (auto it = variants.begin(); it != variants.end(); ++it)
        text += u".with_variant("_s % withoutVariants(**it, code) % u", "_s % repr(it.key()) % u')';
    return text;
}

} // namespace retort::autogenerate
