package com.plugipay.providers.kit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that a provider has told to wait (its 429). Each rests for as long as it was told to, or, where it was not
 * told, for a second and twice as long each time that it is told again. Until then nothing is asked for it: questions can
 * wait, and what is sent on all the same makes the wait longer, for buyers too.
 */
final class AccountRests {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Cache<Tenant, Rest> rests = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Rest(long until, Duration length) {
        Duration left(long now) {
            return Duration.ofNanos(Math.max(0, until - now));
        }
    }

    /** @param longest none rests for longer; zero lets none rest */
    AccountRests(Duration longest, LongSupplier nanoTime) {
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** For how long the account still rests; null when it does not. */
    @Nullable
    Duration left(Tenant account) {
        Rest rest = rests.getIfPresent(account);
        Duration left = rest == null ? Duration.ZERO : rest.left(nanoTime.getAsLong());
        return left.isZero() ? null : left;
    }

    /** What the provider has answered to a request for the account, and how long it asked to wait, if it said so. */
    void answered(Tenant account, int status, @Nullable Duration asked) {
        if (status == TOO_MANY_REQUESTS) {
            rests.asMap().compute(account, (ignored, former) -> rest(former, asked));
        } else if (rests.getIfPresent(account) != null) {
            // An answer to what was sent before the rest began does not end it.
            rests.asMap()
                    .computeIfPresent(
                            account,
                            (ignored, rest) -> rest.left(nanoTime.getAsLong()).isZero() ? null : rest);
        }
    }

    private Rest rest(@Nullable Rest former, @Nullable Duration asked) {
        long now = nanoTime.getAsLong();
        if (former != null && !former.left(now).isZero() && asked == null) {
            return former;
        }
        Duration told =
                asked != null ? asked : former == null ? FIRST : former.length().multipliedBy(2);
        Duration length = told.compareTo(longest) > 0 ? longest : told;
        return new Rest(now + length.toNanos(), length);
    }
}
