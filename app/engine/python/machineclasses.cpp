#include "python/machine.h"
#include "python/parser.h"
#include "python/syntaxwalk.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

void Machine::defineFunction(const FunctionDef &definition)
{
    Values decorators;
    for (const auto *decorator : definition.decoratorList)
        decorators.push_back(evaluate(*decorator));
    const auto code = codeOf(&definition, definition.args, definition.body, nullptr, definition.name.text(), definition.isAsync);
    Value function = makeFunction(code, *definition.args, definition.name.text());
    if (definition.bodySkipped)
        function = unknownHere(u"the body of this function was not read"_s);
    for (size_t i = decorators.size(); i-- > 0;) {
        m_frame->at = definition.decoratorList[i]->span();
        function = call(decorators[i], {function});
    }
    bindName(definition.name, function);
}

Value Machine::evaluateAnnotation(const ClassObject &cls, const QString &text)
{
    if (!cls.body || !cls.home)
        stop(u"an annotation of a class that no statement made"_s);
    const Module tree = parse(SourceText(u"<annotation>"_s, "(" + text.toUtf8() + ")\n"));
    const auto *statement = tree.diagnostics.isEmpty() && tree.body.size() == 1 ? tree.body.front()->as<Expr>() : nullptr;
    if (!statement)
        stop(u"an annotation that is no expression"_s);
    Frame frame;
    frame.caller = m_frame;
    frame.scope = cls.body;
    frame.module = cls.home;
    frame.tree = &tree;
    frame.at = statement->span();
    struct Restore {
        Machine &machine;
        Frame *frame;
        ~Restore() { machine.m_frame = frame; }
    } const restore{*this, m_frame};
    m_frame = &frame;
    return evaluate(*statement->value);
}

void Machine::runClassBody(const ClassDef &definition, const Ref<Scope> &scope)
{
    Frame frame;
    frame.caller = m_frame;
    frame.scope = scope;
    frame.module = m_frame->module;
    frame.tree = m_frame->tree;
    frame.tolerant = m_frame->tolerant;
    struct Restore {
        Machine &machine;
        Frame *frame;
        ~Restore() { machine.m_frame = frame; }
    } const restore{*this, m_frame};
    m_frame = &frame;
    executeInner(definition.body);
}

void Machine::defineClass(const ClassDef &definition)
{
    Values decorators;
    for (const auto *decorator : definition.decoratorList)
        decorators.push_back(evaluate(*decorator));
    Values bases = evaluateList(definition.bases);
    CallArguments keywords;
    Value metaclass;
    for (const auto &keyword : definition.keywords) {
        const Value value = evaluate(*keyword.value);
        if (keyword.name == "metaclass"_L1)
            metaclass = value;
        else if (keyword.name)
            keywords.keywords.emplace_back(keyword.name.text(), value);
    }
    const Ref<Scope> scope(make<Scope>(Scope::Class));
    scope->parent = m_frame->scope;
    QString prefix;
    if (m_frame->scope->type == Scope::Class)
        prefix = m_frame->scope->names.get(u"__qualname__"_s).text() + u'.';
    scope->names.set(u"__module__"_s, Value::string(m_frame->module->name));
    scope->names.set(u"__qualname__"_s, Value::string(prefix + definition.name.text()));
    if (!definition.body.empty() && definition.body.front()->is<Expr>()) {
        const auto *doc = definition.body.front()->to<Expr>().value->as<Constant>();
        if (doc && doc->isString())
            scope->names.set(u"__doc__"_s, Value::string(doc->string()));
    }
    runClassBody(definition, scope);
    m_frame->at = definition.span();
    if (metaclass.isClass() && !as<ClassObject>(metaclass).isBuiltin)
        metaclass = unknownHere(u"metaclasses are not supported"_s);
    if (metaclass.isUnknown() || metaclass.isHost())
        bases.push_back(metaclass);
    Value cls = makeClass(definition.name.text(), bases, scope->names, keywords, scope);
    for (size_t i = decorators.size(); i-- > 0;) {
        m_frame->at = definition.decoratorList[i]->span();
        cls = call(decorators[i], {cls});
    }
    bindName(definition.name, cls);
}

/// The C3 order of the bases, as Python computes it; hosts and Unknowns stand in it as classes without bases.
Values Machine::linearize(const Values &bases)
{
    std::vector<Values> sequences;
    for (const auto &base : bases)
        sequences.push_back(base.isClass() ? base.classOrder() : Values{base});
    sequences.push_back(bases);
    // Where unknown classes belong in the order is not known either, and two of them may be one value: they go last.
    Value unknown;
    for (auto &sequence : sequences) {
        for (const auto &base : sequence) {
            if (unknown.isUnset() && base.isUnknown())
                unknown = base;
        }
        std::erase_if(sequence, [](const Value &base) { return base.isUnknown(); });
    }
    Values order;
    for (;;) {
        std::erase_if(sequences, [](const Values &sequence) { return sequence.empty(); });
        if (sequences.empty()) {
            if (!unknown.isUnset())
                order.push_back(unknown);
            return order;
        }
        Value next;
        for (const auto &sequence : sequences) {
            const Value &candidate = sequence.front();
            const bool inTail = std::any_of(sequences.begin(), sequences.end(), [&candidate](const Values &other) {
                return std::any_of(other.begin() + 1, other.end(), [&candidate](const Value &one) { return one.isSame(candidate); });
            });
            if (!inTail) {
                next = candidate;
                break;
            }
        }
        if (next.isUnset())
            raise("TypeError"_L1, u"Cannot create a consistent method resolution order (MRO) for bases"_s);
        order.push_back(next);
        for (auto &sequence : sequences) {
            if (sequence.front().isSame(next))
                sequence.erase(sequence.begin());
        }
    }
}

Value Machine::makeClass(const QString &name, const Values &givenBases, Dictionary attributes, const CallArguments &keywords,
                         Ref<Scope> scope)
{
    Values bases;
    for (const auto &base : givenBases) {
        const bool isBase = base.isClass() || base.isUnknown() || (base.isHost() && base.hostObject()->isClass());
        bool isKnown = false;
        for (const auto &other : bases)
            isKnown = isKnown || other.isSame(base);
        if (!isBase && base.isHost())
            bases.push_back(unknownHere(u"'"_s + base.typeName() + u"' as a base class"_s));
        else if (!isBase)
            stop(u"a base class that is no class: "_s + base.typeName());
        else if (!isKnown)
            bases.push_back(base);
    }
    // Generic, Protocol and ABC stand in as plain `object`, which may not come before another base.
    if (bases.size() > 1)
        std::erase_if(bases, [this](const Value &base) { return base.object() == m_object; });
    if (bases.empty())
        bases.emplace_back(static_cast<Object *>(m_object));
    auto *cls = make<ClassObject>(name);
    const Value result(static_cast<Object *>(cls));
    cls->bases = bases;
    cls->order = linearize(bases);
    cls->qualifiedName = attributes.get(u"__qualname__"_s).text();
    cls->module = attributes.get(u"__module__"_s).text();
    if (scope) {
        cls->body = scope;
        cls->home = m_frame->module;
    }
    for (const auto &base : cls->order) {
        if (!base.isClass()) {
            if (cls->foreign.isUnset())
                cls->foreign = base;
            continue;
        }
        const auto &inherited = as<ClassObject>(base);
        if (cls->payload == Kind::Unset)
            cls->payload = inherited.payload;
        cls->isException = cls->isException || inherited.isException;
        cls->isEnum = cls->isEnum || inherited.isEnum;
        cls->isFlag = cls->isFlag || inherited.isFlag;
        cls->isNamedTuple = cls->isNamedTuple || inherited.isNamedTuple;
        cls->isDataclass = cls->isDataclass || inherited.isDataclass;
    }
    if (cls->isEnum) {
        cls->attributes = attributes;
        if (scope)
            scope->classValue = result;
        finishEnum(*cls, attributes);
    } else {
        cls->attributes = std::move(attributes);
        if (scope)
            scope->classValue = result;
    }
    // `__init_subclass__` and `__class_getitem__` are class methods without saying so.
    for (const auto &implicit : {u"__init_subclass__"_s, u"__class_getitem__"_s}) {
        const Value function = cls->attributes.get(implicit);
        if (function.kind() == Kind::Function) {
            auto *descriptor = new DescriptorObject(DescriptorObject::ClassMethod);
            descriptor->getter = function;
            cls->attributes.set(implicit, Value(static_cast<Object *>(descriptor)));
        }
    }
    const std::vector<Dictionary::Entry> own = cls->attributes.entries();
    for (const auto &entry : own) {
        if (entry.value.isInstance())
            callSpecial(entry.value, "__set_name__"_L1, {result, entry.key});
    }
    for (const auto &base : cls->order) {
        if (!base.isClass())
            continue;
        const Value hook = as<ClassObject>(base).attributes.get(u"__init_subclass__"_s);
        if (!hook.isUnset()) {
            call(bind(hook, Value(), cls), keywords);
            break;
        }
    }
    for (const auto &base : bases) {
        if (!base.isHost())
            continue;
        CallContext at = context();
        const Value replaced = checked(base.hostObject()->subclassed(at, result));
        if (!replaced.isNone() && !replaced.isUnset())
            return replaced;
    }
    // A namedtuple's fields come from its annotations; their defaults must not hide the fields.
    if (cls->isNamedTuple && cls->lookup(u"_fields"_s).isUnset()) {
        Values fields;
        auto *defaults = makeDict();
        cls->attributes.set(u"_field_defaults"_s, Value(static_cast<Object *>(defaults)));
        for (const auto &[field, annotation] : cls->attributes.get(u"__annotations__"_s).entries()) {
            fields.push_back(field);
            const Value value = cls->attributes.get(field.text());
            if (!value.isUnset())
                setEntry(*defaults, field, value);
            cls->attributes.remove(field.text());
        }
        cls->attributes.set(u"_fields"_s, Value::tuple(fields));
    }
    return result;
}

namespace {

bool isMember(const QString &name, const Value &value)
{
    if (name.startsWith(u'_') && (name.endsWith(u'_') || name.startsWith("__"_L1)))
        return false;
    return value.kind() != Kind::Function && value.kind() != Kind::Descriptor && value.kind() != Kind::NativeFunction;
}

bool isAuto(const Value &value)
{
    return value.isInstance() && value.typeName() == "auto"_L1;
}

} // namespace

/// Turns the plain names of an enum's body into members, in order.
void Machine::finishEnum(ClassObject &cls, const Dictionary &body)
{
    const std::vector<Dictionary::Entry> entries = body.entries();
    const Ref<ClassObject> self(&cls);
    Value last;
    for (const auto &entry : entries) {
        const QString name = entry.key.text();
        Value value = entry.value;
        if (entry.key.isUnset() || !isMember(name, value))
            continue;
        if (value.isInstance() && as<InstanceObject>(value).cls->name == "nonmember"_L1)
            continue;
        if (value.isUnknown()) {
            continue; // stays what it is: a member whose value is not known
        }
        if (isAuto(value)) {
            const Value generate = cls.lookup(u"_generate_next_value_"_s);
            if (!generate.isUnset()
                && !as<ClassObject>(Value(static_cast<Object *>(m_enum))).attributes.get(u"_generate_next_value_"_s).isSame(generate)) {
                Values values;
                for (const auto &member : cls.members)
                    values.push_back(as<InstanceObject>(member).attributes.get(u"_value_"_s));
                const Value function = generate.kind() == Kind::Descriptor ? as<DescriptorObject>(generate).getter : generate;
                value = call(function, {string(name), Value::integer(1), Value::integer(qint64(cls.members.size())), list(values)});
            } else if (std::any_of(cls.order.begin(), cls.order.end(), [](const Value &base) { return base.name() == "StrEnum"_L1; })) {
                value = string(name.toLower());
            } else if (cls.isFlag) {
                value = last.isUnset() ? Value::integer(1) : Value::integer(last.toInt64().value_or(0) * 2);
            } else {
                value = last.isUnset() ? Value::integer(1) : binary(BinaryOperator::Add, last, Value::integer(1));
            }
        }
        auto *member = make<InstanceObject>(self);
        Value result(static_cast<Object *>(member));
        Values args = value.isTuple() ? value.items() : Values{value};
        Value memberValue = value;
        const Value create = cls.lookup(u"__new__"_s);
        if (create.kind() == Kind::Descriptor || create.kind() == Kind::Function) {
            Values all{Value(static_cast<Object *>(&cls))};
            all.insert(all.end(), args.begin(), args.end());
            result = call(create.kind() == Kind::Descriptor ? as<DescriptorObject>(create).getter : create, all);
            if (!result.isInstance())
                stop(u"an enum whose __new__ gives no instance"_s);
            const Value own = as<InstanceObject>(result).attributes.get(u"_value_"_s);
            if (!own.isUnset())
                memberValue = own;
        } else if (cls.payload != Kind::Unset) {
            member->payload = call(Value(static_cast<Object *>(m_types[size_t(cls.payload)])), args);
            memberValue = member->payload;
        } else {
            member->payload = value;
        }
        auto &instance = as<InstanceObject>(result);
        instance.attributes.set(u"_name_"_s, string(name));
        instance.attributes.set(u"_value_"_s, memberValue);
        last = memberValue;
        const Value init = cls.lookup(u"__init__"_s);
        if (init.kind() == Kind::Function)
            call(bind(init, result, &cls), args);
        Value alias;
        for (const auto &other : cls.members) {
            if (isTrue(equal(as<InstanceObject>(other).attributes.get(u"_value_"_s), memberValue)))
                alias = other;
        }
        if (alias.isUnset())
            cls.members.push_back(result);
        cls.attributes.set(name, alias.isUnset() ? result : alias);
    }
}

} // namespace retort::python
