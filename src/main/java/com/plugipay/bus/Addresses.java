package com.plugipay.bus;

/** Every address and every topic of the event bus. Only what stands here can be sent to. */
public enum Addresses {
    /** Finds the principal behind the id of a key. */
    AUTH_RESOLVE("auth.resolve"),
    /** Notes that a key was used. */
    AUTH_USED("auth.used"),
    /** Commands to the adapter of one provider. */
    PROVIDER_COMMANDS("provider.%s"),
    /** Callbacks whose proof the adapter of one provider verifies. */
    PROVIDER_CALLBACKS("provider.%s.callbacks"),
    /** Stored callbacks that the adapter of one provider reads. */
    PROVIDER_EVENTS("provider.%s.events"),
    /** Lists of payments from the adapter of one provider. */
    PROVIDER_PAYMENTS("provider.%s.payments"),
    /** Topic: callbacks of the provider that it names are stored. */
    CALLBACKS_READY("callbacks.ready"),
    /** Topic: events are stored. */
    EVENTS_READY("events.ready");

    private final String name;

    Addresses(String name) {
        this.name = name;
    }

    /** The address as the event bus knows it; {@code part} fills in what is one of several. */
    String of(String part) {
        return name.replace("%s", part);
    }
}
