package com.plugipay.billing.subscriptions.api;

import com.plugipay.billing.invoices.InvoiceTotals;
import com.plugipay.billing.subscriptions.CollectionMethod;
import com.plugipay.billing.subscriptions.ProrationBehavior;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.billing.subscriptions.SubscriptionBuilder;
import com.plugipay.billing.subscriptions.SubscriptionTerms;
import com.plugipay.model.Ids;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed of a subscription.
 *
 * @param priceId another price of its plan or of another plan, in the same currency; null does not change it. The present
 *     one takes back a change that waits for the next period
 * @param quantity null does not change it
 * @param taxRate of later invoices, in basis points
 * @param prorationBehavior what a change of price or quantity does in the middle of a period; default create_prorations
 * @param billNow whether what such a change costs more is billed at once; default false
 */
public record SubscriptionChange(
        @Size(max = Ids.LONGEST) @Nullable String priceId,
        @Min(1) @Max(SubscriptionInput.MOST_UNITS) @Nullable Integer quantity,
        @Size(max = Ids.LONGEST) @Nullable String defaultPaymentTokenId,
        CollectionMethod collectionMethod,
        @Min(0) @Max(SubscriptionInput.MOST_DAYS_UNTIL_DUE) int daysUntilDue,
        @Min(0) @Max(InvoiceTotals.WHOLE_RATE) int taxRate,
        @Nullable ProrationBehavior prorationBehavior,
        @Nullable Boolean billNow,
        @Nullable Map<String, String> metadata) {

    /** The input that changes nothing. */
    static SubscriptionChange none(Subscription subscription) {
        return new SubscriptionChange(
                null,
                null,
                subscription.defaultPaymentTokenId(),
                subscription.collectionMethod(),
                subscription.daysUntilDue(),
                subscription.taxRate(),
                null,
                null,
                subscription.metadata());
    }

    /** This input with another price. */
    public SubscriptionChange withPrice(String id) {
        return new SubscriptionChange(
                id,
                quantity,
                defaultPaymentTokenId,
                collectionMethod,
                daysUntilDue,
                taxRate,
                prorationBehavior,
                billNow,
                metadata);
    }

    /** This input with another stored payment method. */
    public SubscriptionChange withPaymentMethod(String id) {
        return new SubscriptionChange(
                priceId, quantity, id, collectionMethod, daysUntilDue, taxRate, prorationBehavior, billNow, metadata);
    }

    /** The subscription with everything but the price and the quantity; its version stays. */
    Subscription applied(Subscription subscription) {
        return SubscriptionBuilder.builder(subscription)
                .defaultPaymentTokenId(defaultPaymentTokenId)
                .collectionMethod(collectionMethod)
                .daysUntilDue(daysUntilDue)
                .taxRate(taxRate)
                .metadata(metadata)
                .build();
    }

    /** The price after the change. */
    String priceId(Subscription before) {
        return priceId == null ? before.priceId() : priceId;
    }

    /** The quantity after the change to these terms. */
    int quantity(Subscription before, SubscriptionTerms terms) {
        if (quantity == null) {
            return terms.isMetered() ? 1 : before.quantity();
        }
        return quantity;
    }

    /** Whether the price and the quantity stay what they are at present. */
    boolean keepsPrice(Subscription before) {
        return priceId(before).equals(before.priceId()) && (quantity == null || quantity == before.quantity());
    }

    /** Whether a price or a quantity is given. */
    boolean namesPrice() {
        return priceId != null || quantity != null;
    }

    ProrationBehavior behavior() {
        return prorationBehavior == null ? ProrationBehavior.CREATE_PRORATIONS : prorationBehavior;
    }
}
