#pragma once

#include "alembic/hosts/hookregistry.h"
#include "alembic/scriptreader.h"
#include "python/hostobject.h"

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace retort::hosts {

class TableHost;

/// A Table that a program made in a MetaData, whether by itself or by declaring a model.
struct DeclaredTable {
    QualifiedName name;
    /// Which MetaData it is in; only compared.
    const void *metadata = nullptr;
    std::shared_ptr<TableHost> table; ///< null when not understood
    python::Location place;
    QString className;
    /// Why it is not understood, or not for certain.
    QStringList problems;
    /// (attribute, options of relationship() as far as they are texts), of a model.
    std::vector<std::pair<QString, QMap<QString, QString>>> relationships;
    python::Value model; ///< the class
    /// Made behind it, over its columns.
    std::vector<Index> lateIndexes;
    std::vector<UniqueConstraint> lateUniques;
    /// What a model's table was built from.
    python::Values items;
    std::vector<std::pair<QString, python::Value>> keywords;
    QMap<QString, QString> convention;
    QString metadataSchema;
};

/// What one run of a revision file writes down, and what it may ask: shared by all host objects of a reader, reset for each file.
class Reading
{
public:
    void start(const SourceText &source, const ReadOptions &options);
    /// The revision is tried out to foresee what it does to the schema: rows are Unknowns.
    void setTryingOut(bool tryingOut) { m_tryingOut = tryingOut; }
    [[nodiscard]] bool isTryingOut() const { return m_tryingOut; }
    /// Why an Unknown is not known that a row of the database will tell.
    [[nodiscard]] static QString rowReason();

    [[nodiscard]] const ReadOptions &options() const { return m_options; }
    [[nodiscard]] QString dialect() const { return m_options.dialect; }
    [[nodiscard]] const SourceText &source() const { return m_source; }

    /// Writes an operation down, with the place in the revision file that led to it; carries it out on ReadOptions::live. Where that fails
    /// the run ends.
    void record(python::CallContext &context, OperationContent content);
    /// What the last operation gave back on ReadOptions::live.
    [[nodiscard]] TypedRows takeRows() { return std::move(m_rows); }
    /// Writes down that this call is not understood because it depends on `unknown`; gives None, so that the run goes on behind it.
    python::Value recordOpaque(python::CallContext &context, const python::Value &unknown);
    /// Takes back the last operation when it was written down by `serial`; see `lastSerial`.
    void takeBack(quint64 serial);
    void append(Operation operation);
    [[nodiscard]] quint64 lastSerial() const { return m_lastSerial; }

    /// Operations recorded from now on are the content of a block.
    void openBlock();
    Operations closeBlock();
    [[nodiscard]] size_t openBlocks() const { return m_open.size(); }

    [[nodiscard]] HookRegistry &hooks() { return m_hooks; }

    /// The schema as it stands after what was recorded so far.
    [[nodiscard]] Schema currentSchema();
    /// True once anything of this run has asked for the schema.
    [[nodiscard]] bool schemaAsked() const { return m_schemaAsked; }

    /// Every Table made so far, in order.
    [[nodiscard]] std::vector<DeclaredTable> &declaredTables() { return m_declaredTables; }
    [[nodiscard]] DeclaredTable *declaredTable(const TableHost *table);

    /// Counts the schema items in the order they are made, which is the order of constraints inside CREATE TABLE.
    [[nodiscard]] quint64 nextOrder() { return m_order++; }

    [[nodiscard]] OperationSource place(const python::CallContext &context) const;

    Operations take();

    /// What the base class's __init__ was called with, by instance of one of the project's own types: a TypeDecorator hands it to its impl.
    [[nodiscard]] QHash<const void *, python::CallArguments> &initArguments() { return m_initArguments; }
    /// Forgets what belongs to this run: values of the interpreter, and the schema, whose copy would make the caller's next change to it
    /// dear.
    void finish()
    {
        m_initArguments.clear();
        m_declaredTables.clear();
        m_before = {};
    }

private:
    /// `before` is empty: see currentSchema().
    ReadOptions m_options;
    bool m_tryingOut = false;
    bool m_liveFailed = false;
    TypedRows m_rows;
    Schema m_before;
    bool m_schemaAsked = false;
    HookRegistry m_hooks;
    SourceText m_source;
    Operations m_operations;
    std::vector<Operations> m_open;
    quint64 m_order = 0;
    quint64 m_lastSerial = 0;
    QHash<const void *, python::CallArguments> m_initArguments;
    std::vector<DeclaredTable> m_declaredTables;
};

using ReadingPtr = std::shared_ptr<Reading>;

} // namespace retort::hosts
