package com.plugipay.sandbox.shop;

import static com.plugipay.sandbox.kit.api.Jsons.json;

import com.plugipay.sandbox.kit.MinorUnits;
import com.plugipay.sandbox.kit.api.Jsons;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who gets a bag every month, or is about to. Never changes: each webhook makes a new one.
 *
 * @param id unguessable, for it is the only lock on the page
 * @param customerId the gateway's customer, who lives on a test clock, so that a visitor need not wait for a month
 * @param hostedUrl where the buyer lets the payment method be stored
 * @param paymentTokenId the stored payment method; null until there is one
 * @param abandoned whether the buyer has left that page without storing one
 * @param subscription as the newest webhook showed it; null until there is one
 * @param invoices the same for each invoice, the newest first
 * @param latest the webhook that changed something here last; null for none
 */
public record MonthlyBag(
        String id,
        String number,
        String clockId,
        String customerId,
        String hostedUrl,
        @Nullable String paymentTokenId,
        boolean abandoned,
        @Nullable JsonObject subscription,
        List<JsonObject> invoices,
        @Nullable ReceivedEvent latest) {

    /** What is due at a moment is done within this time of the clock. */
    private static final Duration SOON_AFTER = Duration.ofHours(1);

    /** The bag after an event about its customer. Events come in any order, and an older one changes nothing. */
    MonthlyBag after(ReceivedEvent event) {
        JsonObject object = event.object();
        return switch (event.type()) {
            case "checkout_session.completed" -> stored(Jsons.text(object, "paymentTokenId"), event);
            case "checkout_session.canceled", "checkout_session.expired" -> leftBy(event);
            default ->
                event.type().startsWith("subscription.")
                        ? subscribed(object, event)
                        : event.type().startsWith("invoice.") ? billed(object, event) : this;
        };
    }

    private MonthlyBag stored(@Nullable String method, ReceivedEvent event) {
        // A session that pays an invoice stores a method only if the buyer wants that.
        return method == null || paymentTokenId != null
                ? this
                : new MonthlyBag(
                        id, number, clockId, customerId, hostedUrl, method, false, subscription, invoices, event);
    }

    private MonthlyBag leftBy(ReceivedEvent event) {
        return paymentTokenId != null
                ? this
                : new MonthlyBag(id, number, clockId, customerId, hostedUrl, null, true, null, invoices, event);
    }

    private MonthlyBag subscribed(JsonObject newer, ReceivedEvent event) {
        return isOlder(newer, subscription)
                ? this
                : new MonthlyBag(
                        id, number, clockId, customerId, hostedUrl, paymentTokenId, false, newer, invoices, event);
    }

    private MonthlyBag billed(JsonObject newer, ReceivedEvent event) {
        List<JsonObject> all = new ArrayList<>(invoices);
        int known = all.stream().map(MonthlyBag::idOf).toList().indexOf(idOf(newer));
        if (known >= 0 && isOlder(newer, all.get(known))) {
            return this;
        }
        if (known >= 0) {
            all.set(known, newer);
        } else {
            all.add(newer);
        }
        all.sort(Comparator.comparing(MonthlyBag::createdAt).reversed());
        return new MonthlyBag(
                id,
                number,
                clockId,
                customerId,
                hostedUrl,
                paymentTokenId,
                false,
                subscription,
                List.copyOf(all),
                event);
    }

    private static String idOf(JsonObject object) {
        return String.valueOf(Jsons.text(object, "id"));
    }

    private static boolean isOlder(JsonObject object, @Nullable JsonObject known) {
        return known != null && updatedAt(object).isBefore(updatedAt(known));
    }

    private static Instant updatedAt(JsonObject object) {
        return Instant.parse(object.getString("updatedAt"));
    }

    /** Whether the payment method is stored, and the subscription is to be made. */
    boolean canBeSubscribed() {
        return paymentTokenId != null && subscription == null;
    }

    /** The subscription to ask the gateway for: it is billed by itself from then on. */
    JsonObject subscribing(String planId) {
        return json("customerId", customerId, "planId", planId, "paymentTokenId", paymentTokenId);
    }

    /** The subscription's status, in the gateway's words; until there is one, that of the payment method. */
    public String status() {
        JsonObject made = subscription;
        if (made != null) {
            return made.getString("status");
        }
        return paymentTokenId != null ? "starting" : abandoned ? "abandoned" : "undecided";
    }

    /** Whether another month will be billed. */
    public boolean goesOn() {
        return List.of("trialing", "active", "past_due").contains(status());
    }

    /** Whether it ends with the current month. */
    public boolean ends() {
        return subscription != null && subscription.getBoolean("cancelAtPeriodEnd", false);
    }

    /** When the month ends; null while there is no subscription. */
    public @Nullable Instant monthEnd() {
        return subscription == null ? null : Instant.parse(subscription.getString("currentPeriodEnd"));
    }

    /** When the next month has been billed, if its clock advances to then. */
    Instant nextMonth() {
        return Objects.requireNonNull(monthEnd()).plus(SOON_AFTER);
    }

    /** The invoice that could not be charged and that the buyer can pay otherwise; null for none. */
    public @Nullable JsonObject unpaid() {
        return invoices.stream()
                .filter(invoice -> "open".equals(invoice.getString("status")))
                .findFirst()
                .orElse(null);
    }

    public static Instant createdAt(JsonObject invoice) {
        return Instant.parse(invoice.getString("createdAt"));
    }

    /** What an invoice of the gateway costs, for people. */
    public static String total(JsonObject invoice) {
        return MinorUnits.text(invoice.getLong("total"), invoice.getString("currency"));
    }
}
