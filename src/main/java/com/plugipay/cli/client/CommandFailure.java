package com.plugipay.cli.client;

/** Why a command cannot go on, in a sentence for the person who has given it. */
public sealed class CommandFailure extends RuntimeException permits Unreachable {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String sentence) {
        super(sentence);
    }
}
