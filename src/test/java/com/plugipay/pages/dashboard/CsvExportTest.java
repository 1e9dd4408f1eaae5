package com.plugipay.pages.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.people.PersonClient.Page;
import com.plugipay.support.DirectSql;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists as files. */
class CsvExportTest extends WithOwner {
    @Test
    void aListIsExportedWithItsFilterAndWithoutFormulas() {
        String mine = payment(12_345);
        payment(99_999);
        gateway.merchant()
                .post("/v1/customers", "{\"name\":\"Another workspace\"}")
                .expect(201);
        api.post("/v1/customers", customer("a,\nb" + '"').replace("\n", "\\n")).expect(201);

        Page payments = owner.get("/dashboard/payments.csv?status=succeeded");
        assertThat(payments.headers().get("content-disposition")).contains("payments.csv");
        assertThat(payments.body())
                .startsWith("id,workspaceId,mode,status,amount")
                .contains(mine, "12345");
        assertThat(payments.body().lines()).hasSize(3);
        assertThat(owner.get("/dashboard/payments.csv?status=failed").body().lines())
                .hasSize(1);
        assertThat(owner.get("/dashboard/payments.csv?status=nonsense").status())
                .isEqualTo(400);
        assertThat(owner.get("/dashboard/customers.csv").body())
                .contains("'=1+1", "\"a,\nb\"\"\"")
                .doesNotContain("Another workspace");
    }

    /** Gives the workspace so many customers. */
    private void fill(int customers) {
        new DirectSql(gateway.databaseConfig())
                .change("""
                        insert into customers (workspace_id, mode, id, name, created_at, updated_at)
                        select ?, 'test', 'cus_' || lpad(n::text, 26, '0'), 'Customer ' || n, now(), now()
                          from generate_series(1, ?) n""", workspace.workspace().id(), customers);
    }

    @Test
    void aLongExportTellsWhereItIsCut() {
        fill(100_001);

        List<String> lines =
                owner.get("/dashboard/customers.csv").body().lines().toList();

        assertThat(lines).hasSize(100_002);
        assertThat(lines.get(1)).contains("Customer 100001");
        assertThat(lines.get(100_000)).contains("Customer 2");
        assertThat(lines.getLast()).contains("100,000 rows");
    }

    @Test
    void anExportEndsWithTheMembership() throws IOException {
        fill(60_000);
        try (InputStream rows = owner.open("/dashboard/customers.csv")) {
            assertThat(rows.readNBytes(1_000)).hasSize(1_000);
            new DirectSql(gateway.databaseConfig())
                    .change(
                            "delete from members where workspace_id = ?",
                            workspace.workspace().id());

            assertThatThrownBy(rows::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
