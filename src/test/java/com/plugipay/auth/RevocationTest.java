package com.plugipay.auth;

import static com.plugipay.support.TestGateway.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.bus.LocalCodec;
import com.plugipay.db.Database;
import com.plugipay.keys.ApiKey;
import com.plugipay.keys.ApiKeyStore;
import com.plugipay.keys.IssuedApiKey;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The last use of a key is recorded, and its revocation takes effect at once. */
class RevocationTest {
    private static final int READS = 300;

    /** More statements than the timers of a node send in a second. */
    private static final long TIMERS_A_SECOND = 100;

    /** Records each statement that changes keys. */
    private static final String COUNT_STATEMENTS = """
            create table key_statements ();
            create function note_statement() returns trigger language plpgsql as
            $$ begin insert into key_statements default values; return null; end $$;
            create trigger note_statement after update on api_keys for each statement execute function note_statement()""";

    private static final String NEW_KEY = "{\"name\":\"Till\"}";
    private static final String LIST = "/v1/customers";

    private final TestGateway gateway = TestGateway.shared();
    private final Api owner = Api.of(gateway, gateway.workspace().test());

    @Test
    void aRevokedKeyIsRefusedOnTheVeryNextRequest() {
        for (int round = 0; round < 10; round++) {
            Answer key = owner.post("/v1/api-keys", NEW_KEY).expect(201);
            AtomicBoolean revoked = new AtomicBoolean();
            // Most of these use the key before it is cached, some while it is being revoked.
            List<CompletableFuture<Void>> users = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> useUntilRefused(key.text("key"), revoked), Thread::startVirtualThread))
                    .toList();
            owner.delete("/v1/api-keys/" + key.id()).expect(204);
            revoked.set(true);
            users.forEach(CompletableFuture::join);
        }
    }

    @Test
    void aRevokedKeyIsStillShownAndCannotBeRevokedAgain() {
        Answer key = owner.post("/v1/api-keys", NEW_KEY).expect(201);
        owner.delete("/v1/api-keys/" + key.id()).expect(204);
        owner.delete("/v1/api-keys/" + key.id()).expect(409, "conflict");
        assertThat(owner.get("/v1/api-keys/" + key.id()).expect(200).text("revokedAt"))
                .endsWith("Z");
    }

    @Test
    void theSecretsAreShownOnlyOnce() {
        Answer key = owner.post("/v1/api-keys", NEW_KEY).expect(201);
        assertThat(key.text("secret")).startsWith("sk_test_");
        assertThat(key.text("key")).startsWith(key.text("keyId") + '_');
        assertThat(key.text("keyPrefix")).isEqualTo(key.text("keyId").substring(0, 12));
        String again = owner.get("/v1/api-keys/" + key.id()).expect(200).body()
                + owner.get("/v1/api-keys").expect(200).body()
                + owner.get("/v1/audit-log").expect(200).body();
        assertThat(again).doesNotContain(key.text("secret")).doesNotContain(key.text("key"));
    }

    @Test
    void theLastUseIsStoredWithoutAStatementForEachRequest() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Api api = own.merchant();
            String key = "/v1/api-keys/" + api.key().apiKey().id();
            String customer = "/v1/customers/"
                    + api.post("/v1/customers", "{}").expect(201).id();
            DirectSql sql = new DirectSql(own.databaseConfig());
            sql.change(COUNT_STATEMENTS);
            long begun = System.nanoTime();
            long before = own.gateway().database().statements();
            for (int i = 0; i < READS; i++) {
                api.get(customer).expect(200);
            }
            long sent = own.gateway().database().statements() - before;
            long seconds = 1 + Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(sent)
                    .as("the reads, the timers, and no more")
                    .isBetween((long) READS, READS + TIMERS_A_SECOND * seconds);
            assertThat(sql.number("select count(*) from key_statements"))
                    .as("statements that note the last use, one every two seconds")
                    .isLessThan(READS / 2);
            Awaitility.await()
                    .until(() -> !api.get(key).data().path("lastUsedAt").isNull());
        }
    }

    @Test
    void theLastUsesOfManyKeysAreRecordedInOneStatement() {
        try (TestGateway own = TestGateway.start(TestDatabase.create())) {
            Database database = own.gateway().database();
            ApiKeyStore keys = new ApiKeyStore(database, own.masterKeys());
            Instant now = Instant.parse("2026-11-29T08:00:00Z");
            List<IssuedApiKey> issued = Stream.of(own.workspace(), own.workspace())
                    .flatMap(workspace -> Stream.of(workspace.test(), workspace.live()))
                    .toList();
            List<AuthVerticle.Used> uses = IntStream.range(0, issued.size())
                    .mapToObj(i -> use(issued.get(i).apiKey(), now.plusSeconds(i)))
                    .toList();
            AuthVerticle.Used unknown = new AuthVerticle.Used(uses.getFirst().tenant(), "key_unknown", now);

            get(keys.recordUses(uses.subList(0, 3)));
            assertThat(issued.stream().map(key -> lastUsed(keys, key)))
                    .containsExactly(
                            Optional.of(now),
                            Optional.of(now.plusSeconds(1)),
                            Optional.of(now.plusSeconds(2)),
                            Optional.empty());

            // Later for one key, earlier for another, first for a third, and one key that there is not.
            get(keys.recordUses(List.of(
                    use(issued.get(0).apiKey(), now.plusSeconds(9)),
                    use(issued.get(1).apiKey(), now.minusSeconds(9)),
                    uses.get(3),
                    unknown)));
            assertThat(issued.stream().map(key -> lastUsed(keys, key)))
                    .containsExactly(
                            Optional.of(now.plusSeconds(9)),
                            Optional.of(now.plusSeconds(1)),
                            Optional.of(now.plusSeconds(2)),
                            Optional.of(now.plusSeconds(3)));
        }
    }

    @Test
    void theVerticleRecordsAllKeysAtOnceAndEachOnce() {
        List<List<AuthVerticle.Used>> recorded = new CopyOnWriteArrayList<>();
        AuthVerticle.Keys keys = new AuthVerticle.Keys() {
            @Override
            public Future<Optional<KeyPrincipal>> principal(String keyId) {
                return Future.succeededFuture(Optional.empty());
            }

            @Override
            public Future<Void> recordUses(List<AuthVerticle.Used> uses) {
                recorded.add(uses);
                return Future.succeededFuture();
            }
        };
        Tenant tenant = new Tenant("ws_1", Mode.TEST);
        Instant now = Instant.parse("2026-11-29T08:00:00Z");
        Vertx vertx = Vertx.vertx();
        try {
            LocalCodec.register(vertx);
            get(vertx.deployVerticle(new AuthVerticle(keys)));
            IntStream.range(0, 2_500)
                    .mapToObj(i -> new AuthVerticle.Used(tenant, "key_" + i % 1_250, now.plusSeconds(i)))
                    .forEach(use -> AuthVerticle.USED.send(vertx, use));
            // Answered after the messages before it.
            get(AuthVerticle.RESOLVE.ask(vertx, new AuthVerticle.Resolve("pk_unknown"), Duration.ofSeconds(20)));
        } finally {
            get(vertx.close());
        }
        assertThat(recorded)
                .hasSizeBetween(2, 4)
                .allSatisfy(uses -> assertThat(uses).hasSizeLessThanOrEqualTo(1_000));
        Map<String, Instant> last = recorded.stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(AuthVerticle.Used::id, AuthVerticle.Used::at, (before, after) -> after));
        assertThat(last.values())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(1_250, 2_500).mapToObj(now::plusSeconds).toList());
    }

    private static AuthVerticle.Used use(ApiKey key, Instant at) {
        return new AuthVerticle.Used(new Tenant(key.workspaceId(), key.mode()), key.id(), at);
    }

    private static Optional<Instant> lastUsed(ApiKeyStore keys, IssuedApiKey key) {
        AuthVerticle.Used used = use(key.apiKey(), Instant.EPOCH);
        return get(keys.find(used.tenant(), used.id())).map(ApiKey::lastUsedAt);
    }

    private void useUntilRefused(String token, AtomicBoolean revoked) {
        Supplier<Answer> use = () -> owner.raw("GET", LIST, new byte[0], Map.of("Authorization", "Bearer " + token));
        List<Integer> late = new ArrayList<>();
        while (late.size() < 3) {
            boolean isRevoked = revoked.get();
            int status = use.get().status();
            assertThat(status).isIn(200, 401);
            if (isRevoked) {
                late.add(status);
            }
        }
        assertThat(late).containsOnly(401);
    }
}
