package com.plugipay.providers;

import com.plugipay.model.Mode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a merchant gives to connect an account. */
public interface ProviderAccountInput {
    ProviderKind kind();

    /** What the annotations cannot say, such as that live keys have no place in test mode; fails naming the field. */
    default void check(Mode mode) {}

    /** What is stored encrypted; nothing by default. */
    default Credentials credentials() {
        return new Credentials(Map.of());
    }

    /** The same for an account that replaces one with those credentials: what of them stays good for a while is kept. */
    default Credentials credentials(Credentials former, Instant now) {
        return credentials();
    }

    /** What of it may be shown. */
    Map<String, Object> publicConfig();

    /** The end of the most secret of it, by which a merchant recognises which key it is; null where none of it is secret. */
    default @Nullable String lastFour() {
        return null;
    }
}
