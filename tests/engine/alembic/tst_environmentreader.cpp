#include "alembic/environmentreader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

/// The env.py that `alembic init` writes, with what differs filled in.
QByteArray stockEnv(const QByteArray &top, const QByteArray &online = {}, const QByteArray &options = {})
{
    return "from logging.config import fileConfig\nfrom sqlalchemy import engine_from_config\nfrom sqlalchemy import pool\nfrom alembic "
           "import context\n"
           "config = context.config\nif config.config_file_name is not None:\n    fileConfig(config.config_file_name)\ntarget_metadata = "
           "None\n"
        + top
        + "\ndef run_migrations_offline() -> None:\n    url = config.get_main_option(\"sqlalchemy.url\")\n    context.configure(\n        "
          "url=url,\n"
          "        target_metadata=target_metadata,\n        literal_binds=True,\n        dialect_opts={\"paramstyle\": \"named\"},\n"
        + options
        + "    )\n    with context.begin_transaction():\n        context.run_migrations()\n\n\ndef run_migrations_online() -> None:\n"
        + (online.isEmpty()
               ? QByteArray("    connectable = engine_from_config(\n        config.get_section(config.config_ini_section, {}),\n"
                            "        prefix=\"sqlalchemy.\",\n        poolclass=pool.NullPool,\n    )\n")
               : online)
        + "    with connectable.connect() as connection:\n        context.configure(connection=connection, "
          "target_metadata=target_metadata, "
        + options
        + ")\n        with context.begin_transaction():\n            context.run_migrations()\n\n\n"
          "if context.is_offline_mode():\n    run_migrations_offline()\nelse:\n    run_migrations_online()\n";
}

} // namespace

class TestEnvironmentReader : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_root;
    QMap<QString, QString> m_process;

    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_root % u'/' % name;
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    EnvironmentSettings read(const QByteArray &env,
                             const QByteArray &ini = "[alembic]\nscript_location = alembic\nprepend_sys_path = .\npath_separator = os\n")
    {
        write(u"alembic.ini"_s, ini);
        write(u"alembic/env.py"_s, env);
        const auto config = AlembicConfig::load(m_root + u"/alembic.ini"_s);
        return EnvironmentReader::read(SourceText(m_root + u"/alembic/env.py"_s, env), *config, config->sourceRoots(), m_process);
    }

private slots:
    void init()
    {
        m_root = QDir(m_dir.path()).canonicalPath() % u'/' % QString::fromLatin1(QTest::currentTestFunction());
        QDir().mkpath(m_root);
        m_process.clear();
    }

    void theStockFileTakesItsUrlFromTheIni()
    {
        const EnvironmentSettings settings =
            read(stockEnv({}), "[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite:///%(here)s/x.db\n");
        QCOMPARE(settings.url.value_or(QString()), QString(u"sqlite:///"_s % m_root % u"/x.db"_s));
        QCOMPARE(settings.urlSource, UrlSource::Ini);
        QCOMPARE(settings.urlTrace.first().line, 3);
        QVERIFY(settings.understood);
        QVERIFY2(settings.diagnostics.isEmpty(), settings.diagnostics.isEmpty() ? "" : qPrintable(settings.diagnostics.first().message));
        QVERIFY(settings.literalBinds);
        QVERIFY(!settings.renderAsBatch);
        QVERIFY(!settings.asyncEngine);
    }

    void pydanticSettingsAreFoundInProcessFileAndDefault()
    {
        write(u"app/core/config.py"_s,
              "from functools import lru_cache\nfrom pydantic import computed_field\nfrom pydantic_settings import BaseSettings, "
              "SettingsConfigDict\n\n"
              "class Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_file=\".env\", env_prefix=\"APP_\")\n"
              "    DB_USER: str = \"me\"\n    DB_PASSWORD: str\n    DB_PORT: int = 5432\n"
              "    @computed_field\n    @property\n    def url(self) -> str:\n        return "
              "f\"postgresql://{self.DB_USER}:{self.DB_PASSWORD}@db:{self.DB_PORT}/x\"\n\n"
              "@lru_cache\ndef get_settings() -> Settings:\n    return Settings()\n");
        write(u".env"_s, "APP_DB_PASSWORD='s e'\n");
        const QByteArray env =
            stockEnv("from app.core.config import get_settings\nconfig.set_main_option('sqlalchemy.url', get_settings().url)\n");
        EnvironmentSettings settings = read(env);
        QCOMPARE(settings.url.value_or(QString()), u"postgresql://me:s e@db:5432/x"_s);
        QCOMPARE(settings.urlTrace.size(), 3);
        QCOMPARE(settings.urlTrace[1], (ValueTrace{UrlSource::DotEnv, m_root % u"/.env"_s, 1, u"APP_DB_PASSWORD"_s}));
        QCOMPARE(settings.urlTrace[0].line, 7);
        m_process.insert(u"app_db_user"_s, u"other"_s);
        settings = read(env);
        QCOMPARE(settings.url.value_or(QString()), u"postgresql://other:s e@db:5432/x"_s);
        QCOMPARE(settings.urlSource, UrlSource::ProcessEnvironment);
    }

    void aValidatorThatMayChangeTheUrlIsNotGuessed()
    {
        write(u"config.py"_s,
              "from pydantic_settings import BaseSettings\nfrom pydantic import field_validator\n\nclass Settings(BaseSettings):\n"
              "    url: str = 'sqlite://'\n\n    @field_validator('url')\n    def fix(cls, v):\n        return other(v)\n\nsettings = "
              "Settings()\n");
        const EnvironmentSettings settings =
            read(stockEnv("from config import settings\nconfig.set_main_option('sqlalchemy.url', settings.url)\n"));
        QVERIFY(!settings.url);
        QCOMPARE(settings.diagnostics.last().code, u"env.url"_s);
        QVERIFY(settings.diagnostics.last().file.endsWith(u"config.py"_s));
        QCOMPARE(settings.diagnostics.last().line, 8);
    }

    void environmentVariablesComeFromTheProcessThenDotEnv()
    {
        write(u".env"_s, "DATABASE_URL=sqlite:///file.db\n");
        const QByteArray env = stockEnv("import os\nfrom dotenv import load_dotenv\nload_dotenv()\n",
                                        "    connectable = create_engine(os.environ['DATABASE_URL'])\n")
                                   .replace("engine_from_config\n", "create_engine\n");
        EnvironmentSettings settings = read(env);
        QCOMPARE(settings.url.value_or(QString()), u"sqlite:///file.db"_s);
        QCOMPARE(settings.urlSource, UrlSource::DotEnv);
        m_process.insert(u"DATABASE_URL"_s, u"sqlite:///process.db"_s);
        settings = read(env);
        QCOMPARE(settings.url.value_or(QString()), u"sqlite:///process.db"_s);
        QCOMPARE(settings.urlSource, UrlSource::ProcessEnvironment);
    }

    void anUnsetVariableIsSaidByName()
    {
        const EnvironmentSettings settings =
            read(stockEnv("import os\n", "    connectable = engine_from_config({'sqlalchemy.url': os.environ['DB']})\n"));
        QVERIFY(!settings.url);
        QVERIFY(settings.diagnostics.last().message.contains(u"'DB' is not set"_s));
    }

    void anAsyncEngineIsFollowedIntoRunSync()
    {
        const QByteArray env =
            "import asyncio\nfrom sqlalchemy.ext.asyncio import async_engine_from_config\nfrom alembic import context\nconfig = "
            "context.config\n"
            "def do_run_migrations(connection):\n    context.configure(connection=connection, target_metadata=None, render_as_batch=True)\n"
            "    with context.begin_transaction():\n        context.run_migrations()\n\n"
            "async def run_async_migrations():\n    connectable = async_engine_from_config(config.get_section(config.config_ini_section, "
            "{}), prefix='sqlalchemy.')\n"
            "    async with connectable.connect() as connection:\n        await connection.run_sync(do_run_migrations)\n    await "
            "connectable.dispose()\n\n"
            "def run_migrations_online():\n    asyncio.run(run_async_migrations())\n\nif context.is_offline_mode():\n    pass\nelse:\n    "
            "run_migrations_online()\n";
        const EnvironmentSettings settings = read(env, "[alembic]\nscript_location = alembic\nsqlalchemy.url = postgresql+asyncpg://h/d\n");
        QVERIFY(settings.asyncEngine);
        QVERIFY(settings.understood);
        QVERIFY(settings.renderAsBatch);
        QCOMPARE(settings.url.value_or(QString()), u"postgresql+asyncpg://h/d"_s);
    }

    void optionsAndNamingConventionAreRead()
    {
        write(u"app/__init__.py"_s, "");
        write(u"app/db.py"_s,
              "from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\n\nnaming = {\n    \"ix\": "
              "\"ix_%(column_0_label)s\",\n"
              "    \"pk\": \"pk_%(table_name)s\",\n}\n\nclass Base(DeclarativeBase):\n    metadata = MetaData(naming_convention=naming)\n");
        const EnvironmentSettings settings =
            read(stockEnv("from app.db import Base\ntarget_metadata = Base.metadata\nSCHEMA = 'ops'\ndef include_object(o, n, t, r, c):\n  "
                          "  return True\n",
                          {},
                          "version_table='versions', version_table_schema=SCHEMA, compare_server_default=True, "
                          "include_object=include_object, transaction_per_migration=True, "
                          "version_table_pk=False, transactional_ddl=False,"));
        QCOMPARE(settings.versionTable, u"versions"_s);
        QCOMPARE(settings.versionTableSchema, u"ops"_s);
        QVERIFY(settings.compareServerDefault && settings.transactionPerMigration && !settings.versionTablePk);
        QCOMPARE(settings.transactionalDdl, std::optional(false));
        QCOMPARE(settings.callables, QStringList{u"include_object"_s});
        QCOMPARE(settings.targetMetadata, u"Base.metadata"_s);
        QCOMPARE(settings.namingConvention.value(u"pk"_s), u"pk_%(table_name)s"_s);
        QVERIFY(settings.importedModules.contains(u"app.db"_s));
    }

    void anUnknownVersionTableIsNotUnderstood()
    {
        const EnvironmentSettings settings = read(stockEnv("import mystery\n", {}, "version_table=mystery.table(),"));
        QVERIFY(!settings.understood);
        QVERIFY(std::any_of(settings.diagnostics.begin(), settings.diagnostics.end(),
                            [](const Diagnostic &d) { return d.code == "env.option"_L1 && d.line > 0; }));
    }

    void theModesMayDisagree()
    {
        const QByteArray env =
            stockEnv({}, {}, {})
                .replace("context.configure(connection=connection,", "context.configure(connection=connection, render_as_batch=True,");
        const EnvironmentSettings settings = read(env);
        QVERIFY(settings.renderAsBatch);
        QVERIFY(std::any_of(settings.diagnostics.begin(), settings.diagnostics.end(),
                            [](const Diagnostic &d) { return d.code == "env.modes-differ"_L1; }));
    }

    void batchModeMayDependOnTheDialect()
    {
        const EnvironmentSettings settings =
            read(stockEnv({}, {}, {})
                     .replace("context.configure(connection=connection,",
                              "context.configure(connection=connection, render_as_batch=connection.dialect.name == 'sqlite',"),
                 "[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite://\n");
        QVERIFY(settings.renderAsBatch);
    }

    void sqlInEnvIsReported()
    {
        const EnvironmentSettings settings = read(stockEnv({}).replace(
            "        context.configure(connection=", "        connection.execute('SET x')\n        context.configure(connection="));
        QVERIFY(!settings.understood);
        QCOMPARE(settings.diagnostics.last().code, u"env.executes"_s);
    }

    void severalDatabasesAreNotUnderstood()
    {
        const EnvironmentSettings settings =
            read(stockEnv({}).replace("            context.run_migrations()\n\n\nif",
                                      "            context.run_migrations()\n            context.run_migrations()\n\n\nif"));
        QVERIFY(!settings.understood);
        QVERIFY(std::any_of(settings.diagnostics.begin(), settings.diagnostics.end(),
                            [](const Diagnostic &d) { return d.code == "env.several-databases"_L1; }));
    }

    void aLoopOverDatabasesIsNotUnderstood()
    {
        const EnvironmentSettings settings = read("from alembic import context\nimport re\nfor name in re.split('x', names()):\n"
                                                  "    context.configure(url=name)\n    context.run_migrations(engine_name=name)\n");
        QVERIFY(!settings.understood);
        QCOMPARE(settings.functionArguments, QStringList{u"engine_name"_s});
    }

    void theTemplatesPlaceholderIsNoUrl()
    {
        const EnvironmentSettings settings =
            read(stockEnv({}), "[alembic]\nscript_location = alembic\nsqlalchemy.url = driver://user:pass@localhost/dbname\n");
        QVERIFY(!settings.url);
        QCOMPARE(settings.diagnostics.last().code, u"env.url-placeholder"_s);
        QCOMPARE(settings.diagnostics.last().line, 3);
    }

    void anEngineMadeAsyncIsTellable()
    {
        const EnvironmentSettings settings =
            read("from sqlalchemy.ext.asyncio import AsyncEngine\nfrom sqlalchemy import engine_from_config\nimport asyncio\nfrom alembic "
                 "import context\nconfig = context.config\n"
                 "def go(connection):\n    context.configure(connection=connection)\n    context.run_migrations()\n"
                 "async def later(engine):\n    async with engine.connect() as connection:\n        await connection.run_sync(go)\n"
                 "connectable = config.attributes.get('connection', None)\nif connectable is None:\n"
                 "    connectable = AsyncEngine(engine_from_config(config.get_section('alembic'), prefix='sqlalchemy.', future=True))\n"
                 "if isinstance(connectable, AsyncEngine):\n    asyncio.run(later(connectable))\nelse:\n    go(connectable)\n",
                 "[alembic]\nscript_location = alembic\nsqlalchemy.url = sqlite+aiosqlite://\n");
        QVERIFY(settings.understood);
        QVERIFY(settings.asyncEngine);
        QCOMPARE(settings.url.value_or(QString()), u"sqlite+aiosqlite://"_s);
    }

    void fastKitsConnectionsAreRead()
    {
        write(u"config/database.py"_s,
              "import os\nCONNECTIONS = {\n    'default': {\n        'driver': os.getenv('DB_DRIVER', 'postgresql'),\n        'host': "
              "os.getenv('DB_HOST', 'localhost'),\n"
              "        'port': int(os.getenv('DB_PORT', '5432')),\n        'database': os.getenv('DB_NAME', 'app'),\n        'username': "
              "os.getenv('DB_USER', 'me'),\n"
              "        'password': os.getenv('DB_PASSWORD', ''),\n    }\n}\n");
        write(u".env"_s, "DB_NAME=shop\nDB_PASSWORD=p@ss\n");
        const EnvironmentSettings settings =
            read(stockEnv("from fastkit_core.config import ConfigManager\nfrom fastkit_core.database import build_database_url\n",
                          "    configuration = config.get_section(config.config_ini_section) or {}\n    configuration['sqlalchemy.url'] = "
                          "build_database_url(ConfigManager(modules=['database']))\n"
                          "    connectable = engine_from_config(configuration, prefix='sqlalchemy.')\n"));
        QCOMPARE(settings.url.value_or(QString()), u"postgresql+psycopg2://me:p%40ss@localhost:5432/shop"_s);
    }

    void fastmansOwnTemplateIsUnderstood()
    {
        write(u"app/core/config.py"_s,
              "import os\nfrom pathlib import Path\nfrom pydantic import computed_field\nfrom pydantic_settings import BaseSettings, "
              "SettingsConfigDict\n\n"
              "ENVIRONMENT = os.getenv(\"ENVIRONMENT\", \"develop\")\n\n\ndef _env_file():\n    if ENVIRONMENT == \"production\":\n        "
              "return \".env\"\n"
              "    candidate = f\".env.{ENVIRONMENT}\"\n    return candidate if os.path.exists(candidate) else \".env\"\n\n\nclass "
              "Settings(BaseSettings):\n"
              "    DATABASE_URL: str = \"\"\n    DB_HOST: str = \"localhost\"\n    model_config = SettingsConfigDict(env_file=_env_file(), "
              "case_sensitive=True, extra=\"ignore\")\n\n"
              "    @computed_field\n    @property\n    def database_url(self) -> str:\n        if self.DATABASE_URL:\n            return "
              "self.DATABASE_URL\n        return f\"postgresql://{self.DB_HOST}/x\"\n\n\nsettings = Settings()\n");
        write(u".env"_s, "DB_HOST=prod\n");
        write(u".env.develop"_s, "DB_HOST=dev\n");
        const QByteArray env = stockEnv(
            "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parents[1]))\nfrom app.core.config "
            "import settings\n"
            "url = getattr(settings, 'database_url', None) or settings.DATABASE_URL\nconfig.set_main_option('sqlalchemy.url', url)\n");
        EnvironmentSettings settings = read(env);
        QCOMPARE(settings.url.value_or(QString()), u"postgresql://dev/x"_s);
        m_process.insert(u"ENVIRONMENT"_s, u"production"_s);
        settings = read(env);
        QCOMPARE(settings.url.value_or(QString()), u"postgresql://prod/x"_s);
        QCOMPARE(settings.urlTrace.first().file, m_root % u"/.env"_s);
    }

    void brokenAndHostileFilesNeverCrash()
    {
        for (const QByteArray &text :
             {QByteArray(), QByteArray("def f(:\n"), QByteArray("from alembic import context\ndef f():\n    return f()\nf()\nx = f()\n"),
              QByteArray("x = " + QByteArray(20000, '(') + "1"), QByteArray("import env\nfrom env import *\nclass A(A): pass\nA().x\n"),
              QByteArray("while True:\n    x = 1\nfor i in range(10**9):\n    pass\n"),
              QByteArray("a = 'xx'\nfor i in [1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9]:\n    a = a + a\n"),
              QByteArray("def f():\n    return f() + f()\nf()\n"), QByteArray("a = [a]\nb = b + b\nc = lambda: c()\nc()\n")}) {
            const EnvironmentSettings settings = read(text);
            QVERIFY(!settings.understood);
        }
    }
};

QTEST_APPLESS_MAIN(TestEnvironmentReader)
#include "tst_environmentreader.moc"
