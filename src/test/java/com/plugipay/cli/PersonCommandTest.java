package com.plugipay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.db.Database;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the operator does for people. */
class PersonCommandTest {
    private static final String BASE_URL = "https://pay.example.com";
    private static final String LINK = BASE_URL + "/dashboard/link/[A-Za-z0-9]{32}";

    private final DatabaseConfig database = TestDatabase.create(4);
    private final Secret masterKeys = MasterKeys.generate();

    @Test
    void theFirstOwnerGetsAWorkspaceAndALinkAndLaterAnotherLink() throws Exception {
        Database.migrate(database);
        String made = PersonCommand.create(database, masterKeys, BASE_URL, "Siti@Toko.example", "Toko Siti");

        assertThat(made).containsPattern("workspace  ws_\\w+  Toko Siti").contains("siti@toko.example");
        assertThat(made).containsPattern(LINK);
        assertThat(PersonCommand.link(database, masterKeys, BASE_URL, "siti@toko.example"))
                .matches(LINK);
        assertThat(new DirectSql(database).number("select count(*) from workspaces"))
                .isEqualTo(1);
    }

    @Test
    void aWorkspaceThatIsThereGetsAnOwner() throws Exception {
        Database.migrate(database);
        String created = WorkspaceCommand.create(database, masterKeys, "Toko Siti");
        String id = created.substring(created.indexOf("ws_"), created.indexOf("  Toko Siti"));

        assertThat(PersonCommand.create(database, masterKeys, BASE_URL, "siti@toko.example", id))
                .contains("workspace  " + id + "  Toko Siti")
                .containsPattern(LINK);
        DirectSql sql = new DirectSql(database);
        assertThat(sql.number("select count(*) from workspaces")).isEqualTo(1);
        assertThat(sql.number("select count(*) from members where role = 'owner' and workspace_id = '" + id + "'"))
                .isEqualTo(1);

        assertThatThrownBy(() -> PersonCommand.create(database, masterKeys, BASE_URL, "siti@toko.example", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("siti@toko.example is a member of " + id + " already");
        String unknown = "ws_01M8Q5DE08V21EXQ2Q1RGFJAN1";
        assertThatThrownBy(() -> PersonCommand.create(database, masterKeys, BASE_URL, "siti@toko.example", unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no workspace " + unknown);
    }

    @Test
    void nobodyElseGetsALink() throws Exception {
        Database.migrate(database);
        assertThatThrownBy(() -> PersonCommand.link(database, masterKeys, BASE_URL, "nobody@toko.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody has the address nobody@toko.example");
        assertThatThrownBy(() -> PersonCommand.create(database, masterKeys, BASE_URL, "no address", "Toko"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
