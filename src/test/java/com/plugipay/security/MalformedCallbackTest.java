package com.plugipay.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.json.Json;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.midtrans.MidtransFactory;
import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.providers.xendit.XenditFactory;
import com.plugipay.sandbox.Sandbox;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestSandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Notices that carry the right proof and say what no provider should: each is answered, worked once or kept with a reason, and
 * nothing of it is an error of ours. The money that is there before is there afterwards.
 */
class MalformedCallbackTest {
    /** The allowed reasons for not processing a callback; {@code internal} and {@code not_storable} are none. */
    private static final List<String> REASONS = List.of(
            "not_json",
            "names_no_payment",
            "unknown_charge",
            "not_confirmed",
            "provider_quota",
            "rate_limited",
            "provider_timeout",
            "reference_of_another_payment");

    private static final List<String> VALUES = List.of(
            "\"\\u0000\"",
            "\"SUCCEEDED\\u0000\"",
            "\"\\ud800\"",
            "\"" + "9".repeat(20_000) + "\"",
            "\"\\u202e\\ufffe\"",
            "-1",
            "0",
            "150000.5",
            "\"150000.555\"",
            "1e400000000",
            "9223372036854775808",
            "999999999999999",
            "\"XXQ\"",
            "null",
            "true",
            "{\"a\":[]}",
            "[".repeat(500) + "]".repeat(500),
            "1,\"amount\":2,\"amount\":3",
            "\"{another}\"",
            "\"{anotherReference}\"",
            "\"{stranger}\"");

    private final TestSandbox sandbox = TestSandbox.start(7);
    private final AtomicInteger taken = new AtomicInteger();
    private final LogWatch log = LogWatch.all();

    @AfterEach
    void close() {
        log.close();
        sandbox.close();
    }

    @Test
    void malformedCallbacksOfXenditCauseNoInternalError() {
        Api api = sandbox.merchant(XenditFactory.KIND);
        String token = Sandbox.account(XenditFactory.KIND, 0).getString("callbackToken");
        Targets targets = targets(api, sandbox.merchant(XenditFactory.KIND), XenditFactory.KIND, "gopay");
        String capture = """
                {"event":"payment.capture","business_id":"b","data":{"payment_id":"py-1","reference_id":"{victim}",
                 "payment_request_id":"{reference}","currency":"IDR","request_amount":150000,"channel_code":"GOPAY",
                 "captures":[{"capture_amount":150000}],"status":"SUCCEEDED","failure_code":"X"}}""";
        String refund = """
                {"event":"refund.succeeded","data":{"id":"rfd-1","payment_request_id":"{anotherReference}","amount":1000,
                 "currency":"IDR","status":"SUCCEEDED","reference_id":"re_01J9ZQ7KCCCCCCCCCCCCCCCCCC"}}""";
        int number = 0;
        for (String body : nasty(targets, capture, refund)) {
            // Many of them have the same identity.
            Map<String, String> headers = Map.of("x-callback-token", token, "webhook-id", "n" + number++);
            send(api, "xendit", body, headers);
        }
        check(api, targets);
    }

    @Test
    void malformedCallbacksOfMidtransCauseNoInternalError() {
        Api api = sandbox.merchant(MidtransFactory.KIND);
        String key = Sandbox.account(MidtransFactory.KIND, 0).getString("serverKey");
        Targets targets = targets(api, sandbox.merchant(MidtransFactory.KIND), MidtransFactory.KIND, "gopay");
        String settled = """
                {"order_id":"{victim}","status_code":"200","gross_amount":"150000.00","transaction_id":"{reference}",
                 "transaction_status":"settlement","fraud_status":"accept","currency":"IDR","signature_key":"{signature}",
                 "refunds":[{"refund_chargeback_id":1,"refund_amount":"1000.00","refund_key":"a","bank_confirmed_at":"b"}]}""";
        for (String body : nasty(targets, settled)) {
            send(api, "midtrans", signed(body, key), Map.of());
        }
        check(api, targets);
        assertThat(targets.victim().status()).isEqualTo("open");
    }

    @Test
    void malformedCallbacksOfPayPalCauseNoInternalError() throws IOException {
        Api api = sandbox.merchant(PayPalFactory.KIND);
        Targets targets = targets(api, sandbox.merchant(PayPalFactory.KIND), PayPalFactory.KIND, "paypal");
        String capture = """
                {"event_type":"PAYMENT.CAPTURE.COMPLETED","filler":"%s","resource":{"id":"3C6","status":"COMPLETED",
                 "amount":{"currency_code":"USD","value":"49.00"},"custom_id":"{victim}","invoice_id":"{victim}",
                 "status_details":{"reason":"X"},"supplementary_data":{"related_ids":{"order_id":"{reference}"}}}}""";
        String refund = """
                {"event_type":"PAYMENT.CAPTURE.REFUNDED","filler":"%s","resource":{"id":"1JU","status":"COMPLETED",
                 "custom_id":"re_01J9ZQ7KCCCCCCCCCCCCCCCCCC","links":[{"rel":"up",
                 "href":"https://api.paypal.com/v2/payments/captures/3C6"}]}}""";
        try (PayPalInterceptor paypal = new PayPalInterceptor(sandbox, api)) {
            for (String body : nasty(targets, capture, refund)) {
                answered(paypal.passOn(paypal.again(), body), body);
            }
            check(api, targets);
            assertThat(targets.victim().status()).isEqualTo("open");
        }
    }

    /**
     * @param victim is open; nothing has been paid
     * @param another is paid
     * @param stranger is another workspace's
     */
    private record Targets(StartedCheckout victim, StartedCheckout another, StartedCheckout stranger) {
        String in(String template) {
            return template.replace("{victim}", victim.attempt())
                    .replace("{reference}", victim.providerReference())
                    .replace("{another}", another.attempt())
                    .replace("{anotherReference}", another.providerReference())
                    .replace("{stranger}", stranger.attempt());
        }
    }

    private Targets targets(Api api, Api other, ProviderKind kind, String method) {
        String currency = kind == PayPalFactory.KIND ? "USD" : "IDR";
        long amount = kind == PayPalFactory.KIND ? 4_900 : 150_000;
        StartedCheckout paid = StartedCheckout.of(api, method, currency, amount);
        sandbox.act(kind, paid.attempt(), "pay");
        paid.awaitPaid();
        return new Targets(
                StartedCheckout.of(api, method, currency, amount),
                paid,
                StartedCheckout.of(other, method, currency, amount));
    }

    /** Each field of each template with each value, one at a time; and bodies that are no JSON. */
    private static List<String> nasty(Targets targets, String... templates) {
        List<String> bodies = new ArrayList<>();
        for (String template : templates) {
            List<String> fields = Stream.of(template.split("\"", -1))
                    .filter(part -> template.contains("\"" + part + "\":"))
                    .filter(part -> !List.of("filler", "signature_key").contains(part))
                    .distinct()
                    .toList();
            for (int field = 0; field < fields.size(); field++) {
                // All values of some fields, and some values of all fields.
                for (int value = field % 3; value < VALUES.size(); value += 3) {
                    bodies.add(with(template, fields.get(field), VALUES.get(value)));
                }
            }
        }
        bodies.add("{\"filler\":\"%s\"");
        bodies.add("[\"%s\"]");
        return bodies.stream().map(targets::in).toList();
    }

    private static String with(String template, String field, String value) {
        return template.replaceFirst(
                "\"" + field + "\":\\s*(\"[^\"]*\"|[0-9]+|\\[.*?]|\\{.*?})",
                "\"" + field + "\":" + Matcher.quoteReplacement(value));
    }

    private void send(Api api, String provider, String body, Map<String, String> headers) {
        String target =
                "/v1/inbound-webhooks/" + provider + "/" + api.key().apiKey().workspaceId();
        answered(api.raw("POST", target, body.getBytes(StandardCharsets.UTF_8), headers), body);
    }

    private void answered(Answer answer, String body) {
        assertThat(answer.status())
                .as(body.substring(0, Math.min(500, body.length())))
                .isBetween(200, 499);
        taken.addAndGet(answer.status() == 200 ? 1 : 0);
    }

    /** Signs the fields that Midtrans signs, whatever their values are. */
    private static String signed(String body, String key) {
        StringBuilder text = new StringBuilder();
        for (String field : List.of("order_id", "status_code", "gross_amount")) {
            Matcher value = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(body);
            text.append(value.find() ? Json.read("\"" + value.group(1) + "\"", String.class) : "");
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest((text + key).getBytes(StandardCharsets.UTF_8));
            return body.replace("{signature}", HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void check(Api api, Targets targets) {
        StoredCallbacks inbox = new StoredCallbacks(sandbox, api);
        assertThat(inbox.reasons()).isSubsetOf(REASONS);
        assertThat(targets.another().payment().path("status").asText()).isEqualTo("succeeded");
        assertThat(targets.another().payment().path("amountRefunded").asLong()).isZero();
        assertThat(targets.stranger().status()).isEqualTo("open");
        assertThat(api.get("/v1/refunds").data()).isEmpty();
        assertThat(taken.get()).as("with the right proof").isGreaterThan(20);
        // Other tests of this process log errors of their own.
        List<String> ids = inbox.ids();
        assertThat(log.errors()).noneMatch(error -> ids.stream().anyMatch(id -> error.contains("=\"" + id + "\"")));
    }
}
