#pragma once

#include "base/diagnostic.h"
#include "base/sourcetext.h"
#include "models/objectfilter.h"
#include "schema/schema.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace retort {

/// Where models are found: env.py, whose imports decide what is in the metadata, and the folders of the project's own modules.
struct ModelSource {
    SourceText environment;
    /// The expression env.py gives as target_metadata (EnvironmentSettings::targetMetadata).
    QString targetMetadata;
    QStringList sourceRoots;
    /// SQLAlchemy's dialect name: some names and types depend on it.
    QString dialect = QStringLiteral("postgresql");
    /// What include_object and include_name are asked about besides the models; without it they are not.
    std::optional<Schema> database = {};
    /// The names of these functions in env.py, by Alembic's name for them (EnvironmentSettings::functionNames).
    QMap<QString, QString> functions = {};
    /// Whether the project's SQLModel keeps the time zone of a datetime; where it is not known, such columns are not understood.
    std::optional<bool> sqlModelKeepsTimeZone = {};
};

/// relationship() of a model.
struct ModelRelationship {
    QString name;
    /// The class or its name as far as it is written down; empty when not known.
    QString target;
    QString secondary;
    QString backPopulates;
    QString backref;
    /// False for uselist=False and for annotations that are no collection; true where nothing says so.
    bool isCollection = true;

    bool operator==(const ModelRelationship &) const = default;
};

/// One table of the metadata and the model that declares it.
struct ModelTable {
    QualifiedName name;
    /// Empty for a Table without a class.
    QString className;
    QString file;
    int line = 0;
    QList<ModelRelationship> relationships;
    /// Why the table is not known for certain; empty: it is.
    QStringList problems;

    [[nodiscard]] bool isCertain() const { return problems.isEmpty(); }
    bool operator==(const ModelTable &) const = default;
};

/// What the models declare. A table with problems is in `schema` as far as it is understood and is uncertain there; whether the schema is
/// complete Schema::uncertainties tells.
struct ModelSchema {
    Schema schema;
    QList<ModelTable> tables;
    Diagnostics diagnostics;
    /// Of `schema` and ModelSource::database.
    LeftOut leftOut;

    [[nodiscard]] const ModelTable *table(const QualifiedName &name) const;
};

/// Reads the models of a project without Python: runs env.py's imports in the sandbox, where SQLAlchemy's declarative API stands in for
/// itself, and takes the tables of its target metadata. Nothing of the project is really executed.
class ModelReader
{
public:
    [[nodiscard]] static ModelSchema read(const ModelSource &source);
};

} // namespace retort
