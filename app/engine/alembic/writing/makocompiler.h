#pragma once

#include "alembic/writing/makoscanner.h"
#include "alembic/writing/makotemplate.h"

#include <QStringList>

#include <optional>

namespace retort::writing {

/// Writes the program of a template, piece by piece as the scanner finds them.
class MakoCompiler
{
public:
    explicit MakoCompiler(const SourceText &source) : m_scanner(source) {}
    [[nodiscard]] Result<MakoProgram> compile(const QStringList &parameters);

private:
    struct Line {
        QString text;
        int number = 0;
    };
    using Lines = QList<Line>;
    struct Open {
        QString keyword;
        int number = 0;
    };

    [[nodiscard]] std::optional<Error> add(const MakoPiece &piece);
    [[nodiscard]] std::optional<Error> addExpression(const MakoPiece &piece);
    [[nodiscard]] std::optional<Error> addControl(const MakoPiece &piece);
    [[nodiscard]] std::optional<Error> addBlock(const MakoPiece &piece);
    [[nodiscard]] std::optional<Error> openDefinition(const MakoPiece &piece);
    [[nodiscard]] std::optional<Error> closeDefinition(const MakoPiece &piece);
    [[nodiscard]] std::optional<Error> notUnderstood(const MakoPiece &piece, const QString &what) const;
    /// Lines at the depth of the open control lines; the first comes from line `number` of the template.
    void emitLines(const QStringList &lines, int number);

    MakoScanner m_scanner;
    Lines m_module;
    Lines m_definitions;
    Lines m_body;
    QList<Open> m_open;
    bool m_inDefinition = false;
};

} // namespace retort::writing
