"""Python packages of the registry that carry Alembic revisions: which, where inside, and how to get them into a cache.

None of their files is ever copied into the repository; the cache lies outside it.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

# package on the registry: folder of its migration environment inside the wheel
PACKAGES = {
    "optuna": "optuna/storages/_rdb/alembic",
    "mlflow": "mlflow/store/db_migrations",
    "argilla-server": "argilla_server/alembic",
    "skyvern": "alembic",
    "jupyterhub": "jupyterhub/alembic",
    "langflow-base": "langflow/alembic",
    "open-webui": "open_webui/migrations",
    "apache-airflow-core": "airflow/migrations",
    "aim": "aim/web/migrations",
    "dagster": "dagster/_core/storage/alembic",
    "prefect": "prefect/server/database/_migrations",
    "zenml": "zenml/zen_stores/migrations",
    "quetz-server": "quetz/migrations",
    "arize-phoenix": "phoenix/db/migrations",
    "rucio": "rucio/db/sqla/migrate_repo",
    "nova": "nova/db/main/migrations",
    "keystone": "keystone/common/sql/migrations",
    "glance": "glance/db/sqlalchemy/alembic_migrations",
    "neutron": "neutron/db/migration/alembic_migrations",
    "ironic": "ironic/db/sqlalchemy/alembic",
    "magnum": "magnum/db/sqlalchemy/alembic",
    "manila": "manila/db/migrations/alembic",
    "mistral": "mistral/db/sqlalchemy/migration/alembic_migrations",
    "octavia": "octavia/db/migration/alembic_migrations",
    "designate": "designate/storage/sqlalchemy/alembic",
    "zun": "zun/db/sqlalchemy/alembic",
    "python-watcher": "watcher/db/sqlalchemy/alembic",
    "aodh": "aodh/storage/sqlalchemy/alembic",
    "gnocchi": "gnocchi/indexer/alembic",
    "tacker": "tacker/db/migration/alembic_migrations",
    "ihatemoney": "ihatemoney/migrations",
    "flexmeasures": "flexmeasures/data/migrations",
    "mage-ai": "mage_ai/orchestration/db/migrations",
    "ethyca-fides": "fides/api/alembic/migrations",
    "ckan": "ckan/migration",
    "apache-superset": "superset/migrations",
}

ENV = '''from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
target_metadata = None


def run_migrations_offline():
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    connectable = engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
'''


def cache() -> pathlib.Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return pathlib.Path(base) / "retort-packages"


def fetch(package: str) -> pathlib.Path | None:
    """The unpacked wheel of `package`; None, loudly, when it cannot be had."""
    folder = cache() / package
    if not folder.is_dir():
        wheels = cache() / "wheels" / package
        wheels.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", wheels, package],
                              capture_output=True, text=True)
        found = sorted(wheels.glob("*.whl"))
        if done.returncode != 0 or not found:
            print(f"SKIPPED {package}: cannot be downloaded: {done.stderr.strip()[-200:]}", file=sys.stderr)
            return None
        unpacked = folder.with_suffix(".part")
        shutil.rmtree(unpacked, ignore_errors=True)
        with zipfile.ZipFile(found[-1]) as wheel:
            wheel.extractall(unpacked)
        unpacked.rename(folder)
    return folder


def make_project(package: str, project: pathlib.Path, url: str) -> bool:
    """An Alembic project of the package's revision files under a plain env.py, in `project`."""
    source = fetch(package)
    if source is None:
        return False
    shutil.copytree(source / PACKAGES[package], project / "migrations")
    (project / "migrations" / "env.py").write_text(ENV)
    locations = sorted({path.parent for path in (project / "migrations").rglob("versions/**/*.py") if "revision" in path.read_text(errors="replace")})
    locations = [folder for folder in locations if folder.name != "__pycache__"]
    listed = " ".join(str(folder) for folder in locations)
    (project / "alembic.ini").write_text(
        f"[alembic]\nscript_location = %(here)s/migrations\nversion_locations = {listed}\npath_separator = space\n"
        f"prepend_sys_path = {source}\nsqlalchemy.url = {url.replace('%', '%%')}\n"
    )
    return True
