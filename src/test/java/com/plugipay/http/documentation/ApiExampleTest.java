package com.plugipay.http.documentation;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.http.operations.IsolationExamples;
import com.plugipay.model.Mode;
import com.plugipay.people.PersonClient;
import com.plugipay.platforms.PlatformKeys;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import com.plugipay.support.TestSandbox;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each example of a request in the document is carried out, with the ids of objects that there are. */
class ApiExampleTest {
    private static final Pattern ID = Pattern.compile("([a-z]+)_01[A-Z0-9]{20,26}");
    private static final String PASSWORD = "a long sentence that only I know";

    /** Providers that only the tests have. */
    private static final String OF_TESTS = "/adapters/acme";

    private final TestGateway gateway = TestGateway.shared();
    private final WorkspaceCommand.Created workspace = gateway.workspace();
    private final Api api = connected(Api.of(gateway, workspace.test()));
    private final JsonNode document = api.get("/v1/openapi.json").expect(200).json();

    /** Objects that examples name in their bodies, by the beginnings of their ids. */
    private final Map<String, Function<Api, String>> named = Map.of(
            "cus", maker("/customers"),
            "plan", maker("/plans"),
            "sub", ApiExampleTest::subscription,
            "pay", ApiExampleTest::paid,
            "evt", maker("/events"),
            "whd", maker("/webhooks/deliveries"));

    /** Objects that a request is about, where not any will do. */
    private final Map<String, Function<Api, String>> subjects = Map.ofEntries(
            entry("/subscriptions/{id}", ApiExampleTest::subscription),
            entry("/subscriptions/{id}/cancel", ApiExampleTest::subscription),
            entry("/subscriptions/{id}/pause", ApiExampleTest::subscription),
            entry("/subscriptions/{id}/usage", ApiExampleTest::metered),
            entry("/checkout-sessions/{id}/confirm", ApiExampleTest::claimed),
            entry("/checkout-sessions/{id}/receipt/email", ApiExampleTest::completed),
            entry("/public/checkout/sessions/{id}/charge", maker("/checkout-sessions")),
            entry("/public/checkout/sessions/{id}/buyer-claim", ApiExampleTest::charged),
            entry("/payments/{id}", ApiExampleTest::paid),
            entry("/webhook-endpoints/{id}", maker("/webhooks")),
            entry("/webhook-endpoints/{id}/test", maker("/webhooks")),
            entry("/webhook-endpoints/{id}/recover", maker("/webhooks")),
            entry("/webhook-endpoints/{id}/rotate-secret", maker("/webhooks")));

    @TestFactory
    Stream<DynamicTest> everyExampleSucceeds() {
        return document.path("paths")
                .propertyStream()
                .filter(path -> !path.getKey().equals(OF_TESTS))
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(operation ->
                                operation.getValue().at("/requestBody/content").has("application/json"))
                        .map(operation -> DynamicTest.dynamicTest(
                                operation.getKey() + ' ' + path.getKey(),
                                () -> succeeds(operation.getKey(), path.getKey(), operation.getValue()))));
    }

    private void succeeds(String method, String path, JsonNode operation) {
        JsonNode example = operation.at("/requestBody/content/application~1json/example");
        assertThat(example.isObject()).as("an example in api/examples.json").isTrue();
        boolean ofPeople = !operation.path("security").isEmpty()
                && !operation.path("security").toString().contains("bearer");
        Answer answer =
                ofPeople ? byAPerson(method, path, example.toString()) : send(sender(path), method, path, example);
        if (answer.status() == 422) {
            assertThat(answer.code()).isEqualTo("not_available");
        } else {
            assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        }
    }

    private Api sender(String path) {
        if (path.startsWith("/admin/")) {
            return PlatformKeys.api(gateway, workspace.workspace().id(), Mode.TEST);
        }
        return path.startsWith("/adapters/") ? TestSandbox.shared().merchant() : api;
    }

    private Answer send(Api sender, String method, String path, JsonNode example) {
        String body = ID.matcher(example.toString())
                .replaceAll(id -> Matcher.quoteReplacement(named(id.group(1)).apply(sender)));
        String target = path;
        if (path.contains("{id}")) {
            String kind = path.substring(0, path.indexOf("/{"));
            target = path.replace(
                    "{id}", subjects.getOrDefault(path, maker(kind)).apply(sender));
        }
        return sender.send(
                method.toUpperCase(Locale.ROOT),
                "/v1" + target,
                body,
                UUID.randomUUID().toString());
    }

    private Answer byAPerson(String method, String path, String body) {
        PersonClient person = PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", workspace.workspace());
        if (path.endsWith("/email/change")) {
            person.api("POST", "/v1/account/password/change", "{\"newPassword\":\"" + PASSWORD + "\"}")
                    .expect(200);
        }
        return person.api(
                method.toUpperCase(Locale.ROOT),
                "/v1"
                        + path.replace(
                                "{id}",
                                path.startsWith("/members")
                                        ? colleague(person)
                                        : workspace.workspace().id()),
                body.replace("ayu@example.com", UUID.randomUUID() + "@example.com"));
    }

    private String colleague(PersonClient person) {
        PersonClient.owner(gateway, UUID.randomUUID() + "@shop.example", workspace.workspace());
        return person.api("GET", "/v1/members", "")
                .expect(200)
                .data()
                .valueStream()
                .filter(member -> !member.path("isYou").asBoolean())
                .map(member -> member.path("id").asText())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Function<Api, String> maker(String kind) {
        return IsolationExamples.ALL.getOrDefault(kind, ignored -> "none");
    }

    private Function<Api, String> named(String prefix) {
        return named.getOrDefault(prefix, ignored -> fail("There is no maker for ids that begin with " + prefix));
    }

    private static Api connected(Api api) {
        api.put("/v1/adapters/manual", """
                {"bankAccounts":[{"bankName":"BCA","accountNumber":"1","accountHolder":"PT"}]}""").expect(200);
        return api;
    }

    private static String subscription(Api api) {
        return subscription(api, maker("/plans").apply(api));
    }

    private static String subscription(Api api, String plan) {
        return api.post("/v1/subscriptions", """
                {"customerId":"%s","planId":"%s","collectionMethod":"send_invoice"}""".formatted(maker("/customers").apply(api), plan))
                .expect(201)
                .id();
    }

    private static String metered(Api api) {
        return subscription(api, api.post("/v1/plans", """
                {"name":"Cloud","interval":"month","usageAggregate":"sum",
                 "prices":[{"currency":"IDR","model":"usage","unitAmount":200}]}""").expect(201).id());
    }

    private static String paid(Api api) {
        // More than the example of a refund gives back.
        String payment = api.post("/v1/payments", """
                {"amount":95000,"currency":"IDR","method":"bank_transfer"}""").expect(201).id();
        api.post("/v1/payments/" + payment + "/confirm", "").expect(200);
        return payment;
    }

    private static String charged(Api api) {
        String session = maker("/checkout-sessions").apply(api);
        api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        return session;
    }

    private static String claimed(Api api) {
        String session = charged(api);
        api.post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "").expect(200);
        return session;
    }

    private static String completed(Api api) {
        String session = claimed(api);
        api.post("/v1/checkout-sessions/" + session + "/confirm", "").expect(200);
        return session;
    }
}
