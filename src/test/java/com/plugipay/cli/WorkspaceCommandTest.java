package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.secrets.MasterKeys;
import com.plugipay.support.TestDatabase;
import org.junit.jupiter.api.Test;

/** The operator's command for the first workspace. */
class WorkspaceCommandTest {

    @Test
    void printsTheFirstKeysAndEnds() throws Exception {
        assertThat(WorkspaceCommand.create(TestDatabase.create(), MasterKeys.generate(), "Toko Baru"))
                .contains("Toko Baru", "pk_test_", "sk_test_", "pk_live_", "sk_live_");
    }
}
