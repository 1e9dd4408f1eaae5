package com.plugipay.errors;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every way in which a request can fail, with its status. The code in the response is the name in lower case. */
public enum ErrorCode {
    VALIDATION_ERROR(400, "The request is not valid."),
    INVALID_CURSOR(400, "The cursor is damaged or belongs to another list."),
    IDEMPOTENCY_KEY_INVALID(400, "An Idempotency-Key has 1 to 255 printable ASCII characters."),
    CANNOT_REVOKE_CURRENT(400, "This session ends by signing out."),
    UNAUTHORIZED(401, "This needs a signed request or a bearer key."),
    INVALID_KEY(401, "The API key is not valid."),
    INVALID_SIGNATURE(401, "The signature does not fit the request."),
    INVALID_TIMESTAMP(401, "X-Plugipay-Timestamp must be the time in unix seconds."),
    TIMESTAMP_SKEW(401, "X-Plugipay-Timestamp is more than 300 seconds away from our clock."),
    FORGED_CALLBACK(401, "The callback carries no proof that it is the provider's."),
    FORBIDDEN(403, "The role does not allow this."),
    PERSON_ONLY(403, "Only a person who has signed in can do this, and no key."),
    CONFIRMATION_REQUIRED(403, "Give the password again first: it was given more than 15 minutes ago."),
    NOT_FOUND(404, "Not found."),
    METHOD_NOT_ALLOWED(405, "This address does not take that method."),
    REQUEST_TIMEOUT(408, "The request came too slowly."),
    CONFLICT(409, "The state of the object does not allow this."),
    ALREADY_QUEUED(409, "The delivery is already due for its next attempt."),
    ENDPOINT_DISABLED(409, "The endpoint is disabled."),
    REQUEST_REPEATED(409, "This request was received before, with the same signature."),
    IDEMPOTENCY_MISMATCH(409, "The Idempotency-Key was used for a different request."),
    IDEMPOTENCY_IN_PROGRESS(409, "The first request with this Idempotency-Key still runs."),
    GONE(410, "This link is over, or was used."),
    PAYLOAD_TOO_LARGE(413, "The body is larger than 256 KiB."),
    URI_TOO_LONG(414, "The address is longer than 8 KiB."),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json."),
    EXPECTATION_FAILED(417, "Of all expectations only 100-continue can be met."),
    PROVIDER_DECLINED(422, "The provider declined."),
    PROVIDER_REJECTED(422, "The provider refused the request."),
    PROVIDER_NOT_CONFIGURED(422, "No connected provider account can do this."),
    NOT_AVAILABLE(422, "This gateway does not have that."),
    AMOUNT_NOT_REFUNDABLE(422, "The amount is more than what remains."),
    CURRENCY_NOT_SUPPORTED(422, "The provider does not take this currency."),
    RATE_LIMITED(429, "Too many requests."),
    HEADERS_TOO_LARGE(431, "The headers are larger than 8 KiB."),
    INTERNAL(500, "Something went wrong on our side."),
    PROVIDER_ERROR(502, "The provider failed; we keep asking for the outcome."),
    PROVIDER_UNAVAILABLE(503, "The provider could not be reached, or asked us to wait; nothing was done."),
    UNAVAILABLE(503, "Busy or without database for the moment; try again."),
    PROVIDER_TIMEOUT(504, "The provider did not answer in time; we keep asking for the outcome.");

    private final int status;
    private final String message;

    ErrorCode(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code in the response. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a repeat of the request with its idempotency key is handled anew: the failure comes from a mistake of the
     * caller or from a passing state, and had no effect that a repeat could not resume.
     */
    public boolean isRepeatable() {
        return switch (this) {
            case VALIDATION_ERROR,
                    INVALID_CURSOR,
                    IDEMPOTENCY_KEY_INVALID,
                    UNAUTHORIZED,
                    INVALID_KEY,
                    INVALID_SIGNATURE,
                    INVALID_TIMESTAMP,
                    TIMESTAMP_SKEW,
                    FORGED_CALLBACK,
                    FORBIDDEN,
                    PERSON_ONLY,
                    CONFIRMATION_REQUIRED,
                    CANNOT_REVOKE_CURRENT,
                    REQUEST_TIMEOUT,
                    IDEMPOTENCY_MISMATCH,
                    IDEMPOTENCY_IN_PROGRESS,
                    PAYLOAD_TOO_LARGE,
                    URI_TOO_LONG,
                    UNSUPPORTED_MEDIA_TYPE,
                    EXPECTATION_FAILED,
                    RATE_LIMITED,
                    HEADERS_TOO_LARGE,
                    PROVIDER_ERROR,
                    PROVIDER_UNAVAILABLE,
                    UNAVAILABLE,
                    PROVIDER_TIMEOUT -> true;
            case NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    CONFLICT,
                    ALREADY_QUEUED,
                    ENDPOINT_DISABLED,
                    NOT_AVAILABLE,
                    REQUEST_REPEATED,
                    GONE,
                    PROVIDER_DECLINED,
                    PROVIDER_REJECTED,
                    PROVIDER_NOT_CONFIGURED,
                    AMOUNT_NOT_REFUNDABLE,
                    CURRENCY_NOT_SUPPORTED,
                    INTERNAL -> false;
        };
    }

    /** Whether nothing was done for a temporary reason: the response says when to try again. */
    public boolean isTemporary() {
        return this == RATE_LIMITED || this == PROVIDER_UNAVAILABLE || this == UNAVAILABLE;
    }

    /** Whether the caller was refused, and not the content of the request. Such refusals are logged. */
    public boolean isAccessRefusal() {
        return status == 401 || status == 403;
    }

    /** The code with this name in a response; throws an IllegalArgumentException when there is none. */
    public static ErrorCode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether a failure has this code. */
    public boolean is(@Nullable Throwable failure) {
        return failure instanceof ApiException exception && exception.errorCode() == this;
    }

    /** An exception with the standard message. */
    public ApiException exception() {
        return new ApiException(this, message, null, List.of(), null);
    }

    /** An exception with another message, which must contain no secret. */
    public ApiException withMessage(String message) {
        return new ApiException(this, message, null, List.of(), null);
    }

    /** This failure with what was asked for, if it is this code with nothing but the standard message. */
    public ApiException naming(ApiException failure, Supplier<String> asked) {
        return is(failure) && failure.field() == null && failure.message().equals(message)
                ? withMessage("There is nothing at " + asked.get() + '.').with(failure.details())
                : failure;
    }

    /** An exception about one field, which is named by its path such as {@code lineItems/0/quantity}. */
    public ApiException forField(String field, String message) {
        return new ApiException(this, message, field, List.of(), null);
    }
}
