package com.plugipay.people;

import com.plugipay.cli.PersonCommand;
import com.plugipay.support.Answer;
import com.plugipay.support.TestGateway;
import com.plugipay.workspaces.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser of a person, which keeps cookies and says where its requests come from. */
public final class PersonClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String baseUrl;
    private final Map<String, String> cookies = new TreeMap<>();

    public PersonClient(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The response to a request. */
    public record Page(int status, String body, String location, Map<String, String> headers) {}

    /** The owner of a new workspace, signed in by the link that the operator has. */
    public static PersonClient owner(TestGateway gateway, String email, Workspace workspace) {
        PersonClient owner = new PersonClient(gateway.baseUrl());
        String link = TestGateway.get(PersonCommand.owner(
                gateway.gateway().database(),
                gateway.baseUrl(),
                email,
                workspace,
                false,
                gateway.clock().instant()));
        owner.post(link.substring(gateway.baseUrl().length()), Map.of());
        return owner;
    }

    /** The cookie of the session that the browser has; null for none. */
    public @Nullable String cookie() {
        return cookies.get("plugipay_session");
    }

    /** Another browser with the same cookies, as a thief has them. */
    public PersonClient copy() {
        PersonClient copy = new PersonClient(baseUrl);
        copy.cookies.putAll(cookies);
        return copy;
    }

    /** This browser with a cookie that somebody has put there. */
    public PersonClient with(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public Page get(String target) {
        return send("GET", target, null, "", Map.of());
    }

    /** The body of a response while it arrives. */
    public InputStream open(String target) {
        return open(target, Map.of()).body();
    }

    /** The same with these headers, and the status. */
    public HttpResponse<InputStream> open(String target, Map<String, String> headers) {
        return response("GET", target, null, "", headers, BodyHandlers.ofInputStream());
    }

    /** The body of the response to an empty form of this site, while it arrives. */
    public InputStream send(String target) {
        return response("POST", target, FORM, "", Map.of("Sec-Fetch-Site", "same-origin"), BodyHandlers.ofInputStream())
                .body();
    }

    /** Sends a form of this site. */
    public Page post(String target, Map<String, String> fields) {
        return post(target, fields, "same-origin");
    }

    /** Sends a form that a page of this relation to the site has. */
    public Page post(String target, Map<String, String> fields, String site) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", target, FORM, form, Map.of("Sec-Fetch-Site", site));
    }

    /** Sends a request to the API, as a page of this site does. */
    public Answer api(String method, String target, String body) {
        return api(method, target, body, Map.of());
    }

    /** The same with these headers. */
    public Answer api(String method, String target, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(Map.of("Sec-Fetch-Site", "same-origin"));
        all.putAll(headers);
        return Answer.of(response(
                method, target, body.isEmpty() ? null : "application/json", body, all, BodyHandlers.ofString()));
    }

    private Page send(String method, String target, @Nullable String type, String body, Map<String, String> headers) {
        HttpResponse<String> response = response(method, target, type, body, headers, BodyHandlers.ofString());
        response.headers().firstValue("Set-Cookie").ifPresent(this::keep);
        return new Page(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Location").orElse(""),
                response.headers().map().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().getFirst())));
    }

    private <T> HttpResponse<T> response(
            String method,
            String target,
            @Nullable String type,
            String body,
            Map<String, String> headers,
            BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + target))
                .timeout(Duration.ofMinutes(1))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        if (type != null) {
            request.setHeader("Content-Type", type);
        }
        if (!cookies.isEmpty()) {
            request.setHeader(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void keep(String header) {
        String name = header.substring(0, header.indexOf('='));
        String value = header.substring(header.indexOf('=') + 1, header.indexOf(';'));
        if (value.isEmpty()) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }
}
