package com.plugipay.http.operations;

import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Dialect;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A query parameter by which a list is narrowed. Where the items say that a property has one of a few values, so has its
 * filter: a word that is none of them is a mistake, and not a list without items.
 *
 * @param spellings our spelling of each value by every spelling of it; empty where any text can be asked for
 */
record Filter(String name, Map<String, String> spellings) {
    Filter {
        spellings = Map.copyOf(spellings);
    }

    /** The filter of a list of such records by the property of this name, if they have it. */
    static Filter of(Class<?> item, String name) {
        RecordComponent[] components = item.isRecord() ? item.getRecordComponents() : new RecordComponent[0];
        Map<String, String> spellings = new LinkedHashMap<>();
        Arrays.stream(components)
                .filter(component ->
                        component.getName().equals(name) && component.getType().isEnum())
                .flatMap(component -> Arrays.stream(component.getType().getEnumConstants()))
                .forEach(constant -> {
                    String ours = Dialect.PLUGIPAY.convert(constant, String.class);
                    spellings.put(ours, ours);
                    spellings.put(Dialect.SDK.convert(constant, String.class), ours);
                });
        return new Filter(name, spellings);
    }

    /** A value that was asked for, in our spelling. */
    String read(String value) {
        String ours = spellings.isEmpty() ? value : spellings.get(value);
        if (ours == null) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    name, "There is no such value; there are " + String.join(", ", values()) + ".");
        }
        return ours;
    }

    /** Our spellings in order, empty where any text can be asked for. */
    TreeSet<String> values() {
        return new TreeSet<>(spellings.values());
    }
}
