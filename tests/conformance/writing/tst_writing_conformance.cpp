#include "oracle.h"

#include "alembic/revisiongraph.h"
#include "alembic/scriptdirectory.h"
#include "alembic/writing/scriptwriter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

/// A moment in the summer time of zones that have one.
constexpr qint64 Now = 1'786'543'210'123'456;

using Random = std::mt19937;

int below(Random &random, int limit)
{
    return std::uniform_int_distribution<int>(0, limit - 1)(random);
}

template <typename T>
const T &oneOf(Random &random, const QList<T> &items)
{
    return items[below(random, int(items.size()))];
}

const QString &genericTemplate()
{
    static const QString text = uR"("""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
)"_s;
    return text;
}

/// One new revision in one project.
struct Case {
    QString name;
    QMap<QString, QString> files;
    RevisionRequest request;
    bool idIsTaken = false;

    [[nodiscard]] QJsonObject toJson() const
    {
        QJsonObject texts;
        for (auto it = files.begin(); it != files.end(); ++it)
            texts.insert(it.key(), it.value());
        QJsonObject arguments{{u"rev_id"_s, request.revisionId}};
        if (request.message)
            arguments.insert(u"message"_s, *request.message);
        if (!request.branchLabel.isEmpty())
            arguments.insert(u"branch_label"_s, request.branchLabel);
        if (request.isMerge) {
            arguments.insert(u"revisions"_s, QJsonArray::fromStringList(request.heads));
        } else {
            arguments.insert(u"head"_s, request.heads.first());
            arguments.insert(u"splice"_s, request.splice);
            if (!request.dependsOn.isEmpty())
                arguments.insert(u"depends_on"_s, QJsonArray::fromStringList(request.dependsOn));
            if (!request.versionPath.isEmpty())
                arguments.insert(u"version_path"_s, request.versionPath);
        }
        return {{u"files"_s, texts}, {u"merge"_s, request.isMerge}, {u"arguments"_s, arguments}};
    }
};

struct Ours {
    QString file;
    QByteArray text;
    std::optional<Error> error;
};

Ours made(const Case &each)
{
    const QTemporaryDir folder;
    for (auto it = each.files.begin(); it != each.files.end(); ++it) {
        const QString path = folder.filePath(it.key());
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(it.value().toUtf8()) < 0)
            qFatal("cannot write %s", qPrintable(path));
    }
    const auto config = AlembicConfig::load(folder.filePath(u"alembic.ini"_s));
    if (!config)
        return {{}, {}, config.error()};
    const RevisionGraph graph = RevisionGraph::build(ScriptDirectory::scan(*config).revisions);
    const auto createDate = CreateDate::at(Now, config->timezone);
    if (!createDate)
        return {{}, {}, createDate.error()};
    EnvironmentSettings environment;
    environment.understood = true;
    const auto revision = ScriptWriter(*config, graph, environment).compose(each.request, *createDate);
    if (!revision) {
        Error error = revision.error();
        error.message.replace(folder.path(), u"<PROJ>"_s);
        return {{}, {}, error};
    }
    if (const auto written = ScriptWriter::write(*revision); !written)
        return {{}, {}, written.error()};
    QFile file(revision->file);
    return {QDir(folder.path()).relativeFilePath(revision->file), file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(), {}};
}

/// Why ours is not what Alembic did; empty when it is. What Alembic leaves in a state that it cannot use must be refused.
QString difference(const Ours &ours, const QJsonObject &theirs)
{
    const QString error = theirs[u"error"].toString();
    if (theirs[u"kind"].toString() == "CommandError"_L1 && !error.startsWith("Template rendering failed"_L1)) {
        if (!ours.error)
            return u"writes a file instead of “%1”"_s.arg(error);
        // Where the id is taken, we say so before anything else.
        return ours.error->message == error || ours.error->code == "revision.exists"_L1
            ? QString()
            : u"says “%1” instead of “%2”"_s.arg(ours.error->message, error);
    }
    if (theirs.contains(u"error") || !theirs[u"sound"].toBool()) {
        return ours.error ? QString() : u"writes %1 where Alembic fails: %2"_s.arg(ours.file, error);
    }
    if (ours.error)
        return u"refuses “%1 (%2)” what Alembic writes"_s.arg(ours.error->message, ours.error->detail);
    if (ours.file != theirs[u"file"].toString())
        return u"names it %1 instead of %2"_s.arg(ours.file, theirs[u"file"].toString());
    const QByteArray text = theirs[u"text"].toString().toLatin1();
    return ours.text == text ? QString() : u"writes\n%1\ninstead of\n%2"_s.arg(QString::fromUtf8(ours.text), QString::fromUtf8(text));
}

QString revisionFile(const QString &id, const QStringList &down, const QStringList &dependsOn, const QString &label)
{
    const auto python = [](const QStringList &items) {
        if (items.isEmpty())
            return u"None"_s;
        return items.size() == 1 ? u"'%1'"_s.arg(items.first()) : u"('%1')"_s.arg(items.join(u"', '"_s));
    };
    return u"\"\"\"%1\"\"\"\nrevision = '%1'\ndown_revision = %2\nbranch_labels = %3\ndepends_on = %4\n\n\n"
           "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"_s.arg(
               id, python(down), label.isEmpty() ? u"None"_s : u"('%1',)"_s.arg(label), python(dependsOn));
}

/// Random graphs with branches, merges, labels and dependencies, and a random request in each.
Case graphCase(Random &random)
{
    Case made;
    const bool twoFolders = below(random, 6) == 0;
    made.files.insert(u"alembic.ini"_s,
                      u"[alembic]\nscript_location = %(here)s/scripts\n"_s
                          + (twoFolders ? u"path_separator = newline\nversion_locations = %(here)s/one\n  %(here)s/two\n"_s : QString()));
    made.files.insert(u"scripts/script.py.mako"_s, genericTemplate());
    made.files.insert(u"scripts/env.py"_s, {});
    QStringList ids;
    QStringList labels;
    for (int i = below(random, 9); i > 0; --i) {
        const QString id = u"%1%2"_s.arg(random(), 8, 16, QLatin1Char('0')).arg(ids.size(), 2, 10, QLatin1Char('0'));
        QStringList down;
        if (!ids.isEmpty() && below(random, 8) != 0)
            down.append(below(random, 3) ? ids.last() : oneOf(random, ids));
        if (const QString other = ids.isEmpty() ? QString() : oneOf(random, ids);
            below(random, 6) == 0 && !down.isEmpty() && !down.contains(other))
            down.append(other);
        QStringList dependsOn;
        if (below(random, 8) == 0 && !ids.isEmpty() && !down.contains(ids.first()))
            dependsOn.append(ids.first());
        const QString label = below(random, 6) == 0 ? u"line%1"_s.arg(ids.size()) : QString();
        if (!label.isEmpty())
            labels.append(label);
        const QString folder = !twoFolders ? u"scripts/versions"_s : (below(random, 2) ? u"one"_s : u"two"_s);
        made.files.insert(u"%1/%2_x.py"_s.arg(folder, id), revisionFile(id, down, dependsOn, label));
        ids.append(id);
    }
    const auto identifier = [&]() -> QString {
        QStringList choices{u"head"_s, u"heads"_s, u"base"_s, u"zzzz"_s, u"-1"_s, u"nothing@head"_s};
        for (const QString &id : std::as_const(ids))
            choices << id << id << id.left(4) << id.left(2) << id + u"@head"_s;
        for (const QString &label : std::as_const(labels))
            choices << label << label + u"@head"_s << label + u"@base"_s << label + u"@heads"_s << u"@"_s + label;
        return oneOf(random, choices);
    };
    RevisionRequest &request = made.request;
    made.idIsTaken = below(random, 20) == 0 && !ids.isEmpty();
    request.revisionId = made.idIsTaken ? ids.last() : u"ffff%1"_s.arg(random(), 8, 16, QLatin1Char('0'));
    if (below(random, 25) == 0)
        request.revisionId += oneOf(random, QList<QString>{u"-"_s, u"@"_s, u"a+b:c"_s});
    request.message = u"made"_s;
    request.heads = {below(random, 3) ? identifier() : u"head"_s};
    request.isMerge = below(random, 5) == 0;
    for (int i = request.isMerge ? below(random, 3) : 0; i > 0; --i)
        request.heads.append(identifier());
    if (!request.isMerge) {
        request.splice = below(random, 3) == 0;
        for (int i = below(random, 4) == 0 ? below(random, 3) : 0; i > 0; --i)
            request.dependsOn.append(identifier());
        if (below(random, 5) == 0)
            request.versionPath = oneOf(random, QList<QString>{u"one"_s, u"two"_s, u"scripts/versions"_s, u"elsewhere"_s, u"./one"_s});
    }
    if (below(random, 5) == 0)
        request.branchLabel = labels.isEmpty() || below(random, 3) ? u"fresh"_s : labels.first();
    return made;
}

/// A template and whether it is understood; otherwise Alembic may well do it, but we say that we do not.
struct Script {
    QString name;
    QString text;
    bool understood = true;
};

QList<Script> scripts()
{
    QList<Script> list;
    const auto row = [&list](const QString &name, const QString &script, bool understood = true) {
        list.append({name, script, understood});
    };
    const QJsonObject theirs = Oracle::ask({{u"now"_s, double(Now)}, {u"templates"_s, true}})[u"templates"].toObject();
    for (auto it = theirs.begin(); it != theirs.end(); ++it)
        row(u"Alembic's "_s + it.key(), it.value().toString());
    row(u"generic"_s, genericTemplate());
    const auto with = [](const QString &more) { return genericTemplate() + more; };
    row(u"if"_s, with(u"% if down_revision is None:\n# first\n% elif message:\n# ${message | trim}\n% else:\n# other\n% endif\n# end\n"_s));
    row(u"for"_s, with(u"% for i, name in enumerate(['a', 'b']):\n    % if i:\n# ${i}${name}\n    % endif\n% endfor\n"_s));
    row(u"empty bodies"_s, with(u"% if message:\n% endif\n% for x in []:\n% endfor\n"_s));
    row(u"blocks"_s,
        with(u"<%\n    words = message.split()\n    # a comment\n    if words:\n        first = words[0]\n    else:\n"
             "        first = ''\n%>\n# ${first} ${len(words)}\n<% x = 1 %># ${x}\n"_s));
    row(u"module block"_s,
        u"<%!\nimport re\ndef shout(text):\n    return re.sub(r'[a-z]', '!', text)\n%>"_s + genericTemplate() + u"# ${shout(message)}\n"_s);
    row(u"definition"_s,
        with(u"<%def name=\"greet(name, times=2)\">\n% for i in range(times):\n# hello ${name}\n% endfor\n</%def>\n${greet('x')}\n"
             "${greet(message, times=1)}"_s));
    row(u"comments"_s, with(u"## not this\n   ## nor this\n<%doc>\nnor\nthis\n</%doc># this\n#${'#'} ${1 # no\n}\n"_s));
    row(u"text tag"_s, with(u"<%text># ${not_evaluated} <% %>\n## stays\n</%text>\n"_s));
    row(u"percent signs"_s, with(u"text = ''' 100 % sure\n%% if\n  %%% for\n# a%b\n'''\n"_s));
    row(u"escaped line end"_s, with(u"# one \\\ntwo\n# C:\\\\n\n"_s));
    row(u"dict in braces"_s, with(u"# ${ {'a': '}'}['a'] } ${\"|\" + '}'} ${dict(a=[1, {2: 3}])['a'][1][2]}\n"_s));
    row(u"expression over lines"_s, with(u"# ${(1 +\n  2)\n}\n"_s));
    row(u"filters"_s, with(u"# ${ '  x  ' | trim } ${'y' | n} ${3} ${None} ${(1, 'a')}\n"_s));
    row(u"own filter"_s, u"<%! \ndef twice(text): return text * 2\n%>"_s + genericTemplate() + u"# ${message | twice}\n"_s);
    row(u"undefined is false"_s, with(u"# ${'no' if nothing else 'yes'}\n% if not nothing:\n# ${context.get('nothing', 7)}\n% endif\n"_s));
    row(u"undefined cannot be printed"_s, with(u"# ${nothing}\n"_s), false);
    row(u"without str() only texts"_s, with(u"# ${1 | n}\n"_s), false);
    row(u"date"_s, with(u"# ${create_date.strftime('%Y-%m-%d %H:%M')} ${create_date.year} ${create_date.isoformat()}\n"_s));
    row(u"config"_s,
        with(u"# ${config.get_main_option('flavour')} ${config.get_main_option('none', 'x')} "
             "${config.get_section_option('other', 'key')}\n"_s));
    row(u"comma"_s, with(u"# ${comma(['a', 'b'])} ${comma(None)} ${comma('x')} ${down_revision | comma}\n"_s));
    row(u"annotations"_s, QString(genericTemplate()).replace(u"revision = ${repr(up"_s, u"revision: str = ${repr(up"_s));
    row(u"carriage returns"_s, QString(genericTemplate()).replace(u"\n"_s, u"\r\n"_s) + u"% if True:\r\n# yes\r\n% endif\r\n"_s);
    row(u"coding comment"_s, u"# -*- coding: utf-8 -*-\n"_s + genericTemplate());
    row(u"unicode"_s, with(u"# ünïcödé \U0001F600 ${'ß'.upper()}\n"_s));
    row(u"quotes and backslashes"_s, with(u"# ' \" ''' \\n \\ \t tab\n"_s));
    row(u"no end of line"_s, genericTemplate().chopped(1));
    row(u"try and while"_s,
        with(u"% try:\n# ${1 // 0}\n% except ZeroDivisionError:\n# caught\n% endtry\n<% n = 2 %>\n% while n:\n# ${n}\n"
             "<% n -= 1 %>\n% endwhile\n"_s));
    row(u"no labels in the template"_s, QString(genericTemplate()).remove(u"branch_labels = ${repr(branch_labels)}\n"_s));
    const QString filtered = QString(genericTemplate()).replace(u"${repr(up_revision)}"_s, u"${up_revision | repr}"_s);
    row(u"repr as a filter"_s, QString(filtered).replace(u"${repr(down_revision)}"_s, u"${down_revision | repr, n}"_s));
    row(u"a filter of a module block"_s,
        u"<%!\ndef shown(item):\n    if isinstance(item, (tuple, list)):\n        return '(' + ', '.join(f'\"{x}\"' for x in item) + ',)'\n"
        "    return 'None' if item is None else f'\"{item}\"'\n%>\\\n"_s
            + QString(genericTemplate()).replace(u"${repr(branch_labels)}"_s, u"${branch_labels | n,shown}"_s));
    row(u"imports that nothing uses"_s, u"<%!\nfrom alembic import op\nimport sqlalchemy as sa\n%>"_s + genericTemplate());
    row(u"a name the context does not have"_s, with(u"# ${context.get('other_upgrades')}\n"_s));
    row(u"what the context does not do"_s, with(u"# ${'message' in context}\n"_s), false);
    row(u"a licence with its year"_s, u"# Copyright 2013-${create_date.year} of ours ${'%04d' % create_date.year}\n"_s + genericTemplate());
    row(u"or"_s, with(u"# ${upgrades or 'nothing'} ${downgrades and 'something'}x\n"_s), false);
    row(u"loop of Mako"_s, with(u"% for x in 'ab':\n# ${loop.index}\n% endfor\n"_s), false);
    row(u"escaping filter"_s, with(u"# ${'<' | h}\n"_s), false);
    row(u"capture"_s, with(u"<%def name=\"a()\">x</%def>\n# ${capture(a)}\n"_s), false);
    row(u"an unfinished if"_s, with(u"% if True:\n"_s), false);
    row(u"an unfinished expression"_s, with(u"# ${1\n"_s), false);
    row(u"a wrong end"_s, with(u"% if True:\n% endfor\n"_s), false);
    row(u"no Python"_s, with(u"# ${1 +}\n"_s), false);
    row(u"a broken revision"_s, with(u"def ${message}:\n"_s), false);
    row(u"no revision"_s, u"# nothing\n"_s, false);
    row(u"an import nobody knows"_s, with(u"<%\n    from nowhere_to_be_found import thing\n%># ${thing()}\n"_s), false);
    return list;
}

/// The templates put together anew: pieces of several, some of them within conditions and loops.
QList<Script> mixedScripts(Random &random)
{
    QStringList pieces;
    for (const Script &script : scripts()) {
        const QString piece = script.text.mid(genericTemplate().size());
        if (script.understood && script.text.startsWith(genericTemplate()) && !piece.contains("<%def"_L1) && piece.endsWith(u'\n'))
            pieces.append(piece);
    }
    const QList<std::pair<QString, QString>> around{{{}, {}},
                                                    {u"% if message:\n"_s, u"% endif\n"_s},
                                                    {u"% for turn in range(2):\n# ${turn}\n"_s, u"% endfor\n"_s},
                                                    {u"  % if not message:\n# no\n  % else:\n"_s, u"  % endif\n"_s}};
    QList<Script> mixed;
    for (int i = 0; i < 150; ++i) {
        Script script{u"mixture %1"_s.arg(i), genericTemplate(), true};
        for (int n = 2 + below(random, 4); n > 0; --n) {
            const auto &[before, after] = oneOf(random, around);
            script.text += before + oneOf(random, QList<QString>(pieces)) + after;
        }
        mixed.append(script);
    }
    return mixed;
}

Case templateCase(const Script &script, int kind)
{
    Case each;
    each.name = script.name;
    each.files = {{u"alembic.ini"_s,
                   u"[alembic]\nscript_location = %(here)s/scripts\ndatabases = one, two\nflavour = 100%%\n"_s
                       + (kind == 1 ? u"timezone = Europe/Berlin\n"_s : QString()) + u"[other]\nkey = value\n"_s},
                  {u"scripts/env.py"_s, {}},
                  {u"scripts/versions/aaaa_x.py"_s, revisionFile(u"aaaa"_s, {}, {}, {})},
                  {u"scripts/versions/bbbb_x.py"_s, revisionFile(u"bbbb"_s, {}, {}, kind == 3 ? u"line"_s : QString())},
                  {u"scripts/script.py.mako"_s, script.text}};
    each.request.revisionId = u"0123456789ab"_s;
    if (kind != 0)
        each.request.message = u"made from it's template, größer"_s;
    each.request.heads = {kind == 0 ? u"base"_s : kind == 3 ? u"line"_s : u"heads"_s};
    if (kind == 3) {
        each.request.branchLabel = u"fresh"_s;
        each.request.dependsOn = {u"aaaa"_s};
    }
    return each;
}

} // namespace

/// New revision files beside those that real Alembic makes of the same project: same names, same bytes, same refusals.
class TestWritingConformance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fileNamesAreAlembics();
    void everyCharacterIsAWordOrNot();
    void placesInTheGraphAreAlembics();
    void templatesAreRenderedAsMakoDoes();

private:
    static void compare(const QList<Case> &cases);
    static void refused(const Script &script, const Case &each);
};

void TestWritingConformance::initTestCase()
{
    qputenv("TZ", "Asia/Kolkata"); // for both
    if (!Oracle::isThere())
        QSKIP("RETORT_TEST_ALEMBIC_PYTHON is not set: nothing to compare with");
}

void TestWritingConformance::compare(const QList<Case> &cases)
{
    QJsonArray requests;
    for (const Case &each : cases)
        requests.append(each.toJson());
    const QJsonArray answers = Oracle::ask({{u"now"_s, double(Now)}, {u"cases"_s, requests}})[u"cases"].toArray();
    QCOMPARE(answers.size(), cases.size());
    QStringList wrong;
    int written = 0;
    for (qsizetype i = 0; i < cases.size(); ++i) {
        written += answers[i].toObject()[u"sound"].toBool();
        const Ours ours = made(cases[i]);
        // An id that is taken is refused before anything else; Alembic goes on and has the revision twice.
        if (cases[i].idIsTaken && ours.error && ours.error->code == "revision.exists"_L1)
            continue;
        if (const QString difference = ::difference(ours, answers[i].toObject()); !difference.isEmpty())
            wrong.append(
                u"%1 %2: %3\n%4"_s.arg(i).arg(cases[i].name, difference, QString::fromUtf8(QJsonDocument(cases[i].toJson()).toJson())));
    }
    QFile file(u"writing-differences.txt"_s);
    if (!wrong.isEmpty() && file.open(QIODevice::WriteOnly))
        file.write(wrong.join(u'\n').toUtf8());
    QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 of %2 wrong\n%3"_s.arg(wrong.size()).arg(cases.size()).arg(wrong.mid(0, 3).join(u'\n'))));
    qInfo("%d revisions, %d of them written by both, the others refused by both", int(cases.size()), written);
}

void TestWritingConformance::fileNamesAreAlembics()
{
    Random random(1);
    const QList<QString> templates{u"%(rev)s_%(slug)s"_s, u"%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s_%(slug)s"_s,
                                   u"%(epoch)s_%(slug)s"_s, u"%(rev)s"_s, u"%(year)d/%(month)02d/%(slug)s%%%(second)5d"_s};
    const QList<QString> zones{{}, u"UTC"_s, u"utc"_s, u"Europe/Berlin"_s, u"America/St_Johns"_s, u"Asia/Kolkata"_s};
    QJsonArray names;
    QStringList ours;
    AlembicConfig config;
    for (int i = 0; i < 4000; ++i) {
        QList<uint> message;
        for (int n = below(random, 70); n > 0; --n) {
            const uint ranges[][2] = {{0x20, 0x7E},     {0x61, 0x7A},       {0x20, 0x21},       {0xA0, 0x24F},     {0x370, 0x3FF},
                                      {0x400, 0x52F},   {0x590, 0x6FF},     {0x900, 0x97F},     {0x1E00, 0x1FFF},  {0x2000, 0x24FF},
                                      {0x3040, 0x9FFF}, {0x10400, 0x104FF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1F64F}};
            const auto &range = ranges[below(random, int(std::size(ranges)))];
            message.append(range[0] + uint(below(random, int(range[1] - range[0] + 1))));
        }
        const QString text = QString::fromUcs4(reinterpret_cast<const char32_t *>(message.constData()), message.size());
        config.fileTemplate = oneOf(random, templates);
        config.truncateSlugLength = below(random, 4) ? 40 : oneOf(random, QList<int>{-30, -2, -1, 1, 2, 5, 12, 60});
        config.timezone = oneOf(random, zones);
        const auto createDate = CreateDate::at(Now, config.timezone);
        QVERIFY(createDate);
        const auto name = RevisionTemplate(config).fileName(u"0123456789ab"_s, text, *createDate);
        ours.append(name ? *name : name.error().message);
        names.append(QJsonObject{{u"file_template"_s, config.fileTemplate},
                                 {u"length"_s, config.truncateSlugLength},
                                 {u"timezone"_s, config.timezone},
                                 {u"rev"_s, u"0123456789ab"_s},
                                 {u"message"_s, text}});
    }
    const QJsonArray theirs = Oracle::ask({{u"now"_s, double(Now)}, {u"names"_s, names}})[u"names"].toArray();
    QCOMPARE(theirs.size(), ours.size());
    for (qsizetype i = 0; i < ours.size(); ++i)
        QVERIFY2(ours[i] == theirs[i].toString(), qPrintable(u"%1 instead of %2"_s.arg(ours[i], theirs[i].toString())));
}

void TestWritingConformance::everyCharacterIsAWordOrNot()
{
    // Each character between two letters, so that the name shows whether it parts them and what its lower case is.
    QJsonArray names;
    QStringList ours;
    AlembicConfig config;
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        // Qt knows characters of newer versions of Unicode than Python 3.11 does.
        if (QChar::isSurrogate(c) || QChar::unicodeVersion(c) == QChar::Unicode_Unassigned
            || QChar::unicodeVersion(c) > QChar::Unicode_14_0)
            continue;
        const QString text = u"a"_s + QString::fromUcs4(&c, 1) + u"b"_s;
        ours.append(RevisionTemplate::slug(text, 40));
        names.append(QJsonObject{
            {u"file_template"_s, u"%(slug)s"_s}, {u"length"_s, 40}, {u"timezone"_s, u"UTC"_s}, {u"rev"_s, u"x"_s}, {u"message"_s, text}});
    }
    const QJsonArray theirs = Oracle::ask({{u"now"_s, double(Now)}, {u"names"_s, names}})[u"names"].toArray();
    QCOMPARE(theirs.size(), ours.size());
    QVERIFY(ours.size() > 140000);
    for (qsizetype i = 0; i < ours.size(); ++i)
        QCOMPARE(ours[i] + u".py"_s, theirs[i].toString());
}

void TestWritingConformance::placesInTheGraphAreAlembics()
{
    const int seed = qEnvironmentVariableIntValue("RETORT_TEST_SEED");
    Random random(Random::result_type(seed ? seed : 7));
    QList<Case> cases;
    for (int i = 0; i < 800; ++i)
        cases.append(graphCase(random));
    compare(cases);
}

void TestWritingConformance::templatesAreRenderedAsMakoDoes()
{
    QList<Case> cases;
    for (const Script &script : scripts()) {
        for (const int kind : {0, 1, 2, 3}) {
            const Case each = templateCase(script, kind);
            if (script.understood)
                cases.append(each);
            else
                refused(script, each);
        }
    }
    Random random(11);
    for (const Script &script : mixedScripts(random))
        cases.append(templateCase(script, below(random, 4)));
    compare(cases);
}

void TestWritingConformance::refused(const Script &script, const Case &each)
{
    const Ours ours = made(each);
    const QString told = ours.error ? u"%1: %2"_s.arg(ours.error->message, ours.error->detail) : QString::fromUtf8(ours.text);
    QVERIFY2(ours.error && ours.error->code.startsWith("template."_L1), qPrintable(script.name % u": "_s % told));
    static const QRegularExpression place(u"script\\.py\\.mako:[1-9]"_s);
    QVERIFY2(ours.error->code == "template.unfit"_L1 || place.match(ours.error->detail).hasMatch(),
             qPrintable(script.name % u": "_s % told));
}

QTEST_GUILESS_MAIN(TestWritingConformance)
#include "tst_writing_conformance.moc"
