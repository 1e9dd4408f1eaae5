package com.plugipay.providers.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.plugipay.json.Choices;
import com.plugipay.providers.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a merchant asks for by one name: a method, or a family of methods, such as {@code va} for all virtual accounts.
 *
 * @param text a method's name or a family's; {@code card} is both, and means the same
 */
@Choices(RequestedMethod.Names.class)
public record RequestedMethod(@JsonValue String text) {
    private static final List<String> NAMES = Stream.concat(
                    Arrays.stream(Method.values()).map(Method::text),
                    Arrays.stream(Method.Group.values())
                            .map(Method.Group::family)
                            .filter(Objects::nonNull))
            .distinct()
            .toList();

    /** Reads a name; throws an IllegalArgumentException when nothing has it. */
    @JsonCreator
    public RequestedMethod {
        if (!NAMES.contains(text)) {
            throw new IllegalArgumentException("No payment method is called " + text);
        }
    }

    /** The method itself. */
    public static RequestedMethod of(Method method) {
        return new RequestedMethod(method.text());
    }

    /** Whether a method or a family has this name. */
    public static boolean isName(String name) {
        return NAMES.contains(name);
    }

    /** All methods that are meant by some of these, each once and in their order. */
    public static List<Method> methods(Collection<RequestedMethod> requested) {
        return requested.stream()
                .flatMap(each -> each.methods().stream())
                .distinct()
                .toList();
    }

    /** The methods that it means, in their usual order. */
    public List<Method> methods() {
        return Arrays.stream(Method.values())
                .filter(method ->
                        method.text().equals(text) || text.equals(method.group().family()))
                .toList();
    }

    /** The names for JSON Schemas. */
    static final class Names implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return NAMES;
        }
    }
}
