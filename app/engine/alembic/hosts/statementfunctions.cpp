#include "alembic/hosts/declarative.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/signature.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

/// sa.exists(): an EXISTS that is still open for where() and select_from().
class ExistsHost : public ExpressionHost
{
public:
    ExistsHost(ReadingPtr reading, std::shared_ptr<SelectHost> select) : ExpressionHost(std::move(reading), {}), m_select(std::move(select))
    {}

    [[nodiscard]] Expr expression() const override
    {
        SqlExpression subquery;
        subquery.kind = Kind::Subquery;
        subquery.operands = {m_select->tree()};
        Expr made;
        made.tree.kind = Kind::Unary;
        made.tree.text = u"EXISTS"_s;
        made.tree.operands = {std::move(subquery)};
        made.type.type = namedType(u"Boolean"_s);
        return made;
    }

    Value attribute(CallContext &context, const QString &name) override
    {
        if (name != u"where" && name != u"select_from")
            return ExpressionHost::attribute(context, name);
        const auto self = std::static_pointer_cast<ExistsHost>(shared_from_this());
        return python::nativeFunction(name, [self, name](CallContext &c, const Arguments &arguments) -> Value {
            const Value changed = c.call(self->m_select->attribute(c, name), arguments);
            const auto select = changed.host<SelectHost>();
            return select ? Value::host(std::make_shared<ExistsHost>(self->m_reading, select)) : changed;
        });
    }

private:
    std::shared_ptr<SelectHost> m_select;
};

Value select(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    if (!arguments.keywords.empty())
        return context.unknown(tr("the keyword arguments of select() are not understood"));
    auto host = std::make_shared<SelectHost>(reading);
    const Made<bool> added = host->addColumns(context, arguments.positional);
    return added ? Value::host(host) : added.instead();
}

Value exists(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    auto host = std::make_shared<SelectHost>(reading);
    if (arguments.positional.empty()) {
        Expr star;
        star.tree.kind = Kind::Star;
        host = std::make_shared<SelectHost>(reading);
        const Made<bool> added = host->addColumns(context, {makeExpression(reading, std::move(star))});
        if (!added)
            return added.instead();
    } else if (const auto given = arguments.positional.front().host<SelectHost>()) {
        host = given;
    } else {
        const Made<bool> added = host->addColumns(context, arguments.positional);
        if (!added)
            return added.instead();
    }
    return Value::host(std::make_shared<ExistsHost>(reading, host));
}

Value dml(const ReadingPtr &reading, DmlHost::Sort sort, CallContext &context, const Arguments &arguments)
{
    if (arguments.positional.size() != 1 || !arguments.keywords.empty())
        return context.unknown(tr("the arguments of this statement are not understood"));
    const Value target = tableOfModel(arguments.positional.front());
    const auto table = target.host<TableHost>();
    if (!table)
        return target.isUnknown() ? target
                                  : context.unknown(tr("a statement on a value of type %1 is not understood").arg(target.typeName()));
    auto host = std::make_shared<DmlHost>(reading, sort, table);
    if (arguments.positional.front().isClass())
        host->setModel(arguments.positional.front());
    return Value::host(host);
}

} // namespace

Value makeJoin(CallContext &context, const std::shared_ptr<FromHost> &left, const Arguments &arguments, bool outer)
{
    static const Signature signature("join"_L1, "right, onclause=, isouter=, full="_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const auto right = tableOfModel(bound["right"_L1]).host<FromHost>();
    if (!right || !bound.has("onclause"_L1))
        return bound["right"_L1].isUnknown() ? bound["right"_L1] : context.unknown(tr("a join without an ON condition is not understood"));
    Made<Expr> on = toExpression(context, bound["onclause"_L1]);
    const Made<bool> isOuter = toBool(context, bound["isouter"_L1]);
    const Made<bool> full = toBool(context, bound["full"_L1]);
    if (!on || !isOuter || !full)
        return !on ? on.instead() : !isOuter ? isOuter.instead() : full.instead();
    SqlExpression join;
    join.kind = Kind::Join;
    join.text = *full ? u"FULL OUTER JOIN"_s : outer || *isOuter ? u"LEFT OUTER JOIN"_s : u"JOIN"_s;
    join.operands = {left->from(), right->from(), std::move(on->tree)};
    return Value::host(std::make_shared<FromHost>(left->reading(), std::move(join)));
}

Value selectFrom(CallContext &context, const std::shared_ptr<FromHost> &from, const Arguments &arguments)
{
    if (arguments.count() > 0)
        return context.unknown(tr("the arguments of select() on a table are not understood"));
    if (from->columns().empty())
        return context.unknown(tr("a select() without columns is not understood"));
    auto host = std::make_shared<SelectHost>(from->reading());
    const Made<bool> added = host->addColumns(context, {Value::host(from)});
    return added ? Value::host(host) : added.instead();
}

std::vector<std::pair<QString, Value>> statementFunctions(const ReadingPtr &reading)
{
    std::vector<std::pair<QString, Value>> made;
    const auto add = [&made](const QString &name, python::NativeCall function) {
        made.emplace_back(name, python::nativeFunction(name, std::move(function)));
    };
    add(u"select"_s, [reading](CallContext &c, const Arguments &a) { return select(reading, c, a); });
    add(u"exists"_s, [reading](CallContext &c, const Arguments &a) { return exists(reading, c, a); });
    add(u"insert"_s, [reading](CallContext &c, const Arguments &a) { return dml(reading, DmlHost::Sort::Insert, c, a); });
    add(u"update"_s, [reading](CallContext &c, const Arguments &a) { return dml(reading, DmlHost::Sort::Update, c, a); });
    add(u"delete"_s, [reading](CallContext &c, const Arguments &a) { return dml(reading, DmlHost::Sort::Delete, c, a); });
    for (const bool outer : {false, true}) {
        add(outer ? u"outerjoin"_s : u"join"_s, [outer](CallContext &c, const Arguments &arguments) -> Value {
            const auto left = arguments.positional.empty() ? nullptr : arguments.positional.front().host<FromHost>();
            if (!left)
                return c.unknown(tr("a join of something else than tables is not understood"));
            Arguments rest = arguments;
            rest.positional.erase(rest.positional.begin());
            return makeJoin(c, left, rest, outer);
        });
    }
    return made;
}

} // namespace retort::hosts
