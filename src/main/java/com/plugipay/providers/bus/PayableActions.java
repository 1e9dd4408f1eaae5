package com.plugipay.providers.bus;

import com.plugipay.providers.CallbackEvent;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderLinks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between an adapter and everybody else: failures have our codes, and what the buyer is told to do can be shown and
 * done, or it is not told.
 *
 * <p>A charge that nobody could pay is canceled at its provider at once, so that the buyer can take another method.
 */
public final class PayableActions {
    private static final Logger LOG = LoggerFactory.getLogger(PayableActions.class);

    /** The code of a charge that is given up for that. */
    public static final String UNUSABLE_ANSWER = "unusable_answer";

    private static final Outcome UNUSABLE = new Outcome.Rejected(
            UNUSABLE_ANSWER, "The provider did not say in a way that can be shown how to pay. Choose another method.");

    /** What a QR code with medium error correction holds: ISO/IEC 18004, version 40. */
    private static final int LONGEST_QR = 2331;

    private static final Pattern QR = Pattern.compile("\\P{Cntrl}+");

    /** Account numbers and payment codes: longer ones are none, and would break the page. */
    private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?");

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,64}");

    private final Provider provider;

    PayableActions(Provider provider) {
        this.provider = provider;
    }

    /** Has the adapter carry out a command, and judges what it says. */
    Future<Outcome> handle(Command command) {
        return provider.handle(command).map(this::translated).compose(outcome -> judged(command, outcome));
    }

    /** What a genuine callback tells of, with our codes. */
    List<CallbackEvent> read(Buffer body) {
        return provider.read(body).stream().map(this::translated).toList();
    }

    private CallbackEvent translated(CallbackEvent notice) {
        return switch (notice) {
            case CallbackEvent.OfCharge of ->
                new CallbackEvent.OfCharge(
                        of.chargeId(), of.providerReference(), of.outcome() == null ? null : translated(of.outcome()));
            // Of a refund only its ids are told, and of an unreadable one our own reason.
            case CallbackEvent.OfRefund of -> of;
            case CallbackEvent.Unreadable unreadable -> unreadable;
        };
    }

    private Outcome translated(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Declined declined -> translated(declined);
            case Outcome.Rejected rejected ->
                isOurs(rejected.code())
                        ? rejected
                        : new Outcome.Rejected(
                                ours(rejected.code(), "refused"),
                                telling(rejected.message(), rejected.code()),
                                rejected.code());
            case Outcome.Pending pending ->
                pending.lastTry() == null ? pending : pending.after(translated(pending.lastTry()));
            case Outcome.NeedsAction needs ->
                needs.lastTry() == null ? needs : needs.after(translated(needs.lastTry()));
            default -> outcome;
        };
    }

    private Outcome.Declined translated(Outcome.Declined declined) {
        return isOurs(declined.code())
                ? declined
                : new Outcome.Declined(
                        ours(declined.code(), "declined"),
                        telling(declined.message(), declined.code()),
                        declined.code());
    }

    /** Providers write theirs in capitals. */
    private static boolean isOurs(String code) {
        return code.equals(code.toLowerCase(Locale.ROOT));
    }

    private String ours(String theirs, String otherwise) {
        return Objects.requireNonNullElse(provider.failureCode(theirs), otherwise);
    }

    /** The message is kept with the payment, and the provider's support asks for its own code. */
    private static String telling(String message, String code) {
        return message.contains(code) ? message : message + " (" + code + ")";
    }

    /** Whether a page can show this. */
    public static boolean canBeShown(NextAction action) {
        return switch (action) {
            case NextAction.Redirect redirect -> ProviderLinks.leads(redirect.url());
            case NextAction.ShowQr qr -> isDrawable(qr.qrString());
            case NextAction.ShowVirtualAccount account ->
                isName(account.bankName())
                        && isCode(account.accountNumber())
                        && (account.billerCode() == null || isCode(account.billerCode()));
            case NextAction.ShowCode code -> isName(code.storeName()) && isCode(code.paymentCode());
            // The merchant's own words.
            case NextAction.TransferInstructions ignored -> true;
        };
    }

    private Future<Outcome> judged(Command command, Outcome outcome) {
        return switch (outcome) {
            case Outcome.NeedsAction needs -> {
                NextAction usable = usable(command, needs.nextAction());
                yield usable == null
                        ? withdrawn(command, needs.untold())
                        : Future.succeededFuture(needs.showing(usable));
            }
            // It waits for a buyer who was not told what to do.
            case Outcome.Pending pending -> withdrawn(command, pending);
            default -> Future.succeededFuture(outcome);
        };
    }

    private @Nullable NextAction usable(Command command, NextAction action) {
        if (!(action instanceof NextAction.Redirect redirect)) {
            return canBeShown(action) ? action : null;
        }
        ProviderLinks links = provider.links(command.tenant().mode());
        String qr = redirect.qrString() != null && isDrawable(redirect.qrString()) ? redirect.qrString() : null;
        String picture = links.judged(redirect.qrImageUrl());
        String url = links.judged(redirect.url());
        if (url == null) {
            return qr == null ? null : new NextAction.ShowQr(qr, redirect.expiresAt());
        }
        boolean isPage = picture != null && !ProviderLinks.opensApp(picture);
        return new NextAction.Redirect(url, qr, isPage ? picture : null, redirect.expiresAt());
    }

    private Future<Outcome> withdrawn(Command command, Outcome.Pending pending) {
        if (!(command instanceof Command.Charge charge)) {
            return Future.succeededFuture(pending);
        }
        LOG.atWarn()
                .addKeyValue("provider", provider.kind().text())
                .addKeyValue("attempt", charge.chargeId())
                .addKeyValue("method", charge.method().text())
                .log("The provider did not say how the buyer can pay");
        Command cancel = new Command.Cancel(
                charge.tenant(),
                new ChargeReference(
                        charge.chargeId(),
                        charge.method(),
                        charge.amount(),
                        charge.currency(),
                        pending.providerReference(),
                        pending.providerData()));
        return provider.handle(cancel).map(canceled -> canceled instanceof Outcome.Succeeded ? UNUSABLE : pending);
    }

    private static boolean isDrawable(String qr) {
        return qr.getBytes(StandardCharsets.UTF_8).length <= LONGEST_QR
                && QR.matcher(qr).matches();
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }
}
