package com.plugipay.people.credentials;

import com.plugipay.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/** The one form of a password, however a keyboard writes its characters: NFKC. */
final class PasswordText {
    /** Shorter texts cannot be anybody's password; new ones must be longer, see {@link PasswordRules}. */
    static final int SHORTEST = 8;

    static final int LONGEST = 128;

    /** Normalization can make one character of several; a text of more than this many chars is not worth its time. */
    private static final int LONGEST_RAW = 8 * LONGEST;

    private PasswordText() {}

    /** The normalized password; empty when it has too few or too many characters, or is not Unicode. */
    static Optional<Secret> normalized(Secret password) {
        return normalized(password.reveal()).filter(PasswordText::fits).map(Secret::new);
    }

    /** The normalized text, whatever its length after that; empty when it is much too long or has half a surrogate pair. */
    static Optional<String> normalized(String text) {
        // Half a pair has no UTF-8: it would be hashed as a question mark.
        return text.length() > LONGEST_RAW
                        || !StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? Optional.empty()
                : Optional.of(Normalizer.normalize(text, Normalizer.Form.NFKC));
    }

    /** The number of characters as people count them, nearly: code points. */
    static int length(String normalized) {
        return normalized.codePointCount(0, normalized.length());
    }

    private static boolean fits(String normalized) {
        return length(normalized) >= SHORTEST && length(normalized) <= LONGEST;
    }
}
