package com.trulybot.integrations.persistence;

import java.util.List;

/** All that is kept in the clear: every row of every table, as text. */
final class Dump {
    private Dump() {}

    static String of(DatabaseSettings settings) {
        List<String> tables = TestPostgres.query(
                settings,
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                        + " where schemaname not in ('pg_catalog', 'information_schema')");
        StringBuilder rows = new StringBuilder();
        for (String table : tables) {
            TestPostgres.query(settings, "select t::text from " + table + " t")
                    .forEach(row -> rows.append(row).append('\n'));
        }
        return rows.toString();
    }
}
