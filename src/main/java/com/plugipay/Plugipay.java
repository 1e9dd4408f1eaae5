package com.plugipay;

/** Starts the gateway. */
public final class Plugipay {
    private Plugipay() {}

    public static void main(String[] arguments) {}
}
