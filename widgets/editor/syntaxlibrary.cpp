#include "editor/syntaxlibrary.h"

namespace retort {

using namespace Qt::StringLiterals;

KSyntaxHighlighting::Definition SyntaxLibrary::definition(SyntaxLanguage language) const
{
    switch (language) {
    case SyntaxLanguage::Plain: return {};
    case SyntaxLanguage::Python: return m_repository.definitionForName(u"Python"_s);
    case SyntaxLanguage::Sql: return m_repository.definitionForName(u"SQL"_s);
    case SyntaxLanguage::PostgresqlSql: return m_repository.definitionForName(u"SQL (PostgreSQL)"_s);
    case SyntaxLanguage::MysqlSql: return m_repository.definitionForName(u"SQL (MySQL)"_s);
    case SyntaxLanguage::Ini: return m_repository.definitionForName(u"INI Files"_s);
    case SyntaxLanguage::Toml: return m_repository.definitionForName(u"TOML"_s);
    case SyntaxLanguage::Mako: return m_repository.definitionForName(u"Mako"_s);
    }
    return {};
}

KSyntaxHighlighting::Theme SyntaxLibrary::theme(const QPalette &palette) const
{
    return m_repository.themeForPalette(palette);
}

SyntaxLanguage SyntaxLibrary::languageOfFile(QStringView path)
{
    const auto endsWith = [path](QLatin1StringView suffix) { return path.endsWith(suffix, Qt::CaseInsensitive); };
    if (endsWith(".py"_L1) || endsWith(".pyi"_L1))
        return SyntaxLanguage::Python;
    if (endsWith(".sql"_L1))
        return SyntaxLanguage::Sql;
    if (endsWith(".ini"_L1) || endsWith(".cfg"_L1))
        return SyntaxLanguage::Ini;
    if (endsWith(".toml"_L1))
        return SyntaxLanguage::Toml;
    if (endsWith(".mako"_L1))
        return SyntaxLanguage::Mako;
    return SyntaxLanguage::Plain;
}

} // namespace retort
