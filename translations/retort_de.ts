<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
    <context>
        <name>Database</name>
        <message>
            <source>The Qt driver %1 for this database is not installed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Debian and Ubuntu: libqt6sql6-sqlite, libqt6sql6-psql, libqt6sql6-mysql.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SQLite databases for the driver "%1" cannot be opened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The option "%1" of the database URL contains a semicolon, which cannot be passed on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An option of the database URL contains a semicolon, which cannot be passed on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retort cannot connect to %1 databases; their SQL can be previewed and exported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The port in the database URL, from character %1, is not a number from 1 to 65535.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write "@" as %40, "/" as %2F and ":" as %3A in a password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a database URL: there is no "://" in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A URL looks like postgresql://user@host/database or sqlite:///file.db.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is not a database URL: what stands before "://" at character %1 is no driver name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is more than one "@" in the database URL, the second at character %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write "@" as %40 in a user name or password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is an "@" after the host in the database URL, which is what an unescaped one in a password looks like.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write "@" as %40, "/" as %2F and "?" as %3F in a password or an option.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The path in the database URL contains a zero character.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This SQLite URL names a host or a user after "://".</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A relative path is written sqlite:///file.db, an absolute one sqlite:////srv/file.db.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counting rows was stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Counting rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another change of %1 is running. Nothing was started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was started by %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>user %1 from %2 (%4, session %3, connected since %5)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>user %1 from %2 (session %3)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, process %2 on %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The lock file %1.retort-lock cannot be written; a change of the database needs it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database server at %1 cannot be reached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server at %1 did not accept the user "%2" or the password.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no database file %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no database "%1" on the server at %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Somebody else is holding a lock in %1: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database does not allow this: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database was opened for reading only: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection to the server at %1 was lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The statement was cancelled.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not a SQLite database, or it is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database reported an error without a text.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Dialect</name>
        <message>
            <source>It is not certain how this is written for %1: %2.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DotEnv</name>
        <message>
            <source>This line is not 'KEY=value' and is passed over.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' cannot be read: %2.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>IniFile</name>
        <message>
            <source>The value of '%1' refers to itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the value of '%1', '%' must be followed by '%' or '(name)s'; write '%%' for a percent sign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The value of '%1' refers to '%2', which is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Section [%1] stands here a second time; Alembic refuses to read such a file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This line stands before the first [section].</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This line is neither a [section] nor 'key = value'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' stands here a second time in [%2]; Alembic refuses to read such a file.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Journal</name>
        <message>
            <source>The journal %1 cannot be written. A change that is not written down is not made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The journal %1 cannot be read.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlanTitle</name>
        <message>
            <source>Apply 1 Migration</source>
            <translation>1 Migration anwenden</translation>
        </message>
        <message>
            <source>Apply %1 Migrations</source>
            <translation>%1 Migrationen anwenden</translation>
        </message>
        <message>
            <source>Roll Back 1 Migration</source>
            <translation>1 Migration zurückrollen</translation>
        </message>
        <message>
            <source>Roll Back %1 Migrations</source>
            <translation>%1 Migrationen zurückrollen</translation>
        </message>
        <message>
            <source>Set the Revision</source>
            <translation>Revision setzen</translation>
        </message>
        <message>
            <source>Recreate from Scratch</source>
            <translation>Von Grund auf neu anlegen</translation>
        </message>
    </context>
    <context>
        <name>ProjectLayout</name>
        <message>
            <source>There is no Alembic configuration in '%1' (alembic.ini, or [tool.alembic] in pyproject.toml).</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScriptDirectory</name>
        <message>
            <source>it is assigned inside a block</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is computed and not a plain text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not a text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The value of '%1' is not understood: %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' does not say 'down_revision', so its place is not known.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScriptReader</name>
        <message>
            <source>%1.%2 is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>inspect() of this object is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 is not understood as an SQL value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value is nested too deeply</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a JSON object has a key that is not a text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a text was expected, not a value of type %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the naming convention uses %1, which only Python can answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the length of a column type is not known</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Tasks</name>
        <message>
            <source>“%1” is still running on this target. Wait until it has ended, or stop it.</source>
            <translation>„%1“ läuft noch auf diesem Ziel. Warten Sie das Ende ab oder halten Sie es an.</translation>
        </message>
    </context>
    <context>
        <name>TomlFile</name>
        <message>
            <source>This line is not valid TOML.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort</name>
        <message>
            <source>The configuration '%1' cannot be read: %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The revision file cannot be read: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the migration raises %1: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the migration takes too much to run: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan drops tables or columns; what they hold is lost.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The target is classified as %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ENVIRONMENT=%1 in the process environment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You classified this database as %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The host %1 is a managed server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name “%1” says production</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Development</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Staging</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Production</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unknown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A local SQLite file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing says what kind of database this is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Planning was stopped. Nothing was run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file cannot be read: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>env.py cannot be read: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 in the process environment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, line %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 in %2, line %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project's database URL is not known: env.py takes it from where it cannot be read without running it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the URL with --url, or set it in the configuration.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ActionRegistry</name>
        <message>
            <source>%1 – not now: %2</source>
            <translation>%1 – jetzt nicht: %2</translation>
        </message>
    </context>
    <context>
        <name>retort::Applier</name>
        <message>
            <source>Table %1 exists already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Table %1 has a column %2 already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no table %1 at this point.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Table %1 has no column %2 at this point.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>raw SQL at %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::BlockedPage</name>
        <message>
            <source>Recreate from Scratch Is Blocked</source>
            <translation>Neu anlegen ist gesperrt</translation>
        </message>
        <message>
            <source>Why “%1” counts as %2:</source>
            <translation>Warum „%1“ als %2 gilt:</translation>
        </message>
        <message>
            <source>Nothing was run. No option of this program and no flag changes this.</source>
            <translation>Es wurde nichts ausgeführt. Keine Option dieses Programms ändert das.</translation>
        </message>
        <message>
            <source>&amp;Apply Pending Migrations…</source>
            <translation>Ausstehende Migrationen &amp;anwenden …</translation>
        </message>
        <message>
            <source>This Is a &amp;Development Database…</source>
            <translation>Das ist eine &amp;Entwicklungsdatenbank …</translation>
        </message>
        <message>
            <source>To get the data of an earlier state back, restore a backup with the database's own tools.</source>
            <translation>Um Daten eines früheren Standes zurückzuholen, spielen Sie mit den Werkzeugen der Datenbank eine Sicherung ein.</translation>
        </message>
    </context>
    <context>
        <name>retort::CommandPalette</name>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>Find a command or a revision</source>
            <translation>Befehl oder Revision suchen</translation>
        </message>
        <message>
            <source>Find a command, or #revision</source>
            <translation>Befehl suchen oder #Revision</translation>
        </message>
        <message>
            <source>Found commands and revisions</source>
            <translation>Gefundene Befehle und Revisionen</translation>
        </message>
        <message>
            <source>Not now: %1</source>
            <translation>Jetzt nicht: %1</translation>
        </message>
    </context>
    <context>
        <name>retort::ConfigLoader</name>
        <message>
            <source>In the value of '%1' only '%(here)s' and '%%' are known after a percent sign.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is '%2', and Alembic takes everything but 'true' as false.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'truncate_slug_length' is '%1', which is not a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compiled revision files without source are not read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The package of '%1' is not among the project's own modules, so its folder is not known.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ConfirmDialog</name>
        <message>
            <source>What will be done, in this order</source>
            <translation>Was getan wird, in dieser Reihenfolge</translation>
        </message>
        <message>
            <source>%1 on %2 (%3)?</source>
            <translation>%1 auf %2 (%3)?</translation>
        </message>
        <message>
            <source>Type &lt;b&gt;%1&lt;/b&gt; to confirm:</source>
            <translation>Geben Sie zur Bestätigung &lt;b&gt;%1&lt;/b&gt; ein:</translation>
        </message>
        <message>
            <source>Type %1 to confirm</source>
            <translation>Zur Bestätigung %1 eingeben</translation>
        </message>
        <message>
            <source>Cop&amp;y</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>retort::ConfirmRequest</name>
        <message>
            <source>If a statement fails, everything is undone.</source>
            <translation>Schlägt eine Anweisung fehl, wird alles zurückgenommen.</translation>
        </message>
        <message>
            <source>If a statement fails, its migration is undone; the ones before it stay.</source>
            <translation>Schlägt eine Anweisung fehl, wird ihre Migration zurückgenommen; die davor bleiben.</translation>
        </message>
        <message>
            <source>This database cannot undo its statements: after a failure the ones before it stay.</source>
            <translation>Diese Datenbank kann Anweisungen nicht zurücknehmen: nach einem Fehler bleiben die davor bestehen.</translation>
        </message>
        <message>
            <source>What these migrations added is removed, with the data in it.</source>
            <translation>Was diese Migrationen angelegt haben, wird samt den Daten darin entfernt.</translation>
        </message>
        <message>
            <source>Only the version table is written. Nothing else in the database changes.</source>
            <translation>Nur die Versionstabelle wird geschrieben. Sonst ändert sich nichts in der Datenbank.</translation>
        </message>
        <message>
            <source>Every table of the migrations is dropped with its rows, then all migrations are applied again.</source>
            <translation>Alle Tabellen der Migrationen werden mit ihren Zeilen gelöscht, dann werden alle Migrationen neu angewendet.</translation>
        </message>
    </context>
    <context>
        <name>retort::Describer</name>
        <message>
            <source>Create table %1 (%n column(s))</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop table %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename table %1 to %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add column %1.%2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop column %1.%2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename column %1.%2 to %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change column %1.%2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create index %1 on %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop index %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create the primary key of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add a constraint to %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add constraint %1 to %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop constraint %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the comment of table %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run SQL</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run SQL: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Insert %n row(s) into %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create type %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop type %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create sequence %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop sequence %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Create schema %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop schema %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change table %1 (%n operation(s))</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%n operation(s) outside a transaction</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs with the rows of the database: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not understood: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::DetailsPane</name>
        <message>
            <source>Details of the selected revision</source>
            <translation>Einzelheiten der gewählten Revision</translation>
        </message>
        <message>
            <source>Select a revision to see its details.</source>
            <translation>Wählen Sie eine Revision, um Einzelheiten zu sehen.</translation>
        </message>
        <message>
            <source>Revision</source>
            <translation>Revision</translation>
        </message>
        <message>
            <source>head</source>
            <translation>Kopf</translation>
        </message>
        <message>
            <source>merge</source>
            <translation>Zusammenführung</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Parents</source>
            <translation>Vorgänger</translation>
        </message>
        <message>
            <source>Parent</source>
            <translation>Vorgänger</translation>
        </message>
        <message>
            <source>none (base)</source>
            <translation>keiner (Basis)</translation>
        </message>
        <message>
            <source>Followed by</source>
            <translation>Gefolgt von</translation>
        </message>
        <message>
            <source>Depends on</source>
            <translation>Hängt ab von</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Kennzeichen</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Erstellt</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>Problem</translation>
        </message>
        <message>
            <source>Not understood</source>
            <translation>Nicht verstanden</translation>
        </message>
    </context>
    <context>
        <name>retort::Detection</name>
        <message>
            <source>The migration files are FastEdgy's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project depends on fastedgy and its env.py uses Edgy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a .fastmanrc file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>env.py imports all models as Fastman's does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>env.py and app/core are laid out as in earlier Fastman projects.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cli.py, app/config/settings.py and SQLModel in env.py are FastPy's.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>env.py uses fastkit_core.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The project depends on FastKit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>modules/ and CONNECTIONS in config/database.py are FastKit's.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::Guard</name>
        <message>
            <source>“%1” is a production database: db:fresh, reset and downgrade to base are blocked, and no option overrides that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing says what kind of database “%1” is: db:fresh, reset and downgrade to base are blocked until it is classified.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Apply pending migrations</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restore a backup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Classify the database once: retort-cli target --classify development</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This plan was made for %1, not for %2. Nothing was run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a new plan for the target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan is not the one that was confirmed. Nothing was run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at the plan again and confirm it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name typed is not the target's name, “%1”. Nothing was run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The plan was not confirmed. Nothing was run.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::MainWindow</name>
        <message>
            <source>%1 cannot be opened: %2</source>
            <translation>%1 kann nicht geöffnet werden: %2</translation>
        </message>
        <message>
            <source>A change is still running. Another project can be opened when it has ended.</source>
            <translation>Eine Änderung läuft noch. Ein anderes Projekt kann nach ihrem Ende geöffnet werden.</translation>
        </message>
        <message>
            <source>Prepare the sample project</source>
            <translation>Beispielprojekt vorbereiten</translation>
        </message>
        <message>
            <source>%1 – %2</source>
            <translation>%1 – %2</translation>
        </message>
        <message>
            <source>No target</source>
            <translation>Kein Ziel</translation>
        </message>
        <message>
            <source>%1 — %2 %3 — Retort</source>
            <translation>%1 — %2 %3 — Retort</translation>
        </message>
        <message>
            <source>%1 — Retort</source>
            <translation>%1 — Retort</translation>
        </message>
        <message>
            <source>Open Project</source>
            <translation>Projekt öffnen</translation>
        </message>
        <message>
            <source>Add Target</source>
            <translation>Ziel hinzufügen</translation>
        </message>
        <message>
            <source>Address of the database, for this session only:
postgresql://user:password@host/database or sqlite:///file.db</source>
            <translation>Adresse der Datenbank, nur für diese Sitzung:
postgresql://user:password@host/database oder sqlite:///file.db</translation>
        </message>
        <message>
            <source>Classify as Development</source>
            <translation>Als Entwicklung einstufen</translation>
        </message>
        <message>
            <source>&amp;Classify as Development</source>
            <translation>Als Entwicklung &amp;einstufen</translation>
        </message>
        <message>
            <source>Recreating, resetting and rolling back to the start become possible on this database.</source>
            <translation>Neu anlegen, zurücksetzen und bis zum Anfang zurückrollen wird auf dieser Datenbank möglich.</translation>
        </message>
        <message>
            <source>Say this only of a database whose data you can lose.</source>
            <translation>Sagen Sie das nur von einer Datenbank, deren Daten verloren gehen dürfen.</translation>
        </message>
        <message>
            <source>Close the Interrupted Run</source>
            <translation>Unterbrochenen Lauf abschließen</translation>
        </message>
        <message>
            <source>C&amp;lose the Interrupted Run</source>
            <translation>Unterbrochenen Lauf ab&amp;schließen</translation>
        </message>
        <message>
            <source>Nothing in the database changes. Other plans may run on it again.</source>
            <translation>In der Datenbank ändert sich nichts. Andere Pläne dürfen auf ihr wieder laufen.</translation>
        </message>
        <message>
            <source>Say this only when you have undone in the database whatever the run had left there.</source>
            <translation>Sagen Sie das nur, wenn Sie in der Datenbank zurückgenommen haben, was der Lauf dort hinterließ.</translation>
        </message>
        <message>
            <source>A change is still running. Stop it or wait for its end before closing the window.</source>
            <translation>Eine Änderung läuft noch. Halten Sie sie an oder warten Sie ihr Ende ab, bevor Sie das Fenster schließen.</translation>
        </message>
        <message>
            <source>&amp;Open Project…</source>
            <translation>Projekt &amp;öffnen …</translation>
        </message>
        <message>
            <source>Try the &amp;Sample Project</source>
            <translation>&amp;Beispielprojekt ausprobieren</translation>
        </message>
        <message>
            <source>&amp;Close Project</source>
            <translation>Projekt &amp;schließen</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Refresh</source>
            <translation>Akt&amp;ualisieren</translation>
        </message>
        <message>
            <source>Switch &amp;Target</source>
            <translation>&amp;Ziel wechseln</translation>
        </message>
        <message>
            <source>Add Tar&amp;get…</source>
            <translation>Ziel &amp;hinzufügen …</translation>
        </message>
        <message>
            <source>Re&amp;view Revision</source>
            <translation>Revision &amp;prüfen</translation>
        </message>
        <message>
            <source>&amp;Apply Pending Migrations…</source>
            <translation>Ausstehende Migrationen &amp;anwenden …</translation>
        </message>
        <message>
            <source>Apply Up to &amp;Here…</source>
            <translation>Bis &amp;hierher anwenden …</translation>
        </message>
        <message>
            <source>Roll &amp;Back…</source>
            <translation>&amp;Zurückrollen …</translation>
        </message>
        <message>
            <source>Roll Back to H&amp;ere…</source>
            <translation>Bis hi&amp;erher zurückrollen …</translation>
        </message>
        <message>
            <source>&amp;Set the Revision to Here…</source>
            <translation>Revision hierher &amp;setzen …</translation>
        </message>
        <message>
            <source>Start the Shown &amp;Plan</source>
            <translation>Gezeigten P&amp;lan starten</translation>
        </message>
        <message>
            <source>St&amp;op the Running Change</source>
            <translation>Laufende Änderung an&amp;halten</translation>
        </message>
        <message>
            <source>Re&amp;create from Scratch (db:fresh)…</source>
            <translation>Von Grund auf &amp;neu anlegen (db:fresh) …</translation>
        </message>
        <message>
            <source>Why Is Recreating &amp;Blocked?</source>
            <translation>Warum ist Neuanlegen ge&amp;sperrt?</translation>
        </message>
        <message>
            <source>This Is a &amp;Development Database…</source>
            <translation>Das ist eine &amp;Entwicklungsdatenbank …</translation>
        </message>
        <message>
            <source>Cop&amp;y Revision</source>
            <translation>Revision &amp;kopieren</translation>
        </message>
        <message>
            <source>&amp;Timeline</source>
            <translation>&amp;Zeitachse</translation>
        </message>
        <message>
            <source>&amp;Find Revision</source>
            <translation>Revision &amp;suchen</translation>
        </message>
        <message>
            <source>Switch &amp;Upgrade and Downgrade SQL</source>
            <translation>Zwischen &amp;Upgrade- und Downgrade-SQL wechseln</translation>
        </message>
        <message>
            <source>&amp;Close Tab</source>
            <translation>Reiter &amp;schließen</translation>
        </message>
        <message>
            <source>Find &amp;Command…</source>
            <translation>&amp;Befehl suchen …</translation>
        </message>
        <message>
            <source>&amp;Reset Layout</source>
            <translation>Anordnung zu&amp;rücksetzen</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>Projekt</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Migration</source>
            <translation>&amp;Migration</translation>
        </message>
        <message>
            <source>&amp;Database</source>
            <translation>Daten&amp;bank</translation>
        </message>
        <message>
            <source>Main Toolbar</source>
            <translation>Hauptwerkzeugleiste</translation>
        </message>
        <message>
            <source>Active target</source>
            <translation>Aktives Ziel</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Aktualisieren</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Apply…</source>
            <translation>Anwenden …</translation>
        </message>
        <message>
            <source>Roll Back…</source>
            <translation>Zurückrollen …</translation>
        </message>
        <message>
            <source>No project is open.</source>
            <translation>Es ist kein Projekt geöffnet.</translation>
        </message>
        <message>
            <source>The project names no database.</source>
            <translation>Das Projekt nennt keine Datenbank.</translation>
        </message>
        <message>
            <source>“%1” is running on this target.</source>
            <translation>„%1“ läuft auf diesem Ziel.</translation>
        </message>
        <message>
            <source>No revision with a file is selected.</source>
            <translation>Es ist keine Revision mit einer Datei gewählt.</translation>
        </message>
        <message>
            <source>A change is still running.</source>
            <translation>Eine Änderung läuft noch.</translation>
        </message>
        <message>
            <source>The database is up to date.</source>
            <translation>Die Datenbank ist auf dem neuesten Stand.</translation>
        </message>
        <message>
            <source>This revision is applied already.</source>
            <translation>Diese Revision ist schon angewendet.</translation>
        </message>
        <message>
            <source>Nothing is applied.</source>
            <translation>Es ist nichts angewendet.</translation>
        </message>
        <message>
            <source>This revision is not applied.</source>
            <translation>Diese Revision ist nicht angewendet.</translation>
        </message>
        <message>
            <source>The database is at this revision.</source>
            <translation>Die Datenbank steht auf dieser Revision.</translation>
        </message>
        <message>
            <source>No plan is shown.</source>
            <translation>Es wird kein Plan gezeigt.</translation>
        </message>
        <message>
            <source>No change is running.</source>
            <translation>Es läuft keine Änderung.</translation>
        </message>
        <message>
            <source>No review is shown.</source>
            <translation>Es wird keine Prüfung gezeigt.</translation>
        </message>
        <message>
            <source>It is not blocked on this target.</source>
            <translation>Auf diesem Ziel ist es nicht gesperrt.</translation>
        </message>
        <message>
            <source>What kind of database this is, is known.</source>
            <translation>Was für eine Datenbank das ist, ist bekannt.</translation>
        </message>
        <message>
            <source>Apply %1 Pending…</source>
            <translation>%1 ausstehende anwenden …</translation>
        </message>
    </context>
    <context>
        <name>retort::OutputPane</name>
        <message>
            <source>Output</source>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>Nothing has been run yet.</source>
            <translation>Es wurde noch nichts ausgeführt.</translation>
        </message>
        <message>
            <source>Problems in the project's files</source>
            <translation>Probleme in den Dateien des Projekts</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>Problem</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>Problems (%1)</source>
            <translation>Probleme (%1)</translation>
        </message>
    </context>
    <context>
        <name>retort::PlanPage</name>
        <message>
            <source>The project's files changed after this plan was made.</source>
            <translation>Die Dateien des Projekts haben sich geändert, seit dieser Plan gemacht wurde.</translation>
        </message>
        <message>
            <source>Making the plan…</source>
            <translation>Der Plan wird gemacht …</translation>
        </message>
        <message>
            <source>Reading the migrations and asking the database where it is.</source>
            <translation>Die Migrationen werden gelesen und die Datenbank nach ihrem Stand gefragt.</translation>
        </message>
        <message>
            <source>Progress of the run</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>An&amp;halten</translation>
        </message>
        <message>
            <source>&amp;Export SQL…</source>
            <translation>SQL &amp;exportieren …</translation>
        </message>
        <message>
            <source>Plan A&amp;gain</source>
            <translation>&amp;Neu planen</translation>
        </message>
        <message>
            <source>Try &amp;Again</source>
            <translation>&amp;Nochmal versuchen</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Plan: nothing to apply</source>
            <translation>Plan: nichts anzuwenden</translation>
        </message>
        <message>
            <source>Plan: %1</source>
            <translation>Plan: %1</translation>
        </message>
        <message>
            <source>There is no plan yet.</source>
            <translation>Es gibt noch keinen Plan.</translation>
        </message>
        <message>
            <source>It is running.</source>
            <translation>Er läuft.</translation>
        </message>
        <message>
            <source>This plan has run. A plan runs only once.</source>
            <translation>Dieser Plan wurde ausgeführt. Ein Plan läuft nur einmal.</translation>
        </message>
        <message>
            <source>The database is up to date.</source>
            <translation>Die Datenbank ist auf dem neuesten Stand.</translation>
        </message>
        <message>
            <source>The plan changes nothing.</source>
            <translation>Der Plan ändert nichts.</translation>
        </message>
        <message>
            <source>This plan is for “%1”, which is not the active target.</source>
            <translation>Dieser Plan ist für „%1“, das nicht das aktive Ziel ist.</translation>
        </message>
        <message>
            <source>The database has moved to another revision since this plan was made.</source>
            <translation>Die Datenbank steht auf einer anderen Revision als beim Planen.</translation>
        </message>
        <message>
            <source>An earlier migration stopped half-way on this target. That has to be settled first.</source>
            <translation>Auf diesem Ziel blieb eine frühere Migration auf halbem Weg stehen. Das muss zuerst geklärt werden.</translation>
        </message>
        <message>
            <source>A part of the plan is not understood. What is not understood is never run.</source>
            <translation>Ein Teil des Plans ist nicht verstanden. Was nicht verstanden ist, wird nie ausgeführt.</translation>
        </message>
        <message>
            <source>Starts at once: %1, and nothing is lost.</source>
            <translation>Startet sofort: %1, und nichts geht verloren.</translation>
        </message>
        <message>
            <source>Asks before it starts. %1</source>
            <translation>Fragt vor dem Start. %1</translation>
        </message>
        <message>
            <source>Asks for the name “%1” before it starts. %2</source>
            <translation>Fragt vor dem Start nach dem Namen „%1“. %2</translation>
        </message>
        <message>
            <source>%1 on %2, plan %3</source>
            <translation>%1 auf %2, Plan %3</translation>
        </message>
        <message>
            <source>Running…</source>
            <translation>Läuft …</translation>
        </message>
        <message>
            <source>Stopping at the next safe place…</source>
            <translation>Hält an der nächsten sicheren Stelle an …</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>done</source>
            <translation>erledigt</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>zurückgenommen</translation>
        </message>
        <message>
            <source>half done</source>
            <translation>halb fertig</translation>
        </message>
        <message>
            <source>not reached</source>
            <translation>nicht erreicht</translation>
        </message>
        <message>
            <source>This plan has run.</source>
            <translation>Dieser Plan wurde ausgeführt.</translation>
        </message>
        <message>
            <source>Export SQL</source>
            <translation>SQL exportieren</translation>
        </message>
        <message>
            <source>SQL files (*.sql)</source>
            <translation>SQL-Dateien (*.sql)</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Geschrieben: %1</translation>
        </message>
        <message>
            <source>%1 could not be written: %2</source>
            <translation>%1 konnte nicht geschrieben werden: %2</translation>
        </message>
    </context>
    <context>
        <name>retort::PlanView</name>
        <message>
            <source>One transaction for everything: a failure undoes all of it</source>
            <translation>Eine Transaktion für alles: ein Fehler nimmt alles zurück</translation>
        </message>
        <message>
            <source>One transaction for each migration: a failure undoes the one that failed</source>
            <translation>Eine Transaktion je Migration: ein Fehler nimmt die fehlgeschlagene zurück</translation>
        </message>
        <message>
            <source>No transaction: each statement is permanent by itself</source>
            <translation>Keine Transaktion: jede Anweisung gilt für sich endgültig</translation>
        </message>
        <message>
            <source>base</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>Steps of the plan</source>
            <translation>Schritte des Plans</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>Revision</source>
            <translation>Revision</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Statements</source>
            <translation>Anweisungen</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>SQL of the plan</source>
            <translation>SQL des Plans</translation>
        </message>
        <message>
            <source>SQL of the way back</source>
            <translation>SQL des Rückwegs</translation>
        </message>
        <message>
            <source>Problems of the plan</source>
            <translation>Probleme des Plans</translation>
        </message>
        <message>
            <source>The plan's fingerprint. What runs is exactly what has this fingerprint.</source>
            <translation>Der Fingerabdruck des Plans. Ausgeführt wird genau das, was diesen Fingerabdruck hat.</translation>
        </message>
        <message>
            <source>Nothing to Apply</source>
            <translation>Nichts anzuwenden</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>plan %1</source>
            <translation>Plan %1</translation>
        </message>
        <message>
            <source>From %1 to %2  ·  %3</source>
            <translation>Von %1 nach %2  ·  %3</translation>
        </message>
        <message numerus="yes">
            <source>SQL (%n statement(s))</source>
            <translation>
                <numerusform>SQL (%n Anweisung)</numerusform>
                <numerusform>SQL (%n Anweisungen)</numerusform>
            </translation>
        </message>
        <message>
            <source>-- Incomplete: a part of the way back is not understood.
</source>
            <translation>-- Unvollständig: ein Teil des Rückwegs ist nicht verstanden.
</translation>
        </message>
        <message>
            <source>Way Back</source>
            <translation>Rückweg</translation>
        </message>
        <message>
            <source>⚠ Way Back</source>
            <translation>⚠ Rückweg</translation>
        </message>
        <message>
            <source>not understood</source>
            <translation>nicht verstanden</translation>
        </message>
        <message>
            <source>planned</source>
            <translation>geplant</translation>
        </message>
        <message>
            <source>%1, line %2: </source>
            <translation>%1, Zeile %2: </translation>
        </message>
        <message>
            <source>⚠ Problems (%1)</source>
            <translation>⚠ Probleme (%1)</translation>
        </message>
    </context>
    <context>
        <name>retort::Planner</name>
        <message>
            <source>Can't locate revision identified by '%1'</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading applied revisions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading revisions</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ProgramOptions</name>
        <message>
            <source>There is no page “%1”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no size; write it like 1280x800.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Review, apply and roll back database migrations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder of a project, or its alembic.ini.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show this help.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a copy of the sample project.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a picture of the window to &lt;file&gt; and quit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Page to open: timeline, review, plan, confirm, blocked, start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revision to select.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the light colours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the dark colours.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the target to make active.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address of a database to use as target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of the window, like 1280x800.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only one project can be opened.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ProjectLoader</name>
        <message>
            <source>There is no Alembic project in %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An Alembic project has an alembic.ini, or [tool.alembic] in its pyproject.toml.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: No 'script_location' key found in configuration.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set script_location to the folder that holds env.py and versions.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ProjectView</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Zeitachse</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Review %1</source>
            <translation>Prüfung %1</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Stopped Half-Way</source>
            <translation>Auf halbem Weg</translation>
        </message>
        <message>
            <source>This plan is running; its page can be closed when it has ended.</source>
            <translation>Dieser Plan läuft; seine Seite lässt sich nach dem Ende schließen.</translation>
        </message>
    </context>
    <context>
        <name>retort::Reading</name>
        <message>
            <source>It is not understood how env.py comes to run the migrations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>env.py runs the migrations more than once, as for several databases; that is not carried out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>env.py gives the migrations these arguments: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is configured differently for --sql and for a connection; the value for a connection is used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it comes from a library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The value of '%1' is not understood: %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is a function of the project; it is not run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edgy's own defaults are taken: batch mode and comparison of types.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is none in the configuration</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is not seen where the connection comes from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database URL is not known: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database URL is still the one of Alembic's template; put the real one in its place.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is set neither in the environment nor in a .env file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The naming convention of '%1' is not a plain text and is not used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The target metadata is not understood, so its naming convention is not known: %1.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::RecoveryPage</name>
        <message>
            <source>Migration %1 stopped half-way</source>
            <translation>Migration %1 blieb auf halbem Weg stehen</translation>
        </message>
        <message>
            <source>%1 on %2, begun by %3. What ran is permanent; the revision is not recorded. Nothing else runs on this target until this is settled.</source>
            <translation>%1 auf %2, begonnen von %3. Was lief, ist endgültig; die Revision ist nicht vermerkt. Bis das geklärt ist, läuft auf diesem Ziel nichts anderes.</translation>
        </message>
        <message>
            <source>Statements of the migration and what became of them</source>
            <translation>Anweisungen der Migration und was aus ihnen wurde</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>Statement</source>
            <translation>Anweisung</translation>
        </message>
        <message>
            <source>Ran?</source>
            <translation>Gelaufen?</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Compare the list with the database. Then finish the migration by hand, or undo by hand what ran, and say which. To leave everything as it is, close this page.</source>
            <translation>Vergleichen Sie die Liste mit der Datenbank. Beenden Sie die Migration von Hand oder nehmen Sie von Hand zurück, was lief, und sagen Sie, welches von beiden. Um alles zu lassen, wie es ist, schließen Sie diese Seite.</translation>
        </message>
        <message>
            <source>I &amp;Finished It: Record %1…</source>
            <translation>Ich habe sie &amp;beendet: %1 vermerken …</translation>
        </message>
        <message>
            <source>I &amp;Undid What Ran…</source>
            <translation>Ich habe &amp;zurückgenommen, was lief …</translation>
        </message>
        <message>
            <source>not reached</source>
            <translation>nicht erreicht</translation>
        </message>
        <message>
            <source>begun, end unknown</source>
            <translation>begonnen, Ende unbekannt</translation>
        </message>
        <message>
            <source>ran</source>
            <translation>gelaufen</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>yes, permanent</source>
            <translation>ja, endgültig</translation>
        </message>
        <message>
            <source>ran, undone by the database</source>
            <translation>gelaufen, von der Datenbank zurückgenommen</translation>
        </message>
    </context>
    <context>
        <name>retort::ReviewPage</name>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>Python of the migration</source>
            <translation>Python der Migration</translation>
        </message>
        <message>
            <source>&amp;Upgrade</source>
            <translation>&amp;Upgrade</translation>
        </message>
        <message>
            <source>Do&amp;wngrade</source>
            <translation>Do&amp;wngrade</translation>
        </message>
        <message>
            <source>SQL dialect</source>
            <translation>SQL-Dialekt</translation>
        </message>
        <message>
            <source>SQL of the migration</source>
            <translation>SQL der Migration</translation>
        </message>
        <message>
            <source>-- upgrade() does nothing: no SQL.
</source>
            <translation>-- upgrade() tut nichts: kein SQL.
</translation>
        </message>
        <message>
            <source>-- downgrade() does nothing: no SQL.
</source>
            <translation>-- downgrade() tut nichts: kein SQL.
</translation>
        </message>
        <message numerus="yes">
            <source>%n statement(s), no connection used</source>
            <translation>
                <numerusform>%n Anweisung, ohne Verbindung</numerusform>
                <numerusform>%n Anweisungen, ohne Verbindung</numerusform>
            </translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>Zeile %1: %2</translation>
        </message>
        <message numerus="yes">
            <source>The SQL is incomplete: %n part(s) of this migration cannot be shown. Each is marked at its line.</source>
            <translation>
                <numerusform>Das SQL ist unvollständig: %n Teil dieser Migration kann nicht gezeigt werden. Er ist an seiner Zeile markiert.</numerusform>
                <numerusform>Das SQL ist unvollständig: %n Teile dieser Migration können nicht gezeigt werden. Jeder ist an seiner Zeile markiert.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>retort::RollbackDialog</name>
        <message>
            <source>Roll Back</source>
            <translation>Zurückrollen</translation>
        </message>
        <message>
            <source>&amp;Migrations to roll back on %1:</source>
            <translation>Zurückzurollende &amp;Migrationen auf %1:</translation>
        </message>
        <message>
            <source>Number of migrations to roll back</source>
            <translation>Anzahl der zurückzurollenden Migrationen</translation>
        </message>
        <message>
            <source>This makes a plan. Nothing runs before you have seen and confirmed it.</source>
            <translation>Das macht einen Plan. Nichts läuft, bevor Sie ihn gesehen und bestätigt haben.</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Show Plan</source>
            <translation>Plan &amp;zeigen</translation>
        </message>
    </context>
    <context>
        <name>retort::RunSummary</name>
        <message>
            <source>at no revision (base)</source>
            <translation>auf keiner Revision (Basis)</translation>
        </message>
        <message>
            <source>at %1</source>
            <translation>auf %1</translation>
        </message>
        <message>
            <source>The database could not be asked where it is now.</source>
            <translation>Die Datenbank konnte nicht gefragt werden, wo sie jetzt steht.</translation>
        </message>
        <message>
            <source>The database says it is %1.</source>
            <translation>Die Datenbank sagt, sie steht %1.</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>A migration is half done: some of its statements are permanent, its revision is not recorded.</source>
            <translation>Eine Migration ist halb fertig: einige ihrer Anweisungen sind endgültig, ihre Revision ist nicht vermerkt.</translation>
        </message>
        <message>
            <source>%1 of %2 migrations are permanent; the rest was undone or not reached.</source>
            <translation>%1 von %2 Migrationen sind endgültig; der Rest wurde zurückgenommen oder nicht erreicht.</translation>
        </message>
        <message>
            <source>Everything this run did was undone.</source>
            <translation>Alles, was dieser Lauf tat, wurde zurückgenommen.</translation>
        </message>
        <message>
            <source>The revision was set in %1.</source>
            <translation>Die Revision wurde in %1 gesetzt.</translation>
        </message>
        <message numerus="yes">
            <source>Rolled back %n migration(s) in %1.</source>
            <translation>
                <numerusform>%n Migration in %1 zurückgerollt.</numerusform>
                <numerusform>%n Migrationen in %1 zurückgerollt.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Applied %n migration(s) in %1.</source>
            <translation>
                <numerusform>%n Migration in %1 angewendet.</numerusform>
                <numerusform>%n Migrationen in %1 angewendet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Every statement ran, but the database is not where the plan leads.</source>
            <translation>Alle Anweisungen liefen, aber die Datenbank steht nicht dort, wohin der Plan führt.</translation>
        </message>
        <message>
            <source>The plan leads to: %1.</source>
            <translation>Der Plan führt nach: %1.</translation>
        </message>
        <message>
            <source>The run was stopped.</source>
            <translation>Der Lauf wurde angehalten.</translation>
        </message>
        <message>
            <source>Revision %1 failed: %2</source>
            <translation>Revision %1 schlug fehl: %2</translation>
        </message>
        <message>
            <source>Where: %1, line %2</source>
            <translation>Wo: %1, Zeile %2</translation>
        </message>
        <message>
            <source>Statement: %1</source>
            <translation>Anweisung: %1</translation>
        </message>
        <message>
            <source>What to do: look at the statements that ran, then finish or undo the migration by hand, and set its revision.</source>
            <translation>Was tun: sehen Sie die ausgeführten Anweisungen an, beenden oder widerrufen Sie die Migration von Hand und setzen Sie ihre Revision.</translation>
        </message>
        <message>
            <source>What to do: mend the cause, then make a new plan.</source>
            <translation>Was tun: beheben Sie die Ursache und planen Sie neu.</translation>
        </message>
        <message>
            <source>Nothing was run.</source>
            <translation>Es wurde nichts ausgeführt.</translation>
        </message>
    </context>
    <context>
        <name>retort::SampleProject</name>
        <message>
            <source>This program was built without the sample project.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sample project cannot be copied to %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sample project has no migrations.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preparing the sample was stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No folder can be made in %1.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::Scanner</name>
        <message>
            <source>The version folder '%1' does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The revision file is a link to nothing.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ScriptDirectory</name>
        <message>
            <source>The revision file is not a text file.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::ScriptReader</name>
        <message>
            <source>the file is not valid Python: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the file has no function %1()</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the argument %1 that env.py passes is not known</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::StartPage</name>
        <message>
            <source>&amp;Recent projects</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Review, apply and roll back database migrations</source>
            <translation>Datenbankmigrationen prüfen, anwenden und zurückrollen</translation>
        </message>
        <message>
            <source>Open the folder of a project that uses Alembic. Its files are read, none of its code is run, and nothing changes until you confirm a plan.</source>
            <translation>Öffnen Sie den Ordner eines Projekts, das Alembic verwendet. Seine Dateien werden gelesen, nichts von seinem Code wird ausgeführt, und nichts ändert sich, bevor Sie einen Plan bestätigen.</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translation>Zuletzt geöffnete Projekte</translation>
        </message>
        <message>
            <source>Remove from List</source>
            <translation>Aus der Liste entfernen</translation>
        </message>
        <message>
            <source>&amp;Open Project…</source>
            <translation>Projekt &amp;öffnen …</translation>
        </message>
        <message>
            <source>&amp;Try the Sample Project</source>
            <translation>&amp;Beispielprojekt ausprobieren</translation>
        </message>
        <message>
            <source> – not there any more</source>
            <translation> – nicht mehr vorhanden</translation>
        </message>
    </context>
    <context>
        <name>retort::StatusLine</name>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stop the running task</source>
            <translation>Laufende Aufgabe anhalten</translation>
        </message>
        <message>
            <source>head %1</source>
            <translation>Kopf %1</translation>
        </message>
        <message>
            <source>heads %1</source>
            <translation>%1 Köpfe</translation>
        </message>
        <message>
            <source>current %1</source>
            <translation>aktuell %1</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>nothing pending</source>
            <translation>nichts ausstehend</translation>
        </message>
        <message>
            <source>%1 pending</source>
            <translation>%1 ausstehend</translation>
        </message>
        <message>
            <source>checked %1</source>
            <translation>geprüft %1</translation>
        </message>
        <message>
            <source>current unknown, last answer at %1</source>
            <translation>aktueller Stand unbekannt, letzte Antwort um %1</translation>
        </message>
        <message>
            <source>current unknown</source>
            <translation>aktueller Stand unbekannt</translation>
        </message>
        <message>
            <source>Stopping: %1</source>
            <translation>Hält an: %1</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
    </context>
    <context>
        <name>retort::TargetBanner</name>
        <message>
            <source>&amp;Why?</source>
            <translation>&amp;Warum?</translation>
        </message>
        <message>
            <source>This Is a &amp;Development Database…</source>
            <translation>Das ist eine &amp;Entwicklungsdatenbank …</translation>
        </message>
        <message>
            <source>Production – %1. Recreating and resetting are blocked. Applying needs the target's name.</source>
            <translation>Produktion – %1. Neuanlegen und Zurücksetzen sind gesperrt. Anwenden verlangt den Namen des Ziels.</translation>
        </message>
        <message>
            <source>Nothing says what kind of database %1 is. It is treated like production until you say so.</source>
            <translation>Nichts sagt, was für eine Datenbank %1 ist. Sie wird wie Produktion behandelt, bis Sie es sagen.</translation>
        </message>
        <message>
            <source>No setting, no address rule and no classification of yours says anything about this database.</source>
            <translation>Keine Einstellung, keine Adressregel und keine Einstufung von Ihnen sagt etwas über diese Datenbank.</translation>
        </message>
        <message>
            <source>The strictest source counts.</source>
            <translation>Die strengste Quelle zählt.</translation>
        </message>
    </context>
    <context>
        <name>retort::TargetReader</name>
        <message>
            <source>the file %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>given by hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1=%2 in %3, line %4</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::TargetRegister</name>
        <message>
            <source>The classifications of your databases cannot be read from %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The classifications of your databases in %1 are damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The name typed is not the target's name, “%1”. Nothing was changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” cannot be classified as %2: the project or its host says %3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change what the project says if it is wrong.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is locked by another program.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The classification cannot be written to %1.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::TargetsPane</name>
        <message>
            <source>Project and targets</source>
            <translation>Projekt und Ziele</translation>
        </message>
        <message>
            <source>Add &amp;Target…</source>
            <translation>&amp;Ziel hinzufügen …</translation>
        </message>
        <message>
            <source>no usable address</source>
            <translation>keine brauchbare Adresse</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1, active</source>
            <translation>%1, aktiv</translation>
        </message>
    </context>
    <context>
        <name>retort::TimelineDelegate</name>
        <message>
            <source>▲ head</source>
            <translation>▲ Kopf</translation>
        </message>
        <message>
            <source>◆ merge</source>
            <translation>◆ Zusammenführung</translation>
        </message>
    </context>
    <context>
        <name>retort::TimelineFeed</name>
        <message>
            <source>Line %1: %2</source>
            <translation>Zeile %1: %2</translation>
        </message>
        <message>
            <source>Lay out the timeline</source>
            <translation>Zeitachse anordnen</translation>
        </message>
        <message>
            <source>Check the revisions</source>
            <translation>Revisionen prüfen</translation>
        </message>
    </context>
    <context>
        <name>retort::TimelineModel</name>
        <message>
            <source>⚠ file</source>
            <translation>⚠ Datei</translation>
        </message>
        <message>
            <source>⚠ not understood</source>
            <translation>⚠ nicht verstanden</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>Graph</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Revision</source>
            <translation>Revision</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Prüfung</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Erstellt</translation>
        </message>
    </context>
    <context>
        <name>retort::TimelinePage</name>
        <message>
            <source>As&amp;k the Database</source>
            <translation>&amp;Datenbank fragen</translation>
        </message>
        <message>
            <source>Show What &amp;Happened</source>
            <translation>Zeigen, was &amp;geschah</translation>
        </message>
        <message>
            <source>Filter revisions</source>
            <translation>Revisionen filtern</translation>
        </message>
        <message>
            <source>Filter by message, revision, label or file</source>
            <translation>Filtern nach Beschreibung, Revision, Kennzeichen oder Datei</translation>
        </message>
        <message>
            <source>Show states</source>
            <translation>Zustände zeigen</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>Alle Zustände</translation>
        </message>
        <message>
            <source>Reading the project…</source>
            <translation>Das Projekt wird gelesen …</translation>
        </message>
        <message>
            <source>This production database has not been asked where it is: nothing connects to it by itself.</source>
            <translation>Diese Produktionsdatenbank wurde noch nicht nach ihrem Stand gefragt: nichts verbindet sich von selbst mit ihr.</translation>
        </message>
        <message>
            <source>The database does not answer. Its last answer came at %1: %2.</source>
            <translation>Die Datenbank antwortet nicht. Ihre letzte Antwort kam um %1: %2.</translation>
        </message>
        <message>
            <source>base</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>What is applied is not known: there is no answer from the database.</source>
            <translation>Was angewendet ist, ist nicht bekannt: die Datenbank hat nicht geantwortet.</translation>
        </message>
        <message>
            <source>Migration %1 stopped half-way. Nothing else runs on this target until that is settled.</source>
            <translation>Migration %1 blieb auf halbem Weg stehen. Bis das geklärt ist, läuft auf diesem Ziel nichts anderes.</translation>
        </message>
        <message>
            <source>%1 heads: %2. Applying to “head” fails until they are merged; apply to one of them, or to all of them.</source>
            <translation>%1 Köpfe: %2. Anwenden bis „head“ schlägt fehl, bis sie zusammengeführt sind; wenden Sie bis zu einem oder allen an.</translation>
        </message>
        <message>
            <source>%1 of %2 revisions</source>
            <translation>%1 von %2 Revisionen</translation>
        </message>
        <message numerus="yes">
            <source>%n revision(s)</source>
            <translation>
                <numerusform>%n Revision</numerusform>
                <numerusform>%n Revisionen</numerusform>
            </translation>
        </message>
        <message>
            <source>No revisions yet</source>
            <translation>Noch keine Revisionen</translation>
        </message>
        <message>
            <source>The project's versions folder has no migration in it.</source>
            <translation>Im Versionsordner des Projekts ist keine Migration.</translation>
        </message>
        <message>
            <source>No revision matches the filter</source>
            <translation>Keine Revision passt zum Filter</translation>
        </message>
    </context>
    <context>
        <name>retort::TimelineSnapshot</name>
        <message>
            <source>No file defines this revision</source>
            <translation>Keine Datei definiert diese Revision</translation>
        </message>
        <message>
            <source>The database is at this revision, but no file defines it</source>
            <translation>Die Datenbank steht auf dieser Revision, aber keine Datei definiert sie</translation>
        </message>
        <message>
            <source>This revision is part of a cycle of down_revisions.</source>
            <translation>Diese Revision ist Teil eines Kreises von down_revision.</translation>
        </message>
        <message>
            <source>The database has no revision yet</source>
            <translation>Die Datenbank hat noch keine Revision</translation>
        </message>
        <message>
            <source>Database is here</source>
            <translation>Die Datenbank steht hier</translation>
        </message>
        <message>
            <source>%1 · nothing to apply</source>
            <translation>%1 · nichts anzuwenden</translation>
        </message>
        <message>
            <source>%1 · %2 to apply</source>
            <translation>%1 · %2 anzuwenden</translation>
        </message>
        <message>
            <source>Parent %1</source>
            <translation>Vorgänger %1</translation>
        </message>
        <message>
            <source>Merges %1</source>
            <translation>Führt %1 zusammen</translation>
        </message>
        <message>
            <source>Head</source>
            <translation>Kopf</translation>
        </message>
        <message>
            <source>Not fully understood</source>
            <translation>Nicht ganz verstanden</translation>
        </message>
        <message>
            <source>Row %1 of %2</source>
            <translation>Zeile %1 von %2</translation>
        </message>
        <message>
            <source>pending</source>
            <translation>ausstehend</translation>
        </message>
        <message>
            <source>applied</source>
            <translation>angewendet</translation>
        </message>
        <message>
            <source>current</source>
            <translation>aktuell</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>fehlt</translation>
        </message>
        <message>
            <source>no file</source>
            <translation>ohne Datei</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
    </context>
    <context>
        <name>retort::TimelineView</name>
        <message>
            <source>Timeline of revisions</source>
            <translation>Zeitachse der Revisionen</translation>
        </message>
        <message>
            <source>Graph</source>
            <translation>Graph</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>⚠ not understood</source>
            <translation>⚠ nicht verstanden</translation>
        </message>
    </context>
    <context>
        <name>retort::Workspace</name>
        <message>
            <source>The database is at several heads. Roll back to each of them by itself.</source>
            <translation>Die Datenbank steht auf mehreren Köpfen. Rollen Sie zu jedem einzeln zurück.</translation>
        </message>
        <message>
            <source>Asking the database</source>
            <translation>Die Datenbank wird gefragt</translation>
        </message>
        <message>
            <source>The database of “%1” did not say where it is, so no plan can be made.</source>
            <translation>Die Datenbank von „%1“ hat nicht gesagt, wo sie steht; so kann nicht geplant werden.</translation>
        </message>
        <message>
            <source>Reading the migrations</source>
            <translation>Die Migrationen werden gelesen</translation>
        </message>
        <message>
            <source>No file defines revision %1 any more.</source>
            <translation>Keine Datei definiert Revision %1 noch.</translation>
        </message>
        <message>
            <source>%1 cannot be read: %2</source>
            <translation>%1 kann nicht gelesen werden: %2</translation>
        </message>
        <message>
            <source>“%1” now counts as %2; the plan was confirmed for %3. Nothing was run.</source>
            <translation>„%1“ gilt jetzt als %2; der Plan wurde für %3 bestätigt. Es wurde nichts ausgeführt.</translation>
        </message>
        <message>
            <source>Read the project</source>
            <translation>Projekt lesen</translation>
        </message>
        <message>
            <source>No project is open.</source>
            <translation>Es ist kein Projekt geöffnet.</translation>
        </message>
        <message>
            <source>The project has no database.</source>
            <translation>Das Projekt hat keine Datenbank.</translation>
        </message>
        <message>
            <source>Ask the database</source>
            <translation>Datenbank fragen</translation>
        </message>
        <message>
            <source>Make a plan</source>
            <translation>Plan machen</translation>
        </message>
        <message>
            <source>Read revision %1</source>
            <translation>Revision %1 lesen</translation>
        </message>
        <message>
            <source>The name typed is not the target's name. Nothing was changed.</source>
            <translation>Der eingegebene Name ist nicht der des Ziels. Es wurde nichts geändert.</translation>
        </message>
    </context>
    <context>
        <name>retort::environment</name>
        <message>
            <source>'%1' of the database URL is not known</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::environment::EnvironmentHost</name>
        <message>
            <source>env.py runs SQL of its own before the migrations; it is not carried out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'config/database.py' has no CONNECTIONS with a 'default'</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the driver of the default connection is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it has a single percent sign, which the configuration refuses; write '%%' for it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'config.%1' is not followed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name of the variable is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is set neither in the environment nor in a .env file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The path of the .env file that is loaded here is not understood.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the path of the .env file is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the environment variable '%1' is not set</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::environment::SettingsClass</name>
        <message>
            <source>'%1' is set neither in the environment nor in a .env file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the validator '%1' may change '%2'</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::environment::StaticRun</name>
        <message>
            <source>it is a very large number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is neither a text nor a whole number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is nested too deeply</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is a very long text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a part of the text is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>there is no '%1'</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is changed step by step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it depends on a condition that is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it comes from a loop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it is taken apart from a value that is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is not found in '%2'</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts</name>
        <message>
            <source>a %1 inside a Column is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 inside a Column is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>column(is_literal=...) is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the arguments of %1 are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the method %1 of an SQL expression is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a deferrable check constraint is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a naming convention that renames this constraint is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an empty and_() or or_() is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this form of case() is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an enum member is used where its column is not an Enum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 as a column is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the argument %1 of drop_column() is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a table comment of None is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bulk_insert() into a value of type %1 is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>copy_from= of something else than a Table is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 in table_args is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reflect_args and reflect_kwargs are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a deferrable primary key is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the argument %1 is not a number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 in a DDL statement is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a sequence statement without a Sequence is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an element of an exclude constraint is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a Sequence as server_default is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a naming convention that is not a dict is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a naming convention with entries that are not texts is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>parameters that are not one dict are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a parameter that is no plain value is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>executing this SQL expression is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a Core statement executed with parameters is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>executing a value of type %1 is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the keyword arguments of select() are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the arguments of this statement are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a statement on a value of type %1 is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a join without an ON condition is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the arguments of select() on a table are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a select() without columns is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a join of something else than tables is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what a reflected table holds is not known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a Table without a MetaData is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 inside a table is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an alias without a name is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an Enum of something that is not an enum class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the argument %1 of a type is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 is not understood as a column type</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::ConnectionHost</name>
        <message>
            <source>the migration reads rows from the database</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::ConstraintHost</name>
        <message>
            <source>the attribute %1 of a constraint is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::DefaultHost</name>
        <message>
            <source>the attribute %1 of %2 is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::DialectHost</name>
        <message>
            <source>the attribute %1 of the dialect is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the server's version is not known</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::DmlHost</name>
        <message>
            <source>the arguments of values() are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>values() of something that is not a dict is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a condition given as plain text is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from_select() of something else than a select() is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the method %1 of an INSERT, UPDATE or DELETE is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an INSERT into a table whose columns have Python defaults is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an INSERT of rows with different columns is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::EffectHost</name>
        <message>
            <source>%1 of a %2 is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::ExpressionHost</name>
        <message>
            <source>the text of an SQL expression depends on the database</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>indexing an SQL expression is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a comparison of NULL with an expression is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>this operator on an SQL expression is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::FromHost</name>
        <message>
            <source>the attribute %1 of a table is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::FunctionHost</name>
        <message>
            <source>the keyword argument %1 of an SQL function is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::ImplHost</name>
        <message>
            <source>%1 of a %2 is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::IndexHost</name>
        <message>
            <source>the attribute %1 of an index is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::InspectorHost</name>
        <message>
            <source>%1() of the inspector is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what the database holds here is not known: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the text of a default in the database is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>how the database describes an index on an expression is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the name the database gave an unnamed constraint is not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the text of a check constraint in the database is not known</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::MetaDataHost</name>
        <message>
            <source>the attribute %1 of MetaData is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::MigrationContextHost</name>
        <message>
            <source>what env.py configured as %1 is not known</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::OpHost</name>
        <message>
            <source>batch_op.impl is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1.%2 is not an operation of Alembic itself</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::ResultHost</name>
        <message>
            <source>the migration reads rows from the database</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::SelectHost</name>
        <message>
            <source>a select() of plain text is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the keyword arguments of this part of a select() are not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>plain text in a select() is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>DISTINCT ON is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 in select_from() is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a subquery without a name is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the method %1 of a select() is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::TableBuilder</name>
        <message>
            <source>Table(%1=...) is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a value of type %1 inside a table is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::TableHost</name>
        <message>
            <source>whether the table exists is not known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>arguments of insert(), update() or delete() on a table are not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::TypeClassHost</name>
        <message>
            <source>%1 is not understood as a column type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>get_col_spec() of %1 is not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the attribute %1 of the type class %2 is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::hosts::TypeHost</name>
        <message>
            <source>the attribute %1 of a column type is not understood</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python</name>
        <message>
            <source>The escape '\N' needs the name of a character in braces.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The character name '%1' is not known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The escape '\%1' needs %2 hexadecimal digits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The escape '\%1' names no Unicode character.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A bytes literal can only contain ASCII characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This number has too many digits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is too large.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file contains null bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is not valid UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not valid UTF-8 and names no other encoding.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 begins as UTF-8 but names the encoding %2.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 contains characters that its encoding %2 does not have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 names the encoding %2, which is not known.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::Lexer</name>
        <message>
            <source>'%1' was never closed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The indentation mixes tabs and spaces inconsistently.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many levels of indentation.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The indentation does not match any outer level.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file ends after a line continuation character.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only a line end may follow a line continuation character.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The character U+%1 cannot stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many nested brackets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' closes nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' does not match the opening '%2'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is no valid number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many nested f-strings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This triple-quoted string is never closed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This string is not closed on its line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The fields of this f-string are nested too deeply.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::ParserBase</name>
        <message>
            <source>This is too deeply nested.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no valid Python syntax.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A name is expected here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::ParserBase::Nesting</name>
        <message>
            <source>This is too deeply nested.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::ParserExpression</name>
        <message>
            <source>Arguments cannot be unpacked with '*' after '**'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A positional argument cannot follow a keyword argument.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A generator expression among other arguments needs its own parentheses.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'/' cannot stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A parameter without a default cannot follow one with a default.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A named parameter must follow '*'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This parameter cannot stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An expression is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A starred expression cannot stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This cannot be deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be assigned to this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bytes and text literals cannot be joined.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'!' must be followed by s, r or a in an f-string.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::ParserPattern</name>
        <message>
            <source>A starred pattern can only stand in a sequence.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'_' cannot be a name here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A plain name is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A pattern is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A number is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A complex number consists of a real and an imaginary number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no valid pattern.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A positional pattern cannot follow a keyword pattern.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A plain name cannot be the key of a pattern.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::ParserStatement</name>
        <message>
            <source>'except' and 'except*' cannot stand in the same 'try'.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An 'except' or 'finally' block is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A starred expression cannot stand here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>'%1' is expected here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This line is indented more than the block it stands in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An indented block is expected here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>retort::python::SourceEditor</name>
        <message>
            <source>A change to %1 does not lie within its text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two changes to %1 overlap in line %2.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
