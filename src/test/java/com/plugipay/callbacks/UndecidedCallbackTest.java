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

/** A flood of callbacks whose proofs cannot be checked is told in part, and soon how many more there were. */
class UndecidedCallbackTest {
    private static final int SENT = 400;
    private static final Pattern OMITTED = Pattern.compile("More proofs of callbacks .* omitted=\"(\\d+)\"");

    @Test
    void whatIsLeftOutOfTheLogIsCountedThere() {
        try (TestSandbox sandbox = TestSandbox.start(11);
                LogWatch log = LogWatch.of(CallbackRoutes.class.getName())) {
            Api api = sandbox.merchant(PayPalFactory.KIND);
            long undecided = IntStream.range(0, SENT)
                    .parallel()
                    .mapToObj(i -> notice(sandbox, api, i))
                    .filter(answer -> answer.status() == 503)
                    .count();
            // The others were those whose certificate was looked for.
            assertThat(undecided).isGreaterThan(SENT / 2);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(told(log) + omitted(log)).isGreaterThanOrEqualTo(undecided));
            assertThat(told(log)).isLessThan(undecided);
        }
    }

    /** Each names another certificate at PayPal's host: of these a node looks for few. */
    private static Answer notice(TestSandbox sandbox, Api api, int number) {
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

    private static long told(LogWatch log) {
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
