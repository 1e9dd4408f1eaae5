package com.plugipay.sandbox.midtrans;

import java.util.List;

/** Midtrans says no: with a code, and with one message or with a list of what is wrong in the request. */
final class Refusal extends RuntimeException {
    static final int INVALID = 400;

    private final int code;
    private final List<String> messages;

    Refusal(int code, String message) {
        this(code, List.of(message));
    }

    private Refusal(int code, List<String> messages) {
        super(String.join("; ", messages), null, false, false);
        this.code = code;
        this.messages = messages;
    }

    static Refusal invalid(List<String> messages) {
        return new Refusal(INVALID, List.copyOf(messages));
    }

    static Refusal invalid(String message) {
        return new Refusal(INVALID, message);
    }

    static Refusal notFound() {
        return new Refusal(404, "Transaction doesn't exist.");
    }

    static Refusal notNow() {
        return new Refusal(412, "Transaction status cannot be updated.");
    }

    int code() {
        return code;
    }

    List<String> messages() {
        return messages;
    }
}
