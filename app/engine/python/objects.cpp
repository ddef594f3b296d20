#include "python/objects.h"

#include <algorithm>

namespace retort::python {

namespace {

void visitTable(const Dictionary &table, const std::function<void(const Value &)> &visitor)
{
    for (const auto &entry : table.entries()) {
        if (entry.key.isUnset())
            continue;
        visitor(entry.key);
        visitor(entry.value);
    }
}

void visitAll(const Values &values, const std::function<void(const Value &)> &visitor)
{
    for (const auto &value : values)
        visitor(value);
}

} // namespace

Tracked::~Tracked()
{
    if (before) {
        before->after = after;
        after->before = before;
    }
}

void Tracked::track(Tracked &head)
{
    before = &head;
    after = head.after;
    head.after->before = this;
    head.after = this;
}

bool StrObject::isNarrow() const
{
    if (narrow < 0)
        narrow = std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSurrogate(); });
    return narrow;
}

qsizetype StrObject::length() const
{
    if (isNarrow())
        return text.size();
    qsizetype count = 0;
    for (qsizetype i = 0; i < text.size(); ++i, ++count) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
    }
    return count;
}

void ListObject::visit(const std::function<void(const Value &)> &visitor) const
{
    visitAll(items, visitor);
}

void DictObject::visit(const std::function<void(const Value &)> &visitor) const
{
    visitTable(table, visitor);
}

qint64 RangeObject::length() const
{
    // In unsigned arithmetic: the distance of two 64-bit numbers can need 64 bits.
    if (step > 0)
        return start < stop ? qint64((quint64(stop) - quint64(start) - 1) / quint64(step) + 1) : 0;
    return start > stop ? qint64((quint64(start) - quint64(stop) - 1) / (0 - quint64(step)) + 1) : 0;
}

bool Code::isGlobal(const QString &name_) const
{
    return std::find(globals.begin(), globals.end(), &name_) != globals.end();
}

void Scope::drop()
{
    Values old;
    old.swap(cells);
    cells.resize(old.size());
    names.clear();
    classValue = Value();
    parent.reset();
}

void Scope::visit(const std::function<void(const Value &)> &visitor) const
{
    visitAll(cells, visitor);
    visitTable(names, visitor);
}

void ModuleObject::visit(const std::function<void(const Value &)> &) const {}

void FunctionObject::drop()
{
    closure.reset();
    module.reset();
    defaults.clear();
    keywordDefaults.clear();
    attributes.clear();
}

void FunctionObject::visit(const std::function<void(const Value &)> &visitor) const
{
    visitAll(defaults, visitor);
    visitAll(keywordDefaults, visitor);
    visitTable(attributes, visitor);
}

void ClassObject::drop()
{
    bases.clear();
    order.clear();
    attributes.clear();
    foreign = Value();
    members.clear();
    fields.clear();
    body.reset();
    home.reset();
    construct = nullptr;
}

void ClassObject::visit(const std::function<void(const Value &)> &visitor) const
{
    visitTable(attributes, visitor);
}

Value ClassObject::lookup(const QString &attribute, size_t hash, const ClassObject **owner) const
{
    Value found = attributes.get(attribute, hash);
    if (!found.isUnset()) {
        if (owner)
            *owner = this;
        return found;
    }
    for (const auto &base : order) {
        if (!base.isClass())
            continue;
        found = as<ClassObject>(base).attributes.get(attribute, hash);
        if (!found.isUnset()) {
            if (owner)
                *owner = &as<ClassObject>(base);
            return found;
        }
    }
    return {};
}

bool ClassObject::derivesFrom(const ClassObject &other) const
{
    if (this == &other)
        return true;
    return std::any_of(order.begin(), order.end(), [&other](const Value &base) { return base.object() == &other; });
}

void InstanceObject::drop()
{
    attributes.clear();
    payload = Value();
}

void InstanceObject::visit(const std::function<void(const Value &)> &visitor) const
{
    visitTable(attributes, visitor);
    if (!payload.isUnset())
        visitor(payload);
}

} // namespace retort::python
