package com.plugipay.providers;

import com.plugipay.db.Database;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * Creates a provider's adapter. To add a provider, add its folder, and its factory to
 * {@code META-INF/services/com.plugipay.providers.ProviderFactory}.
 */
public interface ProviderFactory {
    /** The provider's name and what it can do: the same object at every call. */
    ProviderKind kind();

    /** The input that connects an account; its annotations are validated and published. */
    Class<? extends ProviderAccountInput> account();

    /** The summary of the operation that connects an account, for the API's documentation. */
    default String connecting() {
        return "Connect a " + kind().text() + " account, or replace it";
    }

    /** Whether what the input leaves out stays as it is; otherwise an account is replaced by another. */
    default boolean isChangedInPart() {
        return false;
    }

    /**
     * Builds the adapter, once for a node.
     *
     * @throws IllegalArgumentException when its configuration is wrong
     */
    Provider create(Context context);

    /** The services that adapters are built from. */
    record Context(
            Vertx vertx,
            ProviderAccountCredentials.Source accounts,
            ProviderConfig config,
            CallbackUrls callbackUrls,
            Database database,
            InstantSource clock) {}
}
