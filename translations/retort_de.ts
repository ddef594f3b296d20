<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ReviewDocument</name>
    <message>
        <source>Its statements are known only when it runs: %1</source>
        <translation>Die Anweisungen sind erst bei der Ausführung bekannt: %1</translation>
    </message>
</context>
<context>
    <name>retort</name>
    <message>
        <source>Foreign keys of these tables form a circle, so that no order creates them: %1.</source>
        <translation>Die Fremdschlüssel dieser Tabellen bilden einen Kreis, sodass keine Reihenfolge sie anlegt: %1.</translation>
    </message>
    <message>
        <source>Table %1 is not dropped: not everything about it is known.</source>
        <translation>Die Tabelle %1 wird nicht gelöscht: Nicht alles an ihr ist bekannt.</translation>
    </message>
    <message>
        <source>Table %1: %2 is not changed: not everything about the table is known.</source>
        <translation>Tabelle %1: %2 wird nicht geändert: Nicht alles an der Tabelle ist bekannt.</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>constraint %1</source>
        <translation>Bedingung %1</translation>
    </message>
    <message>
        <source>the foreign key over %1</source>
        <translation>der Fremdschlüssel über %1</translation>
    </message>
    <message>
        <source>index %1</source>
        <translation>Index %1</translation>
    </message>
    <message>
        <source>check %1</source>
        <translation>Prüfbedingung %1</translation>
    </message>
    <message>
        <source>Check %1 of table %2 is not dropped: it may be one that has no name in the models.</source>
        <translation>Die Bedingung %1 der Tabelle %2 wird nicht gelöscht: Sie kann eine sein, die in den Modellen keinen Namen hat.</translation>
    </message>
    <message>
        <source>The generated value of %1 is not compared.</source>
        <translation>Der erzeugte Wert von %1 wird nicht verglichen.</translation>
    </message>
    <message>
        <source>The generated value of %1 differs; no database can alter it in place.</source>
        <translation>Der berechnete Wert von %1 ist anders; keine Datenbank kann ihn an Ort und Stelle ändern.</translation>
    </message>
    <message>
        <source>The default of %1 cannot be compared without asking the database.</source>
        <translation>Der Vorgabewert von %1 lässt sich nicht vergleichen, ohne die Datenbank zu fragen.</translation>
    </message>
    <message>
        <source>Index %1 is over an expression and is not compared on SQLite.</source>
        <translation>Der Index %1 geht über einen Ausdruck und wird auf SQLite nicht verglichen.</translation>
    </message>
    <message>
        <source>Index %1 cannot be compared.</source>
        <translation>Der Index %1 lässt sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>A foreign key of table %1 over %2 has no name and cannot be dropped by one.</source>
        <translation>Ein Fremdschlüssel der Tabelle %1 über %2 hat keinen Namen und lässt sich nicht über einen löschen.</translation>
    </message>
    <message>
        <source>The configuration &apos;%1&apos; cannot be read: %2.</source>
        <translation>Die Konfiguration „%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>The revision file cannot be read: %1.</source>
        <translation>Die Revisionsdatei kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>the migration raises %1: %2</source>
        <translation>die Migration löst %1 aus: %2</translation>
    </message>
    <message>
        <source>the migration takes too much to run: %1</source>
        <translation>die Migration braucht zu viel, um ausgeführt zu werden: %1</translation>
    </message>
    <message>
        <source>The plan drops tables or columns; what they hold is lost.</source>
        <translation>Der Plan löscht Tabellen oder Spalten; was darin steht, geht verloren.</translation>
    </message>
    <message>
        <source>The target is classified as %1.</source>
        <translation>Das Ziel ist als %1 eingestuft.</translation>
    </message>
    <message>
        <source>ENVIRONMENT=%1 in the process environment</source>
        <translation>ENVIRONMENT=%1 in der Umgebung des Prozesses</translation>
    </message>
    <message>
        <source>You classified this database as %1</source>
        <translation>Sie haben diese Datenbank als %1 eingestuft</translation>
    </message>
    <message>
        <source>The host %1 is a managed server</source>
        <translation>Der Host %1 ist ein verwalteter Server</translation>
    </message>
    <message>
        <source>The name “%1” says production</source>
        <translation>Der Name „%1“ deutet auf Produktion</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Staging</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>A local SQLite file</source>
        <translation>Eine lokale SQLite-Datei</translation>
    </message>
    <message>
        <source>Nothing says what kind of database this is</source>
        <translation>Nichts sagt, was für eine Datenbank das ist</translation>
    </message>
    <message>
        <source>Planning was stopped. Nothing was run.</source>
        <translation>Das Planen wurde angehalten. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>Die Datei kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>env.py cannot be read: %1</source>
        <translation>env.py kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>%1 in the process environment</source>
        <translation>%1 in der Umgebung des Prozesses</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>%1 in %2, line %3</source>
        <translation>%1 in %2, Zeile %3</translation>
    </message>
    <message>
        <source>The project&apos;s database URL is not known: env.py takes it from where it cannot be read without running it.</source>
        <translation>Die URL der Datenbank ist nicht bekannt: env.py nimmt sie von dort, wo sie ohne Ausführen nicht zu lesen ist.</translation>
    </message>
    <message>
        <source>Give the URL with --url, or set it in the configuration.</source>
        <translation>Geben Sie die URL mit --url an, oder tragen Sie sie in die Konfiguration ein.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was never closed.</source>
        <translation>„%1“ wurde nie geschlossen.</translation>
    </message>
    <message>
        <source>The indentation mixes tabs and spaces inconsistently.</source>
        <translation>Die Einrückung mischt Tabulatoren und Leerzeichen uneinheitlich.</translation>
    </message>
    <message>
        <source>Too many levels of indentation.</source>
        <translation>Zu viele Ebenen der Einrückung.</translation>
    </message>
    <message>
        <source>The indentation does not match any outer level.</source>
        <translation>Die Einrückung passt zu keiner äußeren Ebene.</translation>
    </message>
    <message>
        <source>The file ends after a line continuation character.</source>
        <translation>Die Datei endet nach einem Fortsetzungszeichen.</translation>
    </message>
    <message>
        <source>Only a line end may follow a line continuation character.</source>
        <translation>Nach einem Fortsetzungszeichen darf nur das Zeilenende folgen.</translation>
    </message>
    <message>
        <source>The character U+%1 cannot stand here.</source>
        <translation>Das Zeichen U+%1 kann hier nicht stehen.</translation>
    </message>
    <message>
        <source>Too many nested brackets.</source>
        <translation>Zu viele verschachtelte Klammern.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; closes nothing.</source>
        <translation>„%1“ schließt nichts.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not match the opening &apos;%2&apos;.</source>
        <translation>„%1“ passt nicht zum öffnenden „%2“.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no valid number.</source>
        <translation>„%1“ ist keine gültige Zahl.</translation>
    </message>
    <message>
        <source>Too many nested f-strings.</source>
        <translation>Zu viele verschachtelte f-Strings.</translation>
    </message>
    <message>
        <source>This triple-quoted string is never closed.</source>
        <translation>Diese Zeichenkette in dreifachen Anführungszeichen wird nie geschlossen.</translation>
    </message>
    <message>
        <source>This string is not closed on its line.</source>
        <translation>Diese Zeichenkette wird in ihrer Zeile nicht geschlossen.</translation>
    </message>
    <message>
        <source>The fields of this f-string are nested too deeply.</source>
        <translation>Die Felder dieses f-Strings sind zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>The escape &apos;\N&apos; needs the name of a character in braces.</source>
        <translation>Auf „\N“ muss der Name eines Zeichens in geschweiften Klammern folgen.</translation>
    </message>
    <message>
        <source>The character name &apos;%1&apos; is not known.</source>
        <translation>Der Zeichenname „%1“ ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The escape &apos;\%1&apos; needs %2 hexadecimal digits.</source>
        <translation>Auf „\%1“ müssen %2 hexadezimale Ziffern folgen.</translation>
    </message>
    <message>
        <source>The escape &apos;\%1&apos; names no Unicode character.</source>
        <translation>„\%1“ bezeichnet kein Unicode-Zeichen.</translation>
    </message>
    <message>
        <source>A bytes literal can only contain ASCII characters.</source>
        <translation>Ein Bytes-Literal kann nur ASCII-Zeichen enthalten.</translation>
    </message>
    <message>
        <source>This number has too many digits.</source>
        <translation>Diese Zahl hat zu viele Ziffern.</translation>
    </message>
    <message>
        <source>This file is too large.</source>
        <translation>Diese Datei ist zu groß.</translation>
    </message>
    <message>
        <source>This file contains null bytes.</source>
        <translation>Diese Datei enthält Nullbytes.</translation>
    </message>
    <message>
        <source>This file is not valid UTF-8.</source>
        <translation>Diese Datei ist kein gültiges UTF-8.</translation>
    </message>
    <message>
        <source>%1 is not valid UTF-8 and names no other encoding.</source>
        <translation>%1 ist kein gültiges UTF-8 und nennt keine andere Kodierung.</translation>
    </message>
    <message>
        <source>%1 begins as UTF-8 but names the encoding %2.</source>
        <translation>%1 beginnt als UTF-8, nennt aber die Kodierung %2.</translation>
    </message>
    <message>
        <source>%1 contains characters that its encoding %2 does not have.</source>
        <translation>%1 enthält Zeichen, die seine Kodierung %2 nicht kennt.</translation>
    </message>
    <message>
        <source>%1 names the encoding %2, which is not known.</source>
        <translation>%1 nennt die Kodierung %2, die nicht bekannt ist.</translation>
    </message>
    <message>
        <source>Arguments cannot be unpacked with &apos;*&apos; after &apos;**&apos;.</source>
        <translation>Nach „**“ können Argumente nicht mit „*“ entpackt werden.</translation>
    </message>
    <message>
        <source>A positional argument cannot follow a keyword argument.</source>
        <translation>Ein Positionsargument kann nicht auf ein benanntes folgen.</translation>
    </message>
    <message>
        <source>A generator expression among other arguments needs its own parentheses.</source>
        <translation>Ein Generatorausdruck neben anderen Argumenten braucht eigene Klammern.</translation>
    </message>
    <message>
        <source>&apos;/&apos; cannot stand here.</source>
        <translation>„/“ kann hier nicht stehen.</translation>
    </message>
    <message>
        <source>A parameter without a default cannot follow one with a default.</source>
        <translation>Ein Parameter ohne Vorgabe kann nicht auf einen mit Vorgabe folgen.</translation>
    </message>
    <message>
        <source>A named parameter must follow &apos;*&apos;.</source>
        <translation>Auf „*“ muss ein benannter Parameter folgen.</translation>
    </message>
    <message>
        <source>This parameter cannot stand here.</source>
        <translation>Dieser Parameter kann hier nicht stehen.</translation>
    </message>
    <message>
        <source>An expression is expected here.</source>
        <translation>Hier wird ein Ausdruck erwartet.</translation>
    </message>
    <message>
        <source>A starred expression cannot stand here.</source>
        <translation>Ein Ausdruck mit Stern kann hier nicht stehen.</translation>
    </message>
    <message>
        <source>This is too deeply nested.</source>
        <translation>Das ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>This is no valid Python syntax.</source>
        <translation>Das ist kein gültiges Python.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is expected here.</source>
        <translation>Hier wird „%1“ erwartet.</translation>
    </message>
    <message>
        <source>A name is expected here.</source>
        <translation>Hier wird ein Name erwartet.</translation>
    </message>
    <message>
        <source>&apos;except&apos; and &apos;except*&apos; cannot stand in the same &apos;try&apos;.</source>
        <translation>„except“ und „except*“ können nicht im selben „try“ stehen.</translation>
    </message>
    <message>
        <source>An &apos;except&apos; or &apos;finally&apos; block is expected here.</source>
        <translation>Hier wird ein Block mit „except“ oder „finally“ erwartet.</translation>
    </message>
    <message>
        <source>This cannot be deleted.</source>
        <translation>Das kann nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>Nothing can be assigned to this.</source>
        <translation>Dem kann nichts zugewiesen werden.</translation>
    </message>
    <message>
        <source>A starred pattern can only stand in a sequence.</source>
        <translation>Ein Muster mit Stern kann nur in einer Sequenz stehen.</translation>
    </message>
    <message>
        <source>&apos;_&apos; cannot be a name here.</source>
        <translation>„_“ kann hier kein Name sein.</translation>
    </message>
    <message>
        <source>A plain name is expected here.</source>
        <translation>Hier wird ein einfacher Name erwartet.</translation>
    </message>
    <message>
        <source>A pattern is expected here.</source>
        <translation>Hier wird ein Muster erwartet.</translation>
    </message>
    <message>
        <source>A number is expected here.</source>
        <translation>Hier wird eine Zahl erwartet.</translation>
    </message>
    <message>
        <source>A complex number consists of a real and an imaginary number.</source>
        <translation>Eine komplexe Zahl besteht aus Real- und Imaginärteil.</translation>
    </message>
    <message>
        <source>This is no valid pattern.</source>
        <translation>Das ist kein gültiges Muster.</translation>
    </message>
    <message>
        <source>A positional pattern cannot follow a keyword pattern.</source>
        <translation>Ein Positionsmuster kann nicht auf ein benanntes folgen.</translation>
    </message>
    <message>
        <source>A plain name cannot be the key of a pattern.</source>
        <translation>Ein einfacher Name kann nicht der Schlüssel eines Musters sein.</translation>
    </message>
    <message>
        <source>This line is indented more than the block it stands in.</source>
        <translation>Diese Zeile ist weiter eingerückt als der Block, in dem sie steht.</translation>
    </message>
    <message>
        <source>An indented block is expected here.</source>
        <translation>Hier wird ein eingerückter Block erwartet.</translation>
    </message>
    <message>
        <source>Bytes and text literals cannot be joined.</source>
        <translation>Bytes und Text können nicht verbunden werden.</translation>
    </message>
    <message>
        <source>&apos;!&apos; must be followed by s, r or a in an f-string.</source>
        <translation>Auf „!“ muss in einem f-String s, r oder a folgen.</translation>
    </message>
    <message>
        <source>A change to %1 does not lie within its text.</source>
        <translation>Eine Änderung an %1 liegt nicht innerhalb des Textes.</translation>
    </message>
    <message>
        <source>Two changes to %1 overlap in line %2.</source>
        <translation>Zwei Änderungen an %1 überschneiden sich in Zeile %2.</translation>
    </message>
    <message>
        <source>Table %1 exists already.</source>
        <translation>Die Tabelle %1 gibt es schon.</translation>
    </message>
    <message>
        <source>Table %1 has a column %2 already.</source>
        <translation>Die Tabelle %1 hat schon eine Spalte %2.</translation>
    </message>
    <message>
        <source>There is no table %1 at this point.</source>
        <translation>Die Tabelle %1 gibt es an dieser Stelle nicht.</translation>
    </message>
    <message>
        <source>Table %1 has no column %2 at this point.</source>
        <translation>Die Tabelle %1 hat an dieser Stelle keine Spalte %2.</translation>
    </message>
    <message>
        <source>raw SQL at %1</source>
        <translation>SQL-Text bei %1</translation>
    </message>
    <message numerus="yes">
        <source>Create table %1 (%n column(s))</source>
        <translation>
            <numerusform>Tabelle %1 anlegen (%n Spalte)</numerusform>
            <numerusform>Tabelle %1 anlegen (%n Spalten)</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop table %1</source>
        <translation>Tabelle %1 löschen</translation>
    </message>
    <message>
        <source>Rename table %1 to %2</source>
        <translation>Tabelle %1 umbenennen in %2</translation>
    </message>
    <message>
        <source>Add column %1.%2</source>
        <translation>Spalte %1.%2 hinzufügen</translation>
    </message>
    <message>
        <source>Drop column %1.%2</source>
        <translation>Spalte %1.%2 löschen</translation>
    </message>
    <message>
        <source>Rename column %1.%2 to %3</source>
        <translation>Spalte %1.%2 umbenennen in %3</translation>
    </message>
    <message>
        <source>Change column %1.%2</source>
        <translation>Spalte %1.%2 ändern</translation>
    </message>
    <message>
        <source>Create index %1 on %2</source>
        <translation>Index %1 auf %2 anlegen</translation>
    </message>
    <message>
        <source>Drop index %1</source>
        <translation>Index %1 löschen</translation>
    </message>
    <message>
        <source>Create the primary key of %1</source>
        <translation>Primärschlüssel von %1 anlegen</translation>
    </message>
    <message>
        <source>Add a constraint to %1</source>
        <translation>Constraint zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Add constraint %1 to %2</source>
        <translation>Constraint %1 zu %2 hinzufügen</translation>
    </message>
    <message>
        <source>Drop constraint %1 of %2</source>
        <translation>Constraint %1 von %2 löschen</translation>
    </message>
    <message>
        <source>Change the comment of table %1</source>
        <translation>Kommentar der Tabelle %1 ändern</translation>
    </message>
    <message>
        <source>Run SQL</source>
        <translation>SQL ausführen</translation>
    </message>
    <message>
        <source>Run SQL: %1</source>
        <translation>SQL ausführen: %1</translation>
    </message>
    <message numerus="yes">
        <source>Insert %n row(s) into %1</source>
        <translation>
            <numerusform>%n Zeile in %1 einfügen</numerusform>
            <numerusform>%n Zeilen in %1 einfügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Create type %1</source>
        <translation>Typ %1 anlegen</translation>
    </message>
    <message>
        <source>Drop type %1</source>
        <translation>Typ %1 löschen</translation>
    </message>
    <message>
        <source>Create sequence %1</source>
        <translation>Sequenz %1 anlegen</translation>
    </message>
    <message>
        <source>Drop sequence %1</source>
        <translation>Sequenz %1 löschen</translation>
    </message>
    <message>
        <source>Create schema %1</source>
        <translation>Schema %1 anlegen</translation>
    </message>
    <message>
        <source>Drop schema %1</source>
        <translation>Schema %1 löschen</translation>
    </message>
    <message numerus="yes">
        <source>Change table %1 (%n operation(s))</source>
        <translation>
            <numerusform>Tabelle %1 ändern (%n Operation)</numerusform>
            <numerusform>Tabelle %1 ändern (%n Operationen)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) outside a transaction</source>
        <translation>
            <numerusform>%n Operation außerhalb einer Transaktion</numerusform>
            <numerusform>%n Operationen außerhalb einer Transaktion</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs with the rows of the database: %1</source>
        <translation>Läuft mit den Zeilen der Datenbank: %1</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <translation>Nicht verstanden: %1</translation>
    </message>
    <message>
        <source>It is not certain how this is written for %1: %2.</source>
        <translation>Es ist nicht sicher, wie das für %1 geschrieben wird: %2.</translation>
    </message>
    <message>
        <source>The value of &apos;%1&apos; refers to itself.</source>
        <translation>Der Wert von „%1“ verweist auf sich selbst.</translation>
    </message>
    <message>
        <source>In the value of &apos;%1&apos;, &apos;%&apos; must be followed by &apos;%&apos; or &apos;(name)s&apos;; write &apos;%%&apos; for a percent sign.</source>
        <translation>Im Wert von „%1“ muss auf „%“ ein „%“ oder „(name)s“ folgen; schreiben Sie „%%“ für ein Prozentzeichen.</translation>
    </message>
    <message>
        <source>The value of &apos;%1&apos; refers to &apos;%2&apos;, which is not there.</source>
        <translation>Der Wert von „%1“ verweist auf „%2“, das es nicht gibt.</translation>
    </message>
    <message>
        <source>In the value of &apos;%1&apos; only &apos;%(here)s&apos; and &apos;%%&apos; are known after a percent sign.</source>
        <translation>Im Wert von „%1“ sind nach einem Prozentzeichen nur „%(here)s“ und „%%“ bekannt.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is &apos;%2&apos;, and Alembic takes everything but &apos;true&apos; as false.</source>
        <translation>„%1“ ist „%2“, und Alembic versteht alles außer „true“ als falsch.</translation>
    </message>
    <message>
        <source>&apos;truncate_slug_length&apos; is &apos;%1&apos;, which is not a number.</source>
        <translation>„truncate_slug_length“ ist „%1“ und damit keine Zahl.</translation>
    </message>
    <message>
        <source>Compiled revision files without source are not read.</source>
        <translation>Kompilierte Revisionsdateien ohne Quelltext werden nicht gelesen.</translation>
    </message>
    <message>
        <source>The package of &apos;%1&apos; is not among the project&apos;s own modules, so its folder is not known.</source>
        <translation>Das Paket von „%1“ gehört nicht zu den Modulen des Projekts; sein Ordner ist nicht bekannt.</translation>
    </message>
    <message>
        <source>This line is not &apos;KEY=value&apos; and is passed over.</source>
        <translation>Diese Zeile ist kein „SCHLÜSSEL=Wert“ und wird übergangen.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; of the database URL is not known</source>
        <translation>„%1“ der Datenbank-URL ist nicht bekannt</translation>
    </message>
    <message>
        <source>env.py runs SQL of its own before the migrations; it is not carried out.</source>
        <translation>env.py führt vor den Migrationen eigenes SQL aus; es wird nicht ausgeführt.</translation>
    </message>
    <message>
        <source>&apos;config/database.py&apos; has no CONNECTIONS with a &apos;default&apos;</source>
        <translation>„config/database.py“ hat kein CONNECTIONS mit einem „default“</translation>
    </message>
    <message>
        <source>the driver of the default connection is not known</source>
        <translation>der Treiber der Standardverbindung ist nicht bekannt</translation>
    </message>
    <message>
        <source>it has a single percent sign, which the configuration refuses; write &apos;%%&apos; for it</source>
        <translation>sie enthält ein einzelnes Prozentzeichen, das die Konfiguration ablehnt; schreiben Sie dafür „%%“</translation>
    </message>
    <message>
        <source>&apos;config.%1&apos; is not followed</source>
        <translation>„config.%1“ wird nicht verfolgt</translation>
    </message>
    <message>
        <source>the name of the variable is not known</source>
        <translation>der Name der Variablen ist nicht bekannt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is set neither in the environment nor in a .env file</source>
        <translation>„%1“ ist weder in der Umgebung noch in einer .env-Datei gesetzt</translation>
    </message>
    <message>
        <source>The path of the .env file that is loaded here is not understood.</source>
        <translation>Der Pfad der .env-Datei, die hier geladen wird, wird nicht verstanden.</translation>
    </message>
    <message>
        <source>the path of the .env file is not understood</source>
        <translation>der Pfad der .env-Datei wird nicht verstanden</translation>
    </message>
    <message>
        <source>the environment variable &apos;%1&apos; is not set</source>
        <translation>die Umgebungsvariable „%1“ ist nicht gesetzt</translation>
    </message>
    <message>
        <source>the validator &apos;%1&apos; may change &apos;%2&apos;</source>
        <translation>der Validator „%1“ kann „%2“ ändern</translation>
    </message>
    <message>
        <source>it is a very large number</source>
        <translation>es ist eine sehr große Zahl</translation>
    </message>
    <message>
        <source>it is neither a text nor a whole number</source>
        <translation>es ist weder ein Text noch eine ganze Zahl</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>es ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it is a very long text</source>
        <translation>es ist ein sehr langer Text</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not understood</source>
        <translation>„%1“ wird nicht verstanden</translation>
    </message>
    <message>
        <source>a part of the text is not known</source>
        <translation>ein Teil des Textes ist nicht bekannt</translation>
    </message>
    <message>
        <source>there is no &apos;%1&apos;</source>
        <translation>„%1“ gibt es nicht</translation>
    </message>
    <message>
        <source>it is changed step by step</source>
        <translation>es wird Schritt für Schritt verändert</translation>
    </message>
    <message>
        <source>it depends on a condition that is not known</source>
        <translation>es hängt von einer Bedingung ab, die nicht bekannt ist</translation>
    </message>
    <message>
        <source>it comes from a loop</source>
        <translation>es kommt aus einer Schleife</translation>
    </message>
    <message>
        <source>it is taken apart from a value that is not known</source>
        <translation>es wird aus einem Wert genommen, der nicht bekannt ist</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not found in &apos;%2&apos;</source>
        <translation>„%1“ ist in „%2“ nicht zu finden</translation>
    </message>
    <message>
        <source>It is not understood how env.py comes to run the migrations.</source>
        <translation>Es wird nicht verstanden, wie env.py die Migrationen ausführt.</translation>
    </message>
    <message>
        <source>env.py runs the migrations more than once, as for several databases; that is not carried out.</source>
        <translation>env.py führt die Migrationen mehrmals aus, wie für mehrere Datenbanken; das wird nicht getan.</translation>
    </message>
    <message>
        <source>env.py gives the migrations these arguments: %1.</source>
        <translation>env.py gibt den Migrationen diese Argumente: %1.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is configured differently for --sql and for a connection; the value for a connection is used.</source>
        <translation>„%1“ ist für --sql anders eingestellt als für eine Verbindung; es gilt der Wert für eine Verbindung.</translation>
    </message>
    <message>
        <source>it comes from a library</source>
        <translation>es kommt aus einer Bibliothek</translation>
    </message>
    <message>
        <source>The value of &apos;%1&apos; is not understood: %2.</source>
        <translation>Der Wert von „%1“ wird nicht verstanden: %2.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a function of the project; it is not run.</source>
        <translation>„%1“ ist eine Funktion des Projekts; sie wird nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Edgy&apos;s own defaults are taken: batch mode and comparison of types.</source>
        <translation>Es gelten Edgys eigene Vorgaben: Batch-Modus und Vergleich der Typen.</translation>
    </message>
    <message>
        <source>there is none in the configuration</source>
        <translation>in der Konfiguration steht keine</translation>
    </message>
    <message>
        <source>it is not seen where the connection comes from</source>
        <translation>es ist nicht zu sehen, woher die Verbindung kommt</translation>
    </message>
    <message>
        <source>The database URL is not known: %1.</source>
        <translation>Die URL der Datenbank ist nicht bekannt: %1.</translation>
    </message>
    <message>
        <source>The database URL is still the one of Alembic&apos;s template; put the real one in its place.</source>
        <translation>Die URL der Datenbank ist noch die aus Alembics Vorlage; setzen Sie die richtige ein.</translation>
    </message>
    <message>
        <source>The naming convention of &apos;%1&apos; is not a plain text and is not used.</source>
        <translation>Die Namenskonvention von „%1“ ist kein einfacher Text und wird nicht verwendet.</translation>
    </message>
    <message>
        <source>The target metadata is not understood, so its naming convention is not known: %1.</source>
        <translation>Die Ziel-Metadaten werden nicht verstanden, ihre Namenskonvention ist daher nicht bekannt: %1.</translation>
    </message>
    <message>
        <source>it is assigned inside a block</source>
        <translation>es wird in einem Block zugewiesen</translation>
    </message>
    <message>
        <source>it is computed and not a plain text</source>
        <translation>es wird berechnet und ist kein einfacher Text</translation>
    </message>
    <message>
        <source>it is not a text</source>
        <translation>es ist kein Text</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not say &apos;down_revision&apos;, so its place is not known.</source>
        <translation>„%1“ nennt keine „down_revision“, daher ist sein Platz nicht bekannt.</translation>
    </message>
    <message>
        <source>Section [%1] stands here a second time; Alembic refuses to read such a file.</source>
        <translation>Der Abschnitt [%1] steht hier zum zweiten Mal; Alembic liest eine solche Datei nicht.</translation>
    </message>
    <message>
        <source>This line stands before the first [section].</source>
        <translation>Diese Zeile steht vor dem ersten [Abschnitt].</translation>
    </message>
    <message>
        <source>This line is neither a [section] nor &apos;key = value&apos;.</source>
        <translation>Diese Zeile ist weder ein [Abschnitt] noch „Schlüssel = Wert“.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stands here a second time in [%2]; Alembic refuses to read such a file.</source>
        <translation>„%1“ steht hier in [%2] zum zweiten Mal; Alembic liest eine solche Datei nicht.</translation>
    </message>
    <message>
        <source>The version folder &apos;%1&apos; does not exist.</source>
        <translation>Den Versionsordner „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The revision file is a link to nothing.</source>
        <translation>Die Revisionsdatei ist ein Verweis ins Leere.</translation>
    </message>
    <message>
        <source>The revision file is not a text file.</source>
        <translation>Die Revisionsdatei ist keine Textdatei.</translation>
    </message>
    <message>
        <source>This line is not valid TOML.</source>
        <translation>Diese Zeile ist kein gültiges TOML.</translation>
    </message>
    <message>
        <source>a %1 inside a Column is not understood</source>
        <translation>%1 in einer Column wird nicht verstanden</translation>
    </message>
    <message>
        <source>a value of type %1 inside a Column is not understood</source>
        <translation>ein Wert des Typs %1 in einer Column wird nicht verstanden</translation>
    </message>
    <message>
        <source>column(is_literal=...) is not understood</source>
        <translation>column(is_literal=...) wird nicht verstanden</translation>
    </message>
    <message>
        <source>the arguments of %1 are not understood</source>
        <translation>die Argumente von %1 werden nicht verstanden</translation>
    </message>
    <message>
        <source>the method %1 of an SQL expression is not understood</source>
        <translation>die Methode %1 eines SQL-Ausdrucks wird nicht verstanden</translation>
    </message>
    <message>
        <source>%1 of a %2 is not understood</source>
        <translation>%1 von %2 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the migration reads rows from the database</source>
        <translation>die Migration liest Zeilen aus der Datenbank</translation>
    </message>
    <message>
        <source>the attribute %1 of the dialect is not known</source>
        <translation>das Attribut %1 des Dialekts ist nicht bekannt</translation>
    </message>
    <message>
        <source>the server&apos;s version is not known</source>
        <translation>die Version des Servers ist nicht bekannt</translation>
    </message>
    <message>
        <source>what env.py configured as %1 is not known</source>
        <translation>was env.py als %1 eingestellt hat, ist nicht bekannt</translation>
    </message>
    <message>
        <source>a deferrable check constraint is not understood</source>
        <translation>ein aufschiebbarer Check-Constraint wird nicht verstanden</translation>
    </message>
    <message>
        <source>a naming convention that renames this constraint is not understood</source>
        <translation>eine Namenskonvention, die diesen Constraint umbenennt, wird nicht verstanden</translation>
    </message>
    <message>
        <source>the arguments of values() are not understood</source>
        <translation>die Argumente von values() werden nicht verstanden</translation>
    </message>
    <message>
        <source>values() of something that is not a dict is not understood</source>
        <translation>values() von etwas anderem als einem dict wird nicht verstanden</translation>
    </message>
    <message>
        <source>a condition given as plain text is not understood</source>
        <translation>eine Bedingung als einfacher Text wird nicht verstanden</translation>
    </message>
    <message>
        <source>from_select() of something else than a select() is not understood</source>
        <translation>from_select() von etwas anderem als einem select() wird nicht verstanden</translation>
    </message>
    <message>
        <source>the method %1 of an INSERT, UPDATE or DELETE is not understood</source>
        <translation>die Methode %1 eines INSERT, UPDATE oder DELETE wird nicht verstanden</translation>
    </message>
    <message>
        <source>an INSERT into a table whose columns have Python defaults is not understood</source>
        <translation>ein INSERT in eine Tabelle, deren Spalten Vorgaben in Python haben, wird nicht verstanden</translation>
    </message>
    <message>
        <source>an INSERT of rows with different columns is not understood</source>
        <translation>ein INSERT von Zeilen mit verschiedenen Spalten wird nicht verstanden</translation>
    </message>
    <message>
        <source>the keyword argument %1 of an SQL function is not understood</source>
        <translation>das benannte Argument %1 einer SQL-Funktion wird nicht verstanden</translation>
    </message>
    <message>
        <source>an empty and_() or or_() is not understood</source>
        <translation>ein leeres and_() oder or_() wird nicht verstanden</translation>
    </message>
    <message>
        <source>this form of case() is not understood</source>
        <translation>diese Form von case() wird nicht verstanden</translation>
    </message>
    <message>
        <source>an enum member is used where its column is not an Enum</source>
        <translation>ein Enum-Wert wird verwendet, wo die Spalte kein Enum ist</translation>
    </message>
    <message>
        <source>the text of an SQL expression depends on the database</source>
        <translation>der Text eines SQL-Ausdrucks hängt von der Datenbank ab</translation>
    </message>
    <message>
        <source>indexing an SQL expression is not understood</source>
        <translation>der Zugriff mit einem Index auf einen SQL-Ausdruck wird nicht verstanden</translation>
    </message>
    <message>
        <source>a comparison of NULL with an expression is not understood</source>
        <translation>ein Vergleich von NULL mit einem Ausdruck wird nicht verstanden</translation>
    </message>
    <message>
        <source>this operator on an SQL expression is not understood</source>
        <translation>dieser Operator auf einem SQL-Ausdruck wird nicht verstanden</translation>
    </message>
    <message>
        <source>%1() of the inspector is not understood</source>
        <translation>%1() des Inspectors wird nicht verstanden</translation>
    </message>
    <message>
        <source>SQL that is not understood in full changed the table</source>
        <translation>SQL, das nicht ganz verstanden wird, hat die Tabelle geändert</translation>
    </message>
    <message>
        <source>a table is rebuilt from what the database holds, which is not known beforehand</source>
        <translation>eine Tabelle wird aus dem neu aufgebaut, was die Datenbank enthält, und das ist vorher nicht bekannt</translation>
    </message>
    <message>
        <source>what the database holds here is not known (%1)</source>
        <translation>was die Datenbank hier enthält, ist nicht bekannt (%1)</translation>
    </message>
    <message>
        <source>the text of a default in the database is not known</source>
        <translation>der Text einer Vorgabe in der Datenbank ist nicht bekannt</translation>
    </message>
    <message>
        <source>how the database describes an index on an expression is not known</source>
        <translation>wie die Datenbank einen Index auf einem Ausdruck beschreibt, ist nicht bekannt</translation>
    </message>
    <message>
        <source>the name the database gave an unnamed constraint is not known</source>
        <translation>der Name, den die Datenbank einem unbenannten Constraint gab, ist nicht bekannt</translation>
    </message>
    <message>
        <source>the text of a check constraint in the database is not known</source>
        <translation>der Text eines Check-Constraints in der Datenbank ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1.%2 is not understood</source>
        <translation>%1.%2 wird nicht verstanden</translation>
    </message>
    <message>
        <source>inspect() of this object is not understood</source>
        <translation>inspect() dieses Objekts wird nicht verstanden</translation>
    </message>
    <message>
        <source>a value of type %1 is not understood as an SQL value</source>
        <translation>ein Wert des Typs %1 wird als SQL-Wert nicht verstanden</translation>
    </message>
    <message>
        <source>a value is nested too deeply</source>
        <translation>ein Wert ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>a JSON object has a key that is not a text</source>
        <translation>ein JSON-Objekt hat einen Schlüssel, der kein Text ist</translation>
    </message>
    <message>
        <source>a text was expected, not a value of type %1</source>
        <translation>erwartet wurde ein Text, kein Wert des Typs %1</translation>
    </message>
    <message>
        <source>the naming convention uses %1, which only Python can answer</source>
        <translation>die Namenskonvention verwendet %1, das nur Python beantworten kann</translation>
    </message>
    <message>
        <source>a value of type %1 as a column is not understood</source>
        <translation>ein Wert des Typs %1 als Spalte wird nicht verstanden</translation>
    </message>
    <message>
        <source>the argument %1 of drop_column() is not understood</source>
        <translation>das Argument %1 von drop_column() wird nicht verstanden</translation>
    </message>
    <message>
        <source>a table comment of None is not understood</source>
        <translation>ein Tabellenkommentar None wird nicht verstanden</translation>
    </message>
    <message>
        <source>bulk_insert() into a value of type %1 is not understood</source>
        <translation>bulk_insert() in einen Wert des Typs %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>copy_from= of something else than a Table is not understood</source>
        <translation>copy_from= von etwas anderem als einer Table wird nicht verstanden</translation>
    </message>
    <message>
        <source>a value of type %1 in table_args is not understood</source>
        <translation>ein Wert des Typs %1 in table_args wird nicht verstanden</translation>
    </message>
    <message>
        <source>reflect_args and reflect_kwargs are not understood</source>
        <translation>reflect_args und reflect_kwargs werden nicht verstanden</translation>
    </message>
    <message>
        <source>batch_op.impl is not understood</source>
        <translation>batch_op.impl wird nicht verstanden</translation>
    </message>
    <message>
        <source>%1.%2 is not an operation of Alembic itself</source>
        <translation>%1.%2 ist keine Operation von Alembic selbst</translation>
    </message>
    <message>
        <source>a deferrable primary key is not understood</source>
        <translation>ein aufschiebbarer Primärschlüssel wird nicht verstanden</translation>
    </message>
    <message>
        <source>the argument %1 is not a number</source>
        <translation>das Argument %1 ist keine Zahl</translation>
    </message>
    <message>
        <source>%1 in a DDL statement is not understood</source>
        <translation>%1 in einer DDL-Anweisung wird nicht verstanden</translation>
    </message>
    <message>
        <source>a sequence statement without a Sequence is not understood</source>
        <translation>eine Sequenz-Anweisung ohne Sequence wird nicht verstanden</translation>
    </message>
    <message>
        <source>an element of an exclude constraint is not understood</source>
        <translation>ein Element eines Exclude-Constraints wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of a constraint is not understood</source>
        <translation>das Attribut %1 eines Constraints wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of an index is not understood</source>
        <translation>das Attribut %1 eines Index wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of %2 is not understood</source>
        <translation>das Attribut %1 von %2 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of MetaData is not understood</source>
        <translation>das Attribut %1 von MetaData wird nicht verstanden</translation>
    </message>
    <message>
        <source>a Sequence as server_default is not understood</source>
        <translation>eine Sequence als server_default wird nicht verstanden</translation>
    </message>
    <message>
        <source>a naming convention that is not a dict is not understood</source>
        <translation>eine Namenskonvention, die kein dict ist, wird nicht verstanden</translation>
    </message>
    <message>
        <source>a naming convention with entries that are not texts is not understood</source>
        <translation>eine Namenskonvention mit Einträgen, die keine Texte sind, wird nicht verstanden</translation>
    </message>
    <message>
        <source>a select() of plain text is not understood</source>
        <translation>ein select() von einfachem Text wird nicht verstanden</translation>
    </message>
    <message>
        <source>the keyword arguments of this part of a select() are not understood</source>
        <translation>die benannten Argumente dieses Teils eines select() werden nicht verstanden</translation>
    </message>
    <message>
        <source>plain text in a select() is not understood</source>
        <translation>einfacher Text in einem select() wird nicht verstanden</translation>
    </message>
    <message>
        <source>DISTINCT ON is not understood</source>
        <translation>DISTINCT ON wird nicht verstanden</translation>
    </message>
    <message>
        <source>a value of type %1 in select_from() is not understood</source>
        <translation>ein Wert des Typs %1 in select_from() wird nicht verstanden</translation>
    </message>
    <message>
        <source>a subquery without a name is not understood</source>
        <translation>eine Unterabfrage ohne Namen wird nicht verstanden</translation>
    </message>
    <message>
        <source>the method %1 of a select() is not understood</source>
        <translation>die Methode %1 eines select() wird nicht verstanden</translation>
    </message>
    <message>
        <source>parameters that are not one dict are not understood</source>
        <translation>Parameter, die nicht ein einziges dict sind, werden nicht verstanden</translation>
    </message>
    <message>
        <source>a parameter that is no plain value is not understood</source>
        <translation>ein Parameter, der kein einfacher Wert ist, wird nicht verstanden</translation>
    </message>
    <message>
        <source>executing this SQL expression is not understood</source>
        <translation>das Ausführen dieses SQL-Ausdrucks wird nicht verstanden</translation>
    </message>
    <message>
        <source>a Core statement executed with parameters is not understood</source>
        <translation>eine Core-Anweisung, die mit Parametern ausgeführt wird, wird nicht verstanden</translation>
    </message>
    <message>
        <source>executing a value of type %1 is not understood</source>
        <translation>das Ausführen eines Wertes des Typs %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the keyword arguments of select() are not understood</source>
        <translation>die benannten Argumente von select() werden nicht verstanden</translation>
    </message>
    <message>
        <source>the arguments of this statement are not understood</source>
        <translation>die Argumente dieser Anweisung werden nicht verstanden</translation>
    </message>
    <message>
        <source>a statement on a value of type %1 is not understood</source>
        <translation>eine Anweisung auf einem Wert des Typs %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>a join without an ON condition is not understood</source>
        <translation>ein Join ohne ON-Bedingung wird nicht verstanden</translation>
    </message>
    <message>
        <source>the arguments of select() on a table are not understood</source>
        <translation>die Argumente von select() auf einer Tabelle werden nicht verstanden</translation>
    </message>
    <message>
        <source>a select() without columns is not understood</source>
        <translation>ein select() ohne Spalten wird nicht verstanden</translation>
    </message>
    <message>
        <source>a join of something else than tables is not understood</source>
        <translation>ein Join von etwas anderem als Tabellen wird nicht verstanden</translation>
    </message>
    <message>
        <source>Table(%1=...) is not understood</source>
        <translation>Table(%1=...) wird nicht verstanden</translation>
    </message>
    <message>
        <source>a value of type %1 inside a table is not understood</source>
        <translation>ein Wert des Typs %1 in einer Tabelle wird nicht verstanden</translation>
    </message>
    <message>
        <source>what a reflected table holds is not known here</source>
        <translation>was eine gespiegelte Tabelle enthält, ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>a Table without a MetaData is not understood</source>
        <translation>eine Table ohne MetaData wird nicht verstanden</translation>
    </message>
    <message>
        <source>an alias without a name is not understood</source>
        <translation>ein Alias ohne Namen wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of a table is not understood</source>
        <translation>das Attribut %1 einer Tabelle wird nicht verstanden</translation>
    </message>
    <message>
        <source>whether the table exists is not known here</source>
        <translation>ob es die Tabelle gibt, ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>arguments of insert(), update() or delete() on a table are not understood</source>
        <translation>Argumente von insert(), update() oder delete() auf einer Tabelle werden nicht verstanden</translation>
    </message>
    <message>
        <source>the length of a column type is not known</source>
        <translation>die Länge eines Spaltentyps ist nicht bekannt</translation>
    </message>
    <message>
        <source>an Enum of something that is not an enum class</source>
        <translation>ein Enum von etwas, das keine Enum-Klasse ist</translation>
    </message>
    <message>
        <source>the argument %1 of a type is not understood</source>
        <translation>das Argument %1 eines Typs wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of a column type is not understood</source>
        <translation>das Attribut %1 eines Spaltentyps wird nicht verstanden</translation>
    </message>
    <message>
        <source>%1 is not understood as a column type</source>
        <translation>%1 wird als Spaltentyp nicht verstanden</translation>
    </message>
    <message>
        <source>get_col_spec() of %1 is not understood</source>
        <translation>get_col_spec() von %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of the type class %2 is not understood</source>
        <translation>das Attribut %1 der Typklasse %2 wird nicht verstanden</translation>
    </message>
    <message>
        <source>a value of type %1 is not understood as a column type</source>
        <translation>ein Wert des Typs %1 wird als Spaltentyp nicht verstanden</translation>
    </message>
    <message>
        <source>the file is not valid Python: %1</source>
        <translation>die Datei ist kein gültiges Python: %1</translation>
    </message>
    <message>
        <source>the file has no function %1()</source>
        <translation>die Datei hat keine Funktion %1()</translation>
    </message>
    <message>
        <source>the argument %1 that env.py passes is not known</source>
        <translation>das Argument %1, das env.py übergibt, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Can&apos;t locate revision identified by &apos;%1&apos;</source>
        <translation>Die Revision „%1“ ist nicht zu finden (Can&apos;t locate revision identified by &apos;%1&apos;)</translation>
    </message>
    <message>
        <source>Reading applied revisions</source>
        <translation>Angewendete Revisionen werden gelesen</translation>
    </message>
    <message>
        <source>Reading revisions</source>
        <translation>Revisionen werden gelesen</translation>
    </message>
    <message>
        <source>“%1” is a production database: db:fresh, reset and downgrade to base are blocked, and no option overrides that.</source>
        <translation>„%1“ ist eine Produktionsdatenbank: db:fresh, Zurücksetzen und Downgrade bis base sind gesperrt, und keine Option hebt das auf.</translation>
    </message>
    <message>
        <source>Nothing says what kind of database “%1” is: db:fresh, reset and downgrade to base are blocked until it is classified.</source>
        <translation>Nichts sagt, was für eine Datenbank „%1“ ist: db:fresh, Zurücksetzen und Downgrade bis base sind gesperrt, bis sie eingestuft ist.</translation>
    </message>
    <message>
        <source>Apply pending migrations</source>
        <translation>Ausstehende Migrationen anwenden</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Eine Sicherung einspielen</translation>
    </message>
    <message>
        <source>Classify the database once: retort-cli target --classify development</source>
        <translation>Die Datenbank einmal einstufen: retort-cli target --classify development</translation>
    </message>
    <message>
        <source>This plan was made for %1, not for %2. Nothing was run.</source>
        <translation>Dieser Plan gilt für %1, nicht für %2. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Make a new plan for the target.</source>
        <translation>Machen Sie für das Ziel einen neuen Plan.</translation>
    </message>
    <message>
        <source>The plan is not the one that was confirmed. Nothing was run.</source>
        <translation>Der Plan ist nicht der, der bestätigt wurde. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Look at the plan again and confirm it.</source>
        <translation>Sehen Sie sich den Plan noch einmal an und bestätigen Sie ihn.</translation>
    </message>
    <message>
        <source>The name typed is not the target&apos;s name, “%1”. Nothing was run.</source>
        <translation>Der eingegebene Name ist nicht der des Ziels, „%1“. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>The plan was not confirmed. Nothing was run.</source>
        <translation>Der Plan wurde nicht bestätigt. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>The port in the database URL, from character %1, is not a number from 1 to 65535.</source>
        <translation>Der Port in der Datenbank-URL, ab Zeichen %1, ist keine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>Write &quot;@&quot; as %40, &quot;/&quot; as %2F and &quot;:&quot; as %3A in a password.</source>
        <translation>Schreiben Sie in einem Passwort „@“ als %40, „/“ als %2F und „:“ als %3A.</translation>
    </message>
    <message>
        <source>This is not a database URL: there is no &quot;://&quot; in it.</source>
        <translation>Das ist keine Datenbank-URL: Es steht kein „://“ darin.</translation>
    </message>
    <message>
        <source>A URL looks like postgresql://user@host/database or sqlite:///file.db.</source>
        <translation>Eine URL sieht aus wie postgresql://benutzer@host/datenbank oder sqlite:///datei.db.</translation>
    </message>
    <message>
        <source>This is not a database URL: what stands before &quot;://&quot; at character %1 is no driver name.</source>
        <translation>Das ist keine Datenbank-URL: Was vor „://“ bei Zeichen %1 steht, ist kein Treibername.</translation>
    </message>
    <message>
        <source>There is more than one &quot;@&quot; in the database URL, the second at character %1.</source>
        <translation>In der Datenbank-URL steht mehr als ein „@“, das zweite bei Zeichen %1.</translation>
    </message>
    <message>
        <source>Write &quot;@&quot; as %40 in a user name or password.</source>
        <translation>Schreiben Sie in Benutzername oder Passwort „@“ als %40.</translation>
    </message>
    <message>
        <source>There is an &quot;@&quot; after the host in the database URL, which is what an unescaped one in a password looks like.</source>
        <translation>Nach dem Host der Datenbank-URL steht ein „@“; so sieht ein unmaskiertes in einem Passwort aus.</translation>
    </message>
    <message>
        <source>Write &quot;@&quot; as %40, &quot;/&quot; as %2F and &quot;?&quot; as %3F in a password or an option.</source>
        <translation>Schreiben Sie in einem Passwort oder einer Option „@“ als %40, „/“ als %2F und „?“ als %3F.</translation>
    </message>
    <message>
        <source>The path in the database URL contains a zero character.</source>
        <translation>Der Pfad in der Datenbank-URL enthält ein Nullzeichen.</translation>
    </message>
    <message>
        <source>This SQLite URL names a host or a user after &quot;://&quot;.</source>
        <translation>Diese SQLite-URL nennt nach „://“ einen Host oder Benutzer.</translation>
    </message>
    <message>
        <source>A relative path is written sqlite:///file.db, an absolute one sqlite:////srv/file.db.</source>
        <translation>Einen relativen Pfad schreibt man sqlite:///datei.db, einen absoluten sqlite:////srv/datei.db.</translation>
    </message>
    <message>
        <source>The Qt driver %1 for this database is not installed.</source>
        <translation>Der Qt-Treiber %1 für diese Datenbank ist nicht installiert.</translation>
    </message>
    <message>
        <source>Debian and Ubuntu: libqt6sql6-sqlite, libqt6sql6-psql, libqt6sql6-mysql.</source>
        <translation>Debian und Ubuntu: libqt6sql6-sqlite, libqt6sql6-psql, libqt6sql6-mysql.</translation>
    </message>
    <message>
        <source>SQLite databases for the driver &quot;%1&quot; cannot be opened.</source>
        <translation>SQLite-Datenbanken für den Treiber „%1“ können nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The option &quot;%1&quot; of the database URL contains a semicolon, which cannot be passed on.</source>
        <translation>Die Option „%1“ der Datenbank-URL enthält ein Semikolon, das nicht weitergegeben werden kann.</translation>
    </message>
    <message>
        <source>An option of the database URL contains a semicolon, which cannot be passed on.</source>
        <translation>Eine Option der Datenbank-URL enthält ein Semikolon, das nicht weitergegeben werden kann.</translation>
    </message>
    <message>
        <source>Retort cannot connect to %1 databases; their SQL can be previewed and exported.</source>
        <translation>Retort kann sich nicht mit %1-Datenbanken verbinden; ihr SQL lässt sich ansehen und exportieren.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>diesem Rechner</translation>
    </message>
    <message>
        <source>The database server at %1 cannot be reached.</source>
        <translation>Der Datenbankserver auf %1 ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server at %1 did not accept the user &quot;%2&quot; or the password.</source>
        <translation>Der Server auf %1 hat den Benutzer „%2“ oder das Passwort nicht angenommen.</translation>
    </message>
    <message>
        <source>There is no database file %1.</source>
        <translation>Die Datenbankdatei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no database &quot;%1&quot; on the server at %2.</source>
        <translation>Eine Datenbank „%1“ gibt es auf dem Server auf %2 nicht.</translation>
    </message>
    <message>
        <source>Somebody else is holding a lock in %1: %2</source>
        <translation>Jemand anderes hält eine Sperre in %1: %2</translation>
    </message>
    <message>
        <source>The database does not allow this: %1</source>
        <translation>Die Datenbank lässt das nicht zu: %1</translation>
    </message>
    <message>
        <source>The database was opened for reading only: %1</source>
        <translation>Die Datenbank wurde nur zum Lesen geöffnet: %1</translation>
    </message>
    <message>
        <source>The connection to the server at %1 was lost.</source>
        <translation>Die Verbindung zum Server auf %1 ist abgebrochen.</translation>
    </message>
    <message>
        <source>The statement was cancelled.</source>
        <translation>Die Anweisung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 is not a SQLite database, or it is damaged.</source>
        <translation>%1 ist keine SQLite-Datenbank oder beschädigt.</translation>
    </message>
    <message>
        <source>The database reported an error without a text.</source>
        <translation>Die Datenbank hat einen Fehler ohne Text gemeldet.</translation>
    </message>
    <message>
        <source>Another change of %1 is running. Nothing was started.</source>
        <translation>Eine andere Änderung an %1 läuft. Es wurde nichts gestartet.</translation>
    </message>
    <message>
        <source>It was started by %1.</source>
        <translation>Gestartet wurde sie von %1.</translation>
    </message>
    <message>
        <source>user %1 from %2 (%4, session %3, connected since %5)</source>
        <translation>Benutzer %1 von %2 (%4, Sitzung %3, verbunden seit %5)</translation>
    </message>
    <message>
        <source>user %1 from %2 (session %3)</source>
        <translation>Benutzer %1 von %2 (Sitzung %3)</translation>
    </message>
    <message>
        <source>%1, process %2 on %3</source>
        <translation>%1, Prozess %2 auf %3</translation>
    </message>
    <message>
        <source>The lock file %1.retort-lock cannot be written; a change of the database needs it.</source>
        <translation>Die Sperrdatei %1.retort-lock kann nicht geschrieben werden; eine Änderung der Datenbank braucht sie.</translation>
    </message>
    <message>
        <source>Counting rows was stopped.</source>
        <translation>Das Zählen der Zeilen wurde angehalten.</translation>
    </message>
    <message>
        <source>Counting rows</source>
        <translation>Zeilen werden gezählt</translation>
    </message>
    <message>
        <source>The journal %1 cannot be written. A change that is not written down is not made.</source>
        <translation>Das Journal %1 kann nicht geschrieben werden. Eine Änderung, die nicht aufgeschrieben wird, wird nicht gemacht.</translation>
    </message>
    <message>
        <source>The journal %1 cannot be read.</source>
        <translation>Das Journal %1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Stopped before the first statement. Nothing was run.</source>
        <translation>Vor der ersten Anweisung angehalten. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Revision %1 stopped half-way in an earlier run, and its version row is not written. Nothing was run.</source>
        <translation>Revision %1 ist in einem früheren Lauf auf halbem Weg stehen geblieben, und ihre Versionszeile ist nicht geschrieben. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Finish it, undo it, or set the revision first.</source>
        <translation>Führen Sie sie zu Ende, machen Sie sie rückgängig, oder setzen Sie zuerst die Revision.</translation>
    </message>
    <message>
        <source>The database could not be asked which revision it is at now: %1</source>
        <translation>Die Datenbank konnte nicht gefragt werden, auf welcher Revision sie jetzt steht: %1</translation>
    </message>
    <message>
        <source>Every statement ran, but the version table does not say what the plan expected: somebody else may have changed it.</source>
        <translation>Jede Anweisung lief, aber die Versionstabelle sagt nicht, was der Plan erwartet: Jemand anderes hat sie vielleicht geändert.</translation>
    </message>
    <message>
        <source>Nothing was run. Make the plan again, look at it, and confirm it.</source>
        <translation>Es wurde nichts ausgeführt. Machen Sie den Plan neu, sehen Sie ihn an, und bestätigen Sie ihn.</translation>
    </message>
    <message>
        <source>The plan contains parts that are not understood and cannot be run.</source>
        <translation>Der Plan enthält Teile, die nicht verstanden werden und nicht ausgeführt werden können.</translation>
    </message>
    <message>
        <source>The plan is not the one that was confirmed.</source>
        <translation>Der Plan ist nicht der, der bestätigt wurde.</translation>
    </message>
    <message>
        <source>The plan was confirmed for %1, and this is %2.</source>
        <translation>Der Plan wurde für %1 bestätigt, und das ist %2.</translation>
    </message>
    <message>
        <source>The plan&apos;s SQL is for %1, and the target is %2.</source>
        <translation>Das SQL des Plans ist für %1, und das Ziel ist %2.</translation>
    </message>
    <message>
        <source>The file of revision %1 can no longer be read: %2</source>
        <translation>Die Datei der Revision %1 kann nicht mehr gelesen werden: %2</translation>
    </message>
    <message>
        <source>The file of revision %1 was changed after the plan was confirmed: %2</source>
        <translation>Die Datei der Revision %1 wurde geändert, nachdem der Plan bestätigt war: %2</translation>
    </message>
    <message>
        <source>The server is now %1; the plan&apos;s SQL was written for another version.</source>
        <translation>Der Server ist jetzt %1; das SQL des Plans wurde für eine andere Version geschrieben.</translation>
    </message>
    <message>
        <source>The database was at %1 when the plan was confirmed and is at %2 now.</source>
        <translation>Die Datenbank stand auf %1, als der Plan bestätigt wurde, und steht jetzt auf %2.</translation>
    </message>
    <message>
        <source>The version table %1 does not exist, and the plan does not make it.</source>
        <translation>Die Versionstabelle %1 gibt es nicht, und der Plan legt sie nicht an.</translation>
    </message>
    <message>
        <source>Running migrations</source>
        <translation>Migrationen werden ausgeführt</translation>
    </message>
    <message>
        <source>This migration ended the transaction itself: what it did so far can no longer be undone.</source>
        <translation>Diese Migration hat die Transaktion selbst beendet: Was sie bisher getan hat, lässt sich nicht mehr rückgängig machen.</translation>
    </message>
    <message>
        <source>“%1” had no effect: SQLite does not switch foreign keys inside a transaction. They are off for the whole run.</source>
        <translation>„%1“ hatte keine Wirkung: SQLite schaltet Fremdschlüssel nicht innerhalb einer Transaktion. Sie sind für den ganzen Lauf aus.</translation>
    </message>
    <message>
        <source>The migration files are FastEdgy&apos;s.</source>
        <translation>Die Migrationsdateien sind die von FastEdgy.</translation>
    </message>
    <message>
        <source>The project depends on fastedgy and its env.py uses Edgy.</source>
        <translation>Das Projekt hängt von fastedgy ab, und seine env.py verwendet Edgy.</translation>
    </message>
    <message>
        <source>There is a .fastmanrc file.</source>
        <translation>Es gibt eine Datei .fastmanrc.</translation>
    </message>
    <message>
        <source>env.py imports all models as Fastman&apos;s does.</source>
        <translation>env.py importiert alle Modelle wie die von Fastman.</translation>
    </message>
    <message>
        <source>env.py and app/core are laid out as in earlier Fastman projects.</source>
        <translation>env.py und app/core sind angelegt wie in früheren Fastman-Projekten.</translation>
    </message>
    <message>
        <source>cli.py, app/config/settings.py and SQLModel in env.py are FastPy&apos;s.</source>
        <translation>cli.py, app/config/settings.py und SQLModel in env.py sind die von FastPy.</translation>
    </message>
    <message>
        <source>env.py uses fastkit_core.</source>
        <translation>env.py verwendet fastkit_core.</translation>
    </message>
    <message>
        <source>The project depends on FastKit.</source>
        <translation>Das Projekt hängt von FastKit ab.</translation>
    </message>
    <message>
        <source>modules/ and CONNECTIONS in config/database.py are FastKit&apos;s.</source>
        <translation>modules/ und CONNECTIONS in config/database.py sind die von FastKit.</translation>
    </message>
    <message>
        <source>There is no Alembic configuration in &apos;%1&apos; (alembic.ini, or [tool.alembic] in pyproject.toml).</source>
        <translation>In „%1“ gibt es keine Alembic-Konfiguration (alembic.ini oder [tool.alembic] in pyproject.toml).</translation>
    </message>
    <message>
        <source>There is no Alembic project in %1.</source>
        <translation>In %1 gibt es kein Alembic-Projekt.</translation>
    </message>
    <message>
        <source>An Alembic project has an alembic.ini, or [tool.alembic] in its pyproject.toml.</source>
        <translation>Ein Alembic-Projekt hat eine alembic.ini oder [tool.alembic] in seiner pyproject.toml.</translation>
    </message>
    <message>
        <source>%1: No &apos;script_location&apos; key found in configuration.</source>
        <translation>%1: Die Konfiguration enthält keinen Schlüssel „script_location“.</translation>
    </message>
    <message>
        <source>Set script_location to the folder that holds env.py and versions.</source>
        <translation>Setzen Sie script_location auf den Ordner mit env.py und versions.</translation>
    </message>
    <message>
        <source>Mend the file or take it out of the folder. Nothing was run.</source>
        <translation>Reparieren Sie die Datei, oder nehmen Sie sie aus dem Ordner. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>The classifications of your databases cannot be read from %1.</source>
        <translation>Die Einstufungen Ihrer Datenbanken können nicht aus %1 gelesen werden.</translation>
    </message>
    <message>
        <source>The classifications of your databases in %1 are damaged.</source>
        <translation>Die Einstufungen Ihrer Datenbanken in %1 sind beschädigt.</translation>
    </message>
    <message>
        <source>The name typed is not the target&apos;s name, “%1”. Nothing was changed.</source>
        <translation>Der eingegebene Name ist nicht der des Ziels, „%1“. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>“%1” cannot be classified as %2: the project or its host says %3.</source>
        <translation>„%1“ kann nicht als %2 eingestuft werden: Das Projekt oder sein Host sagt %3.</translation>
    </message>
    <message>
        <source>Change what the project says if it is wrong.</source>
        <translation>Ändern Sie, was das Projekt sagt, wenn es falsch ist.</translation>
    </message>
    <message>
        <source>%1 is locked by another program.</source>
        <translation>%1 ist von einem anderen Programm gesperrt.</translation>
    </message>
    <message>
        <source>The classification cannot be written to %1.</source>
        <translation>Die Einstufung kann nicht in %1 geschrieben werden.</translation>
    </message>
    <message>
        <source>the file %1</source>
        <translation>die Datei %1</translation>
    </message>
    <message>
        <source>given by hand</source>
        <translation>von Hand angegeben</translation>
    </message>
    <message>
        <source>%1=%2 in %3, line %4</source>
        <translation>%1=%2 in %3, Zeile %4</translation>
    </message>
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
    <message>
        <source>No file defines revision %1 any more.</source>
        <translation>Keine Datei definiert Revision %1 noch.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>This version cannot run seeders yet. Nothing was run.</source>
        <translation>Diese Version kann noch keine Seeder ausführen. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Run fresh without --seed, then the seeders with the project&apos;s own command.</source>
        <translation>Führen Sie fresh ohne --seed aus, danach die Seeder mit dem Befehl des Projekts.</translation>
    </message>
    <message>
        <source>Blocked: %1</source>
        <translation>Gesperrt: %1</translation>
    </message>
    <message>
        <source>Instead: %1</source>
        <translation>Stattdessen: %1</translation>
    </message>
    <message>
        <source>Nothing was run.</source>
        <translation>Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Nothing to do. The database is at %1.</source>
        <translation>Nichts zu tun. Die Datenbank steht auf %1.</translation>
    </message>
    <message>
        <source>Nothing was run: there is no terminal to confirm the plan on. Pass --yes to confirm it.</source>
        <translation>Es wurde nichts ausgeführt: Es gibt kein Terminal, an dem der Plan bestätigt werden könnte. Bestätigen Sie ihn mit --yes.</translation>
    </message>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Geben Sie %1 ein, um fortzufahren:</translation>
    </message>
    <message>
        <source>Run this plan?</source>
        <translation>Diesen Plan ausführen?</translation>
    </message>
    <message>
        <source>Not confirmed. Nothing was run.</source>
        <translation>Nicht bestätigt. Es wurde nichts ausgeführt.</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>%1 wird ausgeführt</translation>
    </message>
    <message>
        <source>Exit codes:
  0  done, or nothing to do
  1  failed: an error of the project, the database or the engine
  2  the command line was not understood
  3  blocked by the production guard; nothing was run
  4  not confirmed; nothing was run
  5  a revision contains something that is not understood; nothing was run</source>
        <translation>Rückgabewerte:
  0  fertig, oder nichts zu tun
  1  gescheitert: ein Fehler des Projekts, der Datenbank oder des Programms
  2  die Befehlszeile wurde nicht verstanden
  3  vom Produktionsschutz gesperrt; es wurde nichts ausgeführt
  4  nicht bestätigt; es wurde nichts ausgeführt
  5  eine Revision enthält etwas, das nicht verstanden wird; es wurde nichts ausgeführt</translation>
    </message>
    <message>
        <source>The project&apos;s folder; the default is looked for upwards from the current one.</source>
        <translation>Der Ordner des Projekts; ohne Angabe wird vom aktuellen aus aufwärts gesucht.</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>The configuration file, alembic.ini by default.</source>
        <translation>Die Konfigurationsdatei, ohne Angabe alembic.ini.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>The section of the configuration file, alembic by default.</source>
        <translation>Der Abschnitt der Konfigurationsdatei, ohne Angabe alembic.</translation>
    </message>
    <message>
        <source>section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>One of the project&apos;s targets, by name.</source>
        <translation>Eines der Ziele des Projekts, mit seinem Namen.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>A database URL in SQLAlchemy&apos;s form.</source>
        <translation>Eine Datenbank-URL in der Form von SQLAlchemy.</translation>
    </message>
    <message>
        <source>url</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Machine-readable output.</source>
        <translation>Maschinenlesbare Ausgabe.</translation>
    </message>
    <message>
        <source>Confirm the plan without a question.</source>
        <translation>Den Plan ohne Rückfrage bestätigen.</translation>
    </message>
    <message>
        <source>No colours.</source>
        <translation>Keine Farben.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe anzeigen.</translation>
    </message>
    <message>
        <source>There is no command “%1”. See retort-cli --help.</source>
        <translation>Einen Befehl „%1“ gibt es nicht. Siehe retort-cli --help.</translation>
    </message>
    <message>
        <source>Reviews, applies and rolls back the database migrations of an Alembic project.</source>
        <translation>Prüft die Datenbankmigrationen eines Alembic-Projekts, wendet sie an und rollt sie zurück.</translation>
    </message>
    <message>
        <source>Usage: retort-cli [options] command [options]</source>
        <translation>Aufruf: retort-cli [Optionen] Befehl [Optionen]</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was er tut</translation>
    </message>
    <message>
        <source>Also called</source>
        <translation>Heißt auch</translation>
    </message>
    <message>
        <source>%1 [y/N]</source>
        <translation>%1 [y/N]</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message numerus="yes">
        <source>%n not understood</source>
        <translation>
            <numerusform>%n nicht verstanden</numerusform>
            <numerusform>%n nicht verstanden</numerusform>
        </translation>
    </message>
    <message>
        <source>Read a project without any database and say what is understood.</source>
        <translation>Ein Projekt ohne Datenbank lesen und sagen, was verstanden wird.</translation>
    </message>
    <message>
        <source>The project&apos;s folder; the default is as for every command.</source>
        <translation>Der Ordner des Projekts; ohne Angabe wie bei jedem Befehl.</translation>
    </message>
    <message>
        <source>The database to render for; that of the project by default, else PostgreSQL.</source>
        <translation>Die Datenbank, für die geschrieben wird; ohne Angabe die des Projekts, sonst PostgreSQL.</translation>
    </message>
    <message>
        <source>Print the SQL of every revision in both directions.</source>
        <translation>Das SQL jeder Revision in beide Richtungen ausgeben.</translation>
    </message>
    <message>
        <source>Project %1 in %2, read for %3</source>
        <translation>Projekt %1 in %2, gelesen für %3</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>Upgrade</translation>
    </message>
    <message>
        <source>Downgrade</source>
        <translation>Downgrade</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>%1 of %2 revisions are understood.</source>
        <translation>%1 von %2 Revisionen werden verstanden.</translation>
    </message>
    <message>
        <source>Print the SQL instead of running it.</source>
        <translation>Das SQL ausgeben, statt es auszuführen.</translation>
    </message>
    <message>
        <source>Show the plan with its SQL; run nothing.</source>
        <translation>Den Plan mit seinem SQL zeigen; nichts ausführen.</translation>
    </message>
    <message>
        <source>With --sql: the database to write for.</source>
        <translation>Mit --sql: die Datenbank, für die geschrieben wird.</translation>
    </message>
    <message>
        <source>An argument for the project&apos;s scripts (Alembic&apos;s -x).</source>
        <translation>Ein Argument für die Skripte des Projekts (Alembics -x).</translation>
    </message>
    <message>
        <source>Roll back the last migration, or down to a revision.</source>
        <translation>Die letzte Migration zurückrollen, oder bis zu einer Revision.</translation>
    </message>
    <message>
        <source>A revision, -N, base; with --sql from:to. The default is -1.</source>
        <translation>Eine Revision, -N, base; mit --sql von:bis. Ohne Angabe -1.</translation>
    </message>
    <message>
        <source>How many migrations to roll back.</source>
        <translation>Wie viele Migrationen zurückgerollt werden.</translation>
    </message>
    <message>
        <source>--steps takes a whole number from 1 on, and no revision beside it.</source>
        <translation>--steps nimmt eine ganze Zahl ab 1 und keine Revision daneben.</translation>
    </message>
    <message>
        <source>One revision is expected.</source>
        <translation>Es wird eine Revision erwartet.</translation>
    </message>
    <message>
        <source>Roll back every migration (downgrade to base); blocked on production and unknown targets.</source>
        <translation>Jede Migration zurückrollen (Downgrade bis base); auf Produktion und unbekannten Zielen gesperrt.</translation>
    </message>
    <message>
        <source>Roll everything back and apply it again; blocked on production and unknown targets.</source>
        <translation>Alles zurückrollen und wieder anwenden; auf Produktion und unbekannten Zielen gesperrt.</translation>
    </message>
    <message>
        <source>Run the seeders afterwards.</source>
        <translation>Danach die Seeder ausführen.</translation>
    </message>
    <message>
        <source>Do not ask. It does not get round the production guard.</source>
        <translation>Nicht fragen. Den Produktionsschutz umgeht das nicht.</translation>
    </message>
    <message>
        <source>Print the SQL of both ways instead of running it.</source>
        <translation>Das SQL beider Wege ausgeben, statt es auszuführen.</translation>
    </message>
    <message>
        <source>Print each revision in full.</source>
        <translation>Jede Revision vollständig ausgeben.</translation>
    </message>
    <message>
        <source>List the revisions nothing follows.</source>
        <translation>Die Revisionen auflisten, auf die nichts folgt.</translation>
    </message>
    <message>
        <source>Take depends_on as a parent.</source>
        <translation>depends_on als Vorgänger nehmen.</translation>
    </message>
    <message>
        <source>List the revisions that more than one follows.</source>
        <translation>Die Revisionen auflisten, auf die mehr als eine folgt.</translation>
    </message>
    <message>
        <source>List the revisions, newest first.</source>
        <translation>Die Revisionen auflisten, die neueste zuerst.</translation>
    </message>
    <message>
        <source>Only this range: [start]:[end]; “current” is allowed.</source>
        <translation>Nur dieser Bereich: [Anfang]:[Ende]; „current“ ist erlaubt.</translation>
    </message>
    <message>
        <source>range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Ask the database and mark its revisions.</source>
        <translation>Die Datenbank fragen und ihre Revisionen kennzeichnen.</translation>
    </message>
    <message>
        <source>Show the revisions the database is at.</source>
        <translation>Die Revisionen zeigen, auf denen die Datenbank steht.</translation>
    </message>
    <message>
        <source>Fail when the database is not at every head.</source>
        <translation>Scheitern, wenn die Datenbank nicht auf jedem Kopf steht.</translation>
    </message>
    <message>
        <source>Show one revision; with --sql what it does to the database, both ways.</source>
        <translation>Eine Revision zeigen; mit --sql, was sie mit der Datenbank tut, in beide Richtungen.</translation>
    </message>
    <message>
        <source>A revision, head or heads.</source>
        <translation>Eine Revision, head oder heads.</translation>
    </message>
    <message>
        <source>Print the SQL of upgrade and downgrade.</source>
        <translation>Das SQL von Upgrade und Downgrade ausgeben.</translation>
    </message>
    <message>
        <source>The database to write SQL for; that of the target by default.</source>
        <translation>Die Datenbank, für die SQL geschrieben wird; ohne Angabe die des Ziels.</translation>
    </message>
    <message>
        <source>not understood, line %1: %2</source>
        <translation>nicht verstanden, Zeile %1: %2</translation>
    </message>
    <message>
        <source>Show what an upgrade, downgrade, stamp or fresh would do; run nothing.</source>
        <translation>Zeigen, was upgrade, downgrade, stamp oder fresh täte; nichts ausführen.</translation>
    </message>
    <message>
        <source>upgrade (the default), downgrade, stamp or fresh.</source>
        <translation>upgrade (ohne Angabe), downgrade, stamp oder fresh.</translation>
    </message>
    <message>
        <source>As the command itself takes it.</source>
        <translation>Wie der Befehl selbst es nimmt.</translation>
    </message>
    <message>
        <source>Print only the SQL of the plan, as a script.</source>
        <translation>Nur das SQL des Plans ausgeben, als Skript.</translation>
    </message>
    <message numerus="yes">
        <source>Apply %n migration(s)</source>
        <translation>
            <numerusform>%n Migration anwenden</numerusform>
            <numerusform>%n Migrationen anwenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Roll back %n migration(s)</source>
        <translation>
            <numerusform>%n Migration zurückrollen</numerusform>
            <numerusform>%n Migrationen zurückrollen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stamp: %n change(s) of the version table, no migration is run</source>
        <translation>
            <numerusform>Stempeln: %n Änderung der Versionstabelle, keine Migration wird ausgeführt</numerusform>
            <numerusform>Stempeln: %n Änderungen der Versionstabelle, keine Migration wird ausgeführt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recreate from scratch: %n migration(s) down and up</source>
        <translation>
            <numerusform>Von Grund auf neu anlegen: %n Migration zurück und wieder vor</numerusform>
            <numerusform>Von Grund auf neu anlegen: %n Migrationen zurück und wieder vor</numerusform>
        </translation>
    </message>
    <message>
        <source>one transaction for everything</source>
        <translation>eine Transaktion für alles</translation>
    </message>
    <message>
        <source>one transaction for each migration</source>
        <translation>eine Transaktion für jede Migration</translation>
    </message>
    <message>
        <source>no transaction: a failure leaves what was done before it</source>
        <translation>keine Transaktion: Nach einem Fehler bleibt, was davor getan wurde</translation>
    </message>
    <message>
        <source>Target:       %1 (%2), %3</source>
        <translation>Ziel:          %1 (%2), %3</translation>
    </message>
    <message>
        <source>From:         %1</source>
        <translation>Von:           %1</translation>
    </message>
    <message>
        <source>To:           %1</source>
        <translation>Nach:          %1</translation>
    </message>
    <message>
        <source>Transactions: %1</source>
        <translation>Transaktionen: %1</translation>
    </message>
    <message>
        <source>Plan:         %1</source>
        <translation>Plan:          %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>not understood: %1</source>
        <translation>nicht verstanden: %1</translation>
    </message>
    <message>
        <source>The database is at %1.</source>
        <translation>Die Datenbank steht auf %1.</translation>
    </message>
    <message>
        <source>The database could not be asked where it is now.</source>
        <translation>Die Datenbank konnte nicht gefragt werden, wo sie jetzt steht.</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n migration(s) in %1 s. %2</source>
        <translation>
            <numerusform>Fertig: %n Migration in %1 s. %2</numerusform>
            <numerusform>Fertig: %n Migrationen in %1 s. %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Failed.</source>
        <translation>Gescheitert.</translation>
    </message>
    <message>
        <source>What happened: %1</source>
        <translation>Was geschah:   %1</translation>
    </message>
    <message>
        <source>Where:         revision %1, %2:%3</source>
        <translation>Wo:            Revision %1, %2:%3</translation>
    </message>
    <message>
        <source>Where:         revision %1</source>
        <translation>Wo:            Revision %1</translation>
    </message>
    <message>
        <source>Statement:     %1</source>
        <translation>Anweisung:     %1</translation>
    </message>
    <message numerus="yes">
        <source>Database:      %1 %n of the plan&apos;s migrations stayed applied.</source>
        <translation>
            <numerusform>Datenbank:     %1 %n Migration des Plans blieb angewendet.</numerusform>
            <numerusform>Datenbank:     %1 %n Migrationen des Plans blieben angewendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next:          run the command again to do the rest.</source>
        <translation>Als Nächstes:  Rufen Sie den Befehl wieder auf, um den Rest zu tun.</translation>
    </message>
    <message>
        <source>Next:          a migration stopped half-way; see what ran in %1 before anything else.</source>
        <translation>Als Nächstes:  Eine Migration blieb auf halbem Weg stehen; sehen Sie vor allem anderen in %1 nach, was lief.</translation>
    </message>
    <message>
        <source>Next:          make sure that the server runs, then run the command again.</source>
        <translation>Als Nächstes:  Sehen Sie nach, dass der Server läuft, und rufen Sie den Befehl wieder auf.</translation>
    </message>
    <message>
        <source>Next:          mend the migration and run the command again.</source>
        <translation>Als Nächstes:  Reparieren Sie die Migration, und rufen Sie den Befehl wieder auf.</translation>
    </message>
    <message>
        <source>The project has no target “%1”.</source>
        <translation>Das Projekt hat kein Ziel „%1“.</translation>
    </message>
    <message>
        <source>Its targets are: %1.</source>
        <translation>Seine Ziele sind: %1.</translation>
    </message>
    <message>
        <source>There is no dialect “%1”.</source>
        <translation>Einen Dialekt „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>The dialects are: %1.</source>
        <translation>Die Dialekte sind: %1.</translation>
    </message>
    <message>
        <source>Databases of the sort “%1” are not supported.</source>
        <translation>Datenbanken der Art „%1“ werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Set the version table to a revision without running a migration.</source>
        <translation>Die Versionstabelle auf eine Revision setzen, ohne eine Migration auszuführen.</translation>
    </message>
    <message>
        <source>One or more revisions, head, heads or base.</source>
        <translation>Eine oder mehrere Revisionen, head, heads oder base.</translation>
    </message>
    <message>
        <source>Remove every row of the version table first.</source>
        <translation>Zuerst jede Zeile der Versionstabelle entfernen.</translation>
    </message>
    <message>
        <source>Accepted for Alembic&apos;s sake; env.py is not run, so nothing reads it.</source>
        <translation>Um Alembics willen angenommen; env.py wird nicht ausgeführt, also liest es niemand.</translation>
    </message>
    <message>
        <source>A revision is expected.</source>
        <translation>Es wird eine Revision erwartet.</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>angewendet</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>ausstehend</translation>
    </message>
    <message>
        <source>List every revision with its state in the database.</source>
        <translation>Jede Revision mit ihrem Zustand in der Datenbank auflisten.</translation>
    </message>
    <message>
        <source>(head)</source>
        <translation>(head)</translation>
    </message>
    <message>
        <source>Target: %1 (%2), %3</source>
        <translation>Ziel: %1 (%2), %3</translation>
    </message>
    <message>
        <source>The project has no revisions.</source>
        <translation>Das Projekt hat keine Revisionen.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Nothing is pending.</source>
        <translation>Nichts steht aus.</translation>
    </message>
    <message numerus="yes">
        <source>%n migration(s) pending.</source>
        <translation>
            <numerusform>%n Migration steht aus.</numerusform>
            <numerusform>%n Migrationen stehen aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>The database is at %1, which is no revision of this project.</source>
        <translation>Die Datenbank steht auf %1, was keine Revision dieses Projekts ist.</translation>
    </message>
    <message>
        <source>List the project&apos;s databases and why each has its class; classify one.</source>
        <translation>Die Datenbanken des Projekts auflisten und warum jede ihre Klasse hat; eine einstufen.</translation>
    </message>
    <message>
        <source>development, test, staging or production; “unknown” forgets the classification.</source>
        <translation>development, test, staging oder production; „unknown“ vergisst die Einstufung.</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>The target&apos;s name: --classify needs it typed, and this stands for typing it where there is no terminal.</source>
        <translation>Der Name des Ziels: --classify verlangt, dass er eingegeben wird; wo es kein Terminal gibt, steht er hier.</translation>
    </message>
    <message>
        <source>  Database:    %1</source>
        <translation>  Datenbank:   %1</translation>
    </message>
    <message>
        <source>  URL from:    %1</source>
        <translation>  URL aus:     %1</translation>
    </message>
    <message>
        <source>  Environment: %1</source>
        <translation>  Umgebung:    %1</translation>
    </message>
    <message>
        <source>    %1: %2</source>
        <translation>    %1: %2</translation>
    </message>
    <message>
        <source>“%1” is no class: use development, test, staging, production or unknown.</source>
        <translation>„%1“ ist keine Klasse: development, test, staging, production oder unknown.</translation>
    </message>
    <message>
        <source>Nothing was changed: there is no terminal to type the target&apos;s name on. Pass --confirm %1.</source>
        <translation>Es wurde nichts geändert: Es gibt kein Terminal, um den Namen des Ziels einzugeben. Geben Sie --confirm %1 an.</translation>
    </message>
    <message>
        <source>%1 will count as %2.</source>
        <translation>%1 wird als %2 gelten.</translation>
    </message>
    <message>
        <source>%1 is classified as %2.</source>
        <translation>%1 ist als %2 eingestuft.</translation>
    </message>
    <message>
        <source>Apply migrations up to a revision, head by default.</source>
        <translation>Migrationen bis zu einer Revision anwenden, ohne Angabe bis head.</translation>
    </message>
    <message>
        <source>A revision, +N, head, heads; with --sql also from:to.</source>
        <translation>Eine Revision, +N, head, heads; mit --sql auch von:bis.</translation>
    </message>
    <message>
        <source>values of the database type %1 are not understood</source>
        <translation>Werte des Datenbanktyps %1 werden nicht verstanden</translation>
    </message>
    <message>
        <source>fetchmany() without a number is not understood</source>
        <translation>fetchmany() ohne Zahl wird nicht verstanden</translation>
    </message>
    <message>
        <source>scalars() of this column is not understood</source>
        <translation>scalars() dieser Spalte wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of a row is not understood</source>
        <translation>das Attribut %1 einer Zeile wird nicht verstanden</translation>
    </message>
    <message>
        <source>whether a row contains a value is not understood</source>
        <translation>ob eine Zeile einen Wert enthält, wird nicht verstanden</translation>
    </message>
    <message>
        <source>comparing rows is not understood</source>
        <translation>der Vergleich von Zeilen wird nicht verstanden</translation>
    </message>
    <message>
        <source>what SQLAlchemy makes of the value “%1” in a column of type %2 is not understood</source>
        <translation>was SQLAlchemy aus dem Wert „%1“ in einer Spalte des Typs %2 macht, wird nicht verstanden</translation>
    </message>
    <message>
        <source>a number this large is not understood</source>
        <translation>eine so große Zahl wird nicht verstanden</translation>
    </message>
    <message>
        <source>whether a value is text or bytes is not known without its column&apos;s type</source>
        <translation>ob ein Wert Text oder Bytes ist, ist ohne den Typ seiner Spalte nicht bekannt</translation>
    </message>
    <message>
        <source>Revision %1 is run live: its statements are known only when it runs.</source>
        <translation>Revision %1 läuft live: ihre Anweisungen sind erst bekannt, wenn sie läuft.</translation>
    </message>
    <message>
        <source>The file of this revision was changed after the plan was confirmed.</source>
        <translation>Die Datei dieser Revision wurde geändert, nachdem der Plan bestätigt war.</translation>
    </message>
    <message>
        <source>With the rows of this database the revision changed the schema in another way than could be foreseen, and the plan of the revisions after it does not fit any more. Upgrade to this revision alone, then go on.</source>
        <translation>Mit den Zeilen dieser Datenbank hat die Revision das Schema anders geändert, als vorauszusehen war, und der Plan der Revisionen nach ihr passt nicht mehr. Wenden Sie nur bis zu dieser Revision an, und machen Sie dann weiter.</translation>
    </message>
    <message>
        <source>The statement did not come to its end.</source>
        <translation>Die Anweisung kam nicht zu ihrem Ende.</translation>
    </message>
    <message>
        <source>ok, run live</source>
        <translation>ok, läuft live</translation>
    </message>
    <message>
        <source>run live, its statements are known only when it runs: %1</source>
        <translation>läuft live, ihre Anweisungen sind erst bekannt, wenn sie läuft: %1</translation>
    </message>
    <message>
        <source>This migration is run live: its statements are known only when it runs (line %1: %2).</source>
        <translation>Diese Migration läuft live: Ihre Anweisungen sind erst bekannt, wenn sie läuft (Zeile %1: %2).</translation>
    </message>
    <message>
        <source>the compiles() function of %1 is not understood</source>
        <translation>die compiles()-Funktion von %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>what type_descriptor() makes of %1 for %2 is not known</source>
        <translation>was type_descriptor() für %2 aus %1 macht, ist nicht bekannt</translation>
    </message>
    <message>
        <source>a type whose __visit_name__ is %1 is not understood</source>
        <translation>ein Typ mit dem __visit_name__ %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>Databases of the sort “%1” cannot be inspected.</source>
        <translation>Datenbanken der Art „%1“ können nicht untersucht werden.</translation>
    </message>
    <message>
        <source>The template has something that is not understood: %1.</source>
        <translation>Die Vorlage enthält etwas, das nicht verstanden wird: %1.</translation>
    </message>
    <message>
        <source>“%1” does not end</source>
        <translation>„%1“ endet nicht</translation>
    </message>
    <message>
        <source>the filter “%1”</source>
        <translation>der Filter „%1“</translation>
    </message>
    <message>
        <source>“%1” ends nothing</source>
        <translation>„%1“ beendet nichts</translation>
    </message>
    <message>
        <source>a block with a string or statement over several lines</source>
        <translation>ein Block mit einem Text oder einer Anweisung über mehrere Zeilen</translation>
    </message>
    <message>
        <source>a &lt;%def&gt; within another tag or control line</source>
        <translation>ein &lt;%def&gt; innerhalb eines anderen Tags oder einer Steuerzeile</translation>
    </message>
    <message>
        <source>The template cannot be used: “%1” does not end.</source>
        <translation>Die Vorlage ist nicht zu gebrauchen: „%1“ endet nicht.</translation>
    </message>
    <message>
        <source>There is a revision or branch “%1” already.</source>
        <translation>Es gibt schon eine Revision oder einen Zweig „%1“.</translation>
    </message>
    <message>
        <source>“%1” is no revision to depend on.</source>
        <translation>„%1“ ist keine Revision, von der eine andere abhängen kann.</translation>
    </message>
    <message>
        <source>With revision_environment env.py takes part in every new revision, and what it does is not understood.</source>
        <translation>Mit revision_environment wirkt env.py an jeder neuen Revision mit, und was es tut, wird nicht verstanden.</translation>
    </message>
    <message>
        <source>The file would be called “%1”, where it is not found as a revision.</source>
        <translation>Die Datei würde „%1“ heißen und dort nicht als Revision gefunden.</translation>
    </message>
    <message>
        <source>There is a file of that name already, and it is left as it is.</source>
        <translation>Es gibt schon eine Datei dieses Namens, und sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>What the template gives is not the revision that was asked for: %1.</source>
        <translation>Was die Vorlage ergibt, ist nicht die verlangte Revision: %1.</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>it has no revision</source>
        <translation>es enthält keine Revision</translation>
    </message>
    <message>
        <source>it does not have these values of revision and down_revision</source>
        <translation>es hat nicht diese Werte von revision und down_revision</translation>
    </message>
    <message>
        <source>it does not have these values of branch_labels and depends_on</source>
        <translation>es hat nicht diese Werte von branch_labels und depends_on</translation>
    </message>
    <message>
        <source>The revision file cannot be written: %1.</source>
        <translation>Die Revisionsdatei kann nicht geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>its folder cannot be made</source>
        <translation>ihr Ordner kann nicht angelegt werden</translation>
    </message>
    <message>
        <source>The template raises %1: %2</source>
        <translation>Die Vorlage löst %1 aus: %2</translation>
    </message>
    <message>
        <source>The template takes too much to run: %1.</source>
        <translation>Die Vorlage braucht zu viel, um ausgeführt zu werden: %1.</translation>
    </message>
    <message>
        <source>Mako&apos;s “%1”</source>
        <translation>Makos „%1“</translation>
    </message>
    <message>
        <source>Programs are not run from here; the project&apos;s post-write hooks are: %1.</source>
        <translation>Programme werden von hier aus nicht gestartet; die post-write hooks des Projekts sind: %1.</translation>
    </message>
    <message>
        <source>What the revision does, in a few words.</source>
        <translation>Was die Revision tut, in wenigen Worten.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The revision&apos;s identifier instead of a random one.</source>
        <translation>Die Kennung der Revision statt einer zufälligen.</translation>
    </message>
    <message>
        <source>The revision to follow: an identifier, a branch&apos;s head, or base for a new line.</source>
        <translation>Die Revision, auf die sie folgt: eine Kennung, der Kopf eines Zweigs oder base für eine neue Linie.</translation>
    </message>
    <message>
        <source>Allow to follow a revision that is not a head.</source>
        <translation>Erlauben, auf eine Revision zu folgen, die kein Kopf ist.</translation>
    </message>
    <message>
        <source>A label for the line that begins here.</source>
        <translation>Ein Name für die Linie, die hier beginnt.</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The version location to write into.</source>
        <translation>Der Versionsordner, in den geschrieben wird.</translation>
    </message>
    <message>
        <source>A revision or label that must be applied before; may be given several times.</source>
        <translation>Eine Revision oder ein Zweig, die vorher angewendet sein müssen; mehrfach möglich.</translation>
    </message>
    <message>
        <source>“%1” was not expected; the message follows -m.</source>
        <translation>„%1“ wurde nicht erwartet; die Beschreibung folgt auf -m.</translation>
    </message>
    <message>
        <source>What the revision does; the same as -m.</source>
        <translation>Was die Revision tut; dasselbe wie -m.</translation>
    </message>
    <message>
        <source>Without operations.</source>
        <translation>Ohne Operationen.</translation>
    </message>
    <message>
        <source>One message is expected; put it in quotes.</source>
        <translation>Eine Beschreibung wird erwartet; setzen Sie sie in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Write a revision file that joins several heads.</source>
        <translation>Eine Revisionsdatei schreiben, die mehrere Köpfe zusammenführt.</translation>
    </message>
    <message>
        <source>The heads to join, or heads for all of them.</source>
        <translation>Die Köpfe, die zusammengeführt werden, oder heads für alle.</translation>
    </message>
    <message>
        <source>There is no Python code for this: %1.</source>
        <translation>Dafür gibt es keinen Python-Code: %1.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <source>computed: %1</source>
        <translation>berechnet: %1</translation>
    </message>
    <message>
        <source>identity, always</source>
        <translation>Identität, immer</translation>
    </message>
    <message>
        <source>identity, by default</source>
        <translation>Identität, als Vorgabe</translation>
    </message>
    <message>
        <source>autoincrement</source>
        <translation>zählt hoch</translation>
    </message>
    <message>
        <source>Foreign key</source>
        <translation>Fremdschlüssel</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfbedingung</translation>
    </message>
    <message>
        <source>Exclusion</source>
        <translation>Ausschluss</translation>
    </message>
    <message>
        <source>Unique index</source>
        <translation>Eindeutiger Index</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Table %1</source>
        <translation>Tabelle %1</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Nullable</source>
        <translation>NULL erlaubt</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Primary key</source>
        <translation>Primärschlüssel</translation>
    </message>
    <message>
        <source>Not everything about this table could be read.</source>
        <translation>Nicht alles über diese Tabelle konnte gelesen werden.</translation>
    </message>
    <message>
        <source>Materialized view %1</source>
        <translation>Materialisierte Sicht %1</translation>
    </message>
    <message>
        <source>View %1</source>
        <translation>Sicht %1</translation>
    </message>
    <message>
        <source>Enumeration %1: %2</source>
        <translation>Aufzählung %1: %2</translation>
    </message>
    <message>
        <source>Sequence %1</source>
        <translation>Sequenz %1</translation>
    </message>
    <message>
        <source>Extension %1 %2</source>
        <translation>Erweiterung %1 %2</translation>
    </message>
    <message>
        <source>Show what the database really holds.</source>
        <translation>Zeigt, was die Datenbank wirklich enthält.</translation>
    </message>
    <message>
        <source>A schema to read instead of the default one; can be given more than once.</source>
        <translation>Ein Schema, das statt des voreingestellten gelesen wird; kann mehrfach angegeben werden.</translation>
    </message>
    <message>
        <source>Only these tables.</source>
        <translation>Nur diese Tabellen.</translation>
    </message>
    <message>
        <source>The database has no schema “%1”.</source>
        <translation>Die Datenbank hat kein Schema „%1“.</translation>
    </message>
    <message>
        <source>Its schemas are: %1.</source>
        <translation>Ihre Schemata sind: %1.</translation>
    </message>
    <message>
        <source>There are no tables.</source>
        <translation>Es gibt keine Tabellen.</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <translation>Es gibt keine Tabelle %1.</translation>
    </message>
    <message>
        <source>The template of new revisions, %1, cannot be read: %2.</source>
        <translation>Die Vorlage für neue Revisionen, %1, kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>More than one line changes %1. A merge does not say which line runs first: check that both orders lead to the same tables.</source>
        <translation>Mehr als eine Linie ändert %1. Eine Zusammenführung sagt nicht, welche Linie zuerst läuft: Prüfen Sie, dass beide Reihenfolgen zu denselben Tabellen führen.</translation>
    </message>
    <message>
        <source>%1 of the compiler that a compiles() function is given is not understood</source>
        <translation>%1 des Compilers, den eine compiles()-Funktion erhält, wird nicht verstanden</translation>
    </message>
    <message>
        <source>the attribute %1 of the class %2 is not understood</source>
        <translation>das Attribut %1 der Klasse %2 wird nicht verstanden</translation>
    </message>
    <message>
        <source>an instance of %1 itself is not understood</source>
        <translation>eine Instanz von %1 selbst wird nicht verstanden</translation>
    </message>
    <message>
        <source>whether this is an instance of %1 is not known</source>
        <translation>ob dies eine Instanz von %1 ist, ist nicht bekannt</translation>
    </message>
    <message>
        <source>how an instance of %1 is written as SQL is not understood</source>
        <translation>wie eine Instanz von %1 als SQL geschrieben wird, wird nicht verstanden</translation>
    </message>
    <message>
        <source>the driver in the description of the dialect is not known (%1)</source>
        <translation>der Treiber in der Beschreibung des Dialekts ist nicht bekannt (%1)</translation>
    </message>
    <message>
        <source>%1 of the configuration is not known</source>
        <translation>%1 der Konfiguration ist nicht bekannt</translation>
    </message>
    <message>
        <source>the option %1 of the configuration is not known</source>
        <translation>die Option %1 der Konfiguration ist nicht bekannt</translation>
    </message>
    <message>
        <source>a dialect that the program makes itself is not understood</source>
        <translation>ein Dialekt, den das Programm selbst anlegt, wird nicht verstanden</translation>
    </message>
    <message>
        <source>an instance of the model %1 is not understood</source>
        <translation>eine Instanz des Modells %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the name of its table is not understood</source>
        <translation>der Name seiner Tabelle wird nicht verstanden</translation>
    </message>
    <message>
        <source>the MetaData of the model is not understood</source>
        <translation>die MetaData des Modells wird nicht verstanden</translation>
    </message>
    <message>
        <source>a column of a model whose table is not understood</source>
        <translation>eine Spalte eines Modells, dessen Tabelle nicht verstanden wird</translation>
    </message>
    <message>
        <source>func.%1 is a class of the project&apos;s own</source>
        <translation>func.%1 ist eine eigene Klasse des Projekts</translation>
    </message>
    <message>
        <source>%1 of the tables of a MetaData is not understood</source>
        <translation>%1 der Tabellen einer MetaData wird nicht verstanden</translation>
    </message>
    <message>
        <source>which tables a MetaData has in which order is not understood</source>
        <translation>welche Tabellen eine MetaData in welcher Reihenfolge hat, wird nicht verstanden</translation>
    </message>
    <message>
        <source>reflect() on this object is not understood</source>
        <translation>reflect() auf diesem Objekt wird nicht verstanden</translation>
    </message>
    <message>
        <source>this form of reflect() is not understood</source>
        <translation>diese Form von reflect() wird nicht verstanden</translation>
    </message>
    <message>
        <source>reflect() asks for the table %1, which is not there</source>
        <translation>reflect() fragt nach der Tabelle %1, die es nicht gibt</translation>
    </message>
    <message>
        <source>create_all() and drop_all() of several tables are not understood</source>
        <translation>create_all() und drop_all() mehrerer Tabellen werden nicht verstanden</translation>
    </message>
    <message>
        <source>setting %1 of a MetaData is not understood</source>
        <translation>das Setzen von %1 einer MetaData wird nicht verstanden</translation>
    </message>
    <message>
        <source>the file, or what it imports, changes how SQLAlchemy writes %1 (compiles)</source>
        <translation>die Datei oder etwas, das sie importiert, ändert, wie SQLAlchemy %1 schreibt (compiles)</translation>
    </message>
    <message>
        <source>a foreign key to a column that is in no table yet is not understood</source>
        <translation>ein Fremdschlüssel auf eine Spalte, die noch in keiner Tabelle ist, wird nicht verstanden</translation>
    </message>
    <message>
        <source>a column that has no name yet is not understood here</source>
        <translation>eine Spalte, die noch keinen Namen hat, wird hier nicht verstanden</translation>
    </message>
    <message>
        <source>%1() is called on the table</source>
        <translation>%1() wird auf der Tabelle aufgerufen</translation>
    </message>
    <message>
        <source>the program may not look at the disk outside of the project</source>
        <translation>das Programm darf außerhalb des Projekts nicht auf die Platte sehen</translation>
    </message>
    <message>
        <source>the pattern %1 is not understood</source>
        <translation>das Muster %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>env.py cannot be followed: %1</source>
        <translation>env.py kann nicht gefolgt werden: %1</translation>
    </message>
    <message>
        <source>what %1 loads is not known</source>
        <translation>was %1 lädt, ist nicht bekannt</translation>
    </message>
    <message>
        <source>the target metadata is not understood: %1</source>
        <translation>die target_metadata wird nicht verstanden: %1</translation>
    </message>
    <message>
        <source>the target metadata is not understood</source>
        <translation>die target_metadata wird nicht verstanden</translation>
    </message>
    <message>
        <source>an index without a name is made behind the table</source>
        <translation>ein Index ohne Namen wird hinter der Tabelle angelegt</translation>
    </message>
    <message>
        <source>the attribute %1 is a column that was added behind the class</source>
        <translation>das Attribut %1 ist eine Spalte, die hinter der Klasse hinzugefügt wurde</translation>
    </message>
    <message>
        <source>the type of the column %1 is not known</source>
        <translation>der Typ der Spalte %1 ist nicht bekannt</translation>
    </message>
    <message>
        <source>the table is not understood</source>
        <translation>die Tabelle wird nicht verstanden</translation>
    </message>
    <message>
        <source>the table %1 is not known for certain: %2</source>
        <translation>die Tabelle %1 ist nicht sicher bekannt: %2</translation>
    </message>
    <message>
        <source>the table %1 is not understood</source>
        <translation>die Tabelle %1 wird nicht verstanden</translation>
    </message>
    <message>
        <source>the comment</source>
        <translation>der Kommentar</translation>
    </message>
    <message>
        <source>%1 cannot be read, so there is no way to the models.</source>
        <translation>%1 kann nicht gelesen werden, also führt kein Weg zu den Modellen.</translation>
    </message>
    <message>
        <source>an SQL expression</source>
        <translation>ein SQL-Ausdruck</translation>
    </message>
    <message>
        <source>in Python</source>
        <translation>in Python</translation>
    </message>
    <message>
        <source>Model %1, table %2</source>
        <translation>Modell %1, Tabelle %2</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation>Beziehung</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Mehrere</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Show what the models declare: columns, relationships, indexes.</source>
        <translation>Zeigt, was die Modelle deklarieren: Spalten, Beziehungen, Indizes.</translation>
    </message>
    <message>
        <source>Read the models for this database instead of the target&apos;s.</source>
        <translation>Die Modelle für diese Datenbank lesen statt für die des Ziels.</translation>
    </message>
    <message>
        <source>The class or the table; all of them without it.</source>
        <translation>Die Klasse oder die Tabelle; ohne sie alle.</translation>
    </message>
    <message>
        <source>There may be more tables: %1</source>
        <translation>Es kann weitere Tabellen geben: %1</translation>
    </message>
    <message>
        <source>No table is declared in what %1 imports.</source>
        <translation>In dem, was %1 importiert, ist keine Tabelle deklariert.</translation>
    </message>
    <message>
        <source>There is no model or table %1.</source>
        <translation>Es gibt kein Modell und keine Tabelle %1.</translation>
    </message>
    <message>
        <source>a default that takes an argument is not understood</source>
        <translation>Ein Vorgabewert, der ein Argument nimmt, wird nicht verstanden</translation>
    </message>
    <message>
        <source>the arguments of returning() are not understood</source>
        <translation>Die Argumente von returning() werden nicht verstanden</translation>
    </message>
    <message>
        <source>an UPDATE of a table whose columns have Python defaults is not understood</source>
        <translation>Ein UPDATE einer Tabelle, deren Spalten Vorgabewerte in Python haben, wird nicht verstanden</translation>
    </message>
    <message>
        <source>what the type %1 makes of a value is not known</source>
        <translation>Was der Typ %1 aus einem Wert macht, ist nicht bekannt</translation>
    </message>
    <message>
        <source>what is joined here is not understood</source>
        <translation>Was hier verbunden wird (JOIN), wird nicht verstanden</translation>
    </message>
    <message>
        <source>a constraint is made behind the table</source>
        <translation>eine Constraint wird hinter der Tabelle angelegt</translation>
    </message>
    <message>
        <source>env.py has no function %1</source>
        <translation>env.py hat keine Funktion %1</translation>
    </message>
    <message>
        <source>what %1 of a %2 is</source>
        <translation>was %1 von %2 ist</translation>
    </message>
    <message>
        <source>%1 does not say whether it leaves out %2: %3</source>
        <translation>%1 sagt nicht, ob es %2 auslässt: %3</translation>
    </message>
    <message>
        <source>The type of %1 cannot be compared.</source>
        <translation>Der Typ von %1 kann nicht verglichen werden.</translation>
    </message>
    <message>
        <source>%1 gives Alembic no target_metadata, so there are no models to look at.</source>
        <translation>%1 gibt Alembic keine target_metadata, also gibt es keine Modelle anzusehen.</translation>
    </message>
    <message>
        <source>Import the models there and set target_metadata to their MetaData, for example Base.metadata.</source>
        <translation>Importieren Sie dort die Modelle und setzen Sie target_metadata auf deren MetaData, zum Beispiel Base.metadata.</translation>
    </message>
    <message>
        <source>%1:%2: the model %3 (table %4) is not imported by env.py, so that Alembic does not know it.</source>
        <translation>%1:%2: das Modell %3 (Tabelle %4) wird von env.py nicht importiert, Alembic kennt es also nicht.</translation>
    </message>
    <message>
        <source>env.py changes with the function %1 what Alembic writes. It is not run: the file is written without it.</source>
        <translation>env.py ändert mit der Funktion %1, was Alembic schreibt. Sie wird nicht ausgeführt: die Datei wird ohne sie geschrieben.</translation>
    </message>
    <message>
        <source>SQLite cannot change columns and constraints in place, so the file uses batch mode, although env.py does not set render_as_batch=True.</source>
        <translation>SQLite kann Spalten und Constraints nicht an Ort und Stelle ändern, deshalb verwendet die Datei den Batch-Modus, obwohl env.py nicht render_as_batch=True setzt.</translation>
    </message>
    <message>
        <source>The database is at %1, the files end at %2. What the pending revisions do would be generated a second time: apply them first, or write an empty revision.</source>
        <translation>Die Datenbank steht auf %1, die Dateien enden bei %2. Was die ausstehenden Revisionen tun, würde ein zweites Mal erzeugt: wenden Sie sie zuerst an, oder schreiben Sie eine leere Revision.</translation>
    </message>
    <message>
        <source>%1. Nothing is dropped or changed for that reason.</source>
        <translation>%1. Deshalb wird nichts gelöscht oder geändert.</translation>
    </message>
    <message>
        <source>The rename %1 cannot be undone.</source>
        <translation>Die Umbenennung %1 kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Nothing suggests the rename %1.</source>
        <translation>Nichts spricht für die Umbenennung %1.</translation>
    </message>
    <message>
        <source>A renamed column has the same type and a renamed table mostly the same columns. Write it as table.column=new_name or table=new_name.</source>
        <translation>Eine umbenannte Spalte hat denselben Typ und eine umbenannte Tabelle größtenteils dieselben Spalten. Schreiben Sie sie als tabelle.spalte=neuer_name oder tabelle=neuer_name.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Abgebrochen. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>env.py gives the bodies of revisions names of its own, which are not supported here.</source>
        <translation>env.py gibt den Rümpfen der Revisionen eigene Namen, die hier nicht unterstützt werden.</translation>
    </message>
    <message>
        <source>Reading the database</source>
        <translation>Datenbank wird gelesen</translation>
    </message>
    <message>
        <source>Reading the models</source>
        <translation>Modelle werden gelesen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleich läuft</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>type %1 → %2</source>
        <translation>Typ %1 → %2</translation>
    </message>
    <message>
        <source>default %1 → %2</source>
        <translation>Vorgabewert %1 → %2</translation>
    </message>
    <message>
        <source>comment “%1” → “%2”</source>
        <translation>Kommentar „%1“ → „%2“</translation>
    </message>
    <message>
        <source>Reading the revisions</source>
        <translation>Revisionen werden gelesen</translation>
    </message>
    <message>
        <source>Tell whether a revision generated from the models would have operations.</source>
        <translation>Sagen, ob eine aus den Modellen erzeugte Revision Operationen hätte.</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Kein Unterschied.</translation>
    </message>
    <message>
        <source>(a pending revision does this)</source>
        <translation>(eine ausstehende Revision tut das)</translation>
    </message>
    <message>
        <source>Show where database, models and revisions differ.</source>
        <translation>Zeigen, wo sich Datenbank, Modelle und Revisionen unterscheiden.</translation>
    </message>
    <message>
        <source>The database is at %1, the files end at %2.</source>
        <translation>Die Datenbank steht auf %1, die Dateien enden bei %2.</translation>
    </message>
    <message>
        <source>What the models want of the database:</source>
        <translation>Was die Modelle von der Datenbank verlangen:</translation>
    </message>
    <message>
        <source>What the applied revisions want of the database (changed by hand?):</source>
        <translation>Was die angewendeten Revisionen von der Datenbank verlangen (von Hand geändert?):</translation>
    </message>
    <message>
        <source>%1 may have been renamed to %2. What it holds is kept with --rename %3.</source>
        <translation>%1 wurde vielleicht in %2 umbenannt. Mit --rename %3 bleibt der Inhalt erhalten.</translation>
    </message>
    <message>
        <source>Rename a column (users.email=mail) or a table (orders=purchases) instead of dropping and adding it; may be given several times.</source>
        <translation>Eine Spalte (users.email=mail) oder eine Tabelle (orders=purchases) umbenennen, statt sie zu löschen und neu anzulegen; mehrfach möglich.</translation>
    </message>
    <message>
        <source>Models and database do not differ; nothing was written.</source>
        <translation>Modelle und Datenbank unterscheiden sich nicht; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Write a new revision file, with --autogenerate from the models.</source>
        <translation>Eine neue Revisionsdatei schreiben, mit --autogenerate aus den Modellen.</translation>
    </message>
    <message>
        <source>Compare the models with the database and write what they differ in.</source>
        <translation>Die Modelle mit der Datenbank vergleichen und schreiben, worin sie sich unterscheiden.</translation>
    </message>
    <message>
        <source>Write a new revision file from the models, with --empty one to be filled in by hand.</source>
        <translation>Eine neue Revisionsdatei aus den Modellen schreiben, mit --empty eine, die von Hand zu füllen ist.</translation>
    </message>
    <message>
        <source>Write a revision from the models, and stop for its review.</source>
        <translation>Eine Revision aus den Modellen schreiben und für die Prüfung anhalten.</translation>
    </message>
    <message>
        <source>With -m a revision is written and nothing is applied, so that no other argument has a meaning.</source>
        <translation>Mit -m wird eine Revision geschrieben und nichts angewendet; andere Argumente haben dann keine Bedeutung.</translation>
    </message>
    <message>
        <source>Nothing was applied. Review the file, then run upgrade.</source>
        <translation>Es wurde nichts angewendet. Prüfen Sie die Datei, dann führen Sie upgrade aus.</translation>
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
        <source>To get the data of an earlier state back, restore a backup with the database&apos;s own tools.</source>
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
    <name>retort::Difference</name>
    <message>
        <source>deletes data</source>
        <translation>löscht Daten</translation>
    </message>
    <message>
        <source>a pending migration does this</source>
        <translation>eine ausstehende Migration tut das</translation>
    </message>
</context>
<context>
    <name>retort::DriftPage</name>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>&amp;Compare Again</source>
        <translation>Erneut &amp;vergleichen</translation>
    </message>
    <message>
        <source>Copy &amp;Report</source>
        <translation>&amp;Bericht kopieren</translation>
    </message>
    <message>
        <source>&amp;New Migration…</source>
        <translation>&amp;Neue Migration …</translation>
    </message>
    <message>
        <source>No database to compare with</source>
        <translation>Keine Datenbank zum Vergleichen</translation>
    </message>
    <message>
        <source>The project names no database.</source>
        <translation>Das Projekt nennt keine Datenbank.</translation>
    </message>
    <message>
        <source>%1 is a production database</source>
        <translation>%1 ist eine Produktionsdatenbank</translation>
    </message>
    <message>
        <source>It is read only when you say so. Nothing is written to it.</source>
        <translation>Sie wird erst gelesen, wenn Sie es sagen. Es wird nichts hineingeschrieben.</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Comparing database, models and revisions…</source>
        <translation>Datenbank, Modelle und Revisionen werden verglichen …</translation>
    </message>
    <message>
        <source>The database is at %1, where the files end.</source>
        <translation>Die Datenbank steht auf %1, wo auch die Dateien enden.</translation>
    </message>
    <message>
        <source>The database is at %1, the files end at %2: differences that pending migrations do away with are marked.</source>
        <translation>Die Datenbank steht auf %1, die Dateien enden bei %2: Unterschiede, die ausstehende Migrationen beseitigen, sind gekennzeichnet.</translation>
    </message>
    <message>
        <source>Nothing could be compared</source>
        <translation>Es konnte nichts verglichen werden</translation>
    </message>
    <message>
        <source>No differences</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
    <message>
        <source>What the models want of the database</source>
        <translation>Was die Modelle von der Datenbank verlangen</translation>
    </message>
    <message>
        <source>What the applied revisions want of the database (changed by hand?)</source>
        <translation>Was die angewendeten Revisionen von der Datenbank verlangen (von Hand geändert?)</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>Kein Unterschied.</translation>
    </message>
</context>
<context>
    <name>retort::GeneratedContents</name>
    <message>
        <source>&amp;Generate from the models</source>
        <translation>Aus den Modellen &amp;erzeugen</translation>
    </message>
    <message>
        <source>What the migration would do</source>
        <translation>Was die Migration tun würde</translation>
    </message>
    <message>
        <source>What may have been renamed</source>
        <translation>Was vielleicht umbenannt wurde</translation>
    </message>
    <message>
        <source>Renamed rather than dropped and added? What is checked keeps its data.</source>
        <translation>Umbenannt statt gelöscht und neu angelegt? Was angehakt ist, behält seine Daten.</translation>
    </message>
    <message>
        <source>&amp;Apply Pending…</source>
        <translation>Ausstehende &amp;anwenden …</translation>
    </message>
    <message>
        <source>&amp;Generate from the models, compared with %1</source>
        <translation>Aus den Modellen &amp;erzeugen, verglichen mit %1</translation>
    </message>
    <message>
        <source>The project names no database to compare with.</source>
        <translation>Das Projekt nennt keine Datenbank zum Vergleichen.</translation>
    </message>
    <message>
        <source>env.py gives Alembic no target_metadata, so there are no models to compare.</source>
        <translation>env.py gibt Alembic keine target_metadata, also gibt es keine Modelle zu vergleichen.</translation>
    </message>
    <message>
        <source>Comparing the models with the database…</source>
        <translation>Modelle und Datenbank werden verglichen …</translation>
    </message>
    <message>
        <source>Without this there is only the empty migration: clear the check mark above.</source>
        <translation>Ohne dies bleibt nur die leere Migration: entfernen Sie oben das Häkchen.</translation>
    </message>
    <message>
        <source>Models and database do not differ. For an empty migration clear the check mark above.</source>
        <translation>Modelle und Datenbank unterscheiden sich nicht. Für eine leere Migration entfernen Sie oben das Häkchen.</translation>
    </message>
    <message>
        <source>%1 is now called %2</source>
        <translation>%1 heißt jetzt %2</translation>
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
    <message>
        <source>The file of this revision cannot be used. %1</source>
        <translation>Die Datei dieser Revision ist nicht zu gebrauchen. %1</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>&amp;New Migration…</source>
        <translation>&amp;Neue Migration …</translation>
    </message>
    <message>
        <source>&amp;Merge Heads…</source>
        <translation>Köpfe &amp;zusammenführen …</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>Neu …</translation>
    </message>
    <message>
        <source>There is only one head.</source>
        <translation>Es gibt nur einen Kopf.</translation>
    </message>
    <message>
        <source>&amp;Drift</source>
        <translation>&amp;Abweichungen</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
</context>
<context>
    <name>retort::ModelsPage</name>
    <message>
        <source>Find a model or a table</source>
        <translation>Modell oder Tabelle suchen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>Constraints</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation>Beziehung</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Relationships</source>
        <translation>Beziehungen</translation>
    </message>
    <message>
        <source>Constraint or index</source>
        <translation>Constraint oder Index</translation>
    </message>
    <message>
        <source>Constraints and Indexes</source>
        <translation>Constraints und Indizes</translation>
    </message>
    <message>
        <source>Statements that create the table</source>
        <translation>Anweisungen, die die Tabelle anlegen</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Reading the models…</source>
        <translation>Modelle werden gelesen …</translation>
    </message>
    <message>
        <source>No model is declared</source>
        <translation>Es ist kein Modell deklariert</translation>
    </message>
    <message>
        <source>%1 imports none.</source>
        <translation>%1 importiert keines.</translation>
    </message>
    <message>
        <source>&amp;Read Again</source>
        <translation>Erneut &amp;lesen</translation>
    </message>
    <message>
        <source>Not everything in the models is understood: there may be more tables.</source>
        <translation>Nicht alles in den Modellen wird verstanden: es kann weitere Tabellen geben.</translation>
    </message>
    <message>
        <source>(no class)</source>
        <translation>(keine Klasse)</translation>
    </message>
    <message>
        <source>Not understood: %1</source>
        <translation>Nicht verstanden: %1</translation>
    </message>
    <message>
        <source>Table %1 – %2, line %3</source>
        <translation>Tabelle %1 – %2, Zeile %3</translation>
    </message>
    <message>
        <source>Model %1, table %2 – %3, line %4</source>
        <translation>Modell %1, Tabelle %2 – %3, Zeile %4</translation>
    </message>
    <message>
        <source>This table is not known for certain: nothing is dropped or changed for it.</source>
        <translation>Diese Tabelle ist nicht sicher bekannt: für sie wird nichts gelöscht oder geändert.</translation>
    </message>
    <message>
        <source>many</source>
        <translation>viele</translation>
    </message>
    <message>
        <source>one</source>
        <translation>eines</translation>
    </message>
    <message>
        <source>Unique index %1: (%2)</source>
        <translation>Eindeutiger Index %1: (%2)</translation>
    </message>
    <message>
        <source>Index %1: (%2)</source>
        <translation>Index %1: (%2)</translation>
    </message>
    <message>
        <source>Relationships (%1)</source>
        <translation>Beziehungen (%1)</translation>
    </message>
    <message>
        <source>Constraints and Indexes (%1)</source>
        <translation>Constraints und Indizes (%1)</translation>
    </message>
    <message>
        <source>-- not known for certain</source>
        <translation>-- nicht sicher bekannt</translation>
    </message>
</context>
<context>
    <name>retort::NewMigrationDialog</name>
    <message>
        <source>Merge Heads</source>
        <translation>Köpfe zusammenführen</translation>
    </message>
    <message>
        <source>New Migration</source>
        <translation>Neue Migration</translation>
    </message>
    <message>
        <source>What the migration does</source>
        <translation>Was die Migration tut</translation>
    </message>
    <message>
        <source>for example: add rate limits</source>
        <translation>zum Beispiel: add rate limits</translation>
    </message>
    <message>
        <source>&amp;Message:</source>
        <translation>&amp;Beschreibung:</translation>
    </message>
    <message>
        <source>The revision it follows</source>
        <translation>Die Revision, der sie folgt</translation>
    </message>
    <message>
        <source>Nothing: it is the first</source>
        <translation>Keiner: Sie ist die erste</translation>
    </message>
    <message>
        <source>Nothing: it begins a line of its own</source>
        <translation>Keiner: Sie beginnt eine eigene Linie</translation>
    </message>
    <message>
        <source>&amp;Follows:</source>
        <translation>&amp;Folgt auf:</translation>
    </message>
    <message>
        <source>Heads to join</source>
        <translation>Köpfe, die zusammengeführt werden</translation>
    </message>
    <message>
        <source>&amp;Heads to join:</source>
        <translation>&amp;Köpfe, die zusammengeführt werden:</translation>
    </message>
    <message>
        <source>Folder to write into</source>
        <translation>Ordner, in den geschrieben wird</translation>
    </message>
    <message>
        <source>That of the revision it follows</source>
        <translation>Der der Revision, der sie folgt</translation>
    </message>
    <message>
        <source>F&amp;older:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>C&amp;reate Merge File</source>
        <translation>&amp;Zusammenführung anlegen</translation>
    </message>
    <message>
        <source>C&amp;reate File</source>
        <translation>Datei an&amp;legen</translation>
    </message>
    <message>
        <source>Say in a few words what the migration does; the file is named after it.</source>
        <translation>Sagen Sie in wenigen Worten, was die Migration tut; danach wird die Datei benannt.</translation>
    </message>
    <message>
        <source>Choose two heads or more.</source>
        <translation>Wählen Sie zwei Köpfe oder mehr.</translation>
    </message>
    <message>
        <source>New file: %1</source>
        <translation>Neue Datei: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing the lines…</source>
        <translation>Die Linien werden verglichen …</translation>
    </message>
    <message>
        <source>The lines have no revision in common.</source>
        <translation>Die Linien haben keine gemeinsame Revision.</translation>
    </message>
    <message>
        <source>The lines parted after %1.</source>
        <translation>Die Linien trennten sich nach %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n revision(s)</source>
        <translation>
            <numerusform>%1: %n Revision</numerusform>
            <numerusform>%1: %n Revisionen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with tables %2</source>
        <translation>%1 mit den Tabellen %2</translation>
    </message>
    <message>
        <source>%1, and SQL that may touch others</source>
        <translation>%1, und SQL, das andere betreffen kann</translation>
    </message>
    <message>
        <source>More than one line changes %1.</source>
        <translation>Mehr als eine Linie ändert %1.</translation>
    </message>
    <message>
        <source>A merge does not say which line runs first. Check that both orders lead to the same tables.</source>
        <translation>Eine Zusammenführung sagt nicht, welche Linie zuerst läuft. Prüfen Sie, dass beide Reihenfolgen zu denselben Tabellen führen.</translation>
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
        <source>Problems in the project&apos;s files</source>
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
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retort::PlanPage</name>
    <message>
        <source>The project&apos;s files changed after this plan was made.</source>
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
    <name>retort::PlanStepsModel</name>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>nicht verstanden</translation>
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
        <source>run live</source>
        <translation>läuft live</translation>
    </message>
    <message>
        <source>when it runs</source>
        <translation>bei der Ausführung</translation>
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
        <source>The plan&apos;s fingerprint. What runs is exactly what has this fingerprint.</source>
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
        <source>%1, line %2: </source>
        <translation>%1, Zeile %2: </translation>
    </message>
    <message>
        <source>⚠ Problems (%1)</source>
        <translation>⚠ Probleme (%1)</translation>
    </message>
</context>
<context>
    <name>retort::ProgramOptions</name>
    <message>
        <source>There is no page “%1”.</source>
        <translation>Eine Seite „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>“%1” is no size; write it like 1280x800.</source>
        <translation>„%1“ ist keine Größe; schreiben Sie sie wie 1280x800.</translation>
    </message>
    <message>
        <source>Review, apply and roll back database migrations.</source>
        <translation>Datenbankmigrationen prüfen, anwenden und zurückrollen.</translation>
    </message>
    <message>
        <source>Folder of a project, or its alembic.ini.</source>
        <translation>Ordner eines Projekts oder seine alembic.ini.</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>Diese Hilfe anzeigen.</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>Die Version anzeigen.</translation>
    </message>
    <message>
        <source>Open a copy of the sample project.</source>
        <translation>Eine Kopie des Beispielprojekts öffnen.</translation>
    </message>
    <message>
        <source>Save a picture of the window to &lt;file&gt; and quit.</source>
        <translation>Ein Bild des Fensters in &lt;file&gt; speichern und beenden.</translation>
    </message>
    <message>
        <source>Revision to select.</source>
        <translation>Revision, die ausgewählt wird.</translation>
    </message>
    <message>
        <source>Use the light colours.</source>
        <translation>Die hellen Farben verwenden.</translation>
    </message>
    <message>
        <source>Use the dark colours.</source>
        <translation>Die dunklen Farben verwenden.</translation>
    </message>
    <message>
        <source>Name of the target to make active.</source>
        <translation>Name des Ziels, das aktiv wird.</translation>
    </message>
    <message>
        <source>Address of a database to use as target.</source>
        <translation>Adresse einer Datenbank als Ziel.</translation>
    </message>
    <message>
        <source>Size of the window, like 1280x800.</source>
        <translation>Größe des Fensters, wie 1280x800.</translation>
    </message>
    <message>
        <source>Only one project can be opened.</source>
        <translation>Es kann nur ein Projekt geöffnet werden.</translation>
    </message>
    <message>
        <source>Page to open: timeline, review, plan, confirm, blocked, new, drift, models, diagram, start.</source>
        <translation>Zu öffnende Seite: timeline, review, plan, confirm, blocked, new, drift, models, diagram, start.</translation>
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
    <message>
        <source>Read revision %1</source>
        <translation>Revision %1 lesen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>Abweichungen</translation>
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
        <translation>Dieses Programm wurde ohne das Beispielprojekt gebaut.</translation>
    </message>
    <message>
        <source>The sample project cannot be copied to %1.</source>
        <translation>Das Beispielprojekt kann nicht nach %1 kopiert werden.</translation>
    </message>
    <message>
        <source>The sample project has no migrations.</source>
        <translation>Das Beispielprojekt hat keine Migrationen.</translation>
    </message>
    <message>
        <source>Preparing the sample was stopped.</source>
        <translation>Das Vorbereiten des Beispiels wurde angehalten.</translation>
    </message>
    <message>
        <source>No folder can be made in %1.</source>
        <translation>In %1 kann kein Ordner angelegt werden.</translation>
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
    <name>retort::TableDiagram</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Diagram of the table and its neighbours</source>
        <translation>Diagramm der Tabelle und ihrer Nachbarn</translation>
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
        <source>Production – %1. Recreating and resetting are blocked. Applying needs the target&apos;s name.</source>
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
    <name>retort::Tasks</name>
    <message>
        <source>“%1” is still running on this target. Wait until it has ended, or stop it.</source>
        <translation>„%1“ läuft noch auf diesem Ziel. Warten Sie das Ende ab oder halten Sie es an.</translation>
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
        <source>The project&apos;s versions folder has no migration in it.</source>
        <translation>Im Versionsordner des Projekts ist keine Migration.</translation>
    </message>
    <message>
        <source>No revision matches the filter</source>
        <translation>Keine Revision passt zum Filter</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) among the revisions cannot be used. No plan is made until they are mended or taken out of the folder.</source>
        <translation>
            <numerusform>%n Datei unter den Revisionen ist nicht zu gebrauchen. Es wird nicht geplant, bis sie repariert oder aus dem Ordner genommen ist.</numerusform>
            <numerusform>%n Dateien unter den Revisionen sind nicht zu gebrauchen. Es wird nicht geplant, bis sie repariert oder aus dem Ordner genommen sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge &amp;Heads…</source>
        <translation>&amp;Köpfe zusammenführen …</translation>
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
    <message>
        <source>unreadable</source>
        <translation>unlesbar</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
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
        <source>The name typed is not the target&apos;s name. Nothing was changed.</source>
        <translation>Der eingegebene Name ist nicht der des Ziels. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Compose the revision file</source>
        <translation>Die Revisionsdatei entwerfen</translation>
    </message>
    <message>
        <source>Write the revision file</source>
        <translation>Die Revisionsdatei schreiben</translation>
    </message>
    <message>
        <source>Compare the lines</source>
        <translation>Die Linien vergleichen</translation>
    </message>
    <message>
        <source>The project names no database.</source>
        <translation>Das Projekt nennt keine Datenbank.</translation>
    </message>
    <message>
        <source>Compare models and database</source>
        <translation>Modelle und Datenbank vergleichen</translation>
    </message>
    <message>
        <source>Compare database, models and revisions</source>
        <translation>Datenbank, Modelle und Revisionen vergleichen</translation>
    </message>
    <message>
        <source>Read the models</source>
        <translation>Modelle lesen</translation>
    </message>
</context>
</TS>
