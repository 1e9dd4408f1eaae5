package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.standins.StandInTools;
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
final class Snap {
    private static final Duration PAGE_EXPIRY = Duration.ofHours(24);

    private final StandInTools tools;
    private final MidtransOptions options;
    private final Transactions transactions;
    private final Charges charges;
    private final Ids ids;
    private final Map<String, SnapSession> sessions = new LinkedHashMap<>();

    Snap(StandInTools tools, MidtransOptions options, Transactions transactions, Charges charges, Ids ids) {
        this.tools = tools;
        this.options = options;
        this.transactions = transactions;
        this.charges = charges;
        this.ids = ids;
    }

    Collection<SnapSession> all() {
        return sessions.values();
    }

    Optional<SnapSession> find(String token) {
        return Optional.ofNullable(sessions.get(token));
    }

    String url(SnapSession session) {
        return tools.baseUrl().get() + "/snap/v4/redirection/" + session.token();
    }

    /** The same unpaid order gives another session, and the charges of the first can still be paid. */
    SnapSession open(Order order, JsonObject body) {
        boolean used = transactions
                .ofOrder(order.merchant(), order.orderId())
                .filter(transaction -> transaction.status() != Status.PENDING
                        && transaction.status() != Status.DENY
                        && transaction.status() != Status.FAILURE)
                .isPresent();
        if (used) {
            throw Refusal.invalid(
                    "transaction_details.order_id has been paid and utilized, please use another order ID");
        }
        Instant now = tools.clock().instant();
        @Nullable Instant pageEndsAt = Expiry.ofSnapPage(body, now);
        @Nullable JsonObject card = Wire.object(body, "credit_card");
        SnapSession session = new SnapSession(
                ids.uuid(),
                order,
                enabled(body),
                card == null || !Boolean.FALSE.equals(card.getValue("secure")),
                Wire.text(Wire.object(body, "callbacks"), "finish"),
                Expiry.ofSnapCharge(body, now),
                now,
                pageEndsAt == null ? now.plus(PAGE_EXPIRY) : pageEndsAt);
        sessions.put(session.token(), session);
        return session;
    }

    void cancel(SnapSession session) {
        Transaction current = session.current();
        if (session.canceled()) {
            throw Refusal.invalid("token already canceled");
        }
        if (current != null && (current.pending() || current.status().paid())) {
            throw Refusal.invalid("Transaction is on progress");
        }
        session.cancel(tools.clock().instant());
    }

    /**
     * The buyer's choice becomes a charge.
     *
     * @param mobile GoPay opens its app on a phone; elsewhere it is paid, and reported, as QRIS
     */
    Transaction choose(SnapSession session, Channel chosen, String phone, boolean mobile) {
        Channel channel = chosen == Channel.GOPAY && !mobile ? Channel.QRIS : chosen;
        require(session, chosen);
        JsonObject asked = new JsonObject().put("callback_url", url(session)).put("phone_number", phone);
        return begin(session, charges.charge(session.order(), channel, asked, session.chargeEndsAt()));
    }

    Transaction chooseCard(SnapSession session, TestCard card) {
        require(session, Channel.CARD);
        return begin(
                session,
                charges.chargeCard(session.order(), card, session.authenticatesCards(), session.chargeEndsAt()));
    }

    /** A card whose bank has not answered yet. */
    Transaction holdCard(SnapSession session) {
        require(session, Channel.CARD);
        return begin(session, charges.chargeCard(session.order(), TestCard.VISA, true, session.chargeEndsAt()));
    }

    /** Whether that order was opened here. */
    boolean knows(Order order) {
        return ofOrder(order).isPresent();
    }

    /** Another card on a page that the buyer has kept open in a second window, whatever became of the first. */
    Transaction again(Order order) {
        SnapSession session = ofOrder(order).orElseThrow(Refusal::notNow);
        Transaction another = charges.chargeCard(order, TestCard.VISA, true, session.chargeEndsAt());
        session.tries(another);
        return another;
    }

    private Optional<SnapSession> ofOrder(Order order) {
        return sessions.values().stream()
                .filter(session -> session.order().equals(order))
                .findFirst();
    }

    private Transaction begin(SnapSession session, Transaction transaction) {
        Transaction earlier = session.current();
        if (earlier != null && earlier.pending()) {
            // Nobody is told: for the merchant it is still the same order, and open.
            earlier.become(Status.CANCEL);
        }
        transaction.returnTo(url(session));
        session.tries(transaction);
        return transaction;
    }

    private void require(SnapSession session, Channel chosen) {
        if (!session.open(tools.clock().instant()) || !session.enabled().contains(chosen)) {
            throw Refusal.notNow();
        }
    }

    private List<Channel> enabled(JsonObject body) {
        List<Channel> asked = body.getValue("enabled_payments") instanceof JsonArray names
                ? names.stream()
                        .flatMap(name -> Channel.ofSnapName(String.valueOf(name)).stream())
                        .distinct()
                        .toList()
                : Arrays.asList(Channel.values());
        return asked.stream().filter(options::enabled).toList();
    }
}
