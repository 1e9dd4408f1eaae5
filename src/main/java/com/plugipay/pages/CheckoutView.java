package com.plugipay.pages;

import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.providers.accounts.AmountLimits;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the hosted checkout page shows, already decided; the templates only lay it out.
 *
 * <p>The URLs are http or https, because the page sends the buyer there by itself; anything else is an
 * IllegalArgumentException. Only the link to an app has another scheme, and the buyer follows it.
 *
 * @param amount in minor units
 * @param methods that can be chosen
 * @param method that was chosen, null on CHOOSE and at the end
 * @param action there whenever the screen shows what to do
 * @param notice what the buyer should know first
 * @param lastTry null while no method was chosen
 * @param expiresAt when the buyer has to have paid, by what is on the screen
 * @param pageUrl where this page itself is, for a buyer who goes on with another device
 */
public record CheckoutView(
        String id,
        String merchantName,
        long amount,
        String currency,
        @Nullable String description,
        List<Line> lines,
        Screen screen,
        List<Method> methods,
        @Nullable Method method,
        @Nullable NextAction action,
        @Nullable Notice notice,
        @Nullable LastTry lastTry,
        Instant expiresAt,
        String pageUrl,
        String successUrl,
        String cancelUrl,
        boolean testMode) {

    /** With more methods than this, those that belong together are folded. */
    private static final int AT_A_GLANCE = 5;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern WEB_URL = Pattern.compile("(?i)https?://.+");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-]");
    private static final Pattern LAST_DIGITS = Pattern.compile("\\d{1,3}$");

    public CheckoutView {
        lines = List.copyOf(lines);
        methods = List.copyOf(methods);
        require(ID.matcher(id).matches(), "id is not one of ours");
        require(WEB_URL.matcher(successUrl).matches(), "successUrl is not http or https");
        require(WEB_URL.matcher(cancelUrl).matches(), "cancelUrl is not http or https");
        require(screen.shows(action), "screen " + screen + " cannot show such an action");
        require(!screen.needsMethod() || method != null, "screen " + screen + " needs a method");
        if (action instanceof NextAction.Redirect redirect) {
            boolean fits = screen == Screen.APP
                    ? redirect.opensApp()
                    : WEB_URL.matcher(redirect.url()).matches();
            require(fits, "the provider's link is not http or https, and on APP not an app's");
        }
    }

    /** Where the session stands, as the buyer sees it. */
    public enum Screen {
        /** Nothing is chosen. */
        CHOOSE,
        /** Transfer to the merchant's bank account. */
        TRANSFER,
        /** The buyer says that the transfer is done, and the merchant looks for it. */
        CLAIMED,
        QR,
        VIRTUAL_ACCOUNT,
        /** Say a code at a store's counter. */
        CODE,
        /** On the way to the provider's page, for a moment. */
        LEAVING,
        /** The provider's page has the buyer, or had. */
        REDIRECT,
        /** An app on the buyer's phone takes the payment. */
        APP,
        /** What the provider said cannot be shown: another method has to do. */
        UNUSABLE,
        /** The provider has not said yet what to do. */
        WAITING,
        /** The money is on its way and the buyer has done everything. */
        HELD,
        COMPLETE,
        EXPIRED,
        CANCELED;

        /** Whether the page keeps asking for news. */
        public boolean live() {
            return switch (this) {
                case CHOOSE, TRANSFER, CLAIMED, QR, VIRTUAL_ACCOUNT, CODE, REDIRECT, APP, UNUSABLE, WAITING, HELD ->
                    true;
                case LEAVING, COMPLETE, EXPIRED, CANCELED -> false;
            };
        }

        /** Whether the buyer can send a proof of what was paid. */
        public boolean takesProof() {
            return this == TRANSFER || this == CLAIMED;
        }

        /** Whether the buyer may still let go of what was chosen. */
        public boolean canBeLeft() {
            return switch (this) {
                case TRANSFER, QR, VIRTUAL_ACCOUNT, CODE, REDIRECT, APP, UNUSABLE, WAITING -> true;
                case CHOOSE, CLAIMED, LEAVING, HELD, COMPLETE, EXPIRED, CANCELED -> false;
            };
        }

        private boolean needsMethod() {
            return canBeLeft() || this == LEAVING;
        }

        private boolean shows(@Nullable NextAction action) {
            return switch (this) {
                case TRANSFER, CLAIMED -> action instanceof NextAction.TransferInstructions;
                case QR -> action instanceof NextAction.ShowQr;
                case VIRTUAL_ACCOUNT -> action instanceof NextAction.ShowVirtualAccount;
                case CODE -> action instanceof NextAction.ShowCode;
                case LEAVING, REDIRECT, APP -> action instanceof NextAction.Redirect;
                case CHOOSE, UNUSABLE, WAITING, HELD, COMPLETE, EXPIRED, CANCELED -> true;
            };
        }
    }

    /** Something that the buyer should know before going on. */
    public enum Notice {
        /** The last try came to nothing. */
        DECLINED,
        /** The time of the last try ran out, and there is still time for another. */
        EXPIRED,
        /** The method does not work at the moment. */
        UNAVAILABLE,
        /** The provider could not be reached, or asked us to wait; nothing was done. */
        UNREACHABLE,
        /** The method does not take this amount. */
        AMOUNT,
        /** The buyer broke off at the provider. */
        UNFINISHED,
        /** The provider has declined, and lets the buyer try again on its page. */
        DECLINED_THERE,
        /** What was chosen could not be let go. */
        KEPT,
        /** The buyer is back from the provider's page and no payment is: perhaps it was declined there. */
        UNPAID,
        /** The merchant can see the proof of the transfer. */
        PROOF_RECEIVED,
        /** There are enough proofs, or nothing to prove any more. */
        PROOF_REFUSED,
        /** The file is no picture and no PDF, or a damaged one. */
        PROOF_UNREADABLE,
        PROOF_TOO_LARGE;

        /** Whether the buyer who sees this screen can make something of it. */
        public boolean fits(Screen screen) {
            return switch (this) {
                case DECLINED, EXPIRED, UNAVAILABLE, UNREACHABLE, AMOUNT, UNFINISHED -> screen == Screen.CHOOSE;
                case KEPT -> screen.canBeLeft();
                case UNPAID, DECLINED_THERE -> screen == Screen.REDIRECT || screen == Screen.APP;
                case PROOF_RECEIVED, PROOF_REFUSED, PROOF_UNREADABLE, PROOF_TOO_LARGE -> screen.takesProof();
            };
        }

        /** The name in the texts and in our addresses. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The newest try to pay, which a notice may be about, and what amounts its method takes. */
    public record LastTry(Method method, AmountLimits limits) {}

    /** One thing that is paid for; {@code unitAmount} in minor units. */
    public record Line(String name, long quantity, long unitAmount) {
        public long amount() {
            return Math.multiplyExact(quantity, unitAmount);
        }
    }

    /** Methods that belong together, at least one. */
    public record MethodGroup(Method.Group group, List<Method> methods) {}

    /** The methods in the order of their groups, without groups that have none. */
    public List<MethodGroup> methodGroups() {
        return Stream.of(Method.Group.values())
                .map(group -> new MethodGroup(
                        group,
                        methods.stream().filter(each -> each.group() == group).toList()))
                .filter(group -> !group.methods().isEmpty())
                .toList();
    }

    /** Whether there are too many methods to show them all at once. */
    public boolean foldsMethods() {
        return methods.size() > AT_A_GLANCE;
    }

    /** Whether there is another method, and the buyer is free to take it. */
    public boolean canChange() {
        return screen.canBeLeft() && methods.stream().anyMatch(other -> other != method);
    }

    /** What the buyer is asked for: the amount, but for a transfer that has one of its own. */
    public long due() {
        return action instanceof NextAction.TransferInstructions transfer ? transfer.amount() : amount;
    }

    /** The end of an amount in rupiah, where a unique code stands: 147 of Rp 200.147. */
    public static String lastDigits(String money) {
        Matcher digits = LAST_DIGITS.matcher(money);
        return digits.find() ? digits.group() : "";
    }

    /** What the page shows, in one word: another word from the server means that the page is out of date. */
    public String state() {
        return method == null ? screen.name() : screen.name() + '.' + method.text();
    }

    /** Where the page asks whether it is out of date; null when there is no more to come. */
    public @Nullable String liveUrl() {
        return screen.live() ? action("live") + "?state=" + state() : null;
    }

    /** The address of one of this page's own routes. */
    public String action(String name) {
        return "/c/" + id + "/" + name;
    }

    /** The letter that stands for the merchant. */
    public String initial() {
        String name = merchantName.strip();
        return name.isEmpty() ? "?" : Character.toString(name.codePointAt(0)).toUpperCase(Locale.ROOT);
    }

    /** An account number without the separators that banking apps refuse. */
    public static String bare(String number) {
        return SEPARATORS.matcher(number).replaceAll("");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
