package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.kit.api.Jsons.object;
import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.midtrans.MidtransErrors.requirePossible;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Snap's sessions, and the choices that buyers make in them. */
final class Snap {
    private static final Duration PAGE_EXPIRY = Duration.ofHours(24);

    private final StandInTools tools;
    private final MidtransOptions options;
    private final MidtransLedger ledger;
    private final MidtransChargeCreator charges;
    private final SeededIds ids;
    private final Map<String, SnapSession> sessions = new LinkedHashMap<>();

    Snap(
            StandInTools tools,
            MidtransOptions options,
            MidtransLedger ledger,
            MidtransChargeCreator charges,
            SeededIds ids) {
        this.tools = tools;
        this.options = options;
        this.ledger = ledger;
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
        return tools.url("/snap/v4/redirection/" + session.token());
    }

    /** The same unpaid order gives another session, and the charges of the first can still be paid. */
    SnapSession open(MidtransOrder order, JsonObject body) {
        boolean used = ledger.ofOrder(order.merchant(), order.orderId())
                .filter(payment -> payment.status() != Status.PENDING
                        && payment.status() != Status.DENY
                        && payment.status() != Status.FAILURE)
                .isPresent();
        if (used) {
            throw MidtransErrors.invalid(
                    "transaction_details.order_id has been paid and utilized, please use another order ID");
        }
        Instant now = tools.now();
        SnapSession.Terms terms = new SnapSession.Terms(
                order,
                enabled(body),
                !Boolean.FALSE.equals(object(body, "credit_card").getValue("secure")),
                text(object(body, "callbacks"), "finish"),
                CustomExpiry.ofSnapCharge(body, now),
                Objects.requireNonNullElse(CustomExpiry.ofSnapPage(body, now), now.plus(PAGE_EXPIRY)));
        SnapSession session = new SnapSession(ids.uuid(), terms, now);
        sessions.put(session.token(), session);
        return session;
    }

    void cancel(SnapSession session) {
        MidtransPayment current = session.current();
        if (session.canceled()) {
            throw MidtransErrors.invalid("token already canceled");
        }
        if (current != null && (current.pending() || current.status().paid())) {
            throw MidtransErrors.invalid("Transaction is on progress");
        }
        session.cancel();
    }

    /**
     * The buyer's choice becomes a charge.
     *
     * @param mobile GoPay opens its app on a phone; elsewhere it is paid, and reported, as QRIS
     */
    MidtransPayment choose(SnapSession session, MidtransPaymentType chosen, String phone, boolean mobile) {
        requireOffered(session, chosen);
        MidtransPaymentType channel =
                chosen == MidtransPaymentType.GOPAY && !mobile ? MidtransPaymentType.QRIS : chosen;
        JsonObject part = json("callback_url", url(session), "phone_number", phone);
        return begin(
                session,
                charges.charge(session.order(), channel, part, session.terms().chargeEndsAt()));
    }

    /** @param secure whether the bank asks for a password first */
    MidtransPayment chooseCard(SnapSession session, TestCard card, boolean secure) {
        requireOffered(session, MidtransPaymentType.CARD);
        return begin(
                session,
                charges.chargeCard(
                        session.order(), card, secure, session.terms().chargeEndsAt()));
    }

    /** Another card on a page that the buyer has kept open in a second window, whatever became of the first. */
    MidtransPayment again(SnapSession session) {
        MidtransPayment another = charges.chargeCard(
                session.order(), TestCard.VISA, true, session.terms().chargeEndsAt());
        session.add(another);
        return another;
    }

    /** The session in which that order was opened. */
    Optional<SnapSession> ofOrder(MidtransOrder order) {
        return sessions.values().stream()
                .filter(session -> session.order().equals(order))
                .findFirst();
    }

    private MidtransPayment begin(SnapSession session, MidtransPayment payment) {
        MidtransPayment earlier = session.current();
        if (earlier != null && earlier.pending()) {
            // No notice: for the merchant it is still the same order, and open.
            earlier.become(Status.CANCEL, tools.now());
        }
        payment.returnUrl = url(session);
        session.add(payment);
        return payment;
    }

    private void requireOffered(SnapSession session, MidtransPaymentType chosen) {
        requirePossible(session.open(tools.now()) && session.terms().enabled().contains(chosen));
    }

    private List<MidtransPaymentType> enabled(JsonObject body) {
        List<MidtransPaymentType> wanted = body.getValue("enabled_payments") instanceof JsonArray names
                ? names.stream()
                        .flatMap(name -> MidtransPaymentType.ofSnapName(String.valueOf(name)).stream())
                        .distinct()
                        .toList()
                : Arrays.asList(MidtransPaymentType.values());
        return wanted.stream().filter(options::enabled).toList();
    }
}
