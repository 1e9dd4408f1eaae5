package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A row that is found by its primary key is found by an index of the whole key, also while its table has never been analyzed: then
 * the planner takes the newest of the indexes that begin with workspace and mode, and would read all rows of the workspace.
 */
class PrimaryKeySearchTest {
    /** The columns of each table's primary key, as a condition. */
    private static final String PRIMARY_KEYS = """
            select c.relname,
                   (select string_agg(format('%I = $%s', a.attname, k.position), ' and ' order by k.position)
                      from unnest(x.indkey::smallint[]) with ordinality k(number, position)
                      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number)
              from pg_index x
              join pg_class c on c.oid = x.indrelid
             where x.indisprimary and c.relnamespace = 'public'::regnamespace""";

    /** Indexes that a statement by workspace, mode and id might use instead. */
    private static final String RIVALS = """
            select i.relname, pg_get_indexdef(i.oid)
              from pg_index x
              join pg_class i on i.oid = x.indexrelid
              join pg_class c on c.oid = x.indrelid
             where c.relnamespace = 'public'::regnamespace and not x.indisprimary and x.indpred is null
               and pg_get_indexdef(i.oid, 1, true) = 'workspace_id' and pg_get_indexdef(i.oid, 2, true) = 'mode'
               and pg_get_indexdef(i.oid, 3, true) <> 'id'""";

    @Test
    void noOtherIndexServesAStatementThatDoesNotCompareItsOwnColumn() throws Exception {
        try (Connection connection = TestDatabase.open(TestDatabase.create(1));
                Statement statement = connection.createStatement()) {
            assertThat(pairs(statement, RIVALS)).isEmpty();
        }
    }

    @Test
    void aTableThatWasNeverAnalyzedIsSearchedByTheWholeKey() throws Exception {
        Map<String, String> otherwise = new TreeMap<>();
        try (Connection connection = TestDatabase.open(TestDatabase.create(1));
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            for (Map.Entry<String, String> setting : ConnectionPool.SETTINGS.entrySet()) {
                statement.execute("set " + setting.getKey() + " = " + setting.getValue());
            }
            Map<String, String> keys = pairs(statement, PRIMARY_KEYS);
            assertThat(keys).hasSizeGreaterThan(50);
            for (Map.Entry<String, String> key : keys.entrySet()) {
                String plan = plan(statement, key.getKey(), key.getValue());
                String last = key.getValue().replaceFirst(".* and ", "");
                if (plan.lines().noneMatch(line -> line.contains("Index Cond") && line.contains(last))) {
                    otherwise.put(key.getKey(), plan);
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    private static String plan(Statement statement, String table, String key) throws SQLException {
        statement.execute("prepare found as select * from " + table + " where " + key);
        long columns = key.chars().filter(each -> each == '$').count();
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows =
                statement.executeQuery("explain execute found(" + "null, ".repeat((int) columns - 1) + "null)")) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        statement.execute("deallocate found");
        return plan.toString();
    }

    private static Map<String, String> pairs(Statement statement, String sql) throws SQLException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }
}
