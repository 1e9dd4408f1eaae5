package com.plugipay.cli.client;

/** The gateway does not answer, or answers that it cannot now: later it may. */
final class Unreachable extends CommandFailure {
    private static final long serialVersionUID = 1L;

    Unreachable(String sentence) {
        super(sentence);
    }
}
