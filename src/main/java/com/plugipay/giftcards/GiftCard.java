package com.plugipay.giftcards;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import com.plugipay.money.Currencies;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money that was promised under a code. Its states: {@code active -> redeemed | void}; a top-up makes a redeemed one active
 * again. It is {@code expired} from {@code expiresAt} on while it is active.
 *
 * @param code what its owner shows; upper and lower case are the same
 * @param initialBalance the balance that it was issued with, in minor units
 * @param balance what is left of it, in minor units
 * @param customerId whose store credit it is; null for a card that whoever knows the code may use
 * @param kind store_credit if it belongs to a customer, gift_card otherwise
 * @param expiresAt from when on it cannot be used; null for never
 * @param note a text for the merchant
 * @param issuedSource where the reason comes from that it was issued for, such as a shop system
 * @param issuedRef the reason there, such as the number of an order
 */
@RecordBuilder
public record GiftCard(
        String id,
        String workspaceId,
        Mode mode,
        String code,
        String currency,
        long initialBalance,
        long balance,
        Status status,
        @Nullable String customerId,
        Kind kind,
        @Nullable Instant expiresAt,
        @Nullable String note,
        @Nullable String issuedSource,
        @Nullable String issuedRef,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    /** The prefix of ids, which no code can have. */
    static final String PREFIX = "gc";

    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        /** Nothing is left. */
        @JsonProperty("redeemed")
        REDEEMED,
        /** The merchant has ended it. */
        @JsonProperty("void")
        VOID,
        /** It was not used up in time; not stored, because it follows from the time. */
        @JsonProperty("expired")
        EXPIRED;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Kind {
        @JsonProperty("store_credit")
        STORE_CREDIT,
        @JsonProperty("gift_card")
        GIFT_CARD;

        static Kind of(@Nullable String customerId) {
            return customerId == null ? GIFT_CARD : STORE_CREDIT;
        }
    }

    static GiftCard issue(Tenant tenant, GiftCardInput input, Instant now) {
        return new GiftCard(
                Ids.at(now, PREFIX),
                tenant.workspaceId(),
                tenant.mode(),
                Optional.ofNullable(input.code()).orElseGet(GiftCardCode::random),
                input.currencyOrRupiah(),
                input.amount(),
                input.amount(),
                Status.ACTIVE,
                input.customerId(),
                Kind.of(input.customerId()),
                input.expiresAtAfter(now),
                input.note(),
                input.issuedSource(),
                input.issuedRef(),
                input.metadata(),
                now,
                now);
    }

    /** As it is at that moment. */
    GiftCard at(Instant now) {
        return status == Status.ACTIVE && isOver(now)
                ? GiftCardBuilder.builder(this).status(Status.EXPIRED).build()
                : this;
    }

    /** The card without this part of its balance; fails when it cannot be used or has less. */
    GiftCard redeem(long amount, Instant now) {
        requireUsable(now);
        if (amount > balance) {
            throw conflict("The balance of the gift card is " + balance + ", less than the amount.");
        }
        return withBalance(balance - amount, now);
    }

    /** The card with more; fails when it cannot be used. */
    GiftCard topUp(long amount, Instant now) {
        requireUsable(now);
        if (amount > Currencies.LARGEST_AMOUNT - balance) {
            throw conflict("The balance of a gift card is " + Currencies.LARGEST_AMOUNT + " at most.");
        }
        return withBalance(balance + amount, now);
    }

    /** The card without its balance, for good. */
    GiftCard end(Instant now) {
        if (status == Status.VOID) {
            throw alreadyVoid();
        }
        return GiftCardBuilder.builder(this)
                .balance(0)
                .status(Status.VOID)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    private GiftCard withBalance(long changed, Instant now) {
        return GiftCardBuilder.builder(this)
                .balance(changed)
                .status(changed == 0 ? Status.REDEEMED : Status.ACTIVE)
                .updatedAt(UpdatedAt.after(updatedAt, now))
                .build();
    }

    private void requireUsable(Instant now) {
        if (status == Status.VOID) {
            throw alreadyVoid();
        }
        if (isOver(now)) {
            throw ErrorCode.CONFLICT.withMessage("The gift card expired at " + expiresAt + '.');
        }
    }

    private boolean isOver(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    private static ApiException alreadyVoid() {
        return ErrorCode.CONFLICT.withMessage("The gift card is void.");
    }

    private static ApiException conflict(String message) {
        return ErrorCode.CONFLICT.forField("amount", message);
    }
}
