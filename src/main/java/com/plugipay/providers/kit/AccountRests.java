package com.plugipay.providers.kit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.model.Tenant;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that a provider has asked to pause (its 429). The pause lasts for as long as the provider says, or, where it
 * does not say, for a second, and twice as long each time that follows. Until then no question is sent for the account: questions
 * can wait, and sending them makes the pause longer, for buyers too.
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

    /** Notes the status of an answer for the account, and the pause that the provider has asked for; null for none. */
    void answered(Tenant account, int status, @Nullable Duration requested) {
        if (status == TOO_MANY_REQUESTS) {
            rests.asMap().compute(account, (ignored, former) -> rest(former, requested));
        } else if (rests.getIfPresent(account) != null) {
            // An answer to what was sent before the rest began does not end it.
            rests.asMap()
                    .computeIfPresent(
                            account,
                            (ignored, rest) -> rest.left(nanoTime.getAsLong()).isZero() ? null : rest);
        }
    }

    private Rest rest(@Nullable Rest former, @Nullable Duration requested) {
        long now = nanoTime.getAsLong();
        if (former != null && !former.left(now).isZero() && requested == null) {
            return former;
        }
        Duration wanted = requested != null
                ? requested
                : former == null ? FIRST : former.length().multipliedBy(2);
        Duration length = wanted.compareTo(longest) > 0 ? longest : wanted;
        return new Rest(now + length.toNanos(), length);
    }
}
