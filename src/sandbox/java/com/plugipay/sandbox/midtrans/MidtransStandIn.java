package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.ProviderObject;
import com.plugipay.sandbox.kit.StandIn;
import com.plugipay.sandbox.kit.StandInPages;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.api.Refusal;
import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor.Change;
import com.plugipay.sandbox.midtrans.SnapSession.State;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccount;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccounts;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Midtrans on this machine: the Core API under {@code /midtrans/v2}, Snap under {@code /midtrans/snap/v1}, its page,
 * and the buyer's side under {@code /midtrans/simulator}.
 *
 * <p>Not played: subscriptions, pre-authorized cards, the windows of refunds.
 */
public final class MidtransStandIn implements StandIn {
    static final String NAME = "midtrans";

    private final MidtransLedger ledger;
    private final MidtransPaymentProcessor processor;
    private final GoPayAccounts accounts;
    private final CoreApi coreApi;
    private final Snap snap;
    private final MidtransPages pages;

    public MidtransStandIn(StandInTools tools, List<MidtransMerchant> merchants, MidtransOptions options) {
        ledger = new MidtransLedger(merchants, options);
        MidtransNotifier notifier = new MidtransNotifier(tools);
        processor = new MidtransPaymentProcessor(tools, notifier);
        accounts = new GoPayAccounts(tools, ledger.accounts(), notifier::send);
        MidtransChargeCreator charges = new MidtransChargeCreator(tools, ledger, processor);
        coreApi = new CoreApi(tools, ledger, charges, processor, accounts);
        snap = new Snap(tools, ledger, charges);
        pages = new MidtransPages(tools, ledger, processor, charges, snap, new StandInPages("Midtrans"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        coreApi.mount(router);
        snap.mount(router);
        pages.mount(router);
        accounts.mount(router, new StandInPages("Midtrans"));
    }

    /** All charges, and the sessions of Snap that have none yet: under their token, with a status of the stand-in's own. */
    @Override
    public List<BookEntry> books() {
        Stream<BookEntry> charges = ledger.payments().all().stream()
                .map(payment -> entry(
                        payment,
                        payment.order,
                        payment.status().text(),
                        payment.status().paid ? payment.gross : 0,
                        payment.refunded));
        Stream<BookEntry> sessions = ledger.sessions().all().stream()
                .filter(session -> session.current == null)
                .map(session ->
                        entry(session, session.order, session.status().name().toLowerCase(Locale.ROOT), 0, 0));
        Stream<BookEntry> linked = ledger.accounts().all().stream().map(MidtransStandIn::entry);
        return Stream.concat(Stream.concat(charges, sessions), linked).toList();
    }

    /** A linked account moves no money; its reference is the phone of its buyer. */
    private static BookEntry entry(GoPayAccount account) {
        return new BookEntry(
                NAME,
                account.owner().merchantId(),
                account.id(),
                account.phone(),
                0,
                "IDR",
                "account_" + account.status().name().toLowerCase(Locale.ROOT),
                0,
                0,
                account.createdAt());
    }

    private static BookEntry entry(
            ProviderObject<MidtransMerchant, ?> object, MidtransOrder order, String status, long paid, long refunded) {
        return new BookEntry(
                NAME,
                object.owner().merchantId(),
                object.id(),
                order.orderId(),
                order.amount(),
                "IDR",
                status,
                paid,
                refunded,
                object.createdAt());
    }

    @Override
    public List<String> actions(BookEntry entry) {
        Optional<GoPayAccount> account = ledger.accounts().find(entry.id());
        if (account.isPresent()) {
            return switch (account.get().status()) {
                case PENDING -> List.of("link");
                case ENABLED -> List.of("unlink");
                case EXPIRED, DISABLED -> List.of();
            };
        }
        boolean open = ledger.sessions()
                .find(entry.id())
                .filter(session -> session.status() == State.SNAP_OPEN)
                .isPresent();
        return ledger.payments()
                .find(entry.id())
                .map(this::actions)
                .orElse(open ? List.of("pay", "deny", "expire", "cancel") : List.of());
    }

    private List<String> actions(MidtransPayment payment) {
        List<String> actions = new ArrayList<>();
        Stream.of(Change.values())
                .filter(change -> change.possible(payment))
                .forEach(change -> actions.add(change.text()));
        if (payment.channel == MidtransPaymentType.CARD && payment.session != null && !payment.pending()) {
            actions.add("pay_again");
        }
        if (payment.refundable()) {
            actions.add("refuse_refund");
        }
        return actions;
    }

    /**
     * Acts on charges by either id or the token of their Snap session, and on sessions without one that can be paid.
     *
     * <p>To a charge every {@link Change} can happen ({@code fail} is {@code deny}), and {@code pay_again} (another card on
     * the page on which one was denied or captured) and {@code refuse_refund} (the next one). A Snap session is paid with
     * the first method that it offers. The buyer of a GoPay account can {@code link} and {@code unlink} it.
     */
    @Override
    public void act(String id, String action) {
        try {
            Optional<GoPayAccount> account = ledger.accounts().find(id);
            if (account.isPresent()) {
                act(account.get(), action);
                return;
            }
            Optional<SnapSession> idle = ledger.sessions().find(id).filter(session -> !session.inProgress());
            if (idle.isPresent()) {
                act(idle.get(), action);
            } else {
                act(
                        ledger.latest(id).orElseThrow(() -> new IllegalArgumentException("There is no charge " + id)),
                        action);
            }
        } catch (Refusal refusal) {
            throw new IllegalArgumentException("Not possible now: " + refusal.getMessage(), refusal);
        }
    }

    private void act(GoPayAccount account, String action) {
        switch (action) {
            case "link" -> accounts.agree(account);
            case "unlink" -> accounts.end(account);
            default -> throw new IllegalArgumentException("Nobody can " + action + " an account");
        }
    }

    private void act(MidtransPayment payment, String action) {
        switch (action) {
            case "refuse_refund" -> payment.refusesRefunds = true;
            case "pay_again" -> {
                SnapSession session = payment.session;
                if (session == null) {
                    throw new IllegalArgumentException("It was not paid on a page of Snap");
                }
                processor.make(Change.PAY, snap.begin(session, MidtransPaymentType.CARD, part()));
            }
            default -> processor.make(Change.of(action), payment);
        }
    }

    /** A buyer who chooses and pays, or fails to, in one go. */
    private void act(SnapSession session, String action) {
        switch (action) {
            case "pay", "deny", "fail" -> {
                MidtransPaymentType first = session.enabled.stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("This session offers no method"));
                processor.make(Change.of(action), snap.choose(session, first, false, part()));
            }
            case "expire" -> snap.expire(session);
            case "cancel" -> snap.cancel(session);
            default -> throw new IllegalArgumentException("Nobody can " + action + " a session of Snap");
        }
    }

    /** What any method needs to know; the card is saved if it can be. */
    private JsonObject part() {
        return snap.part(TestCard.VISA, "12/30").put("phone_number", "+6281200000000");
    }
}
