package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.kit.api.Jsons.text;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import com.plugipay.sandbox.midtrans.SnapSession.State;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransStyle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Snap: its API under {@code /snap/v1}, and the choices that buyers make on its page. Unlike in the Core API, the HTTP
 * status says what happened.
 */
record Snap(StandInTools tools, MidtransLedger ledger, MidtransChargeCreator charges) implements MidtransStyle {
    private static final String TOKEN = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final Duration PAGE_EXPIRY = Duration.ofHours(24);
    /** What leaves an order unpaid. */
    private static final Set<Status> UNPAID = EnumSet.of(Status.PENDING, Status.DENY, Status.FAILURE);

    void mount(Router router) {
        ProviderApi<MidtransMerchant> api = new ProviderApi<>(router, tools.faults(), this, List.of("/snap/v1/*"));
        api.post("/snap/v1/transactions", this::create);
        api.post("/snap/v1/transactions/:id/cancel", this::cancel);
        api.refuseRest();
    }

    @Override
    public Map<String, MidtransMerchant> merchants() {
        return ledger.merchants();
    }

    @Override
    public String wrongKey() {
        return "Access denied due to unauthorized transaction, please check client or server key";
    }

    String url(SnapSession session) {
        return tools.url("/snap/v4/redirection/" + session.id());
    }

    /** The same unpaid order gives another session, and the charges of the first can still be paid. */
    private ApiReply create(ApiCall<MidtransMerchant> call) {
        JsonObject body = MidtransStyle.body(call);
        MidtransOrder order = MidtransOrder.read(call, body);
        if (ledger.ofOrder(order.merchant(), order.orderId())
                .filter(earlier -> !UNPAID.contains(earlier.status()))
                .isPresent()) {
            throw MidtransStyle.invalid(
                    "transaction_details.order_id has been paid and utilized, please use another order ID");
        }
        Instant now = tools.now();
        Instant pageEndsAt = Objects.requireNonNullElse(
                MidtransOrder.expiry(body, "page_expiry", "start_time", "duration", now), now.plus(PAGE_EXPIRY));
        SnapSession session = new SnapSession(tools.ids().uuid(), order, body, enabled(body), now);
        ledger.sessions().add(session);
        tools.timers().at(pageEndsAt, () -> expire(session));
        return ApiReply.of(201, json("token", session.id(), "redirect_url", url(session)));
    }

    private ApiReply cancel(ApiCall<MidtransMerchant> call) {
        cancel(ledger.sessions()
                .find(call.merchant(), call.id())
                .orElseThrow(() -> MidtransStyle.refusal(404, "token not found")));
        return ApiReply.of(json("canceled_at", MidtransWire.time(tools.now())));
    }

    void cancel(SnapSession session) {
        if (session.status() == State.SNAP_CANCELED) {
            throw MidtransStyle.invalid("token already canceled");
        }
        if (session.inProgress()) {
            throw MidtransStyle.invalid("Transaction is on progress");
        }
        session.become(State.SNAP_CANCELED, tools.now());
    }

    /** No notice is sent. */
    void expire(SnapSession session) {
        if (session.status() == State.SNAP_OPEN) {
            session.become(State.SNAP_EXPIRED, tools.now());
        }
    }

    /**
     * The buyer's choice becomes a charge.
     *
     * @param mobile GoPay opens its app on a phone; elsewhere it is paid, and reported, as QRIS
     * @param part what the method needs, as in a request to the Core API
     */
    MidtransPayment choose(SnapSession session, MidtransPaymentType chosen, boolean mobile, JsonObject part) {
        MidtransStyle.requirePossible(session.open() && session.enabled.contains(chosen));
        MidtransPayment earlier = session.current;
        if (earlier != null && earlier.pending()) {
            // No notice: for the merchant it is still the same order, and open.
            earlier.become(Status.CANCEL, tools.now());
        }
        boolean picture = chosen == MidtransPaymentType.GOPAY && !mobile;
        return begin(session, picture ? MidtransPaymentType.QRIS : chosen, part);
    }

    /** A charge whatever became of the one before, as on a page that the buyer has kept open in a second window. */
    MidtransPayment begin(SnapSession session, MidtransPaymentType channel, JsonObject part) {
        MidtransPayment payment = charges.charge(session.order, channel, part, session.chargeEndsAt);
        payment.returnUrl = url(session);
        payment.session = session;
        payment.saved = saved(session, payment.card, part);
        session.current = payment;
        return payment;
    }

    /** Midtrans saves only a card that its bank has asked for a password, as all do here. */
    private @Nullable SavedCard saved(SnapSession session, @Nullable TestCard card, JsonObject part) {
        String until = text(part, "saved_until");
        return card == null || until == null || !session.savesCards
                ? null
                : new SavedCard(card.savedToken(tools.ids().pick(TOKEN, 20)), card, SavedCard.end(until));
    }

    /**
     * What choosing this card sends: its bank asks for a password.
     *
     * @param savedUntil what stands on the card of a buyer who lets it be saved; null for others
     */
    JsonObject part(TestCard card, @Nullable String savedUntil) {
        return known("token_id", ledger.tokenize(card, tools), "authentication", true, "saved_until", savedUntil);
    }

    private List<MidtransPaymentType> enabled(JsonObject body) {
        JsonArray wanted = body.getJsonArray("enabled_payments");
        return Arrays.stream(MidtransPaymentType.values())
                .filter(channel -> wanted == null || wanted.contains(channel.snapName))
                .filter(channel -> ledger.options().enabled(channel.snapName))
                .toList();
    }
}
