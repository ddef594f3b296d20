#include "alembic/hosts/naming.h"

#include "base/translation.h"

#include <QRegularExpression>

namespace retort::hosts {

using namespace Qt::StringLiterals;

namespace {

QString labelOf(const NamedThing &thing, const QString &column)
{
    QString label = thing.table.name + QLatin1Char('_') + column;
    if (!thing.table.schema.isEmpty())
        label = QString(thing.table.schema).replace(u'.', u'_') + QLatin1Char('_') + label;
    return label;
}

QString columnPart(const NamedThing &thing, const QString &attribute, qsizetype index)
{
    if (index >= thing.columns.size())
        return {};
    const QString column = thing.columns.at(index);
    if (attribute == u"label")
        return labelOf(thing, column);
    return attribute == u"key" ? thing.keys.value(index, column) : column;
}

/// %(column_0_name)s, %(column_1_key)s, %(column_0N_label)s, %(column_0_N_name)s, %(referred_column_0_name)s.
std::optional<QString> columnToken(const NamedThing &thing, const QString &token)
{
    static const QRegularExpression pattern(u"^(referred_)?column_(\\d+)(_?N)?_(name|label|key)$"_s);
    const QRegularExpressionMatch match = pattern.match(token);
    if (!match.hasMatch())
        return {};
    const bool referred = !match.captured(1).isEmpty();
    const auto part = [&](qsizetype index) {
        return referred ? thing.referredColumns.value(index) : columnPart(thing, match.captured(4), index);
    };
    const QString many = match.captured(3);
    if (many.isEmpty())
        return part(match.captured(2).toLongLong());
    QStringList parts;
    for (qsizetype i = 0; i < thing.columns.size(); ++i)
        parts.append(part(i));
    return parts.join(many.startsWith(u'_') ? u"_"_s : QString());
}

std::optional<QString> tokenText(const Name &given, const NamedThing &thing, const QString &token)
{
    if (token == u"table_name")
        return thing.table.name;
    if (token == u"referred_table_name")
        return thing.referredTable;
    if (token == u"constraint_name")
        return given.text;
    return columnToken(thing, token);
}

} // namespace

Result<Name> conventionalName(const Name &given, const NamedThing &thing, const QMap<QString, QString> &convention)
{
    QString form = convention.value(thing.kind);
    // SQLAlchemy's own convention has this one entry, and a given convention replaces it whole.
    if (convention.isEmpty() && thing.kind == u"ix")
        form = u"ix_%(column_0_label)s"_s;
    if (given.conventional || form.isEmpty())
        return given;
    const bool namesConstraint = form.contains("constraint_name"_L1);
    if (!given.isEmpty() && !namesConstraint)
        return given;
    if (given.isEmpty() && namesConstraint)
        return Error{u"InvalidRequestError"_s,
                     u"Naming convention including %(constraint_name)s token requires that constraint is explicitly named."_s,
                     {}};
    static const QRegularExpression token(u"%\\((\\w+)\\)s|%%"_s);
    QString text;
    qsizetype end = 0;
    auto matches = token.globalMatch(form);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        text += form.mid(end, match.capturedStart() - end);
        end = match.capturedEnd();
        if (match.captured(1).isEmpty()) {
            text += u'%';
            continue;
        }
        const std::optional<QString> value = tokenText(given, thing, match.captured(1));
        if (!value) {
            return Error{
                u"alembic.not-understood"_s, tr("the naming convention uses %1, which only Python can answer").arg(match.captured()), {}};
        }
        text += *value;
    }
    return Name(text + form.mid(end), true);
}

} // namespace retort::hosts
