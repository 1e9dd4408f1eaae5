package com.plugipay.providers.bus;

import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Command;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.Provider;
import com.plugipay.providers.ProviderLinks;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a page can show the next action of a charge. A charge that nobody could pay is canceled at its provider at once,
 * so that the buyer can choose another method.
 */
public final class PayableActions {
    private static final Logger LOG = LoggerFactory.getLogger(PayableActions.class);

    /** The code of a charge that was canceled because its next action cannot be shown. */
    public static final String UNUSABLE_ANSWER = "unusable_answer";

    private static final Outcome UNUSABLE = new Outcome.Rejected(
            UNUSABLE_ANSWER, "The provider gave no payment instructions that can be shown. Choose another method.");

    /** The most bytes that a QR code with medium error correction holds: ISO/IEC 18004, version 40. */
    private static final int LONGEST_QR = 2331;

    private static final Pattern QR = Pattern.compile("\\P{Cntrl}+");

    /** Account numbers and payment codes; anything longer is not one, and would break the page. */
    private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?");

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,64}");

    private final Provider provider;

    PayableActions(Provider provider) {
        this.provider = provider;
    }

    /** Returns the outcome without links that must not be shown; cancels a charge that nobody could pay. */
    Future<Outcome> checked(Command command, Outcome outcome) {
        return switch (outcome) {
            case Outcome.NeedsAction needs -> {
                NextAction usable = usable(command, needs.nextAction());
                yield usable == null
                        ? canceled(command, needs.withoutAction())
                        : Future.succeededFuture(needs.withNextAction(usable));
            }
            // It waits for a buyer who was not shown how to pay.
            case Outcome.Pending pending -> canceled(command, pending);
            default -> Future.succeededFuture(outcome);
        };
    }

    /** Whether a page can show this action. */
    public static boolean canBeShown(NextAction action) {
        return switch (action) {
            case NextAction.Redirect redirect -> ProviderLinks.isUsable(redirect.url());
            case NextAction.ShowQr qr -> isDrawable(qr.qrString());
            case NextAction.ShowVirtualAccount account ->
                isName(account.bankName())
                        && isCode(account.accountNumber())
                        && (account.billerCode() == null || isCode(account.billerCode()));
            case NextAction.ShowCode code -> isName(code.storeName()) && isCode(code.paymentCode());
            // The merchant has written it.
            case NextAction.TransferInstructions ignored -> true;
        };
    }

    private @Nullable NextAction usable(Command command, NextAction action) {
        if (!(action instanceof NextAction.Redirect redirect)) {
            return canBeShown(action) ? withoutBadName(action) : null;
        }
        ProviderLinks links = provider.links(command.tenant().mode());
        String qr = redirect.qrString() != null && isDrawable(redirect.qrString()) ? redirect.qrString() : null;
        String picture = links.usable(redirect.qrImageUrl());
        String url = links.usable(redirect.url());
        if (url == null) {
            return qr == null ? null : new NextAction.ShowQr(qr, redirect.expiresAt());
        }
        boolean isPage = picture != null && !ProviderLinks.opensApp(picture);
        return new NextAction.Redirect(url, qr, isPage ? picture : null, redirect.expiresAt());
    }

    /** A buyer can pay to an account without its name. */
    private static NextAction withoutBadName(NextAction action) {
        return action instanceof NextAction.ShowVirtualAccount account
                        && account.accountName() != null
                        && !isName(account.accountName())
                ? new NextAction.ShowVirtualAccount(
                        account.bankName(), account.accountNumber(), account.billerCode(), null, account.expiresAt())
                : action;
    }

    private Future<Outcome> canceled(Command command, Outcome.Pending pending) {
        if (!(command instanceof Command.Charge charge)) {
            return Future.succeededFuture(pending);
        }
        LOG.atWarn()
                .addKeyValue("provider", provider.kind().text())
                .addKeyValue("attempt", charge.chargeId())
                .addKeyValue("method", charge.method().text())
                .log("The provider gave no usable payment instructions");
        Command cancel = new Command.Cancel(
                charge.tenant(),
                new ChargeReference(
                        charge.chargeId(),
                        charge.method(),
                        charge.amount(),
                        charge.currency(),
                        pending.providerReference(),
                        pending.providerData()));
        return provider.handle(cancel).map(outcome -> outcome instanceof Outcome.Succeeded ? UNUSABLE : pending);
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
