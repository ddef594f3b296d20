#include "python/moduleloader.h"

#include "python/parser.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestFile = 4 << 20; // nobody writes such a module by hand

std::optional<ModuleLoader::Source> load(const QString &path, const QString &folder)
{
    QFile file(path);
    if (file.size() > LargestFile || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto source = decodeSource(path, file.readAll());
    if (!source)
        return std::nullopt;
    return ModuleLoader::Source{std::make_shared<const Module>(parse(*source)), folder};
}

} // namespace

ModuleLoader::ModuleLoader(QStringList roots) : m_roots(std::move(roots)) {}

void ModuleLoader::registerModule(const QString &name, const Value &module)
{
    m_registered.insert(name, module);
}

void ModuleLoader::registerSource(const QString &name, const SourceText &source, bool isPackage)
{
    m_sources.insert(name, Source{std::make_shared<const Module>(parse(source)), isPackage ? u":"_s + name : QString()});
}

Value ModuleLoader::registered(const QString &name) const
{
    return m_registered.value(name);
}

bool ModuleLoader::isNamespace(const QString &name) const
{
    const QString prefix = name + u'.';
    for (auto it = m_registered.cbegin(); it != m_registered.cend(); ++it) {
        if (it.key().startsWith(prefix))
            return true;
    }
    return false;
}

std::optional<ModuleLoader::Source> ModuleLoader::find(const QString &name)
{
    const auto known = m_sources.constFind(name);
    if (known != m_sources.constEnd())
        return *known;
    auto source = search(name);
    m_sources.insert(name, source);
    return source;
}

std::optional<ModuleLoader::Source> ModuleLoader::search(const QString &name) const
{
    QString path = name;
    path.replace(u'.', u'/');
    if (path.isEmpty() || path.startsWith(u'/') || path.contains(u"//"_s))
        return std::nullopt;
    for (const auto &root : m_roots) {
        const QString base = QDir(root).filePath(path);
        const QString init = base + u"/__init__.py"_s;
        if (QFileInfo(init).isFile())
            return load(init, base);
        const QString file = base + u".py"_s;
        if (QFileInfo(file).isFile())
            return load(file, {});
    }
    for (const auto &root : m_roots) {
        const QString base = QDir(root).filePath(path);
        if (QFileInfo(base).isDir() && !QDir(base).entryList({u"*.py"_s}, QDir::Files).isEmpty())
            return Source{nullptr, base};
        if (QFileInfo(base).isDir() && !QDir(base).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty())
            return Source{nullptr, base};
    }
    return std::nullopt;
}

QString ModuleLoader::nameOf(const QString &file) const
{
    const QString clean = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    QString best;
    for (const auto &root : m_roots) {
        const QString relative = QDir(root).absolutePath() + u'/';
        if (!clean.startsWith(relative) || !clean.endsWith(u".py"_s))
            continue;
        QString name = clean.mid(relative.size()).chopped(3);
        if (name.endsWith(u"/__init__"_s))
            name.chop(9);
        name.replace(u'/', u'.');
        if (best.isEmpty() || name.size() < best.size())
            best = name;
    }
    return best;
}

} // namespace retort::python
