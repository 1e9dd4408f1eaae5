package com.plugipay.pages.dashboard.view;

import com.plugipay.pages.people.PeoplePage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value on a page, and how it is shown.
 *
 * @param href the page of the object that it names; null for none
 * @param machine the value for programs, such as the instant of a time; null when the text says all
 */
public record Cell(
        Style style,
        String text,
        @Nullable String href,
        @Nullable String machine) {
    /** How a value is shown. */
    public enum Style {
        TEXT,
        /** Of less importance. */
        MUTED,
        /** An id or another name that is compared letter by letter. */
        CODE,
        /** An amount with its currency. */
        MONEY,
        /** A state in which all is well. */
        GOOD,
        /** A state that will be followed by another. */
        WAITING,
        /** A state that asks for a person. */
        BAD,
        /** A state after which nothing happens. */
        OVER,
        TIME
    }

    /** Words. */
    public static Cell text(@Nullable String text) {
        return text == null || text.isEmpty() ? none() : new Cell(Style.TEXT, text, null, null);
    }

    /** Nothing. */
    public static Cell none() {
        return new Cell(Style.MUTED, "–", null, null);
    }

    /** An id. */
    public static Cell code(@Nullable String text) {
        return text == null ? none() : new Cell(Style.CODE, text, null, null);
    }

    /** An amount. */
    public static Cell money(String text) {
        return new Cell(Style.MONEY, text, null, null);
    }

    /** A moment. */
    public static Cell time(String text, Instant at) {
        return new Cell(Style.TIME, text, null, at.toString());
    }

    /** The id of an object of the kind with this name, which leads to its page. */
    public static Cell link(String kind, @Nullable String id) {
        return id == null ? none() : new Cell(Style.CODE, id, PeoplePage.ROOT + '/' + kind + '/' + id, null);
    }
}
