package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.audit.WrittenEntries;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.model.Tenant;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The command {@code audit verify} tells a script by its exit code whether the logs hold. */
@ResourceLock(ChildProcess.STARTS)
class AuditVerifyExitTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DatabaseConfig database = TestDatabase.create(10);
    private final String masterKeys = MasterKeys.generate().reveal();

    @Test
    void theExitCodeSaysWhetherAllHold() {
        WrittenEntries entries = new WrittenEntries(database);
        Tenant tenant;
        try (TestGateway gateway = TestGateway.withMasterKeys(database, new Secret(masterKeys))) {
            tenant = gateway.workspace().test().apiKey().tenant();
            entries.write(tenant, 10, 3_600);
            entries.awaitChained(tenant);
        }
        DirectSql sql = new DirectSql(database);
        assertThat(exit(0, "audit", "verify")).contains("entries hold");
        String changed = entries.ids(tenant).get(4);
        sql.change("update audit_log set action = 'thing.forged' where id = ?", changed);
        assertThat(exit(1, "audit", "verify")).contains("first broken: " + changed);
        assertThat(exit(1, "audit", "verify", tenant.workspaceId())).contains("first broken: " + changed);
        assertThat(exit(2, "audit", "verify", "ws_1", "ws_2")).contains("Usage: ");
        assertThat(exit(2, "audit")).contains("Usage: ");
    }

    private String exit(int code, String... words) {
        ChildProcess process = ChildProcess.plugipay(database, masterKeys, Map.of(), List.of(words));
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(code);
        return process.printed();
    }
}
