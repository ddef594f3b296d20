#include "dialects/common/reservedwords.h"

#include <QStringList>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t postgresqlWords[] =
    u"all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate column "
    u"constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp "
    u"current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group "
    u"having ilike in initially inner intersect into is isnull join leading left like limit localtime localtimestamp natural "
    u"new not notnull null of off offset old on only or order outer over overlaps placing primary references returning right "
    u"select session_user similar some symmetric table then to trailing true union unique user using variadic verbose when "
    u"where window with ";

constexpr char16_t sqliteWords[] =
    u"add after all alter analyze and as asc attach autoincrement before begin between by cascade case cast check collate "
    u"column commit conflict constraint create cross current_date current_time current_timestamp database default deferrable "
    u"deferred delete desc detach distinct drop each else end escape except exclusive exists explain fail false for foreign "
    u"from full glob group having if ignore immediate in index indexed initially inner insert instead intersect into is "
    u"isnull join key left like limit match natural not notnull null of offset on or order outer plan pragma primary query "
    u"raise references reindex rename replace restrict right rollback row select set table temp temporary then to "
    u"transaction trigger true union unique update using vacuum values view virtual when where ";

constexpr char16_t mysqlWords[] =
    u"accessible add admin all alter analyze and array as asc asensitive before between bigint binary blob both by call "
    u"cascade case change char character check collate column condition constraint continue convert create cross cube "
    u"cume_dist current_date current_time current_timestamp current_user cursor database databases day_hour day_microsecond "
    u"day_minute day_second dec decimal declare default delayed delete dense_rank desc describe deterministic distinct "
    u"distinctrow div double drop dual each else elseif empty enclosed escaped except exists exit explain false fetch "
    u"first_value float float4 float8 for force foreign from fulltext function general generated get get_master_public_key "
    u"grant group grouping groups having high_priority hour_microsecond hour_minute hour_second if ignore ignore_server_ids "
    u"in index infile inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval into "
    u"io_after_gtids io_before_gtids is iterate join json_table key keys kill lag last_value lateral lead leading leave left "
    u"like limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority master_bind "
    u"master_heartbeat_period master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext member middleint "
    u"minute_microsecond minute_second mod modifies natural no_write_to_binlog not nth_value ntile null numeric of on "
    u"optimize optimizer_costs option optionally or order out outer outfile over parallel parse_gcol_expr partition "
    u"percent_rank persist persist_only precision primary procedure purge qualify range rank read read_write reads real "
    u"recursive references regexp release rename repeat replace require resignal restrict return revoke right rlike role row "
    u"row_number rows schema schemas second_microsecond select sensitive separator set show signal slow smallint spatial "
    u"specific sql sql_after_gtids sql_before_gtids sql_big_result sql_calc_found_rows sql_small_result sqlexception "
    u"sqlstate sqlwarning ssl starting stored straight_join system table terminated then tinyblob tinyint tinytext to "
    u"trailing trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values "
    u"varbinary varchar varcharacter varying virtual when where while window with write xor year_month zerofill ";

constexpr char16_t mariadbWords[] =
    u"accessible add all alter analyze and as asc asensitive before between bigint binary blob body both by call cascade "
    u"case change char character check collate column condition constraint continue convert create cross current_date "
    u"current_role current_time current_timestamp current_user cursor database databases day_hour day_microsecond day_minute "
    u"day_second dec decimal declare default delayed delete desc describe deterministic distinct distinctrow div "
    u"do_domain_ids double drop dual each else elseif elsif enclosed escaped except exists exit explain false fetch float "
    u"float4 float8 for force foreign from fulltext general goto grant group having high_priority history hour_microsecond "
    u"hour_minute hour_second if ignore ignore_domain_ids ignore_server_ids in index infile inner inout insensitive insert "
    u"int int1 int2 int3 int4 int8 integer intersect interval into is iterate join key keys kill leading leave left like "
    u"limit linear lines load localtime localtimestamp lock long longblob longtext loop low_priority master_heartbeat_period "
    u"master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond "
    u"minute_second mod modifies natural no_write_to_binlog not null numeric offset on optimize option optionally or order "
    u"others out outer outfile over package page_checksum parse_vcol_expr partition period position precision primary "
    u"procedure purge raise range read read_write reads real recursive ref_system_id references regexp release rename repeat "
    u"replace require resignal restrict return returning revoke right rlike row_number rows rowtype schema schemas "
    u"second_microsecond select sensitive separator set show signal slow smallint spatial specific sql sql_big_result "
    u"sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc stats_persistent "
    u"stats_sample_pages straight_join system system_time table terminated then tinyblob tinyint tinytext to trailing "
    u"trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values varbinary "
    u"varchar varcharacter varying versioning when where while window with without write xor year_month zerofill ";

constexpr char16_t oracleWords[] =
    u"all alter and any as asc between by char check cluster comment compress connect create current date decimal default "
    u"delete desc distinct drop else exclusive exists float for from grant group having identified in index insert integer "
    u"intersect into is level like lock long minus mode nocompress not nowait null number of on option or order pctfree "
    u"prior public raw rename resource revoke select set share size smallint start synonym table then to trigger uid union "
    u"unique update user values varchar varchar2 view where with ";

constexpr char16_t mssqlWords[] =
    u"add all alter and any as asc authorization backup begin between break browse bulk by cascade case check checkpoint "
    u"close clustered coalesce collate column commit compute constraint contains containstable continue convert create cross "
    u"current current_date current_time current_timestamp current_user cursor database dbcc deallocate declare default "
    u"delete deny desc disk distinct distributed double drop dump else end errlvl escape except exec execute exists exit "
    u"external fetch file fillfactor for foreign freetext freetexttable from full function goto grant group having holdlock "
    u"identity identity_insert identitycol if in index inner insert intersect into is join key kill left like lineno load "
    u"merge national nocheck nonclustered not null nullif of off offsets on open opendatasource openquery openrowset openxml "
    u"option or order outer over percent pivot plan precision primary print proc procedure public raiserror read readtext "
    u"reconfigure references replication restore restrict return revert revoke right rollback rowcount rowguidcol rule save "
    u"schema securityaudit select session_user set setuser shutdown some statistics system_user table tablesample textsize "
    u"then to top tran transaction trigger truncate tsequal union unique unpivot update updatetext use user values varying "
    u"view waitfor when where while with writetext ";

QSet<QString> words(const char16_t *text)
{
    const QStringList list = QString::fromUtf16(text).split(u' ', Qt::SkipEmptyParts);
    return {list.cbegin(), list.cend()};
}

} // namespace

QSet<QString> reservedWords(const QString &dialect)
{
    if (dialect == "postgresql"_L1)
        return words(postgresqlWords);
    if (dialect == "sqlite"_L1)
        return words(sqliteWords);
    if (dialect == "mysql"_L1)
        return words(mysqlWords);
    if (dialect == "mariadb"_L1)
        return words(mariadbWords);
    if (dialect == "oracle"_L1)
        return words(oracleWords);
    if (dialect == "mssql"_L1)
        return words(mssqlWords);
    return {};
}

} // namespace retort
