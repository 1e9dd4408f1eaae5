package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
    private static final Tenant TENANT = new Tenant("ws_1", Mode.TEST);

    @Test
    void valuesOfEachKindAreWrittenUnderTheNamesOfTheirColumns() {
        JsonRows rows = new JsonRows("workspace_id, mode, name, count, paid, at, metadata, memo", "metadata");
        Values values = Values.of(TENANT)
                .and("name", "a \"b\" \\ \n é \u0000 {}")
                .and("count", 9_007_199_254_740_993L)
                .and("paid", true)
                .and("at", Instant.parse("2026-11-29T12:00:00.1239Z"))
                .and("metadata", "{\"a\": [1, null]}")
                .and("memo", null);
        assertThat(rows.text(List.of(values, values.and("memo", "{}")))).isEqualTo("""
                [%1$s,%1$s]""".formatted("""
                {"workspace_id":"ws_1","mode":"test","name":"a \\"b\\" \\\\ \\n é \\u0000 {}",\
                "count":9007199254740993,"paid":true,"at":"2026-11-29T12:00:00.123Z","metadata":{"a": [1, null]},\
                "memo":"{}"}"""));
        assertThat(rows.text(List.of())).isEqualTo("[]");
    }
}
