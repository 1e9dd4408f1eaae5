package com.plugipay.people.credentials;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.secrets.Secret;
import com.plugipay.text.ClasspathFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a new password must be: long, and not among the first that somebody would try. It need not have characters of certain
 * kinds, which makes passwords harder to remember and not to guess (ASVS 5.0, 6.2).
 */
public final class PasswordRules {
    /** The least number of characters, counted in code points. */
    public static final int SHORTEST = 12;

    /** The greatest number of characters, counted in code points. */
    public static final int LONGEST = PasswordText.LONGEST;

    /** A name or address shorter than this occurs in good passwords by chance. */
    private static final int SHORTEST_NAME = 4;

    private static final Set<String> COMMON = new String(
                    ClasspathFile.read("/people/common-passwords.txt"), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toUnmodifiableSet());

    private PasswordRules() {}

    /**
     * Refuses a weak password.
     *
     * @param field the path of the password in the request
     * @param email the address of its owner
     * @param name the name of its owner; null if it is unknown
     * @throws ApiException with {@link ErrorCode#VALIDATION_ERROR}; its message does not contain the password
     */
    public static void requireStrong(String field, Secret password, String email, @Nullable String name) {
        String text = PasswordText.normalized(password.reveal())
                .orElseThrow(() -> refusal(field, "is longer than " + LONGEST + " characters, or is not text"));
        int length = PasswordText.length(text);
        if (length < SHORTEST) {
            throw refusal(field, "is shorter than " + SHORTEST + " characters");
        }
        if (length > LONGEST) {
            throw refusal(field, "is longer than " + LONGEST + " characters");
        }
        String plain = plain(text);
        if (isRun(plain.codePoints().toArray())) {
            throw refusal(field, "repeats one character, or counts up or down");
        }
        if (contains(plain, localPart(email))) {
            throw refusal(field, "contains the name in the e-mail address");
        }
        if (name != null && contains(plain, name)) {
            throw refusal(field, "contains the person's name");
        }
        if (COMMON.contains(plain)) {
            throw refusal(field, "is one that many people use");
        }
    }

    private static ApiException refusal(String field, String why) {
        return ErrorCode.VALIDATION_ERROR.forField(field, "The password " + why + ".");
    }

    /** Whether each character follows the one before by the same step of 0, 1 or -1; after 9 comes 0. */
    private static boolean isRun(int[] characters) {
        return IntStream.of(0, 1, -1)
                .anyMatch(step -> IntStream.range(1, characters.length)
                        .allMatch(i -> isStep(characters[i - 1], characters[i], step)));
    }

    private static boolean isStep(int before, int after, int step) {
        return after == before + step
                || (step == 1 && before == '9' && after == '0')
                || (step == -1 && before == '0' && after == '9');
    }

    private static boolean contains(String plainPassword, String name) {
        String plainName =
                PasswordText.normalized(name).map(PasswordRules::plain).orElse("");
        return plainName.length() >= SHORTEST_NAME && plainPassword.contains(plainName);
    }

    private static String localPart(String email) {
        int at = email.lastIndexOf('@');
        return at < 0 ? email : email.substring(0, at);
    }

    /** In lower case and without spaces, in which a name and what somebody makes of it differ. */
    private static String plain(String normalized) {
        return normalized.toLowerCase(Locale.ROOT).replace(" ", "");
    }
}
