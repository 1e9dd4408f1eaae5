package com.plugipay.pages.dashboard.objects;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name the path of the field in the body of the operation, such as {@code guest/name}; its text is
 *     {@code input.<form>.<last part>} or {@code field.<last part>}
 * @param initial what is in it at first, of the object on whose page it is
 * @param choices the values of a {@link InputType#CHOICE}, by the API's names
 */
public record Input<T>(
        String name, InputType type, boolean isRequired, Function<T, @Nullable String> initial, List<String> choices) {
    public Input {
        choices = List.copyOf(choices);
    }

    /** A field that has to be filled in. */
    public static <T> Input<T> required(String name, InputType type) {
        return new Input<>(name, type, true, object -> null, List.of());
    }

    /** A field that may be left empty. */
    public static <T> Input<T> optional(String name, InputType type) {
        return new Input<>(name, type, false, object -> null, List.of());
    }

    /** A choice, of which the first is chosen at first. */
    public static <T> Input<T> choice(String name, String... choices) {
        return new Input<>(name, InputType.CHOICE, true, object -> null, List.of(choices));
    }

    /** This field with what is in it at first. */
    public Input<T> from(Function<T, @Nullable String> initial) {
        return new Input<>(name, type, isRequired, initial, choices);
    }

    /** The last part of the name. */
    String lastName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
