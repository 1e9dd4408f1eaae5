package com.plugipay.secrets;

import com.plugipay.model.Ids;
import java.util.regex.Pattern;

/** The random secrets of links and cookies. Only their hashes are stored. */
public final class RandomToken {
    /** Letters and digits, together 190 random bits. */
    private static final int LENGTH = 32;

    private static final Pattern POSSIBLE = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");

    private RandomToken() {}

    public static Secret random() {
        return new Secret(Ids.alphanumeric(LENGTH));
    }

    /** Whether a token can be this text. */
    public static boolean isPossible(String text) {
        return POSSIBLE.matcher(text).matches();
    }

    /** What is stored of it. */
    public static String hash(Secret token) {
        return Hashes.sha256(token.bytes());
    }
}
