#pragma once

#include "base/diagnostic.h"
#include "base/sourcetext.h"
#include "python/astarena.h"

#include <memory>
#include <span>

/// The syntax tree of a Python file. Kinds and fields are those of CPython's `ast` module (3.13), in camelCase; differences:
/// no expression contexts (Load, Store, Del follow from the place), no type comments, `Constant` without its `kind` prefix.
/// Nodes are immutable and live as long as the Module they came from.
namespace retort::python {

enum class StatementKind : quint8 {
    FunctionDef,
    ClassDef,
    Return,
    Delete,
    Assign,
    TypeAlias,
    AugAssign,
    AnnAssign,
    For,
    While,
    If,
    With,
    Match,
    Raise,
    Try,
    Assert,
    Import,
    ImportFrom,
    Global,
    Nonlocal,
    Expr,
    Pass,
    Break,
    Continue,
    /// Not in CPython: a logical line that could not be understood; a Diagnostic says why.
    Error
};

enum class ExpressionKind : quint8 {
    BoolOp,
    NamedExpr,
    BinOp,
    UnaryOp,
    Lambda,
    IfExp,
    Dict,
    Set,
    ListComp,
    SetComp,
    DictComp,
    GeneratorExp,
    Await,
    Yield,
    YieldFrom,
    Compare,
    Call,
    FormattedValue,
    JoinedStr,
    Constant,
    Attribute,
    Subscript,
    Starred,
    Name,
    List,
    Tuple,
    Slice
};

enum class PatternKind : quint8 { MatchValue, MatchSingleton, MatchSequence, MatchMapping, MatchClass, MatchStar, MatchAs, MatchOr };

enum class TypeParamKind : quint8 { TypeVar, ParamSpec, TypeVarTuple };

enum class BoolOperator : quint8 { And, Or };
enum class BinaryOperator : quint8 { Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv };
enum class UnaryOperator : quint8 { Invert, Not, UAdd, USub };
enum class ComparisonOperator : quint8 { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };

/// What every node with a place in the source has: its extent in UTF-8 bytes, in 32 bits each to keep trees small.
struct Located {
    quint32 begin = 0;
    quint32 end = 0;

    [[nodiscard]] Span span() const { return {qsizetype(begin), qsizetype(end)}; }
};

/// Base of the node families: a kind to switch on, and checked casts.
template <typename KindType>
struct Node : Located {
    KindType kind;

    Node(KindType k, Located at) : Located(at), kind(k) {}

    template <typename T>
    [[nodiscard]] bool is() const
    {
        return kind == T::Kind;
    }
    /// The node as a T, or null when it is of another kind.
    template <typename T>
    [[nodiscard]] const T *as() const
    {
        return kind == T::Kind ? static_cast<const T *>(this) : nullptr;
    }
    /// The node as a T; only when its kind is known to be T's.
    template <typename T>
    [[nodiscard]] const T &to() const
    {
        Q_ASSERT(kind == T::Kind);
        return static_cast<const T &>(*this);
    }
};

using Expression = Node<ExpressionKind>;
using Statement = Node<StatementKind>;
using Pattern = Node<PatternKind>;
using TypeParam = Node<TypeParamKind>;

using Expressions = std::span<const Expression *const>;
using Statements = std::span<const Statement *const>;
using Patterns = std::span<const Pattern *const>;
using TypeParams = std::span<const TypeParam *const>;
using Identifiers = std::span<const Identifier>;

template <StatementKind K>
struct StatementOf : Statement {
    static constexpr StatementKind Kind = K;
    StatementOf(Located at) : Statement(K, at) {}
};

template <ExpressionKind K>
struct ExpressionOf : Expression {
    static constexpr ExpressionKind Kind = K;
    ExpressionOf(Located at) : Expression(K, at) {}
};

template <PatternKind K>
struct PatternOf : Pattern {
    static constexpr PatternKind Kind = K;
    PatternOf(Located at) : Pattern(K, at) {}
};

template <TypeParamKind K>
struct TypeParamOf : TypeParam {
    static constexpr TypeParamKind Kind = K;
    TypeParamOf(Located at) : TypeParam(K, at) {}
};

// --- parts that are neither statement nor expression

struct Arg : Located {
    Identifier name;
    const Expression *annotation = nullptr;
};

/// The parameters of a function or lambda. As in CPython, `defaults` belong to the last of posOnlyArgs + args, while
/// `kwDefaults` runs parallel to kwOnlyArgs with null for "no default".
struct Arguments {
    std::span<const Arg> posOnlyArgs;
    std::span<const Arg> args;
    const Arg *vararg = nullptr;
    std::span<const Arg> kwOnlyArgs;
    Expressions kwDefaults;
    const Arg *kwarg = nullptr;
    Expressions defaults;
};

/// `name` is null for `**value`.
struct Keyword : Located {
    Identifier name;
    const Expression *value = nullptr;
};

/// `name` may be dotted, or "*"; `asName` is null without `as`.
struct Alias : Located {
    Identifier name;
    Identifier asName;
};

struct WithItem {
    const Expression *contextExpr = nullptr;
    const Expression *optionalVars = nullptr;
};

struct MatchCase {
    const Pattern *pattern = nullptr;
    const Expression *guard = nullptr;
    Statements body;
};

struct ExceptHandler : Located {
    const Expression *type = nullptr;
    Identifier name;
    Statements body;
};

struct Comprehension {
    const Expression *target = nullptr;
    const Expression *iter = nullptr;
    Expressions ifs;
    bool isAsync = false;
};

// --- expressions

struct BoolOp : ExpressionOf<ExpressionKind::BoolOp> {
    BoolOperator op;
    Expressions values;
};

struct NamedExpr : ExpressionOf<ExpressionKind::NamedExpr> {
    const Expression *target;
    const Expression *value;
};

struct BinOp : ExpressionOf<ExpressionKind::BinOp> {
    BinaryOperator op;
    const Expression *left;
    const Expression *right;
};

struct UnaryOp : ExpressionOf<ExpressionKind::UnaryOp> {
    UnaryOperator op;
    const Expression *operand;
};

struct Lambda : ExpressionOf<ExpressionKind::Lambda> {
    const Arguments *args;
    const Expression *body;
};

struct IfExp : ExpressionOf<ExpressionKind::IfExp> {
    const Expression *test;
    const Expression *body;
    const Expression *orelse;
};

/// A null key stands for `**value`.
struct Dict : ExpressionOf<ExpressionKind::Dict> {
    Expressions keys;
    Expressions values;
};

struct Set : ExpressionOf<ExpressionKind::Set> {
    Expressions elts;
};

struct ListComp : ExpressionOf<ExpressionKind::ListComp> {
    const Expression *elt;
    std::span<const Comprehension> generators;
};

struct SetComp : ExpressionOf<ExpressionKind::SetComp> {
    const Expression *elt;
    std::span<const Comprehension> generators;
};

struct GeneratorExp : ExpressionOf<ExpressionKind::GeneratorExp> {
    const Expression *elt;
    std::span<const Comprehension> generators;
};

struct DictComp : ExpressionOf<ExpressionKind::DictComp> {
    const Expression *key;
    const Expression *value;
    std::span<const Comprehension> generators;
};

struct Await : ExpressionOf<ExpressionKind::Await> {
    const Expression *value;
};

/// `value` may be null.
struct Yield : ExpressionOf<ExpressionKind::Yield> {
    const Expression *value;
};

struct YieldFrom : ExpressionOf<ExpressionKind::YieldFrom> {
    const Expression *value;
};

/// `ops[i]` stands before `comparators[i]`.
struct Compare : ExpressionOf<ExpressionKind::Compare> {
    const Expression *left;
    std::span<const ComparisonOperator> ops;
    Expressions comparators;
};

struct Call : ExpressionOf<ExpressionKind::Call> {
    const Expression *func;
    Expressions args;
    std::span<const Keyword> keywords;
};

/// `conversion` is 's', 'r', 'a' or 0; `formatSpec` is a JoinedStr or null.
struct FormattedValue : ExpressionOf<ExpressionKind::FormattedValue> {
    const Expression *value;
    char conversion;
    const Expression *formatSpec;
};

/// An f-string: Constant (string) and FormattedValue parts in order.
struct JoinedStr : ExpressionOf<ExpressionKind::JoinedStr> {
    Expressions values;
};

enum class ConstantType : quint8 { None, True, False, Ellipsis, Integer, Float, Imaginary, String, Bytes };

/// A literal with its decoded value. An Integer that does not fit into 64 bits has `bigDigits`, its decimal digits; Float and
/// Imaginary are in `real`.
struct Constant : ExpressionOf<ExpressionKind::Constant> {
    ConstantType type;
    union {
        qint64 integer;
        double real;
        const QString *text;
        const QByteArray *data;
    };
    const QByteArray *bigDigits = nullptr;

    Constant(Located at, ConstantType t) : ExpressionOf(at), type(t), integer(0) {}
    [[nodiscard]] bool isString() const { return type == ConstantType::String; }
    /// Only for String. Contains UTF-16; lone surrogates written as escapes are kept.
    [[nodiscard]] const QString &string() const { return *text; }
    /// Only for Bytes.
    [[nodiscard]] const QByteArray &bytes() const { return *data; }
    [[nodiscard]] bool fitsInt64() const { return type == ConstantType::Integer && !bigDigits; }
};

struct Attribute : ExpressionOf<ExpressionKind::Attribute> {
    const Expression *value;
    Identifier attr;
};

struct Subscript : ExpressionOf<ExpressionKind::Subscript> {
    const Expression *value;
    const Expression *slice;
};

struct Starred : ExpressionOf<ExpressionKind::Starred> {
    const Expression *value;
};

struct Name : ExpressionOf<ExpressionKind::Name> {
    Identifier id;
};

struct List : ExpressionOf<ExpressionKind::List> {
    Expressions elts;
};

struct Tuple : ExpressionOf<ExpressionKind::Tuple> {
    Expressions elts;
};

/// Each part may be null.
struct Slice : ExpressionOf<ExpressionKind::Slice> {
    const Expression *lower;
    const Expression *upper;
    const Expression *step;
};

// --- patterns of match statements

struct MatchValue : PatternOf<PatternKind::MatchValue> {
    const Expression *value;
};

/// `value` is None, True or False.
struct MatchSingleton : PatternOf<PatternKind::MatchSingleton> {
    ConstantType value;
};

struct MatchSequence : PatternOf<PatternKind::MatchSequence> {
    Patterns patterns;
};

struct MatchMapping : PatternOf<PatternKind::MatchMapping> {
    Expressions keys;
    Patterns patterns;
    Identifier rest;
};

struct MatchClass : PatternOf<PatternKind::MatchClass> {
    const Expression *cls;
    Patterns patterns;
    Identifiers kwdAttrs;
    Patterns kwdPatterns;
};

/// A null name stands for `*_`.
struct MatchStar : PatternOf<PatternKind::MatchStar> {
    Identifier name;
};

/// Both null for the wildcard `_`.
struct MatchAs : PatternOf<PatternKind::MatchAs> {
    const Pattern *pattern;
    Identifier name;
};

struct MatchOr : PatternOf<PatternKind::MatchOr> {
    Patterns patterns;
};

// --- type parameters (PEP 695, defaults of PEP 696)

struct TypeVar : TypeParamOf<TypeParamKind::TypeVar> {
    Identifier name;
    const Expression *bound;
    const Expression *defaultValue;
};

struct ParamSpec : TypeParamOf<TypeParamKind::ParamSpec> {
    Identifier name;
    const Expression *defaultValue;
};

struct TypeVarTuple : TypeParamOf<TypeParamKind::TypeVarTuple> {
    Identifier name;
    const Expression *defaultValue;
};

// --- statements

/// `isAsync` makes it CPython's AsyncFunctionDef. The span starts at `def` (or `async`), not at the decorators.
struct FunctionDef : StatementOf<StatementKind::FunctionDef> {
    Identifier name;
    const Arguments *args;
    /// Empty when the parser was told to skip function bodies.
    Statements body;
    Expressions decoratorList;
    const Expression *returns;
    TypeParams typeParams;
    bool isAsync;
    bool bodySkipped;
};

struct ClassDef : StatementOf<StatementKind::ClassDef> {
    Identifier name;
    Expressions bases;
    std::span<const Keyword> keywords;
    Statements body;
    Expressions decoratorList;
    TypeParams typeParams;
};

struct Return : StatementOf<StatementKind::Return> {
    const Expression *value;
};

struct Delete : StatementOf<StatementKind::Delete> {
    Expressions targets;
};

struct Assign : StatementOf<StatementKind::Assign> {
    Expressions targets;
    const Expression *value;
};

struct TypeAlias : StatementOf<StatementKind::TypeAlias> {
    const Expression *name;
    TypeParams typeParams;
    const Expression *value;
};

struct AugAssign : StatementOf<StatementKind::AugAssign> {
    const Expression *target;
    BinaryOperator op;
    const Expression *value;
};

/// `simple`: the target is a bare name without parentheses.
struct AnnAssign : StatementOf<StatementKind::AnnAssign> {
    const Expression *target;
    const Expression *annotation;
    const Expression *value;
    bool simple;
};

struct For : StatementOf<StatementKind::For> {
    const Expression *target;
    const Expression *iter;
    Statements body;
    Statements orelse;
    bool isAsync;
};

struct While : StatementOf<StatementKind::While> {
    const Expression *test;
    Statements body;
    Statements orelse;
};

/// `elif` is an If as the only statement of `orelse`.
struct If : StatementOf<StatementKind::If> {
    const Expression *test;
    Statements body;
    Statements orelse;
};

struct With : StatementOf<StatementKind::With> {
    std::span<const WithItem> items;
    Statements body;
    bool isAsync;
};

struct Match : StatementOf<StatementKind::Match> {
    const Expression *subject;
    std::span<const MatchCase> cases;
};

struct Raise : StatementOf<StatementKind::Raise> {
    const Expression *exc;
    const Expression *cause;
};

/// `isStar` makes it CPython's TryStar (`except*`).
struct Try : StatementOf<StatementKind::Try> {
    Statements body;
    std::span<const ExceptHandler> handlers;
    Statements orelse;
    Statements finalbody;
    bool isStar;
};

struct Assert : StatementOf<StatementKind::Assert> {
    const Expression *test;
    const Expression *msg;
};

struct Import : StatementOf<StatementKind::Import> {
    std::span<const Alias> names;
};

/// `module` is null in `from . import x`; `level` counts the dots.
struct ImportFrom : StatementOf<StatementKind::ImportFrom> {
    Identifier module;
    std::span<const Alias> names;
    int level;
};

struct Global : StatementOf<StatementKind::Global> {
    Identifiers names;
};

struct Nonlocal : StatementOf<StatementKind::Nonlocal> {
    Identifiers names;
};

struct Expr : StatementOf<StatementKind::Expr> {
    const Expression *value;
};

struct Pass : StatementOf<StatementKind::Pass> {};
struct Break : StatementOf<StatementKind::Break> {};
struct Continue : StatementOf<StatementKind::Continue> {};
struct ErrorStatement : StatementOf<StatementKind::Error> {};

/// A parsed file: the tree, the text it came from and what was wrong with it. Cheap to copy and to move; copies share the tree.
struct Module {
    SourceText source;
    Statements body;
    Diagnostics diagnostics;
    /// Keeps the nodes alive; every node pointer is valid as long as one copy of the Module is.
    std::shared_ptr<const AstArena> arena;

    [[nodiscard]] bool hasErrors() const { return !diagnostics.isEmpty(); }
};

} // namespace retort::python
