package com.plugipay.sandbox.kit;

/** A provider's refusal of a request. It has no stack trace: it says everything to the caller. */
public abstract class RequestRefused extends RuntimeException {
    private final int status;

    protected RequestRefused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The provider's code, which is mostly the HTTP status. */
    public final int status() {
        return status;
    }
}
