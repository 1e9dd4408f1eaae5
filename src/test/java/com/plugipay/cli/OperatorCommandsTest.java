package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.db.DatabaseConfig;
import com.plugipay.resilience.processes.ChildProcess;
import com.plugipay.resilience.processes.GatewayProcess;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The commands of the operator, as processes; and the end of a node. */
@ResourceLock(ChildProcess.STARTS)
class OperatorCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DatabaseConfig database = TestDatabase.create(10);
    private final String masterKeys = MasterKeys.generate().reveal();

    @Test
    void workspacesAndKeysAreSeenTo() {
        String workspace = word(run(0, "workspace", "create", "Toko Lama"), "ws_");
        assertThat(run(0, "workspace", "rename", workspace, "Toko Baru")).contains(workspace + "  Toko Baru");
        assertThat(run(0, "workspace", "list")).contains(workspace + "  Toko Baru");
        String made = run(0, "key", "create", workspace, "--mode", "live", "--role", "read_only", "--name", "Lost");
        String keyId = word(made.replaceFirst("(?s)^.*key id", ""), "pk_live_");
        assertThat(made).contains("sk_live_");
        assertThat(run(0, "key", "list", workspace)).contains(keyId, "read_only", "Lost", "First key");
        assertThat(run(0, "key", "revoke", keyId)).contains("is revoked");
        assertThat(run(0, "key", "list", workspace)).doesNotContain(keyId);
        assertThat(new DirectSql(database).texts("select action from audit_log where workspace_id = ?", workspace))
                .contains("workspace.renamed", "api_key.created", "api_key.revoked");

        assertThat(run(2, "workspace", "create", "  ")).contains("a name has 1 to 100 characters");
        assertThat(run(2, "workspace", "rename", "ws_unknown", "X")).contains("there is no workspace ws_unknown");
        assertThat(run(2, "key", "revoke", keyId)).contains("there is no key");
        assertThat(run(2, "key", "create", "ws_unknown")).contains("there is no workspace");
        assertThat(run(2, "nonsense")).contains("Unmatched argument at index 0: 'nonsense'");
        assertThat(run(0, "--version")).contains("plugipay ");
    }

    @Test
    void theBearerKeyThatIsPrintedWorks() {
        String printed = run(0, "workspace", "create", "Toko Kunci");
        String bearer = word(printed.substring(printed.indexOf("bearer")), "pk_test_");
        try (GatewayProcess gateway = GatewayProcess.start(database, Map.of("PLUGIPAY_MASTER_KEYS", masterKeys))) {
            assertThat(gateway.api()
                            .raw("GET", "/v1/customers", new byte[0], Map.of("Authorization", "Bearer " + bearer))
                            .status())
                    .isEqualTo(200);
            assertThat(gateway.api()
                            .raw("GET", "/v1/customers", new byte[0], Map.of("Authorization", "Bearer " + bearer + "x"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void itTakesRequestsWhileItDrains() {
        try (GatewayProcess gateway =
                GatewayProcess.start(database, Map.of("PLUGIPAY_SHUTDOWN_DRAIN_SECONDS", "300"))) {
            Api api = gateway.api();
            gateway.process().signal("TERM");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> gateway.manage("/ready").status() == 503);

            api.post("/v1/customers", "{\"name\":\"Siti\"}").expect(201);

            assertThat(gateway.process().awaitLine("Draining", PATIENCE)).contains("\"seconds\":300");
            String line = gateway.process().awaitLine("/v1/customers", PATIENCE);
            assertThat(line)
                    .contains(
                            "\"message\":\"Request\"",
                            "\"method\":\"POST\"",
                            "\"route\":\"/v1/customers\"",
                            "\"status\":201",
                            "\"workspace\":\"ws_",
                            "\"requestId\":\"req_",
                            "\"ms\":",
                            "\"bytes\":")
                    .doesNotContain("Siti");
        }
    }

    @Test
    void anOlderVersionDoesNotStart() {
        run(0, "workspace", "list");
        new DirectSql(database).change("""
                insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success)
                select max(installed_rank) + 1, '999', 'later', 'SQL', 'V999__later.sql', 1, 'x', 1, true
                  from flyway_schema_history""");

        assertThat(run(2)).contains("Plugipay does not start: ", "a newer version of Plugipay (schema 999)");
    }

    @Test
    void aCertificateThatIsNotThereIsNamed() {
        ChildProcess process = ChildProcess.plugipay(
                database,
                masterKeys,
                Map.of(
                        "PLUGIPAY_HTTP_TLS_CERTIFICATE", "/nowhere/chain.pem",
                        "PLUGIPAY_HTTP_TLS_KEY", "/nowhere/key.pem"),
                List.of());
        assertThat(process.awaitExit(PATIENCE)).isEqualTo(2);
        assertThat(process.printed())
                .contains("http.tlsCertificate: there is no file /nowhere/chain.pem that this user may read")
                .doesNotContain("\tat ");
    }

    private static String word(String text, String prefix) {
        int start = text.indexOf(prefix);
        assertThat(start).as(text).isNotNegative();
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private String run(int code, String... words) {
        ChildProcess process = ChildProcess.plugipay(database, masterKeys, Map.of(), List.of(words));
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(code);
        assertThat(process.printed()).doesNotContain("\tat ", "Exception");
        return process.printed();
    }
}
