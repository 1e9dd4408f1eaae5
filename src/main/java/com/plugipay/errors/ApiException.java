package com.plugipay.errors;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure of a request, which its response reports. It has no stack trace, because it is not an internal error. */
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

    /** This exception with details for programs. */
    public ApiException with(List<?> details) {
        return new ApiException(errorCode, message(), field, details, retryAfter);
    }

    /** This exception with the time to wait before the request is tried again; null if the time is unknown. */
    public ApiException after(@Nullable Duration retryAfter) {
        return new ApiException(errorCode, message(), field, details, retryAfter);
    }

    /** The code of a failure; that of an unexpected one is "internal". */
    public static String codeOf(Throwable failure) {
        return failure instanceof ApiException exception ? exception.errorCode().code() : "internal";
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    /** The message for people. */
    public String message() {
        String message = getMessage();
        return message == null ? errorCode.code() : message;
    }

    /** The path of the faulty field; null if the failure is not about one field. */
    public @Nullable String field() {
        return field;
    }

    public List<?> details() {
        return details;
    }

    /** How long the caller should wait before trying again; null if that is unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The value of the header {@code Retry-After}: whole seconds, rounded up; one if the time is unknown. */
    public String retryAfterSeconds() {
        return retryAfter == null
                ? "1"
                : String.valueOf(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
    }
}
