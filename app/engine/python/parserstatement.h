#pragma once

#include "python/parserpattern.h"

namespace retort::python {

/// Parses statements and recovers from errors: a logical line (with its block) that is wrong becomes an ErrorStatement.
class ParserStatement : public ParserPattern
{
public:
    ParserStatement(const SourceText &source, std::vector<Token> tokens, AstArena &arena, const ParseOptions &options);

    /// The statements of the whole file.
    Statements file();

private:
    using StatementBuilder = Builder<const Statement *>;

    Statements statements();
    void statement(StatementBuilder &out);
    void recover(size_t start, StatementBuilder &out);
    Statements block();
    Statements functionBody(bool &skipped);
    void skipBlock();

    void simpleStatements(StatementBuilder &out);
    const Statement *simpleStatement();
    const Statement *expressionStatement();
    const Statement *assignment(quint32 first, const Expression *target);
    const Statement *annotatedAssignment(quint32 first, const Expression *target, bool simple);
    const Statement *deleteStatement();
    const Statement *raiseStatement();
    const Statement *assertStatement();
    const Statement *importStatement();
    const Statement *importFromStatement();
    Alias importedName(bool dotted);
    Identifier dottedName();
    Identifiers nameList();
    const Statement *typeAlias();
    [[nodiscard]] bool atTypeAlias() const;

    const Statement *compoundStatement();
    const Statement *decorated();
    const Statement *asyncStatement();
    const Statement *functionDefinition(quint32 first, bool isAsync, Expressions decorators);
    const Statement *classDefinition(Expressions decorators);
    const Statement *ifStatement();
    const Statement *whileStatement();
    const Statement *forStatement(quint32 first, bool isAsync);
    const Statement *withStatement(quint32 first, bool isAsync);
    bool parenthesizedWithItems(Builder<WithItem> &items);
    WithItem withItem();
    const Statement *tryStatement();
    ExceptHandler exceptHandler(bool &isStar);
    const Statement *matchStatement();
    MatchCase caseBlock();
    Statements elseBlock();
    TypeParams typeParams();
    const TypeParam *typeParam();

    const ParseOptions &m_options;
};

} // namespace retort::python
