#include "alembic/writing/revisiontemplate.h"

#include "alembic/writing/makotemplate.h"
#include "alembic/writing/templaterun.h"
#include "python/characters.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;
using python::Value;
using writing::TemplateRun;

namespace {

Value texts(const QStringList &items, bool asTuple)
{
    python::Values values;
    for (const QString &item : items)
        values.push_back(Value::string(item));
    return asTuple ? Value::tuple(std::move(values)) : Value::list(std::move(values));
}

/// None, the one item, or all of them, as alembic.script.revision.tuple_rev_as_scalar does it.
Value scalar(const QStringList &items, bool asTuple)
{
    if (items.isEmpty())
        return Value::none();
    return items.size() == 1 ? Value::string(items.first()) : texts(items, asTuple);
}

} // namespace

QString RevisionTemplate::slug(const QString &message, int length)
{
    QString words;
    bool inWord = false;
    for (const uint character : message.toUcs4()) {
        const bool isWord = python::isWordCharacter(character);
        if (isWord && !inWord && !words.isEmpty())
            words += u'_';
        if (isWord)
            words += QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1);
        inWord = isWord;
    }
    const QList<uint> characters = python::lowered(words).toUcs4();
    QList<uint> kept = characters;
    if (characters.size() > length) {
        // Python's [:length] counts a negative length from the end.
        kept = characters.first(length < 0 ? std::max(qsizetype(0), characters.size() + length) : length);
        if (const qsizetype cut = kept.lastIndexOf(u'_'); cut >= 0)
            kept.resize(cut);
        kept.append(u'_');
    }
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(kept.constData()), kept.size());
}

Result<QString> RevisionTemplate::fileName(const QString &revision, const QString &message, const CreateDate &createDate) const
{
    TemplateRun run(m_config);
    const auto number = [](qint64 value) { return Value::integer(value); };
    const Value values = Value::dict({{Value::string(u"rev"_s), Value::string(revision)},
                                      {Value::string(u"slug"_s), Value::string(slug(message, m_config.truncateSlugLength))},
                                      {Value::string(u"epoch"_s), number(createDate.epoch)},
                                      {Value::string(u"year"_s), number(createDate.date.year())},
                                      {Value::string(u"month"_s), number(createDate.date.month())},
                                      {Value::string(u"day"_s), number(createDate.date.day())},
                                      {Value::string(u"hour"_s), number(createDate.time.hour())},
                                      {Value::string(u"minute"_s), number(createDate.time.minute())},
                                      {Value::string(u"second"_s), number(createDate.time.second())}});
    const auto name = run.formatted(m_config.fileTemplate, values);
    return name ? Result<QString>(*name + u".py"_s) : name;
}

Result<QByteArray> RevisionTemplate::render(const SourceText &script, const RevisionContent &content) const
{
    TemplateRun run(m_config);
    const auto createDate = run.moment(content.createDate);
    if (!createDate)
        return createDate.error();
    writing::TemplateVariables variables{
        {u"message"_s, Value::string(content.message)},
        {u"up_revision"_s, Value::string(content.revision)},
        {u"down_revision"_s, scalar(content.downRevisions, true)},
        {u"branch_labels"_s, content.branchLabels.isEmpty() ? Value::none() : texts(content.branchLabels, true)},
        {u"depends_on"_s, scalar(content.dependsOn, false)},
        {u"create_date"_s, *createDate},
    };
    if (content.bodies) {
        variables.emplace_back(u"imports"_s, Value::string(content.bodies->imports));
        variables.emplace_back(u"upgrades"_s, Value::string(content.bodies->upgrades));
        variables.emplace_back(u"downgrades"_s, Value::string(content.bodies->downgrades));
    }
    const auto text = run.render(script, variables);
    if (!text)
        return text.error();
    return run.encoded(*text, m_config.outputEncoding);
}

} // namespace retort
