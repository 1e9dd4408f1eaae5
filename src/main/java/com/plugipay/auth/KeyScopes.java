package com.plugipay.auth;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scopes of restricted keys: {@code payments:read}, or {@code *:read} for all resources, or those of the SDKs, such as
 * {@code plugipay:customer:read}, whose resources are wider.
 */
public final class KeyScopes {
    private static final String SDK = "plugipay:";
    private static final String ALL = "*";

    /** What a scope of the SDKs lets a key read and write. */
    private static final Map<String, List<String>> SDK_RESOURCES = Map.of(
            "customer", List.of("customers", "payment-methods"),
            "plan", List.of("plans"),
            "subscription", List.of("subscriptions"),
            "invoice", List.of("invoices", "receipts"),
            "event", List.of("events"),
            "checkout", List.of("checkout-sessions", "payments", "refunds"),
            "webhook", List.of("webhooks"),
            "apikey", List.of("api-keys"),
            "portal", List.of("portal-sessions"));

    /** What {@code create} does not include: a key that takes money must not give it back. */
    private static final Set<String> NOT_CREATED = Set.of("refunds");

    private KeyScopes() {}

    /** Whether there is such a scope. */
    public static boolean isKnown(String scope) {
        return !allowing(scope).isEmpty();
    }

    /** The permissions, by their own scopes, that these scopes allow. */
    public static Set<String> allowing(List<String> scopes) {
        return scopes.stream().flatMap(scope -> allowing(scope).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> allowing(String scope) {
        Stream<String> allowed = scope.startsWith(SDK) ? ofSdk(scope.substring(SDK.length())) : own(scope);
        return allowed.filter(PermissionTable.scopes()::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> ofSdk(String scope) {
        int colon = scope.indexOf(':');
        if (colon < 0) {
            return Stream.of();
        }
        String name = scope.substring(0, colon);
        List<String> resources = name.equals(ALL)
                ? SDK_RESOURCES.values().stream().flatMap(List::stream).toList()
                : SDK_RESOURCES.getOrDefault(name, List.of());
        return switch (scope.substring(colon + 1)) {
            case ALL ->
                resources.stream().flatMap(resource -> Stream.of(scope(resource, false), scope(resource, true)));
            case "read" -> resources.stream().map(resource -> scope(resource, false));
            case "write" -> resources.stream().map(resource -> scope(resource, true));
            case "create" ->
                resources.stream()
                        .filter(resource -> !NOT_CREATED.contains(resource))
                        .map(resource -> scope(resource, true));
            case "trigger" -> resources.stream().filter("events"::equals).map(resource -> scope(resource, true));
            default -> Stream.of();
        };
    }

    private static String scope(String resource, boolean writes) {
        return new Permission(resource, writes).scope();
    }

    private static Stream<String> own(String scope) {
        return scope.startsWith(ALL + ':')
                ? PermissionTable.scopes().stream().filter(each -> each.endsWith(scope.substring(ALL.length())))
                : Stream.of(scope);
    }
}
