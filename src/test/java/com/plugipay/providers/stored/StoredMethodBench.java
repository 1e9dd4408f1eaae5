package com.plugipay.providers.stored;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Credentials;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderCallback;
import com.plugipay.providers.ProviderConfig;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.StoredMethod;
import com.plugipay.providers.Verification;
import com.plugipay.providers.kit.ProviderClient;
import com.plugipay.providers.midtrans.MidtransProvider;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.paypal.PayPalProvider;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.sandbox.kit.Notices;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.secrets.Secret;
import com.plugipay.support.SettableClock;
import com.plugipay.support.TestDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An adapter that sends its requests to the stand-in of its provider, a buyer's browser, and a server for the callbacks. */
final class StoredMethodBench implements AutoCloseable {
    static final Tenant TENANT = new Tenant("ws_01J9ZQ7KAAAAAAAAAAAAAAAAAA", Mode.TEST);
    static final String CUSTOMER = "cus_01J9ZQ7KAAAAAAAAAAAAAAAAAA";
    private static final String RETURN_URL = "https://toko.example/kembali";

    final SettableClock clock = new SettableClock();
    final Provider provider;
    private final ProviderKind kind;
    private final Vertx vertx = Vertx.vertx();
    private final Sandbox sandbox;
    private final HttpClient browser = HttpClient.newHttpClient();
    private final Notices<ProviderCallback> callbacks = new Notices<>();
    private final Map<String, Object> publicConfig = new HashMap<>();

    StoredMethodBench(ProviderKind kind) {
        this.kind = kind;
        try {
            sandbox = get(
                    Sandbox.start(new StandInSettings("127.0.0.1", 0, 1, 0.000_01, clock), TestDirectory.create(), 1));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        int port = get(vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"))
                .actualPort();
        ProviderConfig config = sandbox.config(5_000);
        ProviderAccountCredentials.Source accounts = (tenant, asked) -> Future.succeededFuture(
                tenant.equals(TENANT) && asked.equals(kind) ? Optional.of(account()) : Optional.empty());
        ProviderClient client = new ProviderClient(vertx, config);
        CallbackUrls urls = new CallbackUrls("http://127.0.0.1:" + port);
        provider = kind.equals(PayPalFactory.KIND)
                ? new PayPalProvider(vertx, accounts, client, config, urls, clock)
                : new MidtransProvider(accounts, client, config, urls, clock);
        if (ask(new Command.Probe(TENANT, credentials())) instanceof Outcome.Succeeded connected) {
            publicConfig.putAll(connected.providerData());
        }
    }

    private ProviderAccountCredentials account() {
        return new ProviderAccountCredentials(TENANT, credentials(), publicConfig);
    }

    private Credentials credentials() {
        Map<String, Secret> values = new HashMap<>();
        Sandbox.account(kind, 0).forEach(entry -> values.put(entry.getKey(), new Secret((String) entry.getValue())));
        return new Credentials(values);
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new HashMap<>();
            request.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            callbacks.add(new ProviderCallback(TENANT.workspaceId(), headers, body));
            request.response().end();
        });
    }

    String newId() {
        return Ids.at(clock.instant(), "att");
    }

    Outcome ask(Command command) {
        return get(provider.handle(command));
    }

    /** A charge with which the method is stored. */
    Command.Charge saving(String id, Method method, long amount, String currency) {
        return new Command.Charge(TENANT, id, method, amount, currency, "Kopi susu", null, RETURN_URL, null, CUSTOMER);
    }

    Command.Setup setup(String id, Method method, String currency, @Nullable String phone) {
        return new Command.Setup(
                TENANT, id, method, currency, CUSTOMER, new Command.Buyer("Budi", null, phone), RETURN_URL, null);
    }

    Command.ChargeStored charge(String id, StoredMethod stored, boolean present) {
        boolean isRupiah = stored.method() != Method.PAYPAL;
        return new Command.ChargeStored(
                TENANT,
                id,
                stored,
                isRupiah ? 99_000 : 1_000,
                isRupiah ? "IDR" : "USD",
                null,
                null,
                CUSTOMER,
                present,
                RETURN_URL,
                null);
    }

    /** Queries what became of a charge or a setup that has begun like this. */
    Outcome query(String id, Method method, long amount, Outcome.NeedsAction begun) {
        return ask(new Command.QueryStatus(
                TENANT,
                new ChargeReference(
                        id,
                        method,
                        amount,
                        method == Method.PAYPAL ? "USD" : "IDR",
                        begun.providerReference(),
                        begun.providerData()),
                true));
    }

    /** Queries a charge of a stored method of which nothing is known. */
    Outcome query(Command.ChargeStored charge) {
        return query(charge, null);
    }

    Outcome query(Command.ChargeStored charge, @Nullable String reference) {
        ChargeReference of = new ChargeReference(
                charge.chargeId(), charge.stored().method(), charge.amount(), charge.currency(), reference, Map.of());
        return ask(new Command.QueryStatus(TENANT, of, true, null, charge));
    }

    static Outcome.NeedsAction needsAction(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NeedsAction.class);
        return (Outcome.NeedsAction) outcome;
    }

    static String url(Outcome.NeedsAction needs) {
        return ((NextAction.Redirect) needs.nextAction()).url();
    }

    static Outcome.Succeeded succeeded(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return (Outcome.Succeeded) outcome;
    }

    static StoredMethod stored(Outcome outcome) {
        return Objects.requireNonNull(succeeded(outcome).stored(), "no stored method");
    }

    /** Plugipay's code of a decline; the outcome itself for anything else. */
    String code(Outcome outcome) {
        return outcome instanceof Outcome.Declined declined
                ? Optional.ofNullable(provider.failureCode(declined.code())).orElse(declined.code())
                : outcome.toString();
    }

    /** Reads the next callback that passes the verification and has an event of this kind. */
    <E extends CallbackEvent> E nextEvent(Class<E> type) {
        ProviderCallback callback = callbacks.next(each -> events(each).stream().anyMatch(type::isInstance));
        return events(callback).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private List<CallbackEvent> events(ProviderCallback callback) {
        return get(provider.verify(callback)) instanceof Verification.Genuine
                ? provider.read(callback.body())
                : List.of();
    }

    /** Loads a page. */
    String page(String url) {
        return send(HttpRequest.newBuilder(URI.create(url))).body();
    }

    /** Submits a form of a page, and returns where it leads. */
    String submit(String url, String fields) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    void act(String id, String action) {
        HttpResponse<String> answer = control("POST", "act", "{\"id\":\"" + id + "\",\"action\":\"" + action + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    void faults(String faults) {
        assertThat(control("PUT", "faults", faults).statusCode()).isEqualTo(200);
    }

    /** The sum of what the provider has taken for the charge with this id. */
    long taken(String id) {
        return new JsonArray(send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/control/books")))
                        .body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(entry -> id.equals(entry.getString("reference")))
                        .mapToLong(entry -> entry.getLong("paid"))
                        .sum();
    }

    private HttpResponse<String> control(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/control/" + kind.text() + "/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        get(sandbox.stop());
        get(vertx.close());
        browser.close();
    }
}
