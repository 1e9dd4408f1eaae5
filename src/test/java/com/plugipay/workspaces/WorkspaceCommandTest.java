package com.plugipay.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.config.Config;
import com.plugipay.config.ConfigLoader;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's command for the first workspace. */
class WorkspaceCommandTest {

    @Test
    void itPrintsTheFirstKeysAndComesToItsEnd() throws Exception {
        DatabaseConfig database = TestDatabase.create();
        Config config = ConfigLoader.load(
                null,
                Map.of(
                        "PLUGIPAY_DATABASE_URL",
                        database.url(),
                        "PLUGIPAY_MASTER_KEYS",
                        MasterKeys.generate().reveal()));
        assertThat(WorkspaceCommand.create(config, "Toko Baru"))
                .contains("Toko Baru", "pk_test_", "sk_test_", "pk_live_", "sk_live_");
    }
}
