package com.plugipay.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who has made a change: the kind of actor, its id, and its name for people.
 *
 * @param role in which a member has made it; the audit log has it among the details. Null for others
 */
public record Actor(
        Type type,
        String id,
        String label,
        @JsonIgnore @Nullable String role) {
    public Actor(Type type, String id, String label) {
        this(type, id, label, null);
    }

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

    /** Buyers, who have no names here: the checkout page acts for them. */
    public static final Actor BUYER = new Actor(Type.SYSTEM, "checkout_page", "Buyer on the checkout page");

    /** A customer in the portal. */
    public static Actor customer(String id) {
        return new Actor(Type.SYSTEM, id, "Customer in the portal");
    }

    /** A person who has signed in; without a name the address stands for it. */
    public static Actor person(String id, String email, @Nullable String name) {
        return new Actor(Type.MEMBER, id, name == null ? email : name + " <" + email + '>');
    }

    /** The same person, in the role of a member. */
    public Actor as(String role) {
        return new Actor(type, id, label, role);
    }

    /** A timer of this system. */
    public static Actor timer(String id, String label) {
        return new Actor(Type.SYSTEM, id, label);
    }
}
