package com.plugipay.giftcards;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.EventType;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gift cards over HTTP. A path names one by its id or by its code. */
public final class GiftCardRoutes {
    private static final String PATH = "/gift-cards/:id";

    private final GiftCardStore cards;
    private final GiftCardEntryStore entries;

    GiftCardRoutes(GiftCardStore cards, GiftCardEntryStore entries) {
        this.cards = cards;
        this.entries = entries;
    }

    public void mount(Operations api) {
        api.post("/gift-cards", "Issue a gift card, or store credit for a customer")
                .accepts(GiftCardInput.class)
                .returns(201, GiftCard.class)
                .handledBy(
                        call -> cards.insert(call.context(), GiftCard.issue(call.tenant(), call.input(), call.now())));
        api.get("/gift-cards", "List gift cards")
                .returnsPage(GiftCard.class, "customerId", "status")
                .handledBy(call -> cards.list(call.tenant(), call.listing()));
        api.get(PATH, "Retrieve a gift card by its code or its id")
                .returns(200, GiftCard.class)
                .handledBy(this::retrieve);
        api.get(PATH + "/entries", "List what has changed the balance of a gift card")
                .returnsPage(GiftCardEntry.class)
                .handledBy(this::listEntries);
        api.post(PATH + "/redeem", "Take an amount from the balance of a gift card")
                .accepts(RedemptionInput.class)
                .returns(200, ChangedGiftCard.class)
                .handledBy(this::redeem);
        api.post(PATH + "/topup", "Add an amount to the balance of a gift card")
                .accepts(TopUpInput.class)
                .returns(200, ChangedGiftCard.class)
                .handledBy(this::topUp);
        api.post(PATH + "/void", "End a gift card, and take what is left of it")
                .accepts(VoidInput.class)
                .returns(200, ChangedGiftCard.class)
                .handledBy(this::end);
    }

    private Future<GiftCard> retrieve(Call<?> call) {
        return cards.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Future<Page<GiftCardEntry>> listEntries(Call<Void> call) {
        return retrieve(call).compose(card -> entries.list(call.tenant(), card.id(), call.listing()));
    }

    private Change<ChangedGiftCard> redeem(Call<RedemptionInput> call) {
        RedemptionInput input = call.input();
        return once(
                call,
                GiftCardEntry.Kind.REDEEM,
                input.externalSource(),
                input.externalRef(),
                input.amount(),
                before -> {
                    GiftCard after = before.redeem(input.amount(), call.now());
                    GiftCardEntry entry = GiftCardEntry.ofRedemption(before, after, input);
                    return requireSession(call, input.checkoutSessionId(), before.currency())
                            .map(checked ->
                                    cards.update(call.context(), EventType.GIFT_CARD_REDEEMED, before, after, entry));
                });
    }

    private Change<ChangedGiftCard> topUp(Call<TopUpInput> call) {
        TopUpInput input = call.input();
        return once(
                call, GiftCardEntry.Kind.TOPUP, input.externalSource(), input.externalRef(), input.amount(), before -> {
                    GiftCard after = before.topUp(input.amount(), call.now());
                    GiftCardEntry entry = GiftCardEntry.ofTopUp(before, after, input);
                    return Future.succeededFuture(
                            cards.update(call.context(), EventType.GIFT_CARD_TOPPED_UP, before, after, entry));
                });
    }

    private Change<ChangedGiftCard> end(Call<VoidInput> call) {
        String note = call.input().note();
        return Change.after(() -> retrieve(call).map(before -> {
            GiftCard after = before.end(call.now());
            GiftCardEntry entry = GiftCardEntry.ofVoid(before, after, note);
            return cards.update(call.context(), EventType.GIFT_CARD_VOIDED, before, after, entry);
        }));
    }

    /**
     * Changes the card unless this was done for the same pair before. The card is read first: a change that is committed after
     * that, such as one for the same pair, makes the write change nothing, and all of this is done again.
     */
    private Change<ChangedGiftCard> once(
            Call<?> call,
            GiftCardEntry.Kind kind,
            String externalSource,
            String externalRef,
            long amount,
            Function<GiftCard, Future<Change<ChangedGiftCard>>> change) {
        return Change.after(() -> retrieve(call)
                .compose(card -> entries.find(call.tenant(), card.id(), kind, externalSource, externalRef)
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture(Change.none(
                                        new ChangedGiftCard(card, found.get().repeatedWith(amount))))
                                : change.apply(card))));
    }

    /** A named checkout session must be one of the workspace, in the currency of the card. */
    private Future<?> requireSession(Call<?> call, @Nullable String id, String currency) {
        return id == null
                ? Future.succeededFuture()
                : cards.sessionCurrency(call.tenant(), id).map(found -> {
                    String other = found.orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                            "checkoutSessionId", "There is no such checkout session."));
                    if (!other.equals(currency)) {
                        throw ErrorCode.VALIDATION_ERROR.forField(
                                "checkoutSessionId",
                                "The checkout session is in " + other + ", and the gift card in " + currency + '.');
                    }
                    return other;
                });
    }
}
