package com.plugipay.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.http.operations.IsolationExamples;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A workspace with rows in every table, in both modes where that is possible. */
record FullWorkspace(String id, Api test, Api live, PersonClient owner, DirectSql sql) {
    private static final List<String> TEST_ONLY = List.of("/test-clocks");

    /** What needs a provider, a mail server or some time: only the keys of these rows matter. */
    private static final List<String> MORE_ROWS = List.of(
            """
            insert into signed_writes (workspace_id, mode, digest, expires_at)
            select ?, ?, sha256(n::text::bytea), now() + interval '1 day' from generate_series(1, 1200) n""",
            """
            insert into provider_callbacks (workspace_id, mode, id, provider, identity, headers, body, created_at)
            select ?, ?, 'cb_' || n, 'xendit', n::text, '{}', '', now() from generate_series(1, 120) n""",
            """
            insert into default_dunning_policies (workspace_id, mode, policy_id)
            select workspace_id, mode, id from dunning_policies where workspace_id = ? and mode = ? limit 1""",
            """
            insert into unique_amounts (workspace_id, mode, currency, amount, code, owner_id, created_at)
            values (?, ?, 'IDR', 99999999, 1, 'cs_1', now())""",
            """
            insert into files (workspace_id, mode, name, content_type, width, height, content, created_at)
            values (?, ?, gen_random_uuid()::text, 'image/png', 1, 1, '', now())""",
            "insert into day_figures (workspace_id, mode, starts_at, ends_at, figures, added_up_at)"
                    + " values (?, ?, '2026-01-01Z', '2026-01-02Z', '[]', '2026-01-04Z')",
            """
            insert into provisioned_workspaces (workspace_id, platform_id, account_id, partner, discount_rate, created_at,
                updated_at)
            select id, mode, id, 'x', 0, now(), now() from (select ?, ?) as w (id, mode)""",
            "insert into callback_paces (workspace_id, mode, provider) values (?, ?, 'xendit')",
            """
            insert into callback_minutes (workspace_id, mode, provider, minute)
            select ?, ?, 'xendit', now() - n * interval '1 minute' from generate_series(1, 600) n""",
            """
            insert into mails (workspace_id, mode, id, kind, object_id, recipient, tries, created_at)
            values (?, ?, 'mail_1', 'receipt', 'rcpt_1', 'siti@shop.example', 0, now())""",
            """
            insert into notifications (workspace_id, mode, person_id, occasion_id, kind, object_ids, number, created_at)
            values (?, ?, 'usr_1', 'payment_succeeded.0', 'payment_succeeded', '{}', 1, now())""",
            """
            insert into notification_settings (workspace_id, person_id, created_at, updated_at)
            select workspace_id, person_id, now(), now() from members where workspace_id = ? and ? <> ''
            on conflict do nothing""",
            """
            insert into usage_records (workspace_id, mode, id, subscription_id, quantity, used_at, created_at)
            select workspace_id, mode, 'ur_1', id, 1, now(), now() from subscriptions
             where workspace_id = ? and mode = ? limit 1""",
            """
            insert into collection_tries (workspace_id, mode, id, invoice_id, number, charges, status, started_at, tries,
                created_at, updated_at)
            select workspace_id, mode, 'try_1', id, 9, false, 'ended', now(), 0, now(), now() from invoices
             where workspace_id = ? and mode = ? limit 1""",
            """
            update customers c set default_payment_token_id = m.id from payment_methods m
             where m.workspace_id = ? and m.mode = ? and c.workspace_id = m.workspace_id and c.mode = m.mode
               and c.id = m.customer_id""",
            """
            update checkout_sessions s set payment_token_id = m.id from payment_methods m
             where m.workspace_id = ? and m.mode = ? and s.workspace_id = m.workspace_id and s.mode = m.mode""");

    /** Makes one with all its rows. */
    static FullWorkspace make(TestGateway gateway) {
        WorkspaceCommand.Created created = gateway.workspace();
        String id = created.workspace().id();
        PersonClient owner = PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", created.workspace());
        FullWorkspace made = new FullWorkspace(
                id,
                Api.of(gateway, created.test()),
                Api.of(gateway, created.live()),
                owner,
                new DirectSql(gateway.databaseConfig()));
        assertThat(owner.post("/dashboard/workspaces/show", Map.of("workspace", id, "mode", "live"))
                        .status())
                .isEqualTo(303);
        String invited = UUID.randomUUID() + "@shop.example";
        assertThat(owner.post("/dashboard/team/invitations", Map.of("email", invited, "role", "member"))
                        .status())
                .isEqualTo(303);
        made.fill(made.test, "test", gateway);
        made.fill(made.live, "live", gateway);
        // Some rows are written in the background, such as the chain of the audit log after two seconds.
        Awaitility.await("rows in every table")
                .untilAsserted(() -> assertThat(made.counts()).doesNotContainValue(0L));
        return made;
    }

    /** The same workspace in a copy of the database. */
    FullWorkspace in(DatabaseConfig copy) {
        return new FullWorkspace(id, test, live, owner, new DirectSql(copy));
    }

    private void fill(Api api, String mode, TestGateway gateway) {
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        IsolationExamples.ALL.forEach((kind, maker) -> {
            if (!kind.equals("/payment-methods") && (mode.equals("test") || !TEST_ONLY.contains(kind))) {
                assertThat(maker.apply(api)).isNotEmpty();
            }
        });
        // The payment method has no token that could be charged.
        Awaitility.await("no charge under way").until(() -> sql.number("""
                select count(*) from collection_tries
                 where workspace_id = ? and mode = ? and status = 'scheduled' and due_at < now() + interval '1 minute'""", id, mode) == 0);
        IsolationExamples.paymentMethod(api, gateway);
        String customer =
                api.get("/v1/customers").expect(200).data().path(0).path("id").asText();
        api.post("/v1/portal-sessions", "{\"customerId\":\"" + customer + "\",\"returnUrl\":\"https://shop.example/\"}")
                .expect(201);
        api.put("/v1/adapters/routing", "{\"order\":[\"manual\"],\"methods\":{}}")
                .expect(200);
        api.patch("/v1/billing-settings", "{\"language\":\"en\"}").expect(200);
        MORE_ROWS.forEach(more -> sql.change(more, id, mode));
    }

    /** The number of its rows in each table, and of the rows whose column is cleared instead. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (WorkspaceDeletionStatement statement : WorkspaceTables.ALL) {
            String table = statement.name().replaceFirst("\\..*", "");
            counts.put(table, sql.number("select count(*) from " + table + " where workspace_id = ?", id));
        }
        return counts;
    }

    /** Has the owner ask for the deletion. */
    void scheduleDeletion() {
        assertThat(owner.api("DELETE", "/v1/workspaces/" + id, "")
                        .expect(200)
                        .data()
                        .path("scheduled")
                        .asBoolean())
                .isTrue();
    }

    /** Whether no table has a row of it. */
    boolean isGone() {
        return counts().values().stream().allMatch(count -> count == 0)
                && sql.number("select count(*) from workspaces where id = ?", id) == 0;
    }
}
