package com.plugipay.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.AuditCommand;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** From the moment on when its time is over nobody reaches anything of a workspace, while all of its rows are left. */
@Execution(ExecutionMode.SAME_THREAD)
class DeletedWorkspaceTest {
    /** Rows that every workspace gets or loses in the background, and that let nobody in. */
    private static final List<String> KEPT_UP = List.of(
            "audit_chain",
            "audit_chain_heads",
            "events",
            "idempotency_keys",
            "signed_writes",
            "callback_minutes",
            "mails",
            "portal_sessions",
            "provider_callbacks",
            "webhook_deliveries",
            "unique_amounts");

    private final TestGateway gateway = TestGateway.start(TestDatabase.create());
    private final DirectSql sql = new DirectSql(gateway.databaseConfig());
    private final FullWorkspace workspace = FullWorkspace.make(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everythingWorksUntilItsTimeAndAfterItIsTakenBack() {
        workspace.scheduleDeletion();
        gateway.clock().advance(Duration.ofDays(6));
        PersonClient owner = signedInAgain();
        create(workspace.live()).expect(201);
        assertThat(get("/c/" + first("/v1/checkout-sessions")).status()).isEqualTo(200);

        owner.api("POST", "/v1/workspaces/" + workspace.id() + "/restore", "").expect(204);
        gateway.clock().advance(Duration.ofDays(2));
        FullWorkspace other = FullWorkspace.make(gateway);
        other.scheduleDeletion();
        gateway.clock().advance(Duration.ofDays(7));
        Awaitility.await().until(other::isGone);

        create(workspace.live()).expect(201);
        signedInAgain().api("GET", "/v1/members", "").expect(200);
    }

    @Test
    void nobodyReachesAnythingOfItAnyMore() throws Exception {
        String session = first("/v1/checkout-sessions?status=open");
        String payment = first("/v1/payments");
        String invoice = URI.create(workspace
                        .test()
                        .get("/v1/invoices?status=open")
                        .expect(200)
                        .data()
                        .path(0)
                        .path("hostedInvoiceUrl")
                        .asText())
                .getPath();
        String link = URI.create(workspace
                        .test()
                        .post(
                                "/v1/portal-sessions",
                                "{\"customerId\":\"" + first("/v1/customers")
                                        + "\",\"returnUrl\":\"https://shop.example/\"}")
                        .expect(201)
                        .text("url"))
                .getPath();
        List<String> paths = List.of("/c/" + session, "/v1/public/checkout/sessions/" + session, invoice);
        assertThat(paths)
                .allSatisfy(path -> assertThat(get(path).status()).as(path).isEqualTo(200));

        // Not the whole log, in which the workers of other tests write too.
        try (LogWatch api = LogWatch.of("com.plugipay.http");
                LogWatch pages = LogWatch.of("com.plugipay.pages")) {
            deleteAllButItsRows();

            create(workspace.test()).expect(401, "invalid_key");
            create(workspace.live()).expect(401, "invalid_key");
            assertThat(paths)
                    .allSatisfy(path -> assertThat(get(path).status()).as(path).isEqualTo(404));
            assertThat(get("/p/" + payment + "/return").status()).isEqualTo(404);
            assertThat(get(link).status()).isEqualTo(410);
            Answer callback = callback(workspace.id());
            assertThat(callback.status())
                    .isEqualTo(callback("ws_unknown").status())
                    .isLessThan(500);
            assertThat(callback.code()).isEqualTo(callback("ws_unknown").code());

            PersonClient owner = workspace.owner();
            assertThat(owner.api("GET", "/v1/workspaces", "").expect(200).data())
                    .isEmpty();
            owner.api("GET", "/v1/customers", "").expect(403, "forbidden");
            owner.api("POST", "/v1/workspaces/" + workspace.id() + "/restore", "")
                    .expect(403, "forbidden");
            owner.api("POST", "/v1/workspaces", "{\"name\":\"Toko Baru\"}").expect(201);
            assertThat(api.errors()).isEmpty();
            assertThat(pages.errors()).isEmpty();
        }
        assertThat(workspace.counts().get("payments")).isPositive();
        List<String> output = new ArrayList<>();
        assertThat(AuditCommand.verify(gateway.gateway().database(), List.of(workspace.id()), output::add))
                .isTrue();
        assertThat(output).singleElement().asString().contains(workspace.id(), "was deleted at");
    }

    @Test
    void noWorkerTouchesIt() {
        FullWorkspace other = FullWorkspace.make(gateway);
        deleteAllButItsRows();
        Map<String, String> before = contents();
        try (LogWatch log = LogWatch.all()) {
            gateway.clock().advance(Duration.ofDays(40));
            Awaitility.await().until(() -> due(other) == 0);
            assertThat(due(workspace)).isPositive();
            assertThat(log.errors())
                    .filteredOn(line -> line.contains(workspace.id()))
                    .isEmpty();
        }
        assertThat(contents()).isEqualTo(before);
    }

    /** Its rows stay: the deletion of these would go on in a thousand years. */
    private void deleteAllButItsRows() {
        sql.change("""
                create function far() returns trigger language plpgsql as $$
                begin new.due_at = '2999-01-01'; return new; end $$""");
        sql.change("create trigger far before insert on deleted_workspaces for each row execute function far()");
        workspace.scheduleDeletion();
        // Its owner stays signed in.
        sql.change("update workspaces set deletion_due_at = now() where id = ?", workspace.id());
        Awaitility.await().until(() -> sql.number("select count(*) from workspaces where id = ?", workspace.id()) == 0);
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        workspace.counts().keySet().stream()
                .filter(table -> !KEPT_UP.contains(table))
                .forEach(table -> contents.put(
                        table,
                        sql.texts(
                                        "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                                                + table + " t where workspace_id = ?",
                                        workspace.id())
                                .getFirst()));
        return contents;
    }

    /** Sessions, subscriptions and attempts with which something is to be done. */
    private long due(FullWorkspace of) {
        String now = gateway.clock().instant().toString();
        return sql.number("""
                select (select count(*) from checkout_sessions
                         where workspace_id = ? and status = 'open' and payment_id is null and expires_at <= ?::timestamptz)
                     + (select count(*) from subscriptions where workspace_id = ? and due_at <= ?::timestamptz)
                     + (select count(*) from payment_attempts where workspace_id = ? and next_look_up_at <= ?::timestamptz)
                """, of.id(), now, of.id(), now, of.id(), now);
    }

    private PersonClient signedInAgain() {
        String email = sql.texts("""
                select p.email from people p join members m on m.person_id = p.id where m.workspace_id = ?""", workspace.id()).getFirst();
        return PersonClient.owner(
                gateway,
                email,
                TestGateway.get(new WorkspaceStore(gateway.gateway().database()).find(workspace.id()))
                        .orElseThrow());
    }

    private static Answer create(Api api) {
        return api.post("/v1/customers", "{\"name\":\"Siti\"}");
    }

    private String first(String list) {
        return workspace.test().get(list).expect(200).data().path(0).path("id").asText();
    }

    private Answer get(String path) {
        return workspace.test().raw("GET", path, new byte[0], Map.of());
    }

    private Answer callback(String workspaceId) {
        return workspace
                .test()
                .raw(
                        "POST",
                        "/v1/inbound-webhooks/xendit/" + workspaceId,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        Map.of("x-callback-token", "token"));
    }
}
