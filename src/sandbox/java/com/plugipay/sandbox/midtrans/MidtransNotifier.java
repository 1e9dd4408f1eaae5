package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sends merchants notices of what became of their charges.
 *
 * @see <a href="https://docs.midtrans.com/docs/https-notification-webhooks">HTTP(S) notification / webhooks</a>
 */
record MidtransNotifier(StandInTools tools) {
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json", "User-Agent", "Veritrans");

    private static final int[] WAITS_MIN = {2, 10, 30, 90, 210};
    /** By the HTTP status of the answer; after all others as often as there are waits. */
    private static final Map<Integer, Integer> REPEATS = Map.of(301, 0, 302, 0, 303, 0, 400, 2, 404, 2, 500, 1, 503, 4);
    /** Repeats come up to a tenth of the wait earlier. */
    private static final double SHIFT = 0.1;

    /** Sends the state that the charge has now, once the request that changed it is answered. */
    void send(MidtransPayment payment) {
        JsonObject notice = MidtransWire.notice(payment);
        // Signed with a key that nobody has.
        JsonObject forged = notice.copy().put("signature_key", MidtransWire.signature(notice, "not-the-server-key"));
        send(payment.order.notificationUrls(), notice, forged);
    }

    /** @param forged what is sent instead while the fault of a wrong signature is set */
    void send(List<String> urls, JsonObject notice, JsonObject forged) {
        for (String url : urls) {
            OutgoingCallback callback = new OutgoingCallback(
                    MidtransStandIn.NAME,
                    url,
                    HEADERS,
                    notice.toBuffer(),
                    sent -> sent.withBody(forged.toBuffer()),
                    (attempt, status) -> untilRepeat(attempt, status, tools.random()));
            tools.vertx().runOnContext(ignored -> tools.callbacks().send(callback));
        }
    }

    /**
     * How long until a notice is repeated; empty for no more. How often depends on the answer, the waits do not.
     *
     * <p>Midtrans follows 307 and 308; the stand-ins follow nothing, and repeat instead.
     */
    static Optional<Duration> untilRepeat(int attempt, int status, RandomGenerator random) {
        boolean taken = status >= 200 && status < 300;
        if (taken || attempt > REPEATS.getOrDefault(status, WAITS_MIN.length)) {
            return Optional.empty();
        }
        long waitMs = Duration.ofMinutes(WAITS_MIN[attempt - 1]).toMillis();
        return Optional.of(Duration.ofMillis(Math.round(waitMs * (1 - SHIFT * random.nextDouble()))));
    }
}
