#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QPalette>

namespace retort {

/// The languages the program shows. Sql is the neutral one, for dialects without a definition of their own.
enum class SyntaxLanguage { Plain, Python, Sql, PostgresqlSql, MysqlSql, Ini, Toml, Mako };

/// Holds the syntax definitions and colour themes once for all editors: loading takes some milliseconds, so the owner of the
/// windows makes one and hands it to every editor. GUI thread only.
class SyntaxLibrary
{
public:
    [[nodiscard]] KSyntaxHighlighting::Definition definition(SyntaxLanguage language) const;
    /// The light or dark theme that fits the background of the palette.
    [[nodiscard]] KSyntaxHighlighting::Theme theme(const QPalette &palette) const;
    /// The language of a file, judged by its name; Plain when it is none of ours.
    [[nodiscard]] static SyntaxLanguage languageOfFile(QStringView path);

private:
    KSyntaxHighlighting::Repository m_repository;
};

} // namespace retort
