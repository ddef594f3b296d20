#include "python/machine.h"
#include "python/machinegenerators.h"
#include "python/syntaxwalk.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

std::shared_ptr<const Code> Machine::codeOf(const void *node, const Arguments *args, Statements body, const Expression *result,
                                            const QString &name, bool isAsync)
{
    auto &known = m_codes[node];
    if (known)
        return known;
    auto code = std::make_shared<Code>();
    code->tree = *m_frame->tree;
    code->args = args;
    code->body = body;
    code->result = result;
    code->name = name;
    code->isAsync = isAsync;
    for (const auto &arg : args->posOnlyArgs)
        code->names.push_back(&arg.name.text());
    for (const auto &arg : args->args)
        code->names.push_back(&arg.name.text());
    for (const auto &arg : args->kwOnlyArgs)
        code->names.push_back(&arg.name.text());
    if (args->vararg)
        code->names.push_back(&args->vararg->name.text());
    if (args->kwarg)
        code->names.push_back(&args->kwarg->name.text());
    const Bindings bindings = result ? bindingsOf(*result) : bindingsOf(body);
    for (const auto *own : bindings.names) {
        if (std::find(code->names.begin(), code->names.end(), own) == code->names.end())
            code->names.push_back(own);
    }
    code->globals = bindings.globals;
    code->isGenerator = bindings.yields;
    known = code;
    return code;
}

std::shared_ptr<const Code> Machine::comprehensionCode(const Expression &comprehension)
{
    auto &known = m_codes[&comprehension];
    if (known)
        return known;
    auto code = std::make_shared<Code>();
    code->tree = *m_frame->tree;
    std::span<const Comprehension> generators;
    if (const auto *listComp = comprehension.as<ListComp>())
        generators = listComp->generators;
    else if (const auto *setComp = comprehension.as<SetComp>())
        generators = setComp->generators;
    else if (const auto *dictComp = comprehension.as<DictComp>())
        generators = dictComp->generators;
    else
        generators = comprehension.to<GeneratorExp>().generators;
    Bindings bindings;
    for (const auto &generator : generators)
        collectTarget(*generator.target, bindings);
    code->names = bindings.names;
    known = code;
    return code;
}

Value Machine::makeFunction(std::shared_ptr<const Code> code, const Arguments &args, const QString &name)
{
    auto *function = make<FunctionObject>();
    const Value result(static_cast<Object *>(function));
    function->code = std::move(code);
    function->closure = m_frame->scope;
    function->module = m_frame->module;
    function->name = name;
    function->qualifiedName = name;
    if (m_frame->scope->type == Scope::Class)
        function->qualifiedName = m_frame->scope->names.get(u"__qualname__"_s).text() + u'.' + name;
    for (const auto *value : args.defaults)
        function->defaults.push_back(evaluate(*value));
    for (const auto *value : args.kwDefaults)
        function->keywordDefaults.push_back(value ? evaluate(*value) : Value());
    if (!function->code->body.empty() && function->code->body.front()->is<Expr>()) {
        const auto *doc = function->code->body.front()->to<Expr>().value->as<Constant>();
        if (doc && doc->isString())
            function->attributes.set(u"__doc__"_s, Value::string(doc->string()));
    }
    return result;
}

void Machine::collectArguments(const Call &expression, CallArguments &arguments)
{
    arguments.positional.reserve(arguments.positional.size() + expression.args.size());
    for (const auto *argument : expression.args) {
        if (const auto *starred = argument->as<Starred>()) {
            each(evaluate(*starred->value), [&arguments](const Value &value) {
                arguments.positional.push_back(value);
                return true;
            });
        } else {
            arguments.positional.push_back(evaluate(*argument));
        }
    }
    for (const auto &keyword : expression.keywords) {
        Value value = evaluate(*keyword.value);
        if (keyword.name) {
            arguments.keywords.emplace_back(keyword.name.text(), std::move(value));
            continue;
        }
        m_frame->at = expression.span();
        if (value.isUnknown())
            stopUnknown(value, u"the arguments of this call are not known"_s);
        const Value mapping = value.plain();
        if (!mapping.isDict())
            raise("TypeError"_L1, u"argument after ** must be a mapping, not "_s + value.typeName());
        for (const auto &[key, entry] : mapping.entries()) {
            if (!key.isString())
                raise("TypeError"_L1, u"keywords must be strings"_s);
            const QString name = key.text();
            for (const auto &given : arguments.keywords) {
                if (given.first == name)
                    raise("TypeError"_L1, u"got multiple values for keyword argument '"_s + name + u"'"_s);
            }
            arguments.keywords.emplace_back(name, entry);
        }
    }
}

Value Machine::evaluateCall(const Call &expression)
{
    Value function;
    CallArguments arguments;
    if (const auto *method = expression.func->as<Attribute>()) {
        const Value object = evaluate(*method->value);
        m_frame->at = method->span();
        function = attribute(object, method->attr);
    } else if (const auto *name = expression.func->as<Name>(); name && name->id == "super"_L1 && expression.args.empty()) {
        m_frame->at = expression.span();
        return callSuper(expression);
    } else {
        function = evaluate(*expression.func);
    }
    collectArguments(expression, arguments);
    m_frame->at = expression.span();
    if (function.kind() == Kind::NativeFunction && arguments.count() == 0) {
        // locals(), globals(), vars() and dir() look at the caller; they are registered as functions of the frame.
        return callNative(as<NativeFunctionObject>(function), arguments);
    }
    return call(function, std::move(arguments));
}

/// super() without arguments: the class whose body this function was written in, and its first argument.
Value Machine::callSuper(const Call &)
{
    const Scope *scope = m_frame->scope.get();
    const Scope *method = nullptr;
    while (scope && scope->type != Scope::Class) {
        if (scope->type == Scope::Function && scope->code->args)
            method = scope;
        scope = scope->parent.get();
    }
    if (!scope || !method || method->cells.empty())
        raise("RuntimeError"_L1, u"super(): no arguments"_s);
    auto *descriptor = new DescriptorObject(DescriptorObject::Super);
    const Value result(static_cast<Object *>(descriptor));
    descriptor->getter = scope->classValue;
    descriptor->setter = method->cells.front();
    return result;
}

Value Machine::callUnknown(const Value &unknown, const CallArguments &arguments)
{
    const bool inFunction = m_frame && !m_frame->tolerant;
    const auto hasEffects = [inFunction](const Value &value) {
        if (value.isHost())
            return value.hostObject()->hasEffects();
        // Classes of stand-ins written in Python say so: a Session.
        if (value.isInstance())
            return value.classOf().storedAttribute(u"__has_effects__"_s).isTrue();
        // It may be called there, and then does what it does.
        const auto kind = value.kind();
        return inFunction
            && (kind == Kind::Function || kind == Kind::BoundMethod || kind == Kind::NativeFunction || kind == Kind::Iterator);
    };
    bool acts = std::any_of(arguments.positional.begin(), arguments.positional.end(), hasEffects);
    for (const auto &keyword : arguments.keywords)
        acts = acts || hasEffects(keyword.second);
    if (acts)
        stopUnknown(unknown, u"what this call does is not known"_s);
    return unknown;
}

Value Machine::call(const Value &function, CallArguments arguments)
{
    step();
    checkStack();
    switch (function.kind()) {
    case Kind::Function: return callFunction(as<FunctionObject>(function), arguments);
    case Kind::NativeFunction: return callNative(as<NativeFunctionObject>(function), arguments);
    case Kind::BoundMethod: {
        const auto &method = as<BoundMethodObject>(function);
        const Value keep = function;
        arguments.positional.insert(arguments.positional.begin(), method.self);
        return call(method.function, std::move(arguments));
    }
    case Kind::Class: {
        const Value keep = function;
        return instantiate(as<ClassObject>(keep), arguments);
    }
    case Kind::Unknown: return callUnknown(function, arguments);
    case Kind::Host: {
        CallContext at = context();
        const auto host = function.hostObject();
        Value result = checked(host->call(at, arguments));
        return result.isUnset() ? Value::none() : result;
    }
    case Kind::Descriptor: {
        const auto &descriptor = as<DescriptorObject>(function);
        if (descriptor.type == DescriptorObject::StaticMethod)
            return call(descriptor.getter, std::move(arguments));
        break;
    }
    case Kind::Instance: {
        const Value method = findAttribute(function, u"__call__"_s);
        if (!method.isUnset() && !as<InstanceObject>(function).cls->lookup(u"__call__"_s).isUnset())
            return call(method, std::move(arguments));
        if (method.isUnknown())
            return callUnknown(method, arguments);
        break;
    }
    default: break;
    }
    raise("TypeError"_L1, u"'"_s + function.typeName() + u"' object is not callable"_s);
}

Value Machine::callNative(const NativeFunctionObject &function, const CallArguments &arguments)
{
    if (function.policy != UnknownPolicy::Accept) {
        Value unknown;
        for (const auto &value : arguments.positional) {
            if (value.isUnknown())
                unknown = value;
        }
        for (const auto &keyword : arguments.keywords) {
            if (keyword.second.isUnknown())
                unknown = keyword.second;
        }
        if (!unknown.isUnset() && function.policy == UnknownPolicy::Stop)
            stopUnknown(unknown, u"what "_s + function.name + u"() changes is not known"_s);
        if (!unknown.isUnset())
            return unknown;
    }
    if (++m_depth > m_budgets.depth * 4)
        exhausted(u"depth"_s);
    struct Leave {
        int &depth;
        ~Leave() { --depth; }
    } const leaveDepth{m_depth};
    CallContext at = context();
    Value result = checked(function.function(at, arguments));
    return result.isUnset() ? Value::none() : result;
}

bool Machine::bindArguments(const Code &code, FunctionObject &function, CallArguments &arguments, Scope &scope)
{
    const Arguments &args = *code.args;
    const size_t positionalOnly = args.posOnlyArgs.size();
    const size_t positional = positionalOnly + args.args.size();
    const size_t named = positional + args.kwOnlyArgs.size();
    const QString title = function.name + u"()"_s;
    auto &given = arguments.positional;
    size_t next = named;
    for (size_t i = 0; i < std::min(positional, given.size()); ++i)
        scope.cells[i] = std::move(given[i]);
    if (args.vararg) {
        Values rest;
        if (given.size() > positional)
            rest.assign(given.begin() + qsizetype(positional), given.end());
        scope.cells[next++] = tuple(std::move(rest));
    } else if (given.size() > positional) {
        raise("TypeError"_L1,
              title
                  + u" takes %1 positional argument%2 but %3 %4 given"_s.arg(positional)
                        .arg(positional == 1 ? QString() : u"s"_s)
                        .arg(given.size())
                        .arg(given.size() == 1 ? u"was"_s : u"were"_s));
    }
    Ref<DictObject> more;
    if (args.kwarg) {
        more = Ref<DictObject>(makeDict());
        scope.cells[next] = Value(static_cast<Object *>(more.get()));
    }
    for (auto &[name, value] : arguments.keywords) {
        size_t at = positionalOnly;
        while (at < named && *code.names[at] != name)
            ++at;
        if (at < named) {
            if (!scope.cells[at].isUnset())
                raise("TypeError"_L1, title + u" got multiple values for argument '"_s + name + u"'"_s);
            scope.cells[at] = std::move(value);
        } else if (more) {
            more->table.set(name, std::move(value));
        } else {
            raise("TypeError"_L1, title + u" got an unexpected keyword argument '"_s + name + u"'"_s);
        }
    }
    const size_t firstDefault = positional - std::min(positional, function.defaults.size());
    QStringList missing;
    for (size_t i = 0; i < positional; ++i) {
        if (!scope.cells[i].isUnset())
            continue;
        if (i >= firstDefault)
            scope.cells[i] = function.defaults[i - firstDefault];
        else
            missing.append(u"'"_s + *code.names[i] + u"'"_s);
    }
    if (!missing.isEmpty()) {
        const QString last = missing.takeLast();
        const QString list = missing.isEmpty() ? last
            : missing.size() == 1              ? QString(missing[0] + u" and "_s + last)
                                               : QString(missing.join(u", "_s) + u", and "_s + last);
        raise("TypeError"_L1,
              title + u" missing %1 required positional argument%2: "_s.arg(missing.size() + 1).arg(missing.isEmpty() ? QString() : u"s"_s)
                  + list);
    }
    for (size_t i = positional; i < named; ++i) {
        if (!scope.cells[i].isUnset())
            continue;
        if (i - positional >= function.keywordDefaults.size() || function.keywordDefaults[i - positional].isUnset())
            raise("TypeError"_L1, title + u" missing 1 required keyword-only argument: '"_s + *code.names[i] + u"'"_s);
        scope.cells[i] = function.keywordDefaults[i - positional];
    }
    return true;
}

Value Machine::callFunction(FunctionObject &function, CallArguments &arguments)
{
    const Ref<FunctionObject> keep(&function);
    const auto code = function.code;
    const Ref<Scope> scope(make<Scope>(Scope::Function));
    scope->parent = function.closure;
    scope->code = code;
    scope->cells.resize(code->names.size());
    bindArguments(*code, function, arguments, *scope);
    if (code->isGenerator || code->isAsync)
        return makeGenerator(*this, code, scope, function.module);
    return runBody(*code, scope, function.module);
}

Value Machine::runBody(const Code &code, Ref<Scope> scope, Ref<ModuleObject> module)
{
    if (m_depth >= m_budgets.depth)
        exhausted(u"depth"_s);
    Frame frame;
    frame.caller = m_frame;
    frame.scope = std::move(scope);
    frame.module = std::move(module);
    frame.tree = &code.tree;
    frame.isCall = true;
    struct Leave {
        Machine &machine;
        Frame *frame;
        ~Leave()
        {
            machine.m_frame = frame;
            --machine.m_depth;
        }
    } const leaveFrame{*this, m_frame};
    ++m_depth;
    m_frame = &frame;
    if (code.result)
        return evaluate(*code.result);
    return execute(code.body) == Flow::Return ? frame.returned : Value::none();
}

Value Machine::instantiate(ClassObject &cls, const CallArguments &arguments)
{
    const Value self(static_cast<Object *>(&cls));
    if (cls.construct) {
        for (const auto &value : arguments.positional) {
            if (value.isUnknown() && !cls.isException && cls.name != "type"_L1 && cls.name != "property"_L1 && cls.payload != Kind::Unset)
                return value;
        }
        CallContext at = context();
        CallArguments all = arguments;
        all.positional.insert(all.positional.begin(), self);
        return checked(cls.construct(at, all));
    }
    if (cls.isEnum && !cls.members.empty()) {
        if (arguments.positional.size() != 1)
            raise("TypeError"_L1, cls.name + u"() takes one value"_s);
        const Value &wanted = arguments.positional.front();
        if (wanted.isUnknown())
            return wanted;
        for (const auto &member : cls.members) {
            if (wanted.isSame(member) || isTrue(equal(as<InstanceObject>(member).attributes.get(u"_value_"_s), wanted)))
                return member;
        }
        const Value missing = cls.lookup(u"_missing_"_s);
        if (!missing.isUnset()) {
            const Value found = call(bind(missing, Value(), &cls), {wanted});
            if (!found.isNone())
                return found;
        }
        for (const auto &[name, value] : self.storedAttributes()) {
            if (value.isUnknown())
                return value;
        }
        if (cls.isFlag)
            return unknownHere(u"combined flags are not supported"_s);
        raise("ValueError"_L1, representation(wanted).text() + u" is not a valid "_s + cls.qualifiedName);
    }
    if (cls.isEnum && arguments.positional.size() >= 2) {
        Dictionary members;
        const Value names = arguments.positional[1];
        qint64 next = 1;
        if (names.isDict()) {
            for (const auto &[key, value] : names.entries())
                members.set(key.text(), value);
        } else {
            const Values listed =
                names.isString() ? items(call(attribute(string(names.text().replace(u',', u' ')), u"split"_s))) : items(names);
            for (const auto &entry : listed) {
                if (entry.isTuple())
                    members.set(item(entry, Value::integer(0)).text(), item(entry, Value::integer(1)));
                else
                    members.set(entry.text(), Value::integer(next++));
            }
        }
        Values bases{self};
        const Value type = arguments.keyword("type"_L1);
        if (!type.isUnset())
            bases.insert(bases.begin(), type);
        return makeClass(arguments.positional[0].text(), bases, members, {}, {});
    }
    if (cls.foreignBase().isUnknown()) {
        callUnknown(cls.foreignBase(), arguments);
        return unknownHere(u"an instance of '"_s + cls.name + u"': "_s + cls.foreignBase().unknownReason());
    }
    if (cls.foreignBase().isHost()) {
        CallContext at = context();
        const Value made = checked(cls.foreignBase().hostObject()->instantiate(at, self, arguments));
        if (!made.isUnset())
            return made;
    }
    for (const auto &base : cls.order) {
        // Classes derived from one of ours with a constructor of its own: exceptions, stand-ins.
        if (!base.isClass() || !as<ClassObject>(base).construct)
            continue;
        const auto &builtin = as<ClassObject>(base);
        if (!builtin.isException && builtin.payload == Kind::Unset && builtin.name != "object"_L1) {
            CallContext at = context();
            CallArguments all = arguments;
            all.positional.insert(all.positional.begin(), self);
            return checked(builtin.construct(at, all));
        }
    }
    return makeInstance(cls, arguments);
}

Value Machine::makeInstance(ClassObject &cls, const CallArguments &arguments)
{
    const Ref<ClassObject> keep(&cls);
    const Value classValue(static_cast<Object *>(&cls));
    const Value create = cls.lookup(u"__new__"_s);
    Value result;
    if (create.kind() == Kind::Function
        || (create.kind() == Kind::Descriptor && as<DescriptorObject>(create).getter.kind() == Kind::Function)) {
        CallArguments all = arguments;
        all.positional.insert(all.positional.begin(), classValue);
        result = call(create.kind() == Kind::Descriptor ? as<DescriptorObject>(create).getter : create, std::move(all));
        if (!result.isInstance() || !as<InstanceObject>(result).cls->derivesFrom(cls))
            return result;
    } else {
        auto *instance = make<InstanceObject>(keep);
        result = Value(static_cast<Object *>(instance));
        if (cls.isException)
            instance->attributes.set(u"args"_s, tuple(arguments.positional));
        const bool ownInit = cls.lookup(u"__init__"_s).kind() == Kind::Function;
        if (cls.payload != Kind::Unset) {
            const Value type(static_cast<Object *>(m_types[size_t(cls.payload)]));
            const bool mutablePayload = cls.payload == Kind::List || cls.payload == Kind::Dict || cls.payload == Kind::Set;
            instance->payload = mutablePayload && ownInit ? call(type) : call(type, arguments);
            if (instance->payload.isUnknown())
                return instance->payload;
        }
    }
    const Value init = findAttribute(result, u"__init__"_s);
    if (!init.isUnset()) {
        const bool isDefault = init.kind() == Kind::BoundMethod && as<BoundMethodObject>(init).function.kind() == Kind::NativeFunction
            && as<BoundMethodObject>(init).function.name() == "object.__init__"_L1;
        if (!isDefault)
            call(init, arguments);
        else if (arguments.count() > 0 && !cls.isException && cls.payload == Kind::Unset && create.kind() != Kind::Function
                 && cls.foreign.isUnset())
            raise("TypeError"_L1, cls.name + u"() takes no arguments"_s);
    }
    return result;
}

Value Machine::callSpecial(const Value &self, QLatin1StringView name, Values arguments)
{
    if (!self.isInstance())
        return {};
    ClassObject &cls = *as<InstanceObject>(self).cls;
    const QString key(name);
    const ClassObject *owner = nullptr;
    const Value function = cls.lookup(key, textHash(key), &owner);
    // Of our own classes only what does not just lead back here.
    if (function.isUnset() || function.isNone()
        || (owner->isBuiltin && function.kind() == Kind::NativeFunction && (owner == m_object || owner->payload != Kind::Unset)))
        return {};
    return call(bind(function, self, &cls), std::move(arguments));
}

} // namespace retort::python
