package com.plugipay.errors;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link ErrorCode} on its way to the edge, which writes it down. It carries no stack trace: it is an answer. */
public final class ApiException extends RuntimeException {
    private final transient ErrorCode errorCode;
    private final @Nullable String field;
    private final transient List<?> details;
    private final @Nullable Duration retryAfter;

    ApiException(
            ErrorCode errorCode,
            String message,
            @Nullable String field,
            List<?> details,
            @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.errorCode = errorCode;
        this.field = field;
        this.details = List.copyOf(details);
        this.retryAfter = retryAfter;
    }

    /** The same with details for a program to read. */
    public ApiException with(List<?> details) {
        return new ApiException(errorCode, message(), field, details, retryAfter);
    }

    /** The same, telling when to try again; null for soon. */
    public ApiException after(@Nullable Duration retryAfter) {
        return new ApiException(errorCode, message(), field, details, retryAfter);
    }

    /** What the list of what is stuck calls a failure: an error's code, or that of what nobody has expected. */
    public static String codeOf(Throwable failure) {
        return failure instanceof ApiException told ? told.errorCode().code() : "internal";
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    /** What went wrong, for a person to read. */
    public String message() {
        String message = getMessage();
        return message == null ? errorCode.code() : message;
    }

    /** The path of the faulty field, or null when no one field is at fault. */
    public @Nullable String field() {
        return field;
    }

    public List<?> details() {
        return details;
    }

    /** How long the caller should wait before trying again; null when nothing is known of that. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The same as the header {@code Retry-After} says it: in whole seconds, not too early, and one when nothing is known. */
    public String retryAfterSeconds() {
        return retryAfter == null
                ? "1"
                : String.valueOf(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
    }
}
