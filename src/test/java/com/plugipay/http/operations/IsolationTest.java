package com.plugipay.http.operations;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.model.Ids;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Nobody reaches an object of another workspace, or of the other mode of its own: every operation of the published
 * document is tried. A new one is tried by itself; when it brings a new kind of object, it needs an example here.
 */
class IsolationTest {
    /** How to create one object of each kind. */
    private static final Map<String, Function<Api, String>> EXAMPLES = Map.ofEntries(
            entry("/customers", IsolationTest::customer),
            entry("/plans", api -> plan(api).id()),
            entry("/subscriptions", IsolationTest::subscription),
            entry(
                    "/test-clocks",
                    api -> api.post("/v1/test-clocks", "{\"name\":\"A\",\"frozenTime\":\"2026-01-01T00:00:00Z\"}")
                            .expect(201)
                            .id()),
            entry("/invoices", IsolationTest::invoice),
            entry("/payment-methods", IsolationTest::paymentMethod),
            entry(
                    "/dunning-policies",
                    api -> api.post("/v1/dunning-policies", "{\"name\":\"Patient\"}")
                            .expect(201)
                            .id()),
            entry("/prices", api -> plan(api).data().at("/prices/0/id").asText()),
            entry("/checkout-sessions", IsolationTest::session),
            entry("/payment-attempts", IsolationTest::attempt),
            entry("/refunds", IsolationTest::refund),
            entry("/payments", api -> api.post("/v1/payments", """
                    {"amount":5000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id()),
            entry(
                    "/api-keys",
                    api -> api.post("/v1/api-keys", "{\"name\":\"Till\"}")
                            .expect(201)
                            .id()),
            entry("/proofs", IsolationTest::proof),
            entry("/webhooks", IsolationTest::endpoint),
            entry("/webhooks/deliveries", IsolationTest::delivery),
            entry("/webhooks/recoveries", IsolationTest::recovery),
            entry("/events", api -> {
                customer(api);
                return first(api, "/v1/events?type=customer.created");
            }));

    /** These are no lists of objects: they are equal for every workspace, or settings without an id. */
    private static final Set<String> NO_LISTS = Set.of("/events/types", "/adapters/routing", "/billing-settings");

    private static String refund(Api api) {
        String payment = api.post("/v1/payments", "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201)
                .id();
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        return api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":1000}")
                .expect(201)
                .id();
    }

    private static String session(Api api) {
        return api.post("/v1/checkout-sessions", """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no"}""").expect(201).id();
    }

    private static String proof(Api api) {
        String session = session(api);
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        byte[] form =
                "--x\r\nContent-Disposition: form-data; name=\"proof\"; filename=\"a\"\r\n\r\n%PDF-1.4 %%EOF\r\n--x--"
                        .getBytes(StandardCharsets.US_ASCII);
        api.raw("POST", "/c/" + session + "/proof", form, Map.of("Content-Type", "multipart/form-data; boundary=x"))
                .expect(303);
        return first(api, "/v1/checkout-sessions/" + session + "/proofs");
    }

    private static String attempt(Api api) {
        api.post("/v1/payments", "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}")
                .expect(201);
        return first(api, "/v1/payment-attempts");
    }

    private static String customer(Api api) {
        return api.post("/v1/customers", "{\"name\":\"Alice\",\"email\":\"alice@shop.example\"}")
                .expect(201)
                .id();
    }

    /** No provider of these tests stores one. */
    private static String paymentMethod(Api api) {
        String id = Ids.at(Instant.now(), "pt");
        String sql = """
                insert into payment_methods (workspace_id, mode, id, customer_id, provider, type, label, status, token,
                    token_sha256, provider_data, deletion_tries, created_at, updated_at)
                select workspace_id, mode, ?, id, 'xendit', 'card', 'Visa', 'active', '', ?, '{}', 0, now(), now()
                  from customers where id = ?""";
        new DirectSql(TestGateway.shared().databaseConfig()).change(sql, id, id, customer(api));
        return id;
    }

    private static String invoice(Api api) {
        return api.post("/v1/invoices", """
                {"customerId":"%s","currency":"IDR","status":"open",
                 "lines":[{"description":"Coffee","quantity":1,"unitAmount":5000}]}""".formatted(customer(api)))
                .expect(201)
                .id();
    }

    private static String subscription(Api api) {
        return api.post(
                        "/v1/subscriptions",
                        "{\"customerId\":\"%s\",\"planId\":\"%s\"}"
                                .formatted(customer(api), plan(api).id()))
                .expect(201)
                .id();
    }

    private static Answer plan(Api api) {
        return api.post("/v1/plans", "{\"name\":\"Pro\",\"interval\":\"month\",\"amount\":100000,\"currency\":\"IDR\"}")
                .expect(201);
    }

    private static String endpoint(Api api) {
        return api.post("/v1/webhooks", "{\"url\":\"http://127.0.0.1:1/\"}")
                .expect(201)
                .id();
    }

    private static String recovery(Api api) {
        String since = Instant.now().minusSeconds(60).toString();
        return api.post("/v1/webhooks/" + endpoint(api) + "/recover", "{\"since\":\"" + since + "\"}")
                .expect(202)
                .id();
    }

    private static String delivery(Api api) {
        endpoint(api);
        customer(api);
        return first(api, "/v1/webhooks/deliveries");
    }

    /** The id of the first item of a list, once there is one. */
    private static String first(Api api, String target) {
        return Awaitility.await()
                .until(
                        () -> api.get(target)
                                .expect(200)
                                .data()
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty());
    }

    /** Bodies of the operations that need or deserve more than {@code {}}. */
    private static final Map<String, String> BODIES = Map.of(
            "post /test-clocks/{id}/advance", "{\"to\":\"2026-02-01T00:00:00Z\"}",
            "patch /customers/{id}", "{\"name\":\"Mallory\"}",
            "patch /payments/{id}", "{\"description\":\"Mine\"}",
            "patch /prices/{id}", "{\"active\":false}",
            "patch /subscriptions/{id}", "{\"taxRate\":1}",
            "post /subscriptions/{id}/usage", "{\"quantity\":1}",
            "post /plans/{id}/prices", "{\"currency\":\"IDR\",\"unitAmount\":1}",
            "post /checkout-sessions/{id}/confirm", "{\"late\":true}",
            "post /webhooks/{id}/recover", "{\"since\":\"2026-01-01T00:00:00Z\"}",
            "post /webhook-endpoints/{id}/recover", "{\"since\":\"2026-01-01T00:00:00Z\"}");

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api owner = merchant(workspace);
    private final JsonNode paths =
            owner.get("/v1/openapi.json").expect(200).json().path("paths");
    private final Map<String, String> ids = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> everyOperationOnAnObjectOfAnotherWorkspaceIsRefused() {
        return operations()
                .filter(operation -> operation.contains("{") && !operation.contains(" /public/"))
                .filter(operation -> !operation.endsWith("{kind}"))
                .map(operation -> DynamicTest.dynamicTest(operation, () -> {
                    String path = operation.substring(operation.indexOf(' ') + 1);
                    String kind = path.substring(0, path.indexOf("/{"));
                    assertThat(path).as("the only parameter is the id").matches("[^{]+/\\{id}[^{]*");
                    String id = example(kind);
                    String before = look(kind, id);
                    for (Api stranger : strangers()) {
                        for (String mount : new String[] {"/v1", "/api/v1"}) {
                            Answer answer = stranger.send(
                                    operation
                                            .substring(0, operation.indexOf(' '))
                                            .toUpperCase(Locale.ROOT),
                                    mount + path.replace("{id}", id),
                                    body(operation),
                                    null);
                            answer.expect(404, "not_found");
                            assertThat(answer.body())
                                    .doesNotContain(workspace.workspace().id());
                        }
                    }
                    assertThat(look(kind, id)).as("untouched").isEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> noListShowsAnotherWorkspace() {
        EXAMPLES.keySet().forEach(this::example);
        return operations()
                .filter(operation -> operation.startsWith("get ") && !operation.contains("{"))
                .map(operation -> operation.substring(4))
                .filter(path -> !NO_LISTS.contains(path))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    for (Api stranger : strangers()) {
                        nothingOfTheOwner(stranger, "/v1" + path);
                        for (String filter : filters(path).toList()) {
                            for (String id : ids.values()) {
                                nothingOfTheOwner(stranger, "/v1" + path + '?' + filter + '=' + id);
                            }
                        }
                    }
                }));
    }

    private void nothingOfTheOwner(Api stranger, String target) {
        Answer answer = stranger.get(target).expect(200);
        String body = answer.body();
        assertThat(ids.values()).noneMatch(body::contains);
        answer.data().forEach(item -> {
            assertThat(item.path("workspaceId").asText())
                    .isEqualTo(stranger.key().apiKey().workspaceId());
            assertThat(item.path("mode").asText())
                    .isEqualTo(stranger.key().apiKey().mode().text());
        });
    }

    private Stream<String> filters(String path) {
        Stream<JsonNode> parameters =
                paths.path(path).path("get").path("parameters").valueStream();
        return parameters.map(parameter -> parameter.path("name").asText()).filter(name -> name.endsWith("Id"));
    }

    private Stream<String> operations() {
        return paths.properties().stream()
                .flatMap(path -> path.getValue().propertyStream().map(method -> method.getKey() + ' ' + path.getKey()));
    }

    private String example(String kind) {
        Function<Api, String> maker = EXAMPLES.getOrDefault(
                kind.replace("/webhook-endpoints", "/webhooks"), ignored -> fail("An example is missing for " + kind));
        synchronized (ids) {
            return ids.computeIfAbsent(kind, ignored -> maker.apply(owner));
        }
    }

    private String body(String operation) {
        boolean accepts = !operation.startsWith("get ") && !operation.startsWith("delete ");
        return BODIES.getOrDefault(operation, accepts ? "{}" : "");
    }

    /**
     * The fields that another workspace could have changed; the dispatcher changes deliveries and their endpoints all the
     * time.
     */
    private String look(String kind, String id) {
        JsonNode data = owner.get("/v1" + kind + '/' + id).expect(200).data();
        return kind.startsWith("/webhook") ? data.path("url").asText() + data.path("createdAt") : data.toString();
    }

    private Api[] strangers() {
        return new Api[] {merchant(gateway.workspace()), connected(owner.with(workspace.live()))};
    }

    private Api merchant(WorkspaceCommand.Created created) {
        return connected(Api.of(gateway, created.test()));
    }

    private static Api connected(Api api) {
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""").expect(200);
        return api;
    }
}
