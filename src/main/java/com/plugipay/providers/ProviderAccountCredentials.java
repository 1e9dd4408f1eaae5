package com.plugipay.providers;

import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account that a workspace has connected, with its credentials.
 *
 * @param credentials empty when the provider needs none
 * @param publicConfig the merchant's configuration that is not secret, and the data that the probe has returned
 */
public record ProviderAccountCredentials(Tenant tenant, Credentials credentials, Map<String, Object> publicConfig) {
    private static final Outcome GONE = new Outcome.Unknown("The workspace no longer has an account at this provider");

    /** Returns the account that a probe checks before it is connected. */
    public static ProviderAccountCredentials of(Command.Probe probe) {
        return new ProviderAccountCredentials(probe.tenant(), probe.credentials(), Map.of());
    }

    /** Finds connected accounts for adapters. */
    public interface Source {
        /** Finds the account that the workspace has connected, whether or not its probe succeeded. */
        Future<Optional<ProviderAccountCredentials>> find(Tenant tenant, ProviderKind kind);

        /** Finds the accounts of both modes: they share the address of their callbacks. */
        default Future<Map<Mode, ProviderAccountCredentials>> ofAllModes(String workspaceId, ProviderKind kind) {
            List<Future<Optional<ProviderAccountCredentials>>> searches = Arrays.stream(Mode.values())
                    .map(mode -> find(new Tenant(workspaceId, mode), kind))
                    .toList();
            return Future.all(searches).map(all -> {
                Map<Mode, ProviderAccountCredentials> accounts = new EnumMap<>(Mode.class);
                all.<Optional<ProviderAccountCredentials>>list()
                        .forEach(found -> found.ifPresent(
                                account -> accounts.put(account.tenant().mode(), account)));
                return accounts;
            });
        }

        /**
         * Carries out a command with the account. Without an account a charge, a setup or a refund cannot begin; the outcome
         * of any other command is unknown, because its object may have begun when there was an account.
         *
         * @param notConnected the outcome of a charge, a setup or a refund without an account
         */
        default Future<Outcome> with(
                Command command,
                ProviderKind kind,
                Outcome notConnected,
                Function<ProviderAccountCredentials, Future<Outcome>> action) {
            return find(command.tenant(), kind)
                    .compose(found -> found.map(action)
                            .orElseGet(() -> Future.succeededFuture(begins(command) ? notConnected : GONE)));
        }

        private static boolean begins(Command command) {
            return command instanceof Command.Charge
                    || command instanceof Command.ChargeStored
                    || command instanceof Command.Setup
                    || command instanceof Command.Refund;
        }
    }
}
