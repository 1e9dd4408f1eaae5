package com.plugipay.people.credentials;

import com.plugipay.errors.ErrorCode;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hashes and verifies passwords with Argon2id, on {@link HashWorkers}. */
public final class Passwords {
    /** The hash of a password that was thrown away: nobody has it, and verifying against it takes as long as any other. */
    private static final PhcHash NOBODYS = new PhcHash(
            "$argon2id$v=19$m=19456,t=2,p=1$k1c9ZZ2OHve9mXtTfsMXeA$28mpYasJStFOekUmuVLC6ld2Nj/xDbnUESbJpBDhB7I");

    private static final Secret IMPOSSIBLE = new Secret("impossible");

    private final HashWorkers workers;

    public Passwords(HashWorkers workers) {
        this.workers = workers;
    }

    /**
     * The hash of a password with a salt of its own, in the PHC format, to be stored as it is. Whether the password is strong
     * enough is checked before, by {@link PasswordRules#requireStrong}.
     *
     * @return fails with {@link ErrorCode#VALIDATION_ERROR} when the text is too short or long for a password, and with
     *     {@link ErrorCode#UNAVAILABLE} when too many hashes wait
     */
    public Future<Secret> hash(Secret password) {
        return workers.run(() -> {
            Secret normal = PasswordText.normalized(password)
                    .orElseThrow(() -> ErrorCode.VALIDATION_ERROR.withMessage("A password has " + PasswordText.SHORTEST
                            + " to " + PasswordText.LONGEST + " characters."));
            return new Secret(PhcHash.of(normal.bytes(), PhcHash.newSalt()).reveal());
        });
    }

    /**
     * Whether this is the password of which {@link #hash} made the hash. Without a hash, because nobody has the address or the
     * person has no password, it is not; that takes the same time, which therefore tells nobody who has an account.
     *
     * @param hash in the PHC format; null if there is none
     * @return fails with {@link ErrorCode#UNAVAILABLE} when too many hashes wait, whether there is a hash or not
     */
    public Future<Boolean> verify(Secret password, @Nullable String hash) {
        return workers.run(() -> {
            Optional<Secret> normal = PasswordText.normalized(password);
            PhcHash stored = hash == null ? NOBODYS : new PhcHash(hash);
            boolean matches = stored.of(normal.orElse(IMPOSSIBLE).bytes()).isSameAs(stored);
            return matches && hash != null && normal.isPresent();
        });
    }

    /** Whether the hash was made with other parameters than today's: the next time that the password is known, hash it anew. */
    public static boolean needsRehash(String hash) {
        return new PhcHash(hash).isOutdated();
    }
}
