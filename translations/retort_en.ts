<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>retort</name>
    <message numerus="yes">
        <source>Create table %1 (%n column(s))</source>
        <translation>
            <numerusform>Create table %1 (%n column)</numerusform>
            <numerusform>Create table %1 (%n columns)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Insert %n row(s) into %1</source>
        <translation>
            <numerusform>Insert %n row into %1</numerusform>
            <numerusform>Insert %n rows into %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change table %1 (%n operation(s))</source>
        <translation>
            <numerusform>Change table %1 (%n operation)</numerusform>
            <numerusform>Change table %1 (%n operations)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) outside a transaction</source>
        <translation>
            <numerusform>%n operation outside a transaction</numerusform>
            <numerusform>%n operations outside a transaction</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not understood</source>
        <translation>
            <numerusform>%n not understood</numerusform>
            <numerusform>%n not understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n migration(s)</source>
        <translation>
            <numerusform>Apply %n migration</numerusform>
            <numerusform>Apply %n migrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n migration(s)</source>
        <translation>
            <numerusform>Roll back %n migration</numerusform>
            <numerusform>Roll back %n migrations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stamp: %n change(s) of the version table, no migration is run</source>
        <translation>
            <numerusform>Stamp: %n change of the version table, no migration is run</numerusform>
            <numerusform>Stamp: %n changes of the version table, no migration is run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recreate from scratch: %n migration(s) down and up</source>
        <translation>
            <numerusform>Recreate from scratch: %n migration down and up</numerusform>
            <numerusform>Recreate from scratch: %n migrations down and up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done: %n migration(s) in %1 s. %2</source>
        <translation>
            <numerusform>Done: %n migration in %1 s. %2</numerusform>
            <numerusform>Done: %n migrations in %1 s. %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Database:      %1 %n of the plan&apos;s migrations stayed applied.</source>
        <translation>
            <numerusform>Database:      %1 %n of the plan&apos;s migrations stayed applied.</numerusform>
            <numerusform>Database:      %1 %n of the plan&apos;s migrations stayed applied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n migration(s) pending.</source>
        <translation>
            <numerusform>%n migration pending.</numerusform>
            <numerusform>%n migrations pending.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::DriftPage</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::NewMigrationDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n revision(s)</source>
        <translation>
            <numerusform>%1: %n revision</numerusform>
            <numerusform>%1: %n revisions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::OutputPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::PlanView</name>
    <message numerus="yes">
        <source>SQL (%n statement(s))</source>
        <translation>
            <numerusform>SQL (%n statement)</numerusform>
            <numerusform>SQL (%n statements)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::ReviewPage</name>
    <message numerus="yes">
        <source>%n statement(s), no connection used</source>
        <translation>
            <numerusform>%n statement, no connection used</numerusform>
            <numerusform>%n statements, no connection used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The SQL is incomplete: %n part(s) of this migration cannot be shown. Each is marked at its line.</source>
        <translation>
            <numerusform>The SQL is incomplete: %n part of this migration cannot be shown. It is marked at its line.</numerusform>
            <numerusform>The SQL is incomplete: %n parts of this migration cannot be shown. Each is marked at its line.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::RunSummary</name>
    <message numerus="yes">
        <source>Rolled back %n migration(s) in %1.</source>
        <translation>
            <numerusform>Rolled back %n migration in %1.</numerusform>
            <numerusform>Rolled back %n migrations in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Applied %n migration(s) in %1.</source>
        <translation>
            <numerusform>Applied %n migration in %1.</numerusform>
            <numerusform>Applied %n migrations in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::TableDiagram</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::TimelinePage</name>
    <message numerus="yes">
        <source>%n revision(s)</source>
        <translation>
            <numerusform>%n revision</numerusform>
            <numerusform>%n revisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) among the revisions cannot be used. No plan is made until they are mended or taken out of the folder.</source>
        <translation>
            <numerusform>%n file among the revisions cannot be used. No plan is made until it is mended or taken out of the folder.</numerusform>
            <numerusform>%n files among the revisions cannot be used. No plan is made until they are mended or taken out of the folder.</numerusform>
        </translation>
    </message>
</context>
</TS>
