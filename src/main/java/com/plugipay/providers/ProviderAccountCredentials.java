package com.plugipay.providers;

import com.plugipay.model.Tenant;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account that a workspace has connected, with its credentials.
 *
 * @param credentials empty where the provider needs none
 * @param publicConfig what its probe has set up, and the merchant's configuration that is not secret
 */
public record ProviderAccountCredentials(Tenant tenant, Credentials credentials, Map<String, Object> publicConfig) {
    private static final Outcome GONE = new Outcome.Unknown("The workspace has no account there any more");

    /** The account that is tried before it is connected. */
    public static ProviderAccountCredentials of(Command.Probe probe) {
        return new ProviderAccountCredentials(probe.tenant(), probe.credentials(), Map.of());
    }

    /** Finds connected accounts for adapters. */
    public interface Source {
        /** The account, if the workspace has connected one, whether or not it works. */
        Future<Optional<ProviderAccountCredentials>> find(Tenant tenant, ProviderKind kind);

        /**
         * Carries out a command with the account. Without one nothing is begun; but what has become of something that was
         * begun when there was one, nobody can tell.
         *
         * @param notConnected the outcome of a charge or a refund without an account
         */
        default Future<Outcome> with(
                Command command,
                ProviderKind kind,
                Outcome notConnected,
                Function<ProviderAccountCredentials, Future<Outcome>> action) {
            return find(command.tenant(), kind)
                    .compose(found -> found.map(action)
                            .orElseGet(() -> Future.succeededFuture(
                                    command instanceof Command.Charge || command instanceof Command.Refund
                                            ? notConnected
                                            : GONE)));
        }
    }
}
