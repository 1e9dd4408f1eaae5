package com.plugipay.http.operations;

import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Parameters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What of an operation a call is for, and where it comes from.
 *
 * @param asked what is asked for, as a message names it
 * @param path gives a parameter of the path by its name; fails with {@code not_found} if no object can have it
 * @param query gives the query parameters; fails when they cannot be read
 * @param ip gives the address of the client
 * @param longestPage how many items a page of a list has at most
 */
public record CallTarget(
        Supplier<String> asked,
        UnaryOperator<String> path,
        Supplier<MultiMap> query,
        Supplier<String> ip,
        int longestPage) {
    private static final int LONGEST_PAGE = 100;
    private static final int LONGEST_SHOWN = 200;

    /** An export reads longer pages, so that it has to ask less often. */
    private static final int LONGEST_PAGE_OF_AN_EXPORT = 1_000;

    /** What an HTTP request names. */
    public static CallTarget of(RoutingContext context, ClientAddresses clients) {
        return new CallTarget(
                () -> asked(context.request()),
                name -> Parameters.path(context, name),
                context::queryParams,
                () -> clients.of(context.request()),
                LONGEST_PAGE);
    }

    /** The same for an export. */
    public CallTarget exporting() {
        return new CallTarget(asked, path, query, ip, LONGEST_PAGE_OF_AN_EXPORT);
    }

    /** What a page asks for: the parameters of the path by their names, and those of the query. */
    public static CallTarget of(Map<String, String> path, MultiMap query, String ip) {
        return new CallTarget(
                () -> String.join(", ", path.values()),
                name -> Parameters.possible(path.get(name)),
                () -> query,
                () -> ip,
                LONGEST_PAGE);
    }

    /** The method and path of a request, as a message names them: the beginning of a long path, and no query. */
    public static String asked(HttpServerRequest request) {
        String path = request.path();
        String shown =
                path == null ? "" : path.length() > LONGEST_SHOWN ? path.substring(0, LONGEST_SHOWN) + "..." : path;
        return request.method().name() + ' ' + shown;
    }
}
