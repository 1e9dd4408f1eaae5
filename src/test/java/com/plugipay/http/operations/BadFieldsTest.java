package com.plugipay.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed bodies with invalid fields: each error is reported with its path, all of them at once. */
class BadFieldsTest {
    private final Api api = TestGateway.shared().merchant();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "-0",
                "1.5",
                "1.0",
                "1e3",
                "1E3",
                "1e400",
                "-1e400",
                "1e-400",
                "1e999999999",
                "1000000000001",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "1000000000000000000000000000000",
                "\"100\"",
                "\"\"",
                "true",
                "null",
                "[]",
                "{}"
            })
    void anAmountIsAPositiveWholeNumberUpToABillion(String amount) {
        for (String target : List.of("/v1/checkout-sessions", "/v1/payments")) {
            Answer refused = api.post(
                            target,
                            (target.endsWith("payments") ? payment() : session(""))
                                    .replace("\"amount\":5000", "\"amount\":" + amount))
                    .expect(400, "validation_error");
            assertThat(refused.field()).as(refused.body()).isEqualTo("amount");
            assertThat(refused.body()).doesNotContain("java", "jackson", "`");
        }
    }

    @Test
    void theLargestAndTheSmallestAmountAreAccepted() {
        for (String amount : List.of("1", "1000000000000")) {
            api.post("/v1/checkout-sessions", session("").replace("5000", amount))
                    .expect(201);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "ZZZ", "idr", "Idr", "ID", "IDRR", "", "I R", "IDR\\n", "\u0130DR"})
    void aCurrencyIsAnIsoCode(String currency) {
        Answer refused = api.post("/v1/checkout-sessions", session("").replace("IDR", currency))
                .expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo("currency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://shop.example/",
                "//shop.example/",
                "shop.example",
                "http://",
                "https://",
                "https:///ok",
                "https://?x",
                "https://#x",
                "https://:80/",
                "https://[",
                "https://[]/",
                "https://user@shop.example/",
                "https://user:password@shop.example/",
                "https://shop.example\\\\@evil.example/",
                "https://shop.example/ ok",
                " https://shop.example/",
                "https://shop.example/\\n",
                "https://shop.example/\\r\\nSet-Cookie: a=b",
                "https://shop.example/\\\"",
                "https://shop.example/<script>",
                "HTTPS//shop.example",
                ""
            })
    void aReturnUrlIsAWebUrl(String url) {
        Answer refused = api.post("/v1/checkout-sessions", session("").replace("https://shop.example/ok", url))
                .expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo("successUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000/ok",
                "https://shop.example",
                "https://shop.example?order=1#paid",
                "https://[::1]:8443/ok",
                "https://xn--caf-dma.example/a@b?c={CHECKOUT}"
            })
    void otherWebUrlsAreAccepted(String url) {
        String plain = url.replace("{CHECKOUT}", "%7BCHECKOUT%7D");
        api.post("/v1/checkout-sessions", session("").replace("https://shop.example/ok", plain))
                .expect(201);
    }

    @Test
    void anUnknownFieldIsReportedByItsPath() {
        assertField("customers", "{\"nmae\":\"A\"}", "nmae");
        assertField("customers", "{\"address\":{\"zip\":\"1\"}}", "address/zip");
        assertField("checkout-sessions", session("\"guest\":{\"mail\":\"a@b\"}"), "guest/mail");
        assertField(
                "checkout-sessions",
                session("\"lineItems\":[{\"name\":\"A\",\"quantity\":1,\"unitAmount\":5000,\"sku\":\"1\"}]"),
                "lineItems/0/sku");
        assertField("checkout-sessions", session("\"customer\":\"cus_1\""), "customer");
        String id = api.post("/v1/customers", "{}").expect(201).id();
        Answer refused =
                api.patch("/v1/customers/" + id, "{\"createdAt\":null}").expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo("createdAt");
        Answer nothing =
                api.post("/v1/payments/pay_1/confirm", "{\"amount\":1}").expect(400, "validation_error");
        assertThat(nothing.field()).isEqualTo("amount");
    }

    @Test
    void everyMissingFieldIsReported() {
        JsonNode details = api.post("/v1/checkout-sessions", "{}")
                .expect(400, "validation_error")
                .details();
        assertThat(details.findValuesAsText("field")).containsExactlyInAnyOrder("currency", "successUrl", "cancelUrl");
        assertThat(api.post("/v1/payments", "").details().findValuesAsText("field"))
                .containsExactlyInAnyOrder("amount", "currency", "method");
        assertThat(api.post("/v1/checkout-sessions", session("\"lineItems\":[{}]"))
                        .details()
                        .findValuesAsText("field"))
                .containsExactlyInAnyOrder("lineItems/0/name", "lineItems/0/quantity", "lineItems/0/unitAmount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":5|name",
                "\"name\":{}|name",
                "\"name\":[\"A\"]|name",
                "\"email\":\"alice\"|email",
                "\"email\":\"a@b\\n\"|email",
                "\"email\":\"a b@c\"|email",
                "\"email\":\"@\"|email",
                "\"address\":\"Solo\"|address",
                "\"address\":[]|address",
                "\"address\":{\"country\":\"Indonesia\"}|address/country",
                "\"externalId\":\"\"|externalId",
                "\"metadata\":\"a\"|metadata",
                "\"metadata\":{\"a\":1}|metadata/a",
                "\"metadata\":{\"a\":null}|metadata/a",
                "\"metadata\":{\"a\":{\"b\":\"c\"}}|metadata/a"
            })
    void aWrongTypeIsReportedByItsPath(String field, String path) {
        assertField("customers", "{" + field + "}", path);
    }

    @Test
    void stringsHaveLimits() {
        for (String field : List.of("name", "phone", "externalId", "taxId", "defaultPaymentTokenId")) {
            assertField("customers", "{\"" + field + "\":\"" + "x".repeat(1000) + "\"}", field);
        }
        assertField("customers", "{\"email\":\"a@" + "x".repeat(320) + "\"}", "email");
        api.post("/v1/customers", "{\"email\":\"a@" + "x".repeat(318) + "\"}").expect(201);
        assertField("customers", "{\"address\":{\"line1\":\"" + "x".repeat(201) + "\"}}", "address/line1");
        api.post("/v1/customers", "{\"name\":\"" + "😀".repeat(255) + "\"}").expect(201);
    }

    @Test
    void metadataHasLimits() {
        api.post("/v1/customers", metadata(50, 1, 1)).expect(201);
        api.post("/v1/customers", metadata(1, 40, 500)).expect(201);
        for (String beyond : List.of(metadata(51, 1, 1), metadata(1, 41, 1), metadata(1, 1, 501))) {
            Answer refused = api.post("/v1/customers", beyond).expect(400, "validation_error");
            assertThat(refused.field()).startsWith("metadata");
        }
        api.post("/v1/customers", "{\"metadata\":{\"\":\"v\"}}").expect(400, "validation_error");
    }

    @Test
    void theLifetimeOfASessionHasLimits() {
        for (String seconds : List.of("59", "86401", "0", "-1", "60.5", "\"60\"", "99999999999")) {
            assertField("checkout-sessions", session("\"expiresInSec\":" + seconds), "expiresInSec");
        }
        for (String seconds : List.of("60", "86400", "null")) {
            api.post("/v1/checkout-sessions", session("\"expiresInSec\":" + seconds))
                    .expect(201);
        }
    }

    @Test
    void lineItemsAddUpToTheAmount() {
        for (String items : List.of(
                item(1, 4999),
                item(1, 5001),
                item(2, 2500) + "," + item(1, 1),
                // 2^64 and the amount: with an overflow the sum would match.
                IntStream.range(0, 18)
                                .mapToObj(i -> item(1_000_000, 1_000_000_000_000L))
                                .collect(Collectors.joining(","))
                        + "," + item(446_744, 1_000_000_000_000L) + "," + item(1, 73_709_556_616L))) {
            assertField("checkout-sessions", session("\"lineItems\":[" + items + "]"), "lineItems");
        }
        api.post("/v1/checkout-sessions", session("\"lineItems\":[" + item(2, 2500) + "]"))
                .expect(201);
        assertField("checkout-sessions", session("\"lineItems\":[" + item(0, 5000) + "]"), "lineItems/0/quantity");
        assertField("checkout-sessions", session("\"lineItems\":[" + item(-1, 5000) + "]"), "lineItems/0/quantity");
        assertField("checkout-sessions", session("\"lineItems\":[" + item(1, -5000) + "]"), "lineItems/0/unitAmount");
    }

    @Test
    void aReferencedObjectMustExist() {
        assertField("checkout-sessions", session("\"customerId\":\"cus_none\""), "customerId");
        Answer refused = api.post("/v1/payments", payment().replace("}", ",\"customerId\":\"cus_none\"}"))
                .expect(400, "validation_error");
        assertThat(refused.field()).isEqualTo("customerId");
        assertField("checkout-sessions", session("\"methods\":[\"cash\"]"), "methods/0");
    }

    private void assertField(String resource, String body, String path) {
        Answer refused = api.post("/v1/" + resource, body).expect(400, "validation_error");
        assertThat(refused.field()).as(refused.body()).isEqualTo(path);
    }

    private static String item(long quantity, long unitAmount) {
        return "{\"name\":\"A\",\"quantity\":" + quantity + ",\"unitAmount\":" + unitAmount + "}";
    }

    private static String metadata(int pairs, int keyLength, int valueLength) {
        return IntStream.range(0, pairs)
                .mapToObj(i ->
                        "\"" + (i == 0 ? "k".repeat(keyLength) : "k" + i) + "\":\"" + "v".repeat(valueLength) + "\"")
                .collect(Collectors.joining(",", "{\"metadata\":{", "}}"));
    }

    private static String session(String more) {
        return """
                {"amount":5000,"currency":"IDR","successUrl":"https://shop.example/ok","cancelUrl":"https://shop.example/no"%s}""".formatted(more.isEmpty() ? "" : "," + more);
    }

    private static String payment() {
        return "{\"amount\":5000,\"currency\":\"IDR\",\"method\":\"bank_transfer\"}";
    }
}
