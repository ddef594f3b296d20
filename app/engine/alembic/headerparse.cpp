#include "alembic/headerparse.h"

#include "alembic/headerscan.h"
#include "base/translation.h"
#include "python/parser.h"

#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;
using namespace python;

namespace {

/// What a header's assignment came to: strings, or why they are not known. `isSequence` tells ('a',) from 'a'.
struct Evaluated {
    bool known = false;
    bool isSequence = false;
    QStringList strings;
    QString reason;
    Span span;
};

class HeaderParser
{
public:
    explicit HeaderParser(const SourceText &source) : m_module(parse(source, {.skipFunctionBodies = true})) {}

    HeaderReading read()
    {
        readDocstring();
        for (const Statement *statement : m_module.body)
            readStatement(*statement);
        return result();
    }

private:
    void readDocstring()
    {
        if (m_module.body.empty())
            return;
        const auto *first = m_module.body.front()->as<Expr>();
        const auto *text = first && first->value ? first->value->as<Constant>() : nullptr;
        if (text && text->isString())
            setDocumentation(m_header, text->string());
    }

    void readStatement(const Statement &statement)
    {
        if (const auto *assign = statement.as<Assign>()) {
            for (const Expression *target : assign->targets)
                bind(target, assign->value);
        } else if (const auto *annotated = statement.as<AnnAssign>(); annotated && annotated->value) {
            bind(annotated->target, annotated->value);
        } else if (const auto *error = statement.as<ErrorStatement>()) {
            m_firstError = m_firstError.isEmpty() ? error->span() : m_firstError;
        } else if (statement.is<If>() || statement.is<Try>() || statement.is<With>() || statement.is<For>() || statement.is<While>()) {
            bindsInside(statement);
        }
    }

    void bind(const Expression *target, const Expression *value)
    {
        if (const auto *name = target->as<Name>())
            m_names.insert(name->id.text(), evaluate(value, 0));
    }

    /// Names that a block may assign are not known any more; looking for the text is enough to be careful.
    void bindsInside(const Statement &statement)
    {
        const QString text = m_module.source.text(statement.span());
        for (const QString &name : {u"revision"_s, u"down_revision"_s, u"branch_labels"_s, u"depends_on"_s}) {
            if (!text.contains(QRegularExpression(u"\\b"_s % name % u"\\b"_s)))
                continue;
            Evaluated unknown;
            unknown.reason = tr("it is assigned inside a block");
            unknown.span = statement.span();
            m_names.insert(name, unknown);
        }
    }

    Evaluated unknown(const Expression *expression, const QString &reason) const
    {
        Evaluated result;
        result.reason = reason;
        result.span = expression->span();
        return result;
    }

    Evaluated evaluate(const Expression *expression, int depth) const
    {
        const QString computed = tr("it is computed and not a plain text");
        Evaluated result;
        result.span = expression->span();
        result.known = true;
        if (depth > 50)
            return unknown(expression, computed);
        if (const auto *constant = expression->as<Constant>()) {
            if (constant->type == ConstantType::None)
                return result;
            if (!constant->isString())
                return unknown(expression, tr("it is not a text"));
            result.strings = {constant->string()};
            return result;
        }
        if (const auto *name = expression->as<Name>())
            return m_names.value(name->id.text(), unknown(expression, computed));
        if (const auto *sum = expression->as<BinOp>(); sum && sum->op == BinaryOperator::Add) {
            Evaluated left = evaluate(sum->left, depth + 1);
            const Evaluated right = evaluate(sum->right, depth + 1);
            if (!left.known || !right.known || left.isSequence != right.isSequence)
                return unknown(expression, computed);
            if (left.isSequence)
                left.strings += right.strings;
            else if (left.strings.size() == 1 && right.strings.size() == 1)
                left.strings = {left.strings.first() + right.strings.first()};
            else
                return unknown(expression, computed);
            return left;
        }
        if (const auto *tuple = expression->as<Tuple>())
            return sequence(expression, tuple->elts, depth);
        if (const auto *list = expression->as<List>())
            return sequence(expression, list->elts, depth);
        if (const auto *joined = expression->as<JoinedStr>())
            return joinedString(*joined, depth);
        return unknown(expression, computed);
    }

    Evaluated sequence(const Expression *expression, Expressions items, int depth) const
    {
        Evaluated result;
        result.span = expression->span();
        result.known = result.isSequence = true;
        for (const Expression *item : items) {
            const Evaluated value = evaluate(item, depth + 1);
            if (!value.known || value.isSequence || value.strings.size() != 1)
                return unknown(item, value.known ? tr("it is not a text") : value.reason);
            result.strings += value.strings;
        }
        return result;
    }

    Evaluated joinedString(const JoinedStr &joined, int depth) const
    {
        Evaluated result;
        result.span = joined.span();
        result.known = true;
        QString text;
        for (const Expression *part : joined.values) {
            const auto *formatted = part->as<FormattedValue>();
            const Evaluated value = evaluate(formatted ? formatted->value : part, depth + 1);
            if (!value.known || value.isSequence || value.strings.size() != 1
                || (formatted && (formatted->conversion || formatted->formatSpec)))
                return unknown(part, tr("it is computed and not a plain text"));
            text += value.strings.first();
        }
        result.strings = {text};
        return result;
    }

    /// The strings assigned to a name; nothing when it is not assigned.
    std::optional<QStringList> strings(const QString &name)
    {
        const auto found = m_names.constFind(name);
        if (found == m_names.cend())
            return std::nullopt;
        if (found->known)
            return found->strings;
        report(found->span, u"revision.not-understood"_s, tr("The value of '%1' is not understood: %2.").arg(name, found->reason));
        m_failed = true;
        return QStringList();
    }

    void report(Span span, const QString &code, const QString &message)
    {
        const SourceText &source = m_module.source;
        m_diagnostics.append({source.file(), span, source.line(span.begin), Severity::Error, code, message, {}});
    }

    HeaderReading result()
    {
        m_header.file = m_module.source.file();
        const QString fileName = QFileInfo(m_header.file).fileName();
        const auto revision = strings(u"revision"_s);
        const auto down = strings(u"down_revision"_s);
        m_header.branchLabels = strings(u"branch_labels"_s).value_or(QStringList());
        m_header.dependsOn = strings(u"depends_on"_s).value_or(QStringList());
        if (revision) {
            m_header.revision = revision->value(0);
            m_header.line = m_module.source.line(m_names.value(u"revision"_s).span.begin);
        } else {
            static const QRegularExpression legacy(u"^([a-f0-9]+)\\.py$"_s);
            m_header.revision = legacy.match(fileName).captured(1);
        }
        m_header.downRevisions = down.value_or(QStringList());
        if (!m_failed && !m_firstError.isEmpty() && (!revision || !down)) {
            m_failed = true;
            m_diagnostics += m_module.diagnostics;
        }
        if (!m_failed && m_header.revision.isEmpty()) {
            report({}, u"revision.no-id"_s,
                   u"Could not determine revision id from filename %1. Be sure the 'revision' variable is declared inside the script "
                   "(please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation)."_s.arg(fileName));
            m_failed = true;
        } else if (!m_failed && !down) {
            report({}, u"revision.no-down-revision"_s, tr("'%1' does not say 'down_revision', so its place is not known.").arg(fileName));
            m_failed = true;
        }
        HeaderReading reading{std::nullopt, m_diagnostics};
        if (!m_failed)
            reading.header = m_header;
        return reading;
    }

    Module m_module;
    RevisionHeader m_header;
    QHash<QString, Evaluated> m_names;
    Diagnostics m_diagnostics;
    Span m_firstError;
    bool m_failed = false;
};

} // namespace

HeaderReading parseHeader(const SourceText &source)
{
    return HeaderParser(source).read();
}

} // namespace retort
