package com.plugipay.giftcards;

import com.plugipay.model.Ids;

/** The codes of gift cards: 16 random characters in groups of four, unless the merchant gives another one. */
final class GiftCardCode {
    /** What a given code consists of. */
    static final String PATTERN = "^[A-Za-z0-9-]{4,64}$";

    /** What fits {@link #PATTERN}. */
    static final String TEXT = "A code has 4 to 64 letters, digits and hyphens, such as WELCOME-2026.";

    /** No letters that look like digits. With 79 bits, no code can be guessed. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int GROUP = 4;
    private static final int LENGTH = 16;

    private GiftCardCode() {}

    static String random() {
        StringBuilder code = new StringBuilder(Ids.random(LENGTH, ALPHABET));
        for (int end = LENGTH - GROUP; end > 0; end -= GROUP) {
            code.insert(end, '-');
        }
        return code.toString();
    }
}
