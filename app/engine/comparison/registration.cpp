#include "comparison/registration.h"

#include "base/translation.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFiles = 5000;
constexpr qint64 largestFile = 1 << 20;

bool holdsNoModels(const QDir &folder)
{
    static const QSet<QString> names{u"tests"_s, u"test"_s, u"node_modules"_s, u"__pycache__"_s, u"site-packages"_s, u"build"_s, u"dist"_s};
    return names.contains(folder.dirName()) || folder.exists(u"pyvenv.cfg"_s);
}

/// Python files in the folder and below it, sorted.
void collect(const QDir &folder, const QStringList &except, QStringList &files)
{
    if (holdsNoModels(folder) || except.contains(folder.absolutePath()))
        return;
    for (const QString &file : folder.entryList({u"*.py"_s}, QDir::Files, QDir::Name)) {
        if (files.size() < mostFiles)
            files.append(folder.absoluteFilePath(file));
    }
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        if (files.size() < mostFiles)
            collect(QDir(folder.absoluteFilePath(name)), except, files);
    }
}

QList<UnregisteredModel> modelsIn(const QString &name)
{
    static const QRegularExpression classLine(uR"(^(\s*)class\s+(\w+)\b)"_s);
    static const QRegularExpression tableLine(uR"(^(\s+)__tablename__\s*(?::[^=]+)?=\s*["']([^"']+)["'])"_s);
    QFile file(name);
    QList<UnregisteredModel> found;
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return found;
    const QByteArray text = file.readAll();
    if (!text.contains("__tablename__"))
        return found;
    QString className;
    int line = 0, classLineNumber = 0;
    for (const QString &each : QString::fromUtf8(text).split(u'\n')) {
        ++line;
        if (const auto match = classLine.match(each); match.hasMatch()) {
            className = match.captured(2);
            classLineNumber = line;
        } else if (const auto table = tableLine.match(each); table.hasMatch() && !className.isEmpty()) {
            found.append({className, table.captured(2), name, classLineNumber});
        }
    }
    return found;
}

} // namespace

QString UnregisteredModel::sentence() const
{
    return tr("%1:%2: the model %3 (table %4) is not imported by env.py, so that Alembic does not know it.")
        .arg(file, QString::number(line), className, tableName);
}

QList<UnregisteredModel> unregisteredModels(const Project &project, const ModelSchema &models)
{
    QSet<QString> known;
    for (const ModelTable &table : models.tables)
        known.insert(table.name.name);
    QStringList except = project.scripts.versionLocations;
    except.append(project.config.scriptLocation);
    QStringList roots = project.sourceRoots;
    roots.prepend(project.root);
    QStringList files;
    for (const QString &root : std::as_const(roots))
        collect(QDir(root), except, files);
    files.removeDuplicates();
    QList<UnregisteredModel> result;
    for (const QString &file : std::as_const(files)) {
        for (const UnregisteredModel &model : modelsIn(file)) {
            if (!known.contains(model.tableName))
                result.append(model);
        }
    }
    return result;
}

} // namespace retort
