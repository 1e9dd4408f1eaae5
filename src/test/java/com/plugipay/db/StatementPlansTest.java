package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestDatabase;
import com.tngtech.archunit.core.domain.JavaField;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every statement finds its rows by an index, also by a plan that was made while the tables were empty or had one row: such a
 * plan stays while they grow.
 */
class StatementPlansTest {
    /** Tables that stay small: what we ship, and what there is once for a key, a node or a test clock. */
    private static final Set<String> SMALL =
            Set.of("default_dunning_policies", "default_templates", "master_keys", "node_starts", "test_clocks");

    /** What an operator's command reads once, of all that is encrypted. */
    private static final Set<String> OF_COMMANDS = Set.of("com.plugipay.keys.EncryptedValueStore.VERSIONS");

    private static final Pattern READS_ALL = Pattern.compile("Seq Scan on (\\w+)");

    @Test
    void noStatementReadsAWholeTable() throws Exception {
        Map<String, TreeSet<String>> reading = new TreeMap<>();
        int explained = 0;
        try (Connection connection = TestDatabase.open(TestDatabase.create(1));
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
            statement.execute("set plan_cache_mode = force_generic_plan");
            for (String setting : ConnectionPool.SETTINGS.keySet()) {
                statement.execute("set " + setting + " = " + ConnectionPool.SETTINGS.get(setting));
            }
            for (JavaField field : ProductStatements.all()) {
                String plan = plan(statement, ProductStatements.sql(field));
                explained += plan.isEmpty() ? 0 : 1;
                Matcher found = READS_ALL.matcher(plan);
                while (found.find()) {
                    if (!SMALL.contains(found.group(1)) && !OF_COMMANDS.contains(field.getFullName())) {
                        reading.computeIfAbsent(field.getFullName(), name -> new TreeSet<>())
                                .add(found.group(1));
                    }
                }
            }
        }
        assertThat(explained).isGreaterThan(100);
        assertThat(reading).isEmpty();
    }

    /** Empty for a step that cannot stand alone. */
    private static String plan(Statement statement, String sql) {
        try {
            statement.execute("prepare explained as " + sql);
            String parameters = texts(statement, """
                    select array_to_string(array_fill('null'::text, array[cardinality(parameter_types)]), ', ')
                      from pg_prepared_statements where name = 'explained'""");
            String plan = texts(
                    statement, "explain execute explained" + (parameters.isBlank() ? "" : "(" + parameters + ")"));
            statement.execute("deallocate explained");
            return plan;
        } catch (SQLException step) {
            return "";
        }
    }

    private static String texts(Statement statement, String sql) throws SQLException {
        StringBuilder texts = new StringBuilder();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.append(rows.getString(1)).append('\n');
            }
        }
        return texts.toString();
    }
}
