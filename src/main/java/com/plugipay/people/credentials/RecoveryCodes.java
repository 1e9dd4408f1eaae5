package com.plugipay.people.credentials;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.secrets.Secret;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The codes with which a person signs in who has lost the second factor; each counts once.
 *
 * <p>A code has 50 random bits. Whoever steals the database could try all of them if they were hashed as fast as SHA-256 is: a
 * graphics card in a day. They are hashed like passwords therefore (ASVS 5.0, 6.5.2). The codes of a set have one salt, so
 * that a typed one is hashed once and not ten times.
 */
public final class RecoveryCodes {
    /** The number of codes in a set. */
    public static final int CODES = 10;

    /** 32 letters and digits, of which none is read as another that is also there: neither 0 and O nor 1 and I. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 10;
    private static final int HALF = LENGTH / 2;

    /** More than anybody types, with all spaces and hyphens. */
    private static final int LONGEST_INPUT = 64;

    /** Stand for what is no code, and for the hashes of a person without any: to refuse these takes as long. */
    private static final Secret NO_CODE = new Secret("no code");

    private static final PhcHash NO_HASH = new PhcHash(
            "$argon2id$v=19$m=19456,t=2,p=1$V82G4AikjoXsABenoseBVA$+YKfrQilBPj+z+8tAK29VZI3G41SkGkkWZQKk1GPqJM");

    private final HashWorkers workers;

    public RecoveryCodes(HashWorkers workers) {
        this.workers = workers;
    }

    /** A fresh set, to be shown once: {@code ABCDE-FGHJK}. */
    public static List<Secret> generate() {
        return Stream.generate(RecoveryCodes::code)
                .distinct()
                .limit(CODES)
                .map(Secret::new)
                .toList();
    }

    /** The hashes of a set, to be stored in place of all those of an earlier set. Counts as one hash of the workers. */
    public Future<List<Secret>> hash(List<Secret> codes) {
        return workers.run(() -> {
            byte[] salt = PhcHash.newSalt();
            return codes.stream()
                    .map(code -> normalized(code).orElseThrow())
                    .map(code -> new Secret(PhcHash.of(code.bytes(), salt).reveal()))
                    .toList();
        });
    }

    /**
     * The one of these hashes to which a typed code belongs; empty if there is none. The caller deletes it, and lets only the one
     * in whose statement it was still there.
     *
     * @param typed lower case, spaces and hyphens do not matter
     * @param hashes what is left of one set
     * @return fails with {@link ErrorCode#UNAVAILABLE} when too many hashes wait
     */
    public Future<Optional<String>> match(Secret typed, List<String> hashes) {
        return workers.run(() -> {
            PhcHash salted = hashes.isEmpty() ? NO_HASH : new PhcHash(hashes.getFirst());
            Optional<Secret> code = normalized(typed);
            PhcHash hash = salted.of(code.orElse(NO_CODE).bytes());
            return hashes.stream()
                    .filter(stored -> code.isPresent() && hash.isSameAs(new PhcHash(stored)))
                    .findFirst();
        });
    }

    private static String code() {
        StringBuilder code = new StringBuilder();
        for (byte random : Ids.randomBytes(LENGTH)) {
            code.append(ALPHABET.charAt(random & 31));
        }
        return code.insert(HALF, '-').toString();
    }

    /** The code without what people add to it; empty when it cannot be one. */
    private static Optional<Secret> normalized(Secret typed) {
        if (typed.reveal().length() > LONGEST_INPUT) {
            return Optional.empty();
        }
        String code = typed.reveal()
                .toUpperCase(Locale.ROOT)
                .chars()
                .filter(character -> character != '-' && !Character.isWhitespace(character))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return code.length() == LENGTH && code.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0)
                ? Optional.of(new Secret(code))
                : Optional.empty();
    }
}
