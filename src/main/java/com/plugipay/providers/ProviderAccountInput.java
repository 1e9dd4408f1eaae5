package com.plugipay.providers;

import com.plugipay.model.Mode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of the request that connects an account. */
public interface ProviderAccountInput {
    ProviderKind kind();

    /** Checks rules that annotations cannot express, such as no live keys in test mode; fails naming the field. */
    default void check(Mode mode) {}

    /** The values to store encrypted; none by default. */
    default Credentials credentials() {
        return new Credentials(Map.of());
    }

    /**
     * The values to store encrypted when this account replaces another, some of whose credentials may stay valid for a
     * while.
     */
    default Credentials credentials(Credentials former, Instant now) {
        return credentials();
    }

    /** The values that may be shown. */
    Map<String, Object> publicConfig();

    /** The last characters of the secret key, by which a merchant recognises it; null when nothing is secret. */
    default @Nullable String lastFour() {
        return null;
    }
}
