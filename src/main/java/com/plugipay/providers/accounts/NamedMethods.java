package com.plugipay.providers.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.plugipay.json.Choices;
import com.plugipay.providers.Method;
import com.plugipay.providers.Method.Group;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a caller means by a name: one method, or all of a family by its name in the client libraries, such as {@code va}. */
@Choices(NamedMethods.Names.class)
public record NamedMethods(@JsonValue String name) {
    /** The families by their names; some have one method of the same name. */
    private static final Map<String, Group> FAMILIES = Map.of(
            "qris", Group.QR,
            "va", Group.VIRTUAL_ACCOUNT,
            "ewallet", Group.WALLET,
            "card", Group.CARD,
            "retail", Group.STORE,
            "paypal", Group.PAYPAL);

    /** Fails with an IllegalArgumentException when neither a method nor a family is called so. */
    @JsonCreator
    public NamedMethods {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("No method and no family of methods is called " + name);
        }
    }

    /** The method itself. */
    public static NamedMethods of(Method method) {
        return new NamedMethods(method.text());
    }

    /** The methods that are meant, in their usual order. */
    public List<Method> methods() {
        return Stream.of(Method.values())
                .filter(method -> method.text().equals(name) || method.group() == FAMILIES.get(name))
                .toList();
    }

    /** All methods that are meant by some of these, each once and in their order. */
    public static List<Method> methods(Collection<NamedMethods> named) {
        return named.stream()
                .flatMap(each -> each.methods().stream())
                .distinct()
                .toList();
    }

    /** Whether a method or a family is called so. */
    public static boolean isName(String name) {
        return names().contains(name);
    }

    private static List<String> names() {
        return Stream.concat(
                        Stream.of(Method.values()).map(Method::text),
                        FAMILIES.keySet().stream().sorted())
                .distinct()
                .toList();
    }

    /** The names, for schemas. */
    static final class Names implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return names();
        }
    }
}
