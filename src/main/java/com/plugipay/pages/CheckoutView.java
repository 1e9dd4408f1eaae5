package com.plugipay.pages;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the hosted checkout page shows, already decided; the templates only lay it out.
 *
 * <p>Amounts are in minor units. {@code transfer} is there on TRANSFER and CLAIMED. The two URLs are http or https,
 * because the page sends the buyer there by itself; anything else is an IllegalArgumentException.
 */
public record CheckoutView(
        String id,
        String merchantName,
        long amount,
        String currency,
        @Nullable String description,
        List<Line> lines,
        Screen screen,
        List<String> methods,
        @Nullable Transfer transfer,
        Instant expiresAt,
        String successUrl,
        String cancelUrl,
        boolean testMode) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern WEB_URL = Pattern.compile("(?i)https?://.+");

    public CheckoutView {
        lines = List.copyOf(lines);
        methods = List.copyOf(methods);
        require(ID.matcher(id).matches(), "id is not one of ours");
        require(WEB_URL.matcher(successUrl).matches(), "successUrl is not http or https");
        require(WEB_URL.matcher(cancelUrl).matches(), "cancelUrl is not http or https");
        require(transfer != null || !screen.showsTransfer(), "screen " + screen + " needs a transfer");
    }

    /** Where the session stands, as the buyer sees it. */
    public enum Screen {
        CHOOSE,
        TRANSFER,
        CLAIMED,
        COMPLETE,
        EXPIRED,
        CANCELED;

        /** Whether the page keeps asking for news. */
        public boolean live() {
            return this == CHOOSE || this == TRANSFER || this == CLAIMED;
        }

        /** Whether the bank accounts are on the screen. */
        public boolean showsTransfer() {
            return this == TRANSFER || this == CLAIMED;
        }
    }

    /** One thing that is paid for; {@code unitAmount} in minor units. */
    public record Line(String name, long quantity, long unitAmount) {
        public long amount() {
            return Math.multiplyExact(quantity, unitAmount);
        }
    }

    /** How to pay by bank transfer; the reference is what the merchant looks for, such as T-7QK2MX. */
    public record Transfer(
            List<BankAccount> accounts,
            @Nullable String staticQrImageUrl,
            @Nullable String instructions,
            String reference) {
        public Transfer {
            accounts = List.copyOf(accounts);
        }
    }

    /** An account of the merchant's, written as the merchant wrote it. */
    public record BankAccount(String bankName, String accountNumber, String accountHolder) {
        private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-]");

        /** The number without the separators that banking apps refuse. */
        public String bareNumber() {
            return SEPARATORS.matcher(accountNumber).replaceAll("");
        }
    }

    /** Where the page asks whether it is out of date; null when there is no more to come. */
    public @Nullable String liveUrl() {
        return screen.live() ? action("live") + "?screen=" + screen : null;
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

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
