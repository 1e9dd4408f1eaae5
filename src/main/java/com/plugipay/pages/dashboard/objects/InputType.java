package com.plugipay.pages.dashboard.objects;

/** What is typed into a field of a form, and what becomes of it. */
public enum InputType {
    TEXT("text"),
    LONG_TEXT("textarea"),
    EMAIL("email"),
    PHONE("tel"),
    URL("url"),
    /** The id of a customer, whom a script finds by name or address. */
    CUSTOMER("customer"),
    /** An amount in the currency's major unit, as people write it. */
    AMOUNT("text"),
    /** A whole number. */
    NUMBER("number"),
    /** A day, which stands for its last moment in the workspace's time zone. */
    DAY("date"),
    /** A day, which stands for its first moment in the workspace's time zone. */
    SINCE("date"),
    /** A part, which people write in percent and the API as a number from 0 to 1. */
    PERCENT("text"),
    COLOR("color"),
    /** A file, which the form sends as it is; its action is an upload. */
    FILE("file"),
    /** What is never shown again, not even to whoever typed it. */
    SECRET("password"),
    CHOICE("select"),
    /** Boxes to tick, which become a list. */
    BOXES("boxes"),
    /** A list that the page knows and nobody types. */
    HIDDEN("hidden"),
    /** A box to tick; left out when it is not. */
    TICK("checkbox");

    private final String element;

    InputType(String element) {
        this.element = element;
    }

    /** Whether it becomes a list, with a line for each value. */
    boolean isList() {
        return this == BOXES || this == HIDDEN;
    }

    /** The type of the input element, or another element. */
    String element() {
        return element;
    }
}
