package com.plugipay.providers.xendit;

import static com.plugipay.providers.xendit.RecordedXendit.CUSTOMER;
import static com.plugipay.providers.xendit.RecordedXendit.KEY;
import static com.plugipay.providers.xendit.RecordedXendit.TENANT;
import static com.plugipay.providers.xendit.RecordedXendit.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.model.Ids;
import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.StoredMethod;
import com.plugipay.sandbox.kit.Notices;
import com.plugipay.sandbox.kit.StandInSettings;
import com.plugipay.sandbox.kit.StandIns;
import com.plugipay.sandbox.xendit.XenditMerchant;
import com.plugipay.sandbox.xendit.XenditStandIn;
import com.plugipay.support.StoppedClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The adapter, Xendit's stand-in, a buyer, and a listener in the place of the gateway. */
final class StoringXendit {
    static final String CARD = "4000000000001000";
    static final String PHONE = "+6281234567890";
    static final String RETURN_URL = "https://pay.toko.example/pay/1";

    private final Vertx vertx = Vertx.vertx();
    private final Notices<Buffer> callbacks = new Notices<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final RecordedXendit recorded;
    private final XenditProvider xendit;
    private final String url;

    StoringXendit() throws Exception {
        int listening = get(vertx.createHttpServer()
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            callbacks.add(body);
                            request.response().end();
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        XenditMerchant merchant = new XenditMerchant(KEY, RecordedXendit.TOKEN, "http://127.0.0.1:" + listening);
        StandIns standIns = new StandIns(
                new StandInSettings("127.0.0.1", 0, 1, 0.001, new StoppedClock()),
                List.of(tools -> new XenditStandIn(tools, List.of(merchant))));
        get(vertx.deployVerticle(standIns));
        url = standIns.publicUrl();
        recorded = new RecordedXendit();
        xendit = recorded.provider(url + "/xendit");
    }

    void close() throws Exception {
        recorded.close();
        get(vertx.close());
    }

    /** Returns the code that the gateway sees. */
    void assertDeclined(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(Objects.requireNonNullElse(
                                        xendit.failureCode(declined.code()), declined.code()))
                                .isEqualTo(code));
    }

    StoredMethod setUp(Method method, String number) throws Exception {
        Command.Setup setup = setup(method);
        Outcome.NeedsAction page = (Outcome.NeedsAction) handle(setup);
        pay(page, number);
        return stored(paid(reference(setup.chargeId(), method, 0, page)));
    }

    Outcome.Succeeded paid(ChargeReference charge) throws Exception {
        return (Outcome.Succeeded) query(charge);
    }

    static StoredMethod stored(Outcome.Succeeded success) {
        return Objects.requireNonNull(success.stored());
    }

    /** The buyer gives a card or a phone on the page, and agrees when asked. Returns where the bank asks the buyer. */
    String pay(Outcome.NeedsAction page, String number) throws Exception {
        boolean isCard = !number.startsWith("+");
        Map<String, String> form = isCard
                ? Map.of("channel", "CARDS", "number", number, "month", "12", "year", "2040")
                : Map.of("channel", "OVO", "phone", number);
        HttpResponse<String> answer = form(((NextAction.Redirect) page.nextAction()).url(), form);
        String next = url + answer.headers().firstValue("Location").orElseThrow();
        if (!isCard) {
            form(next, Map.of("answer", "approve"));
        }
        return next;
    }

    Outcome handle(Command command) throws Exception {
        return get(xendit.handle(command));
    }

    Outcome query(ChargeReference charge) throws Exception {
        return handle(new Command.QueryStatus(TENANT, charge, false));
    }

    static String newId() {
        return Ids.at(Instant.now(), "att");
    }

    static Command.Setup setup(Method method) {
        return new Command.Setup(TENANT, newId(), method, "IDR", CUSTOMER, null, RETURN_URL, null);
    }

    static Command.ChargeStored chargeStored(String id, StoredMethod stored, boolean isBuyerPresent) {
        return new Command.ChargeStored(
                TENANT, id, stored, 50_000, "IDR", null, null, CUSTOMER, isBuyerPresent, RETURN_URL, null);
    }

    static ChargeReference reference(String id, Method method, long amount, @Nullable Outcome outcome) {
        String reference = outcome instanceof Outcome.NeedsAction needs ? needs.providerReference() : null;
        return new ChargeReference(id, method, amount, "IDR", reference, Map.of());
    }

    List<CallbackEvent> callbacks(String event) {
        Buffer body =
                callbacks.next(each -> each.toJsonObject().getString("event").equals(event));
        return xendit.read(body);
    }

    long taken() throws Exception {
        return new JsonArray(
                        send("GET", url + "/control/books", "text/plain", "").body())
                .stream()
                        .mapToLong(entry -> ((JsonObject) entry).getLong("paid"))
                        .sum();
    }

    void faults(String json) throws Exception {
        assertThat(send("PUT", url + "/control/xendit/faults", "application/json", json)
                        .statusCode())
                .isEqualTo(200);
    }

    HttpResponse<String> form(String address, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = send("POST", address, "application/x-www-form-urlencoded", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer;
    }

    private HttpResponse<String> send(String method, String address, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
