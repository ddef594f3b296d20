#include "python/machine.h"

namespace retort::python {

using namespace Qt::StringLiterals;

ClassObject &Machine::typeOf(const Value &value)
{
    if (value.isInstance())
        return *as<InstanceObject>(value).cls;
    ClassObject *type = m_types[size_t(value.kind())];
    return type ? *type : *m_object;
}

ClassObject *Machine::builtinClass(QLatin1StringView name) const
{
    const Value value = m_builtins.get(QString(name));
    return value.isClass() ? &as<ClassObject>(value) : nullptr;
}

Value Machine::makeException(const QString &type, const Values &args)
{
    Value cls = m_builtins.get(type);
    if (!cls.isClass() || !as<ClassObject>(cls).isException) {
        const QString hidden = u"<exception "_s + type + u'>';
        cls = m_builtins.get(hidden);
        if (!cls.isClass()) {
            ClassObject *made = addClass(type, {builtinClass("Exception"_L1)}, Kind::Unset, nullptr);
            made->isException = true;
            made->isBuiltin = false;
            cls = Value(static_cast<Object *>(made));
            m_builtins.remove(type);
            m_builtins.set(hidden, cls);
        }
    }
    auto *instance = make<InstanceObject>(Ref<ClassObject>(&as<ClassObject>(cls)));
    const Value result(static_cast<Object *>(instance));
    instance->attributes.set(u"args"_s, Value::tuple(args));
    return result;
}

Value Machine::attribute(const Value &object, AttributeName name)
{
    Value found = findAttribute(object, name);
    if (!found.isUnset())
        return found;
    if (object.kind() == Kind::Module) {
        const auto &module = as<ModuleObject>(object);
        // In the real program something else may have imported a submodule by now; where nothing has, it fails here and does no harm.
        const QString submodule = module.name + u'.' + name.text;
        if (!module.loading && m_loader.find(submodule))
            return importName(submodule);
        if (m_loader.find(module.name))
            raise("AttributeError"_L1, u"module '"_s + module.name + u"' has no attribute '"_s + name.text + u"'"_s);
        return unknownHere(u"'"_s + name.text + u"' of module '"_s + module.name + u"' is not supported"_s);
    }
    if ((name.text.startsWith("__"_L1) && name.text.endsWith("__"_L1) && !object.isHost())
        || (object.isClass() && (name.text == "register"_L1 || as<ClassObject>(object).isNamedTuple)))
        stop(u"'"_s + name.text + u"' of '"_s + object.typeName() + u"' is not supported"_s); // CPython has more of these than we know
    const auto &type = typeOf(object);
    if (object.isHost() || object.isInstance() || object.isNone()) {
        if (object.isInstance() && type.isBuiltin && !type.isException)
            stop(u"'"_s + name.text + u"' of '"_s + type.name + u"' is not supported"_s);
        raise("AttributeError"_L1, u"'"_s + object.typeName() + u"' object has no attribute '"_s + name.text + u"'"_s);
    }
    if (object.isClass() && !as<ClassObject>(object).isBuiltin)
        raise("AttributeError"_L1, u"type object '"_s + object.name() + u"' has no attribute '"_s + name.text + u"'"_s);
    static const QStringList absent = {u"decode"_s,   u"encode"_s,    u"items"_s,     u"keys"_s,  u"values"_s, u"append"_s,
                                       u"value"_s,    u"name"_s,      u"iteritems"_s, u"strip"_s, u"split"_s,  u"fetchall"_s,
                                       u"fetchone"_s, u"isoformat"_s, u"lower"_s,     u"hex"_s,   u"get"_s};
    if (absent.contains(name.text) || object.kind() == Kind::Function)
        raise("AttributeError"_L1, u"'"_s + object.typeName() + u"' object has no attribute '"_s + name.text + u"'"_s);
    // A method of a built-in type that we lack must not look like one that Python lacks.
    stop(u"'"_s + name.text + u"' of '"_s + object.typeName() + u"' is not supported"_s);
}

Value Machine::findAttribute(const Value &object, AttributeName name)
{
    switch (object.kind()) {
    case Kind::Unknown: return object;
    case Kind::Host: {
        CallContext at = context();
        const auto host = object.hostObject();
        return checked(host->attribute(at, name.text));
    }
    case Kind::Module: {
        const auto &module = as<ModuleObject>(object);
        if (!module.scope)
            return {};
        Value found = module.scope->names.get(name.text, name.hash);
        if (!found.isUnset())
            return found;
        if (name.text == "__dict__"_L1)
            stop(u"the dictionary of a module"_s);
        for (const auto &star : module.stars) {
            found = findAttribute(star, name);
            if (!found.isUnset())
                return found;
        }
        const Value fallback = module.scope->names.get(u"__getattr__"_s);
        return fallback.isUnset() ? Value() : call(fallback, {string(name.text)});
    }
    case Kind::Class: return classAttribute(object, name);
    case Kind::Instance: return instanceAttribute(object, name);
    case Kind::Descriptor: {
        const auto &descriptor = as<DescriptorObject>(object);
        if (descriptor.type == DescriptorObject::Super)
            return superAttribute(descriptor, name);
        break;
    }
    case Kind::Function: {
        auto &function = as<FunctionObject>(object);
        const Value own = function.attributes.get(name.text, name.hash);
        if (!own.isUnset())
            return own;
        if (name.text == "__doc__"_L1)
            return Value::none();
        if (name.text == "__qualname__"_L1)
            return string(function.qualifiedName);
        if (name.text == "__module__"_L1)
            return string(function.module ? function.module->name : QString());
        break;
    }
    case Kind::NativeFunction: {
        const Value own = as<NativeFunctionObject>(object).attributes.get(name.text, name.hash);
        if (!own.isUnset())
            return own;
        break;
    }
    case Kind::BoundMethod:
        if (name.text == "__self__"_L1)
            return as<BoundMethodObject>(object).self;
        if (name.text == "__func__"_L1)
            return as<BoundMethodObject>(object).function;
        if (name.text != "__class__"_L1)
            return findAttribute(as<BoundMethodObject>(object).function, name);
        break;
    case Kind::Slice: {
        const auto &slice = as<SliceObject>(object);
        if (name.text == "start"_L1)
            return slice.start;
        if (name.text == "stop"_L1)
            return slice.stop;
        if (name.text == "step"_L1)
            return slice.step;
        break;
    }
    default: break;
    }
    if (name.text == "__class__"_L1)
        return Value(static_cast<Object *>(&typeOf(object)));
    if (name.text == "__name__"_L1 && !object.name().isEmpty())
        return string(object.name());
    if (name.text == "__wrapped__"_L1)
        return {};
    auto &type = typeOf(object);
    const Value found = type.lookup(name.text, name.hash);
    return found.isUnset() ? found : bind(found, object, &type);
}

Value Machine::bind(const Value &found, const Value &self, ClassObject *cls)
{
    switch (found.kind()) {
    case Kind::Function:
    case Kind::NativeFunction: return self.isUnset() ? found : Value(static_cast<Object *>(new BoundMethodObject(self, found)));
    case Kind::Descriptor: {
        const auto &descriptor = as<DescriptorObject>(found);
        switch (descriptor.type) {
        case DescriptorObject::Property:
            if (self.isUnset())
                return found;
            if (!descriptor.cached.isUnset() && self.isInstance()) {
                const Value kept = as<InstanceObject>(self).attributes.get(descriptor.cached.text());
                if (!kept.isUnset())
                    return kept;
                const Value value = call(descriptor.getter, {self});
                as<InstanceObject>(self).attributes.set(descriptor.cached.text(), value);
                return value;
            }
            if (descriptor.getter.isUnset() || descriptor.getter.isNone())
                raise("AttributeError"_L1, u"unreadable attribute"_s);
            return call(descriptor.getter, {self});
        case DescriptorObject::ClassMethod: return bind(descriptor.getter, cls ? Value(static_cast<Object *>(cls)) : self, cls);
        case DescriptorObject::StaticMethod: return descriptor.getter;
        case DescriptorObject::Super: return found;
        }
        return found;
    }
    case Kind::Instance: {
        // A descriptor written in Python.
        if (as<InstanceObject>(found).cls->isBuiltin || as<InstanceObject>(found).cls->isEnum)
            return found;
        const Value result = callSpecial(found, "__get__"_L1,
                                         {self.isUnset() ? Value::none() : self, cls ? Value(static_cast<Object *>(cls)) : Value::none()});
        return result.isUnset() ? found : result;
    }
    default: return found;
    }
}

Value Machine::foreignAttribute(ClassObject &cls, const Value &self, const QString &name)
{
    const Value foreign = cls.foreignBase();
    if (foreign.isHost()) {
        CallContext at = context();
        const Value found = checked(foreign.hostObject()->inheritedAttribute(at, self, name));
        if (!found.isUnset())
            return found;
        return unknownHere(u"'"_s + name + u"' of '"_s + cls.name + u"', whose base '"_s + foreign.typeName()
                           + u"' is not known in full"_s);
    }
    return unknownHere(u"'"_s + name + u"' of '"_s + cls.name + u"': "_s + foreign.unknownReason());
}

Value Machine::instanceAttribute(const Value &object, AttributeName name)
{
    auto &instance = as<InstanceObject>(object);
    ClassObject &cls = *instance.cls;
    const Value inClass = cls.lookup(name.text, name.hash);
    if (inClass.kind() == Kind::Descriptor && as<DescriptorObject>(inClass).type == DescriptorObject::Property)
        return bind(inClass, object, &cls);
    if (inClass.isInstance() && !as<InstanceObject>(inClass).cls->isBuiltin
        && !as<InstanceObject>(inClass).cls->lookup(u"__set__"_s).isUnset())
        return bind(inClass, object, &cls);
    Value own = instance.attributes.get(name.text, name.hash);
    if (!own.isUnset())
        return own;
    if (cls.isEnum) {
        if (name.text == "value"_L1 || name.text == "name"_L1)
            return instance.attributes.get(name.text == "value"_L1 ? u"_value_"_s : u"_name_"_s);
    }
    if (name.text == "__class__"_L1)
        return Value(static_cast<Object *>(&cls));
    if (!inClass.isUnset())
        return bind(inClass, object, &cls);
    if (name.text == "__dict__"_L1) {
        auto *dict = makeDict();
        const Value result(static_cast<Object *>(dict));
        for (const auto &[key, value] : object.storedAttributes())
            dict->table.set(key, value);
        return result;
    }
    if (cls.payload != Kind::Unset && !instance.payload.isUnset()) {
        own = findAttribute(instance.payload, name);
        if (!own.isUnset())
            return own;
    }
    if (cls.isException) {
        if (name.text == "__cause__"_L1 || name.text == "__context__"_L1 || name.text == "__traceback__"_L1)
            return Value::none();
        if (name.text == "value"_L1 && cls.derivesFrom(*builtinClass("StopIteration"_L1))) {
            const Values args = instance.attributes.get(u"args"_s).items();
            return args.empty() ? Value::none() : args.front();
        }
    }
    if (cls.isNamedTuple) {
        const Value fields = cls.lookup(u"_fields"_s);
        const Values names = fields.items();
        for (size_t i = 0; i < names.size(); ++i) {
            if (names[i].text() == name.text)
                return instance.payload.items().at(i);
        }
    }
    const Value fallback = cls.lookup(u"__getattr__"_s);
    if (!fallback.isUnset())
        return call(bind(fallback, object, &cls), {string(name.text)});
    if (!cls.foreignBase().isUnset())
        return foreignAttribute(cls, object, name.text);
    return {};
}

Value Machine::classAttribute(const Value &object, AttributeName name)
{
    auto &cls = as<ClassObject>(object);
    if (name.text.startsWith("__"_L1)) {
        if (name.text == "__name__"_L1)
            return string(cls.name);
        if (name.text == "__qualname__"_L1)
            return string(cls.qualifiedName.isEmpty() ? cls.name : cls.qualifiedName);
        if (name.text == "__mro__"_L1)
            return tuple(object.classOrder());
        if (name.text == "__bases__"_L1)
            return tuple(cls.bases);
        if (name.text == "__class__"_L1)
            return Value(static_cast<Object *>(m_type));
        if (name.text == "__members__"_L1 && cls.isEnum) {
            auto *dict = makeDict();
            const Value result(static_cast<Object *>(dict));
            for (const auto &[key, value] : object.storedAttributes()) {
                if (value.isEnumMember() || value.isUnknown())
                    dict->table.set(key, value);
            }
            return result;
        }
        if (name.text == "__dict__"_L1) {
            auto *dict = makeDict();
            const Value result(static_cast<Object *>(dict));
            for (const auto &[key, value] : object.storedAttributes())
                dict->table.set(key, value);
            return result;
        }
    }
    const Value found = cls.lookup(name.text, name.hash);
    if (!found.isUnset()) {
        // A metaclass of an unknown base may have made anything of a plain value.
        const bool isCode = found.kind() == Kind::Function || found.kind() == Kind::Descriptor || found.isClass();
        if (cls.foreignBase().isUnknown() && !isCode && !name.text.startsWith("__"_L1))
            return foreignAttribute(cls, object, name.text);
        return bind(found, Value(), &cls);
    }
    if (name.text == "__doc__"_L1)
        return Value::none();
    if (!cls.foreignBase().isUnset())
        return foreignAttribute(cls, object, name.text);
    if (name.text == "mro"_L1)
        return nativeFunction(name.text,
                              [object](CallContext &at, const CallArguments &) { return at.machine().list(object.classOrder()); });
    return {};
}

Value Machine::superAttribute(const DescriptorObject &super, AttributeName name)
{
    const Value self = super.setter;
    ClassObject *cls = self.isClass() ? &as<ClassObject>(self) : self.isInstance() ? as<InstanceObject>(self).cls.get() : nullptr;
    if (!cls || !super.getter.isClass())
        stop(u"super() of something that is not an instance"_s);
    bool after = cls == super.getter.object();
    for (const auto &base : cls->order) {
        if (after && base.isClass()) {
            const Value found = as<ClassObject>(base).attributes.get(name.text, name.hash);
            if (!found.isUnset())
                return name.text == "__new__"_L1 ? bind(found, Value(), nullptr) : bind(found, self.isClass() ? Value() : self, cls);
        }
        if (after && !base.isClass())
            return foreignAttribute(*cls, self, name.text);
        after = after || base.object() == super.getter.object();
    }
    if (name.text == "__class__"_L1)
        return {};
    if (self.isInstance() && cls->payload != Kind::Unset)
        return findAttribute(as<InstanceObject>(self).payload, name);
    return {};
}

void Machine::setAttribute(const Value &object, AttributeName name, const Value &value)
{
    switch (object.kind()) {
    case Kind::Unknown:
        if (!isOpen(object) && (!m_frame || !m_frame->tolerant))
            stopUnknown(object, u"what setting '"_s + name.text + u"' does is not known"_s);
        return;
    case Kind::Host: {
        CallContext at = context();
        const auto host = object.hostObject();
        if (checked(host->setAttribute(at, name.text, value)).isUnset())
            raise("AttributeError"_L1, u"'"_s + object.typeName() + u"' object has no attribute '"_s + name.text + u"'"_s);
        return;
    }
    case Kind::Module:
        if (as<ModuleObject>(object).scope)
            as<ModuleObject>(object).scope->names.set(name.text, value);
        return;
    case Kind::Function:
        if (name.text == "__name__"_L1)
            as<FunctionObject>(object).name = value.text();
        else
            as<FunctionObject>(object).attributes.set(name.text, value);
        return;
    case Kind::Class:
        if (as<ClassObject>(object).isBuiltin)
            raise("TypeError"_L1, u"cannot set '"_s + name.text + u"' attribute of immutable type '"_s + object.name() + u"'"_s);
        as<ClassObject>(object).attributes.set(name.text, value);
        return;
    case Kind::Instance: {
        auto &instance = as<InstanceObject>(object);
        const Value inClass = instance.cls->lookup(name.text, name.hash);
        if (inClass.kind() == Kind::Descriptor && as<DescriptorObject>(inClass).type == DescriptorObject::Property
            && as<DescriptorObject>(inClass).cached.isUnset()) {
            const Value setter = as<DescriptorObject>(inClass).setter;
            if (setter.isUnset() || setter.isNone())
                raise("AttributeError"_L1, u"property '"_s + name.text + u"' of '"_s + instance.cls->name + u"' object has no setter"_s);
            call(setter, {object, value});
            return;
        }
        if (inClass.isInstance() && !callSpecial(inClass, "__set__"_L1, {object, value}).isUnset())
            return;
        const ClassObject *owner = nullptr;
        const Value hook = instance.cls->lookup(u"__setattr__"_s, textHash(u"__setattr__"_s), &owner);
        if (hook.kind() == Kind::Function) {
            call(bind(hook, object, instance.cls.get()), {string(name.text), value});
            return;
        }
        if (hook.kind() == Kind::NativeFunction && owner && owner != m_object) {
            call(bind(hook, object, instance.cls.get()), {string(name.text), value});
            return;
        }
        m_charged += 64;
        instance.attributes.set(name.text, value);
        return;
    }
    case Kind::NativeFunction: stop(u"setting an attribute of a built-in function"_s);
    default: raise("AttributeError"_L1, u"'"_s + object.typeName() + u"' object has no attribute '"_s + name.text + u"'"_s);
    }
}

void Machine::removeAttribute(const Value &object, AttributeName name)
{
    bool removed = false;
    if (object.isInstance())
        removed = as<InstanceObject>(object).attributes.remove(name.text);
    else if (object.isClass() && !as<ClassObject>(object).isBuiltin)
        removed = as<ClassObject>(object).attributes.remove(name.text);
    else if (object.kind() == Kind::Module && as<ModuleObject>(object).scope)
        removed = as<ModuleObject>(object).scope->names.remove(name.text);
    else
        stop(u"deletes an attribute of '"_s + object.typeName() + u"'"_s);
    if (!removed)
        raise("AttributeError"_L1, name.text);
}

Value Machine::isInstance(const Value &value, const Value &cls)
{
    if (cls.isTuple()) {
        Value unknown;
        for (const auto &one : cls.items()) {
            const Value result = isInstance(value, one);
            if (result.isTrue())
                return result;
            if (result.isUnknown())
                unknown = result;
        }
        return unknown.isUnset() ? Value::boolean(false) : unknown;
    }
    if (cls.isUnknown() || value.isUnknown())
        return value.isUnknown() ? value : cls;
    if (cls.isHost()) {
        if (value.isInstance()) {
            for (const auto &base : as<InstanceObject>(value).cls->order) {
                if (base.isSame(cls))
                    return Value::boolean(true);
            }
        }
        CallContext at = context();
        return checked(cls.hostObject()->isInstance(at, value));
    }
    if (!cls.isClass())
        raise("TypeError"_L1, u"isinstance() arg 2 must be a type, a tuple of types, or a union"_s);
    const auto &wanted = as<ClassObject>(cls);
    if (wanted.name == "object"_L1 && wanted.isBuiltin)
        return Value::boolean(true);
    const Value special = wanted.attributes.get(u"<isinstance>"_s);
    if (!special.isUnset())
        return call(special, {value});
    const auto &type = typeOf(value);
    if (type.derivesFrom(wanted))
        return Value::boolean(true);
    if (value.isHost())
        return Value::boolean(false);
    for (const auto &base : type.order) {
        if (base.isUnknown())
            return base;
    }
    return Value::boolean(false);
}

Value Machine::isSubclass(const Value &cls, const Value &other)
{
    if (other.isTuple()) {
        Value unknown;
        for (const auto &one : other.items()) {
            const Value result = isSubclass(cls, one);
            if (result.isTrue())
                return result;
            if (result.isUnknown())
                unknown = result;
        }
        return unknown.isUnset() ? Value::boolean(false) : unknown;
    }
    if (cls.isUnknown() || other.isUnknown())
        return cls.isUnknown() ? cls : other;
    if (other.isHost() && cls.isHost()) {
        CallContext at = context();
        return checked(other.hostObject()->isSubclass(at, cls));
    }
    if (!cls.isClass())
        raise("TypeError"_L1, u"issubclass() arg 1 must be a class"_s);
    for (const auto &base : cls.classOrder()) {
        if (base.isSame(other))
            return Value::boolean(true);
    }
    for (const auto &base : cls.classOrder()) {
        if (base.isUnknown())
            return base;
    }
    return Value::boolean(false);
}

} // namespace retort::python
