package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestDatabase;
import com.tngtech.archunit.core.domain.JavaField;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Postgres can prepare every statement of the product, also those that no other test runs. */
class PreparedStatementsTest {
    /**
     * What a step of a larger statement may lack by itself: it reads another step (42P01), or only its place in the statement
     * tells the type of a parameter (42P18).
     */
    private static final Set<String> LACKED_BY_STEPS = Set.of("42P01", "42P18");

    @Test
    void everyStatementCanBePrepared() throws Exception {
        Map<String, String> refused = new TreeMap<>();
        List<JavaField> statements = ProductStatements.all();
        try (Connection connection = TestDatabase.open(TestDatabase.create(1));
                Statement statement = connection.createStatement()) {
            for (JavaField field : statements) {
                try {
                    String sql = ProductStatements.sql(field);
                    // Postgres prepares no command that locks a table.
                    if (!sql.startsWith("lock table")) {
                        statement.execute("prepare statement as " + sql);
                        statement.execute("deallocate statement");
                    }
                } catch (SQLException failure) {
                    if (!LACKED_BY_STEPS.contains(failure.getSQLState())) {
                        refused.put(field.getFullName(), failure.getMessage());
                    }
                }
            }
        }

        assertThat(statements).hasSizeGreaterThan(100);
        assertThat(refused).isEmpty();
    }
}
