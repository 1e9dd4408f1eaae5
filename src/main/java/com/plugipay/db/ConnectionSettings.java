package com.plugipay.db;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The settings in {@code database.url}, which the pool and the migration use alike.
 *
 * <p>Connections to other machines use TLS with a verified certificate and host name, unless {@code ?sslmode=} sets another
 * mode. {@code require} and {@code verify-ca} verify the certificate and leave the host name out.
 *
 * @param rootCertificate the authority that signs the server's certificate, a PEM file; null for those that Java trusts
 * @param session settings of the session, such as {@code search_path}
 */
record ConnectionSettings(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        @Nullable Path rootCertificate,
        Map<String, String> session) {

    private static final Pattern URL =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?"
                    + "(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<host>[a-zA-Z0-9._-]+))(?::(?<port>[0-9]{1,5}))?"
                    + "/(?<database>[^/?#]+)(?:\\?(?<parameters>[^#]*))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");
    private static final Set<String> SESSION = Set.of("application_name", "search_path", "options");
    private static final int STANDARD_PORT = 5432;
    private static final int CONNECT_SECONDS = 10;

    /**
     * Reads {@code postgresql://user:password@host:port/database?sslmode=...}, where special characters are percent-encoded.
     *
     * @throws IllegalArgumentException saying what is wrong, without the password
     */
    static ConnectionSettings parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "database.url must look like postgresql://user:password@host:5432/database,"
                            + " with one host, and with special characters percent-encoded");
        }
        Map<String, String> parameters = parameters(parts.group("parameters"));
        String host = Optional.ofNullable(parts.group("six")).orElseGet(() -> parts.group("host"));
        ConnectionSettings settings = new ConnectionSettings(
                host,
                port(parts.group("port")),
                decoded(parts.group("database")),
                or(parameters.remove("user"), decoded(or(parts.group("user"), ""))),
                or(parameters.remove("password"), decoded(or(parts.group("password"), ""))),
                sslMode(parameters.remove("sslmode"), host),
                rootCertificate(parameters.remove("sslrootcert")),
                parameters.entrySet().stream()
                        .filter(parameter -> SESSION.contains(parameter.getKey()))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
        parameters.keySet().removeAll(SESSION);
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("database.url has an unknown parameter: "
                    + parameters.keySet().iterator().next());
        }
        if (settings.user.isEmpty()) {
            throw new IllegalArgumentException("database.url names no user");
        }
        return settings;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : or(query, "").split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] both = parameter.split("=", 2);
                if (both.length < 2 || parameters.put(both[0], decoded(both[1])) != null) {
                    throw new IllegalArgumentException(
                            "database.url must give each parameter once, with a value: " + both[0]);
                }
            }
        }
        return parameters;
    }

    private static int port(@Nullable String text) {
        int port = text == null ? STANDARD_PORT : Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("database.url must name a port from 1 to 65535, not " + port);
        }
        return port;
    }

    private static SslMode sslMode(@Nullable String text, String host) {
        if (text == null) {
            return LOOPBACK.matcher(host).matches() ? SslMode.DISABLE : SslMode.VERIFY_FULL;
        }
        return Arrays.stream(SslMode.values())
                .filter(mode -> mode.value.equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("database.url has an sslmode that there is not; use one of "
                                + Arrays.stream(SslMode.values())
                                        .map(mode -> mode.value)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable Path rootCertificate(@Nullable String file) {
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw new IllegalArgumentException("database.url names an sslrootcert that cannot be read: " + file);
        }
        return file == null ? null : Path.of(file);
    }

    private static String decoded(String text) {
        try {
            // A plus stays a plus: it means a space in forms only.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("database.url is not percent-encoded as it should be");
        }
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    /** For the pool. */
    PgConnectOptions pool() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode);
        session.forEach(options::addProperty);
        if (sslMode != SslMode.DISABLE) {
            // The client verifies nothing without trust options.
            options.setSslOptions(new ClientSSLOptions()
                    .setTrustOptions(trust())
                    .setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : ""));
        }
        return options;
    }

    private TrustOptions trust() {
        if (rootCertificate != null) {
            return new PemTrustOptions().addCertPath(rootCertificate.toString());
        }
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init((KeyStore) null);
            return TrustOptions.wrap(trusted.getTrustManagers()[0]);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** For the migration, which blocks. */
    DataSource migration() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host.contains(":") ? '[' + host + ']' : host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setApplicationName(session.get("application_name"));
        source.setOptions(sessionOptions());
        // No other way of connecting is tried.
        source.setGssEncMode("disable");
        // By itself the driver verifies nothing for "require".
        boolean verifiesHost = sslMode == SslMode.VERIFY_FULL;
        boolean verifiesChain = sslMode == SslMode.REQUIRE || sslMode == SslMode.VERIFY_CA;
        source.setSslMode(verifiesHost ? "verify-full" : verifiesChain ? "verify-ca" : sslMode.value);
        if (rootCertificate != null) {
            source.setSslRootCert(rootCertificate.toString());
        } else {
            source.setSslfactory(DefaultJavaSSLFactory.class.getName());
        }
        return source;
    }

    /** The driver has no other way to set these from the first statement on. */
    private @Nullable String sessionOptions() {
        String searchPath = session.get("search_path");
        String options = session.get("options");
        if (searchPath == null) {
            return options;
        }
        String escaped = searchPath.replace("\\", "\\\\").replace(" ", "\\ ");
        return "-c search_path=" + escaped + (options == null ? "" : ' ' + options);
    }

    /** Where the server listens. */
    String address() {
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ConnectionSettings[" + host + ':' + port + '/' + database + ", " + sslMode.value + ']';
    }
}
