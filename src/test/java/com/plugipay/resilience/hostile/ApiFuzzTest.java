package com.plugipay.resilience.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Mode;
import com.plugipay.people.PersonClient;
import com.plugipay.platforms.PlatformKeys;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.RawConnection;
import com.plugipay.support.TestDatabase;
import com.plugipay.support.TestGateway;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/**
 * Drives every operation of the published document with values that fit it and values that do not: none is answered as a
 * fault of ours, every answer fits its schema, and the field that is named is the one at fault. A run is repeated with
 * {@code -Dfuzz.seed}, and lasts longer with {@code -Dfuzz.rounds}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiFuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 10);
    private static final List<String> ODD_IDS =
            List.of("%00", "x", "cus_%00", "%F0%9F%98%80", "'", "x".repeat(65), "null");
    private static final List<String> ODD_VALUES =
            List.of("%00", "", "nothing", "%F0%9F%98%80", "%ff", "x".repeat(600));

    /** No sample fits: they come from an earlier answer, and the second needs the entry that it belongs to. */
    private static final Set<String> OF_EARLIER_ANSWERS = Set.of("cursor", "afterHash");

    /** No parameter of it stands alone. */
    private static final String OF_SEVERAL_PARAMETERS = "/admin/partner/usage";

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final RandomGenerator random = new SplittableRandom(seed);
    private final TestGateway gateway = TestGateway.withoutProviders(TestDatabase.create());
    private final Api api =
            PlatformKeys.api(gateway, gateway.merchant().key().apiKey().workspaceId(), Mode.TEST);
    private final JsonNode document =
            api.raw("GET", "/v1/openapi.json", new byte[0], Map.of()).json();
    private final PersonClient person = PersonClient.owner(
            gateway, "owner@shop.example", gateway.workspace().workspace());
    private final Pattern ofPeople = ofPeople(document);
    private final List<String> ids = new ArrayList<>();
    private final RandomJson values = new RandomJson(random, ids);

    @BeforeAll
    void tellTheSeed() {
        LoggerFactory.getLogger(getClass()).warn("-Dfuzz.seed={}", seed);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    @Test
    void noInputMakesAnOperationFail() {
        for (int round = 0; round < ROUNDS; round++) {
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(operation -> {
                        fitting(path.getKey(), operation.getKey().toUpperCase(Locale.ROOT), operation.getValue());
                        faulty(path.getKey(), operation.getKey().toUpperCase(Locale.ROOT), operation.getValue());
                    }));
        }
        assertThat(ids).as("what succeeded").hasSizeGreaterThan(20);
    }

    @Test
    void everyParameterOfEveryListIsUsed() {
        document.path("paths").properties().forEach(path -> {
            JsonNode operation = path.getValue().path("get");
            if (operation.isMissingNode()
                    || path.getKey().contains("{")
                    || path.getKey().equals(OF_SEVERAL_PARAMETERS)) {
                return;
            }
            for (JsonNode parameter : operation.path("parameters")) {
                String name = parameter.path("name").asText();
                if (!OF_EARLIER_ANSWERS.contains(name)) {
                    stands("GET", "/v1" + path.getKey() + '?' + name + '=' + encoded(sample(parameter)), "")
                            .expect(200);
                }
                if (parameter.path("schema").has("enum")
                        || parameter.path("schema").has("format")
                        || name.equals("limit")) {
                    Answer refused = stands("GET", "/v1" + path.getKey() + '?' + name + "=nothing", "");
                    assertThat(refused.expect(400, "validation_error").field()).isEqualTo(name);
                }
            }
            if (isList(operation)) {
                for (String unknown : List.of("unknown", "status2", "Limit", "mode", "workspaceId")) {
                    Answer refused = stands("GET", "/v1" + path.getKey() + '?' + unknown + "=1", "");
                    assertThat(refused.expect(400, "validation_error").field())
                            .as(path.getKey())
                            .isEqualTo(unknown);
                }
            }
        });
    }

    @Test
    void randomBytesCauseNoInternalError() throws IOException {
        String request = "POST /v1/customers?limit=1 HTTP/1.1\r\n"
                + "Host: x\r\n"
                + "Content-Type: application/json\r\n"
                + "Authorization: Bearer "
                + api.key().key() + "\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"name\":\"a\"}";
        for (int i = 0; i < 20 * ROUNDS; i++) {
            byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (RawConnection connection = RawConnection.to(gateway)) {
                String answer = connection.send(bytes).endSending().readAll();
                String as =
                        "-Dfuzz.seed=" + seed + ' ' + new String(bytes, StandardCharsets.ISO_8859_1) + " -> " + answer;
                assertThat(answer)
                        .as(as)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isEmpty(),
                                some -> assertThat(some)
                                        .containsPattern("^HTTP/1\\.[01] [24]")
                                        .contains("X-Request-Id: req_"));
            }
        }
    }

    private void fitting(String path, String method, JsonNode operation) {
        String target = "/v1" + withIds(path) + query(operation);
        Answer answer = stands(
                method,
                target,
                body(operation).map(schema -> values.object(schema).toString()).orElse(""));
        if (answer.status() < 300 && answer.header("Content-Type").startsWith("application/json")) {
            remember(answer.json());
        }
    }

    private void faulty(String path, String method, JsonNode operation) {
        if (path.contains("{") && random.nextBoolean()) {
            String target = path.replaceFirst("\\{\\w+}", ODD_IDS.get(random.nextInt(ODD_IDS.size())));
            Answer answer = stands(method, "/v1" + target, "");
            assertThat(answer.code()).as(target).isIn("not_found", "validation_error", "idempotency_mismatch");
        }
        JsonNode schema = body(operation).orElse(null);
        RandomJson.Faulty faulty = schema == null ? null : values.faulty(schema);
        if (faulty != null) {
            Answer answer = stands(method, "/v1" + withIds(path), faulty.body().toString());
            assertThat(answer.status())
                    .as(description(method, path, faulty.body().toString(), answer))
                    .isIn(400, 404, 409);
            if (answer.status() == 400) {
                assertThat(answer.field().replaceFirst("/.*", ""))
                        .as(description(method, path, faulty.body().toString(), answer))
                        .isEqualTo(faulty.field());
            }
        }
        if (method.equals("GET")) {
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    String odd = ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
                    stands(
                            method,
                            "/v1" + withIds(path) + '?' + parameter.path("name").asText() + '=' + odd,
                            "");
                }
            });
        }
    }

    /** The operations that no key may do. */
    private static Pattern ofPeople(JsonNode document) {
        return Pattern.compile(document.path("paths").properties().stream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(operation ->
                                !operation.getValue().path("security").isEmpty())
                        .filter(operation -> !operation
                                .getValue()
                                .path("security")
                                .toString()
                                .contains("bearer"))
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " /v1"
                                + path.getKey().replaceAll("\\{\\w+}", "[^/?]*") + "(?![^?])"))
                .collect(Collectors.joining("|")));
    }

    /** Sends a request of a key, or of a person where no key may, by either mount; the response must fit the document and be no internal error. */
    private Answer stands(String method, String target, String body) {
        String key = method.equals("GET") || random.nextInt(4) > 0 ? null : "key" + random.nextInt(50);
        String mounted = random.nextInt(4) == 0 ? "/api" + target : target;
        Answer answer = ofPeople.matcher(method + ' ' + target).lookingAt()
                ? person.api(method, mounted, body, key == null ? Map.of() : Map.of("Idempotency-Key", key))
                : api.send(method, mounted, body, key);
        // A file has no code.
        boolean isProviders = answer.status() >= 500 && answer.code().startsWith("provider_");
        assertThat(answer.status())
                .as(description(method, mounted, body, answer))
                .matches(status -> status < 500 || isProviders);
        assertThat(answer.header("X-Request-Id")).as(target).startsWith("req_");
        if (answer.status() >= 400) {
            answer.expect(answer.status(), answer.code());
        }
        return answer;
    }

    private String description(String method, String target, String body, Answer answer) {
        return "-Dfuzz.seed=" + seed + ' ' + method + ' ' + target + ' ' + body + " -> " + answer.body();
    }

    private Optional<JsonNode> body(JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode()
                ? Optional.empty()
                : Optional.of(document.at(schema.path("$ref").asText().substring(1)));
    }

    private boolean isList(JsonNode operation) {
        return operation
                .at("/responses/200/content/application~1json/schema/properties/data/type")
                .asText()
                .equals("array");
    }

    private String withIds(String path) {
        return path.replaceFirst("\\{\\w+}", ids.isEmpty() ? "cus_1" : ids.get(random.nextInt(ids.size())));
    }

    private String query(JsonNode operation) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && !name.equals("cursor") && random.nextInt(4) == 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(sample(parameter)));
            }
        }
        return query.toString();
    }

    private String sample(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        if (schema.has("enum")) {
            return schema.path("enum")
                    .path(random.nextInt(schema.path("enum").size()))
                    .asText();
        }
        if (schema.path("type").asText().equals("integer")) {
            return String.valueOf(random.nextInt(-5, 200));
        }
        return schema.has("format") ? "2026-11-22T08:00:00+07:00" : "a😀";
    }

    private void remember(JsonNode envelope) {
        envelope.findValuesAsText("id").stream()
                // Revoking its own key would end the test.
                .filter(id -> !id.equals(api.key().apiKey().id()))
                .filter(id -> id.contains("_") && id.length() < 64 && ids.size() < 500 && !ids.contains(id))
                .forEach(ids::add);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
