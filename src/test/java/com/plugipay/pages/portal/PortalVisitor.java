package com.plugipay.pages.portal;

import com.plugipay.model.Ids;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.DirectSql;
import com.plugipay.support.TestGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer's browser in the portal. */
public final class PortalVisitor {
    private static final byte[] NOTHING = new byte[0];
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Api api;
    private final String cookie;

    private PortalVisitor(Api api, String cookie) {
        this.api = api;
        this.cookie = cookie;
    }

    /** A customer who has opened the portal. */
    static PortalVisitor of(Api api, String customer) {
        Answer opened = open(api, link(api, customer)).expect(303);
        String header = opened.header("Set-Cookie");
        return new PortalVisitor(api, header.substring(0, header.indexOf(';')));
    }

    /** A new link for a customer. */
    public static String link(Api api, String customer) {
        return api.post("/v1/portal-sessions", """
                {"customerId":"%s","returnUrl":"https://shop.example/account"}""".formatted(customer))
                .expect(201)
                .text("url");
    }

    static Answer open(Api api, String link) {
        return api.raw("GET", URI.create(link).getRawPath(), NOTHING, Map.of());
    }

    Answer get(String path, String language) {
        Map<String, String> headers = new HashMap<>(Map.of("Cookie", cookie));
        if (!language.isEmpty()) {
            headers.put("Accept-Language", language);
        }
        return api.raw("GET", path, NOTHING, headers);
    }

    /** The bytes of a file. */
    byte[] file(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).header("Cookie", cookie).build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .join()
                .body();
    }

    /** The page in English. */
    String page() {
        return get("/portal", "en").expect(200).body();
    }

    /** Sends a form of the page. */
    Answer press(String path, String... fields) {
        return send(path, token(), fields);
    }

    Answer send(String path, String token, String... fields) {
        StringBuilder form = new StringBuilder("token=" + token);
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&').append(fields[i]).append('=').append(fields[i + 1]);
        }
        return api.raw(
                "POST",
                path,
                form.toString().getBytes(StandardCharsets.UTF_8),
                Map.of("Cookie", cookie, "Content-Type", "application/x-www-form-urlencoded"));
    }

    /** What the forms of the page contain; nothing if it has none. */
    String token() {
        Matcher token = TOKEN.matcher(page());
        return token.find() ? token.group(1) : "none";
    }

    /** A stored card of a customer, which no provider knows. */
    public static String card(TestGateway gateway, String customer, String label) {
        String id = Ids.at(Instant.now(), "pt");
        String sql = """
                insert into payment_methods (workspace_id, mode, id, customer_id, provider, type, label, brand, last4,
                    exp_month, exp_year, status, token, token_sha256, provider_data, deletion_tries, created_at,
                    updated_at)
                select workspace_id, mode, ?, id, 'xendit', 'card', ?, 'visa', '1111', 8, 2039, 'active', '', ?, '{}',
                       0, now(), now()
                  from customers where id = ?""";
        new DirectSql(gateway.databaseConfig()).change(sql, id, label, id, customer);
        return id;
    }
}
