#include "autogenerate/pythoncode.h"

#include "base/translation.h"
#include "python/textformat.h"

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

QString repr(const QString &text)
{
    return python::quotedText(text);
}

QString repr(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted.append(repr(text));
    return u'[' % quoted.join(u", "_s) % u']';
}

QString repr(bool value)
{
    return value ? u"True"_s : u"False"_s;
}

std::optional<QString> repr(const Literal &literal)
{
    switch (literal.kind) {
    case Literal::Kind::Null: return u"None"_s;
    case Literal::Kind::Boolean: return repr(literal.text == "true"_L1);
    case Literal::Kind::Integer:
    case Literal::Kind::Float: return literal.text;
    case Literal::Kind::String: return repr(literal.text);
    case Literal::Kind::Array: break;
    default: return std::nullopt;
    }
    QStringList items;
    for (const Literal &item : literal.items) {
        const auto text = repr(item);
        if (!text)
            return std::nullopt;
        items.append(*text);
    }
    return QString(u'[' % items.join(u", "_s) % u']');
}

QString PythonCode::fail(const QString &what)
{
    if (!m_error)
        m_error = Error{u"render.not-understood"_s, tr("There is no Python code for this: %1.").arg(what), {}};
    return {};
}

QStringList PythonCode::imports() const
{
    QStringList lines(m_imports.begin(), m_imports.end());
    lines.sort();
    return lines;
}

QString PythonCode::sql(const SqlExpression &expression)
{
    const auto text = m_dialect.ddlExpression(expression, m_mode);
    return text ? *text : fail(text.error().message);
}

QString PythonCode::textElement(const SqlExpression &expression)
{
    return u"sa.text("_s % repr(sql(expression)) % u')';
}

QString PythonCode::name(const Name &name) const
{
    if (name.isEmpty())
        return u"None"_s;
    return name.conventional ? QString(prefix % u"f("_s % repr(name.text) % u')') : repr(name.text);
}

namespace {

/// Lengths and storage parameters are numbers.
QString numberOrText(const QString &value)
{
    bool isNumber = false;
    value.toLongLong(&isNumber);
    return isNumber ? value : repr(value);
}

} // namespace

/// The condition of an index that PostgreSQL tells of is a str.
QString PythonCode::optionCode(const QString &option, const SqlExpression &expression)
{
    using Kind = SqlExpression::Kind;
    const bool isReflected = option == "postgresql_where"_L1 && expression.kind == Kind::LiteralColumn;
    return isReflected || expression.kind == Kind::Column ? repr(expression.text) : textElement(expression);
}

QStringList PythonCode::options(const DialectOptions &options)
{
    QMap<QString, QString> rendered;
    for (auto it = options.values.begin(); it != options.values.end(); ++it) {
        const auto value = repr(it.value());
        rendered.insert(it.key(), value ? *value : fail(it.key()));
    }
    for (auto it = options.expressions.begin(); it != options.expressions.end(); ++it)
        rendered.insert(it.key(), optionCode(it.key(), *it));
    for (auto it = options.mappings.begin(); it != options.mappings.end(); ++it) {
        QStringList entries;
        for (auto entry = it->begin(); entry != it->end(); ++entry)
            entries.append(repr(entry.key()) % u": "_s % numberOrText(entry.value()));
        rendered.insert(it.key(), u'{' % entries.join(u", "_s) % u'}');
    }
    QStringList result;
    for (auto it = rendered.begin(); it != rendered.end(); ++it)
        result.append(it.key() % u'=' % it.value());
    return result;
}

} // namespace retort::autogenerate
