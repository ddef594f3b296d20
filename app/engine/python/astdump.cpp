#include "python/astdump.h"

#include <array>
#include <bit>

namespace retort::python {

namespace {

constexpr std::array boolNames = {"And", "Or"};
constexpr std::array binaryNames = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                    "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
constexpr std::array unaryNames = {"Invert", "Not", "UAdd", "USub"};
constexpr std::array comparisonNames = {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};

/// Writes a tree node by node.
class AstDumper
{
public:
    explicit AstDumper(const SourceText &source) : m_source(source) {}

    QByteArray module(Statements body)
    {
        statements(body);
        return std::move(m_out);
    }

private:
    void expression(const Expression *node);
    void operation(const Expression *node);
    void display(const Expression *node);
    void statement(const Statement *node);
    void compound(const Statement *node);
    void importing(const Statement *node);
    void pattern(const Pattern *node);
    void typeParam(const TypeParam *node);
    void arguments(const Arguments &args);
    void arg(const Arg &arg);
    void constant(const Constant &constant);

    void open(const char *kind, const Located &at)
    {
        m_out += " (";
        m_out += kind;
        m_out += ' ';
        position(at.begin);
        m_out += '-';
        position(at.end);
    }
    void close() { m_out += ')'; }
    void position(quint32 offset)
    {
        const Position at = m_source.position(offset);
        m_out += QByteArray::number(at.line) + ':' + QByteArray::number(at.column);
    }
    void word(const char *text)
    {
        m_out += ' ';
        m_out += text;
    }
    void flag(bool value) { word(value ? "1" : "0"); }
    void name(Identifier id) { id ? json(id.text()) : word("-"); }
    void json(const QString &text);

    template <typename Range, typename Function>
    void each(const Range &range, Function function)
    {
        m_out += " [";
        for (const auto &item : range)
            function(item);
        m_out += " ]";
    }
    void expressions(Expressions nodes)
    {
        each(nodes, [this](const Expression *node) { expression(node); });
    }
    void statements(Statements nodes)
    {
        each(nodes, [this](const Statement *node) { statement(node); });
    }
    void patterns(Patterns nodes)
    {
        each(nodes, [this](const Pattern *node) { pattern(node); });
    }
    void names(Identifiers ids)
    {
        each(ids, [this](Identifier id) { name(id); });
    }
    void keywords(std::span<const Keyword> nodes)
    {
        each(nodes, [this](const Keyword &node) {
            open("keyword", node);
            name(node.name);
            expression(node.value);
            close();
        });
    }
    void typeParams(TypeParams nodes)
    {
        each(nodes, [this](const TypeParam *node) { typeParam(node); });
    }
    void comprehensions(std::span<const Comprehension> nodes)
    {
        each(nodes, [this](const Comprehension &node) {
            word("(comprehension");
            expression(node.target);
            expression(node.iter);
            expressions(node.ifs);
            flag(node.isAsync);
            close();
        });
    }

    const SourceText &m_source;
    QByteArray m_out;
};

void AstDumper::json(const QString &text)
{
    m_out += " \"";
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '"': m_out += "\\\""; break;
        case '\\': m_out += "\\\\"; break;
        case '\n': m_out += "\\n"; break;
        case '\r': m_out += "\\r"; break;
        case '\t': m_out += "\\t"; break;
        case '\f': m_out += "\\f"; break;
        case '\b': m_out += "\\b"; break;
        default:
            if (c.unicode() < 0x20 || c.unicode() > 0x7e)
                m_out += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
            else
                m_out += char(c.unicode());
        }
    }
    m_out += '"';
}

void AstDumper::constant(const Constant &node)
{
    const auto real = [this](char mark, double value) {
        m_out += ' ';
        m_out += mark + QByteArray::number(std::bit_cast<quint64>(value), 16).rightJustified(16, '0');
    };
    switch (node.type) {
    case ConstantType::None: word("None"); break;
    case ConstantType::True: word("True"); break;
    case ConstantType::False: word("False"); break;
    case ConstantType::Ellipsis: word("..."); break;
    case ConstantType::Integer: word(node.bigDigits ? node.bigDigits->constData() : QByteArray::number(node.integer).constData()); break;
    case ConstantType::Float: real('f', node.real); break;
    case ConstantType::Imaginary: real('j', node.real); break;
    case ConstantType::String: json(node.string()); break;
    case ConstantType::Bytes:
        word("b");
        m_out += node.bytes().toHex();
        break;
    }
}

void AstDumper::expression(const Expression *node)
{
    if (!node)
        return word("-");
    switch (node->kind) {
    case ExpressionKind::Name:
        open("Name", *node);
        name(node->to<Name>().id);
        break;
    case ExpressionKind::Constant:
        open("Constant", *node);
        constant(node->to<Constant>());
        break;
    case ExpressionKind::Attribute:
        open("Attribute", *node);
        expression(node->to<Attribute>().value);
        name(node->to<Attribute>().attr);
        break;
    case ExpressionKind::Call:
        open("Call", *node);
        expression(node->to<Call>().func);
        expressions(node->to<Call>().args);
        keywords(node->to<Call>().keywords);
        break;
    case ExpressionKind::Subscript:
        open("Subscript", *node);
        expression(node->to<Subscript>().value);
        expression(node->to<Subscript>().slice);
        break;
    case ExpressionKind::Slice:
        open("Slice", *node);
        expression(node->to<Slice>().lower);
        expression(node->to<Slice>().upper);
        expression(node->to<Slice>().step);
        break;
    case ExpressionKind::FormattedValue:
        open("FormattedValue", *node);
        expression(node->to<FormattedValue>().value);
        word(QByteArray::number(node->to<FormattedValue>().conversion ? node->to<FormattedValue>().conversion : -1).constData());
        expression(node->to<FormattedValue>().formatSpec);
        break;
    case ExpressionKind::JoinedStr:
        open("JoinedStr", *node);
        expressions(node->to<JoinedStr>().values);
        break;
    case ExpressionKind::Dict:
    case ExpressionKind::Set:
    case ExpressionKind::ListComp:
    case ExpressionKind::SetComp:
    case ExpressionKind::DictComp:
    case ExpressionKind::GeneratorExp:
    case ExpressionKind::List:
    case ExpressionKind::Tuple: display(node); break;
    default: operation(node); break;
    }
    close();
}

void AstDumper::operation(const Expression *node)
{
    if (const auto *boolOp = node->as<BoolOp>()) {
        open("BoolOp", *node);
        word(boolNames[size_t(boolOp->op)]);
        expressions(boolOp->values);
    } else if (const auto *named = node->as<NamedExpr>()) {
        open("NamedExpr", *node);
        expression(named->target);
        expression(named->value);
    } else if (const auto *binary = node->as<BinOp>()) {
        open("BinOp", *node);
        expression(binary->left);
        word(binaryNames[size_t(binary->op)]);
        expression(binary->right);
    } else if (const auto *unary = node->as<UnaryOp>()) {
        open("UnaryOp", *node);
        word(unaryNames[size_t(unary->op)]);
        expression(unary->operand);
    } else if (const auto *lambda = node->as<Lambda>()) {
        open("Lambda", *node);
        arguments(*lambda->args);
        expression(lambda->body);
    } else if (const auto *choice = node->as<IfExp>()) {
        open("IfExp", *node);
        expression(choice->test);
        expression(choice->body);
        expression(choice->orelse);
    } else if (const auto *await = node->as<Await>()) {
        open("Await", *node);
        expression(await->value);
    } else if (const auto *yield = node->as<Yield>()) {
        open("Yield", *node);
        expression(yield->value);
    } else if (const auto *yieldFrom = node->as<YieldFrom>()) {
        open("YieldFrom", *node);
        expression(yieldFrom->value);
    } else if (const auto *compare = node->as<Compare>()) {
        open("Compare", *node);
        expression(compare->left);
        each(compare->ops, [this](ComparisonOperator op) { word(comparisonNames[size_t(op)]); });
        expressions(compare->comparators);
    } else if (const auto *starred = node->as<Starred>()) {
        open("Starred", *node);
        expression(starred->value);
    }
}

void AstDumper::display(const Expression *node)
{
    if (const auto *dict = node->as<Dict>()) {
        open("Dict", *node);
        expressions(dict->keys);
        expressions(dict->values);
    } else if (const auto *set = node->as<Set>()) {
        open("Set", *node);
        expressions(set->elts);
    } else if (const auto *list = node->as<List>()) {
        open("List", *node);
        expressions(list->elts);
    } else if (const auto *tuple = node->as<Tuple>()) {
        open("Tuple", *node);
        expressions(tuple->elts);
    } else if (const auto *listComp = node->as<ListComp>()) {
        open("ListComp", *node);
        expression(listComp->elt);
        comprehensions(listComp->generators);
    } else if (const auto *setComp = node->as<SetComp>()) {
        open("SetComp", *node);
        expression(setComp->elt);
        comprehensions(setComp->generators);
    } else if (const auto *generator = node->as<GeneratorExp>()) {
        open("GeneratorExp", *node);
        expression(generator->elt);
        comprehensions(generator->generators);
    } else if (const auto *dictComp = node->as<DictComp>()) {
        open("DictComp", *node);
        expression(dictComp->key);
        expression(dictComp->value);
        comprehensions(dictComp->generators);
    }
}

void AstDumper::arg(const Arg &node)
{
    open("arg", node);
    name(node.name);
    expression(node.annotation);
    close();
}

void AstDumper::arguments(const Arguments &args)
{
    const auto one = [this](const Arg &node) { arg(node); };
    const auto optional = [this](const Arg *node) { node ? arg(*node) : word("-"); };
    word("(arguments");
    each(args.posOnlyArgs, one);
    each(args.args, one);
    optional(args.vararg);
    each(args.kwOnlyArgs, one);
    expressions(args.kwDefaults);
    optional(args.kwarg);
    expressions(args.defaults);
    close();
}

void AstDumper::typeParam(const TypeParam *node)
{
    if (const auto *var = node->as<TypeVar>()) {
        open("TypeVar", *node);
        name(var->name);
        expression(var->bound);
        expression(var->defaultValue);
    } else if (const auto *spec = node->as<ParamSpec>()) {
        open("ParamSpec", *node);
        name(spec->name);
        expression(spec->defaultValue);
    } else if (const auto *tuple = node->as<TypeVarTuple>()) {
        open("TypeVarTuple", *node);
        name(tuple->name);
        expression(tuple->defaultValue);
    }
    close();
}

void AstDumper::pattern(const Pattern *node)
{
    if (!node)
        return word("-");
    if (const auto *value = node->as<MatchValue>()) {
        open("MatchValue", *node);
        expression(value->value);
    } else if (const auto *singleton = node->as<MatchSingleton>()) {
        open("MatchSingleton", *node);
        word(singleton->value == ConstantType::None ? "None" : singleton->value == ConstantType::True ? "True" : "False");
    } else if (const auto *sequence = node->as<MatchSequence>()) {
        open("MatchSequence", *node);
        patterns(sequence->patterns);
    } else if (const auto *mapping = node->as<MatchMapping>()) {
        open("MatchMapping", *node);
        expressions(mapping->keys);
        patterns(mapping->patterns);
        name(mapping->rest);
    } else if (const auto *cls = node->as<MatchClass>()) {
        open("MatchClass", *node);
        expression(cls->cls);
        patterns(cls->patterns);
        names(cls->kwdAttrs);
        patterns(cls->kwdPatterns);
    } else if (const auto *star = node->as<MatchStar>()) {
        open("MatchStar", *node);
        name(star->name);
    } else if (const auto *as = node->as<MatchAs>()) {
        open("MatchAs", *node);
        pattern(as->pattern);
        name(as->name);
    } else if (const auto *either = node->as<MatchOr>()) {
        open("MatchOr", *node);
        patterns(either->patterns);
    }
    close();
}

void AstDumper::importing(const Statement *node)
{
    const auto aliases = [this](std::span<const Alias> names) {
        each(names, [this](const Alias &alias) {
            open("alias", alias);
            name(alias.name);
            name(alias.asName);
            close();
        });
    };
    if (const auto *import = node->as<Import>()) {
        open("Import", *node);
        aliases(import->names);
    } else if (const auto *from = node->as<ImportFrom>()) {
        open("ImportFrom", *node);
        name(from->module);
        aliases(from->names);
        word(QByteArray::number(from->level).constData());
    } else if (const auto *global = node->as<Global>()) {
        open("Global", *node);
        names(global->names);
    } else if (const auto *nonlocal = node->as<Nonlocal>()) {
        open("Nonlocal", *node);
        names(nonlocal->names);
    }
}

void AstDumper::statement(const Statement *node)
{
    switch (node->kind) {
    case StatementKind::Expr:
        open("Expr", *node);
        expression(node->to<Expr>().value);
        break;
    case StatementKind::Assign:
        open("Assign", *node);
        expressions(node->to<Assign>().targets);
        expression(node->to<Assign>().value);
        break;
    case StatementKind::AugAssign:
        open("AugAssign", *node);
        expression(node->to<AugAssign>().target);
        word(binaryNames[size_t(node->to<AugAssign>().op)]);
        expression(node->to<AugAssign>().value);
        break;
    case StatementKind::AnnAssign:
        open("AnnAssign", *node);
        expression(node->to<AnnAssign>().target);
        expression(node->to<AnnAssign>().annotation);
        expression(node->to<AnnAssign>().value);
        flag(node->to<AnnAssign>().simple);
        break;
    case StatementKind::Return:
        open("Return", *node);
        expression(node->to<Return>().value);
        break;
    case StatementKind::Delete:
        open("Delete", *node);
        expressions(node->to<Delete>().targets);
        break;
    case StatementKind::Raise:
        open("Raise", *node);
        expression(node->to<Raise>().exc);
        expression(node->to<Raise>().cause);
        break;
    case StatementKind::Assert:
        open("Assert", *node);
        expression(node->to<Assert>().test);
        expression(node->to<Assert>().msg);
        break;
    case StatementKind::TypeAlias:
        open("TypeAlias", *node);
        expression(node->to<TypeAlias>().name);
        typeParams(node->to<TypeAlias>().typeParams);
        expression(node->to<TypeAlias>().value);
        break;
    case StatementKind::Pass: open("Pass", *node); break;
    case StatementKind::Break: open("Break", *node); break;
    case StatementKind::Continue: open("Continue", *node); break;
    case StatementKind::Error: open("Error", *node); break;
    case StatementKind::Import:
    case StatementKind::ImportFrom:
    case StatementKind::Global:
    case StatementKind::Nonlocal: importing(node); break;
    default: compound(node); break;
    }
    close();
}

void AstDumper::compound(const Statement *node)
{
    if (const auto *function = node->as<FunctionDef>()) {
        open(function->isAsync ? "AsyncFunctionDef" : "FunctionDef", *node);
        name(function->name);
        arguments(*function->args);
        statements(function->body);
        expressions(function->decoratorList);
        expression(function->returns);
        typeParams(function->typeParams);
    } else if (const auto *cls = node->as<ClassDef>()) {
        open("ClassDef", *node);
        name(cls->name);
        expressions(cls->bases);
        keywords(cls->keywords);
        statements(cls->body);
        expressions(cls->decoratorList);
        typeParams(cls->typeParams);
    } else if (const auto *loop = node->as<For>()) {
        open(loop->isAsync ? "AsyncFor" : "For", *node);
        expression(loop->target);
        expression(loop->iter);
        statements(loop->body);
        statements(loop->orelse);
    } else if (const auto *whileLoop = node->as<While>()) {
        open("While", *node);
        expression(whileLoop->test);
        statements(whileLoop->body);
        statements(whileLoop->orelse);
    } else if (const auto *branch = node->as<If>()) {
        open("If", *node);
        expression(branch->test);
        statements(branch->body);
        statements(branch->orelse);
    } else if (const auto *with = node->as<With>()) {
        open(with->isAsync ? "AsyncWith" : "With", *node);
        each(with->items, [this](const WithItem &item) {
            word("(withitem");
            expression(item.contextExpr);
            expression(item.optionalVars);
            close();
        });
        statements(with->body);
    } else if (const auto *match = node->as<Match>()) {
        open("Match", *node);
        expression(match->subject);
        each(match->cases, [this](const MatchCase &item) {
            word("(match_case");
            pattern(item.pattern);
            expression(item.guard);
            statements(item.body);
            close();
        });
    } else if (const auto *attempt = node->as<Try>()) {
        open(attempt->isStar ? "TryStar" : "Try", *node);
        statements(attempt->body);
        each(attempt->handlers, [this](const ExceptHandler &handler) {
            open("ExceptHandler", handler);
            expression(handler.type);
            name(handler.name);
            statements(handler.body);
            close();
        });
        statements(attempt->orelse);
        statements(attempt->finalbody);
    }
}

} // namespace

QByteArray dump(const Module &module)
{
    return AstDumper(module.source).module(module.body);
}

} // namespace retort::python
