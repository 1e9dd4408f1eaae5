package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page on which a buyer chooses how to pay; until then there is no charge. */
final class SnapSession extends ProviderObject<MidtransMerchant, SnapSession.State> {
    /** What the books say, while there is no charge. */
    enum State {
        SNAP_OPEN,
        SNAP_CANCELED,
        SNAP_EXPIRED
    }

    final MidtransOrder order;
    final List<MidtransPaymentType> enabled;
    /** Where the buyer goes in the end; null for nowhere. */
    final @Nullable String finishUrl;
    /** Until when the buyer's charge can be paid; null for as long as the method takes. */
    final @Nullable Instant chargeEndsAt;
    /** Whether a buyer can let the card be saved. */
    final boolean savesCards;
    /** The latest try; null until the buyer has chosen. */
    @Nullable
    MidtransPayment current;

    SnapSession(String token, MidtransOrder order, JsonObject body, List<MidtransPaymentType> enabled, Instant now) {
        super(token, order.merchant(), State.SNAP_OPEN, now);
        this.order = order;
        this.enabled = enabled;
        String userId = text(body, "user_id");
        this.savesCards = userId != null
                && !userId.isBlank()
                && Boolean.TRUE.equals(object(body, "credit_card").getValue("save_card"));
        this.finishUrl = text(object(body, "callbacks"), "finish");
        this.chargeEndsAt = MidtransOrder.expiry(body, "expiry", "start_time", "duration", now);
    }

    /** Whether the buyer can still choose. */
    boolean open() {
        MidtransPayment latest = current;
        return status() == State.SNAP_OPEN && (latest == null || !latest.status().paid);
    }

    /** Whether there is a charge that is paid or can be paid. */
    boolean inProgress() {
        MidtransPayment latest = current;
        return latest != null && (latest.pending() || latest.status().paid);
    }
}
