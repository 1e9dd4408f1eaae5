package com.plugipay.http.operations;

import com.plugipay.errors.ErrorCode;
import com.plugipay.json.Dialect;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A query parameter that filters a list. If the items' property of this name has a list of values, other values of
 * the parameter are an error, and not an empty list.
 *
 * @param spellings the documented spelling of a value by each of its spellings; empty if any text is allowed
 * @param longest how many characters its value has at most
 */
public record Filter(String name, Map<String, String> spellings, int longest) {
    private static final int LONGEST = 500;

    public Filter {
        spellings = Map.copyOf(spellings);
    }

    /** One whose value is of the usual length at most. */
    public Filter(String name, Map<String, String> spellings) {
        this(name, spellings, LONGEST);
    }

    /** The filter by a property of the items. */
    static Filter of(Class<?> item, String name) {
        RecordComponent[] components = item.isRecord() ? item.getRecordComponents() : new RecordComponent[0];
        Map<String, String> spellings = new LinkedHashMap<>();
        Arrays.stream(components)
                .filter(component -> component.getName().equals(name) && component.getType() == boolean.class)
                .forEach(component -> spellings.putAll(Map.of("true", "true", "false", "false")));
        Arrays.stream(components)
                .filter(component ->
                        component.getName().equals(name) && component.getType().isEnum())
                .flatMap(component -> Arrays.stream(component.getType().getEnumConstants()))
                .forEach(constant -> {
                    String documented = Dialect.PLUGIPAY.convert(constant, String.class);
                    spellings.put(documented, documented);
                    spellings.put(Dialect.SDK.convert(constant, String.class), documented);
                });
        Arrays.stream(components)
                .filter(component -> component.getName().equals(name))
                .map(component -> ChoiceSchemas.texts(component.getType()))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(text -> spellings.put(text, text));
        return new Filter(name, spellings);
    }

    /** The documented spelling of a value; fails naming this parameter if the value is not allowed. */
    String read(String value) {
        String documented = isEnumerated() ? spellings.get(value) : value;
        if (documented == null) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    name,
                    "There is no " + name + " \"" + FaultText.shortened(value) + "\": it is one of "
                            + String.join(", ", values()) + '.');
        }
        return documented;
    }

    /** Whether the parameter has a list of values. */
    public boolean isEnumerated() {
        return !spellings.isEmpty();
    }

    /** The documented values in order; empty if any text is allowed. */
    public TreeSet<String> values() {
        return new TreeSet<>(spellings.values());
    }
}
