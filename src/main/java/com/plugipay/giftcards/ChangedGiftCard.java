package com.plugipay.giftcards;

/**
 * A gift card with the entry that a request has made.
 *
 * @param giftCard the card as it is now
 * @param entry the entry; that of the first request when the same pair was sent again
 */
public record ChangedGiftCard(GiftCard giftCard, GiftCardEntry entry) {}
