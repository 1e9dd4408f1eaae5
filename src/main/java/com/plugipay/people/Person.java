package com.plugipay.people;

import com.plugipay.model.Actor;
import com.plugipay.model.Ids;
import com.plugipay.model.UpdatedAt;
import com.plugipay.people.AccountInputs.AccountInput;
import com.plugipay.text.Language;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param email in lower case
 * @param emailVerified whether a link that was mailed there was opened, or an OpenID provider has vouched for it
 * @param hasPassword whether the person has chosen a password
 * @param hasSecondFactor whether the person also proves an authenticator app or a passkey
 */
public record Person(
        String id,
        String email,
        @Nullable String name,
        Language locale,
        boolean emailVerified,
        boolean hasPassword,
        boolean hasSecondFactor,
        @Nullable Instant lastSignInAt,
        Instant createdAt,
        Instant updatedAt) {

    /** A new person, who has no password yet. */
    public static Person create(String email, @Nullable String name, Language locale, Instant now) {
        return new Person(Ids.at(now, "usr"), normal(email), name, locale, false, false, false, null, now, now);
    }

    /** An address as it is stored and compared. */
    public static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** A copy whose address was proved. */
    public Person withProvedEmail() {
        return new Person(
                id, email, name, locale, true, hasPassword, hasSecondFactor, lastSignInAt, createdAt, updatedAt);
    }

    /** A copy with another name or language. */
    Person renamed(AccountInput changed, Instant now) {
        return new Person(
                id,
                email,
                changed.name(),
                changed.locale(),
                emailVerified,
                hasPassword,
                hasSecondFactor,
                lastSignInAt,
                createdAt,
                UpdatedAt.after(updatedAt, now));
    }

    /** The person as who has made a change. */
    public Actor actor() {
        return Actor.person(id, email, name);
    }
}
