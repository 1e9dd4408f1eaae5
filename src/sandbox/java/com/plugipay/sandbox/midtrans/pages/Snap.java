package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransChargeCreator;
import com.plugipay.sandbox.midtrans.MidtransIds;
import com.plugipay.sandbox.midtrans.MidtransLedger;
import com.plugipay.sandbox.midtrans.MidtransOptions;
import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import com.plugipay.sandbox.midtrans.Status;
import com.plugipay.sandbox.midtrans.TestCard;
import com.plugipay.sandbox.midtrans.api.CustomExpiry;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Snap's sessions, and the choices that buyers make in them. */
public final class Snap {
    private static final Duration PAGE_EXPIRY = Duration.ofHours(24);

    private final StandInTools tools;
    private final MidtransOptions options;
    private final MidtransLedger transactions;
    private final MidtransChargeCreator charges;
    private final MidtransIds ids;
    private final Map<String, SnapSession> sessions = new LinkedHashMap<>();

    public Snap(
            StandInTools tools,
            MidtransOptions options,
            MidtransLedger transactions,
            MidtransChargeCreator charges,
            MidtransIds ids) {
        this.tools = tools;
        this.options = options;
        this.transactions = transactions;
        this.charges = charges;
        this.ids = ids;
    }

    public Collection<SnapSession> all() {
        return sessions.values();
    }

    public Optional<SnapSession> find(String token) {
        return Optional.ofNullable(sessions.get(token));
    }

    public String url(SnapSession session) {
        return tools.baseUrl().get() + "/snap/v4/redirection/" + session.token();
    }

    /** The same unpaid order gives another session, and the charges of the first can still be paid. */
    public SnapSession open(MidtransOrder order, JsonObject body) {
        boolean used = transactions
                .ofOrder(order.merchant(), order.orderId())
                .filter(transaction -> transaction.status() != Status.PENDING
                        && transaction.status() != Status.DENY
                        && transaction.status() != Status.FAILURE)
                .isPresent();
        if (used) {
            throw MidtransRefusal.invalid(
                    "transaction_details.order_id has been paid and utilized, please use another order ID");
        }
        Instant now = tools.clock().instant();
        @Nullable Instant pageEndsAt = CustomExpiry.ofSnapPage(body, now);
        @Nullable JsonObject card = MidtransWire.object(body, "credit_card");
        SnapSession session = new SnapSession(
                ids.uuid(),
                order,
                enabled(body),
                card == null || !Boolean.FALSE.equals(card.getValue("secure")),
                MidtransWire.text(MidtransWire.object(body, "callbacks"), "finish"),
                CustomExpiry.ofSnapCharge(body, now),
                now,
                pageEndsAt == null ? now.plus(PAGE_EXPIRY) : pageEndsAt);
        sessions.put(session.token(), session);
        return session;
    }

    public void cancel(SnapSession session) {
        MidtransPayment current = session.current();
        if (session.canceled()) {
            throw MidtransRefusal.invalid("token already canceled");
        }
        if (current != null && (current.pending() || current.status().paid())) {
            throw MidtransRefusal.invalid("Transaction is on progress");
        }
        session.cancel(tools.clock().instant());
    }

    /**
     * The buyer's choice becomes a charge.
     *
     * @param mobile GoPay opens its app on a phone; elsewhere it is paid, and reported, as QRIS
     */
    public MidtransPayment choose(SnapSession session, MidtransPaymentType chosen, String phone, boolean mobile) {
        MidtransPaymentType channel =
                chosen == MidtransPaymentType.GOPAY && !mobile ? MidtransPaymentType.QRIS : chosen;
        require(session, chosen);
        JsonObject asked = new JsonObject().put("callback_url", url(session)).put("phone_number", phone);
        return begin(session, charges.charge(session.order(), channel, asked, session.chargeEndsAt()));
    }

    MidtransPayment chooseCard(SnapSession session, TestCard card) {
        require(session, MidtransPaymentType.CARD);
        return begin(
                session,
                charges.chargeCard(session.order(), card, session.authenticatesCards(), session.chargeEndsAt()));
    }

    /** A card whose bank has not answered yet. */
    public MidtransPayment holdCard(SnapSession session) {
        require(session, MidtransPaymentType.CARD);
        return begin(session, charges.chargeCard(session.order(), TestCard.VISA, true, session.chargeEndsAt()));
    }

    /** Whether that order was opened here. */
    public boolean knows(MidtransOrder order) {
        return ofOrder(order).isPresent();
    }

    /** Another card on a page that the buyer has kept open in a second window, whatever became of the first. */
    public MidtransPayment again(MidtransOrder order) {
        SnapSession session = ofOrder(order).orElseThrow(MidtransRefusal::notNow);
        MidtransPayment another = charges.chargeCard(order, TestCard.VISA, true, session.chargeEndsAt());
        session.tries(another);
        return another;
    }

    private Optional<SnapSession> ofOrder(MidtransOrder order) {
        return sessions.values().stream()
                .filter(session -> session.order().equals(order))
                .findFirst();
    }

    private MidtransPayment begin(SnapSession session, MidtransPayment transaction) {
        MidtransPayment earlier = session.current();
        if (earlier != null && earlier.pending()) {
            // Nobody is told: for the merchant it is still the same order, and open.
            earlier.become(Status.CANCEL);
        }
        transaction.returnTo(url(session));
        session.tries(transaction);
        return transaction;
    }

    private void require(SnapSession session, MidtransPaymentType chosen) {
        if (!session.open(tools.clock().instant()) || !session.enabled().contains(chosen)) {
            throw MidtransRefusal.notNow();
        }
    }

    private List<MidtransPaymentType> enabled(JsonObject body) {
        List<MidtransPaymentType> asked = body.getValue("enabled_payments") instanceof JsonArray names
                ? names.stream()
                        .flatMap(name -> MidtransPaymentType.ofSnapName(String.valueOf(name)).stream())
                        .distinct()
                        .toList()
                : Arrays.asList(MidtransPaymentType.values());
        return asked.stream().filter(options::enabled).toList();
    }
}
