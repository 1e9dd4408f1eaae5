package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Sends merchants notices of what became of their charges. */
final class MidtransNotifier {
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json", "User-Agent", "Veritrans");

    private final StandInTools tools;
    private final NoticeRetries retries;

    MidtransNotifier(StandInTools tools) {
        this.tools = tools;
        this.retries = new NoticeRetries(tools.random());
    }

    /** Sends the state that the charge has now, once the request that changed it is answered. */
    void send(MidtransPayment payment) {
        JsonObject notice = TransactionView.notice(payment);
        // Signed with a key that nobody has.
        JsonObject forged = notice.copy().put("signature_key", TransactionView.signature(notice, "not-the-server-key"));
        tools.vertx()
                .runOnContext(ignored -> payment.order
                        .notificationUrls()
                        .forEach(url -> tools.callbacks()
                                .send(new OutgoingCallback(
                                        MidtransStandIn.NAME,
                                        url,
                                        HEADERS,
                                        notice.toBuffer(),
                                        callback -> callback.withBody(forged.toBuffer()),
                                        retries))));
    }
}
