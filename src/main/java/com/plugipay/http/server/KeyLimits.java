package com.plugipay.http.server;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operation;
import com.plugipay.limits.Allowance;
import com.plugipay.limits.Buckets;
import com.plugipay.limits.LimitsConfig;
import com.plugipay.limits.Rate;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits the requests with one key, or of one member; every response of the API says how many are left. A key belongs to one
 * mode, so test requests take nothing from live ones. One for all event loops of a node.
 */
public final class KeyLimits {
    private final Buckets<String> reads;
    private final Buckets<String> writes;
    private final Buckets<String> exports;

    /** Uses have limits of their own. */
    enum Use {
        READ,
        WRITE,
        /** Lists and files, of which one may take as much work as a hundred reads. */
        EXPORT;

        static Use of(Operation<?> operation) {
            if (operation.isPaged() || operation.output() == Download.class) {
                return EXPORT;
            }
            return operation.writes() ? WRITE : READ;
        }
    }

    public KeyLimits(LimitsConfig limits) {
        this.reads = new Buckets<>(Rate.perSecond(limits.keyReadsPerSecond()));
        this.writes = new Buckets<>(Rate.perSecond(limits.keyWritesPerSecond()));
        this.exports = new Buckets<>(Rate.perSecond(limits.keyExportsPerSecond()));
    }

    /** Counts a request with a key, and writes into its response how many are left; fails if there are none. */
    void admit(String keyId, Use use, HttpServerResponse response, Instant now) {
        Allowance allowance = buckets(use).take(keyId);
        response.putHeader("X-RateLimit-Limit", String.valueOf(allowance.limit()))
                .putHeader("X-RateLimit-Remaining", String.valueOf(allowance.remaining()))
                .putHeader("X-RateLimit-Reset", String.valueOf(endOf(allowance.untilFull(), now)));
        require(allowance);
    }

    /** Counts what a page asks for; fails if nothing is left. */
    void admit(String memberId, Use use) {
        require(buckets(use).take(memberId));
    }

    private static void require(Allowance allowance) {
        if (!allowance.isGranted()) {
            throw ErrorCode.RATE_LIMITED
                    .withMessage("Too many requests with this key.")
                    .after(allowance.untilNext());
        }
    }

    private Buckets<String> buckets(Use use) {
        return switch (use) {
            case READ -> reads;
            case WRITE -> writes;
            case EXPORT -> exports;
        };
    }

    /** The end of a wait in unix seconds, rounded up. */
    private static long endOf(Duration wait, Instant now) {
        return now.plus(wait).plusNanos(999_999_999).getEpochSecond();
    }
}
