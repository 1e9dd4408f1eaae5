package com.plugipay.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Who did something: which kind, its id, and the name that a person knows it by. */
public record Actor(Type type, String id, String label) {

    public enum Type {
        @JsonProperty("key")
        KEY,
        @JsonProperty("member")
        MEMBER,
        @JsonProperty("system")
        SYSTEM,
        @JsonProperty("provider")
        PROVIDER;

        /** The name in the API and in the database. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The buyer, who has no name of its own here: the checkout page acts for it. */
    public static final Actor BUYER = new Actor(Type.SYSTEM, "checkout_page", "Buyer on the checkout page");

    /** A timer of ours. */
    public static Actor timer(String id, String label) {
        return new Actor(Type.SYSTEM, id, label);
    }
}
