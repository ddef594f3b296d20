#pragma once

#include "python/parserbase.h"

namespace retort::python {

/// Parses expressions, argument lists, parameters and the targets of assignments; the functions are named after the rules of
/// Python's grammar.
class ParserExpression : public ParserBase
{
public:
    using ParserBase::ParserBase;

protected:
    /// What may be assigned to, in the places of the grammar that differ.
    enum class Target { Assignment, Single, Deletion };

    const Expression *starExpressions();
    const Expression *starNamedExpression();
    const Expression *namedExpression();
    const Expression *expression();
    const Expression *yieldExpression();
    /// yield_expr | star_expressions
    const Expression *annotatedRightSide();
    const Expression *disjunction();
    const Expression *bitwiseOr() { return binary(0); }
    const Expression *primary();
    const Expression *strings();
    const Expression *number();

    const Expression *starTargets();
    void checkTarget(const Expression *target, Target purpose);

    struct CallArguments {
        Expressions args;
        std::span<const Keyword> keywords;
    };
    /// The arguments up to, not including, the closing parenthesis. `open` is where the opening one begins; a lone generator
    /// expression reaches over both and is then read with the closing one, which `closed` tells.
    CallArguments arguments(quint32 open, bool allowGenerator, bool &closed);

    /// Parameters up to `end`, which is not read.
    const Arguments *parameters(TokenKind end, bool annotated);

    /// Whether the token at the cursor can begin an expression.
    [[nodiscard]] bool atExpression() const;

private:
    const Expression *starExpression();
    const Expression *lambda();
    const Expression *conjunction();
    const Expression *inversion();
    const Expression *comparison();
    bool comparisonOperator(ComparisonOperator &op);
    const Expression *binary(int level);
    const Expression *factor();
    const Expression *power();
    const Expression *awaitPrimary();
    const Expression *slices();
    const Expression *slice();
    const Expression *atom();
    const Expression *groupTupleOrGenerator();
    const Expression *listOrComprehension();
    const Expression *dictOrSet();
    const Expression *dict(quint32 first, const Expression *firstKey);
    Expressions displayRest(const Expression *first, TokenKind end);
    std::span<const Comprehension> comprehensions();
    [[nodiscard]] bool atComprehension() const;
    const Expression *starTarget(bool starAllowed);
    const Expression *constant(ConstantType type);

    struct ParameterList;
    void parameter(ParameterList &list, bool annotated);
    Arg parameterName(bool annotated, bool starAnnotation);
    void starParameters(ParameterList &list, TokenKind end, bool annotated);

    /// A piece of a string literal: decoded text at a place, or a field of an f-string.
    struct StringPart : Located {
        const Expression *field = nullptr;
        QString text;
    };
    using StringParts = std::vector<StringPart>;
    const Expression *stringToken(const Token &token);
    const Expression *concatenated(quint32 first);
    void fString(StringParts &parts);
    void fStringField(StringParts &parts, bool raw);
    void fStringText(StringParts &parts, bool raw);
    char conversion();
    const Expression *formatSpec(bool raw);
    const Expression *joined(Located place, const StringParts &parts);
    const Expression *textConstant(Located place, QString text);
};

} // namespace retort::python
