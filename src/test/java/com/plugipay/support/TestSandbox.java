package com.plugipay.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.ProviderKind;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.sandbox.kit.StandInSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A real gateway connected to the stand-ins of the providers. Each test has a merchant of its own at each of them. */
public final class TestSandbox implements AutoCloseable {
    private static final int MERCHANTS = 400;
    private static final int TIMEOUT_MS = 5_000;
    private static final double RETRIES_SCALED_BY = 0.001;

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger taken = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;
    private TestGateway gateway;

    private static final class Shared {
        static final TestSandbox SANDBOX = start(1);
    }

    private TestSandbox(long seed, LimitsConfig limits, int timeoutMs, int mailPort) {
        try {
            Path directory = TestDirectory.create();
            this.sandbox = TestGateway.get(Sandbox.start(
                    new StandInSettings("127.0.0.1", 0, seed, RETRIES_SCALED_BY, clock), directory, MERCHANTS));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        this.gateway = TestGateway.start(TestDatabase.create(), sandbox.config(timeoutMs), limits, mailPort, clock);
    }

    /** The one for all tests that change neither the clock nor the faults for all merchants. */
    public static TestSandbox shared() {
        return Shared.SANDBOX;
    }

    /** Starts a new one. */
    public static TestSandbox start(long seed) {
        return start(seed, TestGateway.LIFTED);
    }

    /** The same with limits that a test reaches. */
    public static TestSandbox start(long seed, LimitsConfig limits) {
        return new TestSandbox(seed, limits, TIMEOUT_MS, 0);
    }

    /** The same with a gateway that gives a provider that long to answer. */
    public static TestSandbox start(long seed, int timeoutMs) {
        return new TestSandbox(seed, TestGateway.LIFTED, timeoutMs, 0);
    }

    /** The same with a gateway that sends mails to this port. */
    public static TestSandbox sendingMails(long seed, int port) {
        return new TestSandbox(seed, TestGateway.LIFTED, TIMEOUT_MS, port);
    }

    public TestGateway gateway() {
        return gateway;
    }

    /** Stops the gateway and starts it again on the same database and port. */
    public void restartGateway() {
        restartGateway(() -> {});
    }

    /** The same; this is done while no gateway runs. */
    public void restartGateway(Runnable whileStopped) {
        gateway = gateway.restart(whileStopped);
    }

    public SettableClock clock() {
        return clock;
    }

    public String url() {
        return sandbox.url();
    }

    /** Creates a merchant in a new workspace who is connected to these providers. */
    public Api merchant(ProviderKind... kinds) {
        Api api = Api.of(gateway, gateway.workspace().test());
        connect(api, kinds);
        return api;
    }

    private void connect(Api api, ProviderKind... kinds) {
        int number = taken.getAndIncrement();
        for (ProviderKind kind : kinds) {
            switch (kind.text()) {
                case "manual" -> api.put("/v1/adapters/manual", """
                        {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"PT Uji"}]}""").expect(200);
                case "xendit" -> {
                    String url = new CallbackUrls(gateway.baseUrl())
                            .of(kind, api.key().apiKey().workspaceId());
                    TestGateway.get(sandbox.setXenditCallbacks(number, url));
                    put(api, kind, number);
                }
                default -> put(api, kind, number);
            }
        }
    }

    private static void put(Api api, ProviderKind kind, int number) {
        Answer answer = api.put(
                        "/v1/adapters/" + kind.text(),
                        Sandbox.account(kind, number).encode())
                .expect(200);
        if (!answer.text("status").equals("active")) {
            throw new AssertionError(answer.body());
        }
    }

    /** Lets the buyer do something with the charge that has this reference. */
    public void act(ProviderKind kind, String reference, String action) {
        actOn(kind, book(kind, reference).path("id").asText(), action);
    }

    /** The same with the charge that has this id at the provider. */
    public void actOn(ProviderKind kind, String id, String action) {
        HttpResponse<String> answer = send(
                "POST", "/control/" + kind.text() + "/act", "{\"id\":\"" + id + "\",\"action\":\"" + action + "\"}");
        if (answer.statusCode() != 204) {
            throw new AssertionError(action + ": " + answer.body());
        }
    }

    /** Returns the stand-in's record of the charge with this reference. */
    public JsonNode book(ProviderKind kind, String reference) {
        return books().stream()
                .filter(entry -> entry.path("provider").asText().equals(kind.text())
                        && entry.path("reference").asText().equals(reference))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError(kind + " knows no " + reference));
    }

    /** Returns all charges of the stand-ins. */
    public List<JsonNode> books() {
        try {
            JsonNode books =
                    Json.MAPPER.readTree(send("GET", "/control/books", null).body());
            JsonNode list = books.isArray() ? books : books.path("books");
            return StreamSupport.stream(list.spliterator(), false).toList();
        } catch (IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** Turns on these faults of a provider, and turns off all others. */
    public void faults(ProviderKind kind, String faults) {
        HttpResponse<String> answer = send("PUT", "/control/" + kind.text() + "/faults", faults);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** Turns off all faults of a provider, and ends the delays that have begun. */
    public void clearFaults(ProviderKind kind) {
        HttpResponse<String> answer = send("DELETE", "/control/" + kind.text() + "/faults", null);
        if (answer.statusCode() != 204) {
            throw new AssertionError(answer.body());
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Stops the stand-ins: connections to the providers are refused. */
    public void stopProviders() {
        TestGateway.get(sandbox.stop());
    }

    @Override
    public void close() {
        gateway.close();
        TestGateway.get(sandbox.stop());
    }
}
