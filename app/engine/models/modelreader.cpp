#include "models/modelreader.h"

#include "alembic/hosts/libraries.h"
#include "alembic/hosts/metadatahost.h"
#include "alembic/hosts/tablehost.h"
#include "base/translation.h"
#include "operations/apply.h"
#include "python/interpreter.h"
#include "python/parser.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;
using hosts::DeclaredTable;
using python::Outcome;
using python::Value;

namespace {

/// "Mapped[list['Post']]": the innermost name, and whether it stands in a collection.
void takeAnnotation(ModelRelationship &relationship, const QString &annotation)
{
    static const QRegularExpression name(uR"(([A-Za-z_][\w.]*)['"\s\]|None]*$)"_s);
    static const QRegularExpression collection(uR"(\b(list|set|dict|List|Set|Dict|Sequence|Collection|DynamicMapped|WriteOnlyMapped)\[)"_s);
    QString text = annotation;
    text.remove(QRegularExpression(uR"(\|\s*None\b)"_s));
    if (relationship.target.isEmpty())
        relationship.target = name.match(text).captured(1);
    relationship.isCollection = collection.match(annotation).hasMatch() || annotation.contains("DynamicMapped"_L1);
}

ModelRelationship relationshipOf(const std::pair<QString, QMap<QString, QString>> &declared)
{
    const QMap<QString, QString> &options = declared.second;
    ModelRelationship made{declared.first,
                           options.value(u"argument"_s),
                           options.value(u"secondary"_s),
                           options.value(u"back_populates"_s),
                           options.value(u"backref"_s),
                           true};
    if (options.contains(u"annotation"_s))
        takeAnnotation(made, options.value(u"annotation"_s));
    if (options.contains(u"uselist"_s))
        made.isCollection = options.value(u"uselist"_s) == u"True";
    return made;
}

bool isUntyped(const Column &column)
{
    return column.type.name.isEmpty() || column.type.name == u"NullType";
}

bool isInside(const QString &folder, const QStringList &roots)
{
    return std::any_of(roots.cbegin(), roots.cend(), [&folder](const QString &root) {
        const QString canonical = QFileInfo(root).canonicalFilePath();
        return !canonical.isEmpty() && (folder == canonical || folder.startsWith(canonical + u'/'));
    });
}

/// pathlib's glob() for folders of the project: env.py finds its models with it. Python gives the names in no order, here they are sorted.
Value listed(const QStringList &roots, python::CallContext &context, const python::CallArguments &arguments)
{
    const Value folder = arguments.get(0, "folder"_L1);
    const Value wanted = arguments.get(1, "pattern"_L1);
    if (!folder.isString() || !wanted.isString())
        return folder.isString() ? wanted : folder;
    const QString place = QFileInfo(folder.text()).canonicalFilePath();
    QString pattern = wanted.text();
    const bool isDeep = pattern.startsWith("**/"_L1);
    if (isDeep)
        pattern.remove(0, 3);
    if (place.isEmpty() || !isInside(place, roots))
        return context.unknown(tr("the program may not look at the disk outside of the project"));
    if (pattern.contains(u'/') || pattern.contains("**"_L1))
        return context.unknown(tr("the pattern %1 is not understood").arg(wanted.text()));
    QDirIterator entries(place, {pattern}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::CaseSensitive,
                         isDeep ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags);
    QStringList names;
    while (entries.hasNext())
        names.append(folder.text() + entries.next().mid(place.size()));
    names.sort();
    python::Values found;
    for (const QString &name : std::as_const(names))
        found.push_back(Value::string(name));
    return Value::list(std::move(found));
}

/// The module that pathlib asks.
class FoldersHost : public python::HostObject
{
public:
    explicit FoldersHost(QStringList roots) : m_roots(std::move(roots)) {}

    [[nodiscard]] QString typeName() const override { return u"module"_s; }
    Value attribute(python::CallContext &, const QString &) override
    {
        return python::nativeFunction(u"listed"_s, [roots = m_roots](python::CallContext &context, const python::CallArguments &arguments) {
            return listed(roots, context, arguments);
        });
    }

private:
    QStringList m_roots;
};

Value projectFolders(const QStringList &roots)
{
    return Value::host(std::make_shared<FoldersHost>(roots));
}

/// One reading of a project's models.
class Reader
{
public:
    explicit Reader(const ModelSource &source) : m_source(source), m_loader(source.sourceRoots)
    {
        m_loader.registerModule(u"_folders"_s, projectFolders(source.sourceRoots));
    }

    ModelSchema read()
    {
        hosts::registerLibraries(m_loader, m_reading);
        if (m_source.sqlModelKeepsTimeZone) {
            m_loader.registerSource(u"sqlmodel_version"_s,
                                    SourceText(u"<sqlmodel_version>"_s,
                                               *m_source.sqlModelKeepsTimeZone ? "keeps_time_zone = True\n" : "keeps_time_zone = False\n"));
        }
        ReadOptions options;
        options.dialect = m_source.dialect;
        options.offline = true;
        m_reading->start(m_source.environment, options);
        python::Budgets budgets;
        budgets.steps = 50'000'000;
        python::Interpreter interpreter(m_loader, budgets);
        const python::Module module = python::parse(m_source.environment);
        const Outcome outcome = interpreter.runModule(module, u"env"_s);
        if (!outcome.finished())
            note(outcome.location, tr("env.py cannot be followed: %1").arg(outcome.message), true);
        takeFindings(interpreter.findings());
        takeUnknownImports(module);
        if (outcome.finished())
            takeTables(metadataOf(interpreter, outcome.value));
        if (m_source.database)
            askWhatIsLeftOut(interpreter, outcome.value);
        m_reading->finish();
        return std::move(m_result);
    }

private:
    void note(const python::Location &place, const QString &reason, bool isIncomplete)
    {
        m_result.diagnostics.append({place.file, place.span, place.line, Severity::Warning, u"models.not-understood"_s, reason, {}});
        if (isIncomplete)
            m_result.schema.uncertainties.append(u"%1:%2: %3"_s.arg(place.file, QString::number(place.line), reason));
    }

    /// A statement that failed may have been one that declares a table, or imports a module that does; a loop is one statement.
    void takeFindings(const QList<Outcome> &findings)
    {
        static const QRegularExpression declares(uR"(\b(class|import|Table|import_module|iter_modules|walk_packages|exec)\b)"_s);
        for (const Outcome &finding : findings) {
            QList<python::Location> places = finding.traceback;
            places.append(finding.location);
            const bool mayDeclare = std::any_of(places.cbegin(), places.cend(), [this](const python::Location &place) {
                const std::optional<QString> text = statementAt(place);
                return !text || declares.match(*text).hasMatch();
            });
            note(finding.location, finding.message, mayDeclare);
        }
    }

    /// importutils.try_import("app.models"): a call of something unknown is no finding, but it may have loaded models.
    void takeUnknownImports(const python::Module &module)
    {
        static const QRegularExpression loads(uR"(^[\w.]*(import|load|discover)\w*\()"_s);
        for (const auto &statement : module.body) {
            const QString text = m_source.environment.text(statement->span());
            if (!statement->as<python::Expr>() || !loads.match(text).hasMatch() || text.startsWith("importlib.import_module("_L1))
                continue;
            const int line = 1 + int(m_source.environment.text({0, statement->span().begin}).count(u'\n'));
            note({m_source.environment.file(), statement->span(), line}, tr("what %1 loads is not known").arg(text.section(u'\n', 0, 0)),
                 true);
        }
    }

    /// The statement of the module that the place is in, whole; nothing for a place in a stand-in for a library.
    std::optional<QString> statementAt(const python::Location &place)
    {
        SourceText source = m_source.environment;
        if (place.file != source.file()) {
            QFile file(place.file);
            if (!file.open(QIODevice::ReadOnly))
                return std::nullopt;
            source = SourceText(place.file, file.readAll());
        }
        const python::Module module = python::parse(source);
        for (const auto &statement : module.body) {
            if (const Span span = statement->span(); span.begin <= place.span.begin && place.span.begin < span.end)
                return source.text(span);
        }
        return source.text(place.span);
    }

    /// The MetaData objects that env.py hands to Alembic.
    std::vector<const void *> metadataOf(python::Interpreter &interpreter, const Value &module)
    {
        Value value = module.storedAttribute(u"target_metadata"_s);
        if (!m_source.targetMetadata.isEmpty() && m_source.targetMetadata != u"target_metadata") {
            const python::Module tree = python::parse(SourceText(u"<target_metadata>"_s, "(" + m_source.targetMetadata.toUtf8() + ")\n"));
            const auto *statement = tree.body.size() == 1 ? tree.body.front()->as<python::Expr>() : nullptr;
            const Outcome outcome = statement ? interpreter.evaluate(*statement->value, tree, module) : Outcome();
            if (outcome.finished() && !outcome.value.isUnset())
                value = outcome.value;
        }
        std::vector<const void *> found;
        const python::Values values = value.isList() || value.isTuple() ? value.items() : python::Values{value};
        for (const Value &one : values) {
            if (const auto metadata = one.host<hosts::MetaDataHost>())
                found.push_back(metadata.get());
            else
                note({m_source.environment.file(), {}, 0},
                     one.isUnknown() ? tr("the target metadata is not understood: %1").arg(one.unknownReason())
                                     : tr("the target metadata is not understood"),
                     true);
        }
        return found;
    }

    void askWhatIsLeftOut(python::Interpreter &interpreter, const Value &module)
    {
        QMap<QString, Value> functions;
        for (auto it = m_source.functions.cbegin(); it != m_source.functions.cend(); ++it) {
            const Value function = module.isUnset() ? Value() : module.storedAttribute(it.value());
            functions.insert(it.key(), function.isUnset() ? Value::unknown(tr("env.py has no function %1").arg(it.value())) : function);
        }
        if (!functions.isEmpty())
            m_result.leftOut = ObjectFilter(interpreter, functions).leftOut(*m_source.database, m_result.schema);
    }

    void takeTables(const std::vector<const void *> &metadata)
    {
        for (DeclaredTable &declared : m_reading->declaredTables()) {
            if (declared.metadata && std::find(metadata.begin(), metadata.end(), declared.metadata) == metadata.end())
                continue;
            addLateColumns(declared);
            m_chosen.push_back(&declared);
        }
        for (DeclaredTable *declared : m_chosen) {
            if (!declared->table)
                continue;
            Table table = declared->table->table();
            for (const Index &index : declared->lateIndexes) {
                table.indexes.push_back(index);
                if (index.name.isEmpty())
                    declared->problems.append(tr("an index without a name is made behind the table"));
            }
            table.constraints.insert(table.constraints.end(), declared->lateUniques.begin(), declared->lateUniques.end());
            m_tables.insert(declared->name, std::move(table));
        }
        nameByNames();
        for (DeclaredTable *declared : m_chosen)
            resolveTypes(*declared);
        for (const DeclaredTable *declared : m_chosen)
            addTable(*declared);
        for (auto it = m_tables.cbegin(); it != m_tables.cend(); ++it) {
            if (const auto applied = applyTo(m_result.schema, {CreateTableOp{*it, false}, {}}); !applied)
                note({}, applied.error().message, true);
        }
    }

    /// Model.column = Column(...) behind the class adds a column; that we only notice.
    static void addLateColumns(DeclaredTable &declared)
    {
        for (const auto &[name, value] : declared.model.storedAttributes()) {
            const auto column = value.host<hosts::ColumnHost>();
            const bool isMapped = value.isInstance() && value.classOf().name() == u"MappedColumn";
            if (isMapped || (column && column->tableName().name.isEmpty()))
                declared.problems.append(tr("the attribute %1 is a column that was added behind the class").arg(name));
        }
    }

    /// Constraints and indexes name columns by their keys; in the Schema they do by their names.
    void nameByNames()
    {
        QMap<QualifiedName, QMap<QString, QString>> names;
        for (Table &table : m_tables) {
            for (Column &column : table.columns) {
                if (!column.key.isEmpty() && column.key != column.name)
                    names[table.name].insert(column.key, column.name);
                column.key.clear();
            }
        }
        const auto rename = [&names](QStringList &columns, const QualifiedName &table) {
            for (QString &column : columns)
                column = names.value(table).value(column, column);
        };
        for (Table &table : m_tables) {
            if (table.primaryKey)
                rename(table.primaryKey->columns, table.name);
            for (Constraint &constraint : table.constraints) {
                if (auto *unique = std::get_if<UniqueConstraint>(&constraint)) {
                    rename(unique->columns, table.name);
                } else if (auto *key = std::get_if<ForeignKey>(&constraint)) {
                    rename(key->columns, table.name);
                    rename(key->referredColumns, key->referredTable);
                }
            }
            for (Index &index : table.indexes) {
                for (SqlExpression &expression : index.expressions) {
                    if (expression.kind == SqlExpression::Kind::Column)
                        expression.text = names.value(table.name).value(expression.text, expression.text);
                }
            }
        }
    }

    /// A column without a type of its own has that of the column it refers to.
    void resolveTypes(DeclaredTable &declared)
    {
        const auto it = m_tables.find(declared.name);
        if (it == m_tables.end())
            return;
        for (Column &column : it->columns) {
            if (isUntyped(column) && !typeOf(*it, column, 0))
                declared.problems.append(tr("the type of the column %1 is not known").arg(column.name));
        }
    }

    bool typeOf(const Table &table, Column &column, int depth)
    {
        if (!isUntyped(column))
            return true;
        for (const Constraint &constraint : table.constraints) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            if (!key || !key->columns.contains(column.name) || depth > 20)
                continue;
            const auto referred = m_tables.find(key->referredTable);
            const QString name = key->referredColumns.value(key->columns.indexOf(column.name));
            Column *other = referred == m_tables.end() ? nullptr : referred->column(name);
            if (!other || !typeOf(*referred, *other, depth + 1))
                continue;
            column.type = other->type;
            return true;
        }
        return false;
    }

    void addTable(const DeclaredTable &declared)
    {
        ModelTable made{declared.name, declared.className, declared.place.file, declared.place.line, {}, declared.problems};
        for (const auto &relationship : declared.relationships)
            made.relationships.append(relationshipOf(relationship));
        if (!declared.table && made.problems.isEmpty())
            made.problems.append(tr("the table is not understood"));
        for (const QString &problem : std::as_const(made.problems))
            note(declared.place, tr("the table %1 is not known for certain: %2").arg(declared.name.display(), problem), false);
        const auto it = m_tables.find(declared.name);
        if (it == m_tables.end())
            m_result.schema.uncertainties.append(tr("the table %1 is not understood").arg(declared.name.display()));
        else if (!made.problems.isEmpty())
            it->uncertain = true;
        m_result.tables.append(std::move(made));
    }

    const ModelSource &m_source;
    python::ModuleLoader m_loader;
    hosts::ReadingPtr m_reading = std::make_shared<hosts::Reading>();
    std::vector<DeclaredTable *> m_chosen;
    QMap<QualifiedName, Table> m_tables;
    ModelSchema m_result;
};

} // namespace

const ModelTable *ModelSchema::table(const QualifiedName &name) const
{
    const auto it = std::find_if(tables.cbegin(), tables.cend(), [&name](const ModelTable &table) { return table.name == name; });
    return it == tables.cend() ? nullptr : &*it;
}

ModelSchema ModelReader::read(const ModelSource &source)
{
    return Reader(source).read();
}

} // namespace retort
