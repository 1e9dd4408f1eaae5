package com.plugipay.providers.manual;

import com.plugipay.auth.Signature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The short code by which a merchant finds a transfer on a statement: {@code T-}, six characters and a check character.
 *
 * <p>The alphabet has no letters that look like digits. The check character is the weighted sum of the six modulo a
 * prime, so that it finds every mistyped character and every two that were swapped.
 */
public final class TransferReference {
    /** 31 characters: a prime number, as the check needs. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int LENGTH = 6;

    /** Of a workspace with ten million transfers, each code is taken with a chance of 1 %; all of them with one in 10^8. */
    private static final int POSSIBLE = 4;

    private TransferReference() {}

    /** Returns the possible codes of a charge, always the same for the same charge. */
    public static List<String> of(String chargeId) {
        BigInteger number = new BigInteger(1, Signature.sha256(chargeId.getBytes(StandardCharsets.UTF_8)));
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        List<String> references = new ArrayList<>();
        while (references.size() < POSSIBLE) {
            StringBuilder code = new StringBuilder();
            while (code.length() < LENGTH) {
                BigInteger[] parts = number.divideAndRemainder(base);
                code.append(ALPHABET.charAt(parts[1].intValue()));
                number = parts[0];
            }
            references.add("T-" + code + check(code));
        }
        return references;
    }

    /** Whether a typed code is valid, in upper or lower case. */
    public static boolean isValid(String reference) {
        String code = reference.strip().toUpperCase(Locale.ROOT);
        if (code.length() != LENGTH + 3 || !code.startsWith("T-")) {
            return false;
        }
        String body = code.substring(2, LENGTH + 2);
        return body.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0) && code.charAt(LENGTH + 2) == check(body);
    }

    private static char check(CharSequence code) {
        int sum = 0;
        for (int i = 0; i < code.length(); i++) {
            sum += (i + 2) * ALPHABET.indexOf(code.charAt(i));
        }
        return ALPHABET.charAt(sum % ALPHABET.length());
    }
}
