package com.plugipay.pages.dashboard.objects;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name the path of the field in the body of the operation, such as {@code guest/name}; its text is
 *     {@code input.<form>.<last part>} or {@code field.<last part>}
 * @param initial what is in it at first, of the object on whose page it is
 * @param choices the values of a {@link InputType#CHOICE}, or of {@link InputType#BOXES}, by the API's names
 */
public record Input<T>(
        String name, InputType type, boolean isRequired, Function<T, @Nullable String> initial, List<String> choices) {
    private static final Pattern PLACE = Pattern.compile("/([0-9]{1,2})/");

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

    /** Boxes to tick, none of which has to be. */
    public static <T> Input<T> boxes(String name, List<String> choices) {
        return new Input<>(name, InputType.BOXES, false, object -> null, choices);
    }

    /** A list of which the page knows the values, a line for each. */
    public static <T> Input<T> hidden(String name) {
        return new Input<>(name, InputType.HIDDEN, true, object -> null, List.of());
    }

    /** A choice of which the first is "none". */
    public static <T> Input<T> choiceOrNone(String name, String... choices) {
        return new Input<>(
                name,
                InputType.CHOICE,
                false,
                object -> null,
                Stream.concat(Stream.of(""), Stream.of(choices)).toList());
    }

    /** This field with what is in it at first; for boxes, a line for each that is ticked. */
    public Input<T> from(Function<T, @Nullable String> initial) {
        return new Input<>(name, type, isRequired, initial, choices);
    }

    /** The place in a list of what the field is about, from 1; 0 for what is in no list. */
    int place() {
        Matcher matcher = PLACE.matcher(name);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) + 1 : 0;
    }

    /** Whether it is a field of an object within the body. */
    boolean isNested() {
        return name.indexOf('/') >= 0;
    }

    /** The last part of the name. */
    public String lastName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
