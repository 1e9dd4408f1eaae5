package com.plugipay.people.openid;

import com.nimbusds.jwt.JWTClaimsSet;
import com.plugipay.mail.MailAddress;
import com.plugipay.people.Person;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as the provider says.
 *
 * @param subject as which the provider knows the account, now and for ever
 * @param email in lower case; null for none
 * @param isVerified whether the provider vouches that the address is that of the account
 */
record OpenIdClaims(
        String subject,
        @Nullable String email,
        boolean isVerified,
        @Nullable String name) {
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NAME = 100;

    /** How providers write that something is so. */
    private static final Set<Object> TRUE = Set.of(true, "true", "1", 1L, 1);

    /**
     * Reads the claims of a verified token; fails without a usable subject. Entra vouches for an address by {@code xms_edov}, the
     * others by the claim of the standard.
     */
    static OpenIdClaims of(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT || hasControls(subject)) {
            throw OpenIdFailure.refused("The ID token has no usable subject");
        }
        String email = claims.getClaim("email") instanceof String text && MailAddress.isValid(text)
                ? Person.normal(text)
                : null;
        String verification = claims.getClaim("email_verified") == null ? "xms_edov" : "email_verified";
        boolean isVerified = email != null && isTrue(claims, verification);
        return new OpenIdClaims(subject, email, isVerified, name(claims.getClaim("name")));
    }

    private static boolean isTrue(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        return value != null && TRUE.contains(value);
    }

    private static @Nullable String name(@Nullable Object claim) {
        if (!(claim instanceof String text) || text.isBlank() || hasControls(text)) {
            return null;
        }
        String name = text.strip();
        return name.length() <= LONGEST_NAME ? name : null;
    }

    /** Text that the database cannot hold, or that would break a line. */
    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                || text.chars().anyMatch(each -> Character.isSurrogate((char) each));
    }
}
