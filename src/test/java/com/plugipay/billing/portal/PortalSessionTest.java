package com.plugipay.billing.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links into the portal, over the API. */
class PortalSessionTest {
    private final TestGateway gateway = TestGateway.shared();
    private final Api api = gateway.merchant();
    private final String customer =
            api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201).id();

    @Test
    void hasALinkForFifteenMinutes() {
        Answer session = create().expect(201);
        assertThat(session.id()).startsWith("ps_");
        assertThat(session.text("customerId")).isEqualTo(customer);
        assertThat(session.text("returnUrl")).isEqualTo("https://shop.example/account");
        assertThat(session.text("url")).matches(gateway.baseUrl() + "/portal/open/[A-Za-z0-9]{32}");
        assertThat(Instant.parse(session.text("expiresAt")))
                .isEqualTo(Instant.parse(session.text("createdAt")).plus(Duration.ofMinutes(15)));
        Set<String> fields = new HashSet<>();
        session.data().fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "id", "workspaceId", "mode", "customerId", "url", "returnUrl", "expiresAt", "createdAt");
        Answer ofLibrary =
                api.post("/api/v1/portal-sessions", """
                {"customerId":"%s","returnUrl":"https://shop.example/account"}""".formatted(customer)).expect(201);
        assertThat(ofLibrary.text("accountId")).isEqualTo(session.text("workspaceId"));
    }

    @Test
    void theDatabaseAndTheAuditLogCannotOpenIt() {
        Answer session = api.post("/v1/portal-sessions", body(customer), "portal-1");
        String secret = session.text("url").substring(session.text("url").lastIndexOf('/') + 1);
        DirectSql sql = new DirectSql(gateway.databaseConfig());
        assertThat(sql.rows("select t::text as row from portal_sessions t where id = ?", session.id()))
                .hasSize(1)
                .noneMatch(row -> row.toString().contains(secret));
        assertThat(sql.rows("select t::text as row from audit_log t where object_id = ?", session.id()))
                .hasSize(1)
                .noneMatch(row -> row.toString().contains(secret));
        assertThat(sql.number(
                        "select count(*) from idempotency_keys where key = 'portal-1' and encrypted and workspace_id = ?",
                        session.text("workspaceId")))
                .isEqualTo(1);
        assertThat(api.post("/v1/portal-sessions", body(customer), "portal-1").body())
                .isEqualTo(session.body());
    }

    @ParameterizedTest
    @CsvSource({
        "x, 1",
        "expiresAt, '\"2030-01-01T00:00:00Z\"'",
        "returnUrl, '\"javascript:alert(1)\"'",
        "returnUrl, '\"https://a b\"'",
        "returnUrl, null",
        "customerId, null",
        "customerId, '\"cus_none\"'",
        "customerId, '\"\\u0000\"'",
        "customerId, 7"
    })
    void refusesWhatItDoesNotKnow(String field, String value) {
        Map<String, String> fields = new TreeMap<>(
                Map.of("customerId", '"' + customer + '"', "returnUrl", "\"https://shop.example/account\""));
        fields.put(field, value);
        String body = fields.entrySet().stream()
                .map(each -> '"' + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(api.post("/v1/portal-sessions", body)
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo(field);
    }

    @Test
    void isForTheWorkspacesOwnCustomers() {
        Api other = gateway.merchant();
        assertThat(other.post("/v1/portal-sessions", body(customer))
                        .expect(400, "validation_error")
                        .field())
                .isEqualTo("customerId");
    }

    @Test
    void goesWithItsCustomer() {
        String url = create().expect(201).text("url");
        api.delete("/v1/customers/" + customer).expect(204);
        api.raw("GET", URI.create(url).getRawPath(), new byte[0], Map.of()).expect(410);
    }

    private Answer create() {
        return api.post("/v1/portal-sessions", body(customer));
    }

    private static String body(String customer) {
        return """
                {"customerId":"%s","returnUrl":"https://shop.example/account"}""".formatted(customer);
    }
}
