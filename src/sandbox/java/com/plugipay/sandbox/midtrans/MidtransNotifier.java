package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.callbacks.OutgoingCallback;
import com.plugipay.sandbox.midtrans.api.TransactionView;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Tells merchants what became of their charges. */
final class MidtransNotifier {
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json", "User-Agent", "Veritrans");

    private final StandInTools tools;
    private final NoticeRetries retries;

    MidtransNotifier(StandInTools tools) {
        this.tools = tools;
        this.retries = new NoticeRetries(tools.random());
    }

    /** Says how it stands now; sent once the request that changed it is answered. */
    void tell(MidtransPayment transaction) {
        JsonObject notice = TransactionView.notice(transaction);
        tools.vertx()
                .runOnContext(ignored -> transaction
                        .order()
                        .notificationUrls()
                        .forEach(url -> tools.callbacks().send(callback(url, notice))));
    }

    private OutgoingCallback callback(String url, JsonObject notice) {
        return new OutgoingCallback(
                MidtransStandIn.NAME, url, HEADERS, notice.toBuffer(), right -> forged(right, notice), retries);
    }

    /** Signed with a key that nobody has. */
    private static OutgoingCallback forged(OutgoingCallback right, JsonObject notice) {
        String signature = TransactionView.signature(notice, "not-the-server-key");
        return right.withBody(notice.copy().put("signature_key", signature).toBuffer());
    }
}
