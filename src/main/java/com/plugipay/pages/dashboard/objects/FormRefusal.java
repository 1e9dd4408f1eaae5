package com.plugipay.pages.dashboard.objects;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a form was refused, and what was in it. */
record FormRefusal(@Nullable ApiException cause, Filled filled) {
    /** What is shown beside the form; empty for a failure that has its own page. */
    static Optional<FormRefusal> of(Throwable failure, Filled filled) {
        return failure instanceof ApiException refused && !hasOwnPage(refused.errorCode())
                ? Optional.of(new FormRefusal(refused, filled))
                : Optional.empty();
    }

    private static boolean hasOwnPage(ErrorCode code) {
        return switch (code) {
            case UNAUTHORIZED, FORBIDDEN, CONFIRMATION_REQUIRED, NOT_FOUND, INTERNAL -> true;
            default -> false;
        };
    }

    /** Why; only for a form that was refused. */
    ApiException failure() {
        return Objects.requireNonNull(cause);
    }

    /**
     * Whether the form is to be sent again with the same idempotency key: what was begun goes on, or still runs, where another
     * key would begin it once more.
     */
    boolean isRepeatable() {
        return cause != null && cause.errorCode().isRepeatable();
    }
}
