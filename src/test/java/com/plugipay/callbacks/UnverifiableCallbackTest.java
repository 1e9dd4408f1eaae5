package com.plugipay.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.providers.paypal.PayPalFactory;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.LogWatch;
import com.plugipay.support.TestSandbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Of many callbacks whose proofs cannot be checked some are logged, and then the number of the others. */
class UnverifiableCallbackTest {
    private static final int SENT = 400;
    private static final Pattern OMITTED = Pattern.compile("More proofs of callbacks .* omitted=\"(\\d+)\"");

    @Test
    void logsHowManyLinesWereLeftOut() {
        try (TestSandbox sandbox = TestSandbox.start(11);
                LogWatch log = LogWatch.of(CallbackRoutes.class.getName())) {
            Api api = sandbox.merchant(PayPalFactory.KIND);
            long unverified = IntStream.range(0, SENT)
                    .parallel()
                    .mapToObj(i -> send(sandbox, api, i))
                    .filter(response -> response.status() == 503)
                    .count();
            // For the others the certificate was fetched.
            assertThat(unverified).isGreaterThan(SENT / 2);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(logged(log) + omitted(log)).isGreaterThanOrEqualTo(unverified));
            assertThat(logged(log)).isLessThan(unverified);
        }
    }

    /** Each names another certificate at PayPal's host: a node fetches few of them. */
    private static Answer send(TestSandbox sandbox, Api api, int number) {
        return api.raw(
                "POST",
                "/v1/inbound-webhooks/paypal/" + api.key().apiKey().workspaceId(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "PayPal-Transmission-Id",
                        "t-" + number,
                        "PayPal-Transmission-Time",
                        sandbox.clock().instant().toString(),
                        "PayPal-Transmission-Sig",
                        "c2lnbmF0dXJl",
                        "PayPal-Auth-Algo",
                        "SHA256withRSA",
                        "PayPal-Cert-Url",
                        sandbox.url() + "/paypal/v1/notifications/certs/CERT-" + number));
    }

    private static long logged(LogWatch log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("The proof of a callback could not be checked"))
                .count();
    }

    private static long omitted(LogWatch log) {
        return log.lines().stream()
                .map(OMITTED::matcher)
                .filter(Matcher::find)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }
}
