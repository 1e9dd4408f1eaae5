package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists with invalid parameters. */
class BadListTest {
    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());

    @BeforeEach
    void threeCustomers() {
        for (int i = 0; i < 3; i++) {
            api.post("/v1/customers", "{}").expect(201);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "-9223372036854775808, 1", "1, 1", "2, 2", "100, 3", "101, 3", "9223372036854775807, 3"
    })
    void aLimitIsClamped(String limit, int found) {
        assertThat(api.get("/v1/customers?limit=" + limit).expect(200).data()).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=abc, limit",
        "limit=, limit",
        "limit=1.5, limit",
        "limit=9223372036854775808, limit",
        "limit=1&limit=2, limit",
        "order=up, order",
        "order=ASC, order",
        "order=, order",
        "createdAfter=yesterday, createdAfter",
        "createdAfter=2026-11-22, createdAfter",
        "createdBefore=2026-02-30T00:00:00Z, createdBefore",
        "createdBefore=%2B999999999-12-31T23:59:59Z, createdBefore",
        "createdAfter=-999999999-01-01T00:00:00Z, createdAfter",
        "createdAfter=%2B10000-01-01T00:00:00Z, createdAfter",
        "name=Alice, name",
        "Limit=1, Limit",
        "status=open, status",
        "email=%00, email",
        "workspaceId=ws_1, workspaceId"
    })
    void anInvalidParameterIsReportedByName(String query, String field) {
        Answer refused = api.get("/v1/customers?" + query).expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "1969-12-31T23:59:59%2B07:00",
                "2026-11-22T08:00Z"
            })
    void everyValidInstantIsAccepted(String instant) {
        api.get("/v1/customers?createdAfter=" + instant).expect(200);
        api.get("/v1/customers?createdBefore=" + instant).expect(200);
    }

    @Test
    void timeFiltersAreHalfOpen() {
        String createdAt = api.get("/v1/customers?limit=1&order=asc")
                .data()
                .path(0)
                .path("createdAt")
                .asText();
        assertThat(api.get("/v1/customers?createdAfter=" + createdAt).data()).hasSize(3);
        assertThat(api.get("/v1/customers?createdBefore=" + createdAt).data()).isEmpty();
    }

    @Test
    void aDamagedCursorIsRefused() {
        String cursor = cursor("/v1/customers?limit=1");
        api.get("/v1/customers?cursor=" + cursor).expect(200);
        for (int i = 0; i < cursor.length(); i += 7) {
            refused(cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1));
            if (i > 0) {
                refused(cursor.substring(0, i));
            }
        }
        refused(cursor + "A");
        refused(cursor + "=");
        for (String garbage : List.of("x", "AAAA", "AAAAAAAA", "%F0%9F%98%80", "%00", "null", "..", "A".repeat(4000))) {
            refused(garbage);
        }
        api.get("/v1/payments?cursor=" + cursor).expect(400, "invalid_cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"path\":\"/customers\"}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":null,\"filters\":{}}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":\"cus_1\",\"filters\":null}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":\"cus_1\",\"filters\":{\"mode\":\"live\"}}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":\"cus_1\",\"filters\":{\"email\":null}}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":\"\\u0000\",\"filters\":{}}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":\"a\",\"filters\":{\"email\":\"\\u0000\"}}",
                "{\"path\":\"/customers\",\"ascending\":true,\"after\":\"a\",\"filters\":{},\"createdAfter\":\"never\"}"
            })
    void aForgedCursorIsRefused(String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(text);
        byte[] sealed = ByteBuffer.allocate(text.length + 4)
                .put(text)
                .putInt((int) checksum.getValue())
                .array();
        refused(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    @Test
    void aCursorContainsItsFiltersAndNotItsWorkspace() {
        api.post("/v1/customers", "{\"email\":\"a@b.example\"}").expect(201);
        api.post("/v1/customers", "{\"email\":\"a@b.example\"}").expect(201);
        String cursor = cursor("/v1/customers?limit=1&email=a@b.example&order=asc");
        assertThat(api.get("/v1/customers?cursor=" + cursor).expect(200).data()).hasSize(1);
        Api stranger = api.with(TestGateway.shared().workspace().test());
        assertThat(stranger.get("/v1/customers?cursor=" + cursor).expect(200).data())
                .isEmpty();
    }

    private void refused(String cursor) {
        api.get("/v1/customers?cursor=" + cursor).expect(400, "invalid_cursor");
    }

    private String cursor(String target) {
        return api.get(target).expect(200).json().path("meta").path("cursor").asText();
    }
}
