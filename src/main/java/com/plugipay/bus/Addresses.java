package com.plugipay.bus;

/** All addresses and topics of the event bus. */
public enum Addresses {
    /** Finds the principal of a key id. */
    AUTH_RESOLVE("auth.resolve"),
    /** Reports that a key was used. */
    AUTH_USED("auth.used"),
    /** Commands to the adapter of one provider. */
    PROVIDER_COMMANDS("provider.%s"),
    /** Callbacks to be verified by the adapter of one provider. */
    PROVIDER_CALLBACKS("provider.%s.callbacks"),
    /** Stored callbacks that the adapter of one provider reads. */
    PROVIDER_EVENTS("provider.%s.events"),
    /** Lists of payments from the adapter of one provider. */
    PROVIDER_PAYMENTS("provider.%s.payments"),
    /** Pages that want to be told of events. */
    LIVE_WATCH("live.watch"),
    /** Topic: callbacks of the named provider are stored. */
    CALLBACKS_READY("callbacks.ready"),
    /** Topic: events are stored. */
    EVENTS_READY("events.ready");

    private final String name;

    Addresses(String name) {
        this.name = name;
    }

    /** The address on the event bus; {@code part} names one of several of a kind. */
    String of(String part) {
        return name.replace("%s", part);
    }
}
