package com.plugipay.pages.portal;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceUrls;
import com.plugipay.billing.portal.PortalAction;
import com.plugipay.billing.portal.PortalSnapshot;
import com.plugipay.billing.portal.PortalSnapshot.Held;
import com.plugipay.billing.portal.PortalUrls;
import com.plugipay.billing.portal.PriceOffer;
import com.plugipay.billing.subscriptions.CollectionMethod;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionTerms;
import com.plugipay.model.Mode;
import com.plugipay.pages.branding.AccentStyle;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.receipts.PaymentReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the page of the portal shows. */
public record PortalView(PortalSnapshot snapshot, PortalTexts words, Optional<PortalNotice> notice) {

    /** The letter that stands for a business without a logo. */
    public String initial() {
        String name = snapshot.business();
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }

    public boolean hasLogo() {
        return snapshot.settings().logo() != null;
    }

    /** Where the style sheet with the colours of the business is; null if it has none of its own. */
    public @Nullable String accentUrl() {
        return AccentStyle.url(snapshot.settings().accentColor());
    }

    public boolean isTest() {
        return snapshot.visit().mode() == Mode.TEST;
    }

    /** By what the customer recognises the account; null if the customer has no name and no address. */
    public @Nullable String customer() {
        @Nullable String name = snapshot.customer().name();
        return name == null || name.isBlank() ? snapshot.customer().email() : name;
    }

    /** The address of a form below the portal, in the language that the page is shown in. */
    public String action(String path) {
        return PortalUrls.PATH + path + "?lang=" + words.lang();
    }

    /** The address of a form about a subscription. */
    public String action(Held held, String deed) {
        return action("/subscriptions/" + held.facts().subscription().id() + '/' + deed);
    }

    /** The address of a form about a stored payment method. */
    public String action(StoredPaymentMethod method, String deed) {
        return action("/methods/" + method.id() + '/' + deed);
    }

    public String otherLang() {
        return words.otherLang();
    }

    /** The same page in the other language. */
    public String otherLanguage() {
        return PortalUrls.PATH + "?lang=" + otherLang();
    }

    /** The part of a subscription's state that its customer has to know: the end of the keys of the texts. */
    public String state(Held held) {
        Subscription subscription = held.facts().subscription();
        if (subscription.cancelAtPeriodEnd() && held.facts().subscription().status() != Subscription.Status.CANCELED) {
            return "ending";
        }
        return subscription.substatus() == Subscription.Substatus.SCHEDULED
                ? "scheduled"
                : subscription.status().text();
    }

    /** What a period costs. */
    public String price(Held held) {
        return words.price(held.facts().present(), held.facts().subscription().quantity());
    }

    /** What the price is a multiple of; null for one unit. */
    public @Nullable String quantity(Held held) {
        int quantity = held.facts().subscription().quantity();
        return quantity == 1
                ? null
                : words.get("quantity", quantity, held.facts().present().plan().name());
    }

    /** What a period of an offer costs. */
    public String price(Held held, PriceOffer offer) {
        return words.price(offer.terms(), held.facts().subscription().quantity());
    }

    /** What happens to a subscription next, in sentences. */
    public List<String> lines(Held held) {
        Subscription subscription = held.facts().subscription();
        List<String> lines = new ArrayList<>();
        switch (subscription.status()) {
            case TRIALING, ACTIVE -> addNext(lines, held);
            case INCOMPLETE, PAST_DUE -> lines.add(words.get("line.due"));
            case PAUSED ->
                lines.add(
                        subscription.resumeAt() == null
                                ? words.get("line.paused")
                                : words.get("line.resumes", date(subscription.resumeAt())));
            case CANCELED -> {
                lines.add(words.get("line.ended", date(Objects.requireNonNull(subscription.canceledAt()))));
                return lines;
            }
        }
        if (subscription.nextPriceId() != null) {
            SubscriptionTerms next = held.facts().next();
            int quantity = Objects.requireNonNullElse(subscription.nextQuantity(), subscription.quantity());
            lines.add(words.get("line.change", next.plan().name() + ", " + words.price(next, quantity)));
        }
        if (subscription.cancelAtPeriodEnd()) {
            lines.add(words.get("line.ends", date(ending(held))));
        }
        if (isCharged(subscription)) {
            @Nullable StoredPaymentMethod method = method(held);
            lines.add(method == null ? words.get("line.noMethod") : words.get("line.method", method.label()));
        }
        return lines;
    }

    private void addNext(List<String> lines, Held held) {
        Subscription subscription = held.facts().subscription();
        if (subscription.startAt() != null) {
            lines.add(words.get("line.starts", date(subscription.startAt())));
        }
        String key = isCharged(subscription) ? "line.next" : "line.nextInvoice";
        held.upcoming()
                .filter(upcoming -> upcoming.total() > 0)
                .ifPresent(upcoming -> lines.add(
                        words.get(key, words.money(upcoming.total(), upcoming.currency()), date(upcoming.issuesAt()))));
    }

    private static boolean isCharged(Subscription subscription) {
        return subscription.collectionMethod() == CollectionMethod.CHARGE_AUTOMATICALLY;
    }

    /** When a subscription ends if its customer cancels it. */
    public Instant ending(Held held) {
        Subscription subscription = held.facts().subscription();
        if (subscription.cancelAt() != null) {
            return subscription.cancelAt();
        }
        return subscription.startAt() == null ? subscription.currentPeriodEnd() : subscription.startAt();
    }

    /** The active payment method that a subscription is paid with; null for none. */
    private @Nullable StoredPaymentMethod method(Held held) {
        @Nullable String own = held.facts().subscription().defaultPaymentTokenId();
        @Nullable String id = own == null ? snapshot.customer().defaultPaymentTokenId() : own;
        return snapshot.methods().stream()
                .filter(method -> method.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The methods that a subscription could be paid with instead. */
    public List<StoredPaymentMethod> otherMethods(Held held) {
        boolean isPossible =
                held.can(PortalAction.CHOOSE_METHOD) && isCharged(held.facts().subscription());
        @Nullable StoredPaymentMethod present = method(held);
        return isPossible
                ? snapshot.methods().stream()
                        .filter(method -> !method.equals(present))
                        .toList()
                : List.of();
    }

    public boolean isDefault(StoredPaymentMethod method) {
        return method.id().equals(snapshot.customer().defaultPaymentTokenId());
    }

    /** The end of a card, such as 08/2029; null for what has none. */
    public @Nullable String expiry(StoredPaymentMethod method) {
        return method.expMonth() == null || method.expYear() == null
                ? null
                : words.get("method.expires", "%02d/%d".formatted(method.expMonth(), method.expYear()));
    }

    /** The state of an invoice: the end of the keys of the texts. */
    public String state(Invoice invoice) {
        return switch (invoice.status()) {
            case OPEN -> invoice.uncollectible() ? "uncollectible" : invoice.pastDue() ? "past_due" : "open";
            case DRAFT, PAID, VOID -> invoice.status().name().toLowerCase(Locale.ROOT);
        };
    }

    /** What an invoice asks for, or came to. */
    public String amount(Invoice invoice) {
        boolean isOpen = invoice.status() == Invoice.Status.OPEN;
        return words.money(isOpen ? invoice.amountDue() : invoice.total(), invoice.currency());
    }

    public boolean isPayable(Invoice invoice) {
        return invoice.status() == Invoice.Status.OPEN && !invoice.uncollectible();
    }

    /** The path of an invoice's page, in the language of this one. */
    public String page(Invoice invoice) {
        return path(invoice) + "?lang=" + words.lang();
    }

    /** The path of an invoice as PDF. */
    public String pdf(Invoice invoice) {
        return path(invoice) + "/pdf?lang=" + words.lang();
    }

    /** The path of a receipt as PDF. */
    public String pdf(PaymentReceipt receipt) {
        return PortalUrls.PATH + "/receipts/" + receipt.id() + "/pdf?lang=" + words.lang();
    }

    public String number(PaymentReceipt receipt) {
        return Objects.requireNonNullElse(receipt.number(), receipt.id());
    }

    public String amount(PaymentReceipt receipt) {
        return words.money(receipt.amount(), receipt.currency());
    }

    private static String path(Invoice invoice) {
        return InvoiceUrls.path(invoice);
    }

    public String date(Instant instant) {
        return words.date(instant, snapshot.settings().zone());
    }

    /** When an invoice was issued. */
    public String issued(Invoice invoice) {
        return date(Objects.requireNonNullElse(invoice.issuedAt(), invoice.createdAt()));
    }

    /** What the forms of this page contain. */
    public String token() {
        return snapshot.visit().formToken().reveal();
    }
}
