package com.plugipay.http.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which methods an address takes: HEAD wherever GET is allowed, and a 405 names them (RFC 9110, 9.1 and 15.5.6). */
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile(":\\w+");

    private record Allowed(Pattern path, Set<HttpMethod> methods) {}

    private final List<Allowed> all = new ArrayList<>();

    /** Adds the routes of a router that is mounted below a path; routes of GET take HEAD as well. */
    void add(String mount, Router router) {
        for (Route route : router.getRoutes()) {
            Set<HttpMethod> methods = route.methods();
            if (methods == null || methods.isEmpty() || route.getPath() == null) {
                continue;
            }
            if (methods.contains(HttpMethod.GET)) {
                route.method(HttpMethod.HEAD);
            }
            String path = (mount + route.getPath()).replace(".", "[.]");
            all.add(new Allowed(
                    Pattern.compile(PARAMETER.matcher(path).replaceAll("[^/]+") + "/?"), Set.copyOf(route.methods())));
        }
    }

    /** The methods of an address, as in the {@code Allow} header. */
    String at(String path) {
        return all.stream()
                .filter(allowed -> allowed.path().matcher(path).matches())
                .flatMap(allowed -> allowed.methods().stream())
                .map(HttpMethod::name)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }
}
