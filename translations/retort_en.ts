<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
    <name>retort::TimelinePage</name>
    <message numerus="yes">
        <source>%n revision(s)</source>
        <translation>
            <numerusform>%n revision</numerusform>
            <numerusform>%n revisions</numerusform>
        </translation>
    </message>
</context>
</TS>
