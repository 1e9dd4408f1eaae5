package com.plugipay.auth;

import static com.plugipay.auth.PermissionTable.Access.ADMINISTRATORS;
import static com.plugipay.auth.PermissionTable.Access.ALL;
import static com.plugipay.auth.PermissionTable.Access.MEMBERS_WHO_ADMINISTER;
import static com.plugipay.auth.PermissionTable.Access.NOBODY;
import static com.plugipay.auth.PermissionTable.Access.OWNERS;
import static com.plugipay.auth.PermissionTable.Access.PEOPLE;
import static com.plugipay.auth.PermissionTable.Access.PLATFORMS;
import static com.plugipay.auth.PermissionTable.Access.WORKERS;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each role may do. The API and the pages ask this table, and the documentation is written from it; a route whose
 * resource has no line here does not start.
 */
public final class PermissionTable {
    /**
     * Who may do something: members by their roles, and whether keys whose role or scopes include it may.
     */
    public enum Access {
        /** Every member, and keys. */
        ALL(MemberRole.READ_ONLY, true),
        /** Those who do the daily work of the business, and keys. */
        WORKERS(MemberRole.MEMBER, true),
        /** Those who set up the workspace, and keys. */
        ADMINISTRATORS(MemberRole.ADMIN, true),
        /** The same without keys: only a person answers for it. */
        MEMBERS_WHO_ADMINISTER(MemberRole.ADMIN, false),
        /** Owners, and no key. */
        OWNERS(MemberRole.OWNER, false),
        /** Whoever has signed in, about the own account. */
        PEOPLE(MemberRole.READ_ONLY, false),
        /** Keys of platforms. */
        PLATFORMS(null, false),
        /** There is no such operation. */
        NOBODY(null, false);

        private final @Nullable MemberRole least;
        private final boolean includesKeys;

        /** @param least the role with the least rights that suffices; null for none */
        Access(@Nullable MemberRole least, boolean includesKeys) {
            this.least = least;
            this.includesKeys = includesKeys;
        }

        private boolean includes(MemberRole role) {
            return least != null && role.compareTo(least) <= 0;
        }
    }

    /** What else holds for a resource. */
    private enum Rule {
        /** A person gives the password again who has not given it lately. */
        CONFIRMED,
        /** A key that manages webhooks may do it. */
        OF_WEBHOOKS,
        /** A person needs no workspace for it. */
        PERSONAL
    }

    /** One line: who may read a kind of resource, and who may change it. */
    private record Line(String resource, Access read, Access write, Set<Rule> rules) {
        Access of(boolean writes) {
            return writes ? write : read;
        }
    }

    private static final Map<String, Line> LINES = lines(
            line("customers", ALL, WORKERS),
            line("payment-methods", ALL, WORKERS),
            line("checkout-sessions", ALL, WORKERS),
            line("payments", ALL, WORKERS),
            line("refunds", ALL, WORKERS),
            line("plans", ALL, WORKERS),
            line("subscriptions", ALL, WORKERS),
            line("invoices", ALL, WORKERS),
            line("receipts", ALL, WORKERS),
            line("gift-cards", ALL, WORKERS),
            line("portal-sessions", NOBODY, WORKERS),
            line("test-clocks", ALL, WORKERS),
            line("stuck", ALL, NOBODY),
            line("dunning-policies", ALL, ADMINISTRATORS),
            line("billing-settings", ALL, ADMINISTRATORS),
            line("billing", ALL, ADMINISTRATORS),
            line("checkout-settings", ALL, ADMINISTRATORS, Rule.CONFIRMED),
            line("uploads", NOBODY, ADMINISTRATORS),
            line("templates", ALL, ADMINISTRATORS),
            line("events", ALL, ADMINISTRATORS, Rule.OF_WEBHOOKS),
            line("webhooks", ALL, ADMINISTRATORS, Rule.OF_WEBHOOKS),
            line("adapters", ALL, ADMINISTRATORS, Rule.CONFIRMED),
            line("api-keys", ADMINISTRATORS, ADMINISTRATORS, Rule.CONFIRMED),
            line("audit-log", ADMINISTRATORS, NOBODY),
            line("requests", ADMINISTRATORS, NOBODY),
            line("members", ALL, MEMBERS_WHO_ADMINISTER, Rule.CONFIRMED),
            line("invitations", ADMINISTRATORS, MEMBERS_WHO_ADMINISTER, Rule.CONFIRMED),
            line("workspaces", ALL, PEOPLE, Rule.PERSONAL),
            line("exports", MEMBERS_WHO_ADMINISTER, MEMBERS_WHO_ADMINISTER, Rule.CONFIRMED),
            line("workspace-names", NOBODY, MEMBERS_WHO_ADMINISTER),
            line("workspace-deletion", NOBODY, OWNERS, Rule.CONFIRMED),
            line("notification-settings", PEOPLE, PEOPLE),
            line("account", PEOPLE, PEOPLE, Rule.PERSONAL),
            line("admin", PLATFORMS, PLATFORMS));

    private PermissionTable() {}

    private static Line line(String resource, Access read, Access write, Rule... rules) {
        return new Line(resource, read, write, Set.of(rules));
    }

    private static Map<String, Line> lines(Line... lines) {
        return List.of(lines).stream().collect(Collectors.toUnmodifiableMap(Line::resource, Function.identity()));
    }

    private static Line of(Permission permission) {
        Line line = LINES.get(permission.resource());
        if (line == null || line.of(permission.writes()) == NOBODY) {
            throw new IllegalStateException("The permission table has no line for " + permission.scope());
        }
        return line;
    }

    /** Fails unless somebody has this permission. */
    public static void require(Permission permission) {
        of(permission);
    }

    /** Whether a member with this role has a permission. */
    public static boolean allows(MemberRole role, Permission permission) {
        return of(permission).of(permission.writes()).includes(role);
    }

    /** Whether a key with this role and these scopes has a permission. */
    public static boolean allows(KeyRole role, Set<String> scopes, Permission permission) {
        Line line = of(permission);
        Access access = line.of(permission.writes());
        if (access == PLATFORMS) {
            return role == KeyRole.PLATFORM;
        }
        return access.includesKeys
                && switch (role) {
                    case FULL_ACCESS, PLATFORM -> true;
                    case READ_ONLY -> !permission.writes();
                    case WEBHOOK_MANAGEMENT_ONLY -> line.rules().contains(Rule.OF_WEBHOOKS);
                    case RESTRICTED -> scopes.contains(permission.scope());
                };
    }

    /** The scopes that a restricted key can have, by resource. */
    public static List<String> scopes() {
        return LINES.values().stream()
                .sorted(Comparator.comparing(Line::resource))
                .flatMap(line -> Stream.of(false, true)
                        .filter(writes -> line.of(writes).includesKeys)
                        .map(writes -> new Permission(line.resource(), writes).scope()))
                .toList();
    }

    /** Whether only people have a permission, and no key can have it. */
    public static boolean isForPeopleOnly(Permission permission) {
        Access access = of(permission).of(permission.writes());
        return !access.includesKeys && access != PLATFORMS;
    }

    /** Whether a person needs no workspace for it. */
    public static boolean isPersonal(Permission permission) {
        return of(permission).rules().contains(Rule.PERSONAL);
    }

    /** Whether a person gives the password again before it, who has not given it lately. */
    public static boolean isConfirmed(Permission permission) {
        return permission.writes() && of(permission).rules().contains(Rule.CONFIRMED);
    }

    /** The roles of members that have a permission, for the documentation. */
    public static List<MemberRole> roles(Permission permission) {
        Access access = of(permission).of(permission.writes());
        return List.of(MemberRole.values()).stream().filter(access::includes).toList();
    }

    /** The resources that have a line, for tests and the documentation. */
    public static Set<String> resources() {
        return LINES.keySet();
    }
}
