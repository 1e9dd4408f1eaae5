package com.plugipay.giftcards;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of the balance of a gift card, which itself never changes.
 *
 * @param giftCardId the id of the gift card
 * @param delta by how much the balance has changed, in minor units
 * @param balanceAfter the balance after it, in minor units
 * @param externalSource where the reason comes from, such as a shop system
 * @param externalRef the reason there, such as the number of an order
 * @param checkoutSessionId the checkout session that it pays for; null for none
 * @param ledgerTxId the id of its transaction in the ledger; null without one
 * @param note a text for the merchant
 */
public record GiftCardEntry(
        String id,
        String workspaceId,
        Mode mode,
        String giftCardId,
        Kind kind,
        long delta,
        long balanceAfter,
        String currency,
        String externalSource,
        String externalRef,
        @Nullable String checkoutSessionId,
        @Nullable String ledgerTxId,
        @Nullable String note,
        Instant createdAt)
        implements Resource {

    /** The source of entries that were made without one. */
    private static final String OWN_SOURCE = "plugipay";

    public enum Kind {
        /** The first one. */
        @JsonProperty("issue")
        ISSUE,
        /** A part was used. */
        @JsonProperty("redeem")
        REDEEM,
        /** More money came. */
        @JsonProperty("topup")
        TOPUP,
        /** The rest was taken. */
        @JsonProperty("void")
        VOID;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static GiftCardEntry ofIssue(GiftCard card) {
        return new GiftCardEntry(
                Ids.at(card.updatedAt(), "gce"),
                card.workspaceId(),
                card.mode(),
                card.id(),
                Kind.ISSUE,
                card.balance(),
                card.balance(),
                card.currency(),
                Optional.ofNullable(card.issuedSource()).orElse(OWN_SOURCE),
                Optional.ofNullable(card.issuedRef()).orElse(card.id()),
                null,
                null,
                card.note(),
                card.updatedAt());
    }

    static GiftCardEntry ofRedemption(GiftCard before, GiftCard after, RedemptionInput input) {
        return of(
                Kind.REDEEM,
                before,
                after,
                input.externalSource(),
                input.externalRef(),
                input.checkoutSessionId(),
                input.note());
    }

    static GiftCardEntry ofTopUp(GiftCard before, GiftCard after, TopUpInput input) {
        return of(Kind.TOPUP, before, after, input.externalSource(), input.externalRef(), null, input.note());
    }

    static GiftCardEntry ofVoid(GiftCard before, GiftCard after, @Nullable String note) {
        return of(Kind.VOID, before, after, OWN_SOURCE, after.id(), null, note);
    }

    /** Its id and time are those of the change of the card, which rise with every change. */
    private static GiftCardEntry of(
            Kind kind,
            GiftCard before,
            GiftCard after,
            String externalSource,
            String externalRef,
            @Nullable String checkoutSessionId,
            @Nullable String note) {
        return new GiftCardEntry(
                Ids.at(after.updatedAt(), "gce"),
                after.workspaceId(),
                after.mode(),
                after.id(),
                kind,
                after.balance() - before.balance(),
                after.balance(),
                after.currency(),
                externalSource,
                externalRef,
                checkoutSessionId,
                null,
                note,
                after.updatedAt());
    }

    /** This entry, when a request with the same pair asks for the same; fails when it asks for something else. */
    GiftCardEntry repeatedWith(long amount) {
        if (Math.abs(delta) != amount) {
            throw ErrorCode.CONFLICT.forField(
                    "amount",
                    "This externalSource and externalRef were sent before with the amount " + Math.abs(delta) + '.');
        }
        return this;
    }
}
