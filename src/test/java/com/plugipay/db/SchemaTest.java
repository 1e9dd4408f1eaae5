package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documented schema is the one that the migrations create. */
class SchemaTest {
    private static final String CATALOG = """
            select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(collation_name, '')
                || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
              from information_schema.columns where table_schema = 'public'
            union all
            select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
              from pg_constraint where connamespace = 'public'::regnamespace
            union all
            select 'index ' || indexdef from pg_indexes where schemaname = 'public'
            union all
            select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
            union all
            select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
            union all
            select 'option ' || relname || ' ' || array_to_string(reloptions, ',')
              from pg_class where relnamespace = 'public'::regnamespace and reloptions is not null
            union all
            select 'storage ' || attrelid::regclass || '.' || attname || ' ' || attstorage::text
              from pg_attribute join pg_class c on c.oid = attrelid
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 and not attisdropped""";

    @Test
    void theDocumentedSchemaEqualsTheMigratedOne() throws Exception {
        DatabaseConfig written = TestDatabase.createEmpty(1);
        try (Connection connection = TestDatabase.open(written);
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(Path.of("src", "docs", "schema.sql")));
        }

        assertThat(catalog(written)).isNotEmpty().containsExactlyElementsOf(catalog(TestDatabase.createPlain(1)));
    }

    private static List<String> catalog(DatabaseConfig config) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Connection connection = TestDatabase.open(config);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CATALOG)) {
            while (rows.next()) {
                lines.add(rows.getString("line"));
            }
        }
        lines.removeIf(line -> line.contains("flyway_schema_history"));
        lines.sort(null);
        return lines;
    }
}
