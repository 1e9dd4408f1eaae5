package com.plugipay.pages.people;

import com.plugipay.auth.Permission;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A page of people, and who may open it.
 *
 * @param permission what a member needs in the workspace that is shown; null unless the page is for members
 */
public record PageRoute(
        HttpMethod method,
        String path,
        Visitors visitors,
        @Nullable Permission permission) {
    /** Who may open a page. */
    public enum Visitors {
        EVERYBODY,
        /** Whoever has signed in. */
        PEOPLE,
        /** Whoever has given the password, or another proof, lately. */
        CONFIRMED_PEOPLE,
        /** Whoever's role has the permission. */
        MEMBERS
    }
}
