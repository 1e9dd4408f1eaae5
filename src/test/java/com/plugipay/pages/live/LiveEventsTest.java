package com.plugipay.pages.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.cli.WorkspaceCommand.Created;
import com.plugipay.db.DatabaseConfig;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.model.Actor;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.people.PersonClient;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.SecondNode;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pages that are open hear of what happens in their workspace, on whichever node, and of nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveEventsTest {
    /** Longer than the quarter of a minute after which a stream is checked. */
    private static final Duration A_CHECK = Duration.ofSeconds(60);

    private final DatabaseConfig database = TestDatabase.create();
    private final TestGateway gateway = TestGateway.start(database);
    private final SecondNode other = new SecondNode(database);
    private Created workspace;
    private Api api;
    private PersonClient owner;

    @BeforeEach
    void open() {
        workspace = gateway.workspace();
        api = Api.of(gateway, workspace.test());
        owner = owner(workspace);
    }

    @AfterAll
    void stop() {
        gateway.close();
        other.close();
    }

    private PersonClient owner(Created of) {
        return PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", of.workspace());
    }

    private static void await(Runnable assertion) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).untilAsserted(assertion::run);
    }

    @Test
    void aChangeIsToldOnceAndSaysNothingOfTheObject() throws IOException {
        try (OpenStream stream = new OpenStream(owner)) {
            assertThat(stream.response().headers().map())
                    .containsEntry("content-type", List.of("text/event-stream; charset=utf-8"))
                    .containsEntry("cache-control", List.of("no-store"));
            String customer = api.post("/v1/customers", "{\"name\":\"Budi\",\"email\":\"budi@kopi.example\"}")
                    .expect(201)
                    .id();
            await(() -> assertThat(stream.objects()).containsExactly(customer));
            String second = api.post("/v1/customers", "{}").expect(201).id();
            await(() -> assertThat(stream.objects()).containsExactly(customer, second));
            assertThat(stream.events().getFirst().path("type").asText()).isEqualTo("customer.created");
            assertThat(stream.lines()).noneMatch(line -> line.contains("udi"));
        }
    }

    @Test
    void anEventNamesTheObjectsThatItsObjectBelongsTo() throws IOException {
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        try (OpenStream stream = new OpenStream(owner)) {
            String payment = api.post(
                            "/v1/payments",
                            "{\"amount\":50000,\"currency\":\"IDR\",\"method\":\"bank_transfer\",\"customerId\":\""
                                    + customer + "\",\"metadata\":{\"note\":\"\\\"paymentId\\\":\\\"pay_no\\\"\"}}")
                    .expect(201)
                    .id();
            api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
            await(() -> assertThat(stream.events()).anySatisfy(event -> {
                assertThat(event.path("type").asText()).isEqualTo("payment.succeeded");
                assertThat(event.path("object").asText()).isEqualTo(payment);
                assertThat(event.path("related").valueStream().map(id -> id.asText()))
                        .contains(customer)
                        .doesNotContain("pay_no");
            }));
        }
    }

    @Test
    void anEventOfAnotherNodeIsToldThoughItsTransactionIsOpenForLong() throws IOException {
        Tenant tenant = new Tenant(workspace.workspace().id(), Mode.TEST);
        try (OpenStream stream = new OpenStream(owner)) {
            await(() -> assertThat(stream.lines()).isNotEmpty());
            Future<?> slow = other.database()
                    .transaction(transaction -> write(tenant)
                            .run(transaction)
                            .compose(written -> transaction.run("select pg_sleep(3.5)", Tuple.tuple())));
            for (int i = 0; i < 5; i++) {
                TestGateway.get(write(tenant).run(other.database()));
            }
            await(() -> assertThat(stream.events()).hasSize(5));
            TestGateway.get(slow);
            await(() -> assertThat(stream.events()).hasSize(6));
            assertThat(stream.objects()).doesNotHaveDuplicates();
        }
    }

    private record Thing(String id, String workspaceId, Mode mode) implements Resource {}

    private static Write write(Tenant tenant) {
        Instant now = Instant.now();
        return Write.of(ChangeContext.worker(tenant, Actor.timer("test", "Test"), now))
                .step("changed", NamedSql.of("select 1 as changed"), Values.none())
                .event(EventType.CUSTOMER_UPDATED, new Thing(Ids.at(now, "cus"), tenant.workspaceId(), tenant.mode()));
    }

    @Test
    void whoComesAMomentLaterIsToldOfIt() throws IOException {
        String customer = api.post("/v1/customers", "{}").expect(201).id();
        try (OpenStream first = new OpenStream(owner)) {
            await(() -> assertThat(first.objects()).containsExactly(customer));
            try (OpenStream second = new OpenStream(owner)) {
                await(() -> assertThat(second.objects()).containsExactly(customer));
            }
        }
    }

    @Test
    void otherWorkspacesAndTheOtherModeHearNothing() throws IOException {
        Created foreign = gateway.workspace();
        PersonClient stranger = owner(foreign);
        PersonClient live = owner(workspace);
        live.post(
                "/dashboard/workspaces/show",
                Map.of("workspace", workspace.workspace().id(), "mode", "live", "next", "/dashboard/home"));
        try (OpenStream own = new OpenStream(owner);
                OpenStream foreigner = new OpenStream(stranger);
                OpenStream ofLive = new OpenStream(live)) {
            String customer = api.post("/v1/customers", "{}").expect(201).id();
            String theirs = Api.of(gateway, foreign.test())
                    .post("/v1/customers", "{}")
                    .expect(201)
                    .id();
            String inLive = Api.of(gateway, workspace.live())
                    .post("/v1/customers", "{}")
                    .expect(201)
                    .id();
            await(() -> assertThat(own.objects()).containsExactly(customer));
            await(() -> assertThat(foreigner.objects()).containsExactly(theirs));
            await(() -> assertThat(ofLive.objects()).containsExactly(inLive));
        }
    }

    @Test
    void aBurstIsToldAsOne() throws IOException {
        try (OpenStream stream = new OpenStream(owner)) {
            await(() -> assertThat(stream.lines()).isNotEmpty());
            new DirectSql(database).change("""
                    insert into events (workspace_id, mode, created_at, id, type, object_id, payload, fanned_out)
                    select ?, 'test', now(), timed_id('evt', clock_timestamp(), lpad(n::text, 14, '0')), 'customer.created',
                           'cus_' || n, '{}', true
                      from generate_series(1, 5000) n""", workspace.workspace().id());
            await(() -> assertThat(stream.lines()).contains("event: anything"));
            assertThat(stream.events()).hasSizeLessThan(LiveEventStore.MOST);
        }
    }

    @Test
    void whoIsNotAMemberAnyMoreHearsNothingMore() throws Exception {
        PersonClient removed = owner(workspace);
        PersonClient demoted = owner(workspace);
        PersonClient signedOut = owner(workspace);
        try (OpenStream stays = new OpenStream(owner);
                OpenStream ofRemoved = new OpenStream(removed);
                OpenStream ofDemoted = new OpenStream(demoted);
                OpenStream ofSignedOut = new OpenStream(signedOut)) {
            DirectSql sql = new DirectSql(database);
            sql.change("delete from members where person_id = ?", person(removed));
            sql.change("update members set role = 'read_only' where person_id = ?", person(demoted));
            signedOut.post("/dashboard/sign-out", Map.of());

            for (OpenStream ended : List.of(ofRemoved, ofDemoted, ofSignedOut)) {
                ended.end().get(A_CHECK.toSeconds(), TimeUnit.SECONDS);
            }
            String customer = api.post("/v1/customers", "{}").expect(201).id();
            await(() -> assertThat(stays.objects()).contains(customer));
            assertThat(stays.end()).isNotDone();
        }
        assertThat(removed.open("/dashboard/live", OpenStream.LISTENING).statusCode())
                .isEqualTo(403);
        assertThat(signedOut.open("/dashboard/live", OpenStream.LISTENING).statusCode())
                .isEqualTo(303);
    }

    private static String person(PersonClient client) {
        return client.api("GET", "/v1/account", "").data().path("id").asText();
    }

    @Test
    void aPersonHasAFewStreamsAndGetsOneBackThatIsClosed() throws IOException {
        List<OpenStream> open = new ArrayList<>();
        for (int i = 0; i < LiveEvents.OF_PERSON; i++) {
            open.add(new OpenStream(owner));
            assertThat(open.getLast().response().statusCode()).isEqualTo(200);
        }
        assertThat(owner.open("/dashboard/live", OpenStream.LISTENING).statusCode())
                .isEqualTo(429);
        try (OpenStream colleague = new OpenStream(owner(workspace))) {
            assertThat(colleague.response().statusCode()).isEqualTo(200);
        }
        open.removeFirst().close();
        await(() -> {
            OpenStream again = new OpenStream(owner);
            open.add(again);
            assertThat(again.response().statusCode()).isEqualTo(200);
        });
        for (OpenStream stream : open) {
            stream.close();
        }
    }

    @Test
    void theAddressIsForScriptsOnly() {
        assertThat(owner.get("/dashboard/live").status()).isEqualTo(303);
        assertThat(new PersonClient(gateway.baseUrl())
                        .open("/dashboard/live", OpenStream.LISTENING)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aNodeThatStopsEndsItsStreams() throws Exception {
        TestGateway stopping = TestGateway.start(TestDatabase.create());
        PersonClient person = PersonClient.owner(
                stopping,
                UUID.randomUUID() + "@shop.example",
                stopping.workspace().workspace());
        try (OpenStream stream = new OpenStream(person)) {
            await(() -> assertThat(stream.lines()).isNotEmpty());
            stopping.close();
            // It has ended, and was not cut off when the time was over for which requests are waited for.
            stream.end().get(A_CHECK.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
