#include "dialects/common/basedialect.h"
#include "dialects/common/compilation.h"
#include "dialects/common/expressioncompiler.h"
#include "dialects/common/typecompiler.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// A type's text taken apart as Alembic does (DefaultImpl._tokenize_column_type).
struct TypeText {
    QString keyword;
    QStringList words;
    QStringList arguments;

    [[nodiscard]] QString allWords() const { return (QStringList{keyword} + words).join(u' '); }
};

TypeText takenApart(const QString &definition)
{
    static const QRegularExpression token(u"[\\w\\-_]+|\\(.+?\\)"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression argument(u"[^(),]+"_s);
    QStringList words;
    QString parenthesised;
    for (auto matches = token.globalMatch(definition); matches.hasNext();) {
        const QString text = matches.next().captured();
        if (text.startsWith(u'('))
            parenthesised = text;
        else
            words.append(text);
    }
    TypeText result;
    if (!words.isEmpty())
        result.keyword = words.takeFirst();
    result.words = words;
    for (auto matches = argument.globalMatch(parenthesised); matches.hasNext();) {
        const QString text = matches.next().captured();
        if (!text.contains(u'='))
            result.arguments.append(text.trimmed());
    }
    return result;
}

bool sameKeyword(const TypeText &a, const TypeText &b, const DialectProfile &profile)
{
    if (a.keyword == b.keyword)
        return true;
    return std::any_of(profile.typeSynonyms.begin(), profile.typeSynonyms.end(), [&](const QSet<QString> &synonyms) {
        return (synonyms.contains(a.allWords()) && synonyms.contains(b.allWords()))
            || (synonyms.contains(a.keyword) && synonyms.contains(b.keyword));
    });
}

bool sameArguments(const TypeText &a, const TypeText &b, const DialectProfile &profile)
{
    if (a.words.size() == b.words.size() && a.words != b.words)
        return false;
    if (a.arguments.size() == b.arguments.size() && a.arguments != b.arguments)
        return false;
    return std::all_of(profile.comparedTypeParts.begin(), profile.comparedTypeParts.end(), [&](const QRegularExpression &part) {
        const QRegularExpressionMatch inA = part.match(a.words.join(u' '));
        const QRegularExpressionMatch inB = part.match(b.words.join(u' '));
        return !inA.hasMatch() || !inB.hasMatch() || inA.captured(1) == inB.captured(1);
    });
}

} // namespace

std::optional<bool> BaseDialect::sameType(const SqlType &inDatabase, const SqlType &declared, const RenderMode &mode) const
{
    Compilation compilation(profile(mode), mode);
    equip(compilation);
    const TypeText a = takenApart(compilation.types->compile(inDatabase).toLower());
    const TypeText b = takenApart(compilation.types->compile(declared).toLower());
    if (compilation.error || a.keyword.isEmpty() || b.keyword.isEmpty())
        return std::nullopt;
    return sameKeyword(a, b, m_profile) && sameArguments(a, b, m_profile);
}

std::optional<bool> BaseDialect::sameDefault(const Column &inDatabase, const Column &declared, const RenderMode &mode) const
{
    using Kind = ServerDefault::Kind;
    const std::optional<ServerDefault> &there = inDatabase.serverDefault;
    const std::optional<ServerDefault> &wanted = declared.serverDefault;
    if (!there && !wanted)
        return true;
    if ((there && there->kind == Kind::Fetched) || (wanted && wanted->kind == Kind::Fetched))
        return std::nullopt;
    if (!there || !wanted)
        return false;
    const std::optional<DefaultTexts> texts = defaultTexts(inDatabase, declared, mode);
    return texts ? sameDefaultTexts(*texts, inDatabase, declared) : std::nullopt;
}

QString BaseDialect::defaultQuestion(const Column &inDatabase, const Column &declared, const RenderMode &mode) const
{
    const std::optional<DefaultTexts> texts = defaultTexts(inDatabase, declared, mode);
    return texts ? questionOf(*texts, inDatabase) : QString();
}

std::optional<BaseDialect::DefaultTexts> BaseDialect::defaultTexts(const Column &inDatabase, const Column &declared,
                                                                   const RenderMode &mode) const
{
    const auto text = [&](const std::optional<ServerDefault> &value) -> std::optional<QString> {
        if (!value || value->kind == ServerDefault::Kind::Fetched)
            return std::nullopt;
        if (value->kind == ServerDefault::Kind::Text || !value->expression)
            return value->text;
        const Result<QString> sql = ddlExpression(*value->expression, mode);
        return sql.ok() ? std::optional(*sql) : std::nullopt;
    };
    const std::optional<QString> there = text(inDatabase.serverDefault);
    const std::optional<QString> wanted = text(declared.serverDefault);
    if (!there || !wanted)
        return std::nullopt;
    return DefaultTexts{*there, *wanted, declared.serverDefault->kind == ServerDefault::Kind::Text};
}

std::optional<bool> BaseDialect::sameDefaultTexts(const DefaultTexts &texts, const Column &, const Column &) const
{
    return texts.inDatabase == texts.declared;
}

} // namespace retort
