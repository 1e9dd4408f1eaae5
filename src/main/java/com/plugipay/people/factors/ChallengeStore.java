package com.plugipay.people.factors;

import com.plugipay.db.Database;
import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import com.plugipay.errors.ErrorCode;
import com.plugipay.outbox.Write;
import com.plugipay.people.credentials.PasskeyOptions;
import com.plugipay.secrets.Hashes;
import com.plugipay.secrets.MasterKeys;
import com.plugipay.secrets.Secret;
import com.plugipay.secrets.TokenCipher;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * The challenges that passkeys sign. A challenge is encrypted and says itself until when it counts, so that a page for everybody
 * stores nothing when it is shown; it is stored when it is used, and counts once.
 */
public final class ChallengeStore {
    /** A page may stand open for a while before its button is pressed. */
    private static final Duration LASTS = Duration.ofMinutes(30);

    private static final NamedSql USE = NamedSql.of("""
            insert into used_challenges (challenge_sha256, ends_at) values (:challenge_sha256, :ends_at)
            on conflict (challenge_sha256) do nothing
            returning challenge_sha256""");
    private static final NamedSql DELETE_ENDED = NamedSql.of("""
            delete from used_challenges
             where challenge_sha256 in (
                   select challenge_sha256 from used_challenges where ends_at <= :before order by ends_at limit :most)""");

    private final Database database;
    private final TokenCipher tokens;

    public ChallengeStore(Database database, MasterKeys masterKeys) {
        this.database = database;
        this.tokens = masterKeys.tokens("passkey challenge");
    }

    /** A fresh challenge, in base64url. */
    public String issue(Instant now) {
        return tokens.encrypt(new Secret(now.plus(LASTS).toEpochMilli() + ":" + PasskeyOptions.newChallenge()))
                .reveal();
    }

    /** Uses a challenge up in the step {@code challenge}, unless it was used; fails with a 401 when it is not ours, or over. */
    public Write use(Write write, String challenge, Instant now) {
        // What is in it, because the same bytes can be written in base64url in several ways.
        Secret timed = tokens.decrypt(challenge)
                .filter(opened -> now.toEpochMilli() < end(opened))
                .orElseThrow(ErrorCode.UNAUTHORIZED::exception);
        return write.step(
                "challenge",
                USE,
                Values.none()
                        .and("challenge_sha256", Hashes.sha256(timed.bytes()))
                        .and("ends_at", now.plus(LASTS)));
    }

    private static long end(Secret timed) {
        String text = timed.reveal();
        return Long.parseLong(text, 0, text.indexOf(':'), 10);
    }

    /** Deletes some that would be over by now; gives their number. */
    public Future<Integer> deleteEnded(Instant before, int most) {
        return database.run(DELETE_ENDED, Values.none().and("before", before).and("most", most))
                .map(deleted -> deleted.rowCount());
    }
}
