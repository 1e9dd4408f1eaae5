package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.audit.WrittenEntries;
import com.plugipay.model.Tenant;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's command that compares the audit logs with their chains. */
class AuditCommandTest {
    private final TestGateway gateway = TestGateway.start(TestDatabase.create());
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private final WrittenEntries entries = new WrittenEntries(gateway.databaseConfig());
    private final Tenant whole = gateway.workspace().test().apiKey().tenant();
    private final Tenant broken = gateway.workspace().live().apiKey().tenant();
    private final List<String> output = new ArrayList<>();

    @BeforeEach
    void chain() {
        sql.change("delete from audit_log");
        entries.write(whole, 1_200, 3_600);
        entries.write(broken, 30, 3_600);
        entries.awaitChained(whole);
        entries.awaitChained(broken);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void logsThatHoldArePrinted() throws Exception {
        assertThat(verify(List.of())).isTrue();
        assertThat(output).hasSize(2).allMatch(line -> line.contains("0 are not chained yet, head "));
        assertThat(output)
                .anyMatch(line -> line.startsWith(whole.workspaceId() + " (test): 1200 entries hold")
                        && line.endsWith(" of " + entries.ids(whole).getLast()));
    }

    @Test
    void theFirstBrokenEntryIsPrinted() throws Exception {
        String id = entries.ids(broken).get(12);
        sql.change("update audit_log set actor_id = 'another' where id = ?", id);
        assertThat(verify(List.of())).isFalse();
        assertThat(output)
                .hasSize(2)
                .anyMatch(line -> line.startsWith(broken.workspaceId() + " (live): 12 entries hold")
                        && line.contains("first broken: " + id + ", changed, 20"));
    }

    @Test
    void oneWorkspaceIsVerifiedInBothModes() throws Exception {
        sql.change("delete from audit_log where workspace_id = ?", broken.workspaceId());
        assertThat(verify(List.of(whole.workspaceId()))).isTrue();
        assertThat(output).hasSize(2).allMatch(line -> line.startsWith(whole.workspaceId()));
        assertThat(verify(List.of(broken.workspaceId()))).isFalse();
        assertThat(verify(List.of())).as("also without an entry").isFalse();
    }

    @Test
    void anUnknownWorkspaceDoesNotHold() throws Exception {
        assertThat(verify(List.of("ws_unknown"))).isFalse();
        assertThat(output).contains("There is no workspace ws_unknown.");
    }

    private boolean verify(List<String> workspaces) throws Exception {
        output.clear();
        return AuditCommand.verify(gateway.gateway().database(), workspaces, output::add);
    }
}
