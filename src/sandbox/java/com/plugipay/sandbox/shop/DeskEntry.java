package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.api.Jsons;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One session on the merchant's desk, and its payment, null while there is none; both as the gateway's API writes them. */
public record DeskEntry(JsonObject session, @Nullable JsonObject payment) {
    /** The shop's own number for it; the gateway's id for a session that is not from this shop. */
    public String title() {
        return Jsons.object(session, "metadata").getString("orderNumber", session.getString("id"));
    }

    /** The shop's own id for it; null for a session that is not from this shop. */
    public @Nullable String orderId() {
        return Jsons.object(session, "metadata").getString("orderId");
    }

    public String amount() {
        return MinorUnits.text(session.getLong("amount"), session.getString("currency"));
    }

    boolean finished() {
        return !"open".equals(session.getString("status"));
    }

    /** Whether the buyer says that the money is on its way. */
    public boolean claimed() {
        return session.getBoolean("reviewPending", false)
                || (payment != null && "pending".equals(payment.getString("status")));
    }

    /** Whether the merchant, and nobody else, can say if the money came. */
    public boolean settledByHand() {
        return Objects.requireNonNullElse(session.getString("provider"), "manual")
                .equals("manual");
    }

    public String method() {
        String method = payment == null
                ? session.getString("paymentMethod")
                : payment.getJsonObject("paymentMethod").getString("label");
        return method == null ? "not chosen yet" : method.replace('_', ' ');
    }

    /** What arrives after fees; null until the gateway knows. */
    public @Nullable String net() {
        return payment == null || payment.getLong("netAmount") == null
                ? null
                : MinorUnits.text(payment.getLong("netAmount"), payment.getString("currency"));
    }
}
