package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.RequestRefused;
import java.util.List;

/** Midtrans says no: with a code, and with one message or with a list of what is wrong in the request. */
public final class MidtransRefusal extends RequestRefused {
    static final int INVALID = 400;

    private final List<String> messages;

    public MidtransRefusal(int code, String message) {
        this(code, List.of(message));
    }

    private MidtransRefusal(int code, List<String> messages) {
        super(code, String.join("; ", messages));
        this.messages = messages;
    }

    public static MidtransRefusal invalid(List<String> messages) {
        return new MidtransRefusal(INVALID, List.copyOf(messages));
    }

    public static MidtransRefusal invalid(String message) {
        return new MidtransRefusal(INVALID, message);
    }

    public static MidtransRefusal notFound() {
        return new MidtransRefusal(404, "Transaction doesn't exist.");
    }

    public static MidtransRefusal notNow() {
        return new MidtransRefusal(412, "Transaction status cannot be updated.");
    }

    public List<String> messages() {
        return messages;
    }
}
