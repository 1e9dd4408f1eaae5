package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.json.Json;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no JSON object, or contain what cannot be stored. */
class BadJsonTest {
    private final Api api =
            Api.of(TestGateway.shared(), TestGateway.shared().workspace().test());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\":\"A\"",
                "{\"name\":\"A",
                "{\"name\":}",
                "{name:\"A\"}",
                "{'name':'A'}",
                "{\"name\":\"A\",}",
                "{\"name\":\"A\"} x",
                "{\"name\":\"A\"}{\"name\":\"B\"}",
                "{\"name\":\"A\",\"name\":\"B\"}",
                "{\"address\":{\"city\":\"A\",\"city\":\"B\"}}",
                "{\"name\":\"\\x41\"}",
                "{\"name\":\"a\nb\"}",
                "{\"name\":NaN}",
                "{\"name\":01}",
                "/* c */ {}",
                "[]",
                "[{\"name\":\"A\"}]",
                "\"name\"",
                "null",
                "true",
                "5",
                " ",
                "\ufeff{}",
                "name=A&email=b"
            })
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        api.post("/v1/customers", body).expect(400, "validation_error");
    }

    @Test
    void deepNestingIsRefused() {
        for (int depth : new int[] {17, 1000, 50_000}) {
            api.post("/v1/customers", "{\"address\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
                    .expect(400, "validation_error");
            api.post("/v1/customers", "{\"address\":".repeat(Math.min(depth, 20_000)))
                    .expect(400, "validation_error");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"A\\u0000B\"}",
                "{\"name\":\"\\ud83d\"}",
                "{\"name\":\"\\ude00\\ud83d\"}",
                "{\"metadata\":{\"k\\u0000\":\"v\"}}",
                "{\"metadata\":{\"k\":\"\\ud800\"}}",
                "{\"metadata\":{\"\\udfff\":\"v\"}}",
                "{\"address\":{\"city\":\"\\u0000\"}}",
                "{\"\\u0000\":1}",
                "{\"\\ud800\":1}",
                "{\"\\ud800\":1,\"\\ud800\":2}",
                "{\"\\udc00\":{\"\\u0000\":[\"\\ud800\"]}}"
            })
    void loneSurrogatesAndNulAreRefused(String body) {
        api.post("/v1/customers", body).expect(400, "validation_error");
    }

    @Test
    void theFieldOfALoneSurrogateIsReported() {
        assertThat(api.post("/v1/customers", "{\"address\":{\"city\":\"\\u0000\"}}")
                        .field())
                .isEqualTo("address/city");
        assertThat(api.post("/v1/customers", "{\"metadata\":{\"k\":\"\\ud800\"}}")
                        .field())
                .isEqualTo("metadata/k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "c080", "eda080", "eda080edb080", "f8888080", "f4908080", "e08080"})
    void bytesThatAreNotUtf8AreRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex("7b226e616d65223a22" + hex + "227d");
        post(bytes).expect(400, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "UTF-16"})
    void otherEncodingsAreRefused(String encoding) {
        post("{\"name\":\"A\\u0000B\"}".getBytes(Charset.forName(encoding))).expect(400, "validation_error");
        post("{\"name\":\"A\"}".getBytes(Charset.forName(encoding))).expect(400, "validation_error");
    }

    @Test
    void textInEveryLanguageIsStoredUnchanged() {
        for (String name : List.of(
                "Žluťoučký kůň",
                "黃金 コーヒー",
                "مقهى \u202Eabc\u202C",
                "👩‍👩‍👧‍👦 Warung 😀",
                "e\u0301",
                "line\u2028separator \t tab",
                "'; drop table customers; --",
                "<script>alert(1)</script>",
                "\uFFFF\uFFFD")) {
            Answer made =
                    api.post("/v1/customers", Json.text(Map.of("name", name))).expect(201);
            assertThat(made.text("name")).isEqualTo(name);
            assertThat(api.get("/v1/customers/" + made.id()).text("name")).isEqualTo(name);
        }
        assertThat(api.post("/v1/customers", "{\"name\":\"\\ud83d\\ude00 \\u00e9\"}")
                        .text("name"))
                .isEqualTo("😀 é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/json-patch+json",
                "application/jsonp",
                "json"
            })
    void anotherContentTypeIsRefused(String type) {
        api.raw("POST", "/v1/customers", bytes("{}"), Map.of("Authorization", bearer(), "Content-Type", type))
                .expect(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=utf-8"})
    void jsonIsAccepted(String type) {
        api.raw("POST", "/v1/customers", bytes("{}"), Map.of("Authorization", bearer(), "Content-Type", type))
                .expect(201);
    }

    @Test
    void anEmptyBodyIsAnEmptyObject() {
        api.post("/v1/customers", "").expect(201);
        api.raw("POST", "/v1/customers", new byte[0], Map.of("Authorization", bearer()))
                .expect(201);
        String id = api.post("/v1/customers", "{}").expect(201).id();
        api.patch("/v1/customers/" + id, "").expect(200);
        api.delete("/v1/customers/" + id).expect(204);
    }

    private Answer post(byte[] body) {
        return api.raw("POST", "/v1/customers", body, Map.of("Authorization", bearer()));
    }

    private String bearer() {
        return "Bearer " + api.key().key();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
