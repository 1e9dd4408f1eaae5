package com.plugipay.resilience.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.OperatorCommand;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.DirectSql;
import com.plugipay.support.HeldLock;
import com.plugipay.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Starts and commands as an operator sees them, while master keys come and go. */
@ResourceLock(ChildProcess.STARTS)
class MasterKeyCommandsTest {
    private static final String OLD = MasterKeys.generate().reveal();
    private static final String NEW = '2' + MasterKeys.generate().reveal().substring(1);
    private static final int WORKSPACES = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String UNDER_THE_OLD = "select count(*) from api_keys where substr(secret, 1, 1) = '\\x01'";

    private final DatabaseConfig database = TestDatabase.create(10);
    private final DirectSql sql = new DirectSql(database);

    @Test
    void withAnotherKeyNothingStartsAndNothingIsMade() throws Exception {
        fill(1);
        String another = MasterKeys.generate().reveal();
        for (List<String> words :
                List.of(List.<String>of(), List.of("workspace", "create", "Toko"), List.of("keys", "re-encrypt"))) {
            requireRefusal(words, another, "Master key version 1 is not the key");
            requireRefusal(words, another + ',' + NEW, "Master key version 1 is not the key");
            requireRefusal(words, NEW, "still holds secrets under master key version 1");
        }
        assertThat(sql.number("select count(*) from workspaces")).isEqualTo(1);
        assertThat(sql.texts("select version from master_keys")).containsExactly("1");
    }

    @Test
    void reEncryptionGoesOnWhereItWasKilled() throws Exception {
        fill(WORKSPACES);
        try (GatewayProcess node = GatewayProcess.start(database, Map.of("PLUGIPAY_MASTER_KEYS", OLD + ',' + NEW))) {
            ChildProcess killed;
            try (HeldLock lock =
                    HeldLock.onRow(database, "api_keys", sql.texts("""
                            select id from api_keys where substr(secret, 1, 1) = '\\x01'
                             order by workspace_id, mode, id offset 150 limit 1""").getFirst())) {
                killed = command(List.of("keys", "re-encrypt"), OLD + ',' + NEW);
                lock.awaitWaiting(1);
                killed.kill();
            }
            // A hundred are done at a time: the first are, and the last had not been begun.
            assertThat(sql.number(UNDER_THE_OLD)).as(killed.printed()).isBetween(100L, 2L * WORKSPACES - 100);
            node.api().get("/v1/customers").expect(200);

            ChildProcess again = command(List.of("keys", "re-encrypt"), OLD + ',' + NEW);
            assertThat(again.awaitExit(PATIENCE)).as(again.printed()).isZero();
            assertThat(again.printed()).contains("Everything is encrypted under master key version 2");
            assertThat(sql.number(UNDER_THE_OLD)).isZero();
            node.api().get("/v1/customers").expect(200);
        }
        try (GatewayProcess node = GatewayProcess.start(database, Map.of("PLUGIPAY_MASTER_KEYS", NEW))) {
            node.api().get("/v1/customers").expect(200);
        }
    }

    private void fill(int workspaces) throws Exception {
        OperatorCommand.run(database, new Secret(OLD), (direct, masterKeys) -> {
            for (int i = 0; i < workspaces; i++) {
                OperatorCommand.get(WorkspaceCommand.create(
                        direct, new ApiKeyStore(direct, masterKeys), "Toko " + i, Instant.now()));
            }
            return workspaces;
        });
    }

    private void requireRefusal(List<String> words, String masterKeys, String sentence) {
        ChildProcess process = command(words, masterKeys);
        assertThat(process.awaitExit(PATIENCE)).as(process.printed()).isEqualTo(2);
        assertThat(process.printed())
                .contains(sentence, "PLUGIPAY_MASTER_KEYS")
                .doesNotContain("\tat ", "Exception", "sk_", masterKeys.substring(2, 20));
    }

    private ChildProcess command(List<String> words, String masterKeys) {
        return ChildProcess.plugipay(database, masterKeys, Map.of(), words);
    }
}
