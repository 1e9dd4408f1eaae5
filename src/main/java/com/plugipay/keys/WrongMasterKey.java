package com.plugipay.keys;

/** The configured master keys are not those of the database. The message names the version and the remedy. */
public final class WrongMasterKey extends RuntimeException {
    WrongMasterKey(String message) {
        super(message, null, false, false);
    }
}
