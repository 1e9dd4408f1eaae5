package com.plugipay.pages;

import com.plugipay.checkout.HostedUrls;
import com.plugipay.checkout.LineItem;
import com.plugipay.pages.branding.Branding;
import com.plugipay.pages.documents.Paid;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.proofs.Proof;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.accounts.AmountLimits;
import com.plugipay.text.WebAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the checkout page shows; the templates decide nothing.
 *
 * <p>All URLs must be http or https, because the page redirects to them by itself; another one is an
 * IllegalArgumentException. Only the link to an app has another scheme; the buyer has to click it.
 *
 * @param amount in minor units
 * @param methods that can be chosen
 * @param storable those of them that are stored with the payment unless the buyer declines
 * @param stored the stored payment methods with which the buyer can pay
 * @param method the chosen method; null while none is, and when the session has ended
 * @param action what the buyer has to do; not null where the screen shows it
 * @param notice shown above the screen
 * @param lastAttempt null until a method was chosen
 * @param expiresAt until when the buyer can do what the screen shows
 * @param setup whether a payment method is stored without a payment
 * @param paid the payment of a session that is paid; null before, and for a setup
 * @param proofs of the transfer, which the buyer has sent
 * @param pageUrl the URL of this page, for a buyer who continues on another device
 */
@RecordBuilder
public record CheckoutView(
        String id,
        Branding branding,
        long amount,
        String currency,
        @Nullable String description,
        List<LineItem> lineItems,
        Screen screen,
        List<Method> methods,
        List<Method> storable,
        List<StoredPaymentMethod> stored,
        @Nullable Method method,
        @Nullable NextAction action,
        @Nullable Notice notice,
        @Nullable LastAttempt lastAttempt,
        Instant expiresAt,
        String pageUrl,
        WebAddress successUrl,
        WebAddress cancelUrl,
        boolean setup,
        boolean testMode,
        @Nullable Paid paid,
        List<Proof> proofs) {

    /** With more methods than this, those of a group are folded. */
    private static final int MOST_UNFOLDED = 5;

    private static final int MOST_ITEMS_UNFOLDED = 3;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern WEB_URL = Pattern.compile("(?i)https?://.+");

    public CheckoutView {
        lineItems = List.copyOf(lineItems);
        methods = List.copyOf(methods);
        storable = List.copyOf(storable);
        stored = List.copyOf(stored);
        proofs = List.copyOf(proofs);
        require(ID.matcher(id).matches(), "id is not the id of a session");
        require(screen.shows(action), "screen " + screen + " cannot show such an action");
        require(!screen.needsMethod() || method != null, "screen " + screen + " needs a method");
        if (action instanceof NextAction.Redirect redirect) {
            boolean fits = screen == Screen.APP
                    ? redirect.opensApp()
                    : WEB_URL.matcher(redirect.url()).matches();
            require(fits, "the provider's link is not http or https, and on APP not an app's");
        }
    }

    /** What the page shows, depending on the state of the session. */
    public enum Screen {
        /** No method is chosen. */
        CHOOSE,
        /** The bank accounts to transfer to. */
        TRANSFER,
        /** The buyer has stated that the transfer was made; the merchant has to confirm it. */
        CLAIMED,
        QR,
        VIRTUAL_ACCOUNT,
        /** A code to pay with at a store's counter. */
        CODE,
        /** The page redirects to the provider's page. */
        LEAVING,
        /** The buyer pays on the provider's page, or has returned from it and is asked about there. */
        REDIRECT,
        /** The buyer has returned from the provider's page, which says that nothing was paid. */
        UNPAID,
        /** The buyer pays in an app. */
        APP,
        /** The provider's response cannot be shown: the buyer has to choose another method. */
        UNUSABLE,
        /** The provider has not responded yet. */
        WAITING,
        /** The payment is pending; the buyer has nothing more to do. */
        HELD,
        COMPLETE,
        EXPIRED,
        CANCELED;

        /** Whether the page polls for changes. */
        public boolean live() {
            return switch (this) {
                case CHOOSE,
                        TRANSFER,
                        CLAIMED,
                        QR,
                        VIRTUAL_ACCOUNT,
                        CODE,
                        REDIRECT,
                        UNPAID,
                        APP,
                        UNUSABLE,
                        WAITING,
                        HELD -> true;
                case LEAVING, COMPLETE, EXPIRED, CANCELED -> false;
            };
        }

        /** Whether the buyer can send a proof of the transfer. */
        public boolean takesProof() {
            return this == TRANSFER || this == CLAIMED;
        }

        /** Whether the buyer may abandon the chosen method. */
        public boolean canBeAbandoned() {
            return switch (this) {
                case TRANSFER, QR, VIRTUAL_ACCOUNT, CODE, REDIRECT, UNPAID, APP, UNUSABLE, WAITING -> true;
                case CHOOSE, CLAIMED, LEAVING, HELD, COMPLETE, EXPIRED, CANCELED -> false;
            };
        }

        private boolean needsMethod() {
            return canBeAbandoned() || this == LEAVING;
        }

        private boolean shows(@Nullable NextAction action) {
            return switch (this) {
                case TRANSFER, CLAIMED -> action instanceof NextAction.TransferInstructions;
                case QR -> action instanceof NextAction.ShowQr;
                case VIRTUAL_ACCOUNT -> action instanceof NextAction.ShowVirtualAccount;
                case CODE -> action instanceof NextAction.ShowCode;
                case LEAVING, REDIRECT, UNPAID, APP -> action instanceof NextAction.Redirect;
                case CHOOSE, UNUSABLE, WAITING, HELD, COMPLETE, EXPIRED, CANCELED -> true;
            };
        }
    }

    /** What the buyer should know first. */
    public enum Notice {
        /** The last attempt was declined. */
        DECLINED,
        /** The last attempt has expired; the session has not. */
        EXPIRED,
        /** The method is not available. */
        UNAVAILABLE,
        /** The provider could not be reached, or has limited the rate of requests; nothing was charged. */
        UNREACHABLE,
        /** The method does not accept this amount. */
        AMOUNT,
        /** The buyer has canceled at the provider. */
        UNFINISHED,
        /** The provider has declined, and allows another try on its page. */
        DECLINED_THERE,
        /** The attempt could not be abandoned. */
        KEPT,
        /** The provider takes its time to cancel the attempt. */
        LETTING_GO,
        /** The buyer has returned from the provider's page without a payment, which may have been declined there. */
        UNPAID,
        /** The proof of the transfer was stored. */
        PROOF_RECEIVED,
        /** The session has the most proofs that it can have, or expects no transfer any more. */
        PROOF_REFUSED,
        /** The file is neither a picture nor a PDF, or is damaged. */
        PROOF_UNREADABLE,
        PROOF_TOO_LARGE;

        /** Whether the notice makes sense on this screen. */
        public boolean fits(Screen screen) {
            return switch (this) {
                case DECLINED, EXPIRED, UNAVAILABLE, UNREACHABLE, AMOUNT, UNFINISHED -> screen == Screen.CHOOSE;
                case KEPT, LETTING_GO -> screen.canBeAbandoned();
                case UNPAID, DECLINED_THERE -> screen == Screen.UNPAID || screen == Screen.APP;
                case PROOF_RECEIVED, PROOF_REFUSED, PROOF_UNREADABLE, PROOF_TOO_LARGE -> screen.takesProof();
            };
        }

        /** The name in the keys of the texts and in the page's URL. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The method of the newest attempt and the amounts that it accepts, for the notice about that attempt. */
    public record LastAttempt(Method method, AmountLimits limits) {}

    /** A group with the methods that can be chosen, at least one. */
    public record MethodGroup(Method.Group group, List<Method> methods) {}

    /** The methods by group, in the order in which the groups appear among them. */
    public List<MethodGroup> methodGroups() {
        return methods.stream()
                .map(Method::group)
                .distinct()
                .map(group -> new MethodGroup(
                        group,
                        methods.stream()
                                .filter(method -> method.group() == group)
                                .toList()))
                .toList();
    }

    /** Whether there are too many methods to show all of them unfolded. */
    public boolean foldsMethods() {
        return methods.size() > MOST_UNFOLDED;
    }

    /** Whether the buyer can choose another method. */
    public boolean canChange() {
        return screen.canBeAbandoned() && methods.stream().anyMatch(other -> other != method);
    }

    /** The amount to pay: that of the session, or that of a transfer with a unique code; and what was paid in the end. */
    public long due() {
        return paid != null
                ? paid.amount()
                : action instanceof NextAction.TransferInstructions transfer ? transfer.amount() : amount;
    }

    /** What the page shows, in one word: when the server's differs, the page is out of date. */
    public String state() {
        return method == null ? screen.name() : screen.name() + '.' + method.text();
    }

    /** The URL that the page polls for changes; null when it does not. */
    public @Nullable String liveUrl() {
        return screen.live() ? action("live") + "?state=" + state() : null;
    }

    /** The path of the page, which shows the same when it is loaded again: other notices are of the last click only. */
    public String address() {
        return path() + (screen == Screen.UNPAID ? "?notice=" + Notice.UNPAID.text() : "");
    }

    /** Whether the items fill the screen of a phone. */
    public boolean hasManyItems() {
        return lineItems.size() > MOST_ITEMS_UNFOLDED;
    }

    /** The path of the page. */
    public String path() {
        return HostedUrls.path(id);
    }

    /** Whether a payment was tried and has failed, so that the choice of a method begins with that. */
    public boolean isAfterFailure() {
        return notice == Notice.DECLINED || notice == Notice.UNFINISHED || notice == Notice.EXPIRED;
    }

    /** The path of one of the page's own routes. */
    public String action(String name) {
        return "/c/" + id + "/" + name;
    }

    /** The name of the business. */
    public String merchantName() {
        return branding.name();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
