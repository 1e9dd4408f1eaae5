package com.plugipay.http.operations;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.cli.WorkspaceCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Nobody reaches an object of another workspace, or of the other mode of its own: every operation of the published
 * document is tried. A new one is tried by itself; when it brings a new kind of object, it needs an example here.
 */
class IsolationTest {
    /** These are no lists of objects: they are equal for every workspace, or settings or a report without an id. */
    private static final Set<String> NO_LISTS = Set.of(
            "/events/types",
            "/adapters/routing",
            "/billing-settings",
            "/checkout/settings",
            "/config",
            "/audit-log/verify",
            "/overview",
            "/dashboard/overview",
            "/dashboard/metrics",
            "/billing/tiers",
            "/billing/plans",
            "/billing/summary");

    /** What a list does not do without; all owners have a customer of this name. */
    private static final Map<String, String> REQUIRED = Map.of("/search", "?q=Alice", "/names", "?ids=cus_none");

    /** Workspaces and their members are the same in both modes, as those of a platform are. */
    private static final Pattern OF_BOTH_MODES = Pattern.compile("/(workspaces|members|account/members|admin)(/.*)?");

    private static final String USE = "{\"amount\":1,\"externalSource\":\"shop\",\"externalRef\":\"1\"}";

    /** Bodies of the operations that need or deserve more than {@code {}}. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            entry("post /test-clocks/{id}/advance", "{\"to\":\"2026-02-01T00:00:00Z\"}"),
            entry("patch /customers/{id}", "{\"name\":\"Mallory\"}"),
            entry("patch /payments/{id}", "{\"description\":\"Mine\"}"),
            entry("patch /prices/{id}", "{\"active\":false}"),
            entry("patch /subscriptions/{id}", "{\"taxRate\":1}"),
            entry("post /subscriptions/{id}/usage", "{\"quantity\":1}"),
            entry("post /plans/{id}/prices", "{\"currency\":\"IDR\",\"unitAmount\":1}"),
            entry("post /gift-cards/{id}/redeem", USE),
            entry("post /gift-cards/{id}/topup", USE),
            entry("post /checkout-sessions/{id}/confirm", "{\"late\":true}"),
            entry("post /webhooks/{id}/recover", "{\"since\":\"2026-01-01T00:00:00Z\"}"),
            entry("post /webhook-endpoints/{id}/recover", "{\"since\":\"2026-01-01T00:00:00Z\"}"));

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
                // Whoever knows the name of a picture may see it.
                .filter(operation -> !operation.contains(" /files/"))
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
        IsolationExamples.ALL.keySet().forEach(this::example);
        return operations()
                .filter(operation -> operation.startsWith("get ") && !operation.contains("{"))
                .map(operation -> operation.substring(4))
                .filter(path -> !NO_LISTS.contains(path))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    for (Api stranger : strangers()) {
                        nothingOfTheOwner(stranger, "/v1" + path + REQUIRED.getOrDefault(path, ""));
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
        return parameters
                .map(parameter -> parameter.path("name").asText())
                .filter(name -> name.endsWith("Id") || name.equals("q") || name.equals("ids"));
    }

    /** Those that keys have: what only people may do is tried in {@code members}. */
    private Stream<String> operations() {
        return paths.properties().stream()
                .filter(path -> !OF_BOTH_MODES.matcher(path.getKey()).matches())
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(method -> method.getValue().path("security").isEmpty()
                                || method.getValue().path("security").toString().contains("bearer"))
                        .flatMap(method -> Stream.concat(
                                        Stream.of(path.getKey()),
                                        method.getValue()
                                                .path("x-aliases")
                                                .valueStream()
                                                .map(JsonNode::asText))
                                .map(each -> method.getKey() + ' ' + each)));
    }

    private String example(String kind) {
        Function<Api, String> maker = IsolationExamples.ALL.getOrDefault(
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
        if (kind.equals("/timelines")) {
            // Deliveries go on meanwhile.
            return data.valueStream()
                    .filter(entry -> entry.path("kind").asText().equals("change"))
                    .toList()
                    .toString();
        }
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
