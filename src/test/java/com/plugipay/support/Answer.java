package com.plugipay.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.json.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** The response to a request. */
public record Answer(int status, HttpHeaders headers, String body) {

    public static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** The whole envelope. */
    public JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("Not JSON: " + body, malformed);
        }
    }

    public JsonNode data() {
        return json().path("data");
    }

    public String text(String field) {
        return data().path(field).asText();
    }

    public String id() {
        return text("id");
    }

    public String code() {
        return json().path("error").path("code").asText();
    }

    public String field() {
        return json().path("error").path("field").asText();
    }

    public JsonNode details() {
        return json().path("error").path("details");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Fails unless the status is this one. */
    public Answer expect(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is this error, in the complete envelope. */
    public Answer expect(int expected, String code) {
        expect(expected);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        JsonNode envelope = json();
        assertThat(envelope.path("data").isNull()).as(body).isTrue();
        assertThat(code()).as(body).isEqualTo(code);
        // A sentence for people, and not the rule that a machine has checked.
        assertThat(envelope.path("error").path("message").asText())
                .as(body)
                .isNotBlank()
                .doesNotContain("\\d", "\\p", "\\s", "\\S", "\\w", "^[", "[A-Z", ")$");
        assertThat(envelope.path("meta").path("timestamp").asText()).as(body).endsWith("Z");
        assertThat(header("X-Request-Id"))
                .startsWith("req_")
                .isEqualTo(envelope.path("meta").path("requestId").asText());
        return this;
    }
}
