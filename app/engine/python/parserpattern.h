#pragma once

#include "python/parserexpression.h"

namespace retort::python {

/// Parses the patterns of match statements.
class ParserPattern : public ParserExpression
{
public:
    using ParserExpression::ParserExpression;

protected:
    /// The pattern of a case block, where a sequence needs no brackets.
    const Pattern *casePattern();

private:
    const Pattern *asPattern();
    const Pattern *orPattern();
    const Pattern *closedPattern();
    const Pattern *numberPattern();
    const Pattern *namePattern();
    const Pattern *classPattern(quint32 first, const Expression *cls);
    const Pattern *groupOrSequence();
    const Pattern *listPattern();
    const Pattern *mappingPattern();
    const Expression *mappingKey();
    const Pattern *sequenceItem();
    Patterns sequenceRest(const Pattern *first, TokenKind end);
    const Expression *signedNumber();
    const Expression *nameOrAttribute();
    Identifier captureName();
};

} // namespace retort::python
