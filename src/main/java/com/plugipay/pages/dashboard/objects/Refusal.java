package com.plugipay.pages.dashboard.objects;

import com.plugipay.errors.ApiException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a form was refused, and what was in it. */
record Refusal(@Nullable ApiException cause, Filled filled) {
    /** Why; only for a form that was refused. */
    ApiException failure() {
        return Objects.requireNonNull(cause);
    }

    /**
     * Whether the form has to be sent again with the same idempotency key: what was begun goes on, where another key would
     * begin it once more.
     */
    boolean isResumable() {
        return cause != null && cause.errorCode().status() >= 500;
    }
}
