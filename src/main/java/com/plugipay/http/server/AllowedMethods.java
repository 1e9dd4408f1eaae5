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

/** Which methods an address takes: HEAD wherever GET is taken, and a 405 names them (RFC 9110, 9.1 and 15.5.6). */
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile(":\\w+");

    private record Taken(Pattern path, Set<HttpMethod> methods) {}

    private final List<Taken> all = new ArrayList<>();

    /** Takes in the routes of a router that is mounted below a path, and lets them answer HEAD where they answer GET. */
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
            all.add(new Taken(
                    Pattern.compile(PARAMETER.matcher(path).replaceAll("[^/]+") + "/?"), Set.copyOf(route.methods())));
        }
    }

    /** What an address takes, as the {@code Allow} header names it. */
    String at(String path) {
        return all.stream()
                .filter(taken -> taken.path().matcher(path).matches())
                .flatMap(taken -> taken.methods().stream())
                .map(HttpMethod::name)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }
}
