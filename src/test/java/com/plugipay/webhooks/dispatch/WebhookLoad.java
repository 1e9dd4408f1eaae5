package com.plugipay.webhooks.dispatch;

import com.plugipay.async.Rounds;
import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.events.SdkEvents;
import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.notifications.Notifications;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.Write;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.text.WebAddress;
import com.plugipay.webhooks.WebhookConfig;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.ClaimedQueue;
import com.plugipay.webhooks.dispatch.EndpointQueueStore.Release;
import com.plugipay.webhooks.endpoints.EndpointKey;
import com.plugipay.webhooks.endpoints.TestEndpoints;
import com.plugipay.webhooks.endpoints.WebhookEndpointInput;
import com.plugipay.webhooks.endpoints.WebhookEndpointStore;
import com.plugipay.webhooks.send.AddressGuard;
import com.plugipay.webhooks.send.AddressResolver;
import com.plugipay.webhooks.send.DeliveryRequest;
import com.plugipay.webhooks.send.Sender;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Webhooks for the benchmark: thousands of events and endpoints, with statements and requests measured separately. */
public final class WebhookLoad {
    /** As large as the event of a payment. */
    private static final String EVENTS = """
            insert into events (workspace_id, mode, id, type, object_id, payload, created_at, fanned_out)
            select t.workspace_id, 'test', 'evt_' || $2 || lpad(n::text, 9, '0'), 'payment.succeeded', 'pay_' || n,
                   '{"id":"evt_' || $2 || lpad(n::text, 9, '0') || '","type":"payment.succeeded","data":{"object":{"id":"'
                       || repeat('0123456789', 80) || '"}}}', now(), true
              from unnest($1::text[]) with ordinality as t (workspace_id, number), generate_series(1, $3::integer) n
             where n % cardinality($1) = t.number - 1""";

    private static final String BEGIN = """
            update events set fanned_out = false where workspace_id = any ($1) and id like 'evt_' || $2 || '%'""";
    private static final String FINISHED = """
            insert into webhook_deliveries (workspace_id, mode, id, endpoint_id, event_id, type, status, attempts, tries,
                last_attempt_at, delivered_at, response_code, attempt_log, created_at, updated_at)
            select t.workspace_id, 'test', 'whd_0' || lpad(n::text, 9, '0'), e.id, 'evt_0' || n, 'payment.succeeded',
                   'succeeded', 1, 1, now(), now(), 200, '[{"attemptNumber":1,"status":"succeeded","responseCode":200}]',
                   now() - n * interval '1 second', now()
              from unnest($1::text[]) with ordinality as t (workspace_id, number)
              join lateral (select id from webhook_endpoints where workspace_id = t.workspace_id limit 1) e on true,
                   generate_series($2::integer, $3::integer) n
             where n % cardinality($1) = t.number - 1""";
    private static final String WAITING = """
            select (select count(*) from events where not fanned_out)
                + (select count(*) from webhook_deliveries where status = 'pending') as waiting""";
    private static final int PLACES = 1_000;
    private static final int WORKSPACES = 8;
    private static final Actor ACTOR = Actor.timer("benchmark", "Benchmark");

    private final Database database;
    private final MasterKeys keys;
    private final List<Tenant> tenants;
    private long takingNanos;

    /** The object of the events of the measurement at half load. */
    private record Thing(String id, String workspaceId, Mode mode, String text) implements Resource {}

    private WebhookLoad(Database database, MasterKeys keys, List<Tenant> tenants) {
        this.database = database;
        this.keys = keys;
        this.tenants = tenants;
    }

    /** Creates workspaces with that many endpoints each, at that URL and without effective limits. */
    public static WebhookLoad of(Database database, MasterKeys keys, String url, int endpoints) throws Exception {
        List<Tenant> tenants = IntStream.range(0, WORKSPACES)
                .mapToObj(each -> WithDispatcher.newTenant())
                .toList();
        WebhookEndpointStore store = new WebhookEndpointStore(database, keys);
        WebhookEndpointInput input = new WebhookEndpointInput(WebAddress.of(url), null, null, null, 100, 10_000);
        for (Tenant tenant : tenants) {
            for (int i = 0; i < endpoints; i++) {
                Instant now = Instant.now();
                WithDispatcher.get(
                        TestEndpoints.insert(store, ChangeContext.worker(tenant, ACTOR, now), tenant, input, now)
                                .run(database));
            }
        }
        return new WebhookLoad(database, keys, tenants);
    }

    /**
     * Writes so many events, and lets all of them happen at once. Before that the planner learns of them, as it would
     * within a minute.
     */
    public Future<Void> happen(int events) {
        String[] workspaces = tenants.stream().map(Tenant::workspaceId).toArray(String[]::new);
        String run = Long.toString(System.nanoTime(), 36);
        return database.run(EVENTS, Tuple.of(workspaces, run, events))
                .compose(written -> database.run("analyze", Tuple.tuple()))
                .compose(known -> database.run(BEGIN, Tuple.of(workspaces, run)))
                .mapEmpty();
    }

    /** Adds deliveries that have ended. */
    public Future<Void> finish(int before, int deliveries) {
        String[] workspaces = tenants.stream().map(Tenant::workspaceId).toArray(String[]::new);
        return database.run(FINISHED, Tuple.of(workspaces, before + 1, before + deliveries))
                .compose(written -> database.run("vacuum analyze webhook_deliveries", Tuple.tuple()))
                .mapEmpty();
    }

    /** How long the claims took since the last call. */
    public long takingNanos() {
        long nanos = takingNanos;
        takingNanos = 0;
        return nanos;
    }

    public void nudge() {
        Write.EVENTS_READY.publish(database.vertx(), "");
    }

    /** One event, committed as the API commits it. */
    public Future<Boolean> happen(String id) {
        Tenant tenant = tenants.get(Math.floorMod(id.hashCode(), tenants.size()));
        Thing thing = new Thing(id, tenant.workspaceId(), tenant.mode(), "0123456789".repeat(80));
        return Write.of(ChangeContext.worker(tenant, ACTOR, Instant.now()))
                .step("changed", NamedSql.of("select 1"), Values.none())
                .event(EventType.PAYMENT_SUCCEEDED, thing)
                .run(database);
    }

    /** The number of events that are not fanned out and of pending deliveries. */
    public long waiting() throws Exception {
        return WithDispatcher.get(database.run(WAITING, Tuple.tuple()))
                .iterator()
                .next()
                .getLong("waiting");
    }

    /** The statements without HTTP: fans out all events, claims the deliveries, records successes and releases the queues. */
    public Future<Void> withoutHttp() {
        return fanOut(new FanOut(database, new Notifications(false), new SdkEvents(List.of())))
                .compose(fannedOut -> work(new EndpointQueueStore(
                        database, WebhookConfig.standard().lease(), () -> 1)));
    }

    private Future<Void> fanOut(FanOut fanOut) {
        return Rounds.whileMore(() -> fanOut.next(now()).map(FanOut.FannedOut::more));
    }

    private Future<Void> work(EndpointQueueStore queues) {
        AttemptRecorder results =
                new AttemptRecorder(database, new WebhookEndpointStore(database, keys), InstantSource.system());
        return Rounds.whileMore(() -> work(queues, results));
    }

    private Future<Boolean> work(EndpointQueueStore queues, AttemptRecorder results) {
        long begun = System.nanoTime();
        return queues.claim(32, PLACES / 32, Set.of(), List.of(), Set.of(), now())
                .onSuccess(taken -> takingNanos += System.nanoTime() - begun)
                .compose(taken -> {
                    List<AttemptOutcome> succeeded = taken.stream()
                            .flatMap(queue -> queue.deliveries().stream())
                            .map(WebhookLoad::succeeded)
                            .toList();
                    return succeeded.isEmpty()
                            ? Future.succeededFuture(false)
                            : results.record(succeeded, now())
                                    .compose(recorded -> queues.release(taken.stream()
                                            .map(WebhookLoad::release)
                                            .toList()))
                                    .map(true);
                });
    }

    private static AttemptOutcome succeeded(ClaimedDelivery claim) {
        return AttemptOutcome.of(
                claim, new Sender.Answer(200, 1, null, null, "ok"), now(), now(), new SplittableRandom(1));
    }

    private static Release release(ClaimedQueue queue) {
        return new Release(queue.key(), queue.lease(), 100, null, null, now());
    }

    /** The requests without database: that many, as many at once as a node has permits. */
    public static Future<Void> withoutDatabase(Vertx vertx, String url, int requests) {
        Promise<Void> done = Promise.promise();
        vertx.deployVerticle(new Posting(url, requests, done));
        return done.future();
    }

    private static Instant now() {
        return Instant.now();
    }

    /** Posts from one event loop, as the dispatcher does. */
    private static final class Posting extends VerticleBase {
        private final WebAddress url;
        private final int requests;
        private final Promise<Void> done;
        private int begun;
        private int over;

        Posting(String url, int requests, Promise<Void> done) {
            this.url = WebAddress.of(url);
            this.requests = requests;
            this.done = done;
        }

        @Override
        public Future<?> start() {
            WebhookConfig config = new WebhookConfig(PLACES, 10_000, List.of("127.0.0.0/8"), 30, 0);
            AddressGuard guard = AddressGuard.allowing(config.allowedAddresses());
            Sender sender = new Sender(vertx, new HttpClientOptions(), AddressResolver.using(vertx, guard), config);
            String body = "{\"id\":\"evt_0\",\"data\":{\"object\":{\"id\":\"" + "0123456789".repeat(80) + "\"}}}";
            ClaimedDelivery claim = new ClaimedDelivery(
                    new EndpointKey(WithDispatcher.newTenant(), "whep_0"), "whd_0", "evt_0", 1, 0, null, false, body);
            List<Secret> secrets = new ArrayList<>();
            secrets.add(new Secret("whsec_" + "A".repeat(43) + "="));
            for (int i = 0; i < PLACES; i++) {
                Rounds.whileMore(() -> begun++ >= requests, () -> post(sender, claim, secrets));
            }
            return Future.succeededFuture();
        }

        private Future<Boolean> post(Sender sender, ClaimedDelivery claim, List<Secret> secrets) {
            return sender.post(
                            url,
                            1,
                            DeliveryRequest.headers(claim.id(), claim.eventId(), claim.body(), secrets, now()),
                            Buffer.buffer(claim.body()))
                    .transform(answer -> {
                        if (++over == requests) {
                            done.complete();
                        }
                        return Future.succeededFuture(true);
                    });
        }
    }
}
