package com.plugipay.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.db.Values;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deletion goes through every table that has rows of workspaces, in an order that is possible. */
@ExtendWith(VertxExtension.class)
class WorkspaceTablesTest {
    /** Rows of people, who stay; only what they say about a workspace is cleared. */
    private static final Set<String> KEPT = Set.of("person_sessions.workspace_id");

    /** One of two tables that refer to each other: the column is cleared before. */
    private static final Set<String> CLEARED = Set.of("customers.default_payment_token_id");

    private final DatabaseConfig config = TestDatabase.create(1);
    private final DirectSql sql = new DirectSql(config);
    private final List<String> names =
            WorkspaceTables.ALL.stream().map(WorkspaceDeletionStatement::name).toList();

    @Test
    void everyTableWithRowsOfAWorkspaceIsInTheList() {
        Set<String> existing = new TreeSet<>(sql.texts("""
                select t.table_name
                  from information_schema.tables t
                  join information_schema.columns c
                    on c.table_schema = t.table_schema and c.table_name = t.table_name
                 where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'workspace_id'"""));
        Set<String> listed = names.stream()
                .map(name -> name.replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(existing);
        assertThat(names.stream().filter(name -> name.contains(".")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(KEPT.stream(), CLEARED.stream()).toList());
    }

    @Test
    void rowsAreDeletedAfterThoseThatReferToThem() {
        List<Map<String, String>> references = sql.rows("""
                select k.conrelid::regclass as referring, k.confrelid::regclass as referred, k.conname as name
                  from pg_constraint k
                 where k.contype = 'f' and k.connamespace = 'public'::regnamespace""");

        assertThat(references).hasSizeGreaterThan(20).allSatisfy(reference -> {
            int referring = names.indexOf(reference.get("referring"));
            int referred = names.indexOf(reference.get("referred"));
            // People refer to no workspace.
            assertThat(referring < referred
                            || referred < 0
                            || "customers_default_payment_token_fkey".equals(reference.get("name")))
                    .as(reference.toString())
                    .isTrue();
        });
        assertThat(names.indexOf("customers.default_payment_token_id")).isLessThan(names.indexOf("payment_methods"));
    }

    /** Otherwise each batch would read anew what the others have deleted. */
    @Test
    void aBatchBeginsAfterTheOneBefore(Vertx vertx) {
        Database database = Database.connect(vertx, config);
        for (WorkspaceDeletionStatement statement : WorkspaceTables.ALL) {
            Values values = Values.none()
                    .and("workspace", "ws_1")
                    .and("most", 500)
                    .and("after", new String[] {"test", "a", "1"});
            String plan = TestGateway.get(database.one(
                            "explain (format json) " + statement.following().sql(),
                            statement.following().parameters(values),
                            row -> (JsonArray) row.getValue(0)))
                    .orElseThrow()
                    .encode();
            if (!KEPT.contains(statement.name())) {
                assertThat(plan)
                        .as(statement.name())
                        .containsPattern("Index Cond\":\"\\(\\(workspace_id = [^\"]*\\) AND [^\"]* > ");
            }
        }
        TestGateway.get(database.close());
    }
}
