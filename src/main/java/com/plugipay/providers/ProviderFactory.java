package com.plugipay.providers;

import com.plugipay.db.Database;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What a provider's folder gives to the gateway. To add a provider is to add its folder, and its factory to
 * {@code META-INF/services/com.plugipay.providers.ProviderFactory}.
 */
public interface ProviderFactory {
    /** The provider's name and what it can do: the same object at every call. */
    ProviderKind kind();

    /** What a merchant gives to connect an account; its annotations are what is accepted and published. */
    Class<? extends ProviderAccountInput> account();

    /** What connecting an account is called in the API's documentation. */
    default String connecting() {
        return "Connect a " + kind().text() + " account, or replace it";
    }

    /**
     * Builds the adapter, once for a node.
     *
     * @throws IllegalArgumentException when its configuration is wrong
     */
    Provider create(Context context);

    /** What adapters are built from. */
    record Context(
            Vertx vertx,
            ProviderAccountCredentials.Source accounts,
            ProviderConfig config,
            CallbackUrls callbackUrls,
            Database database,
            InstantSource clock) {}
}
